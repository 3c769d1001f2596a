/** From key to verdict with a development authority alone: sealed, time-stamped, verified with what its sources say. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { policyPreset, trustStore } from '../../../src/index.ts'
import type { PolicyId } from '../../../src/policy/index.ts'
import { fetchTimeStamp, verifyOnline } from '../../../src/online/index.ts'
import type { ValidationReport } from '../../../src/report/model.ts'
import { signOfd } from '../../../src/sign/ofd/index.ts'
import { LICENSE, licensePackage, zip } from '../../../fixtures/generate/scene.ts'
import { yinxin } from '../../cli/terminal.ts'
import type { Said } from '../../cli/terminal.ts'
import { devAuthority, fetcherOf, hostOf, newFolder, revoke } from './world.ts'

/** That of `yinxin` in tests. */
const NOW = new Date('2026-06-01T00:00:00Z')
let clock = NOW
const authority = await devAuthority({ now: () => clock })
const { world } = authority
const fetcher = fetcherOf(authority)
const file = (name: string): string => join(world.folder, name)
const octets = (path: string): Uint8Array => new Uint8Array(readFileSync(path))
const DOCUMENT = zip(licensePackage({ annexPages: 0 }))
const party = (name: string): (typeof world.parties)[number] => {
  const found = world.parties.find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

beforeEach(() => {
  clock = NOW
  revoke(authority, '')
})

const judged = (bytes: Uint8Array, policy: PolicyId, validationTime = clock): Promise<ValidationReport> =>
  verifyOnline(bytes, { trust: trustStore({ anchors: [world.root.certificate] }), policy: policyPreset(policy), validationTime, fetcher })

const timeStamper = async (value: Uint8Array): Promise<Uint8Array> => (await fetchTimeStamp(value, `${world.origin}/tsa`, { fetcher })).bytes

describe('a document signed by the library', () => {
  it.each([['with a seal', true], ['without a seal', false]])('%s is accepted for archives with its time stamp, and not without', async (_, sealed) => {
    const options = { signer: party('signer').signer, time: NOW, ...(sealed && { seal: octets(file('seal.esl')), stamps: [{ page: 1, boundary: [10, 10, 42, 42] as const }] }) }
    const stamped = (await signOfd(DOCUMENT, { ...options, timeStamper })).bytes
    const report = await judged(stamped, 'archive')
    expect(report.signatures[0]?.steps.timestamp?.conclusion).toBe('PASSED')
    expect(report.accepted).toBe(true)
    const plain = (await signOfd(DOCUMENT, options)).bytes
    expect((await judged(plain, 'cn-gov-2025')).accepted).toBe(true)
    expect((await judged(plain, 'archive')).accepted).toBe(false)
  })

  it('outlives the revocation of its signer when the time stamp is older, and only then', async () => {
    const { bytes } = await signOfd(DOCUMENT, { signer: party('signer').signer, time: NOW, timeStamper })
    clock = new Date('2026-07-01T00:00:00Z')
    revoke(authority, 'signer superseded 2026-06-15T00:00:00Z')
    expect((await judged(bytes, 'archive')).accepted).toBe(true)
    revoke(authority, 'signer keyCompromise 2026-05-31T00:00:00Z')
    expect((await judged(bytes, 'archive')).indication).toBe('TOTAL_FAILED')
  })

  it('attack: is not believed once the key of its time-stamp authority was stolen, for that can stamp any time', async () => {
    const { bytes } = await signOfd(DOCUMENT, { signer: party('signer').signer, time: NOW, timeStamper })
    clock = new Date('2026-07-01T00:00:00Z')
    for (const [line, believed] of [['tsa keyCompromise', false], ['tsa', false], ['ca keyCompromise', false], ['tsa cessationOfOperation', true]] as const) {
      revoke(authority, `${line} 2026-06-15T00:00:00Z`)
      const report = await judged(bytes, 'archive')
      expect([report.accepted, report.signatures[0]?.steps.timestamp?.conclusion], line).toEqual([believed, believed ? 'PASSED' : 'INDETERMINATE'])
    }
  })
})

describe('yinxin with --tsa', () => {
  const folder = newFolder()
  const path = (name: string): string => join(folder, name)
  const KEY = ['--key', file('signer.key'), '--cert', file('signer.pem'), file('ca.pem')]
  const HOST = ['--allow-host', hostOf(authority), '--allow-address', '127.0.0.1']
  const TSA = ['--tsa', `${world.origin}/tsa`, ...HOST]
  const DATA = {
    type: { name: LICENSE.name, code: LICENSE.typeCode }, number: LICENSE.number, issuer: { name: LICENSE.authority, code: LICENSE.authorityCode },
    holder: { name: LICENSE.holder, code: LICENSE.holderCode, codeType: '001' }, issued: '2026-03-02', validity: { from: '2026-03-02' },
  }
  const verify = (name: string): Promise<Said> => yinxin(['verify', path(name), '--trust', file('root.pem'), '--policy', 'archive', '--time', NOW.toISOString(), '--online', ...HOST])
  writeFileSync(path('a.ofd'), DOCUMENT)
  writeFileSync(path('data.json'), JSON.stringify(DATA))

  it('issues, seals and signs what archives accept', async () => {
    expect((await yinxin(['issue', path('data.json'), '--seal', file('seal.esl'), ...KEY, ...TSA, '--out', path('license.ofd')])).code).toBe(0)
    expect((await verify('license.ofd')).code).toBe(0)
    const seal = await yinxin([
      'seal', 'make', '--edition', '2025', '--name', '某某测试印章', '--id', '98010000000002', '--signer', file('signer.pem'), '--from', '2026-06-01', '--to', '2028-01-01',
      '--key', file('seal-maker.key'), '--cert', file('seal-maker.pem'), file('ca.pem'), ...TSA, '--out', path('stamped.esl'),
    ])
    expect(seal.err).not.toContain('yinxin:')
    const sealed = await verify('stamped.esl')
    expect([sealed.code, sealed.out]).toEqual([0, expect.stringMatching(/Time stamp +passed/)])
    expect((await yinxin(['sign', path('license.ofd'), '--seal', path('stamped.esl'), '--at', '10,10', ...KEY, ...TSA, '--out', path('twice.ofd')])).code).toBe(0)
    expect((await verify('twice.ofd')).code).toBe(0)
  })

  it.each([
    ['no host', ['--tsa', `${world.origin}/tsa`], '--tsa wants --allow-host'],
    ['hosts without an authority', HOST, '--allow-host goes with --tsa only'],
    ['a host that is none', ['--tsa', `${world.origin}/tsa`, '--allow-host', '*'], 'cannot be used (not a host that can be allowed: *)'],
    ['another host', ['--tsa', 'http://tsa.example.cn/', ...HOST], '[ONLINE_HOST_NOT_ALLOWED]'],
    ['an address inside that was not allowed (SSRF)', ['--tsa', `${world.origin}/tsa`, '--allow-host', hostOf(authority)], '[ONLINE_ADDRESS_REFUSED]'],
    ['something that is no authority', ['--tsa', `${world.origin}/ocsp`, ...HOST], '[ONLINE_SOURCE_UNAVAILABLE]'],
    ['no URL', ['--tsa', 'tsa', ...HOST], '[ONLINE_URL_UNUSABLE]'],
  ])('writes nothing with %s', async (_, words, said) => {
    const before = readdirSync(folder)
    const { code, err } = await yinxin(['sign', path('a.ofd'), ...KEY, ...words])
    expect([code, err]).toEqual([3, expect.stringContaining(said)])
    expect(readdirSync(folder)).toEqual(before)
  })

  it('says that the first edition of seals has no place for a time stamp', async () => {
    const make = (edition: string, name: string, ...more: readonly string[]): Promise<Said> => yinxin([
      'seal', 'make', '--edition', edition, '--name', '某某测试印章', '--id', '98010000000003', '--signer', file('signer.pem'), '--from', '2026-06-01', '--to', '2028-01-01',
      '--key', file('seal-maker.key'), '--cert', file('seal-maker.pem'), ...more, '--out', path(name),
    ])
    expect((await make('2020', 'x.esl', ...TSA)).err).toContain('--tsa and --edition 2020 cannot be used together')
    expect((await make('2014', '2014.esl')).code).toBe(0)
    const { code, err } = await yinxin(['sign', path('a.ofd'), '--seal', path('2014.esl'), '--at', '1,1', ...KEY, ...TSA])
    expect([code, err]).toEqual([3, expect.stringContaining('GM/T 0031-2014')])
    mkdirSync(path('out'))
    const issued = await yinxin(['issue', path('data.json'), '--seal', path('2014.esl'), ...KEY, ...TSA, '--out', path('out/license.ofd')])
    expect([issued.code, issued.err]).toEqual([3, expect.stringContaining('GM/T 0031-2014')])
    expect(existsSync(path('out/license.ofd'))).toBe(false)
  })
})
