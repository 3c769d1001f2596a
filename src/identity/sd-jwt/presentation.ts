/**
 * An SD-JWT as text: compact with `~` (RFC 9901 clause 4), or as JSON (clause 8) with disclosures and proof in the
 * unprotected header. Both become one value; nothing is verified here.
 */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import type { Budget } from '../../limits.ts'

export interface Presentation {
  /** Of the issuer, compact. */
  readonly jwt: string
  readonly disclosures: readonly string[]
  /** By the holder; empty: there is none. */
  readonly proof: string
  /** What `sd_hash` is over: all before the proof, as the compact form has it. */
  readonly bound: string
}

/** Each costs a digest. No credential of a person needs so many. */
const MAXIMUM_DISCLOSURES = 1000

const malformed = (): FormatError => new FormatError(finding('SD_JWT_MALFORMED', []))

/** Whether a text can only be meant as an SD-JWT: a compact JWS has no `~`. */
export function isSdJwt(text: string): boolean {
  return text.includes('~') || /^\{[^]*"disclosures"/.test(text)
}

/** @throws FormatError (`SD_JWT_MALFORMED`, `JWS_HEADER_UNPROTECTED`, `JWS_SIGNATURES_COUNT`, `JSON_...`); LimitExceededError */
export function parsePresentation(text: string, budget: Budget): Presentation {
  budget.within('jsonBytes', text.length)
  return text.startsWith('{') ? fromJson(text, budget) : fromCompact(text)
}

function fromCompact(text: string): Presentation {
  const [jwt = '', ...rest] = text.split('~')
  const proof = rest.pop()
  if (proof === undefined) throw malformed()
  return made(jwt, rest, proof)
}

function made(jwt: string, disclosures: readonly string[], proof: string): Presentation {
  if (jwt === '' || jwt.startsWith('{') || disclosures.includes('') || disclosures.length > MAXIMUM_DISCLOSURES) throw malformed()
  // Attack: a part with a separator in it would be other parts in the other form.
  if ([jwt, ...disclosures, proof].some((part) => part.includes('~'))) throw malformed()
  return { jwt, disclosures, proof, bound: [jwt, ...disclosures, ''].join('~') }
}

function fromJson(text: string, budget: Budget): Presentation {
  const outer = parseJson(text, { budget })
  if (!isJsonObject(outer)) throw malformed()
  const general = Object.hasOwn(outer, 'signatures')
  only(outer, general ? ['payload', 'signatures'] : ['payload', 'protected', 'header', 'signature'])
  const one = general ? signatureOf(outer['signatures']) : outer
  if (general) only(one, ['protected', 'header', 'signature'])
  const { payload } = outer
  const { protected: head, signature, header = {} } = one
  const signed = [head, payload, signature].filter((part): part is string => typeof part === 'string' && !part.includes('.'))
  if (!isJsonObject(header) || signed.length !== 3) throw malformed()
  const { disclosures = [], kb_jwt: proof = '', ...others } = header
  // Nobody signed an unprotected header: only what is bound by digests has a place in it.
  if (Object.keys(others).length > 0) throw new FormatError(finding('JWS_HEADER_UNPROTECTED', []))
  if (!Array.isArray(disclosures) || !disclosures.every((part): part is string => typeof part === 'string') || typeof proof !== 'string') throw malformed()
  if (Object.hasOwn(header, 'kb_jwt') && proof === '') throw malformed()
  return made(signed.join('.'), disclosures, proof)
}

/** One: whose of several would count is not said, and only the first is bound to the disclosures. */
function signatureOf(signatures: JsonValue | undefined): JsonObject {
  if (!Array.isArray(signatures)) throw malformed()
  const [one, ...others] = signatures as readonly JsonValue[]
  if (others.length > 0) throw new FormatError(finding('JWS_SIGNATURES_COUNT', [], { count: signatures.length }))
  if (!isJsonObject(one)) throw malformed()
  return one
}

function only(object: JsonObject, names: readonly string[]): void {
  if (Object.keys(object).some((name) => !names.includes(name))) throw malformed()
}

/**
 * The flattened JSON form (clause 8.2) of a compact text.
 * @throws TypeError for a text that is no SD-JWT in compact form
 */
export function sdJwtToJson(text: string): string {
  const [jwt = '', ...rest] = text.split('~')
  const proof = rest.pop()
  const [head, payload, signature, ...more] = jwt.split('.')
  if (proof === undefined || signature === undefined || more.length > 0) throw new TypeError('not an SD-JWT in compact form')
  return JSON.stringify({ payload, protected: head, signature, header: { disclosures: rest, ...(proof !== '' && { kb_jwt: proof }) } })
}
