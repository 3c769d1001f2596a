/**
 * Builds small OFD packages for tests: a document with every kind of part, signatures that list what they are told to,
 * and the whole road from octets to coverage. Digests are those of `node:crypto`. Signature values are dummies.
 */
import { createHash } from 'node:crypto'
import { zipSync } from 'fflate'
import { Budget } from '../../../src/limits.ts'
import type { Limits } from '../../../src/limits.ts'
import type { Checked, Finding } from '../../../src/diagnostics/index.ts'
import { analyzeCoverage, checkReferences, openOfd, readDocumentGraph } from '../../../src/document/ofd/index.ts'
import type { DocumentGraph, OfdCoverageFacts, OfdPackage, ReferenceFacts } from '../../../src/document/ofd/index.ts'

export type Files = Map<string, string | Uint8Array>

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** An OFD element with its namespace, as the root of a file. */
export function xml(name: string, content: string, attributes = ''): string {
  return `${HEAD}<ofd:${name} ${NS} ${attributes}>${content}</ofd:${name}>`
}

export const octets = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content)

/** A document body for OFD.xml. */
export function docBody(options: { root?: string; pointer?: string; info?: string; more?: string } = {}): string {
  const { root = 'Doc_0/Document.xml', pointer, info = '<ofd:DocID>0123456789abcdef</ofd:DocID>', more = '' } = options
  const signatures = pointer === undefined ? '' : `<ofd:Signatures>${pointer}</ofd:Signatures>`
  return `<ofd:DocBody><ofd:DocInfo>${info}</ofd:DocInfo><ofd:DocRoot>${root}</ofd:DocRoot>${more}${signatures}</ofd:DocBody>`
}

export const ofdXml = (...bodies: readonly string[]): string => xml('OFD', bodies.join(''), 'Version="1.1" DocType="OFD"')

const DOCUMENT = `
  <ofd:CommonData>
    <ofd:MaxUnitID>100</ofd:MaxUnitID>
    <ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>
    <ofd:PublicRes>PublicRes.xml</ofd:PublicRes>
    <ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>
    <ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>
    <ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_1/Content.xml"/>
  </ofd:CommonData>
  <ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>
  <ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>
  <ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>
  <ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>
  <ofd:Extensions>Extensions.xml</ofd:Extensions>`

/** A document that has every kind of part, unsigned. Template 2 is used by the page, template 3 by none. */
export function plainDocument(folder = 'Doc_0'): Files {
  return new Map(Object.entries({
    'OFD.xml': ofdXml(docBody({ root: `${folder}/Document.xml` })),
    [`${folder}/Document.xml`]: xml('Document', DOCUMENT),
    [`${folder}/PublicRes.xml`]: xml('Res', `
      <ofd:ColorSpaces><ofd:ColorSpace ID="4" Type="RGB" Profile="sRGB.icc"/></ofd:ColorSpaces>
      <ofd:Fonts><ofd:Font ID="5" FontName="SimSun"><ofd:FontFile>font_5.ttf</ofd:FontFile></ofd:Font><ofd:Font ID="6" FontName="KaiTi"/></ofd:Fonts>`, 'BaseLoc="Res"'),
    [`${folder}/DocumentRes.xml`]: xml('Res', `
      <ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>image_7.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`, 'BaseLoc="Res"'),
    [`${folder}/Res/sRGB.icc`]: 'profile',
    [`${folder}/Res/font_5.ttf`]: 'font',
    [`${folder}/Res/image_7.png`]: 'image',
    [`${folder}/Res/image_8.png`]: 'image of the page',
    [`${folder}/Tpls/Tpl_0/Content.xml`]: xml('Page', '<ofd:Content/>'),
    [`${folder}/Tpls/Tpl_1/Content.xml`]: xml('Page', '<ofd:Content/>'),
    [`${folder}/Pages/Page_0/Content.xml`]: xml('Page', '<ofd:Template TemplateID="2"/><ofd:PageRes>PageRes.xml</ofd:PageRes><ofd:Content/>'),
    [`${folder}/Pages/Page_0/PageRes.xml`]: xml('Res', `
      <ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>image_8.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`, 'BaseLoc="../../Res"'),
    [`${folder}/Annots/Annotations.xml`]: xml('Annotations', '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'),
    [`${folder}/Annots/Page_0/Annotation.xml`]: xml('PageAnnot', '<ofd:Annot ID="9" Type="Stamp"/>'),
    [`${folder}/Tags/CustomTags.xml`]: xml('CustomTags', '<ofd:CustomTag TypeID="t"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc><ofd:SchemaLoc>tag.xsd</ofd:SchemaLoc></ofd:CustomTag>'),
    [`${folder}/Tags/CustomTag.xml`]: '<broken',
    [`${folder}/Tags/tag.xsd`]: 'schema',
    [`${folder}/Attachs/Attachments.xml`]: xml('Attachments', '<ofd:Attachment ID="10" Name="data"><ofd:FileLoc>data.xml</ofd:FileLoc></ofd:Attachment>'),
    [`${folder}/Attachs/data.xml`]: '<data/>',
    [`${folder}/Extensions.xml`]: xml('Extensions', '<ofd:Extension AppName="a"><ofd:ExtendData>ext.dat</ofd:ExtendData></ofd:Extension>'),
    [`${folder}/ext.dat`]: 'extension',
  }))
}

