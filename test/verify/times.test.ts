/** What a time stamp proves, what it does not, and what that means for a revocation. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { timeStampToken } from '../../src/forge/cms.ts'
import { encodeRevocationList } from '../../src/forge/revocation.ts'
import { SIGNING_TIME, eastSeal, identity, signedLicense, zip } from '../../fixtures/generate/scene.ts'
import type { Signing } from '../../src/forge/signing.ts'
import { policyPreset, verify } from '../../src/index.ts'
import type { ValidationReport, VerifyOptions } from '../../src/index.ts'
import { parsePolicy } from '../../src/policy/index.ts'
import { FIXTURES, OPTIONS } from './world.ts'

const signer = identity('east-authority-with-crl')
const listed = { authority: identity('east-tsa'), issuer: identity('east-ca') }
/** The signer's certificate was revoked on April 1st, a month after the claimed signing time. */
const revokedLater: Partial<VerifyOptions> = { evidence: { crls: [new Uint8Array(readFileSync(join(FIXTURES, 'world', 'crls', 'east-ca-revoked-later.crl')))] } }
const afterwards = new Date('2026-05-01T00:00:00Z')
const before = new Date('2026-03-20T00:00:00Z')

async function check(signing: Partial<Signing>, options: Partial<VerifyOptions> = {}): Promise<ValidationReport> {
  return verify(zip(signedLicense({ signer, seal: eastSeal({ signers: [signer] }), ...signing })), { ...OPTIONS, ...revokedLater, ...options })
}

/** Codes of a step; without the note that the CA's own certificate names no source of revocation information. */
function codes(report: ValidationReport, name: 'signingTime' | 'signerRevocation' | 'makerRevocation' | 'timestamp'): readonly string[] {
  return report.signatures[0]?.steps[name]?.diagnostics.map(({ code }) => code).filter((code) => code !== 'REVOCATION_NO_SOURCE') ?? ['no such step']
}

describe('a time stamp over the signature', () => {
  it('before the revocation keeps the signature: CERTIFICATE_REVOKED_AFTER_PROOF', async () => {
    const report = await check({ timeStamp: { ...listed, time: before, serialNumber: 1 } })
    expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect(report.accepted).toBe(true)
  })

  it('after the revocation proves nothing, and the claim stays open: CERTIFICATE_REVOKED_LATER', async () => {
    const stamped = await check({ timeStamp: { ...listed, time: afterwards, serialNumber: 2 } })
    const unstamped = await check({})
    for (const report of [stamped, unstamped]) {
      expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED_LATER'])
      expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE', accepted: false })
    }
  })

  it('after the revocation does not help a signature that claims to be later still: CERTIFICATE_REVOKED', async () => {
    const time = new Date('2026-04-20T00:00:00Z')
    const report = await check({ time, timeStamp: { ...listed, time: afterwards, serialNumber: 3 } })
    expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED'])
    expect(report.indication).toBe('TOTAL_FAILED')
  })
})

describe('a time stamp within what is signed (GM/T 0031-2014)', () => {
  const seal = eastSeal({ edition: 'GM/T 0031-2014', esId: '98010000000014', signers: [signer] })
  const stampedFirst: Partial<Signing> = {
    seal, editToSign: (fields) => ({ ...fields, time: timeStampToken(fields.dataHash, { ...listed, time: SIGNING_TIME, serialNumber: 4 }) }),
  }
  const noRevocation: Partial<VerifyOptions> = { evidence: { crls: [new Uint8Array(readFileSync(join(FIXTURES, 'world', 'crls', 'east-ca.crl')))] } }

  it('is the signer\'s claim: accepted where a claim is enough, and no proof where one is wanted', async () => {
    const claimed = await check(stampedFirst, noRevocation)
    expect(codes(claimed, 'timestamp')).toEqual([])
    expect(codes(claimed, 'signingTime')).toEqual(['TIME_CLAIMED'])
    expect(claimed.signatures[0]?.signingTime).toEqual({ time: SIGNING_TIME.toISOString(), provenBy: 'claim' })
    expect(claimed.accepted).toBe(true)
    const archived = await check(stampedFirst, { ...noRevocation, policy: policyPreset('archive') })
    expect(codes(archived, 'signingTime')).toEqual(['TIME_NOT_PROVEN'])
    expect(archived.accepted).toBe(false)
  })

  it('ATTACK: fetched in time and signed after the revocation proves nothing: CERTIFICATE_REVOKED_LATER', async () => {
    const report = await check(stampedFirst)
    expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED_LATER'])
    expect(report.accepted).toBe(false)
  })
})

describe('the seal maker', () => {
  // The maker's CA says that the maker was revoked on April 1st: after it made the seal and after the license was signed.
  const maker = identity('east-seal-maker')
  const list = encodeRevocationList({
    issuer: identity('east-ca'), number: 20, thisUpdate: new Date('2026-05-20T00:00:00Z'), nextUpdate: new Date('2026-06-20T00:00:00Z'),
    revoked: [{ certificate: maker, date: new Date('2026-04-01T00:00:00Z'), reason: 1 }],
  })
  const options: Partial<VerifyOptions> = { evidence: { crls: [list] } }
  const good: Partial<Signing> = { signer: identity('east-authority'), seal: eastSeal() }

  it('revoked later is an open question without a time stamp, whoever states when the seal was made', async () => {
    const report = await check(good, options)
    expect(codes(report, 'makerRevocation')).toEqual(['CERTIFICATE_REVOKED_LATER'])
    expect(report.accepted).toBe(false)
  })

  it('is answered by a time stamp over the signature, which holds the seal', async () => {
    const report = await check({ ...good, timeStamp: { ...listed, time: before, serialNumber: 5 } }, options)
    expect(codes(report, 'makerRevocation')).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect(report.accepted).toBe(true)
  })

  it('is not answered by one that came too late', async () => {
    const report = await check({ ...good, timeStamp: { ...listed, time: afterwards, serialNumber: 6 } }, options)
    expect(codes(report, 'makerRevocation')).toEqual(['CERTIFICATE_REVOKED_LATER'])
    expect(report.accepted).toBe(false)
  })
})

