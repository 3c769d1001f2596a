/**
 * Hashes run over and over, as PKCS #12 and PBKDF1 do: the platform's digests answer by promise, thousands of which take
 * seconds. SM3 is ours; the others are node-forge's, loaded when a file asks for one.
 */
import { sm3 } from '../../crypto/sm3.ts'
import { damaged } from './errors.ts'

export type IteratedHashName = 'SM3' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'MD5'

export interface IteratedHash {
  /** Octets of a digest and of a block of the compression function. */
  readonly length: number
  readonly block: number
  /** H(H(...H(octets))). */
  run(octets: Uint8Array, times: number): Uint8Array<ArrayBuffer>
}

interface ForgeHash {
  create(): { start(): { update(octets: string): { digest(): { getBytes(): string } } } }
}

/** One character per octet, as node-forge has octets. */
export function toCharacters(octets: Uint8Array): string {
  let text = ''
  for (let i = 0; i < octets.length; i += 4096) text += String.fromCharCode(...octets.subarray(i, i + 4096))
  return text
}

export const fromCharacters = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))

const ofForge = (hash: ForgeHash, length: number, block: number): IteratedHash => ({
  length, block,
  run(octets, times) {
    let text = toCharacters(octets)
    const digest = hash.create()
    for (let i = 0; i < times; i++) text = digest.start().update(text).digest().getBytes()
    return fromCharacters(text)
  },
})

const SM3: IteratedHash = {
  length: 32, block: 64,
  run(octets, times) {
    let value = octets as Uint8Array<ArrayBuffer>
    for (let i = 0; i < times; i++) value = sm3(value)
    return value
  },
}

export async function iteratedHash(name: IteratedHashName): Promise<IteratedHash> {
  switch (name) {
    case 'SM3':
      return SM3
    case 'SHA-1':
      return ofForge((await import('node-forge/lib/sha1.js')).default, 20, 64)
    case 'SHA-256':
      return ofForge((await import('node-forge/lib/sha256.js')).default, 32, 64)
    case 'SHA-384':
      return ofForge((await import('node-forge/lib/sha512.js')).default.sha384, 48, 128)
    case 'SHA-512':
      return ofForge((await import('node-forge/lib/sha512.js')).default, 64, 128)
    case 'MD5':
      return ofForge((await import('node-forge/lib/md5.js')).default as unknown as ForgeHash, 16, 64)
  }
}

/** An iteration count that a file states. @throws KeyDamagedError for 0 */
export function requireIterations(count: number): number {
  if (count < 1) throw damaged('iteration count')
  return count
}
