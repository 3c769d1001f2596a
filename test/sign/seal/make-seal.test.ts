/** Seals that are made are seals that verify; what would not verify is refused before it exists. */
import { afterAll, describe, expect, it } from 'vitest'
import { sm2Verify, parseSm2PublicKey, sm2PublicKeyOf } from '../../../src/crypto/index.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { Budget } from '../../../src/limits.ts'
import { verifySeal } from '../../../src/index.ts'
import { parseSeal } from '../../../src/seal/index.ts'
import type { SealEdition } from '../../../src/seal/index.ts'
import { drawSealPicture, makeSeal, prepareSeal } from '../../../src/sign/seal/index.ts'
import type { SealFields } from '../../../src/sign/seal/index.ts'
import { SEAL_DATES, SEALS, eastSeal, identity } from '../../../fixtures/generate/scene.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../../crypto/openssl.ts'
import { LICENSE, OPTIONS, errorCodes } from '../../verify/world.ts'
import { certificateOf, refusal, signerOf, timeStamper } from '../party.ts'

const EDITIONS: readonly SealEdition[] = ['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025']
const maker = signerOf('east-seal-maker')
const picture = drawSealPicture({ name: '东海省市场监督管理局', shape: 'round', specimen: true, format: 'PNG' })
const FIELDS: SealFields = {
  esId: '98010000000020', name: '东海省市场监督管理局', vid: 'yinxin-fixtures', signers: [certificateOf('east-authority')], ...SEAL_DATES, picture,
}

