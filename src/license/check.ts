/**
 * Checks the license in a package: reads its metadata, takes those that a signature protects, compares all places, checks
 * codes, numbers and days. What it notices is about data; whether to accept the license is for others.
 */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import type { CoverageEntry, DocumentGraph, OfdPackage } from '../document/ofd/index.ts'
import { checkHolderCode, checkLicenseIdentifier, checkLicenseTypeCode, checkUscc, identifierFindings } from '../identifier/index.ts'
import type { LicenseIdentifierCheck } from '../identifier/index.ts'
import type { Budget } from '../limits.ts'
import { chinaDay } from './dates.ts'
import type { ElementName } from './elements.ts'
import type { LicenseFacts, LicenseMetadata, LicenseSource } from './facts.ts'
import { interpret, sayTheSame } from './interpret.ts'
import type { Interpreted } from './interpret.ts'
import { readMetadataSources } from './sources.ts'
import type { MetadataSource } from './sources.ts'
import { LICENSE_TYPES } from './type-registry.ts'
import type { LicenseTypes } from './type-registry.ts'

export interface CheckLicenseOptions {
  readonly budget: Budget
  /** The time at which validity is asked for. */
  readonly time: Date
  /** Files of the package and which signatures protect them: `CoverageFacts.entries` of a report. Without them nothing is signed. */
  readonly entries?: readonly CoverageEntry[]
  /** @default LICENSE_TYPES */
  readonly types?: LicenseTypes
}

/** One place, and what it says. */
interface Place {
  readonly source: MetadataSource
  readonly protectedBy: readonly number[]
  readonly read: Interpreted
}

/** Elements that the standard's type sheets all have; their absence is reported, for the standard's text was not read. */
const EXPECTED = [
  'ZZMC', 'ZZLXDM', 'ZZBH', 'ZZBS', 'ZZBFJG', 'ZZBFJGDM', 'ZZBFRQ', 'CZZT', 'CZZTDM', 'CZZTDMLXDM', 'ZZYXQQSRQ',
] as const satisfies readonly ElementName[]

/**
 * What a package says of the license in it. Undefined for a package that has no metadata of a license.
 *
 * `protectedBy` names signatures whose mathematics are right, trusted or not: decide by facts only together with the
 * outcome of those signatures.
 * @throws LimitExceededError
 */
export function checkLicense(ofd: OfdPackage, graph: DocumentGraph, options: CheckLicenseOptions): Checked<LicenseFacts> | undefined {
  const { budget, time, entries = [], types = LICENSE_TYPES } = options
  const protections = new Map(entries.map(({ path, protectedBy }) => [path, protectedBy]))
  const places: Place[] = []
  for (const source of readMetadataSources(ofd, graph, budget)) {
    const protectedBy = protectionOf(source.files, protections)
    // Most licenses say the same in two places.
    const [before] = places
    const isRead = before !== undefined && before.read.findings.length === 0 && sameItems(before.source.items, source.items)
    places.push({ source, protectedBy, read: isRead ? before.read : interpret(source.items, [source.path]) })
  }
  const [first] = places
  if (first === undefined) return undefined

  const licenses = places.filter(({ source }) => source.place !== 'annotation')
  const base = licenses.find(isProtected)
  const notes = places.filter(({ read }) => read.copy !== undefined)
  const note = notes.find(isProtected)
  const identified = base?.read.metadata.identifier === undefined ? undefined : checkLicenseIdentifier(base.read.metadata.identifier)
  const findings: Finding[] = [
    ...conflicts(base ?? licenses[0], licenses, 'LICENSE_METADATA_CONFLICT'),
    ...conflicts(note ?? notes[0], notes, 'LICENSE_COPY_CONFLICT'),
    ...(notes.length > 0 && note === undefined ? [finding('LICENSE_COPY_UNPROTECTED', [notes[0]?.source.path ?? ''])] : []),
    ...(note === undefined ? [] : copyFindings(note, time)),
  ]
  if (base === undefined) {
    if (licenses[0] !== undefined) findings.push(finding('LICENSE_METADATA_UNPROTECTED', [licenses[0].source.path], { path: licenses[0].source.path }))
  } else {
    const at = [base.source.path]
    findings.push(...base.read.findings, ...missing(base).map((element) => finding('LICENSE_ELEMENT_MISSING', at, { element })), ...metadataFindings(base.read.metadata, identified, time, at))
  }
  const identifier = identified?.identifier
  const type = types.get(base?.read.metadata.typeCode ?? identifier?.typeCode ?? '')
  const facts: LicenseFacts = {
    ...(base === undefined ? {} : { metadata: base.read.metadata, source: sourceOf(base) }),
    ...(identifier === undefined ? {} : { identifier }),
    ...(type === undefined ? {} : { type }),
    ...(note?.read.copy === undefined ? {} : { copy: note.read.copy, copySource: sourceOf(note) }),
    otherPlaces: places.filter((place) => place !== base && place !== note).map(sourceOf),
  }
  return { facts, findings }
}

