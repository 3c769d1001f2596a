/** Options of `verifyToken`, checked once at the door. */
import { VerificationError } from '../../errors.ts'
import type { Limits } from '../../limits.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { parseJwks } from '../../jose/index.ts'
import type { DecryptionKey, JwsKey, Sm2JwsOptions } from '../../jose/index.ts'
import { allowedAlgorithms } from '../../jose/algorithms.ts'
import { areDistinct } from '../../jose/jwk.ts'
import { policyPreset } from '../../policy/index.ts'
import type { ValidationPolicy } from '../../policy/index.ts'
import { trustStore } from '../../trust/index.ts'
import { openCall } from '../../verify/options.ts'
import type { Call } from '../../verify/options.ts'
import type { TokenCertificateOptions } from './certificates.ts'
import type { Expectations } from './claims.ts'
import type { ConfirmationOptions } from './confirmation.ts'
import { targetOf } from './dpop.ts'
import type { ReplayGuard } from './replay.ts'

export interface VerifyTokenOptions {
  /** The issuer's keys. Exactly one of `keys`, `jwks` and `x5c`. */
  readonly keys?: readonly JwsKey[]
  /** The issuer's keys as a JWK set: text, octets, or a value that `parseJson` read. */
  readonly jwks?: Uint8Array | string | JsonObject
  /** The issuer's key is the one of the certificate in the token: what that certificate must be. Without it, `x5c` is not looked at. */
  readonly x5c?: TokenCertificateOptions
  /** Keys of this recipient, for tokens that are encrypted. @default such a token stays open */
  readonly decryption?: readonly DecryptionKey[]
  /** The names that `alg` may have, as agreed with the issuer; SM2 under the one that it writes. There is no default. */
  readonly algorithms: readonly string[]
  /** Whose token it must be: `iss`, character for character. */
  readonly issuer: string
  /** The names of this recipient: one of them must be in `aud`. */
  readonly audience: string | readonly string[]
  /** Recipients that may stand in `aud` beside this one: each of them could present here what it was given. @default none */
  readonly trustedAudiences?: readonly string[]
  /** How the issuer writes SM2 signatures. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions
  /** The `typ` that it must have, such as `at+jwt`. @default none, or `JWT` */
  readonly typ?: string
  /** `sub` that it must have. @default any */
  readonly subject?: string
  /** The nonce that was sent when the token was asked for. @default any or none */
  readonly nonce?: string
  /** Whom it may have been issued to: `azp`, where it is there. @default the audience's names */
  readonly authorizedParties?: readonly string[]
  /** Values of which `acr` must be one. @default any or none */
  readonly acr?: readonly string[]
  /** Methods that must all be among `amr`. @default none */
  readonly amr?: readonly string[]
  /** Claims that must be there besides `iss`, `aud` and `exp`. @default none */
  readonly required?: readonly string[]
  /** By how much clocks may differ; 300 at most. @default 60 */
  readonly clockSkewSeconds?: number
  /** How long ago it may have been issued (`iat`, then required). @default while it has not expired */
  readonly maxAgeSeconds?: number
  /** From `iat` to `exp` at most. @default any */
  readonly maxLifetimeSeconds?: number
  /** How long ago the person may have authenticated (`auth_time`, then required). @default any */
  readonly maxAuthenticationAgeSeconds?: number
  /** What the presenter showed besides the token. @default nothing: a token that is bound to a presenter stays open */
  readonly confirmation?: ConfirmationOptions
  /** Accepts each token once, by its `jti`, which is then required. @default as often as it is presented */
  readonly replay?: ReplayGuard
  /** @default `cn-gov-2025` */
  readonly policy?: ValidationPolicy
  /** @default now, read once */
  readonly validationTime?: Date
  /** @default TOKEN_LIMITS, and DEFAULT_LIMITS for what is not in it */
  readonly limits?: Partial<Limits>
}

/** Tokens travel in headers of HTTP: one that is longer than this was not made to be verified. */
export const TOKEN_LIMITS = Object.freeze({ jsonBytes: 65_536, jsonDepth: 16, jsonValues: 10_000 } as const satisfies Partial<Limits>)

/** RFC 7519 4.1.4: usually no more than a few minutes. */
const MAXIMUM_SKEW = 300

/** What one call works with. */
export interface TokenCall {
  readonly call: Call
  /** Absent: the certificate in the token has the key. */
  readonly keys?: readonly JwsKey[]
  readonly x5c?: TokenCertificateOptions
  readonly decryption?: readonly DecryptionKey[]
  readonly confirmation: ConfirmationOptions
  readonly algorithms: readonly string[]
  readonly sm2: Sm2JwsOptions
  readonly typ?: string
  readonly expected: Expectations
  readonly replay?: ReplayGuard
}

const OPTION_NAMES: Readonly<Record<keyof VerifyTokenOptions, true>> = {
  keys: true, jwks: true, x5c: true, decryption: true, confirmation: true, algorithms: true, issuer: true, audience: true, trustedAudiences: true, sm2: true, typ: true, subject: true, nonce: true,
  authorizedParties: true, acr: true, amr: true, required: true, clockSkewSeconds: true, maxAgeSeconds: true, maxLifetimeSeconds: true,
  maxAuthenticationAgeSeconds: true, replay: true, policy: true, validationTime: true, limits: true,
}

