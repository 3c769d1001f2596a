/** `yinxin trust` and `yinxin verify --trust-list`, through the command line. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { jwkOf, keyToPem } from '../../src/jose/index.ts'
import type { TrustList } from '../../src/trust/index.ts'
import { OPENSSL, WHY_SKIPPED } from '../crypto/openssl.ts'
import { der, list, operatorJwk, pem, provider, service, signed, signers } from '../trust/lists.ts'
import { FIXTURES } from '../verify/world.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-trust-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const path = (name: string): string => join(folder, name)
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content)
  return path(name)
}
const zh = { env: { LANG: 'zh_CN.UTF-8' } }

const [first, second] = signers
const secret = new Uint8Array(32).fill(0x11)
const KEY = put('operator.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(secret)))
const PUBLIC = put('operator.pem', keyToPem(sm2PublicKeyOf(secret)))
const write = async (name: string, content: TrustList = list(), by: Parameters<typeof signed>[1] = [first]): Promise<string> => put(name, `${await signed(content, by)}\n`)
const LIST = await write('list.jws')
const DRAFT = put('list.json', JSON.stringify(list(), null, 2))

const trust = (...words: readonly string[]): Promise<Said> => yinxin(['trust', ...words])

describe('yinxin trust verify', () => {
  it('0 and who stands in it', async () => {
    const { code, out, err } = await trust('verify', LIST, '--key', PUBLIC)
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(out).toMatch(/^✓ Trust list accepted/)
    for (const text of ['urn:example:trust-list:nation', 'Sample cryptography administration', 'CA of signers  Sample service national-root  granted since 2024-01-01', 'signed by']) expect(out).toContain(text)
    expect((await yinxin(['trust', 'verify', LIST, '--key', PUBLIC], zh)).out).toContain('签章者证书颁发机构  样例服务 national-root  具备资格')
  })

  it.each<[string, () => Promise<readonly string[]>, number, string]>([
    ['1 for another key', () => Promise.resolve([LIST, '--key', put('other.pem', keyToPem(sm2PublicKeyOf(new Uint8Array(32).fill(9))))]), 1, 'TRUST_LIST_SIGNER_UNKNOWN'],
    ['1 for a changed list', async () => [put('changed.jws', (await signed()).replace(/\.(.)/, (_, character: string) => `.${character === 'A' ? 'B' : 'A'}`)), '--key', PUBLIC], 1, 'TRUST_LIST_SIGNATURE_INVALID'],
    ['1 for one that is not signed', () => Promise.resolve([DRAFT, '--key', PUBLIC]), 1, 'TRUST_LIST_UNSIGNED'],
    ['1 before its time', () => Promise.resolve([LIST, '--key', PUBLIC, '--time', '2026-01-01T00:00:00Z']), 1, 'TRUST_LIST_NOT_YET_VALID'],
    ['2 after its time', () => Promise.resolve([LIST, '--key', PUBLIC, '--time', '2026-12-01T00:00:00Z']), 2, 'TRUST_LIST_EXPIRED'],
    ['1 for too few signatures', () => Promise.resolve([LIST, '--key', PUBLIC, '--threshold', '2']), 1, 'TRUST_LIST_SIGNER_UNKNOWN'],
    ['1 for another list than asked for', () => Promise.resolve([LIST, '--key', PUBLIC, '--id', 'urn:example:other']), 1, 'TRUST_LIST_OTHER'],
    ['1 for something else', () => Promise.resolve([PUBLIC, '--key', PUBLIC]), 1, 'JWS_NOT_RECOGNIZED'],
  ])('%s', async (_, words, code, problem) => {
    const given = await words()
    const said = await trust('verify', ...given)
    expect(said.out).toMatch(/^✗ Trust list not accepted/)
    expect(said.out).toContain(`[${problem}]`)
    expect(said.code).toBe(code)
    const machine = await trust('verify', ...given, '--json')
    expect(JSON.parse(machine.out)).toMatchObject({ accepted: false, code: problem })
    expect(machine.code).toBe(code)
  })

  it('--last-seen keeps what was accepted and refuses what is older', async () => {
    const state = path('seen.state')
    const verify = (file: string, ...more: readonly string[]): Promise<Said> => trust('verify', file, '--key', PUBLIC, '--last-seen', state, ...more)
    const newer = await write('list-8.jws', list({ sequence: 8 }))
    const once = await verify(LIST)
    expect(once).toMatchObject({ code: 0 })
    expect(once.err).toContain('counts as the first one seen')
    expect(await verify(newer)).toMatchObject({ code: 0, err: '' })
    const kept = readFileSync(state, 'utf8')
    expect(JSON.parse(kept)).toMatchObject({ sequence: 8 })
    expect((await verify(LIST)).out).toContain('[TRUST_LIST_ROLLBACK]')
    expect((await verify(await write('list-8b.jws', list({ sequence: 8, providers: [] })))).out).toContain('[TRUST_LIST_FORKED]')
    expect((await verify(newer, '--time', '2026-12-01T00:00:00Z')).out).toContain('[TRUST_LIST_FREEZE]')
    expect(readFileSync(state, 'utf8')).toBe(kept)
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  it('--between follows a change of keys', async () => {
    const handing = await write('handing.jws', list({ sequence: 8, operator: { ...list().operator, keys: { keys: [operatorJwk(second)], threshold: 1 } } }))
    const next = await write('next.jws', list({ sequence: 9 }), [second])
    expect((await trust('verify', next, '--key', PUBLIC)).code).toBe(1)
    expect((await trust('verify', next, '--key', PUBLIC, '--between', handing)).code).toBe(0)
  })

  it('--json is one line, with what identifies the list', async () => {
    const { out } = await trust('verify', LIST, '--key', PUBLIC, '--json')
    expect(JSON.parse(out)).toMatchObject({ file: LIST, accepted: true, list: { id: list().id, sequence: 7 }, issuedAt: list().issuedAt })
    expect(out.trimEnd()).not.toContain('\n')
  })

  it('takes keys as JWK, JWKS and certificate', async () => {
    for (const key of [put('key.jwk', JSON.stringify(operatorJwk(first))), put('keys.jwks', JSON.stringify({ keys: [operatorJwk(second), operatorJwk(first)] }))]) {
      expect((await trust('verify', LIST, '--key', key)).code).toBe(0)
    }
    expect((await trust('verify', LIST, '--key', put('east.pem', pem('east-ca')))).code).toBe(1)
  })
})

describe('yinxin trust sign', () => {
  it('signs what verify accepts, with each algorithm', async () => {
    for (const name of ['SM2', 'ES256', 'EdDSA'] as const) {
      const [key, publicKey] = [KEY, PUBLIC]
      let pair = [key, publicKey] as const
      if (name !== 'SM2') {
        const made = name === 'ES256'
          ? await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
          : (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']))
        pair = [
          put(`${name}.key`, toPem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', made.privateKey)))),
          put(`${name}.pem`, toPem('PUBLIC KEY', new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey)))),
        ]
      }
      const out = path(`${name}.jws`)
      expect(await trust('sign', DRAFT, '--key', pair[0], '--out', out)).toMatchObject({ code: 0, err: `Wrote ${out}\n` })
      expect((await trust('verify', out, '--key', pair[1])).code).toBe(0)
    }
  })

  it('with several keys, to be counted', async () => {
    const other = put('second.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(new Uint8Array(32).fill(0x22))))
    const out = path('two.jws')
    expect((await trust('sign', DRAFT, '--key', KEY, other, '--out', out)).code).toBe(0)
    const keys = put('two.jwks', JSON.stringify({ keys: [operatorJwk(first), operatorJwk(second)] }))
    expect((await trust('verify', out, '--key', keys, '--threshold', '2')).code).toBe(0)
  })

  it('writes nothing for what nobody could open', async () => {
    const out = path('never.jws')
    const bad = put('bad.json', JSON.stringify({ ...list(), providers: [{ ...provider(service('signerCa', 'east-ca')), territory: 'x' }] }))
    const { code, err } = await trust('sign', bad, '--key', KEY, '--out', out)
    expect(code).toBe(3)
    expect(err).toContain('[TRUST_LIST_MALFORMED]')
    expect((await trust('sign', put('long.json', JSON.stringify(list({ nextUpdate: '2099-01-01T00:00:00Z' }))), '--key', KEY, '--out', out)).err).toContain('[TRUST_LIST_PERIOD_TOO_LONG]')
    expect((await trust('sign', LIST, '--key', KEY, '--out', out)).err).toContain('[JSON_NOT_WELL_FORMED]')
    expect((await trust('sign', DRAFT, '--key', PUBLIC, '--out', out)).code).toBe(3)
    expect(existsSync(out)).toBe(false)
  })

  it('overwrites only when told to, and never what it reads', async () => {
    const out = put('there.jws', 'mine')
    expect((await trust('sign', DRAFT, '--key', KEY, '--out', out)).code).toBe(3)
    expect(readFileSync(out, 'utf8')).toBe('mine')
    expect((await trust('sign', DRAFT, '--key', KEY, '--out', out, '--force')).code).toBe(0)
    for (const taken of [DRAFT, KEY]) expect((await trust('sign', DRAFT, '--key', KEY, '--out', taken, '--force')).code).toBe(3)
    expect(JSON.parse(readFileSync(DRAFT, 'utf8'))).toEqual(list())
  })

  it.skipIf(!OPENSSL)(`takes a key that openssl made, and openssl verifies the signature (${OPENSSL ? 'here' : WHY_SKIPPED})`, async () => {
    const [key, publicKey, out] = [path('openssl.key'), path('openssl.pem'), path('openssl.jws')]
    execFileSync('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key], { stdio: 'pipe' })
    execFileSync('openssl', ['pkey', '-in', key, '-pubout', '-out', publicKey], { stdio: 'pipe' })
    expect((await trust('sign', DRAFT, '--key', key, '--out', out)).code).toBe(0)
    expect((await trust('verify', out, '--key', publicKey)).code).toBe(0)
  })
})

describe('yinxin trust inspect', () => {
  it('shows signed, unsigned and XML lists, and says that nothing was verified', async () => {
    for (const file of [LIST, DRAFT]) {
      const { code, out } = await trust('inspect', file)
      expect(code).toBe(0)
      expect(out).toMatch(/^What follows was not verified:\n/)
      expect(out).toContain('Sample service national-root')
    }
    const { kind } = JSON.parse((await trust('inspect', LIST, '--json')).out) as { kind: string }
    expect(kind).toBe('signed')
    expect(JSON.parse((await trust('inspect', DRAFT, '--json')).out)).toMatchObject({ kind: 'unsigned', list: { sequence: 7 } })
  })

  it('shows statuses as of a time', async () => {
    expect((await trust('inspect', LIST, '--time', '2020-01-01T00:00:00Z')).out).toContain('not listed')
  })

  it('terminal escape injection: names in lists stay text', async () => {
    const { out } = await trust('inspect', put('hostile.json', JSON.stringify(list({ scheme: { name: { en: '\u001b[2J\u202egnp' }, territory: 'CN' } }))))
    expect(out).not.toMatch(/[\u001b\u202e]/)
    expect(out).toContain('⟨U+001B⟩')
  })

  it('3 for what is none', async () => {
    for (const content of ['', 'x', '{', '<a/>', '{"schema":1}']) expect((await trust('inspect', put('none', content))).code).toBe(3)
    expect((await trust('inspect', path('absent'))).err).toContain('No such file')
  })
})

const ETSI = `<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"><SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>3</TSLSequenceNumber><TSLType>x</TSLType><SchemeOperatorName><Name xml:lang="en">Sample operator</Name></SchemeOperatorName><SchemeName><Name xml:lang="en">Sample scheme</Name></SchemeName><SchemeTerritory>XX</SchemeTerritory><ListIssueDateTime>2026-05-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>2026-09-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation><TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">Sample provider</Name></TSPName></TSPInformation><TSPServices><TSPService><ServiceInformation><ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">Sample CA</Name></ServiceName><ServiceDigitalIdentity><DigitalId><X509Certificate>${der('east-ca')}</X509Certificate></DigitalId></ServiceDigitalIdentity><ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</ServiceStatus><StatusStartingTime>2025-01-01T00:00:00Z</StatusStartingTime></ServiceInformation></TSPService></TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>`

describe('yinxin trust draft', () => {
  it('makes a list to review of an XML list, and says that its signature was not verified', async () => {
    const xml = put('list.xml', ETSI)
    const shown = await trust('inspect', xml)
    expect(shown).toMatchObject({ code: 0 })
    expect(shown.out).toContain('CA/QC  Sample CA  Svcstatus/granted since 2025-01-01')
    const out = path('draft.json')
    const { code, err } = await trust('draft', xml, '--id', 'urn:example:imported', '--out', out)
    expect(code).toBe(0)
    expect(err).toContain('[TRUST_LIST_XML_NOT_VERIFIED]')
    expect(err).toContain('is a draft')
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ id: 'urn:example:imported', sequence: 1, issuedAt: '2026-06-01T00:00:00Z', providers: [{ services: [{ type: 'signerCa' }] }] })
    expect((await trust('sign', out, '--key', KEY, '--out', path('drafted.jws'))).code).toBe(0)
    expect((await trust('draft', put('broken.xml', '<a>'), '--id', 'x', '--out', path('no.json'))).code).toBe(3)
  })
})

describe('yinxin trust: words', () => {
  it.each<readonly string[]>([[], ['verify'], ['show', LIST], ['verify', LIST, LIST], ['constructor', LIST]])('3 for %j', async (...words) => {
    const { code, err } = await trust(...words)
    expect(code).toBe(3)
    expect(err).toContain('trust inspect, sign, verify or draft')
  })

  it.each([
    [['verify', LIST], '--key is missing'], [['sign', DRAFT, '--key', KEY], '--out is missing'], [['sign', DRAFT, '--out', path('n')], '--key is missing'],
    [['inspect', LIST, '--key', PUBLIC], 'trust inspect has no option --key'], [['sign', DRAFT, '--key', KEY, '--out', path('n'), '--threshold', '2'], 'trust sign has no option --threshold'],
    [['verify', LIST, '--key', PUBLIC, '--threshold', '0'], '--threshold 0 is not usable'], [['verify', LIST, '--key', DRAFT], 'no usable public key'],
    [['verify', LIST, '--key', PUBLIC, '--last-seen', DRAFT], 'not the state of a trust list'], [['draft', DRAFT, '--out', path('n')], '--id is missing'],
  ] as const)('3 and one clear line for %j', async (words, text) => {
    const { code, err } = await trust(...words)
    expect(err).toContain(text)
    expect(code).toBe(3)
  })

  it('has help with examples in both languages', async () => {
    expect((await trust('--help')).out).toMatch(/\nExample\n  yinxin trust verify /)
    expect((await yinxin(['help', 'trust'], zh)).out).toMatch(/\n示例\n  yinxin trust verify /)
    expect((await yinxin(['--help'])).out).toContain('yinxin trust verify LIST')
  })
})

describe('yinxin verify --trust-list', () => {
  const license = path('license.ofd')
  copyFileSync(join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd'), license)
  const certs = ['--certs', ...['east-ca', 'west-ca'].map((name) => join(FIXTURES, 'world/certificates', `${name}.pem`))]
  const verify = (...words: readonly string[]): Promise<Said> => yinxin(['verify', license, ...words, ...certs, '--time', '2026-06-01T00:00:00Z'])

  it('accepts what leads to a granted service, and keeps the state', async () => {
    const state = path('verify.state')
    const { code, err } = await verify('--trust-list', LIST, '--trust-list-key', PUBLIC, '--trust-state', state)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ id: list().id, sequence: 7 })
    const older = await verify('--trust-list', await write('list-6.jws', list({ sequence: 6 })), '--trust-list-key', PUBLIC, '--trust-state', state)
    expect(older.code).toBe(3)
    expect(older.err).toContain('[TRUST_LIST_ROLLBACK]')
  })

  it('does not accept what leads to a withdrawn one', async () => {
    const history = [{ status: 'granted', since: '2024-01-01T00:00:00Z' }, { status: 'withdrawn', since: '2025-01-01T00:00:00Z' }] as const
    const withdrawn = await write('withdrawn.jws', list({ providers: [provider(service('signerCa', 'national-root', { history }), service('sealMakerCa', 'national-root'))] }))
    const { code, out } = await verify('--trust-list', withdrawn, '--trust-list-key', PUBLIC)
    expect(out).toContain('TRUST_SERVICE_NOT_GRANTED')
    expect(code).toBe(2)
  })

  it('3 for a list that is not to be used, before any file is judged', async () => {
    for (const [words, text] of [
      [['--trust-list', LIST], '--trust-list-key'], [['--trust-list-key', PUBLIC], '--trust-list too'], [['--trust-state', path('x')], '--trust-list too'],
      [['--trust-list', LIST, '--trust-list-key', put('jwk', JSON.stringify(jwkOf(sm2PublicKeyOf(new Uint8Array(32).fill(7)))))], 'TRUST_LIST_SIGNER_UNKNOWN'],
      [['--trust-list', DRAFT, '--trust-list-key', PUBLIC], 'TRUST_LIST_UNSIGNED'], [['--trust-list', path('absent'), '--trust-list-key', PUBLIC], 'No such file'],
    ] as const) {
      const { code, out, err } = await verify(...words)
      expect(err).toContain(text)
      expect(out).toBe('')
      expect(code).toBe(3)
    }
  })
})

describe('yinxin check with trust lists', () => {
  it('runs cases that name one, and says which list could not be opened', async () => {
    const cases = path('cases')
    mkdirSync(cases)
    const file = (validationTime: string): void => {
      writeFileSync(join(cases, 'case.json'), JSON.stringify({
        id: 'x', description: 'x', clause: 'x', flags: [], generatedBy: 'test', input: join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd'), validationTime, trust: {},
        trustLists: [{ file: LIST, keys: [PUBLIC] }], certificates: ['east-ca', 'west-ca'].map((name) => join(FIXTURES, 'world/certificates', `${name}.pem`)), policy: 'cn-gov-2025',
        expect: { accepted: true, indication: 'TOTAL_PASSED', codes: [] },
      }))
    }
    file('2026-06-01T00:00:00Z')
    expect((await yinxin(['check', cases])).code).toBe(0)
    file('2026-12-01T00:00:00Z')
    const { code, err } = await yinxin(['check', cases])
    expect(err).toContain('TRUST_LIST_EXPIRED')
    expect(code).toBe(3)
  })
})
