/**
 * Which implementation computes SM2 here. Chosen when the first signature comes, never at import, and tested against the
 * example of the standard before it is used. Everything else in the room goes through `sm2Kernel`, and does not know.
 */
import { concatOctets, equalOctets, fromHex } from '../../encoding/octets.ts'
import { sm2BigInt } from '../sm2-bigint.ts'
import type { Sm2Kernel } from '../sm2-kernel.ts'
import { loadModule } from './load-module.ts'
import type { FallbackReason, WebAssemblyPlatform } from './load-module.ts'
import { Sm2WebAssembly, sm2Module } from './sm2-webassembly.ts'

/** Calls that BigInt does before the kernel over Numbers is worth being loaded, and compiled by the engine. */
const FIRST_CALLS = 16

/**
 * BigInt for the first calls: its arithmetic is compiled already. Then the kernel over Numbers, as soon as it is loaded: few
 * programs need it, so that it does not come along with the others. Where it cannot be loaded, BigInt goes on.
 */
class WarmingKernel implements Sm2Kernel {
  #calls = 0
  #kernel: Sm2Kernel = sm2BigInt

  #next(): Sm2Kernel {
    if (++this.#calls === FIRST_CALLS) {
      import('./sm2-javascript.ts').then(({ Sm2JavaScript }) => { this.#kernel = new Sm2JavaScript() }, () => undefined)
    }
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
  e: 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  d: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  k: '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21',
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  x: '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  y: 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
} as const

/** Annex A.2 as octets. */
function example(name: keyof typeof EXAMPLE): Uint8Array<ArrayBuffer> {
  return fromHex(EXAMPLE[name]) as Uint8Array<ArrayBuffer>
}

/** Whether a kernel verifies the example of the standard, and nothing else. */
function verifiesExample(kernel: Sm2Kernel): boolean {
  try {
    const [e, r, s, point] = [example('e'), example('r'), example('s'), concatOctets(example('x'), example('y'))]
    return kernel.verify(e, r, s, point) && !kernel.verify(e, s, r, point)
  } catch {
    return false
  }
}

/** Whether a kernel signs as the example of the standard does. */
function signsExample(kernel: Sm2Kernel): boolean {
  try {
    const d = example('d')
    const signature = kernel.sign(example('e'), d, example('k'), () => d)
    return signature !== undefined && equalOctets(signature, concatOctets(example('r'), example('s')))
  } catch {
    return false
  }
}

/** Whether a kernel signs and verifies as the example of the standard does, and verifies nothing else. */
export function passesSelfTest(kernel: Sm2Kernel): boolean {
  return verifiesExample(kernel) && signsExample(kernel)
}

/** The kernel for a platform; it may become a faster one later. */
export class Sm2Choice {
  kernel: Sm2Kernel
  #reason: FallbackReason | undefined
  /** Whether the kernel in use is yet to be seen signing. */
  #isToSign = false

  constructor(platform: WebAssemblyPlatform) {
    const loaded = loadModule(platform, sm2Module)
    this.kernel = new WarmingKernel()
    if ('instance' in loaded) this.#adopt(loaded.instance)
    else {
      this.#reason = loaded.reason
      void loaded.later?.then((result) => {
        if (typeof result === 'string') this.#reason = result
        else this.#adopt(result)
      })
    }
  }

  /** Why nothing faster is used. Whoever asks wants all of the kernel tested. */
  get reason(): FallbackReason | undefined {
    this.forSecrets()
    return this.#reason
  }

  /** The kernel for signing and for multiples by secrets: tested with the first of them, so that whoever only verifies does not wait. */
  forSecrets(): Sm2Kernel {
    if (this.#isToSign) {
      this.#isToSign = false
      if (!signsExample(this.kernel)) {
        this.kernel = new WarmingKernel()
        this.#reason = 'wrong'
      }
    }
    return this.kernel
  }

  #adopt(instance: WebAssembly.Instance): void {
    const kernel = new Sm2WebAssembly(instance)
    if (verifiesExample(kernel)) {
      this.kernel = kernel
      this.#reason = undefined
      this.#isToSign = true
    } else this.#reason = 'wrong'
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
  sign: (e, privateKey, k, blind) => sm2Choice().forSecrets().sign(e, privateKey, k, blind),
  multiplyBase: (k) => sm2Choice().forSecrets().multiplyBase(k),
  multiply: (point, k) => sm2Choice().forSecrets().multiply(point, k),
}
