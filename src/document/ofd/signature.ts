/**
 * Signature.xml: what one signature says that it protects, and the octets of its value and its seal file. Nothing is
 * verified here: digests are compared in `references.ts`, the value and the seal are for `signature/`.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator, Note } from '../../diagnostics/index.ts'
import { fromBase64 } from '../../encoding/octets.ts'
import { directoryOf } from '../../encoding/path.ts'
import { attribute, childElements, firstChild, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import type { ZipEntry } from '../../encoding/zip.ts'
import { locate, quote } from './locate.ts'
import type { Located } from './locate.ts'
import { attempt, onlyChild, readPart } from './parts.ts'
import type { Package } from './parts.ts'
import type { ListedSignature } from './signature-list.ts'
import { parseSignatureDateTime } from './signature-time.ts'
import type { SignatureDateTime } from './signature-time.ts'

/** Reference (GB/T 33190 clause 18.2): one protected file and its digest. */
export interface OfdReference {
  readonly at: Locator
  /** As written; empty when the attribute is missing. */
  readonly fileRef: string
  /** Canonical path of the file, whether or not it exists; absent when the reference names nothing in the package. */
  readonly path?: string
  /** The decoded CheckValue; absent when it is missing or not base64. Its length has not been checked. */
  readonly checkValue?: Uint8Array
}

/** x, y, width and height in millimetres. */
export type Box = readonly [x: number, y: number, width: number, height: number]

/** StampAnnot (GB/T 33190 clause 18.2): where the seal is drawn. The picture comes from the signed value only. */
export interface StampAnnot {
  readonly id?: string
  /** ID of a page in the document. */
  readonly pageRef?: string
  /** On the page. */
  readonly boundary?: Box
  /** Part of the stamp that is shown, in the stamp's own space; absent when it is shown whole. */
  readonly clip?: Box
}

/** Parameters/Parameter (GM/T 0099). */
export interface SignatureParameter {
  readonly name: string
  readonly type?: string
  readonly value: string
}

/** SignedInfo (GB/T 33190 clause 18.2). */
export interface SignedInfo {
  readonly provider?: { readonly name?: string; readonly version?: string; readonly company?: string }
  /** As written: an OID or a name. Informational, the algorithm inside the signed value rules. */
  readonly signatureMethod?: string
  readonly signatureDateTime?: SignatureDateTime
  readonly parameters: readonly SignatureParameter[]
  /** As written: a name or an OID; `MD5` where it is absent, as the standard says. */
  readonly checkMethod: string
  readonly references: readonly OfdReference[]
  readonly stampAnnots: readonly StampAnnot[]
  /** Seal/BaseLoc as written. */
  readonly sealBaseLoc?: string
}

/** One signature of a package. Whatever is absent could not be read; `findings` say why. */
export interface OfdSignature {
  readonly at: Locator
  /** Index of the DocBody whose list names it; absent for one that no list names. */
  readonly docBody?: number
  /** What the list says; no signature protects it. */
  readonly id?: string
  readonly type?: 'Seal' | 'Sign'
  readonly relative?: string
  /** False for a signature file that no list names. */
  readonly listed: boolean
  /** Canonical path of Signature.xml. */
  readonly baseLoc?: string
  /** Octets of Signature.xml: the original that the signature value is over. */
  readonly signatureXml?: Uint8Array
  readonly signedInfo?: SignedInfo
  readonly signedValuePath?: string
  readonly signedValue?: Uint8Array
  /** Canonical path of the seal file, whether or not it exists. */
  readonly sealPath?: string
  readonly sealFile?: Uint8Array
  readonly findings: readonly Finding[]
}

/** Where a signature stands, for reading it. */
export interface SignaturePlace {
  readonly docBody?: number
  /** Canonical path of the list that names it. */
  readonly listPath?: string
  readonly claims?: ListedSignature
}

