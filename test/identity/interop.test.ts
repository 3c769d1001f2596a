/** SM2 tokens between this package, the openssl command and sm-crypto-v2: each verifies what the others signed, in every form, encoding and with every user id. */
import { sm2 as smCrypto } from 'sm-crypto-v2'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { signatureFromDer, signatureToDer } from '../../src/crypto/signature-value.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { fromHex, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { issueToken, verifyToken } from '../../src/identity/index.ts'
import type { AcceptedToken } from '../../src/identity/index.ts'
import { keyToPem, parseJws, signJws, sm2Signer, verifyJws } from '../../src/jose/index.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../crypto/openssl.ts'
import { SM2_PRIVATE } from '../jose/signers.ts'
import { AUDIENCE, CLAIMS, ISSUER, TIME } from './tokens.ts'

type Encoding = 'raw' | 'der'

/** Software that signs and verifies octets with SM2; signatures as r then s. */
interface Party {
  readonly name: string
  /** Why it is not there, where it is not. */
  readonly missing: string
  readonly sign: (input: Uint8Array, userId: string) => Uint8Array
  readonly verify: (input: Uint8Array, signature: Uint8Array, userId: string) => boolean
}

const KEY = sm2PublicKeyOf(SM2_PRIVATE)
const work = new Workspace()
afterAll(() => { work.remove() })
const [privateFile, publicFile] = [work.put('key.pem', toPem('PRIVATE KEY', encodeSm2Pkcs8(SM2_PRIVATE))), work.put('public.pem', keyToPem(KEY))]

const PARTIES: readonly Party[] = [
  {
    name: 'sm-crypto-v2', missing: '',
    sign: (input, userId) => fromHex(smCrypto.doSignature(input, toHex(SM2_PRIVATE), { hash: true, userId })) as Uint8Array,
    verify: (input, signature, userId) => smCrypto.doVerifySignature(input, toHex(signature), toHex(KEY.octets), { hash: true, userId }),
  },
  {
    name: 'openssl', missing: OPENSSL ? '' : ` (${WHY_SKIPPED})`,
    sign: (input, userId) => signatureFromDer(work.openssl('dgst', '-sm3', '-sign', privateFile, '-sigopt', `distid:${userId}`, work.put('input', input)), 32) as Uint8Array,
    verify: (input, signature, userId) =>
      work.succeeds('dgst', '-sm3', '-verify', publicFile, '-sigopt', `distid:${userId}`, '-signature', work.put('signature', signatureToDer(signature)), work.put('input', input)),
  },
]

const PAYLOAD = JSON.stringify(CLAIMS)
const USER_IDS = ['1234567812345678', 'ALICE123@YAHOO.COM'] as const
const FORMS = [
  { name: 'compact', form: 'compact', detached: false }, { name: 'flattened', form: 'flattened', detached: false },
  { name: 'compact, detached', form: 'compact', detached: true }, { name: 'flattened, detached', form: 'flattened', detached: true },
] as const
const CASES = FORMS.flatMap((form) => (['raw', 'der'] as const).flatMap((encoding) => USER_IDS.map((userId) => [form.name, encoding, userId, form] as const)))

const optionsOf = (encoding: Encoding, userId: string) => ({ encoding, userId: toUtf8(userId) })

/** The text of a JWS around a signature that somebody else made. */
function assemble(header: string, signature: Uint8Array, { form, detached }: (typeof FORMS)[number]): string {
  const [protectedHeader, payload, value] = [toBase64Url(toUtf8(header)), detached ? '' : toBase64Url(toUtf8(PAYLOAD)), toBase64Url(signature)]
  if (form === 'compact') return `${protectedHeader}.${payload}.${value}`
  return JSON.stringify({ ...(!detached && { payload }), protected: protectedHeader, signature: value })
}

