/**
 * What a certificate alone says about its place on a path (RFC 5280 6.1.3 (a)(2), 6.1.4 (k), (n), (o), 6.1.5 (f) and the
 * purpose). Its issuer's signature and what other certificates constrain are checked in `process-path.ts` and `search.ts`.
 */
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Certificate } from '../certificate.ts'
import { ANY_POLICY, EXTENSION, KEY_PURPOSE } from '../object-identifiers.ts'
import { algorithmFindings } from './algorithm-strength.ts'
import { profileFindings } from './profile.ts'
import type { Role } from './profile.ts'
import type { PathPurpose } from './purpose.ts'

/** Critical extensions that are processed here or by the readers; distribution points are processed in `revocation/`. */
const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.authorityInfoAccess,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.basicConstraints,
  EXTENSION.cRLDistributionPoints,
  EXTENSION.certificatePolicies,
  EXTENSION.extKeyUsage,
  EXTENSION.freshestCRL,
  EXTENSION.inhibitAnyPolicy,
  EXTENSION.issuerAltName,
  EXTENSION.keyUsage,
  EXTENSION.nameConstraints,
  EXTENSION.ocspNoCheck,
  EXTENSION.policyConstraints,
  EXTENSION.policyMappings,
  EXTENSION.subjectAltName,
  EXTENSION.subjectKeyIdentifier,
])

/** How many unknown extensions are named: one is enough to refuse, a few tell who made them. */
const MAXIMUM_NAMED = 16

/** All findings of a certificate below an anchor, at a time in whole seconds. */
export function certificateFindings(
  certificate: Certificate, role: 'endEntity' | 'ca', time: Date, purpose: PathPurpose,
): readonly Finding[] {
  return [
    ...certificate.findings,
    ...validityFindings(certificate, time),
    ...criticalFindings(certificate),
    ...(role === 'endEntity' ? endEntityFindings(certificate, purpose) : issuerFindings(certificate, role, purpose)),
    ...algorithmFindings(certificate, time, true),
    ...profileFindings(certificate, role, false),
  ]
}

/**
 * All findings of an anchor's certificate. The signature on it counts for nothing, and nobody looks it up by its
 * serial number: neither is judged where it issued others.
 * @param role `anchor` for one that issued others, `endEntity` for one that is to be used itself
 * @param selfSigned its own key made the signature on it
 */
export function anchorFindings(
  certificate: Certificate, role: 'anchor' | 'endEntity', time: Date, purpose: PathPurpose, selfSigned: boolean,
): readonly Finding[] {
  return [
    ...certificate.findings.filter(({ code }) => role === 'endEntity' || !code.startsWith('CERTIFICATE_SERIAL_NUMBER_')),
    ...validityFindings(certificate, time),
    ...criticalFindings(certificate),
    ...(role === 'endEntity' ? endEntityFindings(certificate, purpose) : issuerFindings(certificate, role, purpose)),
    ...algorithmFindings(certificate, time, false),
    ...profileFindings(certificate, role, selfSigned),
  ]
}

/** Both ends belong to the period (RFC 5280 4.1.2.5). */
function validityFindings({ notBefore, notAfter, at }: Certificate, time: Date): readonly Finding[] {
  const params = (limit: Date): { time: string; limit: string } => ({ time: time.toISOString(), limit: limit.toISOString() })
  if (time < notBefore) return [finding('CERTIFICATE_NOT_YET_VALID', at, params(notBefore))]
  if (time > notAfter) return [finding('CERTIFICATE_EXPIRED', at, params(notAfter))]
  return []
}

function criticalFindings({ extensions, at }: Certificate): readonly Finding[] {
  return [...extensions.values()]
    .filter(({ critical, oid }) => critical && !PROCESSED.has(oid))
    .slice(0, MAXIMUM_NAMED)
    .map(({ oid }) => finding('CERTIFICATE_EXTENSION_CRITICAL_UNKNOWN', at, { oid }))
}

function issuerFindings(certificate: Certificate, role: Role, purpose: PathPurpose): readonly Finding[] {
  const { at, basicConstraints, keyUsage, extKeyUsage, policyMappings } = certificate
  const findings: Finding[] = []
  // An anchor of version 1 or 2 cannot say that it is a CA; its owner's word does (RFC 5280 6.1.4 (k)). Others must.
  if (basicConstraints?.cA !== true && !(role === 'anchor' && certificate.version !== 3)) {
    findings.push(finding('CERTIFICATE_NOT_CA', at))
  }
  if (keyUsage?.has('keyCertSign') === false) findings.push(finding('CERTIFICATE_NO_KEY_CERT_SIGN', at))
  const wanted = purpose.extKeyUsage
  if (
    wanted !== undefined && purpose.caExtKeyUsage !== 'ignored' &&
    extKeyUsage !== undefined && !extKeyUsage.has(wanted) && !extKeyUsage.has(KEY_PURPOSE.any)
  ) {
    findings.push(finding('CERTIFICATE_CA_KEY_PURPOSE', at, { wanted }))
  }
  if (policyMappings?.some(({ issuerDomainPolicy: a, subjectDomainPolicy: b }) => a === ANY_POLICY || b === ANY_POLICY) === true) {
    findings.push(finding('CERTIFICATE_POLICY_MAPPING_ANY', at))
  }
  return findings
}

function endEntityFindings({ at, keyUsage, extKeyUsage, extensions }: Certificate, purpose: PathPurpose): readonly Finding[] {
  const findings: Finding[] = []
  if (purpose.keyUsage !== undefined && keyUsage !== undefined && !purpose.keyUsage.some((bit) => keyUsage.has(bit))) {
    findings.push(finding('CERTIFICATE_KEY_USAGE', at, { wanted: purpose.keyUsage.join(' or ') }))
  }
  const wanted = purpose.extKeyUsage
  const any = extKeyUsage?.has(KEY_PURPOSE.any) === true
  const critical = extensions.get(EXTENSION.extKeyUsage)?.critical === true
  if (wanted === undefined) {
    if (critical && !any) findings.push(finding('CERTIFICATE_KEY_PURPOSE_RESERVED', at))
    return findings
  }
  const rule = purpose.extKeyUsageRule ?? 'required'
  const serves = extKeyUsage === undefined
    ? rule === 'whenPresent'
    : extKeyUsage.has(wanted) || (any && purpose.anyExtendedKeyUsage === 'accepted')
  if (!serves) findings.push(finding('CERTIFICATE_KEY_PURPOSE', at, { wanted }))
  else if (rule === 'exclusive' && (!critical || extKeyUsage?.size !== 1)) {
    findings.push(finding('CERTIFICATE_KEY_PURPOSE_NOT_EXCLUSIVE', at, { wanted }))
  }
  return findings
}
