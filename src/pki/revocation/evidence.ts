/**
 * Evidence as it comes: octets sorted by what they are, and the supplied pieces made ready for a check. Nothing is judged.
 */
import { FormatError } from '../../errors.ts'
import type { Finding, Locator, Note } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { TAG, context, readBer } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { readOid } from '../../encoding/der-values.ts'
import { fromAscii } from '../../encoding/characters.ts'
import { fromBase64 } from '../../encoding/octets.ts'
import { parsePem } from '../../encoding/pem.ts'
import { parseCertificate } from '../certificate.ts'
import type { Certificate } from '../certificate.ts'
import { parseSignedData } from '../cms.ts'
import { TST_INFO } from '../cms-identifiers.ts'
import { parseCrl } from '../crl.ts'
import type { Crl } from '../crl.ts'
import { parseBasicOcspResponse, parseOcspResponse } from '../ocsp.ts'
import type { OcspResponse } from '../ocsp.ts'
import { parseTimeStampToken } from '../time-stamp.ts'
import type { TimeStampToken } from '../time-stamp.ts'

export interface ParsedEvidence {
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocspResponses: readonly OcspResponse[]
  readonly timeStampTokens: readonly TimeStampToken[]
}

export interface ParseEvidenceOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Told of tolerances that were used. */
  readonly note?: Note
}

interface Collected {
  readonly certificates: Certificate[]
  readonly crls: Crl[]
  readonly ocspResponses: OcspResponse[]
  readonly timeStampTokens: TimeStampToken[]
}

/** PEM labels of things that are no evidence but stand beside it in bundles. */
const IGNORED_LABELS = /KEY|PARAMETERS|REQUEST/

/**
 * Sorts octets by content: one DER object, base64 of one, or PEM with several. Certificates, CRLs, OCSP responses, time
 * stamps (with or without their response), and signed messages that only carry certificates and CRLs.
 * @throws FormatError when there is nothing of the kind in them, or something malformed; LimitExceededError
 */
export function parseEvidence(bytes: Uint8Array, options: ParseEvidenceOptions): ParsedEvidence {
  const { at = [], note = () => undefined } = options
  const collected: Collected = { certificates: [], crls: [], ocspResponses: [], timeStampTokens: [] }
  const pieces = piecesOf(bytes, at, note)
  pieces.forEach((piece, index) => {
    sort(piece, { budget: options.budget, note, at: pieces.length > 1 ? [...at, index] : at }, collected)
  })
  return collected
}

function piecesOf(bytes: Uint8Array, at: Locator, note: Note): readonly Uint8Array[] {
  if (bytes[0] === TAG.SEQUENCE) return [bytes]
  const text = fromAscii(bytes)
  if (text === undefined) throw new FormatError(finding('EVIDENCE_NOT_RECOGNIZED', at))
  const blocks = parsePem(text).filter(({ label }) => !IGNORED_LABELS.test(label))
  if (blocks.length > 0) return blocks.map((block) => block.bytes)
  const decoded = fromBase64(text.replaceAll(/[ \t\r\n]/g, ''))
  if (decoded?.[0] !== TAG.SEQUENCE) throw new FormatError(finding('EVIDENCE_NOT_RECOGNIZED', at))
  note(finding('TEXT_ENCODED_INPUT', at, { encoding: 'base64' }))
  return [decoded]
}

function sort(bytes: Uint8Array, options: Required<ParseEvidenceOptions>, into: Collected): void {
  const { at } = options
  switch (kindOf(readBer(bytes, { budget: options.budget, at }, () => undefined))) {
    case 'certificate':
      into.certificates.push(parseCertificate(bytes, options))
      return
    case 'crl':
      into.crls.push(parseCrl(bytes, options))
      return
    case 'ocspResponse':
      into.ocspResponses.push(parseOcspResponse(bytes, options))
      return
    case 'basicOcspResponse':
      into.ocspResponses.push(parseBasicOcspResponse(bytes, options))
      return
    case 'timeStampResponse':
      into.timeStampTokens.push(parseTimeStampToken(bytes, options))
      return
    case 'contentInfo':
      sortSignedData(bytes, options, into)
      return
    case undefined:
      throw new FormatError(finding('EVIDENCE_NOT_RECOGNIZED', at))
  }
}

