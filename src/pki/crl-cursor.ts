/** Walks over DER elements without making objects of them: for the entries of long CRLs. Values are for `crl-entries.ts`. */

/** Reads headers of DER elements into itself: a walk over a million entries makes no object per header. */
export class Cursor {
  tag = 0
  content = 0
  end = 0
  readonly #source: Uint8Array

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /**
   * Tag and extent of the element at an offset; false when no element with a minimal definite length fits there.
   * @param tag the only one that will do; 0: any
   */
  read(offset: number, limit: number, tag = 0): boolean {
    const source = this.#source
    if (offset + 2 > limit || (tag !== 0 && source[offset] !== tag)) return false
    let length = source[offset + 1] as number
    let content = offset + 2
    if (length >= 0x80) {
      const octets = length & 0x7f
      if (octets === 0 || octets > 4 || content + octets > limit) return false
      length = 0
      for (let i = 0; i < octets; i++) length = length * 256 + (source[content + i] as number)
      if (length < 0x80 || source[content] === 0) return false
      content += octets
    }
    if (length > limit - content) return false
    this.tag = source[offset] as number
    this.content = content
    this.end = content + length
    return true
  }
}
