/** Whether a CRL was signed by who may sign it (RFC 5280 6.3.3 (f), (g), (h)). */
import type { Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { PublicKey } from '../../crypto/index.ts'
import type { Certificate } from '../certificate.ts'
import type { Crl } from '../crl.ts'
import { namesMatch } from '../name-comparison.ts'
import type { PathLink, PathPurpose } from '../path/index.ts'
import { fewCertificates, signerPath } from './context.ts'
import type { CheckContext } from './context.ts'
import type { CrlAuthenticity } from './crl-answers.ts'
import type { Piece } from './evidence.ts'

const CRL_ISSUER_PURPOSE: PathPurpose = { keyUsage: ['cRLSign'] }

interface Signer {
  readonly publicKey: PublicKey
  /** Absent for an issuer on the path: that one is validated and checked with the path. */
  readonly certificate?: Certificate
}

/**
 * Tries the key that issued the certificate, then those of other certificates with the CRL issuer's name. The latter
 * need a path to the same trust anchor: a CA of the same name under another anchor has no say (RFC 5280 6.3.3 (f)).
 * @throws LimitExceededError
 */
export async function authenticateCrl(piece: Piece<Crl>, link: PathLink, context: CheckContext, at: Locator): Promise<CrlAuthenticity> {
  const { label: evidence, value: crl } = piece
  let sawAuthorized = false
  let sawUnsupported = false
  let unauthorizedSigned = false
  for (const signer of signersOf(crl, link, context)) {
    const outcome = await context.signatures.verify(crl, signer.publicKey)
    if (outcome === 'unsupported') sawUnsupported = true
    if (signer.certificate === undefined) sawAuthorized ||= !namesAnotherKey(crl, link.issuer.certificate)
    if (outcome !== 'valid') continue
    if (signer.certificate === undefined) return { authentic: true, findings: [], obstacles: [] }
    const path = await signerPath(signer.certificate, crl.thisUpdate, {
      anchors: [context.path.anchor], intermediates: [...context.path.certificates, ...context.certificates],
      purpose: CRL_ISSUER_PURPOSE, context,
    })
    const status = path === undefined ? 'revoked' : await context.signerStatus(path)
    if (status === 'good') return { authentic: true, findings: [], obstacles: [] }
    if (status === 'unknown') {
      return { authentic: true, findings: [finding('REVOCATION_CRL_ISSUER_UNCHECKED', at, { evidence })], obstacles: [] }
    }
    unauthorizedSigned = true
  }
  const none = { authentic: false, findings: [], obstacles: [] }
  if (unauthorizedSigned) return { ...none, findings: [finding('REVOCATION_UNAUTHORIZED_ISSUER', at, { evidence })] }
  if (sawUnsupported) {
    return { ...none, obstacles: [finding('REVOCATION_ALGORITHM_UNSUPPORTED', at, { evidence, oid: crl.signatureAlgorithm.oid })] }
  }
  if (sawAuthorized) return { ...none, findings: [finding('REVOCATION_SIGNATURE_INVALID', at, { evidence })] }
  // Another key of a CA, as after a key change: a list that simply is for others.
  return { ...none, obstacles: [finding('REVOCATION_UNAUTHORIZED_ISSUER', at, { evidence })] }
}

/**
 * Who may have signed: issuers above the certificate on its path that have the CRL issuer's name and may sign CRLs, then
 * other certificates with that name. Never the certificate itself, nor one below it: nobody vouches for their own state.
 */
function signersOf(crl: Crl, link: PathLink, { path, certificates }: CheckContext): readonly Signer[] {
  const position = path.links.findIndex(({ certificate }) => certificate === link.certificate)
  const above = path.links.slice(Math.max(position, 0)).map(({ issuer }) => issuer).filter(({ name, certificate }) =>
    namesMatch(name, crl.issuer) && (certificate?.keyUsage === undefined || certificate.keyUsage.has('cRLSign')))
  const others = certificates.filter(({ subject, spki, bytes }) =>
    namesMatch(subject, crl.issuer) && !equalOctets(bytes, link.certificate.bytes) && !above.some((issuer) => equalOctets(issuer.spki, spki)))
  return [
    ...above.map(({ publicKey }) => ({ publicKey })),
    ...fewCertificates(others).flatMap((certificate) =>
      certificate.publicKey === undefined ? [] : [{ publicKey: certificate.publicKey, certificate }]),
  ]
}

function namesAnotherKey({ authorityKeyIdentifier }: Crl, issuer: Certificate | undefined): boolean {
  const [wanted, own] = [authorityKeyIdentifier?.keyIdentifier, issuer?.subjectKeyIdentifier]
  return wanted !== undefined && own !== undefined && !equalOctets(wanted, own)
}
