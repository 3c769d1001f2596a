/** The JOSE header of a signature (RFC 7515 clause 4): read strictly, and refused where it would choose its own key. */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { isNone, isSymmetric } from './algorithms.ts'

/** A protected header. Nothing in it is trusted before the signature was verified with a key from elsewhere. */
export interface JwsHeader {
  readonly alg: string
  readonly kid?: string
  /** Media type of the whole; without `application/` where it was written without. */
  readonly typ?: string
  /** Media type of the payload. */
  readonly cty?: string
  /** Names of extensions that whoever reads it must understand. */
  readonly crit: readonly string[]
  /** All parameters as they stand, `x5c` and others that are not read here among them. */
  readonly parameters: JsonObject
}

/** Parameters that name or bring a key: an attacker writes them too (CVE-2018-0114; SSRF through `jku` and `x5u`). */
const KEY_SOURCES = ['jku', 'jwk', 'x5u']

/** Defined by RFC 7515 and RFC 7518: they cannot be extensions that `crit` names. */
const REGISTERED: ReadonlySet<string> = new Set([
  'alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit', 'enc', 'zip', 'epk', 'apu', 'apv', 'iv', 'tag', 'p2s', 'p2c',
])

/**
 * Reads a protected header.
 * @param ownKey that it brings its key (`jwk`) is what a proof of possession is for: `proof.ts`
 * @throws FormatError; LimitExceededError
 */
export function parseHeader(octets: Uint8Array, budget: Budget, at: Locator, ownKey = false): JwsHeader {
  const parameters = parseJson(octets, { budget, at })
  if (!isJsonObject(parameters)) throw new FormatError(finding('JWS_HEADER_INVALID', at, { parameter: 'header' }))
  const source = KEY_SOURCES.find((name) => Object.hasOwn(parameters, name) && !(ownKey && name === 'jwk'))
  if (source !== undefined) throw new FormatError(finding('JWS_KEY_IN_HEADER', at, { parameter: source }))
  const alg = textOf(parameters, 'alg', at)
  if (alg === undefined) throw new FormatError(finding('JWS_HEADER_INVALID', at, { parameter: 'alg' }))
  if (isNone(alg)) throw new FormatError(finding('JWS_ALGORITHM_NONE', at))
  if (isSymmetric(alg)) throw new FormatError(finding('JWS_ALGORITHM_SYMMETRIC', at))
  const [kid, typ, cty] = [textOf(parameters, 'kid', at), textOf(parameters, 'typ', at), textOf(parameters, 'cty', at)]
  const crit = criticalOf(parameters, at)
  // Another reader, or another setting of the same one, would take other octets for the payload.
  if (Object.hasOwn(parameters, 'b64')) throw new FormatError(finding('JWS_PAYLOAD_UNENCODED', at))
  return {
    alg,
    ...(kid !== undefined && { kid }),
    ...(typ !== undefined && { typ }),
    ...(cty !== undefined && { cty }),
    crit,
    parameters,
  }
}

function textOf(parameters: JsonObject, name: string, at: Locator): string | undefined {
  const value = parameters[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw new FormatError(finding('JWS_HEADER_INVALID', at, { parameter: name }))
  return value
}

function criticalOf(parameters: JsonObject, at: Locator): readonly string[] {
  const value = parameters['crit']
  if (value === undefined) return []
  if (!isCritical(value, parameters)) throw new FormatError(finding('JWS_CRITICAL_INVALID', at))
  return value
}

/** RFC 7515 4.1.11: not empty, no name twice, none that the standard defines, each a parameter that is there. */
function isCritical(value: JsonValue, parameters: JsonObject): value is readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return false
  const names: readonly unknown[] = value
  return new Set(names).size === names.length
    && names.every((name) => typeof name === 'string' && name !== '' && !REGISTERED.has(name) && Object.hasOwn(parameters, name))
}

/** Media types compared as RFC 7515 4.1.9 has it: `application/` may be left out, letters of any case. */
export function isType(typ: string | undefined, expected: string): boolean {
  const whole = (text: string): string => (text.includes('/') ? text : `application/${text}`).toLowerCase()
  return typ !== undefined && whole(typ) === whole(expected)
}
