/** How paths are looked for: all candidates, cycles, limits, and which failure is told when none is good (pitfalls 13 and 14). */
import { beforeAll, describe, expect, it } from 'vitest'
import { LimitExceededError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import type { Limits } from '../../../src/limits.ts'
import { KEY_PURPOSE } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { SIGNER_PURPOSE, TIME_STAMPING_PURPOSE, trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import type { PathFacts, PathOptions } from '../../../src/pki/path/index.ts'
import type { Checked } from '../../../src/diagnostics/index.ts'
import {
  T0, TestAuthority, basicConstraints, dns, extKeyUsage, keyUsage, makeCertificate, nameConstraints, read, subjectAltName, subjectKeyId,
  testKey,
} from '../certificate-maker.ts'
import type { TestKey } from '../certificate-maker.ts'

const check = (certificate: Certificate, intermediates: readonly Certificate[], options: Partial<PathOptions> = {}, limits: Partial<Limits> = {}): Promise<Checked<PathFacts>> =>
  validatePath(certificate, {
    anchors: [trustAnchorOf(root.certificate)], intermediates, time: T0, purpose: SIGNER_PURPOSE, budget: new Budget(limits), ...options,
  })

const pathOf = async (...given: Parameters<typeof check>): Promise<readonly Certificate[] | undefined> => {
  const { facts, findings } = await check(...given)
  expect(findings.filter(({ code }) => code !== 'CERTIFICATE_KEY_IDENTIFIER_MISSING')).toEqual([])
  return facts?.path.certificates
}

const firstCode = async (...given: Parameters<typeof check>): Promise<string | undefined> => (await check(...given)).findings[0]?.code

/** A certificate for a key without any key identifier: the search gets no hint. */
async function bare(subject: string, key: TestKey, issuer: string, by: TestKey, more: readonly Uint8Array[] = []): Promise<Certificate> {
  return read(await makeCertificate({ subject, issuer, extensions: [basicConstraints(true), ...more] }, key, by), `${subject} by ${issuer}`)
}

let root: TestAuthority

beforeAll(async () => { root = await TestAuthority.root('CN=Root') })

describe('candidates', () => {
  it('pitfall 14: the first issuer that verifies is not the only one: all are tried', async () => {
    const key = await testKey('P-256')
    const stranger = await TestAuthority.root('CN=Stranger')
    const dead = await stranger.authority('CN=CA', [], { key })
    const expired = await root.authority('CN=CA', [], { key, notAfter: new Date('2021-01-01T00:00:00Z') })
    const excluded = await root.authority('CN=CA', [nameConstraints([], [dns('example.com')])], { key })
    const good = await root.authority('CN=CA', [], { key })
    const signer = await good.endEntity('CN=a', [subjectAltName([dns('example.com')])])
    const pool = [dead, expired, excluded, good].map(({ certificate }) => certificate)
    expect(await pathOf(signer, pool)).toEqual([signer, good.certificate])
    expect(await pathOf(signer, pool.toReversed())).toEqual([signer, good.certificate])
  })

  it('a longer path is found where the shorter one is not good', async () => {
    const other = await TestAuthority.root('CN=Other', 'P-256', { notAfter: new Date('2021-01-01T00:00:00Z') })
    const crossed = await root.authority(other.name, [], { key: other.key })
    const signer = await other.endEntity('CN=a')
    const anchors = [other, root].map(({ certificate }) => trustAnchorOf(certificate))
    expect(await pathOf(signer, [crossed.certificate], { anchors })).toEqual([signer, crossed.certificate])
  })

  it('a path that breaks a rule only a policy may overlook is kept as the last resort', async () => {
    const key = await testKey('P-256')
    const narrow = await root.authority('CN=CA', [extKeyUsage([KEY_PURPOSE.serverAuth])], { key })
    const signer = await narrow.endEntity('CN=a', [extKeyUsage([KEY_PURPOSE.timeStamping], true)])
    const purpose = TIME_STAMPING_PURPOSE
    const alone = await check(signer, [narrow.certificate], { purpose })
    expect(alone.facts?.path.certificates[1]).toBe(narrow.certificate)
    const wide = await root.authority('CN=CA', [], { key })
    expect(await pathOf(signer, [narrow.certificate, wide.certificate], { purpose })).toEqual([signer, wide.certificate])
  })

  it('of two paths that pass, the one without warnings is taken', async () => {
    const key = await testKey('P-256')
    const odd = await root.authority('CN=CA', [], { key, serial: 0n })
    const even = await root.authority('CN=CA', [], { key })
    const signer = await odd.endEntity('CN=a')
    expect(await pathOf(signer, [odd.certificate, even.certificate])).toEqual([signer, even.certificate])
  })

  it('key identifiers order the candidates and exclude none', async () => {
    const ca = await root.authority('CN=CA')
    const wrongHint = await testKey('P-256')
    const relabelled = read(await makeCertificate({ subject: 'CN=CA', issuer: 'CN=Root', extensions: [basicConstraints(true), subjectKeyId(wrongHint)] }, ca.key, root.key))
    const signer = await ca.endEntity('CN=a')
    expect(await pathOf(signer, [relabelled])).toEqual([signer, relabelled])
  })

  it('the end entity, roots, duplicates and strangers among the intermediates do no harm', async () => {
    const ca = await root.authority('CN=CA')
    const signer = await ca.endEntity('CN=a')
    const stranger = await TestAuthority.root('CN=Stranger')
    const pool = [signer, root.certificate, stranger.certificate, ...Array.from({ length: 200 }, () => ca.certificate)]
    expect(await pathOf(signer, pool, {}, { certificates: 10 })).toEqual([signer, ca.certificate])
  })
})

describe('the failure that is told', () => {
  it('is that of the chain that came farthest', async () => {
    const ca = await root.authority('CN=CA')
    const orphan = await (await TestAuthority.root('CN=Lost')).authority('CN=CA', [], { key: ca.key })
    const signer = await ca.endEntity('CN=a')
    const { findings } = await check(signer, [orphan.certificate])
    expect(findings[0]).toMatchObject({ code: 'PATH_ISSUER_NOT_FOUND', at: ['CN=CA'], params: { certificates: 2 } })
  })

  it('names what else is wrong with the end entity', async () => {
    const stranger = await TestAuthority.root('CN=Stranger')
    const signer = await stranger.endEntity('CN=a', [keyUsage('keyEncipherment')])
    const { findings } = await check(signer, [])
    expect(findings.map(({ code }) => code)).toEqual(['PATH_ISSUER_NOT_FOUND', 'CERTIFICATE_KEY_USAGE'])
  })

  it('prefers a path to an anchor over one without, and the one with fewer failures', async () => {
    const key = await testKey('P-256')
    const twice = await root.authority('CN=CA', [], { key, extensions: [keyUsage('cRLSign')] })
    const once = await root.authority('CN=CA', [], { key, notAfter: new Date('2021-01-01T00:00:00Z') })
    const signer = await once.endEntity('CN=a')
    expect(await firstCode(signer, [twice.certificate, once.certificate])).toBe('CERTIFICATE_EXPIRED')
    expect(await firstCode(signer, [twice.certificate])).toBe('CERTIFICATE_NOT_CA')
  })
})

describe('cycles (pitfall 13, CVE-2024-0567)', () => {
  it('of cross-signed authorities end, with an anchor or without', async () => {
    const [a, b, c] = await Promise.all([testKey('P-256'), testKey('P-256'), testKey('P-256')])
    const mesh = await Promise.all([
      bare('CN=A', a, 'CN=B', b), bare('CN=A', a, 'CN=C', c), bare('CN=B', b, 'CN=A', a), bare('CN=B', b, 'CN=C', c),
      bare('CN=C', c, 'CN=A', a), bare('CN=C', c, 'CN=B', b), bare('CN=A', a, 'CN=A', a),
    ])
    const signer = await bare('CN=a', await testKey('P-256'), 'CN=A', a)
    expect(await firstCode(signer, mesh)).toMatch(/^PATH_(ISSUER_NOT_FOUND|SELF_ISSUED_UNTRUSTED)$/)
    const way = await bare('CN=B', b, 'CN=Root', root.key)
    const found = await pathOf(signer, [...mesh, way])
    expect(found).toHaveLength(3)
    expect(found?.at(-1)).toBe(way)
  })

  it('do not use up the limits on signatures: each pair is verified once', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => testKey('P-256')))
    const mesh = await Promise.all(keys.flatMap((key, i) => keys.flatMap((by, j) => (i === j ? [] : [bare(`CN=${i}`, key, `CN=${j}`, by)]))))
    const signer = await bare('CN=a', await testKey('P-256'), 'CN=0', keys[0] as TestKey)
    expect(await firstCode(signer, mesh, {}, { pathSignatures: 1 + mesh.length, certificates: 100_000 })).toBe('PATH_ISSUER_NOT_FOUND')
  })
})

