/**
 * A structure laid open for people: every element with its place, its name in the standard and its value. It shows
 * broken structures up to where they break; whether anything is right is for the parsers and verifiers.
 */
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { FormatError } from '../errors.ts'
import { TAG, readBer, readNested } from '../encoding/der.ts'
import type { DerElement, DerOptions } from '../encoding/der.ts'
import { unwrapTextLayer } from '../encoding/text-layer.ts'
import { detectSes, isProprietary, isRawSm2 } from './detect.ts'
import { typeName } from './fields.ts'
import { CERTIFICATE, CONTENT_INFO, SES_SEAL, SES_SIGNATURE, SM2_SIGNATURE, looksLikeCertificate } from './inspect-layouts.ts'
import type { Label, Layout } from './inspect-layouts.ts'
import { shortHex, valueText } from './inspect-value.ts'

export interface InspectNode {
  /** The field's name in the standard; absent where it has none or is not known. */
  readonly name?: string
  /** The name of the structure, where the standard gives one. */
  readonly structure?: string
  /** The ASN.1 type, or `octets` for what is no ASN.1. */
  readonly type: string
  /** Of the identifier octet, in the input without its text layer. */
  readonly offset: number
  readonly headerLength: number
  /** Octets of the content. */
  readonly length: number
  /** For people: texts in quotes with escapes, object identifiers with names, long values cut. */
  readonly value?: string
  /** What is wrong with the element; those inside it may be missing. */
  readonly problem?: DiagnosticCode
  readonly children: readonly InspectNode[]
}

/**
 * Lays open a seal, a seal signature, a signature value, a CMS message, a certificate or any other ASN.1.
 * @throws FormatError when not even the outermost element can be read; LimitExceededError
 */
export function inspectSes(input: Uint8Array, options: DerOptions): InspectNode {
  options.budget.within('inputBytes', input.length, options.at)
  const { bytes } = unwrapTextLayer(input, options.at)
  if (isProprietary(bytes)) return octets(bytes, 0, 'proprietary seal')
  if (isRawSm2(bytes)) {
    const start = bytes.length - 64
    const children = [octets(bytes.subarray(start, start + 32), start, 'r'), octets(bytes.subarray(start + 32), start + 32, 's')]
    return { structure: 'SM2Signature', type: 'octets', offset: 0, headerLength: 0, length: bytes.length, children }
  }
  const element = readBer(bytes, options, () => undefined)
  const root = inspectElement(element, { layout: attempt(() => layoutOf(element)).result ?? {} }, 0, 0)
  if (element.end === bytes.length) return root
  return { ...root, children: [...root.children, octets(bytes.subarray(element.end), element.end, 'trailing octets')] }
}

function octets(bytes: Uint8Array, offset: number, name: string): InspectNode {
  return { name, type: 'octets', offset, headerLength: 0, length: bytes.length, value: shortHex(bytes), children: [] }
}

function layoutOf(element: DerElement): Layout {
  switch (detectSes(element)) {
    case 'SESeal':
      return SES_SEAL
    case 'SES_Signature':
      return SES_SIGNATURE
    case 'CMS':
      return CONTENT_INFO
    case 'SM2-DER':
      return SM2_SIGNATURE
    case undefined:
      return looksLikeCertificate(element) ? CERTIFICATE : {}
  }
}

/**
 * @param base offset in the input of the buffer that the element was read from
 * @param depth of the node; what is encoded inside strings is laid open only down to the limit
 */
function inspectElement(element: DerElement, label: Label, base: number, depth: number): InspectNode {
  const { name, layout = {} } = label
  const inside = attempt(() => elementsInside(element, layout, base, depth))
  const isShown = inside.result?.elements.length === 0 || layout.shownAs !== undefined
  const value = isShown ? attempt(() => valueText(element, layout.shownAs)) : {}
  const { elements = [], base: insideBase = base, labels = [] } = inside.result ?? {}
  const problem = inside.problem ?? value.problem
  return {
    ...(name === undefined ? {} : { name }),
    ...(layout.structure === undefined || !element.constructed ? {} : { structure: layout.structure }),
    type: nodeType(element),
    offset: base + element.start,
    headerLength: element.contentStart - element.start,
    length: element.contentEnd - element.contentStart,
    ...(value.result === undefined ? {} : { value: value.result }),
    ...(problem === undefined ? {} : { problem }),
    children: elements.map((child, index) => inspectElement(child, labels[index] ?? {}, insideBase, depth + 1)),
  }
}

interface Inside {
  readonly elements: readonly DerElement[]
  readonly base: number
  readonly labels: readonly (Label | undefined)[]
}

/** The elements in a constructed element, or the one that is encoded inside a string. */
function elementsInside(element: DerElement, layout: Layout, base: number, depth: number): Inside {
  if (element.constructed) return { elements: element.children, base, labels: layout.fields?.(element.children) ?? [] }
  const start = encodedStart(element)
  if (start === undefined || depth >= element.rules.budget.limits.derDepth) return { elements: [], base, labels: [] }
  const inner = readNested(element.source.subarray(start, element.contentEnd), element)
  const insideLayout = layout.inside ?? (looksLikeCertificate(inner) ? CERTIFICATE : {})
  return { elements: [inner], base: base + start, labels: [{ layout: insideLayout }] }
}

/** Where, in an OCTET STRING or BIT STRING, an element begins that fills the rest of it; undefined when none does. */
function encodedStart(element: DerElement): number | undefined {
  const { tag, source, contentEnd } = element
  if (tag !== TAG.OCTET_STRING && tag !== TAG.BIT_STRING) return undefined
  if (tag === TAG.BIT_STRING && source[element.contentStart] !== 0) return undefined
  const start = element.contentStart + (tag === TAG.BIT_STRING ? 1 : 0)
  const [first, length = 0] = source.subarray(start, contentEnd)
  const rest = contentEnd - start - 2
  if (first === TAG.UTC_TIME || first === TAG.GENERALIZED_TIME) return length === rest ? start : undefined
  if (first !== TAG.SEQUENCE) return undefined
  if (length < 0x80) return length === rest ? start : undefined
  if (length === 0x80) return source[contentEnd - 1] === 0 && source[contentEnd - 2] === 0 ? start : undefined
  let stated = 0
  for (let i = 0; i < (length & 0x7f) && i < 6; i++) stated = stated * 256 + (source[start + 2 + i] ?? 0)
  return stated === rest - (length & 0x7f) ? start : undefined
}

function nodeType(element: DerElement): string {
  const numbered = element.tag >= 0x80 ? `[${element.tag >= 0xc0 ? 'PRIVATE ' : ''}${element.tagNumber}]` : undefined
  const name = numbered ?? typeName(element)
  return element.contentEnd === element.end ? name : `${name} (indefinite length)`
}

/** The result, or the code of what is wrong: showing what is broken is what inspection is for. Limits still throw. */
function attempt<Result>(read: () => Result): { readonly result?: Result; readonly problem?: DiagnosticCode } {
  try {
    return { result: read() }
  } catch (error) {
    if (error instanceof FormatError) return { problem: error.code }
    throw error
  }
}
