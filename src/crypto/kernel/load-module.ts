/**
 * Loads a kernel's module at once where the platform allows that, and in the background where it only allows that. Says
 * why when it does not: there is no WebAssembly, or no vector unit in it, or a policy forbids code to be generated.
 */

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

/** Does not throw; `later` does not reject. */
export function loadModule(platform: WebAssemblyPlatform, octets: Uint8Array<ArrayBuffer>): Loaded {
  if (platform === undefined) return { reason: 'absent' }
  try {
    return { instance: new platform.Instance(new platform.Module(octets)) }
  } catch (error) {
    const reason = (): FallbackReason => (platform.validate(octets) ? 'refused' : 'unsupported')
    // Chromium's main thread: modules above a size (8 MB since 2023, 4 KB before) must be compiled asynchronously.
    if (!(error instanceof RangeError)) return { reason: reason() }
    return { reason: 'compiling', later: platform.instantiate(octets).then(({ instance }) => instance, reason) }
  }
}
