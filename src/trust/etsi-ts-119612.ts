/**
 * Reads XML trusted lists (ETSI TS 119 612) as data: scheme, providers, services with their histories. THE XML SIGNATURE IS
 * NOT VERIFIED: whoever passed the file on may have written every word of it. What is read becomes something to rely on
 * only when a person has compared it with its source, made a list of it (`draftOfEtsiList`) and signed that.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { parseXml } from '../encoding/xml.ts'
import type { XmlElement } from '../encoding/xml.ts'
import type { ListTime } from './trust-list.ts'

/** Text with its `xml:lang`. */
export interface EtsiText {
  readonly language: string
  readonly text: string
}

export interface EtsiStatusEntry {
  /** URI. */
  readonly status: string
  readonly since: ListTime
}

export interface EtsiService {
  readonly at: Locator
  /** ServiceTypeIdentifier, a URI. */
  readonly type: string
  readonly names: readonly EtsiText[]
  /** Base64 of DER, white space removed; not decoded. */
  readonly certificates: readonly string[]
  /** The current status, then the history as the list has it: newest first. */
  readonly statuses: readonly [EtsiStatusEntry, ...EtsiStatusEntry[]]
  /** URIs of AdditionalServiceInformation. */
  readonly additionalInformation: readonly string[]
}

export interface EtsiProvider {
  readonly names: readonly EtsiText[]
  /** TSPTradeName: registration numbers as well as names. */
  readonly tradeNames: readonly EtsiText[]
  readonly services: readonly EtsiService[]
}

/** A pointer to another list (OtherTSLPointer). Nothing follows it. */
export interface EtsiPointer {
  readonly location: string
  readonly certificates: readonly string[]
}

/** What the file says. Nobody has verified that it is whose it says it is. */
export interface UnverifiedEtsiList {
  /** So that it is never taken for a `VerifiedTrustList`. */
  readonly xmlSignature: 'NOT VERIFIED'
  readonly version: number
  readonly sequenceNumber: number
  /** TSLType, a URI. */
  readonly type: string
  readonly operatorNames: readonly EtsiText[]
  readonly schemeNames: readonly EtsiText[]
  readonly schemeInformation: readonly string[]
  readonly rules: readonly string[]
  readonly legalNotices: readonly EtsiText[]
  readonly territory: string
  readonly issuedAt: ListTime
  /** Absent in the last list of a scheme that was closed. */
  readonly nextUpdate?: ListTime
  readonly pointers: readonly EtsiPointer[]
  readonly providers: readonly EtsiProvider[]
  /** Says at least `TRUST_LIST_XML_NOT_VERIFIED`. */
  readonly findings: readonly Finding[]
}

export interface EtsiListOptions {
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  readonly at?: Locator
}

/**
 * Reads a list without verifying anything in it.
 * @throws FormatError (`XML_...`, `TRUST_LIST_XML_INVALID`); LimitExceededError
 */
export function parseEtsiTrustedList(bytes: Uint8Array, { budget = new Budget(), at = [] }: EtsiListOptions = {}): UnverifiedEtsiList {
  const { root, findings } = parseXml(bytes, { budget, at })
  if (root.localName !== 'TrustServiceStatusList') throw invalid(at, 'TrustServiceStatusList')
  const scheme = one(root, 'SchemeInformation', at)
  const nextUpdate = all(optional(scheme, 'NextUpdate'), 'dateTime')[0]
  const noted: Finding[] = [finding('TRUST_LIST_XML_NOT_VERIFIED', at), ...findings]
  const legal = optional(scheme, 'PolicyOrLegalNotice')
  const pointers = optional(scheme, 'PointersToOtherTSL')
  const providers = optional(root, 'TrustServiceProviderList')
  return {
    xmlSignature: 'NOT VERIFIED',
    version: integer(one(scheme, 'TSLVersionIdentifier', at), at),
    sequenceNumber: integer(one(scheme, 'TSLSequenceNumber', at), at),
    type: textIn(scheme, 'TSLType', at),
    operatorNames: namesIn(one(scheme, 'SchemeOperatorName', at)),
    schemeNames: namesIn(optional(scheme, 'SchemeName')),
    schemeInformation: urisIn(optional(scheme, 'SchemeInformationURI')),
    rules: urisIn(optional(scheme, 'SchemeTypeCommunityRules')),
    legalNotices: legal === undefined ? [] : legal.children.filter(({ localName }) => localName === 'TSLLegalNotice').map(textOf),
    territory: textIn(scheme, 'SchemeTerritory', at),
    issuedAt: time(one(scheme, 'ListIssueDateTime', at), at),
    ...(nextUpdate === undefined ? {} : { nextUpdate: time(nextUpdate, at) }),
    pointers: all(pointers, 'OtherTSLPointer').map((pointer) => ({
      location: textIn(pointer, 'TSLLocation', at),
      certificates: all(optional(pointer, 'ServiceDigitalIdentities'), 'ServiceDigitalIdentity').flatMap(certificatesIn),
    })),
    providers: all(providers, 'TrustServiceProvider').map((provider, index) => providerOf(provider, [...at, 'TrustServiceProvider', index], noted)),
    findings: noted,
  }
}