for (const party of PARTIES) describe.skipIf(party.missing !== '')(`a JWS and ${party.name}${party.missing}`, () => {
  it.each(CASES)('ours is verified there: %s, %s, user id %s', async (_, encoding, userId, { form, detached }) => {
    const sm2 = optionsOf(encoding, userId)
    const text = await signJws(toUtf8(PAYLOAD), { signer: await sm2Signer(SM2_PRIVATE, { sm2 }), form, detached, typ: 'JWT' })
    const { value, protected: header } = parseJws(text).signatures[0]
    const raw = encoding === 'raw' ? value : signatureFromDer(value, 32)
    const input = toUtf8(`${header}.${toBase64Url(toUtf8(PAYLOAD))}`)
    expect(raw).toBeDefined()
    expect(party.verify(input, raw as Uint8Array, userId)).toBe(true)
    expect(party.verify(input, raw as Uint8Array, 'another')).toBe(false)
    expect(party.verify(toUtf8(`${header}.${toBase64Url(toUtf8(`${PAYLOAD} `))}`), raw as Uint8Array, userId)).toBe(false)
  })

  it.each(CASES)('theirs is verified here: %s, %s, user id %s', async (_, encoding, userId, form) => {
    const header = '{"alg":"SM2-SM3","typ":"JWT"}'
    const raw = party.sign(toUtf8(`${toBase64Url(toUtf8(header))}.${toBase64Url(toUtf8(PAYLOAD))}`), userId)
    const text = assemble(header, encoding === 'raw' ? raw : signatureToDer(raw), form)
    const options = { keys: [{ key: KEY }], algorithms: ['SM2-SM3'], ...(form.detached && { payload: toUtf8(PAYLOAD) }) }
    expect((await verifyJws(text, { ...options, sm2: optionsOf(encoding, userId) })).payload).toEqual(toUtf8(PAYLOAD))
    await expect(verifyJws(text, { ...options, sm2: optionsOf(encoding, 'another') })).rejects.toThrow('JWS_SIGNATURE_INVALID')
    await expect(verifyJws(text, { ...options, sm2: optionsOf(encoding === 'raw' ? 'der' : 'raw', userId) })).rejects.toThrow('JWS_SIGNATURE_INVALID')
  })
})

for (const party of PARTIES) describe.skipIf(party.missing !== '')(`a token and ${party.name}${party.missing}`, () => {
  const COMPACT = (['raw', 'der'] as const).flatMap((encoding) => USER_IDS.map((userId) => [encoding, userId] as const))
  const verifying = (encoding: Encoding, userId: string) => ({
    keys: [{ key: KEY }], algorithms: ['SM3WithSM2'], issuer: ISSUER, audience: AUDIENCE, validationTime: TIME, sm2: optionsOf(encoding, userId),
  })

  it.each(COMPACT)('theirs is accepted with its claims: %s, user id %s', async (encoding, userId) => {
    const input = `${toBase64Url(toUtf8('{"alg":"SM3WithSM2"}'))}.${toBase64Url(toUtf8(PAYLOAD))}`
    const raw = party.sign(toUtf8(input), userId)
    const token = `${input}.${toBase64Url(encoding === 'raw' ? raw : signatureToDer(raw))}`
    const report = await verifyToken(token, verifying(encoding, userId))
    expect(report.accepted).toBe(true)
    expect({ ...(report as AcceptedToken).token.claims }).toEqual(CLAIMS)
    expect((await verifyToken(token, verifying(encoding, 'another'))).steps.signature?.diagnostics.map(({ code }) => code)).toEqual(['JWS_SIGNATURE_INVALID'])
  })

  it.each(COMPACT)('ours holds there: %s, user id %s', async (encoding, userId) => {
    const token = await issueToken(CLAIMS, { signer: await sm2Signer(SM2_PRIVATE, { algorithm: 'SM3WithSM2', sm2: optionsOf(encoding, userId) }) })
    const value = parseJws(token).signatures[0].value
    const raw = (encoding === 'raw' ? value : signatureFromDer(value, 32)) as Uint8Array
    expect(party.verify(toUtf8(token.slice(0, token.lastIndexOf('.'))), raw, userId)).toBe(true)
    expect((await verifyToken(token, verifying(encoding, userId))).accepted).toBe(true)
  })
})
