/** What kinds of certificates there are, as data: what their keys may do, and what verifiers of this package demand. */
import { KEY_PURPOSE } from '../../pki/object-identifiers.ts'
import type { KeyUsage } from '../../pki/extensions/index.ts'

export interface CertificateProfile {
  /** For errors. */
  readonly name: string
  /** At least one; the extension is critical. */
  readonly keyUsage: readonly KeyUsage[]
  /** OIDs of key purposes. @default none: the extension is left out */
  readonly extKeyUsage?: readonly string[]
  /** @default false */
  readonly extKeyUsageCritical?: boolean
  /** @default false: an end entity, without basicConstraints */
  readonly cA?: boolean
  /** CA certificates below this one, the last not counted. @default no limit */
  readonly pathLenConstraint?: number
  /** The CA vouches for this responder for the certificate's whole life (RFC 6960 4.2.2.2.1). @default false */
  readonly ocspNoCheck?: boolean
  /** @default false */
  readonly wantsAlternativeName?: boolean
}

const freeze = (profile: CertificateProfile): CertificateProfile => Object.freeze(profile)

/**
 * The profiles. Signing and encryption are separate certificates of separate keys (GB/T 20518, GM/T 0034): `signer` and
 * `encryption` make a pair. Seal makers and signers are told apart by who trusts them, not by an extension: no registered
 * key purpose exists for either.
 */
export const CERTIFICATE_PROFILES = Object.freeze({
  root: freeze({ name: 'root', keyUsage: ['keyCertSign', 'cRLSign'], cA: true }),
  subordinate: freeze({ name: 'subordinate', keyUsage: ['keyCertSign', 'cRLSign'], cA: true }),
  sealMaker: freeze({ name: 'sealMaker', keyUsage: ['digitalSignature', 'nonRepudiation'] }),
  signer: freeze({ name: 'signer', keyUsage: ['digitalSignature', 'nonRepudiation'] }),
  encryption: freeze({ name: 'encryption', keyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'] }),
  timeStamping: freeze({
    name: 'timeStamping', keyUsage: ['digitalSignature', 'nonRepudiation'], extKeyUsage: [KEY_PURPOSE.timeStamping], extKeyUsageCritical: true,
  }),
  ocsp: freeze({ name: 'ocsp', keyUsage: ['digitalSignature'], extKeyUsage: [KEY_PURPOSE.OCSPSigning], ocspNoCheck: true }),
  crlIssuer: freeze({ name: 'crlIssuer', keyUsage: ['cRLSign'] }),
  tlsServer: freeze({ name: 'tlsServer', keyUsage: ['digitalSignature'], extKeyUsage: [KEY_PURPOSE.serverAuth], wantsAlternativeName: true }),
  tlsClient: freeze({ name: 'tlsClient', keyUsage: ['digitalSignature'], extKeyUsage: [KEY_PURPOSE.clientAuth] }),
})

export type CertificateProfileName = keyof typeof CERTIFICATE_PROFILES

/** @throws TypeError for a name that is none, and for a profile of one's own that makes no sense */
export function profileOf(profile: CertificateProfileName | CertificateProfile): CertificateProfile {
  if (typeof profile === 'string') {
    if (!Object.hasOwn(CERTIFICATE_PROFILES, profile)) throw new TypeError(`there is no profile ${profile}`)
    return CERTIFICATE_PROFILES[profile]
  }
  const { keyUsage, cA = false, pathLenConstraint } = profile
  if (keyUsage.length === 0) throw new TypeError('a profile has at least one keyUsage')
  if (cA !== keyUsage.includes('keyCertSign')) throw new TypeError('keyCertSign is for CAs, and no CA is without it (RFC 5280 4.2.1.9)')
  if (pathLenConstraint !== undefined && (!cA || !Number.isInteger(pathLenConstraint) || pathLenConstraint < 0)) {
    throw new TypeError('pathLenConstraint is a whole number from 0, of a CA')
  }
  return profile
}
