/** scrypt (RFC 7914), with limits on time and on the memory that it is made to need. */
import type { Budget } from '../../limits.ts'
import { damaged } from './errors.ts'
import { pbkdf2 } from './key-derivation.ts'

type Octets = Uint8Array<ArrayBuffer>

/** Of time and of memory: 10,000,000 of `keyDerivation` allow 64 MiB. */
const COST = 20

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

/** The quarter rounds of Salsa20, columns then rows. */
const QUARTERS = [
  [0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11],
  [0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14],
] as const

function salsa208(block: Int32Array): void {
  const x = block.slice()
  for (let round = 0; round < 8; round += 2) {
    for (const [a, b, c, d] of QUARTERS) {
      x[b] = (x[b] as number) ^ rotate(((x[a] as number) + (x[d] as number)) | 0, 7)
      x[c] = (x[c] as number) ^ rotate(((x[b]) + (x[a] as number)) | 0, 9)
      x[d] = (x[d] as number) ^ rotate(((x[c]) + (x[b])) | 0, 13)
      x[a] = (x[a] as number) ^ rotate(((x[d]) + (x[c])) | 0, 18)
    }
  }
  for (let i = 0; i < 16; i++) block[i] = (block[i] as number) + (x[i] as number)
}

/** scryptBlockMix in place; `scratch` as long as the block. */
function mixBlocks(block: Int32Array, scratch: Int32Array, r: number): void {
  const x = block.slice(-16)
  for (let i = 0; i < 2 * r; i++) {
    for (let j = 0; j < 16; j++) x[j] = (x[j] as number) ^ (block[16 * i + j] as number)
    salsa208(x)
    scratch.set(x, 16 * ((i >> 1) + (i % 2) * r))
  }
  block.set(scratch)
}

function mix(block: Int32Array, n: number, r: number): void {
  const size = 32 * r
  const table = new Int32Array(size * n)
  const scratch = new Int32Array(size)
  for (let i = 0; i < n; i++) {
    table.set(block, i * size)
    mixBlocks(block, scratch, r)
  }
  for (let i = 0; i < n; i++) {
    const entry = ((block[size - 16] as number) & (n - 1)) * size
    for (let j = 0; j < size; j++) block[j] = (block[j] as number) ^ (table[entry + j] as number)
    mixBlocks(block, scratch, r)
  }
}

/** @throws KeyDamagedError for parameters that scrypt cannot have, LimitExceededError */
export async function scrypt(
  password: Octets, salt: Uint8Array, { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
  length: number, budget: Budget,
): Promise<Octets> {
  if (n < 2 || (n & (n - 1)) !== 0 || n > 0x40000000 || r < 1 || p < 1) throw damaged('scrypt parameters')
  budget.spend('keyDerivation', COST * n * r * p)
  const octets = await pbkdf2('SHA-256', password, salt, 1, 128 * r * p, budget)
  const view = new DataView(octets.buffer)
  const words = Int32Array.from({ length: 32 * r * p }, (_, index) => view.getInt32(4 * index, true))
  for (let i = 0; i < p; i++) mix(words.subarray(32 * r * i, 32 * r * (i + 1)), n, r)
  words.forEach((word, index) => { view.setInt32(4 * index, word, true) })
  return pbkdf2('SHA-256', password, octets, 1, length, budget)
}
