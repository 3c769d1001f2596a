/** The kernel in WebAssembly as it is in its first calls, without any table: a new one for every call. */
import { Sm2WebAssembly, sm2Module } from '../../src/crypto/kernel/sm2-webassembly.ts'
import type { Sm2Kernel } from '../../src/crypto/sm2-kernel.ts'

const module = new WebAssembly.Module(sm2Module())
const fresh = (): Sm2WebAssembly => new Sm2WebAssembly(new WebAssembly.Instance(module))

export const firstCalls: Sm2Kernel = {
  verify: (e, r, s, publicKey) => fresh().verify(e, r, s, publicKey),
  sign: (e, privateKey, k, blind) => fresh().sign(e, privateKey, k, blind),
  multiplyBase: (k) => fresh().multiplyBase(k),
  multiply: (point, k) => fresh().multiply(point, k),
}
