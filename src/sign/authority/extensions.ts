/** Writes extensions of certificates and CRLs (RFC 5280 4.2, 5.2). The readers are in `pki/extensions/`. */
import {
  encodeBoolean, encodeElement, encodeExplicit, encodeImplicit, encodeInteger, encodeNamedBits, encodeNull, encodeOctetString, encodeOid,
  encodeSequence,
} from '../../encoding/der-writer.ts'
import { context } from '../../encoding/der.ts'
import { DIGESTS } from '../../crypto/index.ts'
import { KEY_USAGES } from '../../pki/extensions/key-usage.ts'
import type { KeyUsage } from '../../pki/extensions/index.ts'
import { ACCESS_METHOD, EXTENSION } from '../../pki/object-identifiers.ts'
import { keyBits } from '../../pki/revocation/ocsp-responder.ts'
import { encodeDistributionPointName, encodeGeneralName } from './names.ts'
import type { GeneralNameInput, NameInput } from './names.ts'

type Octets = Uint8Array<ArrayBuffer>

/** An extension of one's own. */
export interface ExtensionInput {
  readonly oid: string
  /** @default false */
  readonly critical?: boolean
  /** DER of the value, without the OCTET STRING around it. */
  readonly value: Uint8Array
}

export function encodeExtension({ oid, critical = false, value }: ExtensionInput): Octets {
  return encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value))
}

const extension = (name: keyof typeof EXTENSION, value: Uint8Array, critical = false): Octets => encodeExtension({ oid: EXTENSION[name], critical, value })

/** The first 160 bits of SHA-256 of the key's bits (RFC 7093 clause 2, method 1): a name for the key, whatever its algorithm. */
export async function keyIdentifierOf(spki: Uint8Array): Promise<Octets> {
  return (await DIGESTS['SHA-256'].digest(keyBits(spki))).slice(0, 20)
}

export const subjectKeyIdentifier = (identifier: Uint8Array): Octets => extension('subjectKeyIdentifier', encodeOctetString(identifier))
export const authorityKeyIdentifier = (identifier: Uint8Array): Octets => extension('authorityKeyIdentifier', encodeSequence(encodeImplicit(0, identifier)))

export const keyUsage = (usages: readonly KeyUsage[]): Octets =>
  extension('keyUsage', encodeNamedBits(...usages.map((usage) => KEY_USAGES.indexOf(usage))), true)

export const extKeyUsage = (purposes: readonly string[], critical: boolean): Octets =>
  extension('extKeyUsage', encodeSequence(...purposes.map((purpose) => encodeOid(purpose))), critical)

export const basicConstraints = (pathLenConstraint: number | undefined): Octets =>
  extension('basicConstraints', encodeSequence(encodeBoolean(true), ...(pathLenConstraint === undefined ? [] : [encodeInteger(pathLenConstraint)])), true)

export const subjectAltName = (names: readonly GeneralNameInput[], critical: boolean): Octets =>
  extension('subjectAltName', encodeSequence(...names.map(encodeGeneralName)), critical)

export const certificatePolicies = (policies: readonly string[]): Octets =>
  extension('certificatePolicies', encodeSequence(...policies.map((policy) => encodeSequence(encodeOid(policy)))))

/** Where a list is (RFC 5280 4.2.1.13): its addresses alone, or with what it covers and who signs it. */
export type DistributionPointInput = readonly string[] | {
  readonly urls: readonly string[]
  /** Bits of ReasonFlags, as in `CrlScope.onlySomeReasons`. @default all reasons */
  readonly reasons?: readonly number[]
  /** Who signs the list, where that is not the certificate's issuer (indirect lists). @default the certificate's issuer */
  readonly crlIssuer?: NameInput
}

/** One point an item; the addresses of an item are of the same list. */
export const distributionPoints = (name: 'cRLDistributionPoints' | 'freshestCRL', points: readonly DistributionPointInput[]): Octets =>
  extension(name, encodeSequence(...points.map(distributionPoint)))

function distributionPoint(point: DistributionPointInput): Octets {
  if (!('urls' in point)) return encodeSequence(encodeDistributionPointName(point))
  const { urls, reasons, crlIssuer } = point
  return encodeSequence(
    encodeDistributionPointName(urls), ...(reasons === undefined ? [] : [reasonFlags(1, reasons)]),
    ...(crlIssuer === undefined ? [] : [encodeElement(context(2), encodeGeneralName({ directoryName: crlIssuer }))]),
  )
}

/** `[n] IMPLICIT ReasonFlags`. @throws TypeError */
function reasonFlags(n: number, bits: readonly number[]): Octets {
  if (bits.length === 0 || bits.some((bit) => !Number.isInteger(bit) || bit < 1 || bit > 8)) throw new TypeError('reasons are bits 1 to 8')
  return encodeElement(0x80 | n, encodeNamedBits(...bits).subarray(2))
}

export interface AccessInput {
  readonly ocsp?: readonly string[]
  readonly caIssuers?: readonly string[]
}

export function authorityInfoAccess({ ocsp = [], caIssuers = [] }: AccessInput): Octets {
  const access = (method: string) => (url: string): Octets => encodeSequence(encodeOid(method), encodeGeneralName({ uniformResourceIdentifier: url }))
  return extension('authorityInfoAccess', encodeSequence(...ocsp.map(access(ACCESS_METHOD.ocsp)), ...caIssuers.map(access(ACCESS_METHOD.caIssuers))))
}

export const ocspNoCheck = (): Octets => extension('ocspNoCheck', encodeNull())

export const cRLNumber = (number: bigint): Octets => extension('cRLNumber', encodeInteger(number))
export const deltaCRLIndicator = (base: bigint): Octets => extension('deltaCRLIndicator', encodeInteger(base), true)

/** What a CRL covers (RFC 5280 5.2.5). @default all certificates of the issuer, for all reasons */
export interface CrlScope {
  /** Addresses of the point, as the certificates name it. */
  readonly distributionPoint?: readonly string[]
  readonly only?: 'userCerts' | 'cACerts' | 'attributeCerts'
  /** Bits of ReasonFlags: 1 keyCompromise to 8 aACompromise. */
  readonly onlySomeReasons?: readonly number[]
  readonly indirectCRL?: boolean
}

export function issuingDistributionPoint({ distributionPoint, only, onlySomeReasons, indirectCRL = false }: CrlScope): Octets {
  const flag = (n: number, set: boolean): Octets[] => (set ? [encodeImplicit(n, Uint8Array.of(0xff))] : [])
  const reasons = onlySomeReasons === undefined ? [] : [reasonFlags(3, onlySomeReasons)]
  return extension('issuingDistributionPoint', encodeSequence(
    ...(distributionPoint === undefined ? [] : [encodeDistributionPointName(distributionPoint)]),
    ...flag(1, only === 'userCerts'), ...flag(2, only === 'cACerts'), ...reasons, ...flag(4, indirectCRL), ...flag(5, only === 'attributeCerts'),
  ), true)
}

/** `[n] EXPLICIT Extensions`; nothing where there are none. */
export const extensionsField = (n: number, extensions: readonly Uint8Array[]): Octets[] =>
  (extensions.length === 0 ? [] : [encodeExplicit(n, encodeSequence(...extensions))])