/** @throws TypeError for a missing, misspelt or contradictory option: a typo must not weaken a check */
export function openTokenCall(options: VerifyTokenOptions): TokenCall {
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(OPTION_NAMES, name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.join(', ')}`)
  const { algorithms, policy = policyPreset('cn-gov-2025'), validationTime, limits, sm2 = {}, typ, replay, x5c, decryption, confirmation = {} } = options
  allowedAlgorithms(algorithms)
  if (replay !== undefined && typeof (replay as Partial<ReplayGuard>).first !== 'function') throw new TypeError('replay must be a ReplayGuard')
  const keys = keysOf(options)
  checkConfirmationOptions(confirmation)
  return {
    call: openCall({
      trust: x5c?.trust ?? trustStore({}), policy, limits: { ...TOKEN_LIMITS, ...limits },
      ...(validationTime !== undefined && { validationTime }),
      ...(x5c?.certificates !== undefined && { certificates: x5c.certificates }),
      ...(x5c?.evidence !== undefined && { evidence: x5c.evidence }),
    }),
    ...(keys !== undefined && { keys }),
    ...(x5c !== undefined && { x5c }),
    ...(decryption !== undefined && { decryption: [...decryption] }),
    confirmation,
    algorithms: [...algorithms],
    sm2,
    ...(typ !== undefined && { typ: text(typ, 'typ') }),
    expected: expectationsOf(options),
    ...(replay !== undefined && { replay }),
  }
}

/** A proof is one request's: what of the request it is held against cannot be left out. */
function checkConfirmationOptions({ certificate, dpop }: ConfirmationOptions): void {
  if (certificate !== undefined && !(certificate instanceof Uint8Array)) throw new TypeError('confirmation.certificate must be DER octets')
  if (dpop === undefined) return
  allowedAlgorithms(dpop.algorithms)
  text(dpop.method, 'confirmation')
  if (typeof dpop.proof !== 'string') throw new TypeError('confirmation.dpop.proof must be a text')
  if (targetOf(dpop.url) === undefined) throw new TypeError('confirmation.dpop.url must be the URL of the request')
  if (typeof (dpop.replay as Partial<ReplayGuard> | undefined)?.first !== 'function') throw new TypeError('confirmation.dpop.replay is required: a ReplayGuard')
  const { maxAgeSeconds = 60 } = dpop
  if (!(maxAgeSeconds > 0 && maxAgeSeconds <= MAXIMUM_SKEW)) throw new TypeError(`confirmation.dpop.maxAgeSeconds must be from 1 to ${MAXIMUM_SKEW}`)
}

function keysOf({ keys, jwks, x5c }: VerifyTokenOptions): readonly JwsKey[] | undefined {
  if ([keys, jwks, x5c].filter((source) => source !== undefined).length !== 1) throw new TypeError('exactly one of keys, jwks and x5c is required: where the issuer\'s keys come from')
  if (x5c !== undefined) return undefined
  if (jwks === undefined) {
    const given: readonly JwsKey[] = keys ?? []
    if (!Array.isArray(keys) || !areDistinct(given)) throw new TypeError('keys must be a list of keys, no two of one type with the same kid')
    return [...given]
  }
  try {
    return parseJwks(jwks)
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`jwks cannot be read: ${cause.message}`, { cause })
    throw cause
  }
}

function expectationsOf(options: VerifyTokenOptions): Expectations {
  const { issuer, subject, nonce, acr, replay } = options
  const audience = texts([options.audience].flat(), 'audience')
  if (audience.length === 0) throw new TypeError('audience is required: the names of this recipient')
  const clockSkewSeconds = options.clockSkewSeconds ?? 60
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= MAXIMUM_SKEW)) throw new TypeError(`clockSkewSeconds must be from 0 to ${MAXIMUM_SKEW}`)
  const required = texts(options.required ?? [], 'required')
  return {
    issuer: text(issuer, 'issuer'),
    audience,
    trustedAudiences: texts(options.trustedAudiences ?? [], 'trustedAudiences'),
    authorizedParties: options.authorizedParties === undefined ? audience : texts(options.authorizedParties, 'authorizedParties'),
    ...(subject !== undefined && { subject: text(subject, 'subject') }),
    ...(nonce !== undefined && { nonce: text(nonce, 'nonce') }),
    ...(acr !== undefined && { acr: texts(acr, 'acr') }),
    amr: texts(options.amr ?? [], 'amr'),
    required: replay === undefined ? required : [...required, 'jti'],
    clockSkewSeconds,
    ...seconds(options, 'maxAgeSeconds'),
    ...seconds(options, 'maxLifetimeSeconds'),
    ...seconds(options, 'maxAuthenticationAgeSeconds'),
  }
}

function text(value: unknown, name: keyof VerifyTokenOptions): string {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a text that is not empty`)
  return value
}

function texts(values: readonly unknown[], name: keyof VerifyTokenOptions): readonly string[] {
  if (!Array.isArray(values)) throw new TypeError(`${name} must be a list of texts`)
  return values.map((value) => text(value, name))
}

function seconds<Name extends 'maxAgeSeconds' | 'maxLifetimeSeconds' | 'maxAuthenticationAgeSeconds'>(options: VerifyTokenOptions, name: Name): { readonly [name in Name]?: number } {
  const value = options[name]
  if (value === undefined) return {}
  if (!(Number.isFinite(value) && value >= 0)) throw new TypeError(`${name} must be a number of 0 or more`)
  return { [name]: value } as { readonly [name in Name]?: number }
}
