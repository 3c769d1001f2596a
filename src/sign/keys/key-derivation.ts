/**
 * Keys out of passwords: PBKDF2 (RFC 8018 5.2) with SHA and SM3, PBKDF1 (5.1), the derivation of PKCS #12 (RFC 7292 B.2)
 * with SHA and SM3. Each spends `keyDerivation` before it works: a file must not hang its reader.
 */
import type { Budget } from '../../limits.ts'
import { concatOctets } from '../../encoding/octets.ts'
import { hmacSm3 } from '../../crypto/sm3.ts'
import { subtle } from '../../crypto/webcrypto.ts'
import { requireIterations } from './iterated-hash.ts'
import type { IteratedHash } from './iterated-hash.ts'

type Octets = Uint8Array<ArrayBuffer>

/** What HMAC is made with. */
export type PrfName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3'

/** How many times slower a step in JavaScript is than one of the platform's, roughly. */
const SLOW = 5

const PRF_LENGTH: Readonly<Record<PrfName, number>> = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64, SM3: 32 }

/** @param length octets wanted */
export async function pbkdf2(
  prf: PrfName, password: Octets, salt: Uint8Array, iterations: number, length: number, budget: Budget,
): Promise<Octets> {
  const blocks = Math.ceil(length / PRF_LENGTH[prf])
  budget.spend('keyDerivation', requireIterations(iterations) * blocks * (prf === 'SM3' ? SLOW : 1))
  if (prf !== 'SM3') {
    const web = subtle('PBKDF2')
    const key = await web.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    return new Uint8Array(await web.deriveBits({ name: 'PBKDF2', hash: prf, salt: Uint8Array.from(salt), iterations }, key, 8 * length))
  }
  const derived = new Uint8Array(32 * blocks)
  for (let block = 1; block <= blocks; block++) {
    let u = hmacSm3(password, salt, Uint8Array.of(block >>> 24, block >>> 16, block >>> 8, block))
    const sum = u.slice()
    for (let i = 1; i < iterations; i++) {
      u = hmacSm3(password, u)
      for (let j = 0; j < 32; j++) sum[j] = (sum[j] as number) ^ (u[j] as number)
    }
    derived.set(sum, 32 * (block - 1))
  }
  return derived.subarray(0, length)
}

/** At most as long as a digest. */
export function pbkdf1(
  hash: IteratedHash, password: Uint8Array, salt: Uint8Array, iterations: number, length: number, budget: Budget,
): Octets {
  budget.spend('keyDerivation', SLOW * requireIterations(iterations))
  return hash.run(concatOctets(password, salt), iterations).slice(0, length)
}

/** What a derived value is for (RFC 7292 B.3). */
export const PKCS12_PURPOSE = { key: 1, iv: 2, mac: 3 } as const

/** Octets repeated to the next multiple of a block; none stay none. */
function repeated(octets: Uint8Array, block: number): Octets {
  const filled = new Uint8Array(block * Math.ceil(octets.length / block))
  for (let i = 0; i < filled.length; i++) filled[i] = octets[i % octets.length] as number
  return filled
}

/** @param password BMPString with its terminating zero */
export function pkcs12Derivation(
  hash: IteratedHash, purpose: (typeof PKCS12_PURPOSE)[keyof typeof PKCS12_PURPOSE],
  password: Uint8Array, salt: Uint8Array, iterations: number, length: number, budget: Budget,
): Octets {
  const { block } = hash
  const blocks = Math.ceil(length / hash.length)
  // Salt and password are as long as the file and the caller like, and are hashed once a block.
  budget.spend('keyDerivation', SLOW * blocks * (requireIterations(iterations) + Math.ceil((salt.length + password.length) / block)))
  const diversifier = new Uint8Array(block).fill(purpose)
  const input = concatOctets(repeated(salt, block), repeated(password, block))
  const derived = new Uint8Array(hash.length * blocks)
  for (let i = 0; i < blocks; i++) {
    const a = hash.run(concatOctets(diversifier, input), iterations)
    derived.set(a, i * hash.length)
    const b = repeated(a, block).subarray(0, block)
    // Each block of the input plus B plus 1, as numbers modulo 2^(8 * block).
    for (let start = 0; start < input.length; start += block) {
      let carry = 1
      for (let j = block - 1; j >= 0; j--) {
        carry += (input[start + j] as number) + (b[j] as number)
        input[start + j] = carry & 0xff
        carry >>= 8
      }
    }
  }
  return derived.subarray(0, length)
}
