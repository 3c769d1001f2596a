/** Makes CRLs for tests, right and wrong ones alike. */
import {
  encodeBitString, encodeBoolean, encodeElement, encodeExplicit, encodeGeneralizedTime, encodeImplicit, encodeInteger, encodeNamedBits, encodeOid, encodeSequence, encodeTime,
} from '../../src/encoding/der-writer.ts'
import { context } from '../../src/encoding/der.ts'
import { CRL_REASONS, EXTENSION } from '../../src/pki/index.ts'
import type { CrlReason } from '../../src/pki/index.ts'
import { extensionOf, keyIdOf, nameOf } from './certificate-maker.ts'
import type { TestKey } from './certificate-maker.ts'

type Octets = Uint8Array<ArrayBuffer>

export interface EntryTemplate {
  readonly serial: bigint | Uint8Array
  readonly date: Date
  readonly reason?: CrlReason
  readonly invalidityDate?: Date
  /** Name of the certificates' issuer, from this entry on (indirect CRLs). */
  readonly issuer?: string
  readonly extensions?: readonly Uint8Array[]
}

export interface CrlTemplate {
  readonly issuer: string
  readonly key: TestKey
  readonly entries?: readonly EntryTemplate[]
  readonly thisUpdate: Date
  readonly nextUpdate?: Date
  readonly number?: number
  readonly base?: number
  readonly scope?: Uint8Array
  /** More extensions, or all there are. */
  readonly extensions?: readonly Uint8Array[]
  /** @default 2 */
  readonly version?: 1 | 2
  readonly innerAlgorithm?: Uint8Array
  /** Written when there are no entries. */
  readonly emptyList?: boolean
  readonly authorityKey?: TestKey
  readonly spoil?: (signature: Uint8Array) => Uint8Array
}

export interface ScopeTemplate {
  /** A URI. */
  readonly name?: string
  readonly users?: boolean
  readonly authorities?: boolean
  readonly reasons?: readonly number[]
  readonly indirect?: boolean
  readonly attributes?: boolean
  /** The DistributionPointName itself. */
  readonly point?: Uint8Array
}

const utf8 = (text: string): Octets => new TextEncoder().encode(text)
const flag = (n: number, value: boolean | undefined): Octets[] => (value === true ? [encodeImplicit(n, Uint8Array.of(0xff))] : [])
const uriName = (uri: string): Octets => encodeElement(context(0), encodeImplicit(6, utf8(uri)))

/** issuingDistributionPoint. */
export function scopeOf(scope: ScopeTemplate): Octets {
  const point = scope.point ?? (scope.name === undefined ? undefined : uriName(scope.name))
  return extensionOf(EXTENSION.issuingDistributionPoint, encodeSequence(
    ...(point === undefined ? [] : [encodeExplicit(0, point)]),
    ...flag(1, scope.users), ...flag(2, scope.authorities),
    ...(scope.reasons === undefined ? [] : [reasonFlags(3, scope.reasons)]),
    ...flag(4, scope.indirect), ...flag(5, scope.attributes),
  ), true)
}

/** `[n] ReasonFlags`. */
function reasonFlags(n: number, bits: readonly number[]): Octets {
  const element = encodeNamedBits(...bits)
  element[0] = 0x80 | n
  return element
}

export interface PointTemplate {
  readonly uri?: string
  readonly reasons?: readonly number[]
  /** cRLIssuer. */
  readonly issuer?: string
  /** nameRelativeToCRLIssuer. */
  readonly relative?: Uint8Array
}

/** cRLDistributionPoints with one point for each template. */
export const distributionPoints = (...points: readonly PointTemplate[]): Octets => extensionOf(EXTENSION.cRLDistributionPoints, pointsOf(points))
/** freshestCRL: where delta CRLs are. */
export const freshestCrl = (...points: readonly PointTemplate[]): Octets => extensionOf(EXTENSION.freshestCRL, pointsOf(points))

function pointsOf(points: readonly PointTemplate[]): Octets {
  return encodeSequence(...points.map((point) => encodeSequence(
    ...(point.uri === undefined ? [] : [encodeExplicit(0, uriName(point.uri))]),
    ...(point.relative === undefined ? [] : [encodeExplicit(0, point.relative)]),
    ...(point.reasons === undefined ? [] : [reasonFlags(1, point.reasons)]),
    ...(point.issuer === undefined ? [] : [encodeElement(context(2), encodeExplicit(4, nameOf(point.issuer)))]),
  )))
}

function entryOf(entry: EntryTemplate): Octets {
  const extensions = [
    ...(entry.reason === undefined ? [] : [extensionOf(EXTENSION.cRLReason, encodeElement(0x0a, Uint8Array.of(CRL_REASONS.indexOf(entry.reason))))]),
    ...(entry.invalidityDate === undefined ? [] : [extensionOf(EXTENSION.invalidityDate, encodeGeneralizedTime(entry.invalidityDate))]),
    ...(entry.issuer === undefined ? [] : [extensionOf(EXTENSION.certificateIssuer, encodeSequence(encodeExplicit(4, nameOf(entry.issuer))), true)]),
    ...(entry.extensions ?? []),
  ]
  return encodeSequence(
    typeof entry.serial === 'bigint' ? encodeInteger(entry.serial) : encodeElement(2, entry.serial),
    encodeTime(entry.date),
    ...(extensions.length === 0 ? [] : [encodeSequence(...extensions)]),
  )
}

/** DER of a CRL. */
export async function makeCrl(template: CrlTemplate): Promise<Octets> {
  const { key, entries = [], version = 2 } = template
  const extensions = [
    ...(template.number === undefined ? [] : [extensionOf(EXTENSION.cRLNumber, encodeInteger(template.number))]),
    ...(template.base === undefined ? [] : [extensionOf(EXTENSION.deltaCRLIndicator, encodeInteger(template.base), true)]),
    ...(template.authorityKey === undefined ? [] : [extensionOf(EXTENSION.authorityKeyIdentifier, encodeSequence(encodeImplicit(0, keyIdOf(template.authorityKey))))]),
    ...(template.scope === undefined ? [] : [template.scope]),
    ...(template.extensions ?? []),
  ]
  const tbs = encodeSequence(
    ...(version === 2 ? [encodeInteger(1)] : []),
    template.innerAlgorithm ?? key.algorithm,
    nameOf(template.issuer),
    encodeTime(template.thisUpdate),
    ...(template.nextUpdate === undefined ? [] : [encodeTime(template.nextUpdate)]),
    ...(entries.length === 0 && template.emptyList !== true ? [] : [encodeSequence(...entries.map(entryOf))]),
    ...(extensions.length === 0 ? [] : [encodeExplicit(0, encodeSequence(...extensions))]),
  )
  const signature = await key.sign(tbs)
  return encodeSequence(tbs, key.algorithm, encodeBitString(template.spoil?.(signature) ?? signature))
}

/** A critical extension that nobody knows. */
export const unknownExtension = (critical = true): Octets => encodeSequence(
  encodeOid('1.2.3.4.5'), ...(critical ? [encodeBoolean(true)] : []), encodeElement(4, Uint8Array.of(5, 0)))
