/** `yinxin token` and `yinxin profile`, through the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toPem } from '../../src/encoding/pem.ts'
import type { PublicKey } from '../../src/crypto/index.ts'
import { issueToken } from '../../src/identity/index.ts'
import { jwkOf, jwkThumbprint, signerOfDocuments } from '../../src/jose/index.ts'
import { TestAuthority, keyUsage, makeCertificate, read, subjectAltName, testKey, uri } from '../pki/certificate-maker.ts'
import { yinxin } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-token-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const put = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const secret = new Uint8Array(32).fill(0x11)
const jwks = async (octet: number): Promise<string> => {
  const key = sm2PublicKeyOf(new Uint8Array(32).fill(octet))
  return put(`${octet}.jwks`, JSON.stringify({ keys: [{ ...jwkOf(key), kid: await jwkThumbprint(sm2PublicKeyOf(secret)) }] }))
}
const KEY = put('issuer.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(secret)))
const ISS = 'https://login.example.gov.cn'
const CLAIMS = put('claims.json', JSON.stringify({ iss: ISS, aud: 'urn:example:window', exp: 1_900_000_000, jti: 'token-1', sub: 'user-0001', cred: '110101199003070011' }))
const { out: issued } = await yinxin(['token', 'issue', '--key', KEY, '--claims', CLAIMS])
const TOKEN = issued.trim()
const COMMON = ['--issuer', ISS, '--audience', 'urn:example:window', '--algorithms', 'SM2-SM3']

describe('yinxin token', () => {
  it('0 for an issued token, without what it says of the person', async () => {
    const said = await yinxin(['token', 'verify', '-', '--jwks', await jwks(0x11), ...COMMON], { stdin: new TextEncoder().encode(issued) })
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/^✓ Token accepted/)
    expect(said.out).toContain('cred')
    expect(said.out).not.toContain('110101199003070011')
    const machine = await yinxin(['token', 'verify', TOKEN, '--jwks', await jwks(0x11), ...COMMON, '--json'])
    expect(JSON.parse(machine.out)).toMatchObject({ accepted: true, token: { issuer: ISS, withheld: ['sub', 'cred'] } })
    expect(machine.out).not.toContain('110101199003070011')
  })

  it('not 0 for another key, recipient, encoding, user id or time', async () => {
    const own = ['token', 'verify', TOKEN, '--jwks', await jwks(0x11)]
    expect((await yinxin(['token', 'verify', TOKEN, '--jwks', await jwks(0x12), ...COMMON])).code).toBe(1)
    expect((await yinxin([...own, '--issuer', ISS, '--audience', 'urn:example:other', '--algorithms', 'SM2-SM3'])).code).toBe(1)
    for (const more of [['--encoding', 'der'], ['--user-id', 'another'], ['--time', '2031-01-01T00:00:00Z']]) {
      const { code, out } = await yinxin([...own, ...COMMON, ...more])
      expect([1, 2]).toContain(code)
      expect(out).not.toContain('token-1')
    }
  })

  it('takes the key of a certificate in the token, under an anchor for token issuers', async () => {
    const root = await TestAuthority.root('CN=root', 'SM2')
    const key = await testKey('SM2')
    const own = read(await makeCertificate({ subject: 'CN=login', issuer: root.name, extensions: [subjectAltName([uri(ISS)]), keyUsage('digitalSignature')] }, key, root.key))
    const signer = await signerOfDocuments({ algorithm: 'SM2-SM3', sign: (octets) => key.sign(octets) }, own.publicKey as PublicKey)
    const token = await issueToken({ iss: ISS, aud: 'urn:example:window', exp: 1_900_000_000 }, { signer, certificates: [own.bytes] })
    const [pem, other] = [put('root.pem', toPem('CERTIFICATE', root.certificate.bytes)), put('other.pem', toPem('CERTIFICATE', (await TestAuthority.root('CN=root', 'SM2')).certificate.bytes))]
    const words = (file: string): readonly string[] => ['token', 'verify', token, '--trust', file, ...COMMON, '--time', '2026-03-01T00:00:00Z']
    const said = await yinxin(words(pem))
    expect(said.code).toBe(0)
    expect(said.out).not.toContain('TOKEN_ISSUER_ANCHOR_GENERAL')
    expect((await yinxin(words(other))).code).toBe(1)
    expect(await yinxin(words(KEY))).toMatchObject({ code: 3, out: '', err: expect.stringContaining('--trust') as string })
    expect(await yinxin([...words(pem), '--jwks', await jwks(0x11)])).toMatchObject({ code: 3, err: expect.stringContaining('--jwks') as string })
  })

  it('3 where it cannot run', async () => {
    for (const words of [['verify', TOKEN, ...COMMON], ['verify', TOKEN, '--jwks', KEY, ...COMMON], ['decode', 'x'], ['decode'], ['issue', '--key', KEY, '--claims', KEY], ['decode', TOKEN, '--key', KEY]]) {
      const { code, out, err } = await yinxin(['token', ...words])
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toMatch(/^yinxin: /)
      expect(err).not.toContain('defect')
    }
  })

  it('reads by a profile who is asserted, with numbers only where they are asked for', async () => {
    const claims = {
      iss: ISS, aud: 'urn:example:window', sub: 'relay-test-001', jti: 'token-2', iat: 1_780_000_000, exp: 1_900_000_000, auth_time: 1_780_000_000,
      kind: 'NATURAL', name: '李某某', id_type: '111', id_number: '330101190002030018', acr: 'urn:cn:zwfw:loa:3', amr: ['face', 'mfa'],
    }
    const token = async (more: object): Promise<string> =>
      (await yinxin(['token', 'issue', '--key', KEY, '--claims', put('person.json', JSON.stringify({ ...claims, ...more }))])).out.trim()
    const words = async (more: object, ...options: readonly string[]): Promise<readonly string[]> =>
      ['token', 'verify', await token(more), '--jwks', await jwks(0x11), ...COMMON, '--profile', 'cn-relay', '--json', ...options]
    const said = await yinxin(await words({}))
    expect(said).toMatchObject({ code: 0, err: '' })
    const { assertion } = JSON.parse(said.out) as { readonly assertion: object }
    expect(assertion).toMatchObject({ kind: 'NATURAL', holder: { type: '111' }, level: { identityProofing: 3 } })
    expect(said.out).not.toMatch(/330101190002030018|李某某/)
    expect(JSON.parse((await yinxin(await words({}, '--reveal'))).out)).toMatchObject({ assertion: { holder: { name: '李某某', number: '330101190002030018' } } })
    // Genuine, and still nobody is identified by it.
    const wrong = await yinxin(await words({ id_number: '330101190002030019' }))
    expect(wrong.code).toBe(1)
    expect(wrong.out).not.toContain('330101190002030019')
    expect((await yinxin(await words({}, '--kind', 'LEGAL'))).code).toBe(1)
    expect((await yinxin(await words({ jti: undefined }))).code).toBe(1)
    expect(await yinxin(['token', 'verify', TOKEN, '--jwks', await jwks(0x11), ...COMMON, '--kind', 'LEGAL'])).toMatchObject({ code: 3, err: expect.stringContaining('--profile') as string })
    expect(await yinxin([...(await words({})).slice(0, -3), '--profile', 'nowhere'])).toMatchObject({ code: 3, err: expect.stringContaining('nowhere') as string })
  })

  it('decode says that nothing was verified', async () => {
    const { code, out } = await yinxin(['token', 'decode', TOKEN])
    expect(code).toBe(0)
    expect(out).toMatch(/^What follows was not verified/)
    expect(out).not.toContain('110101199003070011')
    expect(JSON.parse((await yinxin(['token', 'decode', TOKEN, '--json', '--reveal'])).out)).toMatchObject({ verified: false, claims: { sub: 'user-0001', cred: '110101199003070011' } })
  })
})

describe('yinxin profile', () => {
  it('lists and checks', async () => {
    expect((await yinxin(['profile', 'list'])).out).toContain('cn-gd-tyrz')
    expect((await yinxin(['profile', 'check', 'src/identity/profiles/data/cn-gd-tyrz.json'])).code).toBe(0)
    const wrong = await yinxin(['profile', 'check', CLAIMS])
    expect(wrong.code).toBe(3)
    expect(wrong.err).toContain('[PROFILE_MALFORMED]')
  })
})
