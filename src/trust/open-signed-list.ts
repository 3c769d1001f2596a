/**
 * Opens signed lists of any kind: signature by the operator, form, place in the series, age, in this order; each refusal
 * has its own code. In the spirit of The Update Framework: rollback, freeze, mix-up of lists and change of keys.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonValue } from '../encoding/json.ts'
import { fromUtf8, toHex } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'
import { jwkThumbprint, verifyJws } from '../jose/index.ts'
import type { JwsKey, VerifiedJws } from '../jose/index.ts'
import type { ListHead } from './list-head.ts'
import { checkOperatorKeys } from './operator-keys.ts'
import { checkSeries, nextState, operatorTrust } from './trust-list-state.ts'
import type { OperatorTrust, TrustListState } from './trust-list-state.ts'

/** What tells one kind of list from another. */
export interface SignedListForm<List extends ListHead> {
  /** `typ` of its signature: one of the operator's under anything else is no such list (RFC 8725 3.11). */
  readonly typ: string
  /** Reads the list that was signed, and all that it refers to. @throws FormatError; LimitExceededError */
  readonly listOf: (json: JsonValue, budget: Budget, at: Locator) => List
}

export const TRUST_LIST_ALGORITHMS: readonly string[] = Object.freeze(['SM2-SM3', 'ES256', 'EdDSA', 'Ed25519'])
/** Longest time that an issue may be used: a list for ever cannot be taken back. */
export const TRUST_LIST_MAXIMUM_DAYS = 366
/** By which the clock here may be behind that of the operator. */
const CLOCK_SKEW_MS = 300_000
const DAY_MS = 86_400_000

export interface OpenTrustListOptions {
  /** Keys of the operator, from another source than the list: `operatorKeysOf`. */
  readonly keys: readonly JwsKey[]
  /** How many of them must have signed. @default 1 */
  readonly threshold?: number
  /** When the list is to be used. */
  readonly time: Date
  /** The state after the list that was accepted last. @default this is the first list: any issue is taken */
  readonly lastSeen?: TrustListState
  /** The id that the list must have. @default that of `lastSeen`, else any */
  readonly id?: string
  /**
   * Issues between the last one seen and this one, oldest first, where the operator changed its keys meanwhile. They are
   * checked like every list except for their age. @default none
   */
  readonly between?: readonly (Uint8Array | string)[]
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  /** Where the list comes from; prefixed to errors. @default nowhere in particular */
  readonly at?: Locator
}

/** A list whose signatures, place in its series and age were checked. */
export interface OpenedList<List extends ListHead> {
  readonly list: List
  /** SM3 of the payload, lower-case hex. */
  readonly sm3: string
  /** Thumbprints (RFC 7638) of the keys whose signatures verified. */
  readonly signers: readonly string[]
  /** To be kept, and given as `lastSeen` with the next list. */
  readonly state: TrustListState
}

/** A list whose signatures verified, before its age is looked at. */
interface Signed<List> {
  readonly list: List
  readonly sm3: string
  readonly jws: VerifiedJws
  readonly trust: OperatorTrust
}

/**
 * Opens a signed list of a kind.
 * @throws as `openTrustList`
 */
export async function openSignedList<List extends ListHead>(form: SignedListForm<List>, input: Uint8Array | string, options: OpenTrustListOptions): Promise<OpenedList<List>> {
  const { time, threshold = 1, budget = new Budget(), at = [], between = [], id } = options
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw new TypeError('options.time must be a valid Date')
  if (!Array.isArray(options.keys) || options.keys.length === 0) throw new TypeError('options.keys is required: the keys of the operator')
  let lastSeen = options.lastSeen
  for (const [index, text] of between.entries()) {
    const place = [...at, 'between', index]
    const { list, sm3: digest, trust } = await openSigned(form, text, await operatorTrust(options.keys, threshold, lastSeen), id, budget, place)
    if (lastSeen !== undefined) checkSeries(list, digest, lastSeen, place)
    lastSeen = nextState(list, digest, trust)
  }
  const { list, sm3: digest, trust, jws } = await openSigned(form, input, await operatorTrust(options.keys, threshold, lastSeen), id, budget, at)
  if (lastSeen !== undefined) checkSeries(list, digest, lastSeen, at)
  checkAge(list, time, lastSeen, at)
  return {
    list,
    sm3: digest,
    signers: await Promise.all(jws.signatures.map(({ key }) => jwkThumbprint(key.key))),
    state: nextState(list, digest, trust),
  }
}

