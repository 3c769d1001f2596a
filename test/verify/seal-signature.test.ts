/** Each way in which a seal signature can be wrong or unusual, made on purpose and seen through `verify`. */
import { describe, expect, it } from 'vitest'
import { detachedSignature } from '../../src/forge/cms.ts'
import { sign } from '../../src/forge/identity.ts'
import type { Identity } from '../../src/forge/identity.ts'
import { RIGHT, SEALS, eastSeal, identity, signedLicense, zip } from '../../fixtures/generate/scene.ts'
import type { makeSeal } from '../../src/forge/seals.ts'
import type { Signing } from '../../src/forge/signing.ts'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { Step, StepName, ValidationReport, VerifyOptions } from '../../src/index.ts'
import { concatOctets, toBase64, toUtf8 } from '../../src/encoding/octets.ts'
import { readDer } from '../../src/encoding/der.ts'
import { encodeElement, encodeSequence } from '../../src/encoding/der-writer.ts'
import { parseCertificate } from '../../src/pki/certificate.ts'
import { Budget } from '../../src/limits.ts'
import { parseSeal } from '../../src/seal/seal.ts'
import { checkSignerInSeal } from '../../src/signature/ses-checks.ts'
import { encodeSeal, encodeSealInfo, encodeSealSignedBytes } from '../../src/seal/encode.ts'
import { sm2Sign, sm2Za, sm3 } from '../../src/crypto/index.ts'
import { OPTIONS } from './world.ts'

const signer = identity('east-authority')
const maker = identity('east-seal-maker')

async function check(changes: Partial<Signing>, options: Partial<VerifyOptions> = {}): Promise<ValidationReport> {
  return verify(zip(signedLicense(changes)), { ...OPTIONS, ...options })
}
function step(report: ValidationReport, name: StepName): Step {
  const found = report.signatures[0]?.steps[name]
  if (found === undefined) throw new Error(`no step ${name}`)
  return found
}
const codes = (found: Step): readonly string[] => found.diagnostics.map(({ code }) => code)

/** Z of the signer's key. */
function za(): Uint8Array {
  const key = parseCertificate(signer.certificate, { budget: new Budget() }).publicKey
  if (key?.type !== 'SM2') throw new Error('not an SM2 key')
  return sm2Za(key)
}

