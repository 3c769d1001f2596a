/** Verifies signatures on CRLs and OCSP responses: as many as the limits allow for one path. */
import type { VerificationCache } from '../../cache/cache.ts'
import { verifySignature } from '../../cache/signatures.ts'
import { LimitExceededError, VerificationError } from '../../errors.ts'
import { signatureAlgorithm } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import type { Budget } from '../../limits.ts'
import type { AlgorithmIdentifier } from '../algorithm-identifier.ts'

export interface SignedEvidence {
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
}

/** `unsupported`: nobody here can tell, the algorithm or the key is not known. */
export type EvidenceSignature = 'valid' | 'invalid' | 'unsupported'

export class EvidenceSignatures {
  readonly #maximum: number
  readonly #cache: VerificationCache | undefined
  #spent = 0

  constructor({ limits }: Budget, cache: VerificationCache | undefined) {
    this.#maximum = limits.revocationSignatures
    this.#cache = cache
  }

  /** @throws LimitExceededError */
  async verify(evidence: SignedEvidence, key: PublicKey): Promise<EvidenceSignature> {
    if (++this.#spent > this.#maximum) throw new LimitExceededError('revocationSignatures', this.#maximum)
    const { oid, parameters } = evidence.signatureAlgorithm
    try {
      const algorithm = signatureAlgorithm(oid, parameters)
      const signed = { algorithm, key, message: evidence.tbs, signature: evidence.signatureValue }
      return (await verifySignature(this.#cache, signed, { encoding: 'der' })) ? 'valid' : 'invalid'
    } catch (error) {
      // A fact about this piece of evidence; another one may do.
      if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
      return 'unsupported'
    }
  }
}
