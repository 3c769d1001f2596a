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
export { parseSignedData } from './cms.ts'
export type { SignedData, SignedDataOptions, SignerIdentifier, SignerInfo } from './cms.ts'
export type { Attributes, EssCertId, SignedAttributes } from './cms-attributes.ts'
export { readableCertificates } from './cms-certificates.ts'
export { ATTRIBUTE, DATA, SIGNED_DATA, TST_INFO } from './cms-identifiers.ts'
export { checkSignerInfo, signerCertificates } from './cms-signer.ts'
export type { SignedContent, SignerInfoFacts, SignerInfoOptions } from './cms-signer.ts'
export { parseTimeStampToken } from './time-stamp.ts'
export type { TimeStampToken, TimeStampTokenOptions } from './time-stamp.ts'
export { checkTimeStamp } from './time-stamp-check.ts'
export type { ImprintCandidate, TimeStampFacts, TimeStampOptions } from './time-stamp-check.ts'
export { parseCrl } from './crl.ts'
export type { Crl, EvidenceOptions, IssuingDistributionPoint } from './crl.ts'
export { CRL_REASONS, CrlEntries } from './crl-entries.ts'
export type { CrlEntry, CrlReason, CrlSubject } from './crl-entries.ts'
export { OCSP_RESPONSE_STATUS, parseBasicOcspResponse, parseOcspResponse } from './ocsp.ts'
export type {
  BasicOcspResponse,
  OcspCertId,
  OcspCertStatus,
  OcspResponse,
  OcspResponseStatus,
  ResponderId,
  SingleOcspResponse,
} from './ocsp.ts'
export { checkRevocation, parseEvidence } from './revocation/index.ts'
export type {
  CertificateRevocation,
  Freshness,
  ParseEvidenceOptions,
  ParsedEvidence,
  RevocationFacts,
  RevocationOptions,
} from './revocation/index.ts'
export {
  CertificationPath, OCSP_SIGNING_PURPOSE, RFC5280_PROFILE, SEAL_MAKER_PURPOSE, SIGNER_PURPOSE, TIME_STAMPING_PURPOSE, TOKEN_ISSUER_PURPOSE, trustAnchorOf, validatePath,
} from './path/index.ts'
export type { IssuerOfPath, PathFacts, PathInputs, PathLink, PathOptions, PathPurpose, TrustAnchor } from './path/index.ts'