function providerOf(element: XmlElement, at: Locator, noted: Finding[]): EtsiProvider {
  const information = one(element, 'TSPInformation', at)
  return {
    names: namesIn(one(information, 'TSPName', at)),
    tradeNames: namesIn(optional(information, 'TSPTradeName')),
    services: all(optional(element, 'TSPServices'), 'TSPService').map((service, index) => serviceOf(service, [...at, 'TSPService', index], noted)),
  }
}

function serviceOf(element: XmlElement, at: Locator, noted: Finding[]): EtsiService {
  const information = one(element, 'ServiceInformation', at)
  const extensions = all(optional(information, 'ServiceInformationExtensions'), 'Extension')
  for (const extension of extensions) {
    if (!extension.children.some(({ localName }) => localName === 'AdditionalServiceInformation')) {
      noted.push(finding('TRUST_LIST_XML_EXTENSION_IGNORED', at, { critical: attributeOf(extension, 'Critical') === 'true' ? 'true' : 'false' }))
    }
  }
  const history = all(optional(element, 'ServiceHistory'), 'ServiceHistoryInstance')
  return {
    at,
    type: textIn(information, 'ServiceTypeIdentifier', at),
    names: namesIn(optional(information, 'ServiceName')),
    certificates: certificatesIn(one(information, 'ServiceDigitalIdentity', at)),
    statuses: [statusOf(information, at), ...history.map((instance) => statusOf(instance, at))],
    additionalInformation: extensions.flatMap((extension) => all(extension, 'AdditionalServiceInformation').flatMap(urisIn)),
  }
}

const statusOf = (element: XmlElement, at: Locator): EtsiStatusEntry =>
  ({ status: textIn(element, 'ServiceStatus', at), since: time(one(element, 'StatusStartingTime', at), at) })

const invalid = (at: Locator, element: string): FormatError => new FormatError(finding('TRUST_LIST_XML_INVALID', at, { element }))

const all = (element: XmlElement | undefined, localName: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.localName === localName) ?? []

const optional = (element: XmlElement, localName: string): XmlElement | undefined => element.children.find((child) => child.localName === localName)

/** The one child of a name. Two of them would be two answers. */
function one(element: XmlElement, localName: string, at: Locator): XmlElement {
  const [found, ...more] = all(element, localName)
  if (found === undefined || more.length > 0) throw invalid(at, localName)
  return found
}

function textIn(element: XmlElement, localName: string, at: Locator): string {
  const text = one(element, localName, at).text.trim()
  if (text === '') throw invalid(at, localName)
  return text
}

const attributeOf = (element: XmlElement, localName: string): string | undefined => element.attributes.find((attribute) => attribute.localName === localName)?.value

const textOf = (element: XmlElement): EtsiText => ({ language: attributeOf(element, 'lang') ?? '', text: element.text.trim() })

const namesIn = (element: XmlElement | undefined): readonly EtsiText[] => all(element, 'Name').map(textOf).filter(({ text }) => text !== '')

const urisIn = (element: XmlElement | undefined): readonly string[] => all(element, 'URI').map(({ text }) => text.trim()).filter((text) => text !== '')

const certificatesIn = (element: XmlElement): readonly string[] =>
  all(element, 'DigitalId').flatMap((id) => all(id, 'X509Certificate')).map(({ text }) => text.replaceAll(/\s/g, ''))

function integer({ text, localName }: XmlElement, at: Locator): number {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw invalid(at, localName)
  return value
}

/** xs:dateTime with its zone (clause 5.3.14 wants UTC), in whole seconds. */
function time({ text, localName }: XmlElement, at: Locator): ListTime {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text.trim())
  const moment = new Date(match === null ? Number.NaN : `${match[1] as string}${match[2] as string}`)
  // `2026-02-30` is not a day although Date makes one of it.
  const written = match === null ? Number.NaN : Date.parse(`${match[1] as string}Z`)
  if (Number.isNaN(moment.getTime()) || new Date(written).toISOString().slice(0, 19) !== match?.[1]) throw invalid(at, localName)
  return `${moment.toISOString().slice(0, 19)}Z`
}
