/** What all parts of one revocation check share: times, certificates, the signature counter, and the status of signers. */
import type { VerificationCache } from '../../cache/cache.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { diagnosticDefinition } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import { validatePath } from '../path/index.ts'
import type { CertificationPath, PathPurpose, TrustAnchor } from '../path/index.ts'
import type { EvidenceSignatures } from './evidence-signature.ts'

export interface CheckContext {
  /** The path whose certificates are asked about: its issuers were validated, its anchor is the only one that counts. */
  readonly path: CertificationPath
  readonly time: Date
  /** Certificates that may have signed evidence or lead to one that did; not trusted. */
  readonly certificates: readonly Certificate[]
  readonly trustedResponders: readonly Certificate[]
  readonly nonce: Uint8Array | undefined
  readonly signatures: EvidenceSignatures
  readonly budget: Budget
  readonly cache: VerificationCache | undefined
  /** Whether the certificates that a signer of evidence rests on are revoked themselves. */
  readonly signerStatus: (path: CertificationPath) => Promise<SignerStatus>
}

/** `unknown`: it names a source of revocation information, and no evidence serves. */
export type SignerStatus = 'good' | 'revoked' | 'unknown'

/** Signers under one name are few; more than this many certificates with it are not tried. */
const MAXIMUM_SIGNERS = 8

/** Whether a finding keeps a check from passing, by its own level: no policy speaks for signers of evidence. */
export const isError = ({ code }: Finding): boolean => ['fail', 'indeterminate'].includes(diagnosticDefinition(code).level)

/**
 * The path of a certificate that signed evidence of a date. It must be valid when the evidence was made and, where
 * that is later, at the time that is asked about.
 * @throws LimitExceededError
 */
export async function signerPath(
  certificate: Certificate, thisUpdate: Date,
  { anchors, intermediates, purpose, context }: {
    readonly anchors: readonly TrustAnchor[]; readonly intermediates: readonly Certificate[]
    readonly purpose: PathPurpose; readonly context: CheckContext
  },
): Promise<CertificationPath | undefined> {
  const time = thisUpdate > context.time ? thisUpdate : context.time
  const { facts, findings } = await validatePath(certificate, { anchors, intermediates, time, purpose, budget: context.budget, cache: context.cache })
  return findings.some(isError) ? undefined : facts?.path
}

/** The first few different certificates: what makes them many, copies and decoys, costs nothing here. */
export function fewCertificates(certificates: readonly Certificate[]): readonly Certificate[] {
  const few: Certificate[] = []
  for (const certificate of certificates) {
    if (few.length === MAXIMUM_SIGNERS) break
    if (!few.some(({ bytes }) => equalOctets(bytes, certificate.bytes))) few.push(certificate)
  }
  return few
}