/** Reads the signature at an entry. @throws LimitExceededError */
export function readSignature(pack: Package, entry: ZipEntry, place: SignaturePlace, noticed: readonly Finding[] = []): OfdSignature {
  const findings = [...noticed]
  const note: Note = (one) => { findings.push(one) }
  const at = [entry.path]
  pack.budget.spend('signatures', 1, at)
  const head = { ...headOf(place), at, baseLoc: entry.path }
  const { result: signatureXml } = attempt(() => pack.zip.read(entry))
  const { result: root, failure } = attempt(() => readPart(pack, entry, 'Signature', note))
  if (root === undefined) {
    note(failure)
    note(finding('OFD_SIGNATURE_UNREADABLE', at, { path: entry.path }))
    return { ...head, ...(signatureXml && { signatureXml }), findings }
  }
  const base = directoryOf(entry.path)
  const at_ = (element: string): Locator => [entry.path, element]
  const find = (reference: string, where: Locator): Located | undefined => {
    const located = locate(pack.zip, reference, [base], where, note)
    const rival = located?.rivals[0]
    if (located !== undefined && rival !== undefined) {
      note(finding('OFD_PATH_AMBIGUOUS', where, { path: located.path, other: rival.path }))
    }
    return located
  }

  const valueElement = onlyChild(root, 'SignedValue', at, entry.path, note)
  const value = valueElement && find(textOf(valueElement), at_('SignedValue'))
  if (value === undefined) note(finding('OFD_ELEMENT_MISSING', at, { path: entry.path, element: 'SignedValue' }))
  const valueEntry = value?.entry
  const signedValue = valueEntry && attempt(() => pack.zip.read(valueEntry)).result
  if (value !== undefined && signedValue === undefined) {
    note(finding('OFD_SIGNED_VALUE_MISSING', at_('SignedValue'), { path: quote(value.path) }))
  }

  const infoElement = onlyChild(root, 'SignedInfo', at, entry.path, note)
  if (infoElement === undefined) note(finding('OFD_ELEMENT_MISSING', at, { path: entry.path, element: 'SignedInfo' }))
  const own = value === undefined ? [entry.path] : [entry.path, value.path]
  const signedInfo = infoElement && readSignedInfo(infoElement, { pack, path: entry.path, own, find, note, ...place })
  const seal = signedInfo?.sealBaseLoc === undefined ? undefined : find(signedInfo.sealBaseLoc, at_('Seal'))
  const sealEntry = seal?.entry
  const sealFile = sealEntry && attempt(() => pack.zip.read(sealEntry)).result
  return {
    ...head,
    ...(signatureXml && { signatureXml }),
    ...(signedInfo && { signedInfo }),
    ...(value && { signedValuePath: value.path }),
    ...(signedValue && { signedValue }),
    ...(seal && { sealPath: seal.path }),
    ...(sealFile && { sealFile }),
    findings,
  }
}

/** A signature that the list names but that is not there. */
export function absentSignature(place: Required<SignaturePlace>, path: string | undefined, noticed: readonly Finding[]): OfdSignature {
  const { at } = place.claims
  const why = path === undefined
    ? finding('OFD_ELEMENT_MISSING', at, { path: place.listPath, element: 'BaseLoc' })
    : finding('OFD_SIGNATURE_FILE_MISSING', at, { path: quote(path) })
  return { ...headOf(place), at, ...(path !== undefined && { baseLoc: path }), findings: [...noticed, why] }
}

function headOf({ docBody, claims }: SignaturePlace): Pick<OfdSignature, 'docBody' | 'id' | 'type' | 'relative' | 'listed'> {
  return {
    ...(docBody !== undefined && { docBody }),
    ...(claims?.id !== undefined && { id: claims.id }),
    ...(claims?.type !== undefined && { type: claims.type }),
    ...(claims?.relative !== undefined && { relative: claims.relative }),
    listed: claims !== undefined,
  }
}

interface SignedInfoContext {
  readonly pack: Package
  readonly path: string
  /** Paths of Signature.xml and the signed value. */
  readonly own: readonly string[]
  readonly listPath?: string
  readonly find: (reference: string, at: Locator) => Located | undefined
  readonly note: Note
}

function readSignedInfo(info: XmlElement, context: SignedInfoContext): SignedInfo {
  const { path, note } = context
  const at = [path, 'SignedInfo']
  const text = (localName: string): string | undefined => {
    const element = onlyChild(info, localName, at, path, note)
    return textOf(element)
  }
  const provider = readProvider(onlyChild(info, 'Provider', at, path, note), at, note)
  const signatureMethod = text('SignatureMethod')
  const written = text('SignatureDateTime')
  const signatureDateTime = written === undefined ? undefined : parseSignatureDateTime(written)
  if (signatureDateTime !== undefined && signatureDateTime.time === undefined) note(finding('OFD_SIGNATURE_TIME_UNREADABLE', at))
  if (signatureDateTime?.assumedZone !== undefined) {
    note(finding('OFD_SIGNATURE_TIME_ZONE_ASSUMED', at, { zone: signatureDateTime.assumedZone }))
  }
  const parameters = childElements(info, 'Parameters').flatMap((list) => childElements(list, 'Parameter')).map((element) => {
    const type = attribute(element, 'Type')
    return { name: attribute(element, 'Name') ?? '', ...(type !== undefined && { type }), value: textOf(element) }
  })

  const list = onlyChild(info, 'References', at, path, note)
  const stated = list && attribute(list, 'CheckMethod')?.trim()
  const checkMethod = stated === undefined || stated === '' ? 'MD5' : stated
  if (checkMethod !== stated) note(finding('OFD_CHECK_METHOD_DEFAULT', at, { algorithm: checkMethod }))
  const stamps = childElements(info, 'StampAnnot')
  // Stamps refer to pages; each may be worth several findings.
  context.pack.budget.spend('references', stamps.length, at)
  const seal = onlyChild(info, 'Seal', at, path, note)
  const sealBaseLoc = seal && onlyChild(seal, 'BaseLoc', at, path, note)
  return {
    ...(provider && { provider }),
    ...(signatureMethod !== undefined && { signatureMethod }),
    ...(signatureDateTime && { signatureDateTime }),
    parameters,
    checkMethod,
    references: readReferences(list, context),
    stampAnnots: stamps.map((element, index) => readStampAnnot(element, [path, 'StampAnnot', index], note)),
    ...(sealBaseLoc && { sealBaseLoc: textOf(sealBaseLoc) }),
  }
}