async function openSigned<List extends ListHead>(
  form: SignedListForm<List>, input: Uint8Array | string, trust: OperatorTrust, id: string | undefined, budget: Budget, at: Locator,
): Promise<Signed<List>> {
  budget.within('jsonBytes', input.length, at)
  const text = typeof input === 'string' ? input : fromUtf8(input)
  if (text === undefined) throw new FormatError(finding('JWS_NOT_RECOGNIZED', at))
  // Files end with a line end; nothing of it is signed, and nothing else is taken off.
  const trimmed = text.replace(/\r?\n$/, '')
  refuseUnsigned(trimmed, budget, at)
  const jws = await verified(trimmed, form.typ, trust, budget, at)
  const list = form.listOf(parseJson(jws.payload, { budget, at }), budget, at)
  checkOperatorKeys(list, budget, at)
  if (id !== undefined && list.id !== id) throw new FormatError(finding('TRUST_LIST_OTHER', at))
  return { list, sm3: toHex(sm3(jws.payload)), jws, trust }
}

/** A list as bare JSON is the mistake that is made most easily, and the attack that is made first. */
function refuseUnsigned(text: string, budget: Budget, at: Locator): void {
  if (!text.startsWith('{')) return
  const json = parseJson(text, { budget, at })
  if (isJsonObject(json) && !Object.hasOwn(json, 'signature') && !Object.hasOwn(json, 'signatures')) throw new FormatError(finding('TRUST_LIST_UNSIGNED', at))
}

async function verified(text: string, typ: string, { keys, threshold }: OperatorTrust, budget: Budget, at: Locator): Promise<VerifiedJws> {
  try {
    return await verifyJws(text, { keys, threshold, algorithms: TRUST_LIST_ALGORITHMS, typ, budget, at })
  } catch (error) {
    const problem = error instanceof FormatError ? listProblem(error.finding) : undefined
    throw problem === undefined ? error : new FormatError(problem, { cause: error })
  }
}

/** What is wrong with a signature, in the words of lists; other problems keep their own code. */
function listProblem({ code, at, params }: Finding): Finding | undefined {
  switch (code) {
    case 'JWS_ALGORITHM_NONE':
    case 'JWS_SIGNATURE_ABSENT':
      return finding('TRUST_LIST_UNSIGNED', at)
    case 'JWS_SIGNATURE_INVALID':
      return finding('TRUST_LIST_SIGNATURE_INVALID', at, { algorithm: params['algorithm'] ?? '' })
    case 'JWS_THRESHOLD_NOT_MET':
      return finding('TRUST_LIST_SIGNER_UNKNOWN', at, { needed: params['needed'] ?? '', found: params['found'] ?? '' })
    default:
      return undefined
  }
}

function checkAge({ issuedAt, nextUpdate, sequence }: ListHead, time: Date, lastSeen: TrustListState | undefined, at: Locator): void {
  const now = time.toISOString()
  const days = Math.ceil((Date.parse(nextUpdate) - Date.parse(issuedAt)) / DAY_MS)
  if (days > TRUST_LIST_MAXIMUM_DAYS) throw new FormatError(finding('TRUST_LIST_PERIOD_TOO_LONG', at, { days, maximum: TRUST_LIST_MAXIMUM_DAYS }))
  if (Date.parse(issuedAt) > time.getTime() + CLOCK_SKEW_MS) throw new FormatError(finding('TRUST_LIST_NOT_YET_VALID', at, { issuedAt, time: now }))
  if (time.getTime() <= Date.parse(nextUpdate)) return
  // The same list again after its end: somebody keeps its followers from us, or there are none.
  if (lastSeen?.sequence === sequence) throw new FormatError(finding('TRUST_LIST_FREEZE', at, { sequence, nextUpdate, time: now }))
  throw new FormatError(finding('TRUST_LIST_EXPIRED', at, { nextUpdate, time: now }))
}
