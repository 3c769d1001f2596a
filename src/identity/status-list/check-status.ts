/** The status of a credential that names a status list, from a list that the caller has or gets. */
import { VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding } from '../../diagnostics/index.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import type { JwsKey } from '../../jose/index.ts'
import { areDistinct } from '../../jose/jwk.ts'
import { STATUS_VALUES, openStatusList } from './status-list.ts'
import type { OpenStatusListOptions, StatusList } from './status-list.ts'

export interface CredentialStatusOptions {
  /**
   * Whether every credential must name a status. What names one is always checked: a list that is missing leaves it open.
   */
  readonly mode: 'required' | 'ifPresent'
  /** Signed lists at hand; the one whose `sub` is the credential's `uri` counts. `ttl` counts from `fetchedAt`, by default from `iat`. */
  readonly lists?: readonly (string | { readonly token: string; readonly fetchedAt: Date })[]
  /**
   * Asked for the signed list of a URI when none is at hand; answers for where it gets it, for how long that takes and for
   * how old it is. Undefined, or an error: the status stays open.
   */
  readonly source?: (uri: string) => Promise<string | undefined>
  /** Keys of whoever signs the list. @default those of the credential's issuer */
  readonly keys?: readonly JwsKey[]
  /** @default that of the credential */
  readonly issuer?: string
}

/** What a list says of a credential. */
export interface CredentialStatus {
  readonly value: number
  /** As of when: `iat` of the list. */
  readonly asOf: Date
}

/** Keys, algorithms and times as for the credential. */
type Rules = Pick<OpenStatusListOptions, 'keys' | 'algorithms' | 'issuer' | 'time' | 'clockSkewSeconds' | 'sm2'>

/** @throws TypeError for a mistake in the options */
export function requireStatusOptions(options: CredentialStatusOptions): void {
  const names: Readonly<Record<keyof CredentialStatusOptions, true>> = { mode: true, lists: true, source: true, keys: true, issuer: true }
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(names, name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.map((name) => `status.${name}`).join(', ')}`)
  const { mode, lists = [], source, keys = [], issuer = 'any' } = options
  if (!['required', 'ifPresent'].includes(mode)) throw new TypeError('status.mode is required or ifPresent')
  if (!Array.isArray(lists) || !lists.every(isList)) throw new TypeError('status.lists must be signed lists: texts, or { token, fetchedAt }')
  if (!Array.isArray(keys) || !areDistinct(keys as readonly JwsKey[])) throw new TypeError('status.keys must be a list of keys, no two of one type with the same kid')
  if (typeof issuer !== 'string' || issuer === '') throw new TypeError('status.issuer must be a text that is not empty')
  if (source !== undefined && typeof source !== 'function') throw new TypeError('status.source must be a function')
}

function isList(given: unknown): boolean {
  if (typeof given === 'string') return true
  const { token, fetchedAt } = (given ?? {}) as { readonly token?: unknown; readonly fetchedAt?: unknown }
  return typeof token === 'string' && fetchedAt instanceof Date && !Number.isNaN(fetchedAt.getTime())
}

/** Never throws for what a credential or a list holds. No facts where there is nothing to check or it could not be checked. */
export async function checkCredentialStatus({ status }: JsonObject, options: CredentialStatusOptions | undefined, rules: Rules): Promise<Checked<CredentialStatus>> {
  if (status === undefined) return { findings: [finding('SD_JWT_STATUS_ABSENT', [])] }
  if (options === undefined) return { findings: [finding('SD_JWT_STATUS_UNCHECKED', ['status'])] }
  if (!isJsonObject(status)) return { findings: [finding('SD_JWT_STATUS_MALFORMED', ['status'])] }
  const { status_list: reference, ...others } = status
  // A mechanism that is not known here may say that it was revoked.
  if (reference === undefined || Object.keys(others).length > 0) return { findings: [finding('SD_JWT_STATUS_UNCHECKED', ['status'])] }
  const { idx, uri } = isJsonObject(reference) ? reference : {}
  if (typeof idx !== 'number' || !Number.isInteger(idx) || idx < 0 || typeof uri !== 'string' || uri === '') {
    return { findings: [finding('SD_JWT_STATUS_MALFORMED', ['status', 'status_list'])] }
  }
  const found = await findList(uri, options, { ...rules, keys: options.keys ?? rules.keys, issuer: options.issuer ?? rules.issuer })
  if ('problem' in found) return { findings: [found.problem] }
  return statusIn(found.list, idx)
}

function statusIn(list: StatusList, idx: number): Checked<CredentialStatus> {
  const at = ['status', 'status_list']
  const value = list.at(idx)
  if (value === undefined) return { findings: [finding('SD_JWT_STATUS_OUT_OF_LIST', at)] }
  const facts = { value, asOf: list.issuedAt }
  switch (value) {
    case STATUS_VALUES.VALID: return { facts, findings: [] }
    case STATUS_VALUES.INVALID: return { facts, findings: [finding('SD_JWT_STATUS_INVALID', at)] }
    case STATUS_VALUES.SUSPENDED: return { facts, findings: [finding('SD_JWT_STATUS_SUSPENDED', at)] }
    default: return { facts, findings: [finding('SD_JWT_STATUS_UNKNOWN', at, { value })] }
  }
}

type Found = { readonly list: StatusList } | { readonly problem: Finding }

/** The newest usable list at hand, else that of the source. */
async function findList(uri: string, { lists = [], source }: CredentialStatusOptions, rules: Rules): Promise<Found> {
  const tried: Found[] = []
  for (const given of lists) {
    const { token, fetchedAt } = typeof given === 'string' ? { token: given, fetchedAt: undefined } : given
    const found = await open(token, uri, rules)
    tried.push('list' in found && isStale(found.list, fetchedAt ?? found.list.issuedAt, rules) ? { problem: finding('SD_JWT_STATUS_LIST_STALE', ['status']) } : found)
  }
  const newest = tried.filter((one) => 'list' in one).sort((a, b) => b.list.issuedAt.getTime() - a.list.issuedAt.getTime())[0]
  if (newest !== undefined) return newest
  if (source !== undefined) {
    // What a source throws says nothing of the credential.
    const token = await Promise.resolve(uri).then(source).catch(() => undefined)
    if (typeof token === 'string') return open(token, uri, rules)
  }
  // A list of another URI is no wrong list of this one.
  const problem = tried.find((one) => 'problem' in one && one.problem.params['code'] !== 'STATUS_LIST_OTHER')
  return problem ?? { problem: finding('SD_JWT_STATUS_LIST_MISSING', ['status']) }
}

const isStale = ({ ttlSeconds }: StatusList, from: Date, { time, clockSkewSeconds = 60 }: Rules): boolean =>
  ttlSeconds !== undefined && time.getTime() > from.getTime() + (ttlSeconds + clockSkewSeconds) * 1000

async function open(token: string, uri: string, rules: Rules): Promise<Found> {
  try {
    return { list: await openStatusList(token, { ...rules, uri }) }
  } catch (cause) {
    // A list that cannot be relied on says nothing, good or bad.
    if (cause instanceof VerificationError) return { problem: finding('SD_JWT_STATUS_LIST_UNUSABLE', ['status'], { code: cause.code }) }
    throw cause
  }
}
