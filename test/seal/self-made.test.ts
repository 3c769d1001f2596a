import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { parseSm2PublicKey, sm2PublicKeyOf, sm2Verify, sm3 } from '../../src/crypto/index.ts'
import { encodeBitString, encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { parseSeal, parseSealSignature } from '../../src/seal/index.ts'
import type { SealEdition, SealSignatureValue } from '../../src/seal/index.ts'
import {
  GIF, PROPERTY_INFO, SIGNING_TIME, SM2_SM3, VALID_END, VALID_START, hex, selfMade, vectors,
} from './vectors/self-made.ts'
import { matchingRule, publicPoint, signedOver } from './verify-independently.ts'

const EDITIONS: readonly SealEdition[] = ['GM/T 0031-2014', 'GB/T 38540-2020']
const parse = (edition: SealEdition): ReturnType<typeof parseSealSignature> => parseSealSignature(selfMade(edition), { budget: new Budget() })

const hasOpenssl = ((): boolean => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL 3')
  } catch {
    return false
  }
})()

/** What the `openssl` command says of an SM2 signature in DER. */
function opensslVerifies(message: Uint8Array, signature: Uint8Array, point: Uint8Array): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-'))
  const spki = encodeSequence(encodeSequence(encodeOid('1.2.840.10045.2.1'), encodeOid('1.2.156.10197.1.301')), encodeBitString(point))
  writeFileSync(join(folder, 'key.pem'), toPem('PUBLIC KEY', spki))
  writeFileSync(join(folder, 'message'), message)
  writeFileSync(join(folder, 'signature'), signature)
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678', '-sigfile', 'signature', '-in', 'message']
  try {
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', ...options], { cwd: folder, stdio: 'pipe' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.each(EDITIONS)('self-made seal signature, %s', (edition) => {
  const first = edition === 'GM/T 0031-2014'
  const blob = selfMade(edition)
  const signature = parse(edition)
  const { seal } = signature

  it('is the blob that was written down', () => {
    expect(toHex(sm3(blob))).toBe(vectors.blobs.find(({ name }) => name === edition)?.sm3)
  })

  it('has every field that was put into it', () => {
    expect(signature).toMatchObject({
      edition,
      version: first ? 1 : 4,
      timeInfo: { kind: first ? 'UTCTime' : 'GeneralizedTime', time: SIGNING_TIME },
      propertyInfo: PROPERTY_INFO,
      signatureAlgorithm: SM2_SM3,
      signatureEncoding: 'der',
    })
    expect(toHex(signature.dataHash)).toBe(vectors.dataHash)
    expect(toHex(signature.dataHash)).toBe(toHex(sm3(new TextEncoder().encode(vectors.original))))
    expect(signature.timeStamp).toBeUndefined()
    expect(toHex(signature.bytes)).toBe(toHex(blob))
    expect(signature.extensions).toEqual(first ? [] : [{ oid: '1.2.156.10197.6.7.2.2.1', critical: false, value: hex('322e31') }])
  })

  it('has every field of its seal', () => {
    expect(seal.edition).toBe(edition)
    expect(seal.header).toMatchObject({ id: 'ES', version: first ? 1 : 4 })
    expect(seal.esId).toBe(first ? 'V1-0001' : 'V4-0001')
    expect(seal.property).toMatchObject({
      type: first ? 1 : 3, name: '测试章', certListType: 'certificates', digests: [], opaqueEntries: [],
      createDate: VALID_START, validStart: VALID_START, validEnd: VALID_END,
    })
    expect(seal.picture).toMatchObject({ type: 'GIF', format: 'GIF', widthMm: 40, heightMm: 40 })
    expect(toHex(seal.picture.data)).toBe(toHex(GIF))
    expect(seal.signatureAlgorithm).toBe(SM2_SM3)
    expect(seal.extensions).toEqual(first ? [] : [{ oid: '1.2.156.10197.6.7.2.2.1', critical: false, value: hex('322e31') }])
  })

  it('lists the signer, octet for octet', () => {
    expect(seal.property.certificates.map(toHex)).toEqual([toHex(signature.signerCertificate)])
    expect(toHex(publicPoint(signature.signerCertificate))).toBe(`04${toHex(sm2PublicKeyOf(hex(vectors.signerPrivateKey)).point)}`)
    expect(toHex(publicPoint(seal.makerCertificate))).toBe(`04${toHex(sm2PublicKeyOf(hex(vectors.makerPrivateKey)).point)}`)
  })

  it('says so where it departs from DER', () => {
    expect(signature.findings.map(({ code }) => code)).toEqual(first ? [] : ['SEAL_EXTENSION_FALSE_WRITTEN'])
    expect(seal.findings.map(({ code }) => code)).toEqual(first ? [] : ['SEAL_EXTENSION_FALSE_WRITTEN'])
  })

  const signed: readonly (readonly [string, SealSignatureValue, Uint8Array])[] = [
    ['signer', signature, signature.signerCertificate],
    ['maker', seal, seal.makerCertificate],
  ]

  it.each(signed)('hands over the octets that the %s signed: our SM2', (_, value, certificate) => {
    const key = parseSm2PublicKey(publicPoint(certificate))
    expect(sm2Verify(key, value.signedBytes, value.signatureValue)).toBe(true)
    for (const { bytes } of value.alternativeSignedBytes) expect(sm2Verify(key, bytes, value.signatureValue)).toBe(false)
  })

  it.each(signed)('hands over the octets that the %s signed: other SM2', (_, value, certificate) => {
    expect(signedOver(value, certificate, value.signedBytes)).toBe(true)
    expect(matchingRule(value, certificate)).toBe('own')
    expect(signedOver(value, certificate, value.signedBytes.subarray(1))).toBe(false)
  })

  it.skipIf(!hasOpenssl).each(signed)('hands over the octets that the %s signed: openssl (skipped without OpenSSL 3)', (_, value, certificate) => {
    expect(opensslVerifies(value.signedBytes, value.signatureValue, publicPoint(certificate))).toBe(true)
    expect(opensslVerifies(value.signedBytes.subarray(1), value.signatureValue, publicPoint(certificate))).toBe(false)
  })

  it('hands over slices of the input, and a fresh SEQUENCE header only for the seal of GM/T 0031-2014', () => {
    expect(signature.signedBytes.buffer).toBe(signature.bytes.buffer)
    expect(seal.signedBytes.buffer === seal.bytes.buffer).toBe(!first)
    expect(signature.signedBytes[0]).toBe(0x30)
  })

  it('finds the same seal in a seal file', () => {
    const alone = parseSeal(seal.bytes, { budget: new Budget(), at: ['toSign', 'eseal'] })
    expect(alone).toEqual(seal)
  })
})

describe('GM/T 0031-2014 against GB/T 38540-2020', () => {
  it('offers the other edition’s rule for the maker’s signature beside its own', () => {
    for (const edition of EDITIONS) {
      const { seal } = parse(edition)
      const other = seal.alternativeSignedBytes.find(({ rule }) => rule === 'other-edition')?.bytes ?? new Uint8Array()
      const [longer, shorter] = edition === 'GM/T 0031-2014' ? [seal.signedBytes, other] : [other, seal.signedBytes]
      expect(toHex(longer)).toContain(toHex(shorter))
      expect(toHex(longer)).toContain(toHex(seal.makerCertificate))
      expect(toHex(shorter)).not.toContain(toHex(seal.makerCertificate))
    }
  })
})