function sortSignedData(bytes: Uint8Array, options: Required<ParseEvidenceOptions>, into: Collected): void {
  const { budget, at } = options
  const signedData = parseSignedData(bytes, options)
  if (signedData.eContentType === TST_INFO) {
    into.timeStampTokens.push(parseTimeStampToken(bytes, { ...options, note: () => undefined }))
    return
  }
  signedData.certificates.forEach((slice, index) => into.certificates.push(parseCertificate(slice, { budget, at: [...at, 'certificate', index] })))
  signedData.crls.forEach((slice, index) => into.crls.push(parseCrl(slice, { budget, at: [...at, 'crl', index] })))
  signedData.ocspResponses.forEach((slice, index) => into.ocspResponses.push(parseOcspResponse(slice, { budget, at: [...at, 'ocspResponse', index] })))
}

type Kind = 'certificate' | 'crl' | 'ocspResponse' | 'basicOcspResponse' | 'timeStampResponse' | 'contentInfo'

/** What a SEQUENCE can only be, by the tags of its first elements. */
function kindOf(element: DerElement): Kind | undefined {
  const [first, second, third] = element.children
  if (first === undefined) return undefined
  if (first.tag === TAG.OBJECT_IDENTIFIER) return second?.tag === context(0) && readOid(first) !== '' ? 'contentInfo' : undefined
  if (first.tag === TAG.ENUMERATED) return 'ocspResponse'
  if (first.tag !== TAG.SEQUENCE) return undefined
  if (second === undefined || third === undefined) return first.children[0]?.tag === TAG.INTEGER ? 'timeStampResponse' : undefined
  if (third.tag !== TAG.BIT_STRING) return undefined
  const tags = first.children.slice(0, 5).map(({ tag }) => tag)
  const isTime = (tag: number | undefined): boolean => tag === TAG.UTC_TIME || tag === TAG.GENERALIZED_TIME
  // ResponseData begins with a context tag: [0] version, [1] or [2] responderID; a certificate with [0] goes on with its serial number.
  if (tags[0] === context(1) || tags[0] === context(2) || (tags[0] === context(0) && tags[1] !== TAG.INTEGER)) return 'basicOcspResponse'
  const list = tags[0] === TAG.INTEGER ? tags.slice(1) : tags
  return isTime(list[2]) ? 'crl' : 'certificate'
}

/** One piece of evidence with the name that findings and facts use for it. */
export interface Piece<Value> {
  readonly label: string
  readonly value: Value
}

/** Evidence of one check, parsed. Octets that are malformed are left out with a finding. */
export interface ReadyEvidence {
  readonly crls: readonly Piece<Crl>[]
  readonly ocspResponses: readonly Piece<OcspResponse>[]
  readonly findings: readonly Finding[]
}

/** @throws LimitExceededError */
export function readyEvidence(
  supplied: { readonly crls: readonly (Crl | Uint8Array)[]; readonly ocspResponses: readonly (OcspResponse | Uint8Array)[] },
  { budget, at }: { readonly budget: Budget; readonly at: Locator },
): ReadyEvidence {
  const findings: Finding[] = []
  const ready = <Value>(items: readonly (Value | Uint8Array)[], name: string, parse: (octets: Uint8Array, place: Locator) => Value): readonly Piece<Value>[] =>
    items.flatMap((item, index) => {
      const label = `${name} ${index}`
      if (!(item instanceof Uint8Array)) return [{ label, value: item }]
      try {
        return [{ label, value: parse(item, [...at, label]) }]
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
        findings.push(finding('REVOCATION_EVIDENCE_MALFORMED', at, { evidence: label, code: error.code }))
        return []
      }
    })
  const crls = ready(supplied.crls, 'CRL', (octets, place) => parseCrl(octets, { budget, at: place }))
  const ocspResponses = ready(supplied.ocspResponses, 'OCSP', (octets, place) => {
    // Long-term signatures store the inner response alone.
    const bare = readBer(octets, { budget, at: place }, () => undefined).children[0]?.tag === TAG.SEQUENCE
    return (bare ? parseBasicOcspResponse : parseOcspResponse)(octets, { budget, at: place })
  })
  return { crls, ocspResponses, findings }
}
