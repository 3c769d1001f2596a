/**
 * Adds text to an XML file without touching another octet of it: where its elements stand, and splicing. Writing a file
 * anew from a tree changes octets that signatures protect, so files are never written anew here: what cannot be done by
 * insertion is refused.
 */
import { finding } from '../../diagnostics/index.ts'
import { concatOctets, toUtf8 } from '../../encoding/octets.ts'
import { parseXml } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import { decodeXml } from '../../encoding/xml-text.ts'
import type { Budget } from '../../limits.ts'
import { SigningRefusedError } from '../refusal.ts'

/** An element and where it stands in the text. */
export interface XmlPlace {
  readonly element: XmlElement
  /** Index of the start tag's `<`. */
  readonly start: number
  /** Index behind the start tag's `>`. */
  readonly contentStart: number
  /** Index of the end tag's `<`; that of `/` in an empty-element tag. */
  readonly contentEnd: number
  /** Index behind the whole element. */
  readonly end: number
  readonly isEmptyTag: boolean
  readonly children: readonly XmlPlace[]
}

/** Replaces what stands between two indexes; nothing stands between equal ones. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface XmlFile {
  readonly path: string
  readonly text: string
  readonly root: XmlPlace
  /** The octets with those changes; every other octet as it was. */
  splice(...splices: readonly Splice[]): Uint8Array<ArrayBuffer>
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const

/**
 * Opens a file for insertions.
 * @throws SigningRefusedError for a file that is not UTF-8; FormatError, LimitExceededError as `parseXml`
 */
export function openXmlFile(bytes: Uint8Array, path: string, budget: Budget): XmlFile {
  const { root } = parseXml(bytes, { budget, at: [path] })
  const { text, names } = decodeXml(bytes, [path])
  if (!names.includes('utf-8')) throw new SigningRefusedError(finding('SIGN_XML_NOT_INSERTABLE', [path], { path, reason: 'encoding' }))
  const mark = BYTE_ORDER_MARK.every((octet, index) => bytes[index] === octet) ? Uint8Array.from(BYTE_ORDER_MARK) : new Uint8Array(0)
  return {
    path,
    text,
    root: placeOf(root, tagsOf(text), path),
    splice(...splices) {
      let result = text
      for (const { from, to, text: inserted } of [...splices].sort((a, b) => b.from - a.from)) {
        result = result.slice(0, from) + inserted + result.slice(to)
      }
      return concatOctets(mark, toUtf8(result))
    },
  }
}

interface Tag {
  readonly kind: 'start' | 'end' | 'empty'
  readonly start: number
  readonly end: number
}

/** The tags of a text that a parser has found well-formed and without document type. */
function tagsOf(text: string): readonly Tag[] {
  const tags: Tag[] = []
  const skip = (from: number, mark: string): number => text.indexOf(mark, from) + mark.length
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = skip(at + 4, '-->')
    else if (text.startsWith('<![CDATA[', at)) at = skip(at + 9, ']]>')
    else if (text.startsWith('<?', at)) at = skip(at + 2, '?>')
    else {
      const start = at
      let quote = ''
      for (at++; quote !== '' || text[at] !== '>'; at++) {
        const character = text.charAt(at)
        if (quote !== '') quote = character === quote ? '' : quote
        else if (character === '"' || character === '\'') quote = character
      }
      at++
      tags.push({ kind: text[start + 1] === '/' ? 'end' : text[at - 2] === '/' ? 'empty' : 'start', start, end: at })
    }
  }
  return tags
}

/** The parser's tree with the places of the tags; they are of one text, so that they go together or something is amiss. */
function placeOf(root: XmlElement, tags: readonly Tag[], path: string): XmlPlace {
  let next = 0
  const place = (element: XmlElement): XmlPlace => {
    const tag = tags[next++]
    if (tag === undefined || tag.start !== element.offset) throw new SigningRefusedError(finding('SIGN_XML_NOT_INSERTABLE', [path], { path, reason: 'places' }))
    const children = element.children.map(place)
    if (tag.kind === 'empty') {
      return { element, start: tag.start, contentStart: tag.end, contentEnd: tag.end - 2, end: tag.end, isEmptyTag: true, children }
    }
    const close = tags[next++]
    if (close?.kind !== 'end') throw new SigningRefusedError(finding('SIGN_XML_NOT_INSERTABLE', [path], { path, reason: 'places' }))
    return { element, start: tag.start, contentStart: tag.end, contentEnd: close.start, end: close.end, isEmptyTag: false, children }
  }
  return place(root)
}

/** Child places of a local name. */
export function placesOf(parent: XmlPlace, localName: string): readonly XmlPlace[] {
  return parent.children.filter(({ element }) => element.localName === localName)
}

/** A qualified name with the prefix of another element, so that it is of the same namespace there. */
export function nameLike(parent: XmlElement, localName: string): string {
  const colon = parent.name.lastIndexOf(':')
  return colon < 0 ? localName : `${parent.name.slice(0, colon)}:${localName}`
}

/** Puts an element behind the last child of a parent, indented as that child is. */
export function appendChild({ text }: XmlFile, parent: XmlPlace, markup: string): Splice {
  if (parent.isEmptyTag) return { from: parent.contentEnd, to: parent.end, text: `>${markup}</${parent.element.name}>` }
  const last = parent.children.at(-1)
  if (last === undefined) return { from: parent.contentEnd, to: parent.contentEnd, text: markup }
  const indent = /[ \t\r\n]*$/.exec(text.slice(Math.max(parent.contentStart, last.start - 200), last.start))?.[0] ?? ''
  return { from: last.end, to: last.end, text: `${indent}${markup}` }
}

/** Gives an element a text in place of its own. */
export function replaceContent(place: XmlPlace, escaped: string): Splice {
  if (place.isEmptyTag) return { from: place.contentEnd, to: place.end, text: `>${escaped}</${place.element.name}>` }
  return { from: place.contentStart, to: place.contentEnd, text: escaped }
}
