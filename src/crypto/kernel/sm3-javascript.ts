/** The compression function of SM3 (GB/T 32905-2016 clause 5.3) in plain JavaScript. */

/** T_j of clause 5.3.3, already rotated left by j. */
const T = Int32Array.from({ length: 64 }, (_, j) => {
  const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a
  // A shift by 32 is a shift by 0 in JavaScript.
  return j % 32 === 0 ? constant : (constant << (j % 32)) | (constant >>> (32 - (j % 32)))
})

/** Message schedule of the block at work; a digest never yields between filling and using it. */
const W = new Int32Array(68)

/** The state goes on over whole blocks of 64 octets. */
export function compressSm3(state: Int32Array, octets: Uint8Array, start: number, blocks: number): void {
  let offset = start
  for (let block = 0; block < blocks; block++) {
    for (let j = 0; j < 16; j++, offset += 4) {
      W[j] =
        ((octets[offset] as number) << 24) | ((octets[offset + 1] as number) << 16) |
        ((octets[offset + 2] as number) << 8) | (octets[offset + 3] as number)
    }
    for (let j = 16; j < 68; j++) {
      const w3 = W[j - 3] as number
      const w13 = W[j - 13] as number
      const x = (W[j - 16] as number) ^ (W[j - 9] as number) ^ ((w3 << 15) | (w3 >>> 17))
      W[j] = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9)) ^ ((w13 << 7) | (w13 >>> 25)) ^ (W[j - 6] as number)
    }

    let a = state[0] as number
    let b = state[1] as number
    let c = state[2] as number
    let d = state[3] as number
    let e = state[4] as number
    let f = state[5] as number
    let g = state[6] as number
    let h = state[7] as number
    // Two loops, because the boolean functions change at j = 16; four rounds in each turn, because the eight variables
    // change places and are back after four.
    for (let j = 0; j < 16; j += 4) {
      let a12 = (a << 12) | (a >>> 20)
      let sum = (a12 + e + (T[j] as number)) | 0
      let ss1 = (sum << 7) | (sum >>> 25)
      let w = W[j] as number
      let t = ((e ^ f ^ g) + h + ss1 + w) | 0
      d = ((a ^ b ^ c) + d + (ss1 ^ a12) + (w ^ (W[j + 4] as number))) | 0
      b = (b << 9) | (b >>> 23)
      f = (f << 19) | (f >>> 13)
      h = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (d << 12) | (d >>> 20)
      sum = (a12 + h + (T[j + 1] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 1] as number
      t = ((h ^ e ^ f) + g + ss1 + w) | 0
      c = ((d ^ a ^ b) + c + (ss1 ^ a12) + (w ^ (W[j + 5] as number))) | 0
      a = (a << 9) | (a >>> 23)
      e = (e << 19) | (e >>> 13)
      g = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (c << 12) | (c >>> 20)
      sum = (a12 + g + (T[j + 2] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 2] as number
      t = ((g ^ h ^ e) + f + ss1 + w) | 0
      b = ((c ^ d ^ a) + b + (ss1 ^ a12) + (w ^ (W[j + 6] as number))) | 0
      d = (d << 9) | (d >>> 23)
      h = (h << 19) | (h >>> 13)
      f = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (b << 12) | (b >>> 20)
      sum = (a12 + f + (T[j + 3] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 3] as number
      t = ((f ^ g ^ h) + e + ss1 + w) | 0
      a = ((b ^ c ^ d) + a + (ss1 ^ a12) + (w ^ (W[j + 7] as number))) | 0
      c = (c << 9) | (c >>> 23)
      g = (g << 19) | (g >>> 13)
      e = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))
    }
    for (let j = 16; j < 64; j += 4) {
      let a12 = (a << 12) | (a >>> 20)
      let sum = (a12 + e + (T[j] as number)) | 0
      let ss1 = (sum << 7) | (sum >>> 25)
      let w = W[j] as number
      let t = ((g ^ (e & (f ^ g))) + h + ss1 + w) | 0
      d = (((a & b) | (c & (a | b))) + d + (ss1 ^ a12) + (w ^ (W[j + 4] as number))) | 0
      b = (b << 9) | (b >>> 23)
      f = (f << 19) | (f >>> 13)
      h = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (d << 12) | (d >>> 20)
      sum = (a12 + h + (T[j + 1] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 1] as number
      t = ((f ^ (h & (e ^ f))) + g + ss1 + w) | 0
      c = (((d & a) | (b & (d | a))) + c + (ss1 ^ a12) + (w ^ (W[j + 5] as number))) | 0
      a = (a << 9) | (a >>> 23)
      e = (e << 19) | (e >>> 13)
      g = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (c << 12) | (c >>> 20)
      sum = (a12 + g + (T[j + 2] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 2] as number
      t = ((e ^ (g & (h ^ e))) + f + ss1 + w) | 0
      b = (((c & d) | (a & (c | d))) + b + (ss1 ^ a12) + (w ^ (W[j + 6] as number))) | 0
      d = (d << 9) | (d >>> 23)
      h = (h << 19) | (h >>> 13)
      f = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))

      a12 = (b << 12) | (b >>> 20)
      sum = (a12 + f + (T[j + 3] as number)) | 0
      ss1 = (sum << 7) | (sum >>> 25)
      w = W[j + 3] as number
      t = ((h ^ (f & (g ^ h))) + e + ss1 + w) | 0
      a = (((b & c) | (d & (b | c))) + a + (ss1 ^ a12) + (w ^ (W[j + 7] as number))) | 0
      c = (c << 9) | (c >>> 23)
      g = (g << 19) | (g >>> 13)
      e = t ^ ((t << 9) | (t >>> 23)) ^ ((t << 17) | (t >>> 15))
    }
    state[0] = (state[0] as number) ^ a
    state[1] = (state[1] as number) ^ b
    state[2] = (state[2] as number) ^ c
    state[3] = (state[3] as number) ^ d
    state[4] = (state[4] as number) ^ e
    state[5] = (state[5] as number) ^ f
    state[6] = (state[6] as number) ^ g
    state[7] = (state[7] as number) ^ h
  }
}
