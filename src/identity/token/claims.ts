/** The registered claims of a token (RFC 7519 clause 4.1, OpenID Connect Core clause 2), against what its recipient expects. */
import type { Checked, Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'

/** What a recipient expects of a token, defaults filled in. */
export interface Expectations {
  readonly issuer: string
  readonly audience: readonly string[]
  readonly trustedAudiences: readonly string[]
  readonly authorizedParties: readonly string[]
  readonly subject?: string
  readonly nonce?: string
  readonly acr?: readonly string[]
  readonly amr: readonly string[]
  readonly required: readonly string[]
  readonly clockSkewSeconds: number
  readonly maxAgeSeconds?: number
  readonly maxLifetimeSeconds?: number
  readonly maxAuthenticationAgeSeconds?: number
}

/** Claims whose form was checked. */
export interface RegisteredClaims {
  readonly iss?: string
  readonly sub?: string
  readonly aud?: readonly string[]
  readonly exp?: number
  readonly nbf?: number
  readonly iat?: number
  readonly jti?: string
  readonly nonce?: string
  readonly azp?: string
  readonly auth_time?: number
  readonly acr?: string
  readonly amr?: readonly string[]
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== ''
const isTexts = (value: JsonValue | undefined): value is readonly string[] => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length

/** Seconds of the last day of the year 9999: what no calendar shows is no time that somebody meant. */
const LAST_SECOND = 253_402_300_799
const isTime = (value: JsonValue | undefined): value is number => typeof value === 'number' && value >= 0 && value <= LAST_SECOND

const FORMS: Readonly<Record<keyof RegisteredClaims, (value: JsonValue | undefined) => boolean>> = {
  iss: isText, sub: isText, jti: isText, nonce: isText, azp: isText, acr: isText,
  aud: (value) => isText(value) || (isTexts(value) && value.length > 0),
  exp: isTime, nbf: isTime, iat: isTime, auth_time: isTime,
  amr: isTexts,
}

/** The registered claims that have the form they must have, and a finding for each that has not. */
export function registeredClaims(claims: JsonObject): { readonly registered: RegisteredClaims; readonly findings: readonly Finding[] } {
  const registered: Record<string, JsonValue> = {}
  const findings: Finding[] = []
  for (const [claim, hasForm] of Object.entries(FORMS)) {
    const value = claims[claim]
    if (value === undefined) continue
    if (!hasForm(value)) findings.push(finding('TOKEN_CLAIM_INVALID', [claim], { claim }))
    else registered[claim] = claim === 'aud' && typeof value === 'string' ? [value] : value
  }
  return { registered, findings }
}

/** What is left of a token that was checked, without anything that it says of a person. */
export interface ClaimFacts {
  readonly issuer: string
  readonly expires: string
}

/**
 * Checks the claims of a token whose signature was verified. All that is wrong is found, not only the first.
 * @param expected.required claims that must be there besides `iss`, `aud` and `exp`
 */
export function checkClaims(claims: JsonObject, expected: Expectations, time: Date): Checked<ClaimFacts> {
  const { registered, findings: malformed } = registeredClaims(claims)
  const findings: Finding[] = [...malformed, ...absent(claims, expected), ...parties(registered, expected), ...times(registered, expected, time)]
  if (registered.exp === undefined) return { findings }
  return { facts: { issuer: expected.issuer, expires: isoOf(registered.exp) }, findings }
}

function absent(claims: JsonObject, expected: Expectations): readonly Finding[] {
  const wanted = new Set(['iss', 'aud', 'exp', ...expected.required])
  if (expected.subject !== undefined) wanted.add('sub')
  if (expected.nonce !== undefined) wanted.add('nonce')
  if (expected.acr !== undefined) wanted.add('acr')
  if (expected.amr.length > 0) wanted.add('amr')
  if (expected.maxAgeSeconds !== undefined || expected.maxLifetimeSeconds !== undefined) wanted.add('iat')
  if (expected.maxAuthenticationAgeSeconds !== undefined) wanted.add('auth_time')
  return [...wanted].filter((claim) => claims[claim] === undefined).map((claim) => finding('TOKEN_CLAIM_ABSENT', [], { claim }))
}

/** Who wrote it, for whom, about whom: equal octet for octet, for another spelling may be another party. */
function parties({ iss, aud, azp, sub, nonce, acr, amr }: RegisteredClaims, expected: Expectations): readonly Finding[] {
  const findings: Finding[] = []
  if (iss !== undefined && iss !== expected.issuer) findings.push(finding('TOKEN_ISSUER_MISMATCH', ['iss']))
  if (aud !== undefined) {
    const others = aud.filter((name) => !expected.audience.includes(name) && !expected.trustedAudiences.includes(name))
    if (!aud.some((name) => expected.audience.includes(name))) findings.push(finding('TOKEN_AUDIENCE_MISMATCH', ['aud']))
    // Attack: a recipient beside us presents to us what was handed to it.
    else if (others.length > 0) findings.push(finding('TOKEN_AUDIENCE_SHARED', ['aud'], { others: others.length }))
  }
  if (azp !== undefined && !expected.authorizedParties.includes(azp)) findings.push(finding('TOKEN_PARTY_MISMATCH', ['azp']))
  if (expected.subject !== undefined && sub !== undefined && sub !== expected.subject) findings.push(finding('TOKEN_SUBJECT_MISMATCH', ['sub']))
  if (expected.nonce !== undefined && nonce !== undefined && nonce !== expected.nonce) findings.push(finding('TOKEN_NONCE_MISMATCH', ['nonce']))
  if (acr !== undefined && expected.acr?.includes(acr) === false) findings.push(finding('TOKEN_LEVEL_NOT_ACCEPTED', ['acr']))
  const missing = amr === undefined ? [] : expected.amr.filter((method) => !amr.includes(method))
  return [...findings, ...missing.map((method) => finding('TOKEN_METHOD_ABSENT', ['amr'], { method }))]
}

/** Whether a time lies in the period that claims state; on the second of `exp` it is over (RFC 7519 4.1.4). */
export function periodFindings({ exp, nbf, iat, auth_time: authenticated }: RegisteredClaims, time: Date, skew: number): readonly Finding[] {
  const findings: Finding[] = []
  const now = time.getTime() / 1000
  const judged = time.toISOString()
  if (exp !== undefined && now >= exp + skew) findings.push(finding('TOKEN_EXPIRED', ['exp'], { expires: isoOf(exp), time: judged }))
  if (nbf !== undefined && now < nbf - skew) findings.push(finding('TOKEN_NOT_YET_VALID', ['nbf'], { notBefore: isoOf(nbf), time: judged }))
  for (const [claim, value] of [['iat', iat], ['auth_time', authenticated]] as const) {
    if (value !== undefined && value > now + skew) findings.push(finding('TOKEN_TIME_IN_FUTURE', [claim], { claim, value: isoOf(value), time: judged }))
  }
  return findings
}

function times(claims: RegisteredClaims, expected: Expectations, time: Date): readonly Finding[] {
  const { exp, nbf, iat, auth_time: authenticated } = claims
  const { clockSkewSeconds: skew, maxAgeSeconds, maxLifetimeSeconds, maxAuthenticationAgeSeconds } = expected
  const findings = [...periodFindings(claims, time, skew)]
  const now = time.getTime() / 1000
  if (exp !== undefined && [nbf, iat, authenticated].some((value) => value !== undefined && value >= exp)) findings.push(finding('TOKEN_TIMES_CONTRADICT', []))
  if (iat !== undefined && maxAgeSeconds !== undefined && now > iat + maxAgeSeconds + skew) {
    findings.push(finding('TOKEN_TOO_OLD', ['iat'], { issued: isoOf(iat), maximum: maxAgeSeconds }))
  }
  if (iat !== undefined && exp !== undefined && maxLifetimeSeconds !== undefined && exp - iat > maxLifetimeSeconds) {
    findings.push(finding('TOKEN_LIFETIME_TOO_LONG', ['exp'], { seconds: Math.ceil(exp - iat), maximum: maxLifetimeSeconds }))
  }
  if (authenticated !== undefined && maxAuthenticationAgeSeconds !== undefined && now > authenticated + maxAuthenticationAgeSeconds + skew) {
    findings.push(finding('TOKEN_AUTHENTICATION_TOO_OLD', ['auth_time'], { authenticated: isoOf(authenticated), maximum: maxAuthenticationAgeSeconds }))
  }
  return findings
}

/** As findings carry times. */
const isoOf = (seconds: number): string => new Date(Math.floor(seconds) * 1000).toISOString()
