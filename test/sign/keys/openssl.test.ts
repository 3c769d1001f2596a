/** Key files and the openssl command, both ways: what it writes opens, what is written here it reads. */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { equalOctets, toUtf8 } from '../../../src/encoding/octets.ts'
import { parsePem, toPem } from '../../../src/encoding/pem.ts'
import { encodeSpki } from '../../../src/crypto/keys.ts'
import {
  encodeEncryptedPkcs8, encodePfx, encodePkcs8, encodeSec1, generatePrivateKey, openPrivateKey, openPrivateKeys,
} from '../../../src/sign/keys/index.ts'
import type { OpenedKey, PrivateKey } from '../../../src/sign/keys/index.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../../crypto/openssl.ts'

const LEGACY = ['-provider', 'legacy', '-provider', 'default']
const PASSWORD = 'pass w0rd'

describe.skipIf(!OPENSSL)(`key files and openssl (${WHY_SKIPPED})`, () => {
  const workspace = new Workspace()
  afterAll(() => { workspace.remove() })
  const spki = new Map<string, Uint8Array>()
  const isKey = ({ privateKey }: OpenedKey, name: string): boolean => equalOctets(encodeSpki(privateKey.publicKey), spki.get(name) as Uint8Array)
  const TYPES = [
    ['sm2', ['EC', '-pkeyopt', 'ec_paramgen_curve:SM2']], ['p256', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['p384', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384']], ['p521', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-521']],
    ['rsa', ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048']], ['ed25519', ['ED25519']],
  ] as const

  beforeAll(() => {
    for (const [name, options] of TYPES) {
      workspace.openssl('genpkey', '-algorithm', ...options, '-out', workspace.path(`${name}.pem`))
      spki.set(name, workspace.openssl('pkey', '-in', workspace.path(`${name}.pem`), '-pubout', '-outform', 'DER'))
    }
    for (const name of ['sm2', 'rsa']) {
      const extra = name === 'sm2' ? ['-sm3', '-sigopt', 'distid:1234567812345678'] : []
      workspace.openssl('req', '-new', '-x509', '-key', workspace.path(`${name}.pem`), '-subj', `/CN=Holder ${name}`, '-days', '30', ...extra, '-out', workspace.path(`${name}.crt`))
    }
  })

  describe('what it writes', () => {
    it.each(TYPES.map(([name]) => name))('plain keys of %s open, in PEM and DER', async (name) => {
      expect(isKey(await openPrivateKey(workspace.get(`${name}.pem`)), name)).toBe(true)
      const der = workspace.openssl('pkey', '-in', workspace.path(`${name}.pem`), '-outform', 'DER')
      expect(isKey(await openPrivateKey(der), name)).toBe(true)
      expect(isKey(await openPrivateKey(toUtf8(toPem('', der).replaceAll(/-----.*-----|\n/g, ''))), name)).toBe(true)
      // SEC 1 and PKCS #1, where it writes them.
      if (name === 'sm2' || name === 'ed25519') return
      const traditional = workspace.openssl('pkey', '-in', workspace.path(`${name}.pem`), '-traditional')
      expect(isKey(await openPrivateKey(traditional), name)).toBe(true)
    })

    const v2 = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'sm4-cbc', 'des3'].flatMap((cipher) =>
      ['hmacWithSHA1', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'].map((prf) => ['-v2', cipher, '-v2prf', prf]))
    const v1 = ['PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64', 'PBE-SHA1-RC4-128', 'PBE-SHA1-RC4-40',
      'PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-40'].map((scheme) => ['-v1', scheme])
    const legacy = [['-v2', 'rc2-cbc'], ['-v2', 'rc2-40-cbc'], ['-v2', 'rc2-64-cbc'], ['-v2', 'des-cbc']]
    it.each([...v2, ['-scrypt'], ...legacy, ...v1])('PKCS #8 by %s %s %s %s opens', async (...scheme) => {
      const options = scheme.filter((option) => typeof option === 'string')
      const file = workspace.openssl('pkcs8', '-topk8', '-in', workspace.path('sm2.pem'), ...options, '-passout', `pass:${PASSWORD}`, ...LEGACY)
      expect(isKey(await openPrivateKey(file, { password: PASSWORD }), 'sm2')).toBe(true)
      await expect(openPrivateKey(file, { password: 'another' })).rejects.toMatchObject({ name: 'KeyPasswordError', code: 'KEY_PASSWORD_WRONG' })
    })

    const pfx = (name: string, password: string, ...options: readonly string[]): Uint8Array =>
      workspace.openssl('pkcs12', '-export', '-inkey', workspace.path(`${name}.pem`), '-in', workspace.path(`${name}.crt`),
        '-passout', `pass:${password}`, ...options, ...LEGACY)

    it.each([
      ['as it does now', 'rsa', []], ['as it did before', 'rsa', ['-legacy']],
      ['with AES-128 and SHA-512', 'rsa', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512']],
      ['with SHA-384', 'rsa', ['-macalg', 'sha384']],
      ['with RC4', 'rsa', ['-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-40', '-macalg', 'sha1']],
      ['with SM4 and SM3', 'sm2', ['-keypbe', 'sm4-cbc', '-certpbe', 'sm4-cbc', '-macalg', 'sm3']],
      ['with certificates in the open', 'sm2', ['-certpbe', 'NONE']], ['with the key in the open', 'sm2', ['-keypbe', 'NONE']],
      ['without a MAC', 'sm2', ['-nomac']], ['with one iteration', 'sm2', ['-iter', '1']],
    ])('PFX %s opens, and another password does not open it', async (_, name, options) => {
      for (const password of [PASSWORD, '口令 Ünï', '']) {
        const file = pfx(name, password, ...options)
        const opened = await openPrivateKey(file, { password })
        expect(isKey(opened, name)).toBe(true)
        expect(opened.certificates).toEqual(parsePem(new TextDecoder().decode(workspace.get(`${name}.crt`))).map(({ bytes }) => bytes))
        await expect(openPrivateKey(file, { password: 'another' })).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
        await expect(openPrivateKey(file)).rejects.toMatchObject({ code: 'KEY_PASSWORD_REQUIRED' })
      }
    })

    it('PFX without a key has none', async () => {
      const file = workspace.openssl('pkcs12', '-export', '-nokeys', '-in', workspace.path('rsa.crt'), '-passout', `pass:${PASSWORD}`)
      expect(await openPrivateKeys(file, { password: PASSWORD })).toEqual([])
      await expect(openPrivateKey(file, { password: PASSWORD })).rejects.toMatchObject({ code: 'KEY_FILE_WITHOUT_KEY' })
    })

    it('traditional encrypted PEM is named as what is not supported', async () => {
      const file = workspace.openssl('rsa', '-in', workspace.path('rsa.pem'), '-aes128', '-traditional', '-passout', 'pass:abcd')
      await expect(openPrivateKey(file, { password: 'abcd' })).rejects.toMatchObject({ name: 'KeySchemeUnsupportedError', code: 'KEY_SCHEME_UNSUPPORTED' })
    })

    it('keys of other curves and algorithms are named as what is not supported', async () => {
      for (const [scheme, options] of [
        ['1.3.132.0.10', ['EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1']], ['1.3.101.113', ['ED448']], ['1.3.101.110', ['X25519']],
        ['explicit curve parameters', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit']],
      ] as const) {
        await expect(openPrivateKey(workspace.openssl('genpkey', '-algorithm', ...options)))
          .rejects.toMatchObject({ code: 'KEY_SCHEME_UNSUPPORTED', finding: { params: { scheme } } })
      }
    })

    it('several keys in one PEM are not chosen among', async () => {
      const both = toUtf8([workspace.get('sm2.pem'), workspace.get('sm2.crt'), workspace.get('rsa.pem')].map((octets) => new TextDecoder().decode(octets)).join(''))
      await expect(openPrivateKey(both)).rejects.toMatchObject({ code: 'KEY_FILE_SEVERAL_KEYS', finding: { params: { count: 2 } } })
      const [first, second, ...rest] = await openPrivateKeys(both)
      expect(rest).toEqual([])
      expect(first?.certificates).toHaveLength(1)
      expect(second?.certificates).toHaveLength(0)
    })
  })

  describe('what is written here', () => {
    /** The public key that openssl finds in a key file. */
    const publicKey = (file: string, ...options: readonly string[]): Uint8Array =>
      workspace.openssl('pkey', '-in', file, ...options, '-pubout', '-outform', 'DER')
    const keyOf = async (name: string): Promise<PrivateKey> => (await openPrivateKey(workspace.get(`${name}.pem`))).privateKey

    it.each(TYPES.map(([name]) => name))('PKCS #8 of %s it reads and checks', async (name) => {
      const file = workspace.put('out.pem', toPem('PRIVATE KEY', encodePkcs8(await keyOf(name))))
      expect(publicKey(file)).toEqual(spki.get(name))
      if (name !== 'ed25519') expect(workspace.succeeds('pkey', '-in', file, '-check', '-noout')).toBe(true)
    })

    it.each(['sm2', 'p256', 'p384', 'p521'])('SEC 1 of %s it reads', async (name) => {
      expect(publicKey(workspace.put('out.pem', toPem('EC PRIVATE KEY', encodeSec1(await keyOf(name)))))).toEqual(spki.get(name))
    })

    it.each(['sm2', 'rsa', 'ed25519'])('PKCS #8 of %s under a password it reads', async (name) => {
      const file = workspace.put('out.pem', toPem('ENCRYPTED PRIVATE KEY', await encodeEncryptedPkcs8(await keyOf(name), { password: PASSWORD, iterations: 2048 })))
      expect(publicKey(file, '-passin', `pass:${PASSWORD}`)).toEqual(spki.get(name))
      expect(workspace.succeeds('pkey', '-in', file, '-passin', 'pass:another', '-noout')).toBe(false)
    })

    it.each([['sm2', PASSWORD], ['rsa', PASSWORD], ['sm2', '口令 Ünï']])('PFX of %s under %j it reads, with certificate and name', async (name, password) => {
      const certificates = parsePem(new TextDecoder().decode(workspace.get(`${name}.crt`))).map(({ bytes }) => bytes)
      const file = workspace.put('out.p12', await encodePfx(await keyOf(name), { password, certificates, iterations: 2048, friendlyName: '印章密钥' }))
      const read = ['pkcs12', '-in', file, '-passin', `pass:${password}`]
      const text = new TextDecoder().decode(workspace.openssl(...read, '-noenc'))
      expect(publicKey(workspace.put('read.pem', text))).toEqual(spki.get(name))
      expect(parsePem(text).filter(({ label }) => label === 'CERTIFICATE').map(({ bytes }) => bytes)).toEqual(certificates)
      expect(text).toContain(`subject=CN = Holder ${name}`)
      expect(text.match(/localKeyID/g)).toHaveLength(2)
      expect(workspace.succeeds('pkcs12', '-in', file, '-passin', 'pass:another', '-noenc')).toBe(false)
      expect((await openPrivateKey(workspace.get('out.p12'), { password })).certificates).toEqual(certificates)
    })

    it('SM4 and SM3: the structure is the one that openssl shows for its own', async () => {
      // OpenSSL 3.0 does not know HMAC-SM3 by this OID as a function of PBKDF2; gmsm does and its files open (others.test.ts).
      const file = await encodeEncryptedPkcs8(await keyOf('sm2'), { password: PASSWORD, scheme: 'SM4', iterations: 1000 })
      const shown = new TextDecoder().decode(workspace.openssl('asn1parse', '-inform', 'DER', '-in', workspace.put('sm4.der', file)))
      expect(shown).toMatch(/PBES2[\s\S]*PBKDF2[\s\S]*1\.2\.156\.10197\.1\.401\.2[\s\S]*sm4-cbc/)
      expect(isKey(await openPrivateKey(file, { password: PASSWORD }), 'sm2')).toBe(true)
    })

    it('SM4 and SM3: it verifies the MAC of a PFX', async () => {
      const certificates = parsePem(new TextDecoder().decode(workspace.get('sm2.crt'))).map(({ bytes }) => bytes)
      const file = workspace.put('sm4.p12', await encodePfx(await keyOf('sm2'), { password: PASSWORD, certificates, scheme: 'SM4', iterations: 1000 }))
      const said = (password: string): string =>
        spawnSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-info', '-noenc'], { encoding: 'utf8' }).stderr
      expect(said(PASSWORD)).toContain('MAC: sm3')
      expect(said(PASSWORD)).not.toContain('Mac verify error')
      expect(said('another')).toContain('Mac verify error')
      const opened = await openPrivateKey(workspace.get('sm4.p12'), { password: PASSWORD })
      expect(isKey(opened, 'sm2')).toBe(true)
      expect(opened.certificates).toEqual(certificates)
    })
  })

  it('keys that are generated here pass its checks', async () => {
    for (const type of ['SM2', 'RSA-2048', 'P-384'] as const) {
      const file = workspace.put('new.pem', toPem('PRIVATE KEY', encodePkcs8(await generatePrivateKey(type))))
      expect(workspace.succeeds('pkey', '-in', file, '-check', '-noout')).toBe(true)
    }
    await expect(generatePrivateKey('RSA-1024' as 'RSA-2048')).rejects.toThrow(TypeError)
  })
})
