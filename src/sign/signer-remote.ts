/**
 * Signers whose key is elsewhere: a token, a hardware module, a signing service. The caller brings the transport; every
 * answer is verified with the signer's certificate before anything is made of it.
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { signatureToDer } from '../crypto/signature-value.ts'
import type { SignatureEncoding } from '../crypto/signature-value.ts'
import type { Signer } from './signer.ts'
import { algorithmOfSigner } from './signer-algorithm.ts'
import type { SignerAlgorithmName } from './signer-algorithm.ts'
import { publicKeyOfSigner, requireSignature } from './signer-signature.ts'

export interface RemoteSignerOptions {
  readonly algorithm: SignerAlgorithmName
  /** DER, the signer's own certificate first: answers are verified with it. */
  readonly certificates: readonly Uint8Array[]
  /**
   * Has the message signed and brings the signature. A device that takes a digest gets it from here: for SM2,
   * e = SM3(Z || message) (`Sm2Hasher`). What it throws is passed on as it is.
   */
  readonly request: (bytes: Uint8Array) => Promise<Uint8Array>
  /** How the other side writes SM2 and ECDSA signatures: DER, or r then s of equal length. Never guessed. @default 'der' */
  readonly encoding?: SignatureEncoding
}

/**
 * A signer over a transport.
 * @throws TypeError when there is no certificate, its key is not of the algorithm, or an option does not exist; FormatError
 *   when it is no certificate. `sign` throws FormatError (`SIGNER_SIGNATURE_INVALID`) for a wrong answer
 */
export function remoteSigner(options: RemoteSignerOptions): Signer {
  const { algorithm, request, encoding = 'der' } = options
  const { entry } = algorithmOfSigner(options)
  if (publicKeyOfSigner(options).type !== entry.keyType) throw new TypeError(`the key of the certificate is not for ${algorithm}`)
  const isPair = entry.keyType === 'SM2' || entry.keyType === 'EC'
  if (encoding !== 'der' && (!isPair || (encoding as string) !== 'raw')) {
    throw new TypeError(`signatures of ${algorithm} have no form ${encoding}`)
  }
  const certificates = Object.freeze([...options.certificates])
  return Object.freeze({
    algorithm,
    certificates,
    async sign(bytes: Uint8Array): Promise<Uint8Array> {
      // A copy: what is verified must be what was sent, whatever the caller or the transport does with the octets.
      const message = Uint8Array.from(bytes)
      const answer: unknown = await request(Uint8Array.from(message))
      if (!(answer instanceof Uint8Array)) throw new TypeError('a transport must answer with octets (Uint8Array)')
      if (encoding === 'raw' && (answer.length === 0 || answer.length % 2 !== 0)) {
        throw new FormatError(finding('SIGNER_SIGNATURE_INVALID', [], { algorithm }))
      }
      const signature = encoding === 'raw' ? signatureToDer(answer) : Uint8Array.from(answer)
      await requireSignature({ algorithm, certificates }, message, signature)
      return signature
    },
  })
}
