/**
 * Time-stamp tokens (RFC 3161, GM/T 0033): a signed message whose content, TSTInfo, joins a digest to a time. Parsed over
 * their original octets; nothing here is checked: that is for `time-stamp-check.ts`.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { TAG, context, contextPrimitive, readBer, readDer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { expectTag, readBoolean, readInteger, readOctetString, readOid, readSmallInteger, utcTime } from '../encoding/der-values.ts'
import { encodeElement } from '../encoding/der-writer.ts'
import { fromAscii } from '../encoding/characters.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { parseSignedData } from './cms.ts'
import type { SignedData, SignerInfo } from './cms.ts'
import { TST_INFO } from './cms-identifiers.ts'
import { parseExtensions } from './extensions/index.ts'
import type { Extension } from './extensions/index.ts'
import { explicitContent, parseGeneralName } from './general-name.ts'
import type { GeneralName } from './general-name.ts'

export interface TimeStampToken {
  /** The token as it stands, without a response around it. */
  readonly bytes: Uint8Array
  readonly at: Locator
  readonly signedData: SignedData
  /** The one signature, of the time-stamp authority. */
  readonly signerInfo: SignerInfo
  /** TSTInfo as it stands: the signed content. */
  readonly tstInfo: Uint8Array
  /** RFC 3161 knows 1; Chinese texts also speak of 2. */
  readonly version: 1 | 2
  readonly policy: string
  readonly messageImprint: { readonly hashAlgorithm: AlgorithmIdentifier; readonly hashedMessage: Uint8Array }
  readonly serialNumber: bigint
  /** Cut to milliseconds. */
  readonly genTime: Date
  readonly accuracy?: { readonly seconds: number; readonly millis: number; readonly micros: number }
  readonly ordering: boolean
  readonly nonce?: bigint
  /** What the authority calls itself: a hint, its certificate counts. */
  readonly tsa?: GeneralName
  readonly extensions: ReadonlyMap<string, Extension>
}

export interface TimeStampTokenOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Told of every tolerance that was used. */
  readonly note: Note
}

const GRANTED: ReadonlySet<bigint> = new Set([0n, 1n])

/**
 * Parses a TimeStampToken, or a whole TimeStampResp that holds one.
 * @throws FormatError when it is neither, when a response holds no token, or when the token is not of exactly one signer
 */
export function parseTimeStampToken(bytes: Uint8Array, options: TimeStampTokenOptions): TimeStampToken {
  const { budget, note, at = [] } = options
  const signedData = parseSignedData(unwrapped(bytes, { budget, note, at }), { budget, note, at })
  const { eContentType, eContent, signerInfos } = signedData
  if (eContentType !== TST_INFO || eContent === undefined) {
    throw new FormatError(finding('TIME_STAMP_CONTENT_TYPE', at, { oid: eContentType }))
  }
  const [signerInfo] = signerInfos
  if (signerInfo === undefined || signerInfos.length !== 1) {
    throw new FormatError(finding('TIME_STAMP_SIGNERS', at, { count: signerInfos.length }))
  }
  const inner = readBer(eContent, { budget, at: [...at, 'TSTInfo'] }, note)
  return { bytes: signedData.bytes, at, signedData, signerInfo, tstInfo: eContent, ...parseTstInfo(inner, note) }
}

/** The token of a TimeStampResp; other octets as they are. */
function unwrapped(bytes: Uint8Array, { budget, note, at }: Required<TimeStampTokenOptions>): Uint8Array {
  const noticed: Finding[] = []
  const outer = readBer(bytes, { budget, at }, (item) => noticed.push(item))
  if (outer.tag !== TAG.SEQUENCE || outer.children[0]?.tag !== TAG.SEQUENCE) return bytes
  noticed.forEach(note)
  note(finding('TIME_STAMP_RESPONSE_WRAPPED', at))
  const fields = new Fields(outer, 'TimeStampResp')
  const status = readInteger(new Fields(fields.take(), 'PKIStatusInfo').take())
  const token = fields.optional(TAG.SEQUENCE)
  if (token === undefined || !GRANTED.has(status)) {
    throw new FormatError(finding('TIME_STAMP_NOT_GRANTED', at, { status: status.toString() }))
  }
  fields.end()
  return token.bytes
}

