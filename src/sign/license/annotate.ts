/**
 * Makes annotated copies (加注件) of licenses: for one purpose, one requester and a limited time, said on every page. The
 * issuer's signature protects the document with a name for annotations that is not taken yet; the copy takes it, so that
 * no protected octet changes. What is annotated is outside of the issuer's protection: the maker of the copy signs it.
 */
import { finding } from '../../diagnostics/index.ts'
import { openOfd } from '../../document/ofd/index.ts'
import type { OfdPackage } from '../../document/ofd/index.ts'
import { locate } from '../../document/ofd/locate.ts'
import { readPart } from '../../document/ofd/parts.ts'
import { directoryOf } from '../../encoding/path.ts'
import { attribute, childElements, firstChild, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import { rewriteZip } from '../../encoding/zip-writer.ts'
import { packedTime } from '../../license/dates.ts'
import { Budget } from '../../limits.ts'
import { requireTime } from '../certificate-use.ts'
import type { TimeStamper } from '../certificate-use.ts'
import { signOfd } from '../ofd/index.ts'
import { pagesOf } from '../ofd/pages.ts'
import type { OfdPage } from '../ofd/pages.ts'
import { isBroken, untrustingReport } from '../ofd/self-check.ts'
import { firstFree, pathsInUse } from '../ofd/signature-list.ts'
import { Numbers, box, textObject, textWidth } from '../page/objects.ts'
import type { TextStyle } from '../page/objects.ts'
import { decimals, element, part } from '../page/markup.ts'
import type { Element } from '../page/markup.ts'
import { SigningRefusedError } from '../refusal.ts'
import type { Signer } from '../signer.ts'
import { setText } from './set-text.ts'

export interface CopyNote {
  /** JZJZZSY: what the copy is for. */
  readonly purpose: string
  /** Who asked for it. */
  readonly requester: string
  /** JZJZZZ: who makes it. */
  readonly creator: string
  readonly createdAt: Date
  /** JZJYXQJZSJ: after this the copy is not to be used. */
  readonly expiresAt: Date
}

export interface AnnotateOptions extends CopyNote {
  /**
   * Signs the whole copy, notes included. Without it the issuer's signature holds, but verifiers report that what is
   * shown is not protected (OFD_VISIBLE_NOT_COVERED) and do not accept the copy.
   */
  readonly signer?: Signer
  /** Seal of the maker of the copy. @default none: a signature without a seal */
  readonly seal?: Uint8Array
  readonly timeStamper?: TimeStamper
}

const refuse = (path: string): SigningRefusedError => new SigningRefusedError(finding('SIGN_COPY_NOT_PROVIDED_FOR', [path], { path }))

/**
 * An annotated copy of a license; every entry of the license but the list of signatures is copied octet for octet.
 * @throws SigningRefusedError when the license does not provide for copies, is one already, or does not verify; TypeError
 *   for notes that are empty or in the wrong order; FormatError and its relatives for an input that cannot be read
 */
export async function annotateCopy(license: Uint8Array, options: AnnotateOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, seal, timeStamper, createdAt } = options
  requireNote(options)
  const bytes = Uint8Array.from(license)
  const budget = new Budget()
  const ofd = openOfd(bytes, { budget })
  if (ofd.encrypted) throw new SigningRefusedError(finding('SIGN_DOCUMENT_ENCRYPTED', []))
  if (ofd.integrityFile !== undefined) throw new SigningRefusedError(finding('SIGN_INTEGRITY_FILE_PRESENT', [], { path: ofd.integrityFile.path }))
  const broken = (await untrustingReport(bytes, createdAt, undefined)).signatures.find(isBroken)
  if (broken !== undefined) throw new SigningRefusedError(finding('SIGN_EARLIER_SIGNATURE_BROKEN', broken.at, { signature: String(broken.at[0] ?? '') }))

  const place = placeOfNotes(ofd, budget)
  const copy = rewriteZip(ofd.zip, notes(ofd, pagesOf(ofd, 0, budget), place, options), { time: createdAt })
  if (signer === undefined) return copy
  return (await signOfd(copy, { signer, time: createdAt, ...(seal && { seal }), ...(timeStamper && { timeStamper }) })).bytes
}

function requireNote({ purpose, requester, creator, createdAt, expiresAt }: CopyNote): void {
  requireTime(createdAt, 'createdAt')
  requireTime(expiresAt, 'expiresAt')
  if (expiresAt <= createdAt) throw new TypeError('expiresAt is not after createdAt')
  for (const [name, text] of Object.entries({ purpose, requester, creator })) {
    if (text.trim() === '' || text.length > 200 || /[\u0000-\u001f\u007f\ufffe\uffff]/.test(text)) throw new TypeError(`${name} is a text of 1 to 200 characters in one line`)
  }
}

interface NotePlace {
  /** Where Document.xml says that the annotations are; not there yet. */
  readonly path: string
  /** ID of a font of the document. */
  readonly font: number
  /** Identifiers up to this one are in use. */
  readonly lastId: number
}

