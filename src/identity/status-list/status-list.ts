/** Status lists in signed form (Token Status List, draft-ietf-oauth-status-list): opened, and made. Nothing is fetched. */
import { zlibSync } from 'fflate'
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import type { Limits } from '../../limits.ts'
import { fromBase64Url, toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { inflateZlib } from '../../encoding/zlib.ts'
import { signJws, verifyJws } from '../../jose/index.ts'
import type { JwsKey, JwsSigner, Sm2JwsOptions } from '../../jose/index.ts'
import { periodFindings, registeredClaims } from '../token/claims.ts'

/** Statuses in so many bits each. */
export const STATUS_BITS = [1, 2, 4, 8] as const
export type StatusBits = (typeof STATUS_BITS)[number]

/** Registered values of the draft: section "Status Types". */
export const STATUS_VALUES = Object.freeze({ VALID: 0, INVALID: 1, SUSPENDED: 2 } as const)

const TYP = 'statuslist+jwt'

/** A million credentials at 8 bits take 1 MiB; a hundred million at one bit take 12 MiB. */
export const STATUS_LIST_LIMITS = Object.freeze({ jsonBytes: 24 * 1024 * 1024, zipEntryBytes: 16 * 1024 * 1024 } as const satisfies Partial<Limits>)

export interface OpenStatusListOptions {
  /** Keys of whoever signs the list. */
  readonly keys: readonly JwsKey[]
  /** The names that `alg` may have. */
  readonly algorithms: readonly string[]
  /** Whose list it must be, where it says so: later drafts leave `iss` out. */
  readonly issuer: string
  /** The `uri` that credentials name: `sub` must be the same, character for character. */
  readonly uri: string
  /** As of when it must be current. */
  readonly time: Date
  /** By how many seconds clocks may differ. @default 60 */
  readonly clockSkewSeconds?: number
  /** How SM2 signatures are written. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions
  /** @default STATUS_LIST_LIMITS, and DEFAULT_LIMITS for what is not in it */
  readonly limits?: Partial<Limits>
}

const MAKER = Symbol('statusList')

/** A list whose signature and times were verified. Only `openStatusList` makes one. */
export class StatusList {
  readonly uri: string
  readonly issuedAt: Date
  readonly expiresAt?: Date
  /** How long a copy may be used after it was fetched. */
  readonly ttlSeconds?: number
  readonly bits: StatusBits
  /** How many statuses there are room for. */
  readonly size: number
  readonly #octets: Uint8Array

  /** Use `openStatusList`. @throws TypeError for any other caller */
  constructor(maker: symbol, { uri, iat, exp, ttl, bits, octets }: StatusListParts) {
    if (maker !== MAKER) throw new TypeError('a StatusList is made by openStatusList only')
    this.uri = uri
    this.issuedAt = new Date(iat * 1000)
    if (exp !== undefined) this.expiresAt = new Date(exp * 1000)
    if (ttl !== undefined) this.ttlSeconds = ttl
    this.bits = bits
    this.size = octets.length * (8 / bits)
    this.#octets = octets
    Object.freeze(this)
  }

  /** The value at an index; undefined where the list has none. */
  at(index: number): number | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) return undefined
    const first = index * this.bits
    return ((this.#octets[Math.floor(first / 8)] as number) >> (first % 8)) & ((1 << this.bits) - 1)
  }
}

interface StatusListParts {
  readonly uri: string
  readonly iat: number
  readonly exp: number | undefined
  readonly ttl: number | undefined
  readonly bits: StatusBits
  readonly octets: Uint8Array
}

/**
 * Opens a status list token: signature, type, whose it is, times, and the list in it.
 * @throws FormatError or UnsupportedAlgorithmError with the code of what is wrong (`STATUS_LIST_...`, `JWS_...`, `TOKEN_...`,
 *   `ZLIB_INVALID`); LimitExceededError; TypeError for a mistake in the options
 */
export async function openStatusList(token: string, options: OpenStatusListOptions): Promise<StatusList> {
  const { keys, algorithms, issuer, uri, time, clockSkewSeconds: skew = 60, sm2 = {}, limits } = options
  const budget = new Budget({ ...STATUS_LIST_LIMITS, ...limits })
  const { payload } = await verifyJws(token, { keys, algorithms, typ: TYP, sm2, budget })
  const claims = parseJson(payload, { budget, at: ['claims'] })
  if (!isJsonObject(claims)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
  const { registered, findings: [malformed] } = registeredClaims(claims)
  const { iss, sub, iat, exp } = registered
  const { ttl } = claims
  const refuse = (found: Finding | undefined): void => { if (found !== undefined) throw new FormatError(found) }
  refuse(malformed)
  if (iat === undefined) throw new FormatError(finding('TOKEN_CLAIM_ABSENT', [], { claim: 'iat' }))
  if (iss !== undefined && iss !== issuer) refuse(finding('TOKEN_ISSUER_MISMATCH', ['iss']))
  if (sub !== uri) refuse(finding('STATUS_LIST_OTHER', ['sub']))
  if (ttl !== undefined && !(typeof ttl === 'number' && ttl > 0)) refuse(finding('TOKEN_CLAIM_INVALID', ['ttl'], { claim: 'ttl' }))
  refuse(periodFindings(registered, time, skew)[0])
  return new StatusList(MAKER, { uri, iat, exp, ttl: typeof ttl === 'number' ? ttl : undefined, ...listOf(claims, budget) })
}

function listOf({ status_list: list }: JsonObject, budget: Budget): Pick<StatusListParts, 'bits' | 'octets'> {
  const malformed = (): FormatError => new FormatError(finding('STATUS_LIST_MALFORMED', ['status_list']))
  if (!isJsonObject(list)) throw malformed()
  const bits = STATUS_BITS.find((one) => one === list['bits'])
  const compressed = typeof list['lst'] === 'string' ? fromBase64Url(list['lst']) : undefined
  if (bits === undefined || compressed === undefined) throw malformed()
  return { bits, octets: inflateZlib(compressed, { budget, at: ['status_list', 'lst'] }) }
}

export interface IssueStatusListOptions {
  readonly signer: JwsSigner
  /** Where credentials say that it is: `uri` there, `sub` here. */
  readonly uri: string
  /** @default none: credentials without `iss` have lists without it */
  readonly issuer?: string
  readonly bits: StatusBits
  /** How many statuses it has room for; rounded up to whole octets. Many, so that an index tells nothing of who was issued what. */
  readonly size: number
  /** Values other than 0 (`STATUS_VALUES.VALID`), by index. */
  readonly statuses: Iterable<readonly [index: number, value: number]>
  readonly issuedAt: Date
  readonly expiresAt?: Date
  /** How long a copy may be used after it was fetched. @default not said */
  readonly ttlSeconds?: number
}

/**
 * Signs a status list.
 * @throws TypeError for a value that does not fit its bits, an index that is not in the list, and a list that
 *   `openStatusList` would refuse whoever asks; whatever the signer throws
 */
export async function issueStatusList(options: IssueStatusListOptions): Promise<string> {
  const { signer, uri, issuer, bits, size, statuses, issuedAt, expiresAt, ttlSeconds } = options
  if (!STATUS_BITS.includes(bits)) throw new TypeError(`bits is one of ${STATUS_BITS.join(', ')}`)
  if (!Number.isInteger(size) || size < 1 || Math.ceil((size * bits) / 8) > STATUS_LIST_LIMITS.zipEntryBytes) throw new TypeError('size is a whole number from 1 on, for 16 MiB at most')
  if (uri === '' || issuer === '') throw new TypeError('uri and issuer are texts that are not empty')
  if (expiresAt !== undefined && expiresAt <= issuedAt) throw new TypeError('expiresAt is later than issuedAt')
  if (ttlSeconds !== undefined && !(ttlSeconds > 0)) throw new TypeError('ttlSeconds is a number above 0')
  const octets = new Uint8Array(Math.ceil((size * bits) / 8))
  const mask = (1 << bits) - 1
  for (const [index, value] of statuses) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new TypeError('an index is not in the list')
    if (!Number.isInteger(value) || value < 0 || value > mask) throw new TypeError(`a value does not fit ${bits} bits`)
    const first = index * bits
    const octet = Math.floor(first / 8)
    octets[octet] = ((octets[octet] as number) & ~(mask << (first % 8))) | (value << (first % 8))
  }
  const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)
  const claims = {
    ...(issuer !== undefined && { iss: issuer }), sub: uri, iat: secondsOf(issuedAt), ...(expiresAt !== undefined && { exp: secondsOf(expiresAt) }),
    ...(ttlSeconds !== undefined && { ttl: ttlSeconds }), status_list: { bits, lst: toBase64Url(zlibSync(octets, { level: 9 })) },
  }
  return signJws(toUtf8(JSON.stringify(claims)), { signer, typ: TYP })
}
