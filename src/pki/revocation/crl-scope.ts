/** Which certificates and reasons a CRL covers, seen from a distribution point of a certificate (RFC 5280 6.3.3 (b), (d)). */
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import type { Crl } from '../crl.ts'
import type { DistributionPoint, DistributionPointName } from '../extensions/index.ts'
import type { GeneralName } from '../general-name.ts'
import { nameKey, namesMatch } from '../name-comparison.ts'
import type { DistinguishedName } from '../name.ts'

/** Bits of ReasonFlags that stand for a reason; bit 0 is not used. */
export const ALL_REASONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8])

/**
 * The distribution points to go through: those of the certificate, and last the issuer itself, as if it were named
 * (6.3.3, the paragraph after (l)).
 */
export function distributionPointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const implied: DistributionPoint = {
    distributionPoint: { kind: 'fullName', names: [{ kind: 'directoryName', name: certificate.issuer }] },
  }
  return [...(certificate.cRLDistributionPoints ?? []), implied]
}

/** Whether a CRL is issued by who may speak for the certificate: its issuer, or whom the distribution point names. */
export function isByIssuerOf(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  if (point.cRLIssuer === undefined) return namesMatch(crl.issuer, certificate.issuer)
  const indirect = crl.issuingDistributionPoint?.indirectCRL === true
  return indirect && point.cRLIssuer.some((name) => name.kind === 'directoryName' && namesMatch(name.name, crl.issuer))
}

/** The reasons that a CRL covers for a certificate; undefined when the certificate is outside its scope. */
export function reasonsInScope(crl: Crl, point: DistributionPoint, certificate: Certificate): ReadonlySet<number> | undefined {
  if (!isByIssuerOf(crl, point, certificate)) return undefined
  const scope = crl.issuingDistributionPoint
  if (scope !== undefined) {
    const isAuthority = certificate.basicConstraints?.cA === true
    if (scope.onlyContainsAttributeCerts || (scope.onlyContainsUserCerts && isAuthority) || (scope.onlyContainsCACerts && !isAuthority)) return undefined
    if (scope.distributionPoint !== undefined && !sharesName(scope.distributionPoint, crl, point, certificate)) return undefined
  }
  const ofList = scope?.onlySomeReasons ?? ALL_REASONS
  const ofPoint = point.reasons ?? ALL_REASONS
  return new Set([...ALL_REASONS].filter((reason) => ofList.has(reason) && ofPoint.has(reason)))
}

/** (b)(2)(i): one name in common; cRLIssuer stands in for a distribution point name that is not there. */
function sharesName(ofList: DistributionPointName, crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const listNames = namesOf(ofList, crl.issuer)
  const issuer = directoryName(point.cRLIssuer) ?? certificate.issuer
  const pointNames = point.distributionPoint === undefined ? (point.cRLIssuer ?? []) : namesOf(point.distributionPoint, issuer)
  return listNames.some((a) => pointNames.some((b) => sameName(a, b)))
}

function directoryName(names: readonly GeneralName[] | undefined): DistinguishedName | undefined {
  return names?.flatMap((name) => (name.kind === 'directoryName' ? [name.name] : []))[0]
}

function namesOf(point: DistributionPointName, issuer: DistinguishedName): readonly GeneralName[] {
  if (point.kind === 'fullName') return point.names
  return [{ kind: 'directoryName', name: { bytes: new Uint8Array(0), rdns: [...issuer.rdns, point.rdn], text: '' } }]
}

function sameName(a: GeneralName, b: GeneralName): boolean {
  switch (a.kind) {
    case 'directoryName':
      // By attributes only: a name that was put together from a relative one has no octets of its own.
      return b.kind === 'directoryName' && nameKey(a.name) === nameKey(b.name)
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return b.kind === a.kind && b.value === a.value
    case 'iPAddress':
      return b.kind === 'iPAddress' && equalOctets(a.octets, b.octets)
    case 'registeredID':
      return b.kind === 'registeredID' && b.oid === a.oid
    case 'otherName':
      return b.kind === 'otherName' && b.typeId === a.typeId && equalOctets(a.value, b.value)
    case 'x400Address':
    case 'ediPartyName':
      return b.kind === a.kind && equalOctets(a.bytes, b.bytes)
  }
}

/** Whether a delta CRL may be combined with a complete one (6.3.3 (c), 5.2.4). Signatures are not looked at. */
export function belongsTogether(delta: Crl, complete: Crl): boolean {
  const { baseCRLNumber, cRLNumber } = delta
  if (baseCRLNumber === undefined || cRLNumber === undefined || complete.cRLNumber === undefined) return false
  if (!namesMatch(delta.issuer, complete.issuer)) return false
  const [a, b] = [delta.issuingDistributionPoint?.bytes, complete.issuingDistributionPoint?.bytes]
  if (a === undefined || b === undefined ? a !== b : !equalOctets(a, b)) return false
  const [keyA, keyB] = [delta.authorityKeyIdentifier?.keyIdentifier, complete.authorityKeyIdentifier?.keyIdentifier]
  if (keyA !== undefined && keyB !== undefined && !equalOctets(keyA, keyB)) return false
  return baseCRLNumber <= complete.cRLNumber && complete.cRLNumber < cRLNumber
}
