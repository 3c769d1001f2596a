/** Verifies signatures on CRLs and OCSP responses: as many as the limits allow for one path. */
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
  #spent = 0

  constructor({ limits }: Budget) {
    this.#maximum = limits.revocationSignatures
  }

  /** @throws LimitExceededError */
  async verify(evidence: SignedEvidence, key: PublicKey): Promise<EvidenceSignature> {
    if (++this.#spent > this.#maximum) throw new LimitExceededError('revocationSignatures', this.#maximum)
    const { oid, parameters } = evidence.signatureAlgorithm
    try {
      const algorithm = signatureAlgorithm(oid, parameters)
      return (await algorithm.verify(key, evidence.tbs, evidence.signatureValue)) ? 'valid' : 'invalid'
    } catch (error) {
      // A fact about this piece of evidence; another one may do.
      if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
      return 'unsupported'
    }
  }
}
