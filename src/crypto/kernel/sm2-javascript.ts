/**
 * The SM2 kernel in plain JavaScript, for where WebAssembly is not to be had: the generated field over Numbers, and the
 * tables and digits around it, as in `generate/multiples.ts`. Everything here takes a time that depends on the numbers:
 * secrets are hidden behind a blind, which is less than not branching on them. Where an addition was exceptional, BigInt
 * decides.
 */
import { CURVES } from '../curves.ts'
import { inverse } from '../integers.ts'
import { signWith, sm2BigInt } from '../sm2-bigint.ts'
import type { Sm2Kernel } from '../sm2-kernel.ts'
import { KeyTables } from './key-tables.ts'
import type { TableTier } from './key-tables.ts'
import { NUMBER_FIELD_FREE, NUMBER_FIELD_MODULUS, NUMBER_FIELD_REGISTER, numberField } from './number-field.ts'
import type { NumberField } from './number-field.ts'

const p = CURVES.SM2.p
const n = CURVES.SM2.n
const gx = CURVES.SM2.gx
const gy = CURVES.SM2.gy

const LIMBS = 11
const WIDTH = 24n
const AFFINE = NUMBER_FIELD_REGISTER
const JACOBIAN = 2 * NUMBER_FIELD_REGISTER
const MULTIPLE = 3 * NUMBER_FIELD_REGISTER

/** Widths of the tables of G: at first, and when it pays. */
const BASE_WIDTH = 4
const LARGE_BASE_WIDTH = 7
const LARGE_BASE_USES = 64
/** At most 2 MiB. */
const TIERS: readonly TableTier[] = [{ width: 6, uses: 6, slots: 8 }]

const NAF_WIDTH = 5
const NAF_MULTIPLES = 1 << (NAF_WIDTH - 2)

const rowPairs = (width: number): number => (Math.ceil(256 / width) + 1) >> 1
const tableSize = (width: number): number => 2 * rowPairs(width) * 2 ** (width - 1) * AFFINE

// Places in the array of numbers.
const SUM = NUMBER_FIELD_FREE
const POINT = SUM + JACOBIAN
const RAW = POINT + AFFINE
const PAIR = RAW + NUMBER_FIELD_REGISTER
const PRODUCTS = PAIR + NUMBER_FIELD_REGISTER
const CURRENT = PRODUCTS + NUMBER_FIELD_REGISTER
const TWICE = CURRENT + JACOBIAN
const MULTIPLES = TWICE + MULTIPLE
const SCRATCH = MULTIPLES + NAF_MULTIPLES * MULTIPLE
/** Points with denominators, even multiples and products of the largest table. */
const SCRATCH_SIZE = Math.max(...[BASE_WIDTH, LARGE_BASE_WIDTH, 6].map((width) =>
  rowPairs(width) * (2 * (JACOBIAN + AFFINE) + (2 ** (width - 2) + 1) * AFFINE)))
const BASE = SCRATCH + SCRATCH_SIZE
const LARGE_BASE = BASE + tableSize(BASE_WIDTH)
const SLOTS = LARGE_BASE + tableSize(LARGE_BASE_WIDTH)
const END = SLOTS + TIERS.reduce((sum, { width, slots }) => sum + slots * tableSize(width), 0)

/** Numbers as 8 little-endian words of 32 bits, and a ninth that is 0. */
type Words = Uint32Array

const WORDS = 9

function readWords(to: Words, octets: Uint8Array): Words {
  for (let i = 0, at = 28; i < 8; i++, at -= 4) {
    to[i] = ((octets[at] as number) << 24) | ((octets[at + 1] as number) << 16) | ((octets[at + 2] as number) << 8) | (octets[at + 3] as number)
  }
  return to
}

function wordsOf(value: bigint): Words {
  return Uint32Array.from({ length: WORDS }, (_, i) => Number(BigInt.asUintN(32, value >> BigInt(32 * i))))
}

/** Sum, and its carry. */
function addWords(to: Words, a: Words, b: Words): number {
  let carry = 0
  for (let i = 0; i < 8; i++) {
    const sum = (a[i] as number) + (b[i] as number) + carry
    to[i] = sum
    carry = sum > 0xffffffff ? 1 : 0
  }
  return carry
}

