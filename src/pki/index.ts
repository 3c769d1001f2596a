/** Public-key infrastructure: certificates and what surrounds them, parsed over original octets; `path/` judges them. */
export { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
export type { AlgorithmIdentifier } from './algorithm-identifier.ts'
export { parseCertificate } from './certificate.ts'
export type { Certificate, CertificateOptions } from './certificate.ts'
export { parseName } from './name.ts'
export type { DistinguishedName, NameAttribute, RelativeName } from './name.ts'
export { isWithinSubtree, nameKey, namesMatch, rdnKeys } from './name-comparison.ts'
export { parseGeneralName, parseGeneralNames } from './general-name.ts'
export type { GeneralName, GeneralNameKind } from './general-name.ts'
export { ACCESS_METHOD, ANY_POLICY, EXTENSION, KEY_PURPOSE } from './object-identifiers.ts'
export { KEY_USAGES, parseDistributionPointName, parseExtensions, readCertificateExtensions } from './extensions/index.ts'
export type {
  AccessDescription,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificateExtensions,
  DistributionPoint,
  DistributionPointName,
  Extension,
  ExtensionContext,
  GeneralSubtree,
  KeyUsage,
  NameConstraints,
  PolicyConstraints,
  PolicyInformation,
  PolicyMapping,
} from './extensions/index.ts'
