/** The state that a verifier keeps between two lists of a series: reading it back, and what it says about the next list. */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { VerificationError } from '../errors.ts'
import { jwkThumbprint, jwkWithUse, parseJwk } from '../jose/index.ts'
import type { JwkWithUse, JwsKey } from '../jose/index.ts'
import type { ListHead } from './list-head.ts'

/** What a verifier keeps of the list that it accepted last, as JSON, so that no older one can take its place. */
export interface TrustListState {
  readonly id: string
  readonly sequence: number
  readonly sm3: string
  readonly nextUpdate: string
  /** Thumbprints of the keys that the caller trusted when it saw the first list. */
  readonly pinned: readonly string[]
  /** Keys for the next list. */
  readonly keys: readonly JwkWithUse[]
  readonly threshold: number
}

/**
 * A state that was kept as JSON. It is the caller's own: whoever can write it can make it forget.
 * @throws TypeError when it is none
 */
export function parseTrustListState(text: string): TrustListState {
  try {
    const json = parseJson(text, { budget: new Budget() })
    if (isJsonObject(json)) return stateOf(json)
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`not the state of a trust list: ${cause.code}`, { cause })
    throw cause
  }
  throw new TypeError('not the state of a trust list')
}

function stateOf(json: JsonObject): TrustListState {
  const { id, sequence, sm3, nextUpdate, pinned, keys, threshold } = json
  const isWhole = (value: JsonValue | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 1
  const isTexts = (value: JsonValue | undefined): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')
  if (typeof id !== 'string' || !isWhole(sequence) || typeof sm3 !== 'string' || !/^[0-9a-f]{64}$/.test(sm3)) throw new TypeError('not the state of a trust list')
  if (typeof nextUpdate !== 'string' || !isTexts(pinned) || !Array.isArray(keys) || !isWhole(threshold)) throw new TypeError('not the state of a trust list')
  const read = (keys as readonly JsonValue[]).map((key) => {
    if (!isJsonObject(key)) throw new TypeError('not the state of a trust list')
    return jwkWithUse(parseJwk(key))
  })
  return { id, sequence, sm3, nextUpdate, pinned, keys: read, threshold }
}

/** Keys that must have signed the next list. */
export interface OperatorTrust {
  readonly keys: readonly JwsKey[]
  readonly threshold: number
  readonly pinned: readonly string[]
}

/**
 * The keys of the state while the caller pins the same ones as when it began; others that it pins now begin anew, which is
 * how it gets out when all keys of an operator were lost.
 */
export async function operatorTrust(keys: readonly JwsKey[], threshold: number, lastSeen: TrustListState | undefined): Promise<OperatorTrust> {
  const pinned = (await Promise.all(keys.map(({ key }) => jwkThumbprint(key)))).sort()
  const same = lastSeen?.pinned.length === pinned.length && lastSeen.pinned.every((thumbprint, index) => thumbprint === pinned[index])
  if (lastSeen === undefined || !same) return { keys, threshold, pinned }
  return { keys: lastSeen.keys.map((jwk) => parseJwk(JSON.stringify(jwk))), threshold: lastSeen.threshold, pinned }
}

/** The state after a list. */
export function nextState(list: ListHead, sm3: string, trust: OperatorTrust): TrustListState {
  const { id, sequence, nextUpdate, operator } = list
  const keys = operator.keys?.keys ?? trust.keys.map((key) => Object.freeze(jwkWithUse(key)))
  const threshold = operator.keys?.threshold ?? trust.threshold
  return Object.freeze({ id, sequence, sm3, nextUpdate, pinned: Object.freeze([...trust.pinned]), keys: Object.freeze([...keys]), threshold })
}

/**
 * Refuses a list that cannot follow the one seen last.
 * @throws FormatError: `TRUST_LIST_OTHER`, `TRUST_LIST_ROLLBACK`, `TRUST_LIST_FORKED`
 */
export function checkSeries(list: ListHead, sm3: string, lastSeen: TrustListState, at: Locator): void {
  if (list.id !== lastSeen.id) throw new FormatError(finding('TRUST_LIST_OTHER', at))
  if (list.sequence < lastSeen.sequence) {
    throw new FormatError(finding('TRUST_LIST_ROLLBACK', at, { sequence: list.sequence, lastSequence: lastSeen.sequence }))
  }
  if (list.sequence === lastSeen.sequence && sm3 !== lastSeen.sm3) throw new FormatError(finding('TRUST_LIST_FORKED', at, { sequence: list.sequence }))
  // The issue before, as its follower knows it, is not the one that we saw.
  if (list.previous?.sequence === lastSeen.sequence && list.previous.sm3 !== lastSeen.sm3) {
    throw new FormatError(finding('TRUST_LIST_FORKED', at, { sequence: lastSeen.sequence }))
  }
}