/** Difference, and its borrow. */
function subtractWords(to: Words, a: Words, b: Words): number {
  let borrow = 0
  for (let i = 0; i < 8; i++) {
    const difference = (a[i] as number) - (b[i] as number) - borrow
    to[i] = difference
    borrow = difference < 0 ? 1 : 0
  }
  return borrow
}

function isBelow(a: Words, b: Words): boolean {
  for (let i = 7; i >= 0; i--) if (a[i] !== b[i]) return (a[i] as number) < (b[i] as number)
  return false
}

const isZero = (a: Words): boolean => a.every((word) => word === 0)

/** Bits of a number from a place on, at least `width` of them. */
function bitsAt(k: Words, bit: number): number {
  const at = bit >>> 5
  const shift = bit & 31
  const low = (k[at] as number) >>> shift
  return shift === 0 ? low : low | ((k[at + 1] as number) << (32 - shift))
}

export class Sm2JavaScript implements Sm2Kernel {
  readonly #numbers = new Float64Array(END)
  readonly #field: NumberField = numberField(this.#numbers)
  readonly #n = wordsOf(n)
  readonly #p = wordsOf(p)
  readonly #words = Array.from({ length: 6 }, () => new Uint32Array(WORDS)) as [Words, Words, Words, Words, Words, Words]
  /** For the comb alone. */
  readonly #odd = new Uint32Array(WORDS)
  readonly #digits = new Int8Array(257 + NAF_WIDTH)
  readonly #tables: KeyTables<number>
  #slotsTaken = 0
  #verified = 0
  #base = 0
  #largeBase = 0

