/** Revocation by CRLs: RFC 5280 6.3.3 point by point, and what attackers do with lists. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { LimitExceededError } from '../../../src/errors.ts'
import { encodeBitString, encodeElement, encodeGeneralizedTime, encodeInteger, encodeOid, encodeSequence, encodeSetOf, encodeUtf8String } from '../../../src/encoding/der-writer.ts'
import { context } from '../../../src/encoding/der.ts'
import { EXTENSION, checkRevocation, parseCrl } from '../../../src/pki/index.ts'
import type { Certificate, Crl } from '../../../src/pki/index.ts'
import type { CertificationPath } from '../../../src/pki/path/index.ts'
import { basicConstraints, extensionOf, keyUsage, testKey } from '../certificate-maker.ts'
import type { TestAuthority } from '../certificate-maker.ts'
import { distributionPoints, makeCrl, scopeOf, unknownExtension } from '../crl-maker.ts'
import type { EntryTemplate } from '../crl-maker.ts'
import { TIME, World, day } from './world.ts'

let world: World
let authority: TestAuthority
let certificate: Certificate
let path: CertificationPath
/** Of the root about the authority: always good here. */
let rootCrl: Uint8Array

const URI = 'http://crl.example/a'
const entry = (more: Partial<EntryTemplate> = {}): EntryTemplate => ({ serial: certificate.serialNumber, date: day('06-01'), ...more })

beforeAll(async () => {
  world = await World.make()
  authority = await world.root.authority('CN=示例机构')
  certificate = await authority.endEntity('CN=甲', [keyUsage('digitalSignature'), distributionPoints({ uri: URI })])
  path = await world.path(certificate, [authority.certificate])
  rootCrl = await world.crl(world.root)
})

/** Checks the path with lists of the authority. */
async function check(crls: readonly Uint8Array[], options: Parameters<World['check']>[1] = {}): ReturnType<World['check']> {
  return world.check(path, { crls: [rootCrl, ...crls], ...options })
}

describe('status', () => {
  it('good: not on a current list', async () => {
    const answer = await check([await world.crl(authority, { entries: [entry({ serial: 123_456n })] })])
    expect(answer).toMatchObject({ status: ['good', 'good'], codes: [] })
    expect(answer.facts?.certificates[0]).toEqual({
      serialNumber: Buffer.from(certificate.serialNumberBytes).toString('hex'), status: 'good', evidence: 'CRL 1',
      thisUpdate: '2026-06-10T00:00:00.000Z', nextUpdate: '2026-06-17T00:00:00.000Z',
    })
  })

  it('revoked', async () => {
    const answer = await check([await world.crl(authority, { entries: [entry({ reason: 'keyCompromise' })] })])
    expect(answer.status).toEqual(['revoked', 'good'])
    expect(answer.findings).toContainEqual({ code: 'CERTIFICATE_REVOKED', at: ['certificate', 0], params: { reason: 'keyCompromise', revocationDate: '2026-06-01T00:00:00.000Z' } })
    expect(answer.facts?.certificates[0]).toMatchObject({ reason: 'keyCompromise', revocationDate: '2026-06-01T00:00:00.000Z' })
  })

  it('an authority revoked by its root', async () => {
    const revoking = await world.crl(world.root, { entries: [entry({ serial: authority.certificate.serialNumber, reason: 'cACompromise' })] })
    const answer = await world.check(path, { crls: [revoking, await world.crl(authority)] })
    expect(answer.status).toEqual(['good', 'revoked'])
    expect(answer.findings).toContainEqual({ code: 'CERTIFICATE_REVOKED', at: ['certificate', 1], params: { reason: 'cACompromise', revocationDate: '2026-06-01T00:00:00.000Z' } })
  })

  it('on hold, and released again by a newer list', async () => {
    const held = await world.crl(authority, { entries: [entry({ reason: 'certificateHold' })], thisUpdate: day('06-08') })
    const answer = await check([held])
    expect(answer).toMatchObject({ status: ['onHold', 'good'], codes: ['CERTIFICATE_ON_HOLD'], level: 'indeterminate' })
    expect((await check([held, await world.crl(authority)])).status[0]).toBe('good')
    // The newest list decides, whatever the order.
    const later = await world.crl(authority, { entries: [entry({ reason: 'certificateHold' })], thisUpdate: day('06-12') })
    expect((await check([later, await world.crl(authority)])).status[0]).toBe('onHold')
  })

  it('no evidence is not good', async () => {
    const answer = await check([])
    expect(answer).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_NO_EVIDENCE'], level: 'indeterminate' })
  })

  it('no source and no evidence: said, and left to the policy', async () => {
    const plain = await world.path(await authority.endEntity('CN=乙'), [authority.certificate])
    expect(await world.check(plain)).toMatchObject({ status: ['noSource', 'noSource'], level: 'info', codes: ['REVOCATION_NO_SOURCE', 'REVOCATION_NO_SOURCE'] })
    expect(await world.check(plain, { required: 'always' })).toMatchObject({ status: ['unknown', 'unknown'], level: 'indeterminate' })
    // Evidence counts even where no source is named.
    const revoking = await world.crl(authority, { entries: [entry({ serial: plain.endEntity.serialNumber })] })
    expect((await world.check(plain, { crls: [revoking] })).status).toEqual(['revoked', 'noSource'])
  })

  it('a trust anchor by itself has nobody who could revoke it', async () => {
    const answer = await world.check(await world.path(world.root.certificate))
    expect(answer).toMatchObject({ status: [], codes: [] })
  })
})

