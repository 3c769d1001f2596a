/**
 * Signing in two phases, for keys that cannot be called: `prepare` gives the octets to be signed, they travel, and
 * `finish` makes the document of the signature that comes back, if it is right.
 */
import type { Signer } from './signer.ts'
import { requireSignature } from './signer-signature.ts'
import type { SigningParty } from './signer-signature.ts'

/** Something that lacks nothing but its signature. */
export interface Prepared<Result> {
  readonly algorithm: string
  readonly certificates: readonly Uint8Array[]
  /** The message, to be signed as `Signer.sign` does: not a digest of it. */
  readonly toBeSigned: Uint8Array
  /**
   * Makes the result of a signature in the form of `Signer.sign`.
   * @throws FormatError (`SIGNER_SIGNATURE_INVALID`) when it is not that of the certificate over `toBeSigned`
   */
  finish(signature: Uint8Array): Promise<Result>
}

/** @param assemble puts the result together; is called with signatures that were verified only */
export function prepareSigning<Result>(
  signer: SigningParty, toBeSigned: Uint8Array,
  assemble: (signature: Uint8Array) => Result | Promise<Result>,
): Prepared<Result> {
  const { algorithm, certificates } = signer
  const party = { ...signer, algorithm, certificates }
  const message = Uint8Array.from(toBeSigned)
  return {
    algorithm, certificates,
    get toBeSigned() {
      return Uint8Array.from(message)
    },
    async finish(signature) {
      await requireSignature(party, message, signature)
      return assemble(signature)
    },
  }
}

/** Both phases at once, with a signer that can be called. */
export async function finishWith<Result>(prepared: Prepared<Result>, signer: Pick<Signer, 'sign'>): Promise<Result> {
  return prepared.finish(await signer.sign(prepared.toBeSigned))
}
