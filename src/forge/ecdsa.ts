/** ECDSA over the SM2 curve with SM3: what a library signs that chooses the algorithm by the curve alone. */
import { CURVES, sm2PublicKeyOf, sm3 } from '../crypto/index.ts'
import { encodeInteger, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets, toHex } from '../encoding/octets.ts'

export function ecdsaOnSm2Curve(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  const { n } = CURVES.SM2
  const integer = (octets: Uint8Array): bigint => BigInt(`0x${toHex(octets)}`)
  const nonce = sm3(concatOctets(privateKey, message))
  const k = integer(nonce)
  const r = integer(sm2PublicKeyOf(nonce).point.subarray(0, 32)) % n
  const s = (inverse(k, n) * (integer(sm3(message)) + r * integer(privateKey))) % n
  return encodeSequence(encodeInteger(r), encodeInteger(s))
}

/** By Fermat: the modulus is prime. */
function inverse(value: bigint, prime: bigint): bigint {
  let [result, base] = [1n, value % prime]
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime
    base = (base * base) % prime
  }
  return result
}