describe('pitfall 19: revoked after signing', () => {
  const lists = async (): Promise<readonly Uint8Array[]> => [await world.crl(authority, {
    thisUpdate: day('07-10'), nextUpdate: day('07-17'), entries: [entry({ date: day('07-01'), reason: 'keyCompromise' })],
  })]
  const now = { validationTime: day('07-12') }

  it('the claimed time is the signer’s: without proof it stays open', async () => {
    const answer = await check(await lists(), now)
    expect(answer).toMatchObject({ status: ['revokedLater', 'good'], codes: ['CERTIFICATE_REVOKED_LATER'], level: 'indeterminate' })
  })

  it('with proof of existence before the revocation it does not touch the signature', async () => {
    expect(await check(await lists(), { ...now, proven: true })).toMatchObject({ codes: ['CERTIFICATE_REVOKED_AFTER_PROOF'], level: 'info' })
  })

  it('the moment of revocation is revoked', async () => {
    expect((await check(await lists(), { ...now, proven: true, time: day('07-01') })).status[0]).toBe('revoked')
    expect((await check(await lists(), { ...now, proven: true, time: new Date(day('07-01').getTime() - 1000) })).status[0]).toBe('revokedLater')
  })

  it('an authority revoked later', async () => {
    const list = await world.crl(world.root, { thisUpdate: day('07-10'), nextUpdate: day('07-17'), entries: [entry({ serial: authority.certificate.serialNumber, date: day('07-01') })] })
    const answer = await world.check(path, { ...now, crls: [list, await world.crl(authority)] })
    expect(answer.codes).toEqual(['CERTIFICATE_CA_REVOKED_LATER'])
  })

  it('a key that was compromised before the revocation', async () => {
    const list = await world.crl(authority, {
      thisUpdate: day('07-10'), nextUpdate: day('07-17'),
      entries: [entry({ date: day('07-01'), reason: 'keyCompromise', invalidityDate: day('06-05') })],
    })
    const answer = await check([list], { ...now, proven: true })
    expect(answer.codes).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF', 'CERTIFICATE_INVALID_SINCE'])
    expect(answer.level).toBe('indeterminate')
  })

  it('put on hold later', async () => {
    const list = await world.crl(authority, { thisUpdate: day('07-10'), nextUpdate: day('07-17'), entries: [entry({ date: day('07-01'), reason: 'certificateHold' })] })
    expect((await check([list], now)).codes).toEqual(['CERTIFICATE_ON_HOLD'])
    expect((await check([list], { ...now, proven: true })).codes).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
  })
})