type TstInfo = Omit<TimeStampToken, 'bytes' | 'at' | 'signedData' | 'signerInfo' | 'tstInfo'>

function parseTstInfo(element: DerElement, note: Note): TstInfo {
  const { at } = element.rules
  const fields = new Fields(element, 'TSTInfo')
  const version = readVersion(fields.take(), note)
  const policy = readOid(fields.take())
  const imprint = new Fields(fields.take(), 'MessageImprint')
  const hashAlgorithm = parseAlgorithmIdentifier(imprint.take())
  const hashedMessage = readOctetString(imprint.take())
  imprint.end()
  const serialNumber = readInteger(fields.take())
  const genTime = readGenTime(fields.take(), note)
  const accuracy = fields.optional(TAG.SEQUENCE)
  const ordering = fields.optional(TAG.BOOLEAN)
  const nonce = fields.optional(TAG.INTEGER)
  const tsa = fields.optional(context(0))
  const extensions = fields.optional(context(1))
  fields.end()
  return {
    version,
    policy,
    messageImprint: { hashAlgorithm, hashedMessage },
    serialNumber,
    genTime,
    ...(accuracy !== undefined && { accuracy: readAccuracy(accuracy) }),
    ordering: ordering !== undefined && readBoolean(ordering),
    ...(nonce !== undefined && { nonce: readInteger(nonce) }),
    ...(tsa !== undefined && { tsa: parseGeneralName(explicitContent(tsa, 'TSTInfo'), note) }),
    extensions: extensions === undefined ? new Map() : implicitExtensions(extensions, at, note),
  }
}

function readVersion(element: DerElement, note: Note): 1 | 2 {
  const version = readSmallInteger(element)
  const { at } = element.rules
  if (version !== 1 && version !== 2) throw new FormatError(finding('TIME_STAMP_VERSION_UNKNOWN', at, { version }))
  if (version === 2) note(finding('TIME_STAMP_VERSION', at, { version }))
  return version
}

/** `[1] IMPLICIT Extensions`: the same content under another tag. */
function implicitExtensions(element: DerElement, at: Locator, note: Note): ReadonlyMap<string, Extension> {
  return parseExtensions(readDer(encodeElement(TAG.SEQUENCE, element.content), { budget: element.rules.budget, at }), note)
}

function readAccuracy(element: DerElement): NonNullable<TimeStampToken['accuracy']> {
  const fields = new Fields(element, 'Accuracy')
  const [seconds, millis, micros] = [TAG.INTEGER, contextPrimitive(0), contextPrimitive(1)].map((tag) => {
    const field = fields.optional(tag)
    return field === undefined ? 0 : readSmallInteger(field, tag)
  }) as [number, number, number]
  fields.end()
  return { seconds, millis, micros }
}

const GEN_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/

/** GeneralizedTime in UTC with an optional fraction. Zeros at its end, which DER does not allow, are noted. */
function readGenTime(element: DerElement, note: Note): Date {
  expectTag(element, TAG.GENERALIZED_TIME)
  const { at } = element.rules
  const text = fromAscii(element.content) ?? ''
  const match = GEN_TIME.exec(text)
  const [year, month, day, hour, minute, second] = (match?.slice(1, 7) ?? []).map(Number) as [number, number, number, number, number, number]
  const fraction = match?.[7]
  const time = match === null ? undefined : utcTime(year, month, day, hour, minute, second, Math.floor(Number(`0.${fraction ?? '0'}`) * 1000))
  if (time === undefined) {
    throw new FormatError(finding('DER_VALUE_INVALID', at, { offset: element.start, type: 'GeneralizedTime', reason: 'form' }))
  }
  if (fraction?.endsWith('0') === true) note(finding('BER_TIME_NOT_CANONICAL', at, { offset: element.start, text }))
  return time
}
