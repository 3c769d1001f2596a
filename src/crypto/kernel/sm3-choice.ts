/**
 * What computes SM3 here: WebAssembly where it is to be had, plain JavaScript elsewhere and for the first few octets. Chosen when it
 * pays, never at import, and tested before it is used.
 */
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { loadModule } from './load-module.ts'
import type { FallbackReason, WebAssemblyPlatform } from './load-module.ts'
import { Sm3WebAssembly, sm3Module } from './sm3-webassembly.ts'

/** GB/T 32905-2016 clause 4.1. */
export const SM3_IV = Int32Array.of(
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
)

/** Whether digests of "abc" (GB/T 32905-2016 annex A.1) come out right, one at a time and several at once. */
function passesSelfTest(engine: Sm3WebAssembly): boolean {
  const message = toUtf8('abc')
  const expected = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
  try {
    const digests = [engine.digest([message]), ...engine.digestMany([message, message, message, message, message], SM3_IV)]
    return digests.every((digest) => digest !== undefined && toHex(digest) === expected)
  } catch {
    return false
  }
}

export class Sm3Choice {
  /** Absent: plain JavaScript. */
  engine: Sm3WebAssembly | undefined
  reason: FallbackReason | undefined

  constructor(platform: WebAssemblyPlatform) {
    const loaded = loadModule(platform, sm3Module)
    if ('instance' in loaded) this.#adopt(loaded.instance)
    else {
      this.reason = loaded.reason
      void loaded.later?.then((result) => {
        if (typeof result === 'string') this.reason = result
        else this.#adopt(result)
      })
    }
  }

  #adopt(instance: WebAssembly.Instance): void {
    const engine = new Sm3WebAssembly(instance)
    const right = passesSelfTest(engine)
    this.engine = right ? engine : undefined
    this.reason = right ? undefined : 'wrong'
  }
}

let choice: Sm3Choice | undefined

export function sm3Choice(): Sm3Choice {
  choice ??= new Sm3Choice(typeof WebAssembly === 'undefined' ? undefined : WebAssembly)
  return choice
}

/** Octets that JavaScript does before the module is worth being loaded: those of two or three short messages that are signed. */
const FIRST_OCTETS = 1024
let firstOctets = 0

/** What computes a digest of so many octets, or a part of one; absent: plain JavaScript. */
export function sm3Engine(octets: number): Sm3WebAssembly | undefined {
  if (choice !== undefined) return choice.engine
  firstOctets += octets
  return firstOctets > FIRST_OCTETS ? sm3Choice().engine : undefined
}
