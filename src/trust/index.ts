export { certificatesOf, trustStore } from './trust-store.ts'
export type { CertificateInput, TrustPurpose, TrustStore, TrustStoreInput } from './trust-store.ts'
