/** The other implementation of SD-JWT (`@sd-jwt/core`) with keys of WebCrypto, and its way of naming claims translated into ours. */
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'
import type { ClaimPath } from '../../src/identity/index.ts'
import { privateJwk } from '../jose/signers.ts'

export type Frame = { readonly [name: string]: unknown }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const secret = await webcrypto.subtle.importKey('jwk', { ...(await privateJwk('ES256')) } as webcrypto.JsonWebKey, algorithm, false, ['sign'])
const importPublic = (jwk: object): Promise<webcrypto.CryptoKey> => webcrypto.subtle.importKey('jwk', jwk as webcrypto.JsonWebKey, algorithm, false, ['verify'])
const { kty, crv, x, y } = await privateJwk('ES256')
const key = await importPublic({ kty, crv, x, y })

export const sign = async (data: string): Promise<string> =>
  Buffer.from(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, secret, Buffer.from(data))).toString('base64url')

const isSigned = (data: string, signature: string, by: webcrypto.CryptoKey): Promise<boolean> =>
  webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, by, Buffer.from(signature, 'base64url'), Buffer.from(data))

/** Issues, presents and verifies with the ES256 key of the tests, which is the holder's too. */
export const peer = new SDJwtInstance({
  signer: sign, signAlg: 'ES256', verifier: (data, signature) => isSigned(data, signature, key),
  kbSigner: sign, kbSignAlg: 'ES256', kbVerifier: async (data, signature, { cnf }) => isSigned(data, signature, await importPublic(cnf?.jwk ?? {})),
  hasher: (data, name) => createHash(name.replace('-', '')).update(typeof data === 'string' ? data : Buffer.from(data)).digest(),
  saltGenerator: (length) => randomBytes(length).toString('base64url'),
})

const isFrame = (value: unknown): value is Frame => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A frame names elements as texts where it nests: whether `1` is an index is for the claims to say. */
const stepInto = (claims: unknown, name: string): readonly [part: string | number, child: unknown] =>
  (Array.isArray(claims) ? [Number(name), claims[Number(name)]] : [name, (claims as Frame | undefined)?.[name]])

/** Paths of a disclosure frame, and where it wants decoys. */
export function ofDisclosureFrame(frame: Frame, claims: unknown, at: readonly (string | number)[] = []): { readonly disclosable: readonly ClaimPath[]; readonly decoys: readonly { readonly in: ClaimPath; readonly count: number }[] } {
  const below = Object.entries(frame).flatMap(([name, value]) => {
    if (name.startsWith('_sd') || !isFrame(value)) return []
    const [part, child] = stepInto(claims, name)
    return [ofDisclosureFrame(value, child, [...at, part])]
  })
  const hidden = (frame['_sd'] ?? []) as readonly (string | number)[]
  const count = (frame['_sd_decoy'] ?? 0) as number
  return {
    disclosable: [...hidden.map((name) => [...at, name]), ...below.flatMap(({ disclosable }) => disclosable)],
    decoys: [...(count > 0 ? [{ in: at, count }] : []), ...below.flatMap(({ decoys }) => decoys)],
  }
}

/** Paths of a presentation frame. */
export function ofPresentationFrame(frame: Frame, claims: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  return Object.entries(frame).flatMap(([name, value]) => {
    const [part, child] = stepInto(claims, name)
    const path = [...at, part]
    return isFrame(value) ? ofPresentationFrame(value, child, path) : value === true ? [path] : []
  })
}
