/**
 * What RFC 5280 demands of those who issue certificates, beyond what it tells those who validate: criticality, key
 * identifiers, names that are present and well-formed. Certificates in use break much of it without harm, so these are
 * warnings by default; a strict policy raises the codes in `RFC5280_PROFILE`.
 */
import type { DiagnosticCode, Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Certificate } from '../certificate.ts'
import type { GeneralName } from '../general-name.ts'
import { EXTENSION } from '../object-identifiers.ts'
import { isWellFormed } from './name-constraints.ts'

export type Role = 'endEntity' | 'ca' | 'anchor'

/** Codes of deviations from the issuing rules of RFC 5280 clauses 4 and 5 that are only warned of. */
export const RFC5280_PROFILE: readonly DiagnosticCode[] = [
  'BER_BOOLEAN_NOT_CANONICAL',
  'BER_INTEGER_NEGATIVE',
  'BER_INTEGER_PADDED',
  'BER_UNUSED_BITS',
  'CERTIFICATE_ALTERNATIVE_NAME_MALFORMED',
  'CERTIFICATE_CA_MARKS_CONTRADICT',
  'CERTIFICATE_CRITICALITY',
  'CERTIFICATE_EXTENSION_MISPLACED',
  'CERTIFICATE_KEY_IDENTIFIER_MISSING',
  'CERTIFICATE_NAME_EMPTY',
  'CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE',
  'CERTIFICATE_SERIAL_NUMBER_TOO_LONG',
  'CERTIFICATE_TIME_FORM',
  'DER_DEFAULT_ENCODED',
  'EXTENSION_EMPTY',
  'GENERAL_NAME_NOT_ASCII',
  'REVOCATION_CRL_CRITICALITY',
]

const NEVER_CRITICAL = [
  'authorityKeyIdentifier', 'subjectKeyIdentifier', 'subjectDirectoryAttributes', 'freshestCRL', 'authorityInfoAccess',
  'subjectInfoAccess',
] as const

const ALWAYS_CRITICAL = ['nameConstraints', 'policyConstraints', 'inhibitAnyPolicy'] as const

/**
 * Deviations of one certificate in its role on a path.
 * @param selfSigned its own key made its signature; only looked at for anchors
 */
export function profileFindings(certificate: Certificate, role: Role, selfSigned: boolean): readonly Finding[] {
  const { at, extensions, basicConstraints, keyUsage } = certificate
  const cA = basicConstraints?.cA === true
  const findings: Finding[] = []
  const criticality = (name: keyof typeof EXTENSION, wanted: boolean): void => {
    const extension = extensions.get(EXTENSION[name])
    if (extension === undefined || extension.critical === wanted) return
    findings.push(finding('CERTIFICATE_CRITICALITY', at, { extension: name, wanted: wanted ? 'critical' : 'non-critical' }))
  }
  for (const name of NEVER_CRITICAL) criticality(name, false)
  for (const name of ALWAYS_CRITICAL) criticality(name, true)
  if (cA && role !== 'endEntity') criticality('basicConstraints', true)
  if (certificate.subject.rdns.length === 0) criticality('subjectAltName', true)

  if (certificate.issuer.rdns.length === 0) findings.push(finding('CERTIFICATE_NAME_EMPTY', at, { field: 'issuer' }))
  if (certificate.subject.rdns.length === 0 && (role !== 'endEntity' || certificate.subjectAltName === undefined)) {
    findings.push(finding('CERTIFICATE_NAME_EMPTY', at, { field: 'subject' }))
  }
  const malformed = (certificate.subjectAltName ?? []).filter((name) => !isPreferredForm(name)).map(({ kind }) => kind)
  for (const kind of new Set(malformed)) findings.push(finding('CERTIFICATE_ALTERNATIVE_NAME_MALFORMED', at, { kind }))

  if (cA && certificate.version === 3 && certificate.subjectKeyIdentifier === undefined) {
    findings.push(finding('CERTIFICATE_KEY_IDENTIFIER_MISSING', at, { extension: 'subjectKeyIdentifier' }))
  }
  if (certificate.version === 3 && !(role === 'anchor' && selfSigned) && certificate.authorityKeyIdentifier?.keyIdentifier === undefined) {
    findings.push(finding('CERTIFICATE_KEY_IDENTIFIER_MISSING', at, { extension: 'authorityKeyIdentifier' }))
  }

  if (!cA) {
    for (const name of ['nameConstraints', 'policyMappings', 'policyConstraints', 'inhibitAnyPolicy'] as const) {
      if (certificate[name] !== undefined) findings.push(finding('CERTIFICATE_EXTENSION_MISPLACED', at, { extension: name }))
    }
  }
  const certSign = keyUsage?.has('keyCertSign')
  if (!cA && certSign === true) findings.push(finding('CERTIFICATE_CA_MARKS_CONTRADICT', at, { mark: 'keyCertSign' }))
  if (basicConstraints?.pathLenConstraint !== undefined && (!cA || certSign === false)) {
    findings.push(finding('CERTIFICATE_CA_MARKS_CONTRADICT', at, { mark: 'pathLenConstraint' }))
  }
  return findings
}

/** Host names in the preferred name syntax (RFC 5280 4.2.1.6, RFC 1034 3.5): no underscore, other than many hosts have. */
function isPreferredForm(name: GeneralName): boolean {
  return isWellFormed(name) && !(name.kind === 'dNSName' && name.value.includes('_'))
}
