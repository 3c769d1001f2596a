/**
 * Certificate revocation lists (RFC 5280 clause 5), parsed over their original octets. Nothing here is judged: no
 * signature, date, scope or issuer has been checked. That is for `revocation/`.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { TAG, context, contextPrimitive, readDer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readBitStringOctets, readBoolean, readNamedBits, readSmallInteger, readTime, readUnsignedInteger } from '../encoding/der-values.ts'
import { equalOctets } from '../encoding/octets.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { CrlEntries } from './crl-entries.ts'
import { parseDistributionPointName, parseExtensions, readAuthorityKeyIdentifier, readExtensionValue } from './extensions/index.ts'
import type { AuthorityKeyIdentifier, DistributionPointName, Extension, ExtensionContext } from './extensions/index.ts'
import { explicitContent } from './general-name.ts'
import { parseName } from './name.ts'
import type { DistinguishedName } from './name.ts'
import { EXTENSION } from './object-identifiers.ts'

export interface Crl {
  /** The whole CRL. */
  readonly bytes: Uint8Array
  readonly at: Locator
  /** The signed part, exactly as it stands. */
  readonly tbs: Uint8Array
  readonly version: 1 | 2
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  readonly issuer: DistinguishedName
  readonly thisUpdate: Date
  readonly nextUpdate?: Date
  readonly entries: CrlEntries
  readonly extensions: ReadonlyMap<string, Extension>
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier
  readonly cRLNumber?: bigint
  /** deltaCRLIndicator: this is a delta CRL to the complete CRL with that number. */
  readonly baseCRLNumber?: bigint
  readonly issuingDistributionPoint?: IssuingDistributionPoint
  /** Certificates that expired at this time or later stay on the list (X.509 expiredCertsOnCRL). */
  readonly expiredCertsOnCRL?: Date
  /** OIDs of critical extensions, of the list and of entries, that nothing here understands. */
  readonly unknownCritical: readonly string[]
  /** Deviations that were read over. */
  readonly findings: readonly Finding[]
}

/** What a CRL covers (RFC 5280 5.2.5). */
export interface IssuingDistributionPoint {
  /** The extension's value as it stands: delta and complete CRL must have the same one. */
  readonly bytes: Uint8Array
  readonly distributionPoint?: DistributionPointName
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  /** Bits of ReasonFlags; absent: all reasons. */
  readonly onlySomeReasons?: ReadonlySet<number>
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

export interface EvidenceOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Also told of what goes into `findings`. */
  readonly note?: Note
}

/** X.509 (2019) 9.5.2.12. */
const EXPIRED_CERTS_ON_CRL = '2.5.29.60'

const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier, EXTENSION.cRLNumber, EXTENSION.deltaCRLIndicator, EXTENSION.issuingDistributionPoint,
  // These say where else to look; nothing is lost by not following them.
  EXTENSION.issuerAltName, EXTENSION.freshestCRL, EXTENSION.authorityInfoAccess,
  EXPIRED_CERTS_ON_CRL,
])

/**
 * Parses exactly one DER CRL of version 1 or 2. Time and memory grow with the octets only: entries stay octets.
 * @throws FormatError, LimitExceededError
 */