function placeOfNotes(ofd: OfdPackage, budget: Budget): NotePlace {
  const [docRoot] = ofd.docBodies[0]?.docRoots ?? []
  const entry = docRoot === undefined ? undefined : ofd.zip.get(docRoot)
  if (docRoot === undefined || entry === undefined || ofd.docBodies.length !== 1) throw refuse(ofd.rootPath ?? 'OFD.xml')
  const pack = { zip: ofd.zip, budget }
  const find = (reference: XmlElement | undefined, from: string): ReturnType<typeof locate> =>
    locate(ofd.zip, textOf(reference) ?? '', [directoryOf(from)], [from], () => undefined)
  const root = readPart(pack, entry, 'Document', () => undefined)
  const target = find(firstChild(root, 'Annotations'), docRoot)
  if (target === undefined) throw refuse(docRoot)
  if (target.entry !== undefined) throw refuse(target.path)
  const common = firstChild(root, 'CommonData')
  const resources = find(common && firstChild(common, 'PublicRes'), docRoot)?.entry
  const fonts = resources && firstChild(readPart(pack, resources, 'Res', () => undefined), 'Fonts')
  const font = Number(fonts && childElements(fonts, 'Font').map((one) => attribute(one, 'ID'))[0])
  if (!Number.isSafeInteger(font)) throw refuse(docRoot)
  const lastId = Number(textOf(common && firstChild(common, 'MaxUnitID')))
  return { path: target.path, font, lastId: Number.isSafeInteger(lastId) && lastId >= 0 ? lastId : 1_000_000 }
}

const readable = (time: Date): string => `${new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}（北京时间）`

function notes(ofd: OfdPackage, pages: readonly OfdPage[], { path, font, lastId }: NotePlace, note: CopyNote): ReadonlyMap<string, Uint8Array> {
  const folder = directoryOf(path) === '' ? '' : `${directoryOf(path)}/`
  const taken = pathsInUse(ofd)
  const numbers = new Numbers(lastId)
  const files = new Map<string, Uint8Array>()
  const entries = pages.map((page, i): Element => {
    const name = firstFree((n) => `Page_${i}${n === 0 ? '' : `_${n}`}/Annotation.xml`, (one) => taken(`${folder}${one}`))
    files.set(`${folder}${name}`, part(element('PageAnnot', {}, annotation(numbers, page, font, note))))
    return element('Page', { PageID: page.id }, element('FileLoc', {}, name))
  })
  return new Map([[path, part(element('Annotations', {}, ...entries))], ...files])
}

function annotation(numbers: Numbers, page: OfdPage, font: number, note: CopyNote): Element {
  const [x, y, width, height] = page.box ?? [0, 0, 210, 297]
  const { purpose, requester, creator, createdAt, expiresAt } = note
  const parameters = {
    JZJZZSJ: packedTime(createdAt), JZJZZZ: creator, JZJZZSY: purpose, JZJYXQJZSJ: packedTime(expiresAt), requester,
  }
  const said = `加注件：仅供${requester}用于${purpose}，有效期至${readable(expiresAt)}。制作者：${creator}，${readable(createdAt)}。`
  return element('Annot', { ID: numbers.next(), Type: 'Watermark', Creator: creator, LastModDate: createdAt.toISOString().slice(0, 10), Visible: 'true', Print: 'true', ReadOnly: 'true' },
    element('Remark', {}, said),
    element('Parameters', {}, ...Object.entries(parameters).map(([Name, value]) => element('Parameter', { Name }, value))),
    element('Appearance', { Boundary: box(x, y, width, height) }, ...watermark(numbers, `仅用于${purpose}`, font, width, height), ...footer(numbers, said, font, width, height)),
  )
}

/** The note in full, in small lines at the foot of the page. */
function footer(numbers: Numbers, said: string, font: number, width: number, height: number): readonly Element[] {
  const style: TextStyle = { font, size: 2.6, color: [190, 30, 30] }
  const { lines, size } = setText(said, style, { width: width - 16, lines: 6, minSize: 1.6 }, 'JZJZZSY')
  return lines.map((line, i) => textObject(numbers, line, 8, height - 2 - (lines.length - 1 - i) * size * 1.3, { ...style, size }))
}

/** The purpose across the page, pale, three times: what is copied off a part of it says what it is for. */
function watermark(numbers: Numbers, text: string, font: number, width: number, height: number): readonly Element[] {
  const style: TextStyle = { font, size: Math.min(width, height) / 28, color: [232, 186, 186] }
  const span = Math.min(width, height) * 0.8
  const { lines, size } = setText(text, style, { width: span, lines: 4, minSize: style.size / 3 }, 'JZJZZSY')
  return [0.25, 0.5, 0.75].flatMap((share) => lines.map((line, i): Element => {
    const level = (i - (lines.length - 1) / 2) * size * 1.4
    const drawn = textObject(numbers, line, span / 2, span / 2 + level, { ...style, size, anchor: 'middle' })
    const left = (span - textWidth(line, { ...style, size })) / 2
    // The line in a square of the span, turned about its middle: CTM maps the text's own space into the boundary.
    const [dx, dy] = [left - span / 2, level - size]
    const matrix = [COS, -SIN, SIN, COS, span / 2 + COS * dx + SIN * dy, span / 2 - SIN * dx + COS * dy]
    return {
      ...drawn,
      attributes: { ...drawn.attributes, Boundary: box(width * share - span / 2, height * (1 - share) - span / 2, span, span), CTM: matrix.map((value) => decimals(value, 4)).join(' ') },
      children: drawn.children.map((child) => (typeof child !== 'string' && child.name === 'FillColor' ? { ...child, attributes: { ...child.attributes, Alpha: 150 } } : child)),
    }
  }))
}

const [SIN, COS] = [Math.sin(Math.PI / 6), Math.cos(Math.PI / 6)]
