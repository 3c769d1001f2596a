/**
 * Which implementation computes SM2 here. Chosen when the first signature comes, never at import, and tested against the
 * example of the standard before it is used. Everything else in the room goes through `sm2Kernel`, and does not know.
 */
import { equalOctets } from '../../encoding/octets.ts'
import { octetsOf } from '../integers.ts'
import { sm2BigInt } from '../sm2-bigint.ts'
import type { Sm2Kernel } from '../sm2-kernel.ts'
import { loadModule } from './load-module.ts'
import type { FallbackReason, WebAssemblyPlatform } from './load-module.ts'
import { Sm2JavaScript } from './sm2-javascript.ts'
import { Sm2WebAssembly, sm2Module } from './sm2-webassembly.ts'

/** Verifications that BigInt does before the kernel over Numbers is worth being compiled by the engine. */
const FIRST_CALLS = 16

/** BigInt for the first calls: its arithmetic is compiled already. */
class WarmingKernel implements Sm2Kernel {
  #calls = 0
  #kernel: Sm2Kernel | undefined

  #next(): Sm2Kernel {
    if (++this.#calls <= FIRST_CALLS) return sm2BigInt
    this.#kernel ??= new Sm2JavaScript()
    return this.#kernel
  }

  verify(e: Uint8Array, r: Uint8Array, s: Uint8Array, publicKey: Uint8Array): boolean {
    return this.#next().verify(e, r, s, publicKey)
  }

  sign(e: Uint8Array, privateKey: Uint8Array, k: Uint8Array, blind: () => Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    return this.#next().sign(e, privateKey, k, blind)
  }

  multiplyBase(k: Uint8Array): Uint8Array<ArrayBuffer> {
    return sm2BigInt.multiplyBase(k)
  }

  multiply(point: Uint8Array, k: Uint8Array): Uint8Array<ArrayBuffer> {
    return sm2BigInt.multiply(point, k)
  }
}

// GB/T 32918.5-2017 annex A.2.
const EXAMPLE = {
  e: 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640n,
  d: 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8n,
  k: 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21n,
  r: 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3n,
  s: 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AAn,
  x: 0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020n,
  y: 0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13n,
} as const

/** Whether a kernel signs and verifies as the example of the standard does, and verifies nothing else. */
export function passesSelfTest(kernel: Sm2Kernel): boolean {
  try {
    const [e, d, k, r, s] = [EXAMPLE.e, EXAMPLE.d, EXAMPLE.k, EXAMPLE.r, EXAMPLE.s].map((value) => octetsOf(value, 32)) as [
      Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const point = octetsOf((EXAMPLE.x << 256n) | EXAMPLE.y, 64)
    const signature = kernel.sign(e, d, k, () => d)
    return signature !== undefined && equalOctets(signature, octetsOf((EXAMPLE.r << 256n) | EXAMPLE.s, 64)) &&
      kernel.verify(e, r, s, point) && !kernel.verify(e, s, r, point)
  } catch {
    return false
  }
}

/** The kernel for a platform; it may become a faster one later. */
export class Sm2Choice {
  kernel: Sm2Kernel
  reason: FallbackReason | undefined

  constructor(platform: WebAssemblyPlatform) {
    const loaded = loadModule(platform, sm2Module())
    this.kernel = new WarmingKernel()
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
    const kernel = new Sm2WebAssembly(instance)
    if (passesSelfTest(kernel)) {
      this.kernel = kernel
      this.reason = undefined
    } else this.reason = 'wrong'
  }
}

let choice: Sm2Choice | undefined

export function sm2Choice(): Sm2Choice {
  choice ??= new Sm2Choice(typeof WebAssembly === 'undefined' ? undefined : WebAssembly)
  return choice
}

/** The kernel in use. */
export const sm2Kernel: Sm2Kernel = {
  verify: (e, r, s, publicKey) => sm2Choice().kernel.verify(e, r, s, publicKey),
  sign: (e, privateKey, k, blind) => sm2Choice().kernel.sign(e, privateKey, k, blind),
  multiplyBase: (k) => sm2Choice().kernel.multiplyBase(k),
  multiply: (point, k) => sm2Choice().kernel.multiply(point, k),
}
