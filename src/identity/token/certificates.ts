/** The issuer's key in a certificate that comes with the token (`x5c`, RFC 7515 4.1.6), which proves nothing by itself. */
import { FormatError } from '../../errors.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { equalOctets, fromBase64 } from '../../encoding/octets.ts'
import type { Budget } from '../../limits.ts'
import type { Certificate } from '../../pki/certificate.ts'
import { parseCertificate } from '../../pki/certificate.ts'
import { TOKEN_ISSUER_PURPOSE } from '../../pki/path/index.ts'
import type { CertificateInput, TrustStore } from '../../trust/index.ts'
import { certificateSteps } from '../../verify/certificate-steps.ts'
import type { CertificateSteps } from '../../verify/certificate-steps.ts'
import type { Call, RevocationEvidence } from '../../verify/options.ts'

/** Certificates instead of keys: whoever has one from a trusted CA could sign, so it must also name the issuer. */
export interface TokenCertificateOptions {
  /** Its anchors for token issuers: `tokenIssuer`, services of that type in lists; `anchors` too, which is reported (`TOKEN_ISSUER_ANCHOR_GENERAL`). */
  readonly trust: TrustStore
  /**
   * The subject of the issuer's certificate, as `CertificateSummary.subject` has it (RFC 4514).
   * @default it must name the issuer in subjectAltName: as URI, or the host of an https issuer as DNS name
   */
  readonly subject?: string
  /** Certificates that may help to build the path. @default those in the token */
  readonly certificates?: readonly CertificateInput[]
  /** @default none: revocation is then unknown where a certificate names a source */
  readonly evidence?: RevocationEvidence
}

export interface TokenCertificates {
  readonly own: Certificate
  readonly others: readonly Uint8Array[]
}

const AT = ['x5c', 0] as const

/** The certificates of a header. @throws FormatError (`TOKEN_CERTIFICATES_ABSENT`, `TOKEN_CERTIFICATES_INVALID`, those of certificates); LimitExceededError */
export function readCertificates(parameters: JsonObject, budget: Budget): TokenCertificates {
  const { x5c } = parameters
  if (x5c === undefined) throw new FormatError(finding('TOKEN_CERTIFICATES_ABSENT', []))
  const invalid = new FormatError(finding('TOKEN_CERTIFICATES_INVALID', ['x5c']))
  if (!Array.isArray(x5c)) throw invalid
  budget.within('pathLength', x5c.length - 1, ['x5c'])
  const [first, ...others] = (x5c as readonly unknown[]).map((text) => {
    const octets = typeof text === 'string' ? fromBase64(text) : undefined
    if (octets === undefined) throw invalid
    return octets
  })
  if (first === undefined) throw invalid
  const own = parseCertificate(first, { budget, at: ['x5c', 0] })
  if (own.publicKeyError !== undefined) throw own.publicKeyError
  return { own, others }
}

/**
 * Path to an anchor for token issuers, the name in the certificate, revocation. The signature was verified with its key.
 * An anchor that vouches for signers of documents too says nothing of token issuers in particular: then the name alone
 * keeps its other holders of certificates out, and the report says so, as it does for makers of seals.
 */
export async function tokenCertificateSteps({ own, others }: TokenCertificates, issuer: string, { subject }: TokenCertificateOptions, call: Call): Promise<CertificateSteps> {
  const named = subject === undefined ? namesIssuer(own, issuer) : own.subject.text === subject
  const findings: readonly Finding[] = named ? [] : [finding('TOKEN_CERTIFICATE_NAME_MISMATCH', AT)]
  // The token is presented now: what is revoked now is, whenever it was signed.
  const steps = await certificateSteps(own, { at: AT, trust: 'tokenIssuer', purpose: TOKEN_ISSUER_PURPOSE, time: call.time, embedded: others, findings }, call)
  const { anchor, certificate } = steps
  const forSigners = [...call.trust.anchors('signer'), ...call.trust.listedAnchors('signer')]
  if (anchor === undefined || !forSigners.some(({ spki }) => equalOctets(spki, anchor.spki))) return steps
  return { ...steps, certificate: { ...certificate, findings: [...certificate.findings, finding('TOKEN_ISSUER_ANCHOR_GENERAL', AT)] } }
}

function namesIssuer({ subjectAltName = [] }: Certificate, issuer: string): boolean {
  const host = /^https:\/\/([^/:?#@]+)(?::\d+)?(?:[/?#]|$)/.exec(issuer)?.[1]?.toLowerCase()
  return subjectAltName.some((name) =>
    (name.kind === 'uniformResourceIdentifier' && name.ascii && name.value === issuer)
    || (name.kind === 'dNSName' && name.ascii && host !== undefined && name.value.toLowerCase() === host))
}
