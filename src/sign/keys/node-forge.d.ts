/** The modules of node-forge that are used here, for files of the last century; its own typings cover the whole package only. */
declare module 'node-forge/lib/des.js' {
  /** Adds its algorithms to `cipher.js`. */
  const des: unknown
  export default des
}
declare module 'node-forge/lib/cipher.js' {
  /** Strings are of one character per octet. */
  export interface LegacyBuffer {
    putBytes(octets: string): LegacyBuffer
    getBytes(): string
  }
  export interface LegacyCipher {
    start(options: { iv: string }): void
    update(input: LegacyBuffer): void
    /** False when the padding is wrong. */
    finish(): boolean
    readonly output: LegacyBuffer
  }
  const cipher: {
    createDecipher(algorithm: '3DES-CBC' | 'DES-CBC', key: string): LegacyCipher
  }
  export default cipher
}
declare module 'node-forge/lib/rc2.js' {
  import type { LegacyBuffer } from 'node-forge/lib/cipher.js'
  const rc2: {
    createDecryptionCipher(key: string, effectiveBits: number): {
      start(iv: string): void
      update(input: LegacyBuffer): void
      finish(): boolean
      readonly output: LegacyBuffer
    }
  }
  export default rc2
}
declare module 'node-forge/lib/util.js' {
  import type { LegacyBuffer } from 'node-forge/lib/cipher.js'
  const util: { createBuffer(octets: string): LegacyBuffer }
  export default util
}
declare module 'node-forge/lib/sha1.js' {
  const hash: { create(): { start(): { update(octets: string): { digest(): { getBytes(): string } } } } }
  export default hash
}
declare module 'node-forge/lib/sha256.js' {
  const hash: { create(): { start(): { update(octets: string): { digest(): { getBytes(): string } } } } }
  export default hash
}
declare module 'node-forge/lib/sha512.js' {
  interface Hash { create(): { start(): { update(octets: string): { digest(): { getBytes(): string } } } } }
  const sha512: Hash & { readonly sha384: Hash }
  export default sha512
}
