/**
 * Secret numbers for signing: RFC 6979 clause 3.2 with HMAC-SM3 and the order of SM2, with additional octets mixed in as
 * clause 3.6 allows. A weak random source then costs nothing, and a good one defends against faults and repeated runs.
 */
import { concatOctets } from '../encoding/octets.ts'
import { CURVES } from './curves.ts'
import { integerOf, octetsOf } from './integers.ts'
import { hmacSm3 } from './sm3.ts'

const n = CURVES.SM2.n
const ZERO = Uint8Array.of(0)
const ONE = Uint8Array.of(1)

/** An endless sequence of numbers in [1, n-1] as 32 octets. */
export class Sm2NonceSource {
  #key = new Uint8Array(32)
  #value = new Uint8Array(32).fill(1)
  #used = false

  /** @param extra additional octets; none for the purely deterministic sequence */
  constructor(privateKey: Uint8Array, e: Uint8Array, extra: Uint8Array) {
    const seed = concatOctets(privateKey, octetsOf(integerOf(e) % n, 32), extra)
    this.#stir(ZERO, seed)
    this.#stir(ONE, seed)
  }

  #stir(mark: Uint8Array, seed: Uint8Array): void {
    this.#key = hmacSm3(this.#key, this.#value, mark, seed)
    this.#value = hmacSm3(this.#key, this.#value)
  }

  next(): Uint8Array {
    for (;;) {
      // Stirred only when another value is wanted after all: most signatures take one.
      if (this.#used) this.#stir(ZERO, new Uint8Array(0))
      this.#used = true
      this.#value = hmacSm3(this.#key, this.#value)
      const value = integerOf(this.#value)
      if (value >= 1n && value < n) return this.#value
    }
  }
}
