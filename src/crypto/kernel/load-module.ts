/**
 * Loads a kernel's module at once where the platform allows that, and in the background where it only allows that. Says
 * why when it does not: there is no WebAssembly, or no vector unit in it, or a policy forbids code to be generated.
 */
import { hexOctets } from '#platform'

/** What a platform offers: `globalThis.WebAssembly`, or what a test puts in its place. */
export type WebAssemblyPlatform = typeof WebAssembly | undefined

/** Why something slower is used than could be. */
export type FallbackReason =
  /** The platform has no WebAssembly. */
  | 'absent'
  /** The platform does not know all instructions of the module. */
  | 'unsupported'
  /** The platform refuses to compile: a content security policy without `wasm-unsafe-eval`, or no memory. */
  | 'refused'
  /** The platform compiles it, but not at once; until then something else is used. */
  | 'compiling'
  /** The module was loaded and gave wrong answers. */
  | 'wrong'

export type Loaded =
  | { readonly instance: WebAssembly.Instance }
  | { readonly reason: FallbackReason; readonly later?: Promise<WebAssembly.Instance | FallbackReason> }

/** Does not throw; `later` does not reject. @param module makes its octets, where there is something to run them */
export function loadModule(platform: WebAssemblyPlatform, module: () => Uint8Array<ArrayBuffer>): Loaded {
  if (platform === undefined) return { reason: 'absent' }
  const octets = module()
  try {
    return { instance: new platform.Instance(new platform.Module(octets)) }
  } catch (error) {
    const reason = (): FallbackReason => (platform.validate(octets) ? 'refused' : 'unsupported')
    // Chromium's main thread: modules above a size (8 MB since 2023, 4 KB before) must be compiled asynchronously.
    if (!(error instanceof RangeError)) return { reason: reason() }
    return { reason: 'compiling', later: platform.instantiate(octets).then(({ instance }) => instance, reason) }
  }
}

/** The octets of a module in lower-case hexadecimal; what comes out of wrong digits is no module. */
export function moduleOctets(hex: string): Uint8Array<ArrayBuffer> {
  return hexOctets?.(hex) ?? decodeHex(hex)
}

/** Where the platform has nothing faster. Runs once for each module, before any engine has made machine code of it, so that every instruction counts. */
export function decodeHex(hex: string): Uint8Array<ArrayBuffer> {
  const digits = new TextEncoder().encode(hex)
  const octets = new Uint8Array(digits.length >> 1)
  for (let i = 0, j = 0; i < octets.length; i++, j += 2) {
    const high = digits[j] as number
    const low = digits[j + 1] as number
    octets[i] = ((high - (high > 0x39 ? 0x57 : 0x30)) << 4) | (low - (low > 0x39 ? 0x57 : 0x30))
  }
  return octets
}