describe('makeSeal', () => {
  it.each(EDITIONS)('makes a seal of %s that the verifier accepts', async (edition) => {
    const report = await verifySeal(await makeSeal({ ...FIELDS, edition }, maker), OPTIONS)
    expect(errorCodes(report)).toEqual([])
    expect(report.indication).toBe('TOTAL_PASSED')
    expect(report.signatures[0]?.edition).toBe(edition)
  })

  it('makes the octets that the fixture generator makes by itself of the same fields', async () => {
    expect(await makeSeal(FIELDS, maker)).toEqual(SEALS['east-2020'].bytes)
  })

  it('lists signers by digest, with extensions and a time stamp over the signature', async () => {
    const stamped = await makeSeal({
      ...FIELDS, edition: 'GM/T 0031-2025', list: 'digests', extensions: [{ oid: '2.999.1', critical: false, value: Uint8Array.of(5, 0) }],
    }, maker, { timeStamper: timeStamper(new Date('2025-02-28T08:05:00Z')) })
    const seal = parseSeal(stamped, { budget: new Budget() })
    expect(seal.property.certListType).toBe('digests')
    expect(seal.extensions).toHaveLength(1)
    const report = await verifySeal(stamped, OPTIONS)
    expect(report.indication).toBe('TOTAL_PASSED')
    expect(report.signatures[0]?.steps.timestamp?.conclusion).toBe('PASSED')
  })

  it.each([['SVG', drawSealPicture({ name: '某某市', shape: 'round', specimen: true }).data], ['OFD', LICENSE], ['JPG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)]])(
    'tells a picture in %s by its octets', async (type, data) => {
      const made = await makeSeal({ ...FIELDS, picture: { data, widthMm: 42, heightMm: 42 } }, maker)
      expect(parseSeal(made, { budget: new Budget() }).picture).toMatchObject({ type, format: type })
    })

  it('signs in two phases, with the key elsewhere', async () => {
    const prepared = prepareSeal(FIELDS, { algorithm: maker.algorithm, certificates: maker.certificates })
    const key = sm2PublicKeyOf(identity('east-seal-maker').privateKey)
    const signature = await maker.sign(prepared.bytesToSign)
    expect(sm2Verify(parseSm2PublicKey(key.octets, []), prepared.bytesToSign, signature)).toBe(true)
    expect(await prepared.finish(signature)).toEqual(await makeSeal(FIELDS, maker))
  })

  describe.skipIf(!OPENSSL)(`against openssl (${WHY_SKIPPED})`, () => {
    const space = new Workspace()
    afterAll(() => { space.remove() })

    it('makes a signature that openssl verifies', async () => {
      const seal = parseSeal(await makeSeal(FIELDS, maker), { budget: new Budget() })
      const certificate = space.put('cert.pem', toPem('CERTIFICATE', seal.makerCertificate))
      const [message, signature] = [space.put('message', seal.signedBytes), space.put('signature', seal.signatureValue)]
      const key = space.put('key.pem', space.openssl('x509', '-in', certificate, '-pubkey', '-noout'))
      expect(new TextDecoder().decode(space.openssl('dgst', '-sm3', '-verify', key, '-sigopt', 'distid:1234567812345678', '-signature', signature, message))).toContain('Verified OK')
    })
  })
})

describe('what is refused', () => {
  const refused = (changes: Partial<SealFields>, by = maker): ReturnType<typeof refusal> => refusal(() => makeSeal({ ...FIELDS, ...changes }, by))

  it('a picture that is none', async () => {
    expect((await refused({ picture: { data: Uint8Array.of(1, 2, 3), widthMm: 42, heightMm: 42 } })).code).toBe('SIGN_PICTURE_UNKNOWN')
  })

  it('a picture of another type than stated', async () => {
    expect(await refused({ picture: { ...picture, type: 'SVG' } })).toMatchObject({ code: 'SIGN_PICTURE_MISMATCH', params: { stated: 'SVG', found: 'PNG' } })
  })

  it('a package in other octets, and a broken SVG', async () => {
    const junk = new Uint8Array(LICENSE.length + 3)
    junk.set(LICENSE, 3)
    expect((await refused({ picture: { data: junk, widthMm: 42, heightMm: 42 } })).code).toMatch(/^ZIP_/)
    expect((await refused({ picture: { data: new TextEncoder().encode('<svg><g></svg>'), widthMm: 42, heightMm: 42 } })).code).toBe('XML_NOT_WELL_FORMED')
  })

  it('dates that are not in order', async () => {
    expect((await refused({ validEnd: SEAL_DATES.validStart })).code).toBe('SIGN_SEAL_DATES')
    expect((await refused({ createDate: new Date('2030-01-01T00:00:00Z') })).code).toBe('SIGN_SEAL_DATES')
  })

  it('a maker whose certificate is not valid at the making', async () => {
    expect((await refused({ createDate: new Date('2023-12-31T00:00:00Z') })).code).toBe('SIGN_MAKER_NOT_VALID')
  })

  it('certificates that may not sign, of the maker or on the list', async () => {
    expect((await refused({}, signerOf('east-authority-encryption'))).code).toBe('SIGN_CERTIFICATE_USAGE')
    expect((await refused({ signers: [certificateOf('east-authority-encryption')] })).code).toBe('SIGN_CERTIFICATE_USAGE')
  })

  it('another algorithm than SM2', async () => {
    expect(await refused({}, { ...maker, algorithm: 'RSA-SHA-256' })).toMatchObject({ code: 'SIGN_ALGORITHM_NOT_ALLOWED', params: { algorithm: 'RSA-SHA-256' } })
  })

  it('a signature of another key', async () => {
    const other = signerOf('west-seal-maker')
    expect((await refused({}, { ...maker, sign: (bytes) => other.sign(bytes) })).code).toBe('SIGNER_SIGNATURE_INVALID')
  })

  it('a time stamp over something else, or from before the seal was made', async () => {
    const prepared = prepareSeal({ ...FIELDS, edition: 'GM/T 0031-2025' }, maker)
    const signature = await maker.sign(prepared.bytesToSign)
    const at = new Date('2025-02-28T08:05:00Z')
    const foreign = await timeStamper(at)(Uint8Array.of(1))
    const early = await timeStamper(new Date('2025-02-27T08:05:00Z'))(signature)
    expect(await refusal(() => prepared.finish(signature, foreign))).toMatchObject({ code: 'SIGN_TIME_STAMP_WRONG', params: { reason: 'imprint' } })
    expect(await refusal(() => prepared.finish(signature, early))).toMatchObject({ code: 'SIGN_TIME_STAMP_WRONG', params: { reason: 'time' } })
  })

  it('mistakes of the caller, as TypeError', async () => {
    await expect(makeSeal({ ...FIELDS, signers: [] }, maker)).rejects.toThrow(TypeError)
    await expect(makeSeal({ ...FIELDS, name: '' }, maker)).rejects.toThrow(TypeError)
    await expect(makeSeal({ ...FIELDS, picture: { ...picture, widthMm: 41.5 } }, maker)).rejects.toThrow(TypeError)
    await expect(makeSeal({ ...FIELDS, validEnd: new Date(Number.NaN) }, maker)).rejects.toThrow(TypeError)
    await expect(makeSeal(FIELDS, { ...maker, certificates: [] })).rejects.toThrow(TypeError)
    await expect(makeSeal(FIELDS, maker, { timeStamper: timeStamper(new Date()) })).rejects.toThrow(TypeError)
    await expect(makeSeal({ ...FIELDS, edition: 'GM/T 0031-2014', list: 'digests' }, maker)).rejects.toThrow(TypeError)
  })
})

describe('a seal of the generator', () => {
  it('differs from one with another number: the octets are not fixed', async () => {
    expect(await makeSeal(FIELDS, maker)).not.toEqual(eastSeal({ esId: '1' }).bytes)
  })
})
