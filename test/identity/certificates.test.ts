/** Tokens with the issuer's certificate in them, and tokens inside an encryption. */
import { readFileSync, existsSync } from 'node:fs'
import { CompactEncrypt, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { toBase64, toUtf8 } from '../../src/encoding/octets.ts'
import { issueToken, verifyToken } from '../../src/identity/index.ts'
import type { AcceptedToken, TokenCertificateOptions, VerifyTokenOptions } from '../../src/identity/index.ts'
import { decryptionKeyFromJwk, encryptSm2Jwe, jwkOf, parseJwk, signerOfDocuments } from '../../src/jose/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import type { Certificate } from '../../src/pki/certificate.ts'
import { trustStore } from '../../src/trust/index.ts'
import { TestAuthority, dns, keyUsage, makeCertificate, read, subjectAltName, testKey, uri } from '../pki/certificate-maker.ts'
import type { KeyKind } from '../pki/certificate-maker.ts'
import { AUDIENCE, CLAIMS, ISSUER, OPTIONS, codesOf, encoded, forged, issue, outcome, sm2 } from './tokens.ts'

let root: TestAuthority
let middle: TestAuthority

interface Issuer { readonly signer: JwsSigner; readonly certificates: readonly Uint8Array[]; readonly own: Certificate }

/** A token issuer under an authority. */
async function issuerUnder(authority: TestAuthority, names: readonly Uint8Array[], kind: KeyKind = 'SM2', more: readonly Uint8Array[] = [], dates: object = {}): Promise<Issuer> {
  const key = await testKey(kind)
  const extensions = [...(names.length === 0 ? [] : [subjectAltName(names)]), ...(more.length === 0 ? [keyUsage('digitalSignature')] : more)]
  const own = read(await makeCertificate({ subject: 'C=CN,O=示例平台,CN=login', issuer: authority.name, extensions, ...dates }, key, authority.key))
  const algorithm = kind === 'SM2' ? 'SM2-SM3' : 'ECDSA-SHA-256'
  if (own.publicKey === undefined) throw new TypeError('no key')
  return { signer: await signerOfDocuments({ algorithm, sign: (octets) => key.sign(octets) }, own.publicKey), own, certificates: [own.bytes, middle.certificate.bytes] }
}

const options = (x5c: Partial<TokenCertificateOptions> = {}): VerifyTokenOptions => {
  const rest = Object.fromEntries(Object.entries(OPTIONS).filter(([name]) => name !== 'keys')) as unknown as VerifyTokenOptions
  return { ...rest, x5c: { trust: trustStore({ tokenIssuer: [root.certificate.bytes] }), ...x5c } }
}
const codes = async (token: string, x5c: Partial<TokenCertificateOptions> = {}): Promise<string> => codesOf(await verifyToken(token, options(x5c)))
const tokenOf = ({ signer, certificates }: Issuer): Promise<string> => issueToken(CLAIMS, { signer, certificates })

beforeAll(async () => {
  root = await TestAuthority.root('CN=root', 'SM2')
  middle = await root.authority('CN=middle')
})

describe('a certificate in the token', () => {
  it.each<[string, KeyKind, () => Uint8Array]>([
    ['SM2, named by URI', 'SM2', () => uri(ISSUER)], ['P-256, named by host', 'P-256', () => dns('LOGIN.example.gov.cn')],
  ])('%s', async (_, kind, name) => {
    const issuer = await issuerUnder(middle, [dns('other.example'), name()], kind)
    const report = await verifyToken(await tokenOf(issuer), options())
    expect(codesOf(report)).toBe('accepted')
    expect(Object.keys(report.steps)).toEqual(['format', 'signature', 'certificate', 'revocation', 'claims'])
    expect((report as AcceptedToken).token.key.certificate?.subject).toBe(issuer.own.subject.text)
    expect((report as AcceptedToken).token.key.kid).toBeUndefined()
  })

  it('named by its subject, where that was agreed', async () => {
    const issuer = await issuerUnder(middle, [])
    expect(await codes(await tokenOf(issuer), { subject: issuer.own.subject.text })).toBe('accepted')
    expect(await codes(await tokenOf(issuer), { subject: 'CN=login' })).toBe('TOKEN_CERTIFICATE_NAME_MISMATCH')
    expect(await codes(await tokenOf(issuer))).toBe('TOKEN_CERTIFICATE_NAME_MISMATCH')
  })

  it('with intermediates from the caller instead', async () => {
    const { own, signer } = await issuerUnder(middle, [uri(ISSUER)])
    const token = await issueToken(CLAIMS, { signer, certificates: [own.bytes] })
    expect(await codes(token)).toBe('PATH_ISSUER_NOT_FOUND')
    expect(await codes(token, { certificates: [middle.certificate.bytes] })).toBe('accepted')
  })

  it('counts for nothing without an anchor for this purpose', async () => {
    const token = await tokenOf(await issuerUnder(middle, [uri(ISSUER)]))
    const others = trustStore({ signer: [root.certificate.bytes], sealMaker: [root.certificate.bytes], timeStamping: [root.certificate.bytes] })
    expect(await codes(token, { trust: others })).toBe('PATH_NO_ANCHORS')
    expect(await codes(token, { trust: trustStore({ tokenIssuer: [root.certificate.bytes] }) })).toBe('accepted')
  })

  it('TOKEN_ISSUER_ANCHOR_GENERAL: an anchor that vouches for signers too is reported, like one of seal makers', async () => {
    const token = await tokenOf(await issuerUnder(middle, [uri(ISSUER)]))
    const found = async (trust: Parameters<typeof trustStore>[0]): Promise<readonly string[]> => {
      const report = await verifyToken(token, options({ trust: trustStore(trust) }))
      expect(report.accepted).toBe(true)
      return (report as AcceptedToken).token.findings.map(({ code }) => code)
    }
    const own = [root.certificate.bytes]
    expect(await found({ tokenIssuer: own })).not.toContain('TOKEN_ISSUER_ANCHOR_GENERAL')
    expect(await found({ tokenIssuer: own, sealMaker: own, timeStamping: own })).not.toContain('TOKEN_ISSUER_ANCHOR_GENERAL')
    expect(await found({ anchors: own })).toContain('TOKEN_ISSUER_ANCHOR_GENERAL')
    expect(await found({ tokenIssuer: own, signer: own })).toContain('TOKEN_ISSUER_ANCHOR_GENERAL')
  })

  it('attack: of another body under the same authority', async () => {
    expect(await codes(await tokenOf(await issuerUnder(middle, [uri('https://other.example.gov.cn')])))).toBe('TOKEN_CERTIFICATE_NAME_MISMATCH')
    expect(await codes(await tokenOf(await issuerUnder(middle, [dns('gov.cn'), dns('*.example.gov.cn')])))).toBe('TOKEN_CERTIFICATE_NAME_MISMATCH')
  })

  it('attack: self-made', async () => {
    const evil = await TestAuthority.root('CN=root', 'SM2')
    const issuer = await issuerUnder(evil, [uri(ISSUER)])
    expect(await codes(await tokenOf({ ...issuer, certificates: [issuer.own.bytes, evil.certificate.bytes] }))).not.toBe('accepted')
  })

  it('attack: somebody else’s certificate over an own signature', async () => {
    const [honest, evil] = [await issuerUnder(middle, [uri(ISSUER)]), await issuerUnder(middle, [uri('https://evil.example')])]
    expect(await codes(await issueToken(CLAIMS, { signer: evil.signer, certificates: honest.certificates }))).toBe('JWS_SIGNATURE_INVALID')
  })

  it('attack: a key that is not for signing, or not any more', async () => {
    expect(await codes(await tokenOf(await issuerUnder(middle, [uri(ISSUER)], 'SM2', [keyUsage('keyEncipherment')])))).toBe('CERTIFICATE_KEY_USAGE')
    expect(await codes(await tokenOf(await issuerUnder(middle, [uri(ISSUER)], 'SM2', [], { notAfter: new Date('2026-01-01T00:00:00Z') })))).toBe('CERTIFICATE_EXPIRED')
  })

  it.each<[string, unknown, string]>([
    ['absent', undefined, 'TOKEN_CERTIFICATES_ABSENT'], ['no list', 'MIIB', 'TOKEN_CERTIFICATES_INVALID'], ['empty', [], 'TOKEN_CERTIFICATES_INVALID'],
    ['no base64', ['%'], 'TOKEN_CERTIFICATES_INVALID'], ['numbers', [1], 'TOKEN_CERTIFICATES_INVALID'], ['no certificate', [toBase64(toUtf8('0x'))], 'DER_LENGTH_OVERRUN'],
    ['very many', Array.from({ length: 100 }, () => 'MIIB'), 'LIMIT_EXCEEDED'],
  ])('%s', async (_, x5c, code) => {
    const got = await codes(await forged({ alg: 'SM2-SM3', x5c }, CLAIMS, sm2))
    if (code.startsWith('DER')) expect(got).toMatch(/^DER_/)
    else expect(got).toBe(code)
  })

  it('is not looked at where the keys are known', async () => {
    const { certificates } = await issuerUnder(middle, [uri(ISSUER)])
    expect(await outcome(await issueToken(CLAIMS, { signer: sm2, certificates }))).toBe('accepted')
  })

  it('goes with no other source of keys', async () => {
    await expect(verifyToken('', { ...OPTIONS, ...options() })).rejects.toThrow(TypeError)
  })
})

describe('an encrypted token', async () => {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { extractable: true })
  const key = { algorithm: 'ECDH-ES+A256KW', key: pair.privateKey } as const
  const encrypt = (plaintext: string, header: object = {}): Promise<string> =>
    new CompactEncrypt(toUtf8(plaintext)).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT', ...header }).encrypt(pair.publicKey)
  const decryption = [key]
  const inner = await issue()

  it('is verified inside', async () => {
    const report = await verifyToken(await encrypt(inner), { ...OPTIONS, decryption })
    expect(codesOf(report)).toBe('accepted')
    expect(Object.keys(report.steps)).toEqual(['decryption', 'format', 'signature', 'claims'])
    expect(await outcome(inner, { decryption })).toBe('accepted')
  })

  it('with SM2 and SM4-GCM is verified inside', async () => {
    const secret = new Uint8Array(32).fill(3)
    const own = await decryptionKeyFromJwk(JSON.stringify({ ...jwkOf(sm2PublicKeyOf(secret)), d: toBase64Url(secret) }), { algorithm: 'SM2' })
    const text = encryptSm2Jwe(toUtf8(inner), sm2PublicKeyOf(secret), { cty: 'JWT' })
    expect(await outcome(text, { decryption: [key, own] })).toBe('accepted')
    expect(await outcome(text, { decryption })).toBe('JWE_KEY_UNKNOWN')
    expect(await outcome(encryptSm2Jwe(toUtf8(JSON.stringify(CLAIMS)), sm2PublicKeyOf(secret), { cty: 'JWT' }), { decryption: [own] })).toBe('TOKEN_NESTED_UNSIGNED')
    expect(await outcome(encryptSm2Jwe(toUtf8(inner), sm2PublicKeyOf(secret)), { decryption: [own] })).toBe('TOKEN_NESTED_TYPE')
  })

  it('stays open without a key', async () => {
    const report = await verifyToken(await encrypt(inner), OPTIONS)
    expect([report.indication, codesOf(report)]).toEqual(['INDETERMINATE', 'TOKEN_ENCRYPTED'])
  })

  it.each<[string, () => Promise<string>, string]>([
    ['attack (CVE-2026-29000): unsigned claims inside', () => encrypt(JSON.stringify(CLAIMS)), 'TOKEN_NESTED_UNSIGNED'],
    ['attack: alg none inside', () => encrypt(`${encoded({ alg: 'none' })}.${encoded(CLAIMS)}.`), 'JWS_ALGORITHM_NONE'],
    ['attack: another encryption inside', async () => encrypt(await encrypt(inner)), 'TOKEN_NESTED_UNSIGNED'],
    ['not UTF-8 inside', () => new CompactEncrypt(Uint8Array.of(0xff)).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT' }).encrypt(pair.publicKey), 'TOKEN_NESTED_UNSIGNED'],
    ['another type inside', () => encrypt(inner, { cty: 'json' }), 'TOKEN_NESTED_TYPE'],
    ['no type', () => encrypt(inner, { cty: undefined }), 'TOKEN_NESTED_TYPE'],
    ['attack: a compressed bomb', () => encrypt('A'.repeat(10), { zip: 'DEF' }), 'JWE_COMPRESSED'],
    ['a wrong token inside', async () => encrypt(await issue({ aud: 'urn:example:other' })), 'TOKEN_AUDIENCE_MISMATCH'],
    ['a changed outside', async () => (await encrypt(inner)).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')), 'JWE_DECRYPTION_FAILED'],
  ])('%s', async (_, token, code) => {
    if (code === 'JWE_COMPRESSED') {
      const [, ...rest] = (await encrypt('A'.repeat(10))).split('.')
      expect(await outcome([encoded({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT', zip: 'DEF' }), ...rest].join('.'), { decryption })).toBe(code)
    } else expect(await outcome(await token(), { decryption })).toBe(code)
  })

  it('a long text without dots in the right number is not taken for one', async () => {
    expect(await outcome('.'.repeat(100_000), { decryption })).toBe('LIMIT_EXCEEDED')
    expect(await outcome('....', { decryption })).toBe('JWE_INVALID')
  })

  const NESTED = '../shared/corpus/jose/6.nesting_signatures_and_encryption.json'
  it.skipIf(!existsSync(NESTED))(`RFC 7520 section 6: decrypted, verified, and refused for what it lacks (needs ${NESTED})`, async () => {
    interface Example { readonly sign: { readonly input: { readonly key: Record<string, string> } }; readonly encrypt: { readonly input: { readonly key: object; readonly alg: 'RSA-OAEP' }; readonly output: { readonly compact: string } } }
    const { sign, encrypt: outer } = JSON.parse(readFileSync(NESTED, 'utf8')) as Example
    const { kty, n, e, kid } = sign.input.key
    const report = await verifyToken(outer.output.compact, {
      keys: [parseJwk(JSON.stringify({ kty, n, e, kid }))], algorithms: ['PS256'], issuer: 'hobbiton.example', audience: AUDIENCE, validationTime: new Date(1300819379 * 1000),
      decryption: [await decryptionKeyFromJwk(JSON.stringify(outer.input.key), { algorithm: outer.input.alg })],
    })
    // It was made before `aud` was thought of; all else of it holds until the second on which it expires.
    expect(report.steps.signature?.conclusion).toBe('PASSED')
    expect(codesOf(report)).toBe('TOKEN_CLAIM_ABSENT')
  })
})