describe('the value of a seal signature', () => {
  it.each([
    ['user-id-empty', ''],
    ['user-id-1234567811111111', '1234567811111111'],
  ])('made with a foreign user id is wrong, and the cause is named: SIGNATURE_MATCHES_OTHERWISE %s', async (variant, userId) => {
    const report = await check({ signValue: (toSign) => sign(signer.privateKey, toSign, toUtf8(userId)) })
    const value = step(report, 'signatureValue')
    expect(value.conclusion).toBe('FAILED')
    expect(codes(value)).toEqual(['SIGNATURE_VALUE_INVALID', 'SIGNATURE_MATCHES_OTHERWISE'])
    expect(value.diagnostics[1]?.params).toEqual({ variant })
    expect(report.indication).toBe('TOTAL_FAILED')
  })

  it('over a digest taken as message is wrong, and the cause is named', async () => {
    const value = step(await check({ signValue: (toSign) => sign(signer.privateKey, sm3(toSign)) }), 'signatureValue')
    expect(value.diagnostics.at(-1)).toMatchObject({ code: 'SIGNATURE_MATCHES_OTHERWISE', params: { variant: 'digest-signed-as-message' } })
    expect(value.conclusion).toBe('FAILED')
  })

  it('passes under a policy that lists the user id, and is reported: SIGNATURE_USER_ID_OTHER', async () => {
    const policy = { ...policyPreset('cn-gov-2025'), id: 'two-ids', sm2UserIds: ['1234567812345678', 'agency'] as const }
    const report = await check({ signValue: (toSign) => sign(signer.privateKey, toSign, toUtf8('agency')) }, { policy })
    expect(step(report, 'signatureValue')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SIGNATURE_USER_ID_OTHER', params: { position: 2 } }] })
    expect(report.accepted).toBe(true)
  })

  it('of an algorithm that its key is not for never gets to the mathematics: SIGNATURE_KEY_MISMATCH', async () => {
    const report = await check({ editFields: (fields) => ({ ...fields, algorithm: '1.2.840.10045.4.3.2' }) })
    expect(step(report, 'signatureValue')).toMatchObject({ conclusion: 'FAILED', subIndication: 'SIG_CRYPTO_FAILURE', diagnostics: [{ code: 'SIGNATURE_KEY_MISMATCH' }] })
  })
})

describe('the signed hash of the original', () => {
  const hashing = (dataHash: (original: Uint8Array) => Uint8Array): Promise<ValidationReport> => {
    let original = new Uint8Array(0)
    return check({
      editSignatureXml: (octets) => (original = Uint8Array.from(octets)),
      editToSign: (fields) => ({ ...fields, dataHash: dataHash(original) }),
    })
  }

  it.each<[string, (original: Uint8Array) => Uint8Array]>([
    ['sm3-with-z', (original) => sm3(concatOctets(za(), original))],
    ['sm3-of-base64', (original) => sm3(toUtf8(toBase64(original)))],
  ])('computed otherwise is open, never passed: DATA_HASH_NONSTANDARD %s', async (variant, dataHash) => {
    const report = await hashing(dataHash)
    expect(step(report, 'dataHash')).toMatchObject({ conclusion: 'INDETERMINATE', diagnostics: [{ code: 'DATA_HASH_NONSTANDARD', params: { variant } }] })
    expect(report.accepted).toBe(false)
  })

  it('shortened is not compared by its beginning: DATA_HASH_MISMATCH', async () => {
    expect(codes(step(await hashing((original) => sm3(original).subarray(0, 31)), 'dataHash'))).toEqual(['DATA_HASH_MISMATCH'])
    expect(codes(step(await hashing(() => new Uint8Array(0)), 'dataHash'))).toEqual(['DATA_HASH_MISMATCH'])
  })

  it('of 20 octets can only be SHA-1, and weak: DATA_HASH_WEAK', async () => {
    let weak = new Uint8Array(0)
    const original = { octets: new Uint8Array(0) }
    await check({ editSignatureXml: (octets) => (original.octets = Uint8Array.from(octets)) })
    weak = new Uint8Array(await crypto.subtle.digest('SHA-1', original.octets))
    const report = await check({ editToSign: (fields) => ({ ...fields, dataHash: weak }) })
    expect(step(report, 'dataHash')).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', diagnostics: [{ code: 'DATA_HASH_WEAK' }] })
  })
})

describe('the list of signers in the seal', () => {
  it('may hold a digest with Z before it: SEAL_LIST_DIGEST_PREFIXED', async () => {
    const digest = { type: 'SM3', value: sm3(concatOctets(za(), signer.certificate)) }
    const report = await check({ seal: handmadeSeal({ digests: [digest] }) })
    expect(step(report, 'signerInSeal')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SEAL_LIST_DIGEST_PREFIXED' }] })
    expect(report.accepted).toBe(true)
  })

  it('is looked up by the digest that it names, or by length', async () => {
    const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(signer.certificate)))
    for (const type of ['SHA256', 'own']) {
      const report = await check({ seal: handmadeSeal({ digests: [{ type, value: sha256 }] }) })
      expect(step(report, 'signerInSeal').conclusion).toBe('PASSED')
    }
    const wrong = await check({ seal: handmadeSeal({ digests: [{ type: 'SM3', value: sha256 }] }) })
    expect(codes(step(wrong, 'signerInSeal'))).toEqual(['SEAL_SIGNER_NOT_LISTED'])
  })

  it('with entries that nobody can compare leaves the question open: SEAL_LIST_OPAQUE', async () => {
    const seal = parseSeal(SEALS['east-2020'].bytes, { budget: new Budget() })
    const opaque = { ...seal, property: { ...seal.property, certificates: [], opaqueEntries: [toUtf8('1')] } }
    const { findings } = await checkSignerInSeal(opaque, signer.certificate, undefined, [])
    expect(findings.map(({ code }) => code)).toEqual(['SEAL_LIST_OPAQUE'])
    const listed = { ...opaque, property: { ...opaque.property, certificates: [signer.certificate] } }
    expect((await checkSignerInSeal(listed, signer.certificate, undefined, [])).findings).toEqual([])
  })
})