/** A document of one page and no more. */
export function smallDocument(): Files {
  return new Map(Object.entries({
    'OFD.xml': ofdXml(docBody()),
    'Doc_0/Document.xml': xml('Document', '<ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'),
    'Doc_0/Pages/Page_0/Content.xml': xml('Page', '<ofd:Content>text</ofd:Content>'),
  }))
}

export type HashName = 'sm3' | 'md5' | 'sha1' | 'sha256'

export const hash = (content: string | Uint8Array, name: HashName = 'sm3'): Uint8Array => new Uint8Array(createHash(name).update(octets(content)).digest())
export const base64 = (content: Uint8Array): string => Buffer.from(content).toString('base64')

export const reference = (fileRef: string, checkValue: string): string =>
  `<ofd:Reference FileRef="${fileRef}"><ofd:CheckValue>${checkValue}</ofd:CheckValue></ofd:Reference>`

/** References to files as they are now. */
export function referencesTo(files: Files, paths: readonly string[], name: HashName = 'sm3'): string {
  return paths.map((path) => reference(`/${path}`, base64(hash(files.get(path) ?? '', name)))).join('')
}

export interface SignatureParts {
  readonly references?: string
  readonly checkMethod?: string
  readonly stamps?: string
  readonly seal?: string
  readonly info?: string
  readonly value?: string
}

export function signatureXml(parts: SignatureParts = {}): string {
  const { references = '', checkMethod = 'CheckMethod="1.2.156.10197.1.401"', stamps = '', seal = '', value = 'SignedValue.dat' } = parts
  const { info = '<ofd:Provider ProviderName="test" Version="1" Company="none"/><ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>20260102030405Z</ofd:SignatureDateTime>' } = parts
  return xml('Signature', `<ofd:SignedInfo>${info}<ofd:References ${checkMethod}>${references}</ofd:References>${stamps}${seal}</ofd:SignedInfo><ofd:SignedValue>${value}</ofd:SignedValue>`)
}

export interface SignOptions extends SignatureParts {
  /** Files that the signature lists. Default: all but those of the signature itself and the list. */
  readonly covers?: (path: string) => boolean
  readonly hash?: HashName
  readonly list?: string
}

const listedBefore = (list: string): string => /(<ofd:Signature [\s\S]*)<\/ofd:Signatures>/.exec(list)?.[1] ?? ''

/** Adds a signature the way products do: pointer and list first, then digests. Returns the path of its Signature.xml. */
export function sign(files: Files, options: SignOptions = {}): string {
  const list = options.list ?? 'Doc_0/Signs/Signatures.xml'
  const root = files.get('OFD.xml') as string
  if (!root.includes('<ofd:Signatures>')) files.set('OFD.xml', root.replace('</ofd:DocBody>', `<ofd:Signatures>/${list}</ofd:Signatures></ofd:DocBody>`))
  const before = listedBefore((files.get(list) as string | undefined) ?? '')
  const count = before.split('<ofd:Signature ').length - 1
  const folder = `Doc_0/Signs/Sign_${count}`
  const path = `${folder}/Signature.xml`
  files.set(list, xml('Signatures', `<ofd:MaxSignId>${count + 1}</ofd:MaxSignId>${before}<ofd:Signature ID="${count + 1}" Type="Seal" BaseLoc="/${path}"/>`))
  const covered = [...files.keys()].filter(options.covers ?? ((one) => one !== list))
  files.set(path, signatureXml({ references: referencesTo(files, covered, options.hash), ...options }))
  files.set(`${folder}/SignedValue.dat`, `value ${count}`)
  return path
}

/** @param level of compression; 0 stores the files as they are */
export function pack(files: Files, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries([...files].map(([path, content]) => [path, octets(content)])), { level })
}

export interface Inspected {
  readonly ofd: OfdPackage
  readonly references: readonly Checked<ReferenceFacts>[]
  readonly graph: DocumentGraph
  readonly coverage: Checked<OfdCoverageFacts>
  /** All findings of all stages. */
  readonly findings: readonly Finding[]
  readonly codes: readonly string[]
}

/** The whole road. Signatures count as verified unless `verified` says otherwise. */
export async function inspect(
  bytes: Uint8Array, options: { limits?: Partial<Limits>; verified?: (index: number) => boolean; za?: Uint8Array; integrityFileVerified?: boolean } = {},
): Promise<Inspected> {
  const budget = new Budget(options.limits)
  const ofd = openOfd(bytes, { budget })
  const references: Checked<ReferenceFacts>[] = []
  for (const signature of ofd.signatures) references.push(await checkReferences(ofd, signature, budget, options.za))
  const graph = readDocumentGraph(ofd, budget)
  const outcomes = references.map(({ facts }, signature) => ({
    signature, verified: options.verified?.(signature) ?? true, matchedPaths: facts?.matchedPaths ?? [],
  }))
  const coverage = analyzeCoverage(ofd, graph, outcomes, { budget, ...(options.integrityFileVerified !== undefined && { integrityFileVerified: options.integrityFileVerified }) })
  const findings = [
    ...ofd.findings, ...ofd.signatures.flatMap((signature) => signature.findings), ...(ofd.integrityFile?.findings ?? []),
    ...references.flatMap((one) => one.findings), ...graph.findings, ...coverage.findings,
  ]
  return { ofd, references, graph, coverage, findings, codes: findings.map(({ code }) => code) }
}

/** Findings of one code, as their parameters. */
export const paramsOf = ({ findings }: Inspected, code: string): readonly Finding['params'][] =>
  findings.filter((one) => one.code === code).map(({ params }) => params)