function sameItems(one: MetadataSource['items'], other: MetadataSource['items']): boolean {
  return one.length === other.length && one.every(({ name, value }, i) => name === other[i]?.name && value === other[i].value)
}

const isProtected = ({ protectedBy }: Place): boolean => protectedBy.length > 0

function sourceOf({ source: { place, path }, protectedBy }: Place): LicenseSource {
  return { place, path, protectedBy }
}

/** Signatures that protect all of some files. */
function protectionOf(files: readonly string[], protections: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const [first = [], ...others] = files.map((path) => protections.get(path) ?? [])
  return first.filter((index) => others.every((one) => one.includes(index)))
}

/** Elements for which another place says something else. The values stay out. */
function conflicts(base: Place | undefined, places: readonly Place[], code: 'LICENSE_METADATA_CONFLICT' | 'LICENSE_COPY_CONFLICT'): readonly Finding[] {
  if (base === undefined) return []
  return places.filter((place) => place !== base).flatMap(({ source, read }) =>
    [...read.stated].flatMap(([element, value]) => {
      // A license that states no last day has none: a last day elsewhere contradicts that.
      const own = base.read.stated.get(element) ?? (element === 'ZZYXQJZRQ' && code === 'LICENSE_METADATA_CONFLICT' ? [''] : undefined)
      return own === undefined || sayTheSame(element, own, value) ? [] : [finding(code, [source.path, element], { element, path: base.source.path })]
    }))
}

function copyFindings({ source, read }: Place, time: Date): readonly Finding[] {
  const { copy } = read
  const at = [source.path]
  if (copy?.expiresAt !== undefined && time > new Date(copy.expiresAt)) return [finding('LICENSE_COPY_EXPIRED', [...at, 'JZJYXQJZSJ'])]
  return source.place === 'annotation' ? read.findings : []
}

/**
 * Codes, numbers and days of metadata by themselves, wherever they come from.
 * @param options.time at which validity is asked for
 * @param options.at place of the metadata; places of findings are elements below it
 */
export function checkMetadata(metadata: LicenseMetadata, { time, at }: { readonly time: Date; readonly at: Locator }): readonly Finding[] {
  return metadataFindings(metadata, metadata.identifier === undefined ? undefined : checkLicenseIdentifier(metadata.identifier), time, at)
}

/** @param identifier that of the metadata, checked */
function metadataFindings(metadata: LicenseMetadata, identifier: LicenseIdentifierCheck | undefined, time: Date, root: Locator): readonly Finding[] {
  const at = (element: ElementName, ...more: number[]) => [...root, element, ...more]
  return [
    ...identifierFindings(identifier?.problems ?? [], at('ZZBS')),
    ...(metadata.typeCode === undefined ? [] : identifierFindings(checkLicenseTypeCode(metadata.typeCode), at('ZZLXDM'))),
    ...metadata.issuers.flatMap(({ code }, i) => (code === undefined ? [] : identifierFindings(checkUscc(code).problems, at('ZZBFJGDM', i)))),
    ...metadata.holders.flatMap(({ code, codeType }, i) =>
      (code === undefined || codeType === undefined ? [] : identifierFindings(checkHolderCode(codeType, code, { time }).problems, at('CZZTDM', i)))),
    ...disagreements(metadata, identifier?.identifier?.typeCode, identifier?.identifier?.issuer).map((element) =>
      finding('LICENSE_METADATA_DISAGREES', at(element), { element, other: 'ZZBS' })),
    ...validity(metadata, time, root),
  ]
}

function missing({ source, read }: Place): readonly ElementName[] {
  // Marked fields are what the face of a license shows, which is never all of it.
  if (source.place === 'dataIndex') return []
  return EXPECTED.filter((element) => read.stated.get(element)?.some((value) => value !== '') !== true)
}

/** Elements that say something else than the identifier does. An issuer that it has as an area code says nothing to compare. */
function disagreements(metadata: LicenseMetadata, typeCode: string | undefined, issuer: string | undefined): readonly ElementName[] {
  const codes = metadata.issuers.flatMap(({ code }) => code ?? [])
  return [
    ...(typeCode !== undefined && metadata.typeCode !== undefined && metadata.typeCode !== typeCode ? ['ZZLXDM' as const] : []),
    ...(issuer !== undefined && codes.length > 0 && !codes.includes(issuer) && checkUscc(issuer).problems.length === 0 ? ['ZZBFJGDM' as const] : []),
  ]
}

function validity({ validFrom, validTo }: LicenseMetadata, time: Date, at: Locator): readonly Finding[] {
  const today = chinaDay(time)
  if (validFrom !== undefined && validTo !== undefined && validTo !== null && validTo < validFrom) return [finding('LICENSE_PERIOD_REVERSED', at)]
  return [
    ...(validFrom !== undefined && today < validFrom ? [finding('LICENSE_NOT_YET_VALID', [...at, 'ZZYXQQSRQ'])] : []),
    ...(validTo !== undefined && validTo !== null && today > validTo ? [finding('LICENSE_EXPIRED', [...at, 'ZZYXQJZRQ'])] : []),
  ]
}
