/**
 * The arithmetic under SM2, behind one small interface so that it can be replaced by a faster one. A kernel knows
 * numbers and points only: no hashes, no encodings, no identities. All values are big-endian octets: scalars 32, points
 * 64 (X then Y). Kernels trust their callers for what the parameters say.
 */
export interface Sm2Kernel {
  /**
   * The equation of GB/T 32918.2 7.1: (e + x1) mod n = r with (x1, y1) = [s]G + [r + s]P.
   * Checks 1 <= r, s <= n-1 and r + s != 0 mod n itself: nobody must be able to forget them.
   * @param e any 32 octets
   * @param publicKey a point on the curve; the same array for the same key, so that a kernel may keep tables by identity
   */
  verify(e: Uint8Array, r: Uint8Array, s: Uint8Array, publicKey: Uint8Array): boolean
  /**
   * The signature r then s of GB/T 32918.2 6.1, or undefined when this k gives r = 0, r + k = n or s = 0.
   * @param privateKey in [1, n-2]
   * @param k in [1, n-1], never used twice
   * @param blind a secret number in [1, n-1], for kernels whose course depends on their numbers: it changes the course, not
   *   the result
   */
  sign(e: Uint8Array, privateKey: Uint8Array, k: Uint8Array, blind: () => Uint8Array): Uint8Array<ArrayBuffer> | undefined
  /** [k]G for k in [1, n-1]. */
  multiplyBase(k: Uint8Array): Uint8Array<ArrayBuffer>
  /** [k]P for k in [1, n-1] and P on the curve. */
  multiply(point: Uint8Array, k: Uint8Array): Uint8Array<ArrayBuffer>
}