/** The standard has attributes; some products write elements of the same names. */
function readProvider(provider: XmlElement | undefined, at: Locator, note: Note): SignedInfo['provider'] {
  if (provider === undefined) return undefined
  const names = ['ProviderName', 'Version', 'Company'] as const
  const elements = names.map((one) => (attribute(provider, one) === undefined ? firstChild(provider, one) : undefined))
  if (elements.some((element) => element !== undefined)) note(finding('OFD_PROVIDER_AS_ELEMENTS', at))
  const [name, version, company] = names.map((one, index) => attribute(provider, one)?.trim() ?? textOf(elements[index]))
  return { ...(name !== undefined && { name }), ...(version !== undefined && { version }), ...(company !== undefined && { company }) }
}

function readReferences(list: XmlElement | undefined, { pack, path, own, listPath, find, note }: SignedInfoContext): readonly OfdReference[] {
  const elements = list === undefined ? [] : childElements(list, 'Reference')
  pack.budget.spend('references', elements.length, [path])
  if (elements.length === 0) note(finding('OFD_REFERENCES_EMPTY', [path, 'References']))
  const seen = new Set<string>()
  return elements.map((element, index) => {
    const at = [path, 'Reference', index]
    const fileRef = attribute(element, 'FileRef') ?? ''
    const target = find(fileRef, at)?.path
    if (fileRef.trim() === '') note(finding('OFD_ELEMENT_MISSING', at, { path, element: 'FileRef' }))
    if (target !== undefined) {
      if (seen.has(target)) note(finding('OFD_REFERENCE_REPEATED', at, { path: quote(target) }))
      if (own.includes(target)) note(finding('OFD_REFERENCE_TO_ITSELF', at, { path: quote(target) }))
      if (target === listPath) note(finding('OFD_SIGNATURES_LOCKED', at, { path: target }))
      seen.add(target)
    }
    const checkValue = readCheckValue(onlyChild(element, 'CheckValue', at, path, note), at, target ?? path, note)
    return { at, fileRef, ...(target !== undefined && { path: target }), ...(checkValue && { checkValue }) }
  })
}

function readCheckValue(element: XmlElement | undefined, at: Locator, path: string, note: Note): Uint8Array | undefined {
  const written = element?.text ?? ''
  const text = written.replaceAll(/[ \t\r\n]/g, '')
  if (text === '') return undefined
  if (text !== written) note(finding('OFD_CHECK_VALUE_WHITE_SPACE', at, { path: quote(path) }))
  return fromBase64(text)
}

function readStampAnnot(element: XmlElement, at: Locator, note: Note): StampAnnot {
  const id = attribute(element, 'ID')?.trim()
  const pageRef = attribute(element, 'PageRef')?.trim()
  const box = (name: 'Boundary' | 'Clip'): Box | undefined => {
    const written = attribute(element, name)
    if (written === undefined && name === 'Clip') return undefined
    const [x = NaN, y = NaN, width = NaN, height = NaN, ...more] = parseNumbers(written ?? '')
    const valid = more.length === 0 && [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0
    if (!valid) note(finding('OFD_STAMP_INVALID', at, { attribute: name }))
    return valid ? [x, y, width, height] : undefined
  }
  const boundary = box('Boundary')
  const clip = box('Clip')
  if (pageRef === undefined || pageRef === '') note(finding('OFD_STAMP_INVALID', at, { attribute: 'PageRef' }))
  return {
    ...(id !== undefined && { id }),
    ...(pageRef !== undefined && { pageRef }),
    ...(boundary && { boundary }),
    ...(clip && { clip }),
  }
}

/** Numbers between white space; NaN for what is none. */
function parseNumbers(written: string): readonly number[] {
  // Longer ones are no four numbers, and would only cost time.
  if (written.length > 256) return []
  return written.trim().split(/\s+/).map((part) => (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(part) ? Number(part) : NaN))
}
