/** Evidence bundles: the same verdict again from the bundle alone, and no better one from a bundle that was touched. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import canonicalize from 'canonicalize'
import { timeStampToken } from '../../src/forge/cms.ts'
import { encodeRevocationList } from '../../src/forge/revocation.ts'
import { eastSeal, identity, signedLicense, zip } from '../../fixtures/generate/scene.ts'
import { toBase64, toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { collectEvidence, encodeEvidence, openEvidence, openReport, rejudge, reportDigest, signEvidence, signReport } from '../../src/evidence/index.ts'
import type { EvidenceBundle } from '../../src/evidence/index.ts'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import { jwkOf } from '../../src/jose/index.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'
import { keyOf, list, opened, signed, signers } from '../trust/lists.ts'
import { LICENSE, OPTIONS, ROOT, fixture } from '../verify/world.ts'

const TAMPERED = fixture('ofd/seal/seal-file-replaced-later/input.ofd')
const NOW = new Date('2026-11-01T00:00:00Z')
const { bundle } = await collectEvidence(LICENSE, OPTIONS)

const reopened = async (value: EvidenceBundle): Promise<EvidenceBundle> => (await openEvidence(encodeEvidence(value))).bundle

describe('a bundle', () => {
  it('gives the report of then, octet for octet, from itself alone', async () => {
    for (const document of [LICENSE, TAMPERED, toUtf8('no document at all')]) {
      const made = await collectEvidence(document, OPTIONS)
      expect(made.report).toEqual(await verify(document, OPTIONS))
      const again = await rejudge(await reopened(made.bundle), { trust: 'recorded', policy: 'recorded' })
      expect(again).toMatchObject({ sameReport: true, sameVerdict: true, changes: [], findings: [] })
      expect(again.report).toEqual(made.report)
    }
  })

  it('is canonical JSON (RFC 8785), as another implementation writes it', () => {
    expect(encodeEvidence(bundle)).toEqual(toUtf8(`${canonicalize(bundle) ?? ''}\n`))
    expect(bundle.reportSm3).toBe(reportDigest(bundle.report))
  })

  it('shows what a distrusted authority changes', async () => {
    const again = await rejudge(bundle, { trust: trustStore({}), policy: 'recorded' })
    expect(again).toMatchObject({ sameVerdict: false, recorded: { accepted: true, indication: 'TOTAL_PASSED' }, report: { accepted: false, indication: 'INDETERMINATE' } })
    expect(again.changes).toContainEqual({ step: 'signatures 0 signerCertificate', before: 'PASSED', now: 'INDETERMINATE' })
  })

  it('shows what another policy changes', async () => {
    const again = await rejudge(bundle, { trust: 'recorded', policy: policyPreset('archive') })
    expect(again.changes).toEqual([{ step: 'signatures 0 signingTime', before: 'PASSED', now: 'INDETERMINATE' }])
    expect(again.report.policy.id).toBe('archive')
  })

  it('can leave the document to the archive', async () => {
    const { bundle: light } = await collectEvidence(LICENSE, { ...OPTIONS, withoutDocument: true })
    expect(light.document.content).toBeUndefined()
    expect(await codeOfRejection(rejudge(light, { trust: 'recorded', policy: 'recorded' }))).toBe('BUNDLE_DOCUMENT_ABSENT')
    expect(await codeOfRejection(rejudge(light, { trust: 'recorded', policy: 'recorded', document: TAMPERED }))).toBe('BUNDLE_DOCUMENT_OTHER')
    expect(await rejudge(light, { trust: 'recorded', policy: 'recorded', document: LICENSE })).toMatchObject({ sameReport: true })
  })

  it('keeps trust lists as they were, with the operator\'s keys', async () => {
    const text = await signed(list())
    const trust = trustStore({ lists: [await opened(list())] })
    const keys = [jwkOf(keyOf(signers[0]).key)]
    const { bundle: listed, report } = await collectEvidence(LICENSE, { ...OPTIONS, trust, lists: [{ text, keys }] })
    expect(report.accepted).toBe(true)
    expect(await rejudge(await reopened(listed), { trust: 'recorded', policy: 'recorded' })).toMatchObject({ sameReport: true })
    await expect(collectEvidence(LICENSE, { ...OPTIONS, trust })).rejects.toThrow(TypeError)
    await expect(collectEvidence(LICENSE, { ...OPTIONS, lists: [{ text, keys }] })).rejects.toThrow(TypeError)
    const otherKey = { ...listed, trust: { ...listed.trust, lists: [{ text, keys: [jwkOf(keyOf(signers[1]).key)] }] } }
    expect(await codeOfRejection(rejudge(otherKey, { trust: 'recorded', policy: 'recorded' }))).toBe('TRUST_LIST_SIGNER_UNKNOWN')
  })
})

describe('a bundle that was touched', () => {
  it.each<[string, (value: EvidenceBundle) => unknown, string]>([
    ['with another verdict in the report', (value) => ({ ...value, report: { ...value.report, accepted: false } }), 'BUNDLE_REPORT_OTHER'],
    ['with the report on another document', (value) => ({ ...value, document: { ...value.document, sm3: '0'.repeat(64) } }), 'BUNDLE_REPORT_OTHER'],
    ['of another version', (value) => ({ ...value, schema: 2 }), 'BUNDLE_VERSION_UNSUPPORTED'],
    ['with a member that nobody knows', (value) => ({ ...value, more: 1 }), 'BUNDLE_MALFORMED'],
    ['without a policy', (value) => ({ ...value, policy: undefined }), 'BUNDLE_MALFORMED'],
  ])('%s does not open', async (_, change, expected) => {
    expect(await codeOfRejection(openEvidence(JSON.stringify(change(bundle))))).toBe(expected)
  })

  it.each<[string, (value: EvidenceBundle) => EvidenceBundle, string]>([
    ['another document', (value) => ({ ...value, document: { ...value.document, content: toBase64(TAMPERED) } }), 'BUNDLE_DOCUMENT_OTHER'],
    ['octets that are no base64', (value) => ({ ...value, crls: ['*'] }), 'BUNDLE_MALFORMED'],
    ['a trust anchor that is none', (value) => ({ ...value, trust: { ...value.trust, signer: ['AAAA'] } }), 'BUNDLE_MALFORMED'],
    ['a policy that switches checks off', (value) => ({ ...value, policy: { ...value.policy, levels: { SIGNATURE_VALUE_INVALID: 'info' } } }), 'BUNDLE_MALFORMED'],
  ])('with %s is not judged', async (_, change, expected) => {
    expect(await codeOfRejection(rejudge(change(bundle), { trust: 'recorded', policy: 'recorded' }))).toBe(expected)
  })

  it('never throws anything but coded errors when any part of its text changes', { timeout: 60_000 }, async () => {
    const { bundle: light } = await collectEvidence(LICENSE, { ...OPTIONS, withoutDocument: true })
    const text = new TextDecoder().decode(encodeEvidence(light))
    await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), async (at, put) => {
      try {
        const { bundle: read } = await openEvidence(text.slice(0, at) + put + text.slice(at + 1))
        await rejudge(read, { trust: OPTIONS.trust, policy: 'recorded', document: LICENSE })
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }), { numRuns: 150 })
  })
})

describe('a signed bundle', () => {
  it('names the key that signed it', async () => {
    const text = await signEvidence(bundle, signers[0])
    const { bundle: read, signedBy } = await openEvidence(`${text}\n`, { keys: [keyOf(signers[0])] })
    expect(signedBy).toMatch(/^[\w-]{43}$/)
    expect(await rejudge(read, { trust: 'recorded', policy: 'recorded' })).toMatchObject({ sameReport: true })
    // Without a key nothing is said about who signed.
    expect((await openEvidence(text)).signedBy).toBeUndefined()
  })

  it('is refused when it was signed by somebody else, changed, not signed, or signed as something else', async () => {
    const keys = { keys: [keyOf(signers[0])] }
    expect(await codeOfRejection(openEvidence(await signEvidence(bundle, signers[1]), keys))).toBe('JWS_KEY_UNKNOWN')
    const text = await signEvidence(bundle, signers[0])
    const middle = Math.floor(text.length / 2)
    expect(await codeOfRejection(openEvidence(`${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`, keys))).toBe('JWS_SIGNATURE_INVALID')
    expect(await codeOfRejection(openEvidence(encodeEvidence(bundle), keys))).toBe('BUNDLE_UNSIGNED')
    expect(await codeOfRejection(openEvidence(await signReport(bundle, signers[0]), keys))).toBe('JWS_TYPE_UNEXPECTED')
  })
})

describe('a signed report', () => {
  it('says what its signer said', async () => {
    const report = await verify(LICENSE, OPTIONS)
    const text = await signReport(report, signers[0])
    const read = await openReport(text, { keys: [keyOf(signers[0])] })
    expect(read.report).toEqual(JSON.parse(JSON.stringify(report)))
    expect(reportDigest(read.report)).toBe(reportDigest(report))
    expect(await codeOfRejection(openReport(text, { keys: [keyOf(signers[1])] }))).toBe('JWS_KEY_UNKNOWN')
  })
})

describe('years later', () => {
  // Half a year on the signer's certificate was revoked, and a list says so.
  const signer = identity('east-authority-with-crl')
  const document = zip(signedLicense({ signer, seal: eastSeal({ signers: [signer] }) }))
  const crl = (thisUpdate: string, nextUpdate: string, revoked: boolean): Uint8Array => encodeRevocationList({
    issuer: identity('east-ca'), number: 50, thisUpdate: new Date(thisUpdate), nextUpdate: new Date(nextUpdate),
    revoked: revoked ? [{ certificate: signer, date: new Date('2026-08-01T00:00:00Z'), reason: 1 }] : [],
  })
  const materials: VerifyOptions = { ...OPTIONS, evidence: { crls: [crl('2026-05-20T00:00:00Z', '2026-06-20T00:00:00Z', false)] } }
  const stamped = async (time: string): Promise<Parameters<typeof rejudge>> => {
    const made = (await collectEvidence(document, materials)).bundle
    const over = encodeEvidence(made)
    const token = timeStampToken(over, { authority: identity('east-tsa'), issuer: identity('east-ca'), serialNumber: 9, time: new Date(time) })
    const withNews = { ...made, crls: [...made.crls, toBase64(crl('2026-10-20T00:00:00Z', '2026-11-20T00:00:00Z', true))] }
    return [withNews, { trust: trustStore({ anchors: [ROOT] }), policy: OPTIONS.policy, validationTime: NOW, now: NOW, timeStamp: { token, over } }]
  }

  it('a revocation since then leaves the question open', async () => {
    const [value, options] = await stamped('2026-07-01T00:00:00Z')
    const again = await rejudge(value, { trust: options.trust, policy: options.policy, validationTime: NOW })
    expect(again.report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' })
  })

  it('a time stamp over the bundle from before the revocation answers it', async () => {
    const again = await rejudge(...(await stamped('2026-07-01T00:00:00Z')))
    expect(again).toMatchObject({ existedBy: '2026-07-01T00:00:00.000Z', sameVerdict: true, report: { accepted: true } })
  })

  it('one from after it does not', async () => {
    const again = await rejudge(...(await stamped('2026-09-01T00:00:00Z')))
    expect(again).toMatchObject({ existedBy: '2026-09-01T00:00:00.000Z', sameVerdict: false, report: { accepted: false } })
  })

  it('one over other octets proves nothing: BUNDLE_TIME_STAMP_UNUSABLE', async () => {
    const [value, options] = await stamped('2026-07-01T00:00:00Z')
    const again = await rejudge(value, { ...options, timeStamp: { token: options.timeStamp?.token ?? new Uint8Array(), over: toUtf8('other') } })
    expect(again.existedBy).toBeUndefined()
    expect(again.findings).toEqual([{ code: 'BUNDLE_TIME_STAMP_UNUSABLE', at: [], params: { code: 'TIME_STAMP_IMPRINT_MISMATCH' } }])
    expect(again.report.accepted).toBe(false)
  })
})