  constructor() {
    this.#tables = new KeyTables(TIERS, (width, over, point) => {
      const table = over ?? SLOTS + this.#slotsTaken++ * tableSize(width)
      this.#readPoint(point)
      this.#buildComb(table, width)
      return table
    })
  }

  verify(eOctets: Uint8Array, rOctets: Uint8Array, sOctets: Uint8Array, publicKey: Uint8Array): boolean {
    const [e, r, s, t, x, other] = this.#words
    readWords(r, rOctets)
    readWords(s, sOctets)
    if (isZero(r) || isZero(s) || !isBelow(r, this.#n) || !isBelow(s, this.#n)) return false
    if (addWords(t, r, s) === 1 || !isBelow(t, this.#n)) subtractWords(t, t, this.#n)
    if (isZero(t)) return false
    // x1 = r - e modulo n, or that plus n where it is below p: x coordinates above n are rare, but there are some.
    readWords(e, eOctets)
    if (!isBelow(e, this.#n)) subtractWords(e, e, this.#n)
    if (subtractWords(x, r, e) === 1) addWords(x, x, this.#n)
    if (addWords(other, x, this.#n) === 1 || !isBelow(other, this.#p)) other.set(x)

    const table = this.#tables.use(publicKey)
    if (table === undefined) {
      this.#readPoint(publicKey)
      this.#multiply(t)
    } else this.#addComb(t, table.table, table.width, true)
    this.#addBase(s, false)

    const field = this.#field
    field.reduceZ(PAIR, SUM)
    if (this.#vanishes(PAIR)) return sm2BigInt.verify(eOctets, rOctets, sOctets, publicKey)
    this.#writeLimbs(RAW, x)
    this.#writeLimbs(RAW + LIMBS, other)
    field.compareX(PAIR, SUM, RAW)
    return this.#vanishes(PAIR) || this.#vanishes(PAIR + LIMBS)
  }

  sign(e: Uint8Array, privateKey: Uint8Array, kOctets: Uint8Array, blindOf: () => Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    const [k, blind, rest] = this.#words
    const blindOctets = blindOf()
    readWords(blind, blindOctets)
    if (subtractWords(rest, readWords(k, kOctets), blind) === 1) addWords(rest, rest, this.#n)
    if (isZero(rest)) return sm2BigInt.sign(e, privateKey, kOctets, () => blindOctets)
    // [k]G = [k - blind]G + [blind]G: the digits of k itself are never walked.
    this.#addBase(rest, true)
    this.#addBase(blind, false)
    this.#field.reduceZ(PAIR, SUM)
    if (this.#vanishes(PAIR)) return sm2BigInt.sign(e, privateKey, kOctets, () => blindOctets)
    const x = this.#element(SUM)
    const ZZ = this.#element(SUM + NUMBER_FIELD_REGISTER)
    return signWith(e, privateKey, kOctets, blindOctets, (x * inverse(ZZ, p)) % p)
  }

  multiplyBase(k: Uint8Array): Uint8Array<ArrayBuffer> {
    return sm2BigInt.multiplyBase(k)
  }

  multiply(point: Uint8Array, k: Uint8Array): Uint8Array<ArrayBuffer> {
    return sm2BigInt.multiply(point, k)
  }

  /** sum = [k]G or sum + [k]G. */
  #addBase(k: Words, start: boolean): void {
    if (this.#base === 0) {
      this.#readBase()
      this.#buildComb(BASE, BASE_WIDTH)
      this.#base = BASE
    }
    if (this.#largeBase === 0 && ++this.#verified > LARGE_BASE_USES) {
      this.#readBase()
      this.#buildComb(LARGE_BASE, LARGE_BASE_WIDTH)
      this.#largeBase = LARGE_BASE
    }
    if (this.#largeBase === 0) this.#addComb(k, BASE, BASE_WIDTH, start)
    else this.#addComb(k, LARGE_BASE, LARGE_BASE_WIDTH, start)
  }

  #readBase(): void {
    this.#writeLimbs(RAW, wordsOf(gx))
    this.#writeLimbs(RAW + LIMBS, wordsOf(gy))
    this.#field.toMontgomery(POINT, RAW)
  }

  #readPoint(octets: Uint8Array): void {
    const words = new Uint32Array(WORDS)
    this.#writeLimbs(RAW, readWords(words, octets.subarray(0, 32)))
    this.#writeLimbs(RAW + LIMBS, readWords(words, octets.subarray(32)))
    this.#field.toMontgomery(POINT, RAW)
  }

  #writeLimbs(to: number, words: Words): void {
    for (let i = 0; i < LIMBS; i++) this.#numbers[to + i] = bitsAt(words, 24 * i) & 0xffffff
  }

  /** The number that limbs stand for. */
  #value(at: number): bigint {
    let value = 0n
    for (let i = LIMBS - 1; i >= 0; i--) value = (value << WIDTH) + BigInt(this.#numbers[at + i] as number)
    return value
  }

  /** The element that limbs stand for, a multiple of R: in (-p, p). */
  #element(at: number): bigint {
    return (this.#value(at) * inverse(1n << (WIDTH * BigInt(LIMBS)), p)) % p
  }

  /** Whether a number in [0, p] is 0 or p. */
  #vanishes(at: number): boolean {
    let zero = true
    let equal = true
    for (let i = 0; i < LIMBS; i++) {
      const limb = this.#numbers[at + i] as number
      if (limb !== 0) zero = false
      if (limb !== NUMBER_FIELD_MODULUS[i]) equal = false
    }
    return zero || equal
  }

  #addComb(k: Words, table: number, width: number, start: boolean): void {
    const field = this.#field
    // An even k is n - k, negated.
    const negate = ((k[0] as number) & 1) === 0 ? -1 : 0
    const odd = this.#odd
    if (negate === 0) odd.set(k)
    else subtractWords(odd, this.#n, k)
    const rows = Math.ceil(256 / width)
    const entries = 2 ** (width - 1)
    const full = 2 * entries
    let row = table
    for (let i = 0; i < rows; i++) {
      const bits = (bitsAt(odd, i * width) & (2 * full - 1)) | 1
      const digit = i === rows - 1 ? bits : bits - full
      const sign = digit < 0 ? ~negate : negate
      const entry = row + (Math.abs(digit) >> 1) * AFFINE
      if (start && i === 0) field.startAffine(SUM, entry, sign)
      else field.addAffine(SUM, entry, sign)
      row += entries * AFFINE
    }
  }

  /** sum = [k]P of the point that was read, by width-5 NAF. */
  #multiply(k: Words): void {
    const field = this.#field
    field.toJacobian(CURRENT, POINT)
    field.double(CURRENT)
    field.toMultiple(TWICE, CURRENT)
    field.toJacobian(CURRENT, POINT)
    for (let i = 0; i < NAF_MULTIPLES; i++) {
      if (i > 0) field.add(CURRENT, TWICE, 0)
      field.toMultiple(MULTIPLES + i * MULTIPLE, CURRENT)
    }
    const digits = this.#digits.fill(0)
    const full = 1 << NAF_WIDTH
    let carry = 0
    for (let bit = 0; bit < 257;) {
      if ((bitsAt(k, bit) & 1) === carry) {
        bit++
        continue
      }
      const window = (bitsAt(k, bit) & (full - 1)) + carry
      carry = window >> (NAF_WIDTH - 1)
      digits[bit] = window - carry * full
      bit += NAF_WIDTH
    }
    let started = false
    for (let bit = 256; bit >= 0; bit--) {
      if (started) field.double(CURRENT)
      const digit = digits[bit] as number
      if (digit === 0) continue
      const entry = MULTIPLES + (Math.abs(digit) >> 1) * MULTIPLE
      if (started) field.add(CURRENT, entry, digit < 0 ? -1 : 0)
      else field.startMultiple(CURRENT, entry, digit < 0 ? -1 : 0)
      started = true
    }
    field.toExtended(SUM, CURRENT)
  }

  #invertProducts(): void {
    this.#field.joinLanes(PAIR, PRODUCTS)
    this.#writeLimbs(RAW, wordsOf(inverse(this.#value(PAIR), p)))
    this.#field.splitInverse(PRODUCTS, RAW)
  }

  /** The comb of the point that was read. */
  #buildComb(table: number, width: number): void {
    const field = this.#field
    const numbers = this.#numbers
    const half = rowPairs(width)
    const entries = 2 ** (width - 1)
    const evens = SCRATCH + 2 * half * JACOBIAN
    const kept = evens + 2 * half * AFFINE
    const base = (row: number): number => SCRATCH + row * JACOBIAN
    const even = (row: number): number => evens + row * AFFINE
    const entry = (row: number, index: number): number => table + (row * entries + index) * AFFINE
    /** Divides pairs of rows at once: what is accumulated forward is finished backward. */
    const divide = (count: number, accumulate: (i: number) => void, finish: (i: number, before: number) => void): void => {
      const before = (i: number): number => kept + i * NUMBER_FIELD_REGISTER
      field.startProduct(PRODUCTS)
      for (let i = 0; i < count; i++) {
        numbers.copyWithin(before(i), PRODUCTS, PRODUCTS + NUMBER_FIELD_REGISTER)
        accumulate(i)
      }
      this.#invertProducts()
      for (let i = count - 1; i >= 0; i--) finish(i, before(i))
    }

    field.toJacobian(CURRENT, POINT)
    for (let row = 0; row < 2 * half; row++) {
      numbers.copyWithin(base(row), CURRENT, CURRENT + JACOBIAN)
      for (let i = 0; i < width; i++) field.double(CURRENT)
    }
    divide(half,
      (row) => { field.accumulateZ(PRODUCTS, base(row), base(row + half)) },
      (row, before) => { field.finishZ(PRODUCTS, before, base(row), base(row + half), entry(row, 0), entry(row + half, 0)) })
    divide(half,
      (row) => { field.accumulateTwice(PRODUCTS, entry(row, 0), entry(row + half, 0)) },
      (row, before) => { field.finishTwice(PRODUCTS, before, entry(row, 0), entry(row + half, 0), even(row), even(row + half)) })
    for (let h = 1; h < entries; h *= 2) {
      // Job 0 of a row doubles its even multiple, and is finished last.
      divide(half * (h + 1), (i) => {
        const row = Math.floor(i / (h + 1))
        const job = i % (h + 1)
        if (job === 0) field.accumulateTwice(PRODUCTS, even(row), even(row + half))
        else field.accumulateSum(PRODUCTS, entry(row, job - 1), even(row), entry(row + half, job - 1), even(row + half))
      }, (i, before) => {
        const row = Math.floor(i / (h + 1))
        const job = i % (h + 1)
        if (job === 0) field.finishTwice(PRODUCTS, before, even(row), even(row + half), even(row), even(row + half))
        else {
          field.finishSum(PRODUCTS, before, entry(row, job - 1), even(row), entry(row + half, job - 1), even(row + half),
            entry(row, job - 1 + h), entry(row + half, job - 1 + h))
        }
      })
    }
  }
}
