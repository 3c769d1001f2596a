/**
 * What the end entity's key must be allowed to do (RFC 5280 4.2.1.3, 4.2.1.12). Matching of host or mail names is no part
 * of it: this project trusts keys for signing, not for servers.
 */
import { KEY_PURPOSE } from '../object-identifiers.ts'
import type { KeyUsage } from '../extensions/index.ts'

export interface PathPurpose {
  /** The end entity's keyUsage, where present, must have one of these bits. @default no demand */
  readonly keyUsage?: readonly KeyUsage[]
  /**
   * The key purpose. CA certificates on the path that list key purposes must then list it (or anyExtendedKeyUsage) too:
   * RFC 5280 does not say so, but CAs restrict subordinate CAs with it and other validators obey.
   * @default no demand: only a critical extKeyUsage without anyExtendedKeyUsage is reported
   */
  readonly extKeyUsage?: string
  /**
   * `whenPresent`: a certificate without extKeyUsage serves; `required`: it must have it; `exclusive`: it must have it,
   * critical, and nothing else (RFC 3161 2.3).
   * @default 'required'
   */
  readonly extKeyUsageRule?: 'whenPresent' | 'required' | 'exclusive'
  /** Whether anyExtendedKeyUsage of the end entity stands for the purpose. @default 'refused' */
  readonly anyExtendedKeyUsage?: 'accepted' | 'refused'
  /** Whether key purposes of CA certificates restrict what they issue. @default 'applied' */
  readonly caExtKeyUsage?: 'applied' | 'ignored'
}

/** Certificates that sign documents and other data. */
export const SIGNER_PURPOSE: PathPurpose = Object.freeze<PathPurpose>({ keyUsage: ['digitalSignature', 'nonRepudiation'] })

/** Certificates that make seals. No key purpose is demanded: makers' certificates in use carry serverAuth. */
export const SEAL_MAKER_PURPOSE: PathPurpose = Object.freeze<PathPurpose>({ keyUsage: ['digitalSignature', 'nonRepudiation'] })

/** Certificates that sign tokens of identity platforms. That the certificate names the issuer is checked where the token is. */
export const TOKEN_ISSUER_PURPOSE: PathPurpose = Object.freeze<PathPurpose>({ keyUsage: ['digitalSignature', 'nonRepudiation'] })

/** Time-stamp authorities: RFC 3161 2.3, GB/T 20520. */
export const TIME_STAMPING_PURPOSE: PathPurpose = Object.freeze<PathPurpose>({
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extKeyUsage: KEY_PURPOSE.timeStamping,
  extKeyUsageRule: 'exclusive',
})

/**
 * Delegated OCSP responders (RFC 6960 4.2.2.2). That the responder was issued directly by the CA whose certificates it
 * speaks for is checked in `revocation/`; key purposes of that CA do not restrict it.
 */
export const OCSP_SIGNING_PURPOSE: PathPurpose = Object.freeze<PathPurpose>({
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extKeyUsage: KEY_PURPOSE.OCSPSigning,
  caExtKeyUsage: 'ignored',
})