describe('limits', () => {
  const within = async (limit: keyof Limits, run: Promise<unknown>): Promise<void> => {
    const before = performance.now()
    const error: unknown = await run.then(() => undefined, (reason: unknown) => reason)
    expect(error).toBeInstanceOf(LimitExceededError)
    expect((error as LimitExceededError).limit).toBe(limit)
    expect((error as LimitExceededError).code).toBe('LIMIT_EXCEEDED')
    expect(performance.now() - before).toBeLessThan(1000)
  }

  it('a path of as many certificates as allowed passes, one more does not', async () => {
    let authority = root
    const intermediates: Certificate[] = []
    for (let depth = 0; depth < 10; depth++) {
      authority = await authority.authority(`CN=${depth}`)
      intermediates.push(authority.certificate)
    }
    const signer = await authority.endEntity('CN=a')
    expect(await pathOf(signer, intermediates, {}, { pathLength: 11 })).toHaveLength(11)
    await within('pathLength', check(signer, intermediates))
    // A chain that is too long does not keep a shorter one from being found.
    const shortcut = await root.authority('CN=9', [], { key: authority.key })
    expect(await pathOf(signer, [...intermediates, shortcut.certificate])).toHaveLength(2)
  })

  it('many keys under one name end the search', async () => {
    const sm2 = await TestAuthority.root('CN=SM2', 'SM2')
    const pool = await Promise.all(Array.from({ length: 101 }, async () => {
      const key = await testKey('SM2')
      return bare('CN=CA', key, 'CN=SM2', sm2.key)
    }))
    const signer = await bare('CN=a', await testKey('SM2'), 'CN=CA', await testKey('SM2'))
    await within('pathSignatures', check(signer, pool, { anchors: [trustAnchorOf(sm2.certificate)] }))
  })

  it('a mesh ends the search when the attempts are used up', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => testKey('P-256')))
    const mesh = await Promise.all(keys.flatMap((key, i) => keys.flatMap((by, j) => (i === j ? [] : [bare(`CN=${i}`, key, `CN=${j}`, by)]))))
    const signer = await bare('CN=a', await testKey('P-256'), 'CN=0', keys[0] as TestKey)
    await within('certificates', check(signer, mesh))
  })

  it('many names against many constraints end the search', async () => {
    const ca = await root.authority('CN=CA', [nameConstraints([], Array.from({ length: 600 }, (_, index) => dns(`x${index}.example.com`)))])
    const signer = await ca.endEntity('CN=a', [subjectAltName(Array.from({ length: 600 }, (_, index) => dns(`y${index}.example.com`)))])
    await within('nameConstraintComparisons', check(signer, [ca.certificate]))
    expect(await pathOf(signer, [ca.certificate], {}, { nameConstraintComparisons: 360_000 })).toHaveLength(2)
  })

  it('hold for each call, not for all calls with one budget', async () => {
    const ca = await root.authority('CN=CA')
    const signer = await ca.endEntity('CN=a')
    const budget = new Budget({ pathSignatures: 2, certificates: 2 })
    for (let call = 0; call < 3; call++) expect(await pathOf(signer, [ca.certificate], { budget })).toHaveLength(2)
  })
})
