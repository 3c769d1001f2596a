export { openTrustList } from './open-trust-list.ts'
export type { OpenTrustListOptions } from './open-trust-list.ts'
export { operatorKeysOf } from './operator-keys.ts'
export { isGranted, statusAsOf } from './service-status.ts'
export type { StatusAsOf } from './service-status.ts'
export { parseUnsignedTrustList, signTrustList } from './sign-trust-list.ts'
export type { Territory } from './territory.ts'
export type {
  ListTime, LocalText, OperatorJwk, OperatorKeys, ServiceIdentity, ServiceStatus, ServiceType, StatusEntry, TrustList, TrustListReference, TrustService,
  TrustServiceProvider,
} from './trust-list.ts'
export { trustListJsonSchema } from './trust-list-schema.ts'
export { parseTrustListState } from './trust-list-state.ts'
export { certificatesOf, trustStore } from './trust-store.ts'
export type { CertificateInput, ListedAnchor, ServiceQuery, TrustPurpose, TrustStore, TrustStoreInput } from './trust-store.ts'
export { VerifiedTrustList } from './verified-trust-list.ts'
export type { ListedService, TrustListState } from './verified-trust-list.ts'
