/**
 * Whether a time-stamp token proves that octets existed at its time (RFC 3161 2.4.2, GM/T 0033): the imprint, the
 * authority's signature, and a path for time stamping. Revocation of the authority: give the path to `revocation/`.
 */
import type { VerificationCache } from '../cache/cache.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { equalOctets } from '../encoding/octets.ts'
import { digestAlgorithm } from '../crypto/index.ts'
import type { Certificate } from './certificate.ts'
import { readableCertificates } from './cms-certificates.ts'
import { TST_INFO } from './cms-identifiers.ts'
import { checkSignerInfo, signerCertificates } from './cms-signer.ts'
import { namesMatch } from './name-comparison.ts'
import { TIME_STAMPING_PURPOSE, validatePath } from './path/index.ts'
import type { CertificationPath, TrustAnchor } from './path/index.ts'
import type { TimeStampToken } from './time-stamp.ts'

/** Octets that the token may be about, and what they are called in findings. */
export interface ImprintCandidate {
  readonly what: string
  readonly octets: Uint8Array
}

export interface TimeStampOptions {
  /**
   * What the token is to prove, in order: the first is what the standard says; a match with a later one is reported
   * (TIME_STAMP_IMPRINT_UNUSUAL).
   */
  readonly imprints: readonly [ImprintCandidate, ...ImprintCandidate[]]
  /** Anchors for time-stamp authorities. None: nothing is proven. */
  readonly anchors: readonly TrustAnchor[]
  /** Certificates besides those in the token that the path may need. @default none */
  readonly intermediates?: readonly Certificate[]
  /** The token's time must not be later than this: the validation time, with what skew of clocks the policy allows. @default any time */
  readonly latest?: Date
  /** The nonce of the caller's own request. @default none is expected */
  readonly nonce?: bigint
  /** SM2 user ids to try, in order. @default only the standard one */
  readonly userIds?: readonly string[]
  readonly budget: Budget
  /** Remembers certificates, and signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
  /** Prefixed to findings. @default where the token was found */
  readonly at?: Locator
}

/** Present only when imprint and signature are right and a path was found; findings say what a policy has to judge. */
export interface TimeStampFacts {
  readonly genTime: Date
  /** Of the time-stamp authority. */
  readonly certificate: Certificate
  /** Valid at genTime; not checked for revocation. */
  readonly path: CertificationPath
  /** What the token is about: `what` of the candidate that matched. */
  readonly imprint: string
  readonly policy: string
  readonly serialNumber: bigint
}

/**
 * Checks a token. All checks run whose inputs exist.
 * @throws LimitExceededError
 */
export async function checkTimeStamp(token: TimeStampToken, options: TimeStampOptions): Promise<Checked<TimeStampFacts>> {
  const at = options.at ?? token.at
  const findings: Finding[] = [...formFindings(token, options, at)]
  const imprint = await matchImprint(token, options.imprints, at)
  findings.push(...imprint.findings)

  const note = (noticed: Finding): void => { findings.push(noticed) }
  const embedded = readableCertificates(token.signedData.certificates, { budget: options.budget, cache: options.cache, at, note })
  const certificates = [...embedded, ...(options.intermediates ?? [])]
  const signer = await checkSignerInfo(token.signerInfo, {
    content: token.tstInfo, certificates, at, cache: options.cache, ...(options.userIds !== undefined && { userIds: options.userIds }),
  })
  findings.push(...signer.findings)
  // The path is of interest even when the signature is not right: a report names what else is wrong.
  const certificate = signer.facts?.certificate ?? signerCertificates(token.signerInfo.sid, certificates)[0]
  if (certificate === undefined) return { findings }
  findings.push(...nameFindings(token, certificate, at))
  const path = await validatePath(certificate, {
    anchors: options.anchors, intermediates: certificates, time: token.genTime, purpose: TIME_STAMPING_PURPOSE, budget: options.budget, cache: options.cache, at,
  })
  findings.push(...path.findings)
  if (imprint.what === undefined || signer.facts === undefined || path.facts === undefined) return { findings }
  return {
    facts: {
      genTime: token.genTime, certificate, path: path.facts.path, imprint: imprint.what, policy: token.policy, serialNumber: token.serialNumber,
    },
    findings,
  }
}

function formFindings(token: TimeStampToken, { latest, nonce }: TimeStampOptions, at: Locator): readonly Finding[] {
  const found: Finding[] = []
  // A signature that does not say what it is over could have been made over anything (RFC 5652 5.3).
  if (token.signerInfo.signedAttrs?.contentType !== TST_INFO) found.push(finding('TIME_STAMP_ATTRIBUTES', at))
  for (const { oid, critical } of token.extensions.values()) if (critical) found.push(finding('TIME_STAMP_EXTENSION_UNKNOWN', at, { oid }))
  if (nonce !== undefined && token.nonce !== nonce) found.push(finding('TIME_STAMP_NONCE_MISMATCH', at))
  if (latest !== undefined && token.genTime > latest) {
    found.push(finding('TIME_STAMP_IN_FUTURE', at, { genTime: token.genTime.toISOString(), now: latest.toISOString() }))
  }
  return found
}

async function matchImprint(
  { messageImprint: { hashAlgorithm, hashedMessage } }: TimeStampToken, candidates: readonly ImprintCandidate[], at: Locator,
): Promise<{ readonly what?: string; readonly findings: readonly Finding[] }> {
  const digest = digestAlgorithm(hashAlgorithm.oid)
  if (digest === undefined) return { findings: [finding('CMS_DIGEST_ALGORITHM_UNSUPPORTED', at, { algorithm: hashAlgorithm.oid })] }
  const findings = digest.weak ? [finding('CMS_DIGEST_ALGORITHM_WEAK', at, { algorithm: digest.name })] : []
  for (const [position, { what, octets }] of candidates.entries()) {
    if (!equalOctets(await digest.digest(octets), hashedMessage)) continue
    return { what, findings: position === 0 ? findings : [...findings, finding('TIME_STAMP_IMPRINT_UNUSUAL', at, { what })] }
  }
  return { findings: [...findings, finding('TIME_STAMP_IMPRINT_MISMATCH', at, { algorithm: digest.name })] }
}

/** tsa, where present, must be a name of the certificate that signed. */
function nameFindings({ tsa }: TimeStampToken, certificate: Certificate, at: Locator): readonly Finding[] {
  if (tsa?.kind !== 'directoryName') return []
  const names = (certificate.subjectAltName ?? []).flatMap((name) => (name.kind === 'directoryName' ? [name.name] : []))
  return [certificate.subject, ...names].some((name) => namesMatch(name, tsa.name)) ? [] : [finding('TIME_STAMP_SIGNER_NAME', at)]
}
