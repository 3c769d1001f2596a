/** Opens what a sharing service encrypts for its caller. */
import { sm2Decrypt } from '../../crypto/sm2-encryption.ts'
import type { Sm2CiphertextFormat } from '../../crypto/sm2-encryption.ts'
import { concatOctets } from '../../encoding/octets.ts'

/**
 * Decrypts with the caller's SM2 key.
 * @param privateKey 32 octets
 * @param format as agreed with the service; `bare` where it leaves out the 04 before the point, as widespread libraries do
 */
export function sm2Opener(privateKey: Uint8Array, { format = 'C1C3C2', bare = false }: { readonly format?: Sm2CiphertextFormat; readonly bare?: boolean } = {}): (ciphertext: Uint8Array) => Uint8Array {
  return (ciphertext) => sm2Decrypt(privateKey, bare ? concatOctets(Uint8Array.of(4), ciphertext) : ciphertext, { format })
}
