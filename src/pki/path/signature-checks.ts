/** Verifies certificates with their issuers' keys: each pair once per call, and no more pairs than the limits allow. */
import type { VerificationCache } from '../../cache/cache.ts'
import { VALID, verifySignature } from '../../cache/signatures.ts'
import { signatureAlgorithm } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import { LimitExceededError, VerificationError } from '../../errors.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { toCharacters } from '../../encoding/characters.ts'
import type { Certificate } from '../certificate.ts'

export interface Key {
  readonly spki: Uint8Array
  readonly publicKey?: PublicKey
  readonly publicKeyError?: VerificationError
}

/** `verified`, or the finding that says why not. */
export type SignatureOutcome = 'verified' | Finding

const texts = new WeakMap<Uint8Array, string>()

/** A key's SubjectPublicKeyInfo, a name or a certificate as a look-up key that costs its computation once per array. */
export function octetsText(octets: Uint8Array): string {
  const known = texts.get(octets)
  if (known !== undefined) return known
  const text = toCharacters(octets)
  texts.set(octets, text)
  return text
}

export class SignatureChecks {
  readonly #known = new Map<Certificate, Map<string, SignatureOutcome>>()
  readonly #spend: () => void
  readonly #cache: VerificationCache | undefined

  /** @param spend told of each verification before it is made; may throw */
  constructor(spend: () => void, cache?: VerificationCache) {
    this.#spend = spend
    this.#cache = cache
  }

  /** Whether the key made the certificate's signature. @throws what `spend` throws */
  async check(certificate: Certificate, key: Key): Promise<SignatureOutcome> {
    const outcomes = this.#known.get(certificate) ?? new Map<string, SignatureOutcome>()
    this.#known.set(certificate, outcomes)
    const id = octetsText(key.spki)
    const known = outcomes.get(id)
    if (known !== undefined) return known
    const outcome = await this.#verify(certificate, key, id)
    outcomes.set(id, outcome)
    return outcome
  }

  async #verify(certificate: Certificate, key: Key, id: string): Promise<SignatureOutcome> {
    const { at, tbs, signatureAlgorithm: stated, signatureValue } = certificate
    if (key.publicKey === undefined) return { ...(key.publicKeyError?.finding ?? finding('CERTIFICATE_SIGNATURE_INVALID', at)), at }
    try {
      const algorithm = signatureAlgorithm(stated.oid, stated.parameters)
      this.#spend()
      // One of the cache's own, with the key that signed it before: its signature need not be looked up by a digest.
      if (this.#cache?.isMarked(VALID, certificate, id) === true) return 'verified'
      const signed = { algorithm, key: key.publicKey, message: tbs, signature: signatureValue }
      const valid = await verifySignature(this.#cache, signed, { encoding: 'der' })
      if (!valid) return finding('CERTIFICATE_SIGNATURE_INVALID', at)
      this.#cache?.mark(certificate, id)
      return 'verified'
    } catch (error) {
      // An algorithm that is not supported is a fact about this certificate; another path may do without it.
      if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
      return { ...error.finding, at }
    }
  }
}