describe('a time-stamp authority that was revoked later', () => {
  const revoked = (reason: number): Partial<VerifyOptions> => ({
    evidence: {
      crls: [encodeRevocationList({
        issuer: identity('east-ca'), number: 40, thisUpdate: new Date('2026-05-20T00:00:00Z'), nextUpdate: new Date('2026-06-20T00:00:00Z'),
        revoked: [{ certificate: identity('east-tsa'), date: new Date('2026-04-01T00:00:00Z'), reason }],
      })],
    },
  })
  const stamped: Partial<Signing> = { timeStamp: { ...listed, time: before, serialNumber: 7 } }

  it.each([['affiliationChanged', 3], ['superseded', 4], ['cessationOfOperation', 5]])('keeps its tokens when that was for %s', async (_, reason) => {
    const report = await check(stamped, revoked(reason))
    expect(codes(report, 'timestamp')).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect(report.accepted).toBe(true)
  })

  it.each([['unspecified', 0], ['keyCompromise', 1], ['cACompromise', 2], ['privilegeWithdrawn', 9]])('ATTACK: may have lost its key to who writes an old time, when that was for %s', async (_, reason) => {
    const report = await check(stamped, revoked(reason))
    expect(codes(report, 'timestamp')).toEqual(['CERTIFICATE_REVOKED_LATER'])
    expect(report.signatures[0]?.signingTime?.provenBy).toBe('claim')
    expect(report.accepted).toBe(false)
  })

  it('keeps tokens that are known to be older than the revocation', async () => {
    const known = await check(stamped, { ...revoked(1), existedBy: new Date('2026-03-31T00:00:00Z') })
    expect(codes(known, 'timestamp')).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect(known.accepted).toBe(true)
    const late = await check(stamped, { ...revoked(1), existedBy: new Date('2026-04-02T00:00:00Z') })
    expect(late.accepted).toBe(false)
  })
})

describe('a proof of existence that the caller has', () => {
  it('from before the revocation keeps the signature', async () => {
    const report = await check({}, { existedBy: new Date('2026-03-31T00:00:00Z') })
    expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect(report.accepted).toBe(true)
  })

  it('from after it does not', async () => {
    const report = await check({}, { existedBy: new Date('2026-04-02T00:00:00Z') })
    expect(codes(report, 'signerRevocation')).toEqual(['CERTIFICATE_REVOKED_LATER'])
    expect(report.accepted).toBe(false)
  })

  it('says nothing about when it was signed', async () => {
    const report = await check({}, { existedBy: new Date('2026-03-31T00:00:00Z'), policy: policyPreset('archive') })
    expect(codes(report, 'signingTime')).toEqual(['TIME_NOT_PROVEN'])
  })

  it('cannot be of the future: a mistake of the caller', async () => {
    await expect(check({}, { existedBy: new Date('2026-06-02T00:00:00Z') })).rejects.toThrow(TypeError)
    await expect(check({}, { existedBy: new Date(Number.NaN) })).rejects.toThrow(TypeError)
  })
})

describe('which evidence a policy takes', () => {
  const dated = (thisUpdate: string, nextUpdate: string): Partial<VerifyOptions> => ({
    evidence: { crls: [encodeRevocationList({ issuer: identity('east-ca'), number: 30, thisUpdate: new Date(thisUpdate), nextUpdate: new Date(nextUpdate), revoked: [] })] },
  })
  const policy = (freshness: 'atTime' | 'atTimeOrLater' | 'now'): Partial<VerifyOptions> => {
    const preset = policyPreset('cn-gov-2025')
    return { policy: parsePolicy({ ...preset, id: `with-${freshness}`, revocation: { ...preset.revocation, freshness } }) }
  }

  it.each([
    ['of the times of making and of signing', dated('2025-02-01T00:00:00Z', '2026-04-01T00:00:00Z'), { atTime: true, atTimeOrLater: true, now: false }],
    ['of the time of validation', dated('2026-05-20T00:00:00Z', '2026-06-20T00:00:00Z'), { atTime: false, atTimeOrLater: true, now: true }],
    ['of before the signing', dated('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), { atTime: false, atTimeOrLater: false, now: false }],
  ])('is its choice: a list %s', async (_, evidence, expected) => {
    for (const [freshness, accepted] of Object.entries(expected) as ['atTime' | 'atTimeOrLater' | 'now', boolean][]) {
      expect((await check({}, { ...evidence, ...policy(freshness) })).accepted, freshness).toBe(accepted)
    }
  })

  it('dated a little after the validation time is taken for a clock that differs, more is refused: REVOCATION_NOT_YET_ISSUED', async () => {
    expect((await check({}, dated('2026-06-01T00:04:59Z', '2026-07-01T00:00:00Z'))).accepted).toBe(true)
    const early = await check({}, dated('2026-06-01T00:05:01Z', '2026-07-01T00:00:00Z'))
    expect(codes(early, 'signerRevocation')).toContain('REVOCATION_NOT_YET_ISSUED')
    expect(early.accepted).toBe(false)
  })
})