export function parseCrl(bytes: Uint8Array, options: EvidenceOptions): Crl {
  const { budget, at = [] } = options
  const findings: Finding[] = []
  const note: Note = (noticed) => {
    findings.push(noticed)
    options.note?.(noticed)
  }
  const outer = new Fields(readDer(bytes, { budget, at }), 'CertificateList')
  const tbs = outer.take()
  const signatureAlgorithm = parseAlgorithmIdentifier(outer.take())
  const signatureValue = readBitStringOctets(outer.take())
  outer.end()

  const fields = new Fields(tbs, 'TBSCertList')
  const versionField = fields.optional(TAG.INTEGER)
  const version = versionField === undefined ? 1 : readSmallInteger(versionField) + 1
  if (versionField !== undefined && version !== 2) throw new FormatError(finding('CRL_FIELDS_NOT_OF_VERSION', at, { version }))
  const inner = parseAlgorithmIdentifier(fields.take())
  if (!equalOctets(inner.bytes, signatureAlgorithm.bytes)) {
    throw new FormatError(finding('CRL_SIGNATURE_ALGORITHM_MISMATCH', at, { inner: inner.oid, outer: signatureAlgorithm.oid }))
  }
  const issuer = parseName(fields.take())
  const thisUpdate = readTime(fields.take())
  const nextUpdate = fields.optional(TAG.UTC_TIME, TAG.GENERALIZED_TIME)
  const list = fields.optional(TAG.SEQUENCE)
  const extensionsField = fields.optional(context(0))
  fields.end()
  if (extensionsField !== undefined && version === 1) throw new FormatError(finding('CRL_FIELDS_NOT_OF_VERSION', at, { version }))
  if (list?.contentStart === list?.contentEnd && list !== undefined) note(finding('CRL_LIST_EMPTY', at))
  const entries = new CrlEntries(bytes, list?.contentStart ?? 0, list?.contentEnd ?? 0, { issuer, version: version === 1 ? 1 : 2, budget, at })
  const extensions =
    extensionsField === undefined
      ? new Map<string, Extension>()
      : parseExtensions(explicitContent(extensionsField, 'TBSCertList'), note)
  const unknown = [...extensions.values()].filter(({ oid, critical }) => critical && !KNOWN_EXTENSIONS.has(oid))

  return {
    bytes,
    at,
    tbs: tbs.bytes,
    version: version === 1 ? 1 : 2,
    signatureAlgorithm,
    signatureValue,
    issuer,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate: readTime(nextUpdate) }),
    entries,
    extensions,
    ...readCrlExtensions(extensions, { budget, at, note }),
    unknownCritical: [...unknown.map(({ oid }) => oid), ...entries.unknownCritical],
    findings,
  }
}

type CrlExtensions = Pick<
  Crl, 'authorityKeyIdentifier' | 'cRLNumber' | 'baseCRLNumber' | 'issuingDistributionPoint' | 'expiredCertsOnCRL'
>

function readCrlExtensions(extensions: ReadonlyMap<string, Extension>, outer: ExtensionContext): CrlExtensions {
  const read = <Value>(oid: string, name: string, reader: (element: DerElement, inner: ExtensionContext) => Value): Value | undefined => {
    const extension = extensions.get(oid)
    if (extension === undefined) return undefined
    const inner = { ...outer, at: [...outer.at, name] }
    return reader(readExtensionValue(extension, inner), inner)
  }
  const authorityKeyIdentifier = read(EXTENSION.authorityKeyIdentifier, 'authorityKeyIdentifier', readAuthorityKeyIdentifier)
  const cRLNumber = read(EXTENSION.cRLNumber, 'cRLNumber', (element) => readUnsignedInteger(element))
  const baseCRLNumber = read(EXTENSION.deltaCRLIndicator, 'deltaCRLIndicator', (element) => readUnsignedInteger(element))
  const issuingDistributionPoint = read(EXTENSION.issuingDistributionPoint, 'issuingDistributionPoint', readIssuingDistributionPoint)
  const expiredCertsOnCRL = read(EXPIRED_CERTS_ON_CRL, 'expiredCertsOnCRL', (element) => readTime(element))
  return {
    ...(authorityKeyIdentifier !== undefined && { authorityKeyIdentifier }),
    ...(cRLNumber !== undefined && { cRLNumber }),
    ...(baseCRLNumber !== undefined && { baseCRLNumber }),
    ...(issuingDistributionPoint !== undefined && { issuingDistributionPoint }),
    ...(expiredCertsOnCRL !== undefined && { expiredCertsOnCRL }),
  }
}

function readIssuingDistributionPoint(element: DerElement, { note }: ExtensionContext): IssuingDistributionPoint {
  const fields = new Fields(element, 'IssuingDistributionPoint')
  const name = fields.optional(context(0))
  const flag = (n: number): boolean => {
    const field = fields.optional(contextPrimitive(n))
    const value = field !== undefined && readBoolean(field, contextPrimitive(n))
    if (field !== undefined && !value) note(finding('DER_DEFAULT_ENCODED', element.rules.at, { offset: field.start }))
    return value
  }
  const onlyContainsUserCerts = flag(1)
  const onlyContainsCACerts = flag(2)
  const reasons = fields.optional(contextPrimitive(3))
  const indirectCRL = flag(4)
  const onlyContainsAttributeCerts = flag(5)
  fields.end()
  return {
    bytes: element.bytes,
    ...(name !== undefined && { distributionPoint: parseDistributionPointName(name, note) }),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    ...(reasons !== undefined && { onlySomeReasons: readNamedBits(reasons, contextPrimitive(3)) }),
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
