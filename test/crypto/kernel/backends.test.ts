import { describe, expect, it, vi } from 'vitest'
import { cryptoBackends, describeBackend } from '../../../src/crypto/kernel/backends.ts'
import { decodeHex, loadModule, moduleOctets } from '../../../src/crypto/kernel/load-module.ts'
import type { WebAssemblyPlatform } from '../../../src/crypto/kernel/load-module.ts'
import { Sm2Choice, passesSelfTest, sm2Kernel } from '../../../src/crypto/kernel/sm2-choice.ts'
import { Sm2JavaScript } from '../../../src/crypto/kernel/sm2-javascript.ts'
import { Sm2WebAssembly, sm2Module } from '../../../src/crypto/kernel/sm2-webassembly.ts'
import { Sm3Choice } from '../../../src/crypto/kernel/sm3-choice.ts'
import { sm3Module } from '../../../src/crypto/kernel/sm3-webassembly.ts'
import { sm2BigInt } from '../../../src/crypto/sm2-bigint.ts'
import type { Sm2Kernel } from '../../../src/crypto/sm2-kernel.ts'

/** A platform that differs from this one. */
const platform = (changes: object): WebAssemblyPlatform => Object.assign(Object.create(WebAssembly) as typeof WebAssembly, changes)

const refusing = function (): never {
  throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder')
}
const notAtOnce = function (): never {
  throw new RangeError('WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.')
}

describe('the octets of a module', () => {
  it('are the same by the platform and by a loop', () => {
    const digits = '0001090a0f10909f99a0affaff'
    const octets = Uint8Array.from(digits.match(/../g) ?? [], (two) => Number.parseInt(two, 16))
    expect(decodeHex(digits)).toEqual(octets)
    expect(new Uint8Array(moduleOctets(digits))).toEqual(octets)
  })
})

describe('the choice of a kernel', () => {
  it('is WebAssembly here', () => {
    expect(cryptoBackends()).toEqual([{ algorithm: 'SM2', backend: 'WebAssembly' }, { algorithm: 'SM3', backend: 'WebAssembly' }])
    expect(new Sm2Choice(WebAssembly).kernel).toBeInstanceOf(Sm2WebAssembly)
  })

  it.each([
    ['there is no WebAssembly', undefined, 'absent'],
    ['a policy forbids code to be generated', platform({ Module: refusing }), 'refused'],
    ['the engine does not know the instructions', platform({ Module: refusing, validate: () => false }), 'unsupported'],
    ['the module answers wrong', platform({ Instance: class {
      exports = { ...new WebAssembly.Instance(new WebAssembly.Module(sm2Module())).exports, verify: () => 1 }
    } }), 'wrong'],
    ['the module signs wrong', platform({ Instance: class {
      exports = { ...new WebAssembly.Instance(new WebAssembly.Module(sm2Module())).exports, sign: () => 1 }
    } }), 'wrong'],
  ] as const)('is JavaScript where %s', (_, wasm, reason) => {
    const choice = new Sm2Choice(wasm)
    expect(describeBackend('SM2', choice)).toEqual({ algorithm: 'SM2', backend: 'JavaScript', reason })
    expect(passesSelfTest(choice.kernel)).toBe(true)
    for (let i = 0; i < 20; i++) expect(passesSelfTest(choice.kernel)).toBe(true)
  })

  it('is left for another with the first secret, where the module only verifies right', () => {
    const choice = new Sm2Choice(platform({ Instance: class {
      exports = { ...new WebAssembly.Instance(new WebAssembly.Module(sm2Module())).exports, sign: () => 1 }
    } }))
    expect(choice.kernel).toBeInstanceOf(Sm2WebAssembly)
    expect(choice.forSecrets()).not.toBeInstanceOf(Sm2WebAssembly)
    expect(choice.kernel).toBe(choice.forSecrets())
    expect(passesSelfTest(choice.forSecrets())).toBe(true)
  })

  it('is BigInt for the first calls where there is no WebAssembly, and the kernel over Numbers once that is loaded', async () => {
    const { kernel } = new Sm2Choice(undefined)
    const verify = vi.spyOn(Sm2JavaScript.prototype, 'verify')
    try {
      for (let i = 0; i < 7; i++) expect(passesSelfTest(kernel)).toBe(true)
      expect(verify).not.toHaveBeenCalled()
      await expect.poll(() => passesSelfTest(kernel) && verify.mock.calls.length).toBeGreaterThan(0)
    } finally {
      verify.mockRestore()
    }
  })

  it('is JavaScript until the module is compiled, where that may not be done at once', async () => {
    const choice = new Sm2Choice(platform({ Module: notAtOnce }))
    expect(describeBackend('SM2', choice)).toEqual({ algorithm: 'SM2', backend: 'JavaScript', reason: 'compiling' })
    expect(passesSelfTest(choice.kernel)).toBe(true)
    await expect.poll(() => describeBackend('SM2', choice)).toEqual({ algorithm: 'SM2', backend: 'WebAssembly' })
    expect(passesSelfTest(choice.kernel)).toBe(true)
  })

  it('stays JavaScript where the module is refused in the background', async () => {
    const choice = new Sm2Choice(platform({ Module: notAtOnce, instantiate: () => Promise.reject(new WebAssembly.CompileError('no')) }))
    await expect.poll(() => choice.reason).toBe('refused')
  })

  it('is not made by loading: a module that throws nothing but what it should', () => {
    expect(() => loadModule(platform({ Instance: refusing }), sm2Module)).not.toThrow()
  })
})

describe('the choice for SM3', () => {
  it.each([
    ['there is no WebAssembly', undefined, 'absent'],
    ['a policy forbids code to be generated', platform({ Module: refusing }), 'refused'],
    ['the engine does not know the instructions', platform({ Module: refusing, validate: () => false }), 'unsupported'],
    ['the module answers wrong', platform({ Instance: class {
      exports = { ...new WebAssembly.Instance(new WebAssembly.Module(sm3Module())).exports, compressFour: () => undefined }
    } }), 'wrong'],
  ] as const)('is JavaScript where %s', (_, wasm, reason) => {
    const choice = new Sm3Choice(wasm)
    expect(choice.engine).toBeUndefined()
    expect(describeBackend('SM3', choice)).toEqual({ algorithm: 'SM3', backend: 'JavaScript', reason })
  })

  it('is WebAssembly as soon as it is compiled', async () => {
    const choice = new Sm3Choice(platform({ Module: notAtOnce }))
    expect(choice.reason).toBe('compiling')
    await expect.poll(() => choice.engine).toBeDefined()
    expect(describeBackend('SM3', choice)).toEqual({ algorithm: 'SM3', backend: 'WebAssembly' })
  })
})

describe('the self-test', () => {
  const broken = (changes: Partial<Sm2Kernel>): Sm2Kernel => ({ ...sm2BigInt, ...changes })

  it('passes for every kernel', () => {
    for (const kernel of [sm2BigInt, new Sm2JavaScript(), sm2Kernel]) expect(passesSelfTest(kernel)).toBe(true)
  })

  it('fails for one that says yes to all, no to all, signs otherwise or throws', () => {
    expect(passesSelfTest(broken({ verify: () => true }))).toBe(false)
    expect(passesSelfTest(broken({ verify: () => false }))).toBe(false)
    expect(passesSelfTest(broken({ sign: () => new Uint8Array(64) }))).toBe(false)
    expect(passesSelfTest(broken({ sign: () => { throw new RangeError('trap') } }))).toBe(false)
  })
})
