/** Octets of an XML document to text: which encoding, decoded without a single replacement, and nothing ambiguous. */
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { toCharacters } from './characters.ts'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface XmlText {
  readonly text: string
  /** Names that the declaration may give to the encoding in use; lower case. */
  readonly names: readonly string[]
  readonly findings: readonly Finding[]
}

const NAMES: Readonly<Record<Encoding, readonly string[]>> = {
  'utf-8': ['utf-8', 'utf8'],
  'utf-16le': ['utf-16', 'utf-16le'],
  'utf-16be': ['utf-16', 'utf-16be'],
  gb18030: ['gb18030', 'gbk', 'gb2312', 'x-gbk', 'cp936'],
}

const BYTE_ORDER_MARKS: readonly (readonly [encoding: Encoding | undefined, octets: readonly number[]])[] = [
  // UTF-32 first: its little-endian mark starts with that of UTF-16.
  [undefined, [0xff, 0xfe, 0, 0]],
  [undefined, [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** The encoding name in a declaration at the very start; group 1 or 2. */
const DECLARATION = /^<\?xml[ \t\r\n]+[^?>]*?encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"<>?]*)"|'([^'<>?]*)')/
/** The one that nearly all documents have. */
export const USUAL_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
/** How far a declaration may reach. */
const DECLARATION_BYTES = 256

/**
 * Decodes UTF-8 (with or without byte order mark), UTF-16 by its mark, GB18030, GBK and GB2312 by declaration.
 * @throws FormatError for other encodings, malformed octets, and a mark and a declaration that contradict each other
 */
export function decodeXml(bytes: Uint8Array, at: Locator): XmlText {
  const mark = bytes[0] === 0x3c ? undefined : BYTE_ORDER_MARKS.find(([, octets]) => octets.every((octet, index) => bytes[index] === octet))
  if (mark !== undefined && mark[0] === undefined) throw new FormatError(finding('XML_ENCODING_UNSUPPORTED', at))
  const encoding = mark?.[0] ?? declaredEncoding(bytes, at)
  const body = bytes.subarray(mark?.[1].length ?? 0)
  let text: string
  try {
    text = decoderOf(encoding).decode(body)
  } catch (cause) {
    throw new FormatError(finding('XML_ENCODING_INVALID', at, { encoding }), { cause })
  }
  if (mark !== undefined) {
    const declared = declarationOf(text)
    if (declared !== undefined && !NAMES[encoding].includes(declared)) throw new FormatError(finding('XML_ENCODING_CONFLICT', at, { byteOrderMark: encoding }))
  }
  const findings = encoding === 'utf-8' ? [] : [finding('XML_ENCODING_UNUSUAL', at, { encoding })]
  return { text, names: NAMES[encoding], findings }
}

const decoders = new Map<Encoding, TextDecoder>()

/** Made when first needed: a platform need not have all of them. */
function decoderOf(encoding: Encoding): TextDecoder {
  const known = decoders.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  decoders.set(encoding, decoder)
  return decoder
}

/** The encoding of a document without byte order mark. */
function declaredEncoding(bytes: Uint8Array, at: Locator): Encoding {
  if (isUsual(bytes)) return 'utf-8'
  // A declaration ends where its angle bracket does.
  const end = bytes.subarray(0, DECLARATION_BYTES).indexOf(0x3e)
  const declared = declarationOf(toCharacters(bytes.subarray(0, end < 0 ? DECLARATION_BYTES : end)))
  if (declared === undefined || NAMES['utf-8'].includes(declared)) return 'utf-8'
  if (NAMES.gb18030.includes(declared)) return 'gb18030'
  throw new FormatError(finding('XML_ENCODING_UNSUPPORTED', at))
}

function isUsual(bytes: Uint8Array): boolean {
  for (let i = 0; i < USUAL_DECLARATION.length; i++) if (bytes[i] !== USUAL_DECLARATION.charCodeAt(i)) return false
  return true
}

function declarationOf(text: string): string | undefined {
  const match = DECLARATION.exec(text.slice(0, DECLARATION_BYTES))
  return (match?.[1] ?? match?.[2])?.toLowerCase()
}

const isXmlSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** Text without XML white space at its ends; other Unicode spaces stay. A loop: `/\s+$/` is quadratic on long runs. */
export function trimXmlSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isXmlSpace(text.charCodeAt(start))) start++
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}
