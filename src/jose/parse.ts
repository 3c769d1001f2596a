/**
 * JSON Web Signatures as text (RFC 7515 clause 7): compact, flattened and general form, the payload inside or detached.
 * Reading judges nothing and verifies nothing; it refuses what could be read in two ways.
 */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { parseHeader } from './header.ts'
import type { JwsHeader } from './header.ts'

export interface JwsSignature {
  readonly at: Locator
  readonly header: JwsHeader
  /** The protected header as it stands in the text, base64url: the first half of what was signed. */
  readonly protected: string
  /** The signature as it stands in the text, base64url. */
  readonly signature: string
  readonly value: Uint8Array
}

/** A JWS that was read. Nobody has verified anything in it. */
export interface ParsedJws {
  readonly form: 'compact' | 'flattened' | 'general'
  /** As it stands in the text, base64url; absent where the form leaves out a detached payload. */
  readonly payload?: string
  readonly signatures: readonly [JwsSignature, ...JwsSignature[]]
}

export interface ParseJwsOptions {
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  /** Where the text comes from; prefixed to errors. @default nowhere in particular */
  readonly at?: Locator
}

/**
 * Reads a JWS in any form. White space around it is refused: the text of a token is compared, logged and hashed.
 * @throws FormatError (`JWS_...`, `JSON_...`); LimitExceededError
 */
export function parseJws(input: Uint8Array | string, options: ParseJwsOptions = {}): ParsedJws {
  const { budget = new Budget(), at = [] } = options
  budget.within('jsonBytes', input.length, at)
  const text = typeof input === 'string' ? input : fromUtf8(input)
  if (text === undefined) throw new FormatError(finding('JWS_NOT_RECOGNIZED', at))
  return text.startsWith('{') ? parseJsonForm(text, budget, at) : parseCompact(text, budget, at, false)
}

/** For `parseJws` and `proof.ts`; not exported from the folder. @throws FormatError; LimitExceededError */
export function parseCompact(text: string, budget: Budget, at: Locator, ownKey: boolean): ParsedJws {
  const parts = text.split('.', 4)
  const [header, payload, signature] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined || header === '') {
    throw new FormatError(finding('JWS_NOT_RECOGNIZED', at))
  }
  octetsOf(payload, 'payload', at)
  return { form: 'compact', payload, signatures: [signatureOf(header, signature, budget, at, ownKey)] }
}

function parseJsonForm(text: string, budget: Budget, at: Locator): ParsedJws {
  const jws = parseJson(text, { budget, at })
  if (!isJsonObject(jws)) throw new FormatError(finding('JWS_NOT_RECOGNIZED', at))
  const general = Object.hasOwn(jws, 'signatures')
  if (!general && !Object.hasOwn(jws, 'signature')) throw new FormatError(finding('JWS_NOT_RECOGNIZED', at))
  only(jws, general ? ['payload', 'signatures'] : ['payload', 'protected', 'header', 'signature'], at)
  const payload = Object.hasOwn(jws, 'payload') ? textOf(jws['payload'], 'payload', at) : undefined
  if (payload !== undefined) octetsOf(payload, 'payload', at)
  const rest = payload === undefined ? {} : { payload }
  if (!general) return { form: 'flattened', ...rest, signatures: [jsonSignature(jws, budget, at)] }
  const listed = jws['signatures']
  if (!Array.isArray(listed) || listed.length === 0) throw new FormatError(finding('JWS_MEMBER_INVALID', at, { member: 'signatures' }))
  budget.within('signatures', listed.length, at)
  const [first, ...others] = (listed as readonly JsonValue[]).map((entry, index) => {
    const place = [...at, 'signatures', index]
    if (!isJsonObject(entry)) throw new FormatError(finding('JWS_MEMBER_INVALID', place, { member: 'signatures' }))
    only(entry, ['protected', 'header', 'signature'], place)
    return jsonSignature(entry, budget, place)
  })
  return { form: 'general', ...rest, signatures: [first as JwsSignature, ...others] }
}

function jsonSignature(entry: JsonObject, budget: Budget, at: Locator): JwsSignature {
  // Nobody signed an unprotected header; whoever passes a JWS on can write one.
  if (Object.hasOwn(entry, 'header')) throw new FormatError(finding('JWS_HEADER_UNPROTECTED', at))
  return signatureOf(textOf(entry['protected'], 'protected', at), textOf(entry['signature'], 'signature', at), budget, at)
}

function signatureOf(encodedHeader: string, encodedSignature: string, budget: Budget, at: Locator, ownKey = false): JwsSignature {
  const header = parseHeader(octetsOf(encodedHeader, 'protected', at), budget, at, ownKey)
  const value = octetsOf(encodedSignature, 'signature', at)
  if (value.length === 0) throw new FormatError(finding('JWS_SIGNATURE_ABSENT', at))
  return { at, header, protected: encodedHeader, signature: encodedSignature, value }
}

/** RFC 7515 lets readers pass over other members; what nobody signed has no place beside what somebody did. */
function only(object: JsonObject, names: readonly string[], at: Locator): void {
  if (Object.keys(object).some((name) => !names.includes(name))) throw new FormatError(finding('JWS_MEMBER_UNEXPECTED', at))
}

function textOf(value: JsonValue | undefined, member: string, at: Locator): string {
  if (typeof value !== 'string') throw new FormatError(finding('JWS_MEMBER_INVALID', at, { member }))
  return value
}

function octetsOf(text: string, part: string, at: Locator): Uint8Array<ArrayBuffer> {
  const octets = fromBase64Url(text)
  if (octets === undefined) throw new FormatError(finding('JWS_BASE64URL_INVALID', at, { part }))
  return octets
}

/** What the signature is over: the header and the payload as they stand in the text, with a dot between. */
export function signingInput(encodedHeader: string, encodedPayload: string): Uint8Array<ArrayBuffer> {
  return toUtf8(`${encodedHeader}.${encodedPayload}`)
}
