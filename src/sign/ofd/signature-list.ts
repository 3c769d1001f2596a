/**
 * The pointer in OFD.xml and the list of signatures (GB/T 33190-2016 clause 18.1): a new entry put into what is there, and
 * the identifiers that it gets.
 */
import { finding } from '../../diagnostics/index.ts'
import type { OfdPackage } from '../../document/ofd/index.ts'
import { directoryOf, foldPath } from '../../encoding/path.ts'
import type { Budget } from '../../limits.ts'
import { element, escapeXml, part } from '../page/markup.ts'
import { SigningRefusedError } from '../refusal.ts'
import { appendChild, nameLike, openXmlFile, placesOf, replaceContent } from './xml-places.ts'
import type { Splice } from './xml-places.ts'

const refuse = (path: string, reason: string): SigningRefusedError =>
  new SigningRefusedError(finding('SIGN_XML_NOT_INSERTABLE', [path], { path, reason }))

/** Where the list of a document is or will be, and the change to OFD.xml that it takes. */
export interface ListPlace {
  readonly path: string
  /** Whether the package has it. */
  readonly exists: boolean
  /** OFD.xml with the pointer; absent where it has one already. */
  readonly root?: Uint8Array
}

/**
 * Finds the list of a document's signatures, or the place for one.
 * @param taken whether a path is in use
 * @throws SigningRefusedError when OFD.xml cannot be added to; RangeError when there is no such document
 */
export function placeList(ofd: OfdPackage, document: number, taken: (path: string) => boolean, budget: Budget): ListPlace {
  const docBody = ofd.docBodies[document]
  const rootPath = ofd.rootPath ?? 'OFD.xml'
  const [docRoot] = docBody?.docRoots ?? []
  if (docBody === undefined || docRoot === undefined) throw new RangeError(`the package has no document ${document}`)
  const [existing, ...others] = docBody.signatureLists
  if (others.length > 0) throw refuse(rootPath, 'several lists of signatures')
  if (existing !== undefined) return { path: existing, exists: true }

  const entry = ofd.zip.get(rootPath)
  if (entry === undefined) throw new RangeError('the package has no OFD.xml')
  const file = openXmlFile(ofd.zip.read(entry), rootPath, budget)
  const body = placesOf(file.root, 'DocBody')[document]
  if (body === undefined) throw new RangeError(`the package has no document ${document}`)
  const folder = [directoryOf(docRoot), 'Signs'].filter((name) => name !== '').join('/')
  const path = firstFree((n) => (n === 0 ? `${folder}/Signatures.xml` : `${folder}/Signatures_${n}.xml`), taken)
  // An empty pointer, or one to nowhere, means that there is no signature: it gets a target.
  const [pointer, ...more] = placesOf(body, 'Signatures')
  if (more.length > 0 || (pointer !== undefined && pointer.children.length > 0)) throw refuse(rootPath, 'several lists of signatures')
  const name = nameLike(body.element, 'Signatures')
  const change = pointer === undefined
    ? appendChild(file, body, `<${name}>/${escapeXml(path)}</${name}>`)
    : replaceContent(pointer, `/${escapeXml(path)}`)
  return { path, exists: false, root: file.splice(change) }
}

/** The first path of a series that is not in use. */
export function firstFree(path: (n: number) => string, taken: (path: string) => boolean): string {
  let n = 0
  while (taken(path(n))) n++
  return path(n)
}

/** Whether a path, or a folder of that name, is in use; upper and lower case are one, as to some readers they are. */
export function pathsInUse(ofd: OfdPackage): (path: string) => boolean {
  const used = new Set<string>()
  for (const { path } of ofd.zip.entries) {
    const segments = foldPath(path).split('/')
    segments.forEach((_, i) => used.add(segments.slice(0, i + 1).join('/')))
  }
  return (path) => used.has(foldPath(path))
}

/** Gives out identifiers above all that are in use, in the manner of the file. */
export class SignIds {
  readonly #prefix: string
  readonly #width: number
  #last: number

  /** @param inUse MaxSignId first, then identifiers of signatures and stamps */
  constructor(inUse: readonly string[]) {
    const numbered = inUse.flatMap((id) => {
      const match = /^([A-Za-z_]{0,20})(\d{1,15})$/.exec(id.trim())
      return match === null ? [] : [{ prefix: match[1] as string, digits: match[2] as string }]
    })
    const sample = numbered[0]
    this.#prefix = sample?.prefix ?? 's'
    this.#width = sample?.digits.length ?? 3
    // Readers compare the number at the end, whatever stands before it.
    this.#last = Math.max(0, ...inUse.map((id) => Number(/\d{1,15}$/.exec(id.trim())?.[0] ?? 0)))
  }

  next(): string {
    this.#last++
    return this.last
  }

  get last(): string {
    return `${this.#prefix}${String(this.#last).padStart(this.#width, '0')}`
  }
}

export interface ListEntry {
  readonly id: string
  readonly type: 'Seal' | 'Sign'
  /** Path of Signature.xml, without leading slash. */
  readonly path: string
}

const attributesOf = ({ id, type, path }: ListEntry): Readonly<Record<string, string>> => ({ ID: id, Type: type, BaseLoc: `/${path}` })

/** A list with one entry. @param maxSignId the largest identifier given out, those of stamps included */
export function newList(entry: ListEntry, maxSignId: string): Uint8Array {
  return part(element('Signatures', {}, element('MaxSignId', {}, maxSignId), element('Signature', attributesOf(entry))))
}

/** MaxSignId of a list that is there, as written. */
export function maxSignIdsOf(bytes: Uint8Array, path: string, budget: Budget): readonly string[] {
  return placesOf(openXmlFile(bytes, path, budget).root, 'MaxSignId').map((place) => place.element.text.trim())
}

/** A list that is there with one entry more; MaxSignId, wherever and however often it stands, is raised. */
export function extendedList(bytes: Uint8Array, path: string, entry: ListEntry, maxSignId: string, budget: Budget): Uint8Array {
  const file = openXmlFile(bytes, path, budget)
  if (file.root.element.localName !== 'Signatures') throw refuse(path, 'no list of signatures')
  const attributes = Object.entries(attributesOf(entry)).map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')
  const maxima = placesOf(file.root, 'MaxSignId')
  const changes: Splice[] = maxima.map((place) => replaceContent(place, maxSignId))
  return file.splice(...changes, appendChild(file, file.root, `<${nameLike(file.root.element, 'Signature')}${attributes}/>`))
}