describe('the seal file beside a signature', () => {
  it('may be padded with zeros: SEAL_FILE_PADDED', async () => {
    const report = await check({ sealFile: concatOctets(SEALS['east-2020'].bytes, new Uint8Array(7)) })
    expect(step(report, 'sealFile')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SEAL_FILE_PADDED', params: { bytes: 7 } }] })
  })

  it('may be missing, since the signed seal is complete: SEAL_FILE_MISSING', async () => {
    const parts = new Map(signedLicense({ leaveOut: (path) => path.endsWith('Seal.esl') }))
    parts.delete('Doc_0/Signs/Sign_0/Seal.esl')
    const report = await verify(zip(parts), OPTIONS)
    expect(step(report, 'sealFile')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SEAL_FILE_MISSING' }] })
    expect(report.accepted).toBe(true)
  })

  it('may not go on behind the seal', async () => {
    const report = await check({ sealFile: concatOctets(SEALS['east-2020'].bytes, toUtf8('more')) })
    expect(codes(step(report, 'sealFile'))).toEqual(['SEAL_FILE_DIFFERS'])
    expect(report.accepted).toBe(false)
  })
})

describe('the maker of the seal', () => {
  it('may have signed by the rule of another edition: SEAL_SIGNATURE_OTHER_BYTES', async () => {
    const seal = handmadeSeal({ certificates: [signer.certificate] }, 'GM/T 0031-2014')
    const report = await check({ seal })
    expect(step(report, 'sealSignature')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SEAL_SIGNATURE_OTHER_BYTES', params: { variant: 'other-edition' } }] })
  })

  it('may have made it a little outside its certificate\'s validity: SEAL_MAKER_NEARLY_VALID_AT_CREATION', async () => {
    const { notBefore } = parseCertificate(maker.certificate, { budget: new Budget() })
    const before = (days: number): Date => new Date(notBefore.getTime() - days * 86_400_000)
    const near = await check({ seal: eastSeal({ createDate: before(30) }) })
    expect(step(near, 'makerCertificate').diagnostics[0]).toMatchObject({ code: 'SEAL_MAKER_NEARLY_VALID_AT_CREATION', severity: 'warning', params: { days: 30 } })
    expect(near.accepted).toBe(true)
    const far = await check({ seal: eastSeal({ createDate: before(31) }) })
    expect(codes(step(far, 'makerCertificate'))).toContain('SEAL_MAKER_NOT_VALID_AT_CREATION')
    const strict = await check({ seal: eastSeal({ createDate: before(30) }) }, { policy: { ...OPTIONS.policy, time: { ...OPTIONS.policy.time, makerToleranceDays: 29 } } })
    expect(strict.accepted).toBe(false)
  })

  it('is judged at the making of the seal by GM/T 0031-2025, at signing by GB/T 38540-2020: SEAL_MAKER_EXPIRED_SINCE', async () => {
    const { notAfter } = parseCertificate(maker.certificate, { budget: new Budget() })
    const time = new Date(notAfter.getTime() + 86_400_000)
    const late = { time, seal: eastSeal({ validEnd: new Date(time.getTime() + 86_400_000) }) }
    const options = { validationTime: new Date(time.getTime() + 3_600_000) }
    const modern = await check(late, options)
    expect(codes(step(modern, 'makerCertificate'))).toContain('SEAL_MAKER_EXPIRED_SINCE')
    expect(step(modern, 'makerCertificate').conclusion).toBe('PASSED')
    const literal = await check(late, { ...options, policy: { ...OPTIONS.policy, time: { ...OPTIONS.policy.time, sealMaker: 'signing' } } })
    expect(step(literal, 'makerCertificate').conclusion).not.toBe('PASSED')
    expect(codes(step(literal, 'makerCertificate'))).toContain('CERTIFICATE_EXPIRED')
  })
})

describe('the standing of a seal maker', () => {
  const selfMade = { seal: eastSeal({ maker: signer }) }
  const eastCa = identity('east-ca').certificate

  it('is open for a seal that its signer made, unless it is trusted to make seals: SEAL_MADE_BY_SIGNER', async () => {
    const report = await check(selfMade)
    expect(step(report, 'makerCertificate')).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' })
    expect(codes(step(report, 'makerCertificate'))).toContain('SEAL_MADE_BY_SIGNER')
    expect(report.accepted).toBe(false)
    const trusted = await check(selfMade, { trust: trustStore({ signer: [rootPem()], sealMaker: [eastCa] }) })
    expect(trusted.accepted).toBe(true)
  })

  it('is not shown by an anchor that vouches for signers too: SEAL_MAKER_ANCHOR_GENERAL', async () => {
    expect(codes(step(await check({}), 'makerCertificate'))).toContain('SEAL_MAKER_ANCHOR_GENERAL')
    const separate = await check({}, { trust: trustStore({ signer: [rootPem()], sealMaker: [eastCa] }) })
    expect(codes(step(separate, 'makerCertificate'))).toEqual([])
  })
})

describe('the time stamp of a seal', () => {
  const stamp = (time: Date): { readonly authority: Identity; readonly issuer: Identity; readonly serialNumber: number; readonly time: Date } => ({ authority: identity('east-tsa'), issuer: identity('east-ca'), serialNumber: 7, time })

  it('cannot be older than the seal: SEAL_CREATED_AFTER_TIMESTAMP', async () => {
    const createDate = new Date('2025-02-28T08:00:00Z')
    const plan = { edition: 'GM/T 0031-2025', esId: '98010000000027', createDate } as const
    const good = await check({ seal: eastSeal({ ...plan, timeStamp: stamp(createDate) }) })
    expect(step(good, 'timestamp').conclusion).toBe('PASSED')
    expect(good.accepted).toBe(true)
    const bad = await check({ seal: eastSeal({ ...plan, timeStamp: stamp(new Date('2025-02-28T07:00:00Z')) }) })
    expect(step(bad, 'timestamp')).toMatchObject({ conclusion: 'FAILED', subIndication: 'TIMESTAMP_ORDER_FAILURE' })
    expect(codes(step(bad, 'timestamp'))).toContain('SEAL_CREATED_AFTER_TIMESTAMP')
  })
})

describe('a signature without a seal', () => {
  const issuer = identity('east-ca')

  it('of a bare value needs the certificate from the caller: SIGNER_CERTIFICATE_SUPPLIED', async () => {
    const bare: Partial<Signing> = { seal: undefined, stamps: [], issuer, signMessage: (original) => sign(signer.privateKey, original) }
    const without = await check(bare)
    expect(codes(step(without, 'signatureValue'))).toEqual(['SIGNER_CERTIFICATE_ABSENT'])
    const supplied = await check(bare, { certificates: [...(OPTIONS.certificates ?? []), signer.certificate] })
    expect(step(supplied, 'signatureValue')).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ code: 'SIGNER_CERTIFICATE_SUPPLIED' }] })
    expect(supplied.accepted).toBe(true)
    const other = await check(bare, { certificates: [identity('west-authority').certificate] })
    expect(other.signatures[0]?.signer).toBeUndefined()
    expect(other.accepted).toBe(false)
  })

  it('may be 64 bare octets, which is said: SIGNATURE_RAW', async () => {
    const raw: Partial<Signing> = { seal: undefined, stamps: [], issuer, signMessage: (original) => sm2Sign(signer.privateKey, original, { encoding: 'raw', hedge: 'none' }) }
    const report = await check(raw, { certificates: [...(OPTIONS.certificates ?? []), signer.certificate] })
    expect(codes(step(report, 'format'))).toContain('SIGNATURE_RAW')
    expect(step(report, 'signatureValue').conclusion).toBe('PASSED')
  })

  it('must have exactly one signer: SIGNATURE_SIGNERS_COUNT', async () => {
    const twice = (original: Uint8Array): Uint8Array => {
      const message = detachedSignature(original, { signer, issuer, time: RIGHT.time })
      return doubleSigner(message)
    }
    const report = await check({ seal: undefined, stamps: [], issuer, signMessage: twice })
    expect(report.signatures[0]?.steps.format).toMatchObject({ conclusion: 'FAILED' })
    expect(codes(step(report, 'format'))).toContain('SIGNATURE_SIGNERS_COUNT')
    expect(report.accepted).toBe(false)
  })
})

