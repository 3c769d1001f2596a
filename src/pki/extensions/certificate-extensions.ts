/** The extensions of certificates that this project knows, each under its RFC 5280 name. The one list of what is read. */
import { finding } from '../../diagnostics/index.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { parseGeneralNames } from '../general-name.ts'
import type { GeneralName } from '../general-name.ts'
import { EXTENSION } from '../object-identifiers.ts'
import { readAuthorityInfoAccess, readCRLDistributionPoints } from './distribution-points.ts'
import type { AccessDescription, DistributionPoint } from './distribution-points.ts'
import { readExtensionValue } from './extension.ts'
import type { Extension, ExtensionContext } from './extension.ts'
import { readAuthorityKeyIdentifier, readSubjectKeyIdentifier } from './key-identifiers.ts'
import type { AuthorityKeyIdentifier } from './key-identifiers.ts'
import { readBasicConstraints, readExtKeyUsage, readKeyUsage } from './key-usage.ts'
import type { BasicConstraints, KeyUsage } from './key-usage.ts'
import { readNameConstraints } from './name-constraints.ts'
import type { NameConstraints } from './name-constraints.ts'
import { readCertificatePolicies, readInhibitAnyPolicy, readPolicyConstraints, readPolicyMappings } from './policies.ts'
import type { PolicyConstraints, PolicyInformation, PolicyMapping } from './policies.ts'

/** Each absent when the certificate does not have the extension. */
export interface CertificateExtensions {
  readonly basicConstraints?: BasicConstraints
  readonly keyUsage?: ReadonlySet<KeyUsage>
  readonly extKeyUsage?: ReadonlySet<string>
  readonly subjectAltName?: readonly GeneralName[]
  readonly issuerAltName?: readonly GeneralName[]
  readonly subjectKeyIdentifier?: Uint8Array
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier
  readonly nameConstraints?: NameConstraints
  readonly certificatePolicies?: readonly PolicyInformation[]
  readonly policyMappings?: readonly PolicyMapping[]
  readonly policyConstraints?: PolicyConstraints
  readonly inhibitAnyPolicy?: number
  readonly cRLDistributionPoints?: readonly DistributionPoint[]
  readonly freshestCRL?: readonly DistributionPoint[]
  readonly authorityInfoAccess?: readonly AccessDescription[]
}

/** Reads all known extensions. @throws FormatError when the value of one is not of its type */
export function readCertificateExtensions(
  extensions: ReadonlyMap<string, Extension>,
  options: ExtensionContext,
): CertificateExtensions {
  const found: { -readonly [Name in keyof CertificateExtensions]: CertificateExtensions[Name] } = {}
  const read = <Name extends keyof CertificateExtensions>(
    name: Name,
    reader: (element: DerElement, inner: ExtensionContext) => NonNullable<CertificateExtensions[Name]>,
  ): void => {
    const extension = extensions.get(EXTENSION[name])
    if (extension === undefined) return
    const inner = { ...options, at: [...options.at, name] }
    found[name] = reader(readExtensionValue(extension, inner), inner)
  }
  /** None at all occurs in real certificates: it names nobody and restricts nothing. */
  const names = (oid: string) => (element: DerElement, { note, at }: ExtensionContext): readonly GeneralName[] => {
    if (element.tag !== TAG.SEQUENCE || element.children.length > 0) return parseGeneralNames(element, note)
    note(finding('EXTENSION_EMPTY', at, { oid }))
    return []
  }
  read('basicConstraints', readBasicConstraints)
  read('keyUsage', readKeyUsage)
  read('extKeyUsage', readExtKeyUsage)
  read('subjectAltName', names(EXTENSION.subjectAltName))
  read('issuerAltName', names(EXTENSION.issuerAltName))
  read('subjectKeyIdentifier', readSubjectKeyIdentifier)
  read('authorityKeyIdentifier', readAuthorityKeyIdentifier)
  read('nameConstraints', readNameConstraints)
  read('certificatePolicies', readCertificatePolicies)
  read('policyMappings', readPolicyMappings)
  read('policyConstraints', readPolicyConstraints)
  read('inhibitAnyPolicy', readInhibitAnyPolicy)
  read('cRLDistributionPoints', readCRLDistributionPoints)
  read('freshestCRL', readCRLDistributionPoints)
  read('authorityInfoAccess', readAuthorityInfoAccess)
  return found
}
