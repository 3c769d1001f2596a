/**
 * The SM2 kernel in WebAssembly, with its tables. Signing and multiples by secrets neither branch on a secret nor address
 * memory by one; what the engine makes of the code, and what the processor does, JavaScript cannot promise. Where an
 * addition was exceptional (equal or opposite points: small multiples of G, crafted signatures), BigInt decides.
 */
import { sm2BigInt } from '../sm2-bigint.ts'
import type { Sm2Kernel } from '../sm2-kernel.ts'
import { KeyTables } from './key-tables.ts'
import type { TableTier } from './key-tables.ts'
import { moduleOctets } from './load-module.ts'
import { SM2_HEAP, SM2_INPUT, SM2_OUTPUT, SM2_WASM } from './sm2-wasm.ts'

/** What the module exports; see `generate/sm2-module.ts`. */
interface Sm2Exports {
  readonly memory: WebAssembly.Memory
  readonly buildTable: (base: number, table: number, width: number, scratch: number) => void
  readonly verify: (table: number, width: number, base: number, baseWidth: number) => number
  readonly sign: (base: number) => number
  readonly multiplyBase: (base: number) => number
  readonly multiplyPoint: () => number
}

const PAGE = 65_536
/** Outcomes of the module's functions. */
const DONE = 1
const EXCEPTIONAL = 2

/** The table of G that signing uses, and that is made with the first table of a key; and the one that is made when it pays. */
const BASE_WIDTH = 5
const LARGE_BASE_WIDTH = 8
const LARGE_BASE_USES = 64

/** At most 1.8 MiB and 1.3 MiB. */
const TIERS: readonly TableTier[] = [{ width: 6, uses: 4, slots: 16 }, { width: 8, uses: 400, slots: 4 }]

const AFFINE = 80
const rowPairs = (width: number): number => (Math.ceil(256 / width) + 1) >> 1
const tableSize = (width: number): number => 2 * rowPairs(width) * 2 ** (width - 1) * AFFINE
/** Octets that building a table needs: points with denominators, even multiples, products. */
const scratchSize = (width: number): number => rowPairs(width) * (2 * 3 * AFFINE + (2 ** (width - 2) + 1) * AFFINE)


/** The octets of the module. */
export function sm2Module(): Uint8Array<ArrayBuffer> {
  return moduleOctets(SM2_WASM)
}

/** A kernel over an instance of `sm2Module`, of its own memory. */
export class Sm2WebAssembly implements Sm2Kernel {
  readonly #exports: Sm2Exports
  readonly #tables: KeyTables<number>
  #octets: Uint8Array
  #base = 0
  #largeBase = 0
  #largeBaseFailed = false
  #verified = 0
  /** First octet that is not taken. */
  #heap = SM2_HEAP + scratchSize(Math.max(BASE_WIDTH, LARGE_BASE_WIDTH, ...TIERS.map(({ width }) => width)))

  constructor(instance: WebAssembly.Instance) {
    this.#exports = instance.exports as unknown as Sm2Exports
    this.#octets = new Uint8Array(this.#exports.memory.buffer)
    this.#tables = new KeyTables(TIERS, (width, over, point) => {
      const address = over ?? this.#take(tableSize(width))
      if (address === undefined) return undefined
      this.#octets.set(point, SM2_INPUT + 96)
      this.#exports.buildTable(0, address, width, SM2_HEAP)
      return address
    })
  }

  /** An address, or undefined when the platform gives no more memory. */
  #take(size: number): number | undefined {
    const address = this.#heap
    const missing = address + size - this.#exports.memory.buffer.byteLength
    if (missing > 0) {
      try {
        this.#exports.memory.grow(Math.ceil(missing / PAGE))
      } catch {
        return undefined
      }
      this.#octets = new Uint8Array(this.#exports.memory.buffer)
    }
    this.#heap += size
    return address
  }

  /** Address of the small table of G, or 0 when the platform gives no memory for it. */
  #smallBase(): number {
    if (this.#base === 0) {
      const address = this.#take(tableSize(BASE_WIDTH))
      if (address === undefined) return 0
      this.#exports.buildTable(1, address, BASE_WIDTH, SM2_HEAP)
      this.#base = address
    }
    return this.#base
  }

  #growBase(): void {
    const address = this.#take(tableSize(LARGE_BASE_WIDTH))
    if (address === undefined) this.#largeBaseFailed = true
    else {
      this.#exports.buildTable(1, address, LARGE_BASE_WIDTH, SM2_HEAP)
      this.#largeBase = address
    }
  }

  verify(e: Uint8Array, r: Uint8Array, s: Uint8Array, publicKey: Uint8Array): boolean {
    if (this.#largeBase === 0 && !this.#largeBaseFailed && ++this.#verified > LARGE_BASE_USES) this.#growBase()
    const known = this.#tables.use(publicKey)
    // Both multiples are doubled together where neither point has a table: a first verification waits for none.
    const base = this.#largeBase || (known === undefined ? this.#base : this.#smallBase())
    const table = base === 0 ? undefined : known
    const octets = this.#octets
    octets.set(e, SM2_INPUT)
    octets.set(r, SM2_INPUT + 32)
    octets.set(s, SM2_INPUT + 64)
    if (table === undefined) octets.set(publicKey, SM2_INPUT + 96)
    const outcome = this.#exports.verify(table?.table ?? 0, table?.width ?? 0, base, this.#largeBase === 0 ? BASE_WIDTH : LARGE_BASE_WIDTH)
    return outcome === EXCEPTIONAL ? sm2BigInt.verify(e, r, s, publicKey) : outcome === DONE
  }

  sign(e: Uint8Array, privateKey: Uint8Array, k: Uint8Array, blind: () => Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    const base = this.#smallBase()
    if (base === 0) return sm2BigInt.sign(e, privateKey, k, blind)
    this.#octets.set(e, SM2_INPUT)
    this.#octets.set(privateKey, SM2_INPUT + 32)
    this.#octets.set(k, SM2_INPUT + 64)
    const outcome = this.#exports.sign(base)
    if (outcome === EXCEPTIONAL) return sm2BigInt.sign(e, privateKey, k, blind)
    return outcome === DONE ? this.#output() : undefined
  }

  multiplyBase(k: Uint8Array): Uint8Array<ArrayBuffer> {
    const base = this.#smallBase()
    if (base === 0) return sm2BigInt.multiplyBase(k)
    this.#octets.set(k, SM2_INPUT + 64)
    return this.#exports.multiplyBase(base) === EXCEPTIONAL ? sm2BigInt.multiplyBase(k) : this.#output()
  }

  multiply(point: Uint8Array, k: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#octets.set(k, SM2_INPUT + 64)
    this.#octets.set(point, SM2_INPUT + 96)
    return this.#exports.multiplyPoint() === EXCEPTIONAL ? sm2BigInt.multiply(point, k) : this.#output()
  }

  #output(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#octets.slice(SM2_OUTPUT, SM2_OUTPUT + 64))
  }
}
