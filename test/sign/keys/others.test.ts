/** Key files that other software wrote: gmsm (recorded), and those of the corpus in place. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { readDer } from '../../../src/encoding/der.ts'
import type { DerElement } from '../../../src/encoding/der.ts'
import { encodeOid, encodeSequence } from '../../../src/encoding/der-writer.ts'
import { equalOctets, fromBase64, toUtf8 } from '../../../src/encoding/octets.ts'
import { sm2PublicKeyOf } from '../../../src/crypto/sm2-key.ts'
import { openPrivateKey, openPrivateKeys, sm2PrivateKey } from '../../../src/sign/keys/index.ts'
import type { PrivateKey } from '../../../src/sign/keys/index.ts'
import { memorySigner } from '../../../src/sign/signer-memory.ts'
import { requireSignature } from '../../../src/sign/signer-signature.ts'
import { VECTORS, VECTOR_PASSWORD } from './vectors.ts'

const vector = (name: keyof typeof VECTORS): Uint8Array => fromBase64(VECTORS[name]) as Uint8Array
const filled = (octet: number): Uint8Array => new Uint8Array(32).fill(octet)
const isKeyOf = ({ publicKey }: PrivateKey, scalar: Uint8Array): boolean =>
  publicKey.type === 'SM2' && equalOctets(publicKey.point, sm2PublicKeyOf(scalar).point)

describe('files that gmsm wrote', () => {
  it.each(['pbes2-sm4-hmacSm3', 'pbes2-sm4-hmacSha256', 'smpbes', 'pbes2-aes192-sha512'] as const)('%s opens', async (name) => {
    const { privateKey } = await openPrivateKey(vector(name), { password: VECTOR_PASSWORD })
    expect(isKeyOf(privateKey, filled(0x21))).toBe(true)
    await expect(openPrivateKey(vector(name), { password: 'another' })).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
    await expect(openPrivateKey(vector(name))).rejects.toMatchObject({ code: 'KEY_PASSWORD_REQUIRED' })
  })

  it.each([
    ['1.2.156.10197.6.1.4.1.5', '1.2.156.10197.1.401.2'], ['1.2.156.10197.6.4.1.5', '1.2.156.10197.1.401.3.1'], ['1.2.156.10197.6.1.4.1.5', undefined],
  ] as const)('PBES2 opens under the OIDs %s.x, with %s for HMAC-SM3', async (arc, prf) => {
    const element = readDer(vector('pbes2-sm4-hmacSm3'), { budget: new Budget() })
    const inside = (...path: readonly number[]): DerElement => path.reduce((outer, index) => outer.children[index] as DerElement, element)
    const [salt, iterations, length, cipher, content] = [inside(0, 1, 0, 1, 0), inside(0, 1, 0, 1, 1), inside(0, 1, 0, 1, 2), inside(0, 1, 1), inside(1)]
    const file = encodeSequence(
      encodeSequence(encodeOid(`${arc}.2`), encodeSequence(
        encodeSequence(encodeOid(`${arc}.1`), encodeSequence(
          salt.bytes, iterations.bytes, length.bytes, ...(prf === undefined ? [] : [encodeSequence(encodeOid(prf))]),
        )),
        cipher.bytes,
      )),
      content.bytes,
    )
    expect(isKeyOf((await openPrivateKey(file, { password: VECTOR_PASSWORD })).privateKey, filled(0x21))).toBe(true)
  })

  it.each([
    ['cfca-21', filled(0x21)], ['cfca-e3', filled(0xe3)], ['cfca-short', Uint8Array.from({ length: 32 }, (_, index) => index)],
  ] as const)('%s opens, in DER, base64 and PEM, with its certificate', async (name, scalar) => {
    const pem = `-----BEGIN CFCA KEY-----\n${VECTORS[name]}\n-----END CFCA KEY-----\n`
    for (const file of [vector(name), toUtf8(VECTORS[name]), toUtf8(pem)]) {
      const { privateKey, certificates, algorithm } = await openPrivateKey(file, { password: VECTOR_PASSWORD })
      expect(isKeyOf(privateKey, scalar)).toBe(true)
      expect(algorithm).toBe('SM2-SM3')
      expect(certificates).toHaveLength(1)
      const signer = memorySigner(privateKey, { certificates })
      await requireSignature(signer, toUtf8('m'), await signer.sign(toUtf8('m')))
    }
    for (const password of ['', 'another', 'pa55', `${VECTOR_PASSWORD} `]) {
      await expect(openPrivateKey(vector(name), { password })).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
    }
    await expect(openPrivateKey(vector(name))).rejects.toMatchObject({ code: 'KEY_PASSWORD_REQUIRED' })
  })

  it('a SM2EnvelopedKey opens with the key that it is for', async () => {
    const { privateKey } = await openPrivateKey(vector('enveloped'), { recipient: sm2PrivateKey(filled(0x42)) })
    expect(isKeyOf(privateKey, filled(0x21))).toBe(true)
    await expect(openPrivateKey(vector('enveloped'))).rejects.toMatchObject({ code: 'KEY_RECIPIENT_REQUIRED' })
    await expect(openPrivateKey(vector('enveloped'), { recipient: sm2PrivateKey(filled(0x43)) }))
      .rejects.toMatchObject({ name: 'KeyPasswordError', code: 'KEY_RECIPIENT_WRONG' })
  })
})

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')

describe.skipIf(!existsSync(CORPUS))('files of the corpus (skipped where ../shared/corpus is absent)', () => {
  const file = (name: string): Uint8Array => readFileSync(join(CORPUS, name))

  // Two of the six have another password than the list of the corpus says; openssl agrees.
  it.each([
    ['ofd-seals/USER.p12', '777777', 1], ['ofd-seals/USER__2.p12', '777777', 2],
    ['ofd-seals/SealBuilder.p12', '777777', 1], ['ofd-seals/SealBuilder__2.p12', '777777', 2],
    ['ofd-seals/ROOT.p12', '123456', 1], ['ofd-seals/ROOT__2.p12', '123456', 1],
    ['sm2/gmsm_cfca_sm2keystore_L164.der', 'changeit', 1],
    ['x509-misc/pyhanko/pfx/selfsigned.pfx', 'exportsecret', 1],
    ['x509-misc/pyhanko/pfx/testing-ca__interm__signer1-long.pfx', '', 3],
    ['x509-misc/pyhanko/pfx/testing-ca__interm__signer2.pfx', '', 3],
    ['x509-misc/pyhanko/pfx/testing-ca__root__interm.pfx', '', 2], ['x509-misc/pyhanko/pfx/testing-ca__root__root.pfx', '', 1],
    ['x509-misc/pyhanko/pfx/testing-ca__root__tsa2.pfx', '', 2],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.good.p12', '1234', 1], ['cms-tsp/ossl_pkcs12_pbmac1_512_256.good.p12', '1234', 1],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.good-shorter-key-len.p12', '1234', 1],
    ['cms-tsp/ossl_pkcs12_pbmac1_sha1_hmac_and_prf.p12', '1234', 1],
  ])('%s opens with its certificates', async (name, password, certificates) => {
    const opened = await openPrivateKey(file(name), { password })
    expect(opened.certificates).toHaveLength(certificates)
    // What the key signs, its certificate verifies.
    const signer = memorySigner(opened.privateKey, opened)
    await requireSignature(signer, toUtf8('m'), await signer.sign(toUtf8('m')))
  })

  it.each([
    ['ofd-seals/USER.p12', '777778', 'KEY_PASSWORD_WRONG'],
    ['sm2/gmsm_cfca_sm2keystore_L164.der', 'wrongpwd', 'KEY_PASSWORD_WRONG'],
    ['sm2/gmsm_cfca_sm2keystore_L149.der', 'changeit', 'KEY_SCHEME_UNSUPPORTED'],
    ['sm2/gmsm_cfca_sm2keystore_L150.der', 'changeit', 'KEY_SCHEME_UNSUPPORTED'],
    ['x509-misc/pyhanko/pfx/selfsigned.pfx', 'Exportsecret', 'KEY_PASSWORD_WRONG'],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.bad-salt-type.p12', '1234', 'KEY_DAMAGED'],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.no-salt.p12', '1234', 'KEY_DAMAGED'],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.very-big-len.p12', '1234', 'KEY_DAMAGED'],
    // Another salt or length gives another MAC key: not to be told from another password.
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.bad-salt.p12', '1234', 'KEY_PASSWORD_WRONG'],
    ['cms-tsp/ossl_pkcs12_pbmac1_256_256.bad-len.p12', '1234', 'KEY_PASSWORD_WRONG'],
    ['cms-tsp/ossl_cms_dh-key.pem', '', 'KEY_SCHEME_UNSUPPORTED'],
    ['sm2/ec_key.pem', '', 'KEY_SCHEME_UNSUPPORTED'],
    ['sm2/tongsuo_sm2_bad_1.pem', '', 'KEY_DAMAGED'],
  ])('%s with %j is refused: %s', async (name, password, code) => {
    await expect(openPrivateKey(file(name), { password })).rejects.toMatchObject({ code })
  })

  it.each([
    ...['sm2key', 'sm2key__3', 'tongsuo_sm2-first-key', 'tongsuo_testec-sm2', 'gmsm_signenv_L76_signKey_PRIVATE-KEY', 'gmsm_signenv_L84_expectedEncKey_PRIVATE-KEY']
      .map((name) => [`sm2/${name}.pem`, '', 'SM2'] as const),
    ...['sm2-root', 'sm2', 'sm2_begin_ec', 'sm2_client_enc', 'sm2_client_sign', 'sm2_server_enc', 'sm2_server_enc2', 'sm2_server_sign', 'sm2_server_sign2']
      .map((name) => [`sm2/tongsuo_${name}.key`, '', 'SM2'] as const),
    ['ofd-seals/sign_key.pem', '', 'SM2'],
    ['sm2/gmsm_pkcs8_L145_ec256_PRIVATE-KEY.pem', '', 'P-256'],
    ['sm2/gmsm_pkcs8_L175_encryptedEC256aes128sha1_ENCRYPTED-PRIVATE-KEY.pem', 'password', 'P-256'],
    ['sm2/gmsm_pkcs8_L192_encyptedPBEWithSha1AndDES_ENCRYPTED-PRIVATE-KEY.pem', '12345678', 'SM2'],
    ['sm2/gmsm_pkcs8_L200_encryptedPBEWithSha1AndRC2_64_ENCRYPTED-PRIVATE-KEY.pem', '12345678', 'SM2'],
    ['sm2/gmsm_pkcs8_L81_encryptedRSA2048des3_ENCRYPTED-PRIVATE-KEY.pem', 'password', 'RSA'],
    ['cms-tsp/gmsm_pkcs7_L171_TestInvalidSigningTime_PRIVATE-KEY.pem', '', 'RSA'],
    ['x509-misc/verify_signed_data/priv.pem', '', 'RSA'],
  ] as const)('%s opens', async (name, password, type) => {
    expect((await openPrivateKey(file(name), { password })).privateKey.type).toBe(type)
  })

  it('a file of a public key has no private one', async () => {
    expect(await openPrivateKeys(file('sm2/tongsuo_sm2pub.key'))).toEqual([])
    await expect(openPrivateKey(file('sm2/tongsuo_sm2pub.key'))).rejects.toMatchObject({ code: 'KEY_FILE_WITHOUT_KEY' })
  })
})
