/** The lists of an agency opened together, with a memory of the issues seen last: an older one never comes back. */
import { VerificationError } from '../errors.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { parseJws } from '../jose/index.ts'
import type { JwsKey } from '../jose/index.ts'
import { Budget } from '../limits.ts'
import { parseTrustListState } from '../trust/index.ts'
import type { TrustListState } from '../trust/index.ts'
import { recognitionLists } from './lists.ts'
import type { RecognitionLists } from './lists.ts'
import { openRecognitionList } from './open-recognition-list.ts'
import type { VerifiedRecognitionList } from './open-recognition-list.ts'

/** What is to be kept of the lists seen last, as JSON. Whoever can write it can make it forget. */
export interface RecognitionListsState {
  readonly type: 'recognition-lists-state'
  readonly schema: 1
  /** One of each series, in the order of their ids. */
  readonly lists: readonly TrustListState[]
}

export interface OpenRecognitionListsOptions {
  /** Keys of the operators, from another source than the lists. */
  readonly keys: readonly JwsKey[]
  /** When the lists are to be used. */
  readonly time: Date
  /** What was kept the last time. @default these are the first lists: any issue is taken */
  readonly state?: RecognitionListsState
}

export interface OpenedRecognitionLists {
  readonly lists: RecognitionLists
  /** To be kept, and given with the next lists. Series that were not given this time stay in it. */
  readonly state: RecognitionListsState
}

/** More series than a country has regions and kinds of lists would be somebody else's. */
const MOST_SERIES = 10_000

/**
 * Opens lists, each against what is remembered of its series. A series that is remembered and not given is no mistake: without
 * it less is acceptable.
 * @throws what `openRecognitionList` throws, with the index of the list (`TRUST_LIST_ROLLBACK` for an older issue); TypeError
 *   for a mistake in the options, and for two issues of one series
 */
export async function openRecognitionLists(inputs: readonly (Uint8Array | string)[], { keys, time, state }: OpenRecognitionListsOptions): Promise<OpenedRecognitionLists> {
  const known = new Map((state?.lists ?? []).map((one) => [one.id, one]))
  const opened: VerifiedRecognitionList[] = []
  for (const [index, input] of inputs.entries()) {
    const budget = new Budget()
    const lastSeen = known.get(statedId(input, budget) ?? '')
    opened.push(await openRecognitionList(input, { keys, time, at: ['lists', index], ...(lastSeen !== undefined && { lastSeen }) }))
  }
  const lists = recognitionLists(opened)
  for (const { state: next } of opened) known.set(next.id, next)
  return { lists, state: stateOf([...known.values()]) }
}

/**
 * The newer of what two runs kept, series by series: a run that began earlier must not take back what another has learned.
 */
export function newerRecognitionState(a: RecognitionListsState, b: RecognitionListsState): RecognitionListsState {
  const newest = new Map(a.lists.map((one) => [one.id, one]))
  for (const one of b.lists) if (!((newest.get(one.id)?.sequence ?? 0) > one.sequence)) newest.set(one.id, one)
  return stateOf([...newest.values()])
}

const stateOf = (lists: readonly TrustListState[]): RecognitionListsState =>
  ({ type: 'recognition-lists-state', schema: 1, lists: [...lists].sort((a, b) => (a.id < b.id ? -1 : 1)) })

/** A state that was kept as JSON. @throws TypeError when it is none */
export function parseRecognitionState(text: string): RecognitionListsState {
  const wrong = (cause?: unknown): TypeError => new TypeError('not the state of recognition lists', { cause })
  try {
    const json = parseJson(text, { budget: new Budget({ jsonValues: 1_000_000 }) })
    if (!isJsonObject(json) || json['type'] !== 'recognition-lists-state' || json['schema'] !== 1) throw wrong()
    const { lists } = json
    if (!Array.isArray(lists) || lists.length > MOST_SERIES || Object.keys(json).length !== 3) throw wrong()
    const read = (lists as readonly unknown[]).map((one) => parseTrustListState(canonicalJson(one)))
    if (new Set(read.map(({ id }) => id)).size < read.length) throw wrong()
    return stateOf(read)
  } catch (cause) {
    if (cause instanceof VerificationError) throw wrong(cause)
    throw cause
  }
}

/** Which series a list says it is of. Nothing is verified: it chooses what the list is then held against. */
function statedId(input: Uint8Array | string, budget: Budget): string | undefined {
  try {
    budget.within('jsonBytes', input.length)
    const text = typeof input === 'string' ? input : fromUtf8(input)
    const payload = text === undefined ? undefined : fromBase64Url(parseJws(text.replace(/\r?\n$/, ''), { budget }).payload ?? '')
    const json = payload === undefined ? undefined : parseJson(payload, { budget })
    return json !== undefined && isJsonObject(json) && typeof json['id'] === 'string' ? json['id'] : undefined
  } catch (cause) {
    if (cause instanceof VerificationError) return undefined
    throw cause
  }
}