describe('pitfall 18: old, early and replayed lists', () => {
  it('a list that ran out before the time', async () => {
    const stale = await world.crl(authority, { thisUpdate: day('06-01'), nextUpdate: day('06-08') })
    const answer = await check([stale])
    expect(answer).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_STALE'], level: 'indeterminate' })
    expect(answer.findings[1]?.params).toEqual({
      evidence: 'CRL 1', thisUpdate: '2026-06-01T00:00:00.000Z', nextUpdate: '2026-06-08T00:00:00.000Z', time: '2026-06-15T00:00:00.000Z',
    })
    // The same list beside a current one is no news.
    expect((await check([stale, await world.crl(authority)])).codes).toEqual([])
  })

  it('nextUpdate is inclusive, and fractions of a second do not count', async () => {
    const list = await world.crl(authority, { nextUpdate: TIME })
    expect((await check([list])).status[0]).toBe('good')
    expect((await check([list], { time: new Date(TIME.getTime() + 999) })).status[0]).toBe('good')
    expect((await check([list], { time: new Date(TIME.getTime() + 1000) })).status[0]).toBe('unknown')
  })

  it('a final revocation counts however old its list is', async () => {
    const stale = await world.crl(authority, { thisUpdate: day('05-01'), nextUpdate: day('05-08'), entries: [entry({ date: day('04-01') })] })
    expect((await check([stale])).status[0]).toBe('revoked')
    // A newer list from which it is missing does not bring it back.
    expect((await check([stale, await world.crl(authority)])).status[0]).toBe('revoked')
    const held = await world.crl(authority, { thisUpdate: day('05-01'), nextUpdate: day('05-08'), entries: [entry({ date: day('04-01'), reason: 'certificateHold' })] })
    expect((await check([held])).status[0]).toBe('unknown')
  })

  it('without nextUpdate a list serves for as long as the caller says', async () => {
    const list = (thisUpdate: Date): Promise<Uint8Array> => makeCrl({ issuer: authority.name, key: authority.key, thisUpdate })
    expect((await check([await list(day('06-14'))])).status[0]).toBe('good')
    const old = await check([await list(day('06-10'))])
    expect(old.findings[1]?.params).toMatchObject({ nextUpdate: 'absent' })
    expect((await check([await list(day('06-10'))], { maximumAgeSeconds: 7 * 86_400 })).status[0]).toBe('good')
  })

  it('a list from after the time is better evidence, unless the policy wants the letter', async () => {
    const later = await world.crl(authority, { thisUpdate: day('07-10'), nextUpdate: day('07-17') })
    const validationTime = day('07-12')
    expect((await check([later], { validationTime })).status[0]).toBe('good')
    const strict = await check([later], { validationTime, freshness: 'atTime' })
    expect(strict).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_NOT_YET_ISSUED'] })
  })

  it('who asks for the state of now gets no older one', async () => {
    const now = { validationTime: day('07-12'), freshness: 'now' } as const
    const root = await world.crl(world.root, { thisUpdate: day('07-10'), nextUpdate: day('07-17') })
    expect((await world.check(path, { ...now, crls: [root, await world.crl(authority)] })).codes).toContain('REVOCATION_STALE')
    const current = await world.crl(authority, { thisUpdate: day('07-10'), nextUpdate: day('07-17') })
    expect((await world.check(path, { ...now, crls: [root, current] })).status).toEqual(['good', 'good'])
  })

  it('a list from the future is refused', async () => {
    const future = await world.crl(authority, { thisUpdate: day('06-16'), nextUpdate: day('06-23') })
    expect((await check([future])).codes).toContain('REVOCATION_NOT_YET_ISSUED')
  })

  it('silence about a certificate that had expired says nothing, unless the list keeps those', async () => {
    const brief = await authority.endEntity('CN=丙', [distributionPoints({ uri: URI })], { notAfter: day('06-20') })
    const ofBrief = await world.path(brief, [authority.certificate])
    const options = { validationTime: day('07-12') }
    const later = await world.crl(authority, { thisUpdate: day('07-10'), nextUpdate: day('07-17') })
    expect((await world.check(ofBrief, { ...options, crls: [rootCrl, later] })).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_AFTER_EXPIRY'])
    const keeps = (from: Date): Promise<Uint8Array> => world.crl(authority, {
      thisUpdate: day('07-10'), nextUpdate: day('07-17'), extensions: [extensionOf('2.5.29.60', encodeGeneralizedTime(from))],
    })
    expect((await world.check(ofBrief, { ...options, crls: [rootCrl, await keeps(day('01-01'))] })).status[0]).toBe('good')
    expect((await world.check(ofBrief, { ...options, crls: [rootCrl, await keeps(day('07-01'))] })).status[0]).toBe('unknown')
  })

  it('a newer list with a lower number', async () => {
    const older = await world.crl(authority, { thisUpdate: day('06-08'), number: 12 })
    const newer = await world.crl(authority, { number: 11 })
    const answer = await check([older, newer])
    expect(answer.codes).toEqual(['REVOCATION_CRL_NUMBER_REGRESSION'])
    expect(answer.findings[0]?.params).toEqual({ evidence: 'CRL 2' })
    expect((await check([await world.crl(authority, { number: 13 }), older])).codes).toEqual([])
  })
})

it('a folder full of old lists costs no signature checks, and the one that names the certificate is found', async () => {
  const week = 7 * 86_400_000
  const olds = await Promise.all(Array.from({ length: 120 }, (_, index) => world.crl(authority, {
    thisUpdate: new Date(day('06-01').getTime() - index * week), nextUpdate: new Date(day('06-08').getTime() - index * week), number: 200 - index,
  })))
  const current = await world.crl(authority, { number: 201 })
  expect((await check([...olds, current], { budget: new Budget({ revocationSignatures: 5 }) })).status).toEqual(['good', 'good'])
  const naming = await world.crl(authority, { thisUpdate: day('01-05'), nextUpdate: day('01-12'), entries: [entry({ date: day('01-01') })] })
  expect((await check([...olds, naming, current], { budget: new Budget({ revocationSignatures: 5 }) })).status).toEqual(['revoked', 'good'])
})

it('removeFromCRL outside a delta list does not clear anybody', async () => {
  expect((await check([await world.crl(authority, { entries: [entry({ reason: 'removeFromCRL' })] })])).status[0]).toBe('revoked')
})

describe('pitfall 20: one time for everything, and no clock of its own', () => {
  it('the answer depends on the times given, not on the day of the check', async () => {
    const lists = [await world.crl(authority, { entries: [entry({ date: day('06-20') })], thisUpdate: day('06-21'), nextUpdate: day('06-28') })]
    const first = await check(lists, { validationTime: day('06-22') })
    const clock = vi.useFakeTimers({ now: new Date('2039-01-01T00:00:00Z'), toFake: ['Date'] })
    try {
      expect(await check(lists, { validationTime: day('06-22') })).toEqual(first)
    } finally {
      clock.useRealTimers()
    }
    expect(first.status[0]).toBe('revokedLater')
  })

  it('two digits of a year are 1950 to 2049', () => {
    const written = (text: string): Uint8Array => encodeElement(0x17, new TextEncoder().encode(text))
    const list = (thisUpdate: string, nextUpdate: string): Crl => {
      const tbs = encodeSequence(encodeInteger(1), authority.key.algorithm, certificate.issuer.bytes, written(thisUpdate), written(nextUpdate))
      return parseCrl(encodeSequence(tbs, authority.key.algorithm, encodeBitString(new Uint8Array(8))), { budget: new Budget() })
    }
    expect(list('491231235959Z', '500101000000Z')).toMatchObject({ thisUpdate: new Date('2049-12-31T23:59:59Z'), nextUpdate: new Date('1950-01-01T00:00:00Z') })
  })
})

describe('who signed the list', () => {
  it('a changed list', async () => {
    const changed = await world.crl(authority, { spoil: (value) => value.with(20, (value[20] as number) ^ 1) })
    const answer = await check([changed])
    expect(answer.codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_SIGNATURE_INVALID'])
    expect(answer.status[0]).toBe('unknown')
  })

  it('somebody with the authority’s name and another key', async () => {
    const key = await testKey('SM2')
    expect((await check([await world.crl(authority, { key })])).status[0]).toBe('unknown')
    expect((await check([await world.crl(authority, { key, authorityKey: key })])).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_UNAUTHORIZED_ISSUER'])
  })

  it('an authority of the same name under another anchor', async () => {
    const elsewhere = await World.make()
    const twin = await elsewhere.root.authority(authority.name)
    const answer = await check([await world.crl(twin)], { certificates: [twin.certificate, elsewhere.root.certificate] })
    expect(answer).toMatchObject({ status: ['unknown', 'good'] })
    expect(answer.codes).toContain('REVOCATION_UNAUTHORIZED_ISSUER')
  })

  it('a CRL key of the authority, certified by the same root', async () => {
    const signer = await world.root.endEntity(authority.name, [keyUsage('cRLSign')])
    const crlKey = await testKey('SM2')
    const good = await world.root.endEntity(authority.name, [keyUsage('cRLSign')], { key: crlKey })
    const list = await world.crl(authority, { key: crlKey })
    expect((await check([list], { certificates: [signer, good] })).status[0]).toBe('good')
    expect((await check([list], { certificates: [signer] })).status[0]).toBe('unknown')
    const wrongUsage = await world.root.endEntity(authority.name, [keyUsage('digitalSignature')], { key: crlKey })
    expect((await check([list], { certificates: [wrongUsage] })).codes).toContain('REVOCATION_UNAUTHORIZED_ISSUER')
  })

  it('a CRL key that was revoked itself, or whose state is not known', async () => {
    const crlKey = await testKey('SM2')
    const signer = await world.root.endEntity(authority.name, [keyUsage('cRLSign'), distributionPoints({ uri: 'http://crl.example/root' })], { key: crlKey })
    const list = await world.crl(authority, { key: crlKey })
    const revoking = await world.crl(world.root, { entries: [entry({ serial: signer.serialNumber })] })
    const refused = await world.check(path, { crls: [revoking, list], certificates: [signer] })
    expect(refused).toMatchObject({ status: ['unknown', 'good'] })
    expect(refused.codes).toContain('REVOCATION_UNAUTHORIZED_ISSUER')
    expect((await world.check(path, { crls: [rootCrl, list], certificates: [signer] })).codes).toEqual([])
    const open = await world.check(path, { crls: [list], certificates: [signer] })
    expect(open.codes).toContain('REVOCATION_CRL_ISSUER_UNCHECKED')
    expect(open.level).toBe('indeterminate')
  })

  it('an authority that must not sign lists', async () => {
    const silent = await world.root.authority('CN=不签列表', [], { extensions: [basicConstraints(true), keyUsage('keyCertSign')] })
    const ofSilent = await world.path(await silent.endEntity('CN=丁', [distributionPoints({ uri: URI })]), [silent.certificate])
    const answer = await world.check(ofSilent, { crls: [rootCrl, await world.crl(silent)] })
    expect(answer).toMatchObject({ status: ['unknown', 'good'] })
    expect(answer.codes).toContain('REVOCATION_UNAUTHORIZED_ISSUER')
  })

  it('a certificate that vouches for itself, alone or in a circle', async () => {
    // Two CRL signers of one name: each list is signed by the key whose certificate the other list is about.
    const [keyA, keyB] = [await testKey('SM2'), await testKey('SM2')]
    const middle = await world.root.authority('CN=中间')
    const point = distributionPoints({ uri: URI, issuer: 'CN=列表' })
    const a = await middle.endEntity('CN=列表', [keyUsage('cRLSign', 'digitalSignature'), point], { key: keyA })
    const b = await middle.endEntity('CN=列表', [keyUsage('cRLSign', 'digitalSignature'), point], { key: keyB })
    const scope = scopeOf({ indirect: true, name: URI })
    const byA = await world.crl(middle, { issuer: 'CN=列表', key: keyA, scope })
    const byB = await world.crl(middle, { issuer: 'CN=列表', key: keyB, scope })
    const ofA = await world.path(a, [middle.certificate])
    const alone = await world.check(ofA, { crls: [rootCrl, byA], certificates: [a, middle.certificate] })
    expect(alone.status[0]).toBe('unknown')
    const circle = await world.check(ofA, { crls: [rootCrl, byA, byB], certificates: [a, b, middle.certificate] })
    expect(circle.level).toBe('indeterminate')
  })

  it('counts signature checks against the limit', async () => {
    const lists = await Promise.all([1, 2, 3].map(() => world.crl(authority, { spoil: (value) => value.subarray(1) })))
    await expect(checkRevocation(path, { crls: lists, time: TIME, budget: new Budget({ revocationSignatures: 2 }) })).rejects.toThrow(LimitExceededError)
  })
})

describe('scope', () => {
  const only = async (scope: Uint8Array, entries: readonly EntryTemplate[] = []): ReturnType<World['check']> =>
    check([await world.crl(authority, { scope, entries })])

  it('by distribution point name', async () => {
    expect((await only(scopeOf({ name: URI }))).status[0]).toBe('good')
    expect((await only(scopeOf({ name: 'http://crl.example/b' }))).status[0]).toBe('unknown')
    expect((await only(scopeOf({ name: 'http://crl.example/b' }), [entry()])).status[0]).toBe('unknown')
  })

  it('a list named by the issuer’s own name serves without a distribution point (6.3.3, last paragraph)', async () => {
    const point = encodeElement(context(0), encodeElement(context(4), certificate.issuer.bytes))
    expect((await only(scopeOf({ point }))).status[0]).toBe('good')
  })

  it('a name relative to the CRL issuer', async () => {
    const rdn = encodeSetOf(encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('分片一')))
    const relative = Uint8Array.from(rdn)
    relative[0] = context(1)
    const ofPoint = await authority.endEntity('CN=戊', [distributionPoints({ relative })])
    const ofPath = await world.path(ofPoint, [authority.certificate])
    const list = (point: Uint8Array): Promise<Uint8Array> => world.crl(authority, { scope: scopeOf({ point }) })
    expect((await world.check(ofPath, { crls: [rootCrl, await list(relative)] })).status[0]).toBe('good')
    const full = encodeElement(context(0), encodeElement(context(4), encodeSequence(...nameParts(authority), rdn)))
    expect((await world.check(ofPath, { crls: [rootCrl, await list(full)] })).status[0]).toBe('good')
  })

  it('by kind of certificate', async () => {
    expect((await only(scopeOf({ users: true }))).status[0]).toBe('good')
    expect((await only(scopeOf({ authorities: true }))).status[0]).toBe('unknown')
    expect((await only(scopeOf({ attributes: true }))).status[0]).toBe('unknown')
    const users = await world.crl(world.root, { scope: scopeOf({ users: true }) })
    expect((await world.check(path, { crls: [users, await world.crl(authority)] })).status).toEqual(['good', 'noSource'])
    const authorities = await world.crl(world.root, { scope: scopeOf({ authorities: true }) })
    expect((await world.check(path, { crls: [authorities, await world.crl(authority)] })).status).toEqual(['good', 'good'])
  })

  it('by reasons: all must be covered', async () => {
    const some = await world.crl(authority, { scope: scopeOf({ reasons: [1, 2] }) })
    const rest = await world.crl(authority, { scope: scopeOf({ reasons: [3, 4, 5, 6, 7, 8] }) })
    const partly = await check([some])
    expect(partly).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_REASONS_UNCOVERED'] })
    expect(partly.findings[1]?.params).toEqual({ uncovered: 6 })
    expect((await check([some, rest])).status[0]).toBe('good')
    const revoking = await world.crl(authority, { scope: scopeOf({ reasons: [3, 4, 5, 6, 7, 8] }), entries: [entry({ reason: 'superseded' })] })
    expect((await check([some, revoking])).status[0]).toBe('revoked')
  })

  it('by reasons of the distribution point', async () => {
    const split = await authority.endEntity('CN=己', [distributionPoints({ uri: `${URI}1`, reasons: [1, 2] }, { uri: `${URI}2`, reasons: [3, 4, 5, 6, 7, 8] })])
    const ofSplit = await world.path(split, [authority.certificate])
    const one = await world.crl(authority, { scope: scopeOf({ name: `${URI}1` }) })
    const two = await world.crl(authority, { scope: scopeOf({ name: `${URI}2` }) })
    expect((await world.check(ofSplit, { crls: [rootCrl, one] })).codes).toContain('REVOCATION_REASONS_UNCOVERED')
    expect((await world.check(ofSplit, { crls: [rootCrl, one, two] })).status[0]).toBe('good')
  })

  it('an extension that nobody understands makes a list useless', async () => {
    expect((await check([await world.crl(authority, { extensions: [unknownExtension()] })])).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_EXTENSION_UNKNOWN'])
    expect((await check([await world.crl(authority, { entries: [entry({ serial: 99n, extensions: [unknownExtension()] })] })])).status[0]).toBe('unknown')
    expect((await check([await world.crl(authority, { extensions: [unknownExtension(false)] })])).status[0]).toBe('good')
  })

  it('with a critical number is used, and that is said: REVOCATION_CRL_CRITICALITY', async () => {
    const marked = await world.crl(authority, { extensions: [extensionOf(EXTENSION.cRLNumber, encodeInteger(7), true)] })
    const answer = await check([marked])
    expect(answer.status[0]).toBe('good')
    expect(answer.findings).toEqual([{ code: 'REVOCATION_CRL_CRITICALITY', at: ['certificate', 0], params: { evidence: 'CRL 1', extension: 'cRLNumber' } }])
  })

  it('malformed lists and entries become findings', async () => {
    const broken = (await world.crl(authority)).subarray(3)
    const answer = await check([broken, await world.crl(authority)])
    expect(answer.codes).toEqual(['REVOCATION_EVIDENCE_MALFORMED'])
    expect(answer.status[0]).toBe('good')
    const badReason = encodeSequence(encodeOid('2.5.29.21'), encodeElement(4, Uint8Array.of(5, 0)))
    const bad = await check([await world.crl(authority, { entries: [entry({ extensions: [badReason] })] })])
    expect(bad).toMatchObject({ status: ['unknown', 'good'] })
    expect(bad.codes).toContain('REVOCATION_EVIDENCE_MALFORMED')
  })
})

const nameParts = ({ certificate: { subject } }: TestAuthority): readonly Uint8Array[] =>
  subject.rdns.map((rdn) => encodeSetOf(...rdn.map(({ type, bytes }) => encodeSequence(encodeOid(type), bytes))))

describe('indirect lists', () => {
  const point = (issuer: string): Uint8Array => distributionPoints({ uri: URI, issuer })
  const scope = scopeOf({ indirect: true, name: URI })

  it('of a CRL issuer that the certificate names', async () => {
    const key = await testKey('SM2')
    const issuer = await world.root.endEntity('CN=列表机构', [keyUsage('cRLSign')], { key })
    const named = await authority.endEntity('CN=庚', [point('CN=列表机构')])
    const ofNamed = await world.path(named, [authority.certificate])
    const list = (entries: readonly EntryTemplate[]): Promise<Uint8Array> => world.crl(authority, { issuer: 'CN=列表机构', key, scope, entries })
    const run = async (entries: readonly EntryTemplate[]): Promise<string | undefined> =>
      (await world.check(ofNamed, { crls: [rootCrl, await list(entries)], certificates: [issuer] })).status[0]
    expect(await run([])).toBe('good')
    expect(await run([entry({ serial: named.serialNumber, issuer: authority.name })])).toBe('revoked')
    // The same number of the CRL issuer's own certificates.
    expect(await run([entry({ serial: named.serialNumber })])).toBe('good')
    expect(await run([entry({ serial: 99n, issuer: authority.name }), entry({ serial: named.serialNumber })])).toBe('revoked')
    // Not marked as indirect: it does not speak for others.
    const direct = await world.crl(authority, { issuer: 'CN=列表机构', key, scope: scopeOf({ name: URI }) })
    expect((await world.check(ofNamed, { crls: [rootCrl, direct], certificates: [issuer] })).status[0]).toBe('unknown')
  })

  it('of a CRL issuer that the certificate does not name', async () => {
    const key = await testKey('SM2')
    const issuer = await world.root.endEntity('CN=列表机构', [keyUsage('cRLSign')], { key })
    const list = await world.crl(authority, { issuer: 'CN=列表机构', key, scope })
    expect((await check([list], { certificates: [issuer] })).status[0]).toBe('unknown')
  })

  it('of an authority further up the path', async () => {
    const named = await authority.endEntity('CN=辛', [point(world.root.name)])
    const ofNamed = await world.path(named, [authority.certificate])
    const list = (entries: readonly EntryTemplate[]): Promise<Uint8Array> => world.crl(world.root, { scope, entries })
    expect((await world.check(ofNamed, { crls: [await list([])] })).status[0]).toBe('good')
    expect((await world.check(ofNamed, { crls: [await list([entry({ serial: named.serialNumber, issuer: authority.name })])] })).status[0]).toBe('revoked')
  })
})

describe('delta lists', () => {
  const base = (template: object = {}): Promise<Uint8Array> => world.crl(authority, { number: 10, thisUpdate: day('06-01'), nextUpdate: day('06-08'), ...template })
  const delta = (template: object = {}): Promise<Uint8Array> => world.crl(authority, { number: 12, base: 10, ...template })

  it('complete an older list and bring it up to date', async () => {
    expect((await check([await base()])).status[0]).toBe('unknown')
    const answer = await check([await base(), await delta()])
    expect(answer).toMatchObject({ status: ['good', 'good'], codes: [] })
    expect(answer.facts?.certificates[0]?.thisUpdate).toBe('2026-06-10T00:00:00.000Z')
    expect((await check([await base(), await delta({ entries: [entry()] })])).status[0]).toBe('revoked')
    expect((await check([await base({ entries: [entry({ date: day('05-01') })] }), await delta()])).status[0]).toBe('revoked')
  })

  it('lift a hold, make it final, and never undo a revocation', async () => {
    const held = await base({ entries: [entry({ date: day('05-01'), reason: 'certificateHold' })] })
    const removed = await delta({ entries: [entry({ reason: 'removeFromCRL' })] })
    expect((await check([held, await delta()])).status[0]).toBe('onHold')
    expect((await check([held, removed])).status[0]).toBe('good')
    expect((await check([held, await delta({ entries: [entry({ reason: 'keyCompromise' })] })])).status[0]).toBe('revoked')
    expect((await check([await base({ entries: [entry({ date: day('05-01'), reason: 'keyCompromise' })] }), removed])).status[0]).toBe('revoked')
  })

  it('without the complete list prove nothing good', async () => {
    const answer = await check([await delta()])
    expect(answer).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_DELTA_WITHOUT_BASE'] })
    expect((await check([await delta({ entries: [entry()] })])).status[0]).toBe('revoked')
  })

  it.each([
    ['a base number that the list has not reached', { number: 9 }, {}],
    ['a list that is newer', { number: 12 }, {}],
    ['another scope', {}, { scope: scopeOf({ users: true }) }],
    ['a list without number', { number: undefined }, {}],
  ])('do not go with %s', async (_, ofBase, ofDelta) => {
    expect((await check([await base(ofBase), await delta(ofDelta)])).status[0]).toBe('unknown')
  })

  it('signed by others do not count', async () => {
    const key = await testKey('SM2')
    const held = await world.crl(authority, { number: 10, entries: [entry({ reason: 'certificateHold' })] })
    expect((await check([held, await delta({ key, entries: [entry({ reason: 'removeFromCRL' })] })])).status[0]).toBe('onHold')
  })
})

it('takes lists that are parsed already, and works for RSA and ECDSA too', async () => {
  for (const kind of ['RSA', 'P-256'] as const) {
    const other = await World.make(kind)
    const leaf = await other.root.endEntity('CN=甲')
    const list = await other.crl(other.root, { entries: [{ serial: leaf.serialNumber, date: day('06-01') }] })
    const answer = await other.check(await other.path(leaf), { crls: [parseCrl(list, { budget: new Budget() })] })
    expect(answer.status).toEqual(['revoked'])
  }
})

it('reports a signature algorithm that it does not know', async () => {
  const unknown = { ...authority.key, algorithm: encodeSequence(encodeOid('1.2.3.4')) }
  expect((await check([await world.crl(authority, { key: unknown })])).codes).toContain('REVOCATION_ALGORITHM_UNSUPPORTED')
})

it('refuses times that are none', async () => {
  await expect(checkRevocation(path, { time: new Date(NaN), budget: new Budget() })).rejects.toThrow(TypeError)
})
