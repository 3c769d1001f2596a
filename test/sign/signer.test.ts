import { afterAll, describe, expect, it, vi } from 'vitest'
import { joseAlgorithm, signatureAlgorithm } from '../../src/crypto/algorithms.ts'
import { encodeSpki } from '../../src/crypto/keys.ts'
import { signatureFromDer } from '../../src/crypto/signature-value.ts'
import { UnsupportedAlgorithmError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { readDer } from '../../src/encoding/der.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { parsePem, toPem } from '../../src/encoding/pem.ts'
import { parseAlgorithmIdentifier } from '../../src/pki/algorithm-identifier.ts'
import { encodePkcs8, generatePrivateKey, openPrivateKey, sm2PrivateKey } from '../../src/sign/keys/index.ts'
import { algorithmOfSigner, signerAlgorithmsOf } from '../../src/sign/signer-algorithm.ts'
import { memorySigner } from '../../src/sign/signer-memory.ts'
import { remoteSigner } from '../../src/sign/signer-remote.ts'
import { requireSignature } from '../../src/sign/signer-signature.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../crypto/openssl.ts'

const message = toUtf8('license 42, as it is signed')
const TYPES = ['SM2', 'RSA-2048', 'P-256', 'P-384', 'P-521', 'Ed25519'] as const
const keys = new Map(await Promise.all(TYPES.map(async (type) => [type, await generatePrivateKey(type)] as const)))
const keyOf = (type: (typeof TYPES)[number]) => keys.get(type) as Awaited<ReturnType<typeof generatePrivateKey>>

/** A certificate of a generated key, made by the openssl command. */
function certificateOf(type: (typeof TYPES)[number], workspace: Workspace): Uint8Array {
  const key = workspace.put(`${type}.key`, toPem('PRIVATE KEY', encodePkcs8(keyOf(type))))
  const extra = type === 'SM2' ? ['-sm3', '-sigopt', 'distid:1234567812345678'] : []
  const pem = workspace.openssl('req', '-new', '-x509', '-key', key, '-subj', `/CN=Signer ${type}`, '-days', '30', ...extra)
  return (parsePem(new TextDecoder().decode(pem))[0] as { bytes: Uint8Array }).bytes
}

describe('algorithms of signers', () => {
  it.each(TYPES.flatMap((type) => signerAlgorithmsOf(keyOf(type).type).map((algorithm) => [type, algorithm] as const)))(
    'sign with a key of type %s by %s, and the entry of the table verifies', async (type, algorithm) => {
      const signer = memorySigner(keyOf(type), { algorithm })
      expect(signer.algorithm).toBe(algorithm)
      const signature = await signer.sign(message)
      const { entry, identifier } = algorithmOfSigner(signer)
      expect(entry.name).toBe(algorithm)
      expect(await entry.verify(keyOf(type).publicKey, message, signature)).toBe(true)
      expect(await entry.verify(keyOf(type).publicKey, toUtf8('another'), signature)).toBe(false)
      // What is written into certificates reads back as the same algorithm.
      const read = parseAlgorithmIdentifier(readDer(identifier, { budget: new Budget() }))
      const again = signatureAlgorithm(read.oid, read.parameters)
      expect(again.name).toBe(algorithm)
      expect(await again.verify(keyOf(type).publicKey, message, signature)).toBe(true)
    },
  )

  it('have SM2 and ECDSA signatures in DER', async () => {
    for (const [type, size] of [['SM2', 32], ['P-256', 32], ['P-384', 48], ['P-521', 66]] as const) {
      expect(signatureFromDer(await memorySigner(keyOf(type)).sign(message), size)).toBeDefined()
    }
  })

  it('are a closed list', () => {
    for (const algorithm of ['RSA-SHA-1', 'RSA-MD5', 'Ed448', '__proto__', '']) {
      expect(() => algorithmOfSigner({ algorithm })).toThrow(TypeError)
    }
  })
})

describe.skipIf(!OPENSSL)(`signatures and openssl (${WHY_SKIPPED})`, () => {
  const workspace = new Workspace()
  afterAll(() => { workspace.remove() })

  it.each([
    ['SM2', 'SM2-SM3', ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']],
    ['RSA-2048', 'RSA-SHA-384', ['-rawin', '-digest', 'sha384']],
    ['RSA-2048', 'RSA-PSS-SHA-256', ['-rawin', '-digest', 'sha256', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:32']],
    ['P-256', 'ECDSA-SHA-256', ['-rawin', '-digest', 'sha256']],
    ['P-521', 'ECDSA-SHA-512', ['-rawin', '-digest', 'sha512']],
    ['Ed25519', 'Ed25519', ['-rawin']],
  ] as const)('of %s by %s are accepted', async (type, algorithm, options) => {
    const key = workspace.put('public.pem', toPem('PUBLIC KEY', encodeSpki(keyOf(type).publicKey)))
    const signature = workspace.put('signature', await memorySigner(keyOf(type), { algorithm }).sign(message))
    const input = workspace.put('message', message)
    const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...options, '-sigfile', signature, '-in']
    expect(workspace.succeeds(...verify, input)).toBe(true)
    expect(workspace.succeeds(...verify, workspace.put('other', toUtf8('another')))).toBe(false)
  })

  it('a memory signer takes the certificate of its key only', () => {
    const [own, other] = [certificateOf('P-256', workspace), certificateOf('SM2', workspace)]
    expect(memorySigner(keyOf('P-256'), { certificates: [own, other] }).certificates).toEqual([own, other])
    expect(() => memorySigner(keyOf('P-256'), { certificates: [other, own] })).toThrow('another key')
  })

  it('a remote signer passes on what the certificate verifies, and nothing else', async () => {
    const certificates = [certificateOf('SM2', workspace)]
    const inside = memorySigner(keyOf('SM2'))
    const seen: Uint8Array[] = []
    const remote = remoteSigner({ algorithm: 'SM2-SM3', certificates, request: (bytes) => (seen.push(bytes), inside.sign(bytes)) })
    await requireSignature(remote, message, await remote.sign(message))
    expect(seen).toEqual([message])

    const wrong = { name: 'FormatError', code: 'SIGNER_SIGNATURE_INVALID' }
    const answering = (answer: () => Promise<Uint8Array>) => remoteSigner({ algorithm: 'SM2-SM3', certificates, request: answer }).sign(message)
    await expect(answering(() => inside.sign(toUtf8('something else')))).rejects.toMatchObject(wrong)
    await expect(answering(() => memorySigner(sm2PrivateKey(new Uint8Array(32).fill(7))).sign(message))).rejects.toMatchObject(wrong)
    await expect(answering(() => Promise.resolve(new Uint8Array(0)))).rejects.toMatchObject(wrong)
    // Raw where DER was agreed: not guessed.
    const raw = async () => signatureFromDer(await inside.sign(message), 32) as Uint8Array
    await expect(answering(raw)).rejects.toMatchObject(wrong)
    const agreed = remoteSigner({ algorithm: 'SM2-SM3', certificates, encoding: 'raw', request: raw })
    expect(signatureFromDer(await agreed.sign(message), 32)).toBeDefined()
    // An answer that is no octets, and a transport that fails.
    await expect(answering(() => Promise.resolve('MEUC' as unknown as Uint8Array))).rejects.toThrow(TypeError)
    await expect(answering(() => Promise.reject(new Error('token removed')))).rejects.toThrow('token removed')
  })

  it('a transport that changes the octets it was given does not change what is verified', async () => {
    const certificates = [certificateOf('SM2', workspace)]
    const inside = memorySigner(keyOf('SM2'))
    const remote = remoteSigner({ algorithm: 'SM2-SM3', certificates, request: (bytes) => (bytes.fill(0), inside.sign(bytes)) })
    await expect(remote.sign(message)).rejects.toMatchObject({ code: 'SIGNER_SIGNATURE_INVALID' })
  })

  it('a remote signer needs a certificate of its algorithm', () => {
    const request = () => Promise.resolve(new Uint8Array(0))
    const certificates = [certificateOf('SM2', workspace)]
    expect(() => remoteSigner({ algorithm: 'SM2-SM3', certificates: [], request })).toThrow(TypeError)
    expect(() => remoteSigner({ algorithm: 'RSA-SHA-256', certificates, request })).toThrow(TypeError)
    expect(() => remoteSigner({ algorithm: 'SM2-SM3', certificates, request, encoding: 'hex' as 'raw' })).toThrow(TypeError)
  })
})

describe('signers in memory', () => {
  it('repeat themselves without a hedge, and do not with one', async () => {
    const key = sm2PrivateKey(new Uint8Array(32).fill(9))
    const fixed = memorySigner(key, { hedge: 'none' })
    expect(await fixed.sign(message)).toEqual(await fixed.sign(message))
    const hedged = memorySigner(key)
    expect(await hedged.sign(message)).not.toEqual(await hedged.sign(message))
  })

  it('refuse algorithms of other keys', () => {
    expect(() => memorySigner(keyOf('SM2'), { algorithm: 'ECDSA-SHA-256' })).toThrow(TypeError)
    expect(() => memorySigner(keyOf('P-256'), { algorithm: 'SM2-SM3' })).toThrow(TypeError)
    expect(() => memorySigner(keyOf('RSA-2048'), { algorithm: 'Ed25519' })).toThrow(TypeError)
  })

  it.skipIf(!OPENSSL)(`of keys for RSASSA-PSS alone sign that only (${WHY_SKIPPED})`, async () => {
    const workspace = new Workspace()
    const pkcs8 = workspace.openssl('genpkey', '-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048', '-outform', 'DER')
    workspace.remove()
    const { privateKey, algorithm } = await openPrivateKey(pkcs8)
    expect(algorithm).toBe('RSA-PSS-SHA-256')
    expect(() => memorySigner(privateKey, { algorithm: 'RSA-SHA-256' })).toThrow(TypeError)
    const signature = await memorySigner(privateKey).sign(message)
    expect(await joseAlgorithm('PS256')?.verify(privateKey.publicKey, message, signature)).toBe(true)
  })

  it('say which algorithm a platform lacks, without the key', async () => {
    const refusing = vi.spyOn(SubtleCrypto.prototype, 'importKey').mockRejectedValue(new DOMException('no', 'NotSupportedError'))
    try {
      await expect(memorySigner(keyOf('Ed25519')).sign(message)).rejects.toSatisfy((error) =>
        error instanceof UnsupportedAlgorithmError && error.code === 'PLATFORM_ALGORITHM_MISSING' && error.cause === undefined)
    } finally {
      refusing.mockRestore()
    }
  })
})
