/**
 * SM2 side by side: signatures over a message of 200 octets with the default user id, so that each verification hashes Z
 * and the message. Keys that were not seen before come as octets or text, as a peer wants them, and are read every time;
 * OpenSSL through Node gets key objects that are ready, and Z given, because its user id cannot be set from Node.
 */
import { createHash, createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import {
  CURVES, encodeSm2Pkcs8, encodeSpki, parseSm2PublicKey, sm2GenerateKey, sm2Sign, sm2Verify, sm2Za, signatureFromDer,
} from '../../src/crypto/index.ts'
import type { Sm2PublicKey } from '../../src/crypto/index.ts'
import { integerOf } from '../../src/crypto/integers.ts'
import { concatOctets, toHex } from '../../src/encoding/octets.ts'
import { asyncCandidate, candidate } from './measure.ts'
import type { Candidate, Suite } from './measure.ts'
import type { Peers } from './peers.ts'
import type { PlainWorker } from './plain-worker.ts'
import { turns } from './turns.ts'

/** More than the kernel remembers, so that a key is always new. */
const NEW_KEYS = 600
const REPEATED_KEYS = 4

export interface Signed {
  readonly publicKey: Sm2PublicKey
  readonly privateKey: Uint8Array
  readonly octets: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

export function makeSigned(count: number): readonly Signed[] {
  return Array.from({ length: count }, () => {
    const { privateKey, publicKey } = sm2GenerateKey()
    const message = globalThis.crypto.getRandomValues(new Uint8Array(200))
    return { publicKey, privateKey, octets: publicKey.octets, message, signature: sm2Sign(privateKey, message, { publicKey }) }
  })
}

/** Whether Node's OpenSSL verifies SM2 when it is fed with Z first. */
export function openSslThroughNode(): boolean {
  try {
    const [one] = makeSigned(1) as [Signed]
    return nativeOf(one).verify()
  } catch {
    return false
  }
}

interface Native {
  readonly verify: () => boolean
  readonly sign: () => Buffer
}

function nativeOf({ publicKey, privateKey, message, signature }: Signed): Native {
  const key: KeyObject = createPublicKey({ key: Buffer.from(encodeSpki(publicKey)), format: 'der', type: 'spki' })
  const secret: KeyObject = createPrivateKey({ key: Buffer.from(encodeSm2Pkcs8(privateKey)), format: 'der', type: 'pkcs8' })
  const prefix = concatOctets(Uint8Array.of(0, 128), new TextEncoder().encode('1234567812345678'),
    ...[CURVES.SM2.p - 3n, CURVES.SM2.b, CURVES.SM2.gx, CURVES.SM2.gy].map((value) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')),
    publicKey.point)
  const za = (): Buffer => createHash('sm3').update(prefix).digest()
  return {
    verify: () => createVerify('sm3').update(za()).update(message).verify(key, signature),
    sign: () => createSign('sm3').update(za()).update(message).sign(secret),
  }
}

function nobleVerify(peers: Peers, items: readonly Signed[], precomputed: boolean): Candidate | undefined {
  const { noble, smCryptoV2 } = peers
  if (noble === undefined || smCryptoV2 === undefined) return undefined
  const { p, n, b, gx, gy } = CURVES.SM2
  const Point = noble.weierstrass({ p, n, h: 1n, a: p - 3n, b, Gx: gx, Gy: gy })
  Point.BASE.precompute(8, false)
  const next = turns(items.map((item) => {
    const hex = toHex(item.octets)
    return { ...item, hex, za: sm2Za(item.publicKey), ready: precomputed ? Point.fromHex(hex).precompute(8, false) : undefined }
  }))
  return candidate(precomputed ? '@noble/curves, precomputed key' : '@noble/curves', () => {
    const { hex, ready, message, signature, za } = next()
    const e = BigInt(`0x${smCryptoV2.sm3(concatOctets(za, message))}`)
    const raw = signatureFromDer(signature, 32) as Uint8Array
    const [r, s] = [integerOf(raw.subarray(0, 32)), integerOf(raw.subarray(32))]
    const point = ready ?? Point.fromHex(hex)
    const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe((r + s) % n))
    return (e + sum.toAffine().x) % n === r
  }, true)
}

const OPTIONS = { hash: true, der: true } as const

function verifySuites(peers: Peers, native: boolean, plain: PlainWorker | undefined): Suite[] {
  const many = makeSigned(NEW_KEYS)
  const few = many.slice(0, REPEATED_KEYS)
  const present = (candidates: readonly (Candidate | false | undefined)[]): Candidate[] => candidates.filter((one) => one !== undefined && one !== false)
  const text = (items: readonly Signed[]): { hex: string; message: Uint8Array; array: number[]; signature: string; ready: unknown }[] => items.map((item) => ({
    hex: toHex(item.octets), message: item.message, array: Array.from(item.message), signature: toHex(item.signature), ready: undefined,
  }))
  const fresh = turns(many)
  const again = turns(few)
  const old = turns(text(few))
  const v2 = turns(text(many))
  const v2Few = text(few)
  for (const item of v2Few) item.ready = peers.smCryptoV2?.sm2.precomputePublicKey?.(item.hex, 8)
  const v2Again = turns(v2Few)
  const natives = native ? turns(few.map(nativeOf)) : undefined
  const openSsl = natives === undefined ? undefined : candidate('OpenSSL through node:crypto', () => natives().verify(), true)
  return [
    {
      id: 'verify-new', title: 'SM2 verification, a key that was not seen before', candidates: present([
        candidate('yinxin', () => {
          const { octets, message, signature } = fresh()
          return sm2Verify(parseSm2PublicKey(octets), message, signature)
        }, true),
        plain?.candidate('yinxin without WebAssembly', 'verify-new'),
        openSsl,
        nobleVerify(peers, few, false),
        peers.smCryptoV2 && candidate('sm-crypto-v2', () => {
          const { hex, message, signature } = v2()
          return peers.smCryptoV2?.sm2.doVerifySignature(message, signature, hex, OPTIONS)
        }, true),
        peers.smCrypto && candidate('sm-crypto', () => {
          const { hex, array, signature } = old()
          return peers.smCrypto?.sm2.doVerifySignature(array, signature, hex, OPTIONS)
        }, true),
      ]),
    },
    {
      id: 'verify-repeated', title: 'SM2 verification, a key that was seen often', candidates: present([
        candidate('yinxin', () => {
          const { publicKey, message, signature } = again()
          return sm2Verify(publicKey, message, signature)
        }, true),
        plain?.candidate('yinxin without WebAssembly', 'verify-repeated'),
        openSsl,
        nobleVerify(peers, few, true),
        v2Few[0]?.ready !== undefined && candidate('sm-crypto-v2, precomputed key', () => {
          const { ready, message, signature } = v2Again()
          return peers.smCryptoV2?.sm2.doVerifySignature(message, signature, ready, OPTIONS)
        }, true),
      ]),
    },
  ]
}

function signSuites(peers: Peers, native: boolean, plain: PlainWorker | undefined): Suite[] {
  const items = makeSigned(REPEATED_KEYS)
  const next = turns(items)
  const text = turns(items.map((item) => ({
    privateKey: toHex(item.privateKey), publicKey: toHex(item.octets), message: item.message, array: Array.from(item.message),
  })))
  const natives = native ? turns(items.map(nativeOf)) : undefined
  const present = (candidates: readonly (Candidate | false | undefined)[]): Candidate[] => candidates.filter((one) => one !== undefined && one !== false)
  return [
    {
      id: 'sign', title: 'SM2 signature, the public key at hand', candidates: present([
        candidate('yinxin', () => {
          const { privateKey, message, publicKey } = next()
          return sm2Sign(privateKey, message, { publicKey })
        }),
        plain?.candidate('yinxin without WebAssembly', 'sign'),
        natives && candidate('OpenSSL through node:crypto', () => natives().sign()),
        peers.smCryptoV2 && candidate('sm-crypto-v2', () => {
          const { privateKey, publicKey, message } = text()
          return peers.smCryptoV2?.sm2.doSignature(message, privateKey, { ...OPTIONS, publicKey })
        }),
        peers.smCrypto && candidate('sm-crypto', () => {
          const { privateKey, publicKey, array } = text()
          return peers.smCrypto?.sm2.doSignature(array, privateKey, { ...OPTIONS, publicKey })
        }),
      ]),
    },
    {
      id: 'keygen', title: 'SM2 key pair', candidates: present([
        candidate('yinxin', () => sm2GenerateKey()),
        candidate('OpenSSL through node:crypto', () => generateKeyPairSync('ec', { namedCurve: 'SM2' })),
        peers.smCryptoV2 && candidate('sm-crypto-v2', () => peers.smCryptoV2?.sm2.generateKeyPairHex()),
        peers.smCrypto && candidate('sm-crypto', () => peers.smCrypto?.sm2.generateKeyPairHex()),
      ]),
    },
  ]
}

async function joseSuite(peers: Peers): Promise<Suite[]> {
  const { jose } = peers
  if (jose === undefined) return []
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256')
  const message = globalThis.crypto.getRandomValues(new Uint8Array(200))
  const jws = await new jose.CompactSign(message).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)
  const [one] = makeSigned(1) as [Signed]
  return [{
    id: 'p256', title: 'For orientation: SM2 beside P-256',
    note: 'A JWS with ES256, verified by jose over Web Crypto: another curve, in hand-written assembler, behind an asynchronous call.',
    candidates: [
      candidate('yinxin, SM2, a key that was seen often', () => sm2Verify(one.publicKey, one.message, one.signature), true),
      asyncCandidate('jose, ES256', () => jose.compactVerify(jws, publicKey)),
    ],
  }]
}

export async function sm2Suites(peers: Peers, native: boolean, plain: PlainWorker | undefined): Promise<readonly Suite[]> {
  return [...verifySuites(peers, native, plain), ...signSuites(peers, native, plain), ...await joseSuite(peers)]
}