describe('trust', () => {
  it('is given for a purpose: an anchor for signers does not vouch for makers', async () => {
    const report = await check({}, { trust: trustStore({ signer: [rootPem()] }) })
    expect(step(report, 'signerCertificate').conclusion).toBe('PASSED')
    expect(codes(step(report, 'makerCertificate'))).toContain('PATH_NO_ANCHORS')
    expect(report.indication).toBe('INDETERMINATE')
    const both = await check({}, { trust: trustStore({ signer: [rootPem()], sealMaker: [rootPem()] }) })
    expect(both.accepted).toBe(true)
  })
})

function rootPem(): Uint8Array {
  return identity('national-root').certificate
}

/** A seal whose maker signs by the rule of `signedBy`. */
function handmadeSeal(
  list: { readonly certificates: readonly Uint8Array[] } | { readonly digests: readonly { readonly type: string; readonly value: Uint8Array }[] },
  signedBy: 'GM/T 0031-2014' | 'GB/T 38540-2020' = 'GB/T 38540-2020',
): ReturnType<typeof makeSeal> {
  const edition = 'GB/T 38540-2020'
  const info = encodeSealInfo(edition, {
    header: { vid: 'yinxin-tests' },
    esId: '98010000000099',
    property: { type: 1, name: '东海省市场监督管理局', ...list, createDate: new Date('2025-02-28T08:00:00Z'), validStart: new Date('2025-02-28T16:00:00Z'), validEnd: new Date('2029-12-31T15:59:59Z') },
    picture: { type: 'PNG', data: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), widthMm: 42, heightMm: 42 },
  })
  const signed = { edition, info, makerCertificate: maker.certificate, algorithm: '1.2.156.10197.1.501' } as const
  const signature = sign(maker.privateKey, encodeSealSignedBytes({ ...signed, edition: signedBy }))
  return { edition, bytes: encodeSeal({ ...signed, signature }) }
}

/** The message with its one SignerInfo twice. */
function doubleSigner(message: Uint8Array): Uint8Array {
  const children = (octets: Uint8Array): readonly Uint8Array[] => readDer(octets, { budget: new Budget() }).children.map(({ bytes }) => bytes)
  const [oid, explicit] = children(message) as [Uint8Array, Uint8Array]
  const [signedData] = children(explicit) as [Uint8Array]
  const fields = children(signedData)
  const [signerInfo] = children(fields.at(-1) as Uint8Array) as [Uint8Array]
  const doubled = encodeElement(0x31, signerInfo, signerInfo)
  return encodeSequence(oid, encodeElement(0xa0, encodeSequence(...fields.slice(0, -1), doubled)))
}
