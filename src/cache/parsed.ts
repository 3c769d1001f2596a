/**
 * Parses once: the same octets give the same structure. What a parse uses up is used up again by each call that gets a
 * remembered one, so that limits end a call at the same place with a cache and without.
 */
import type { Locator } from '../diagnostics/index.ts'
import { toCharacters } from '../encoding/characters.ts'
import { sameOctets } from '../encoding/same-octets.ts'
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import type { CacheKind, VerificationCache } from './cache.ts'

interface ParseOptions {
  readonly budget: Budget
  readonly at?: Locator
}

/** A structure, the octets that it was parsed from, and how many elements were read for it. */
export interface Parsed<Value> {
  readonly value: Value
  readonly octets: Uint8Array
  readonly derElements: number
}

/** Memory that a parsed structure takes: about as much for each octet, and for what there is in all of them. */
const BYTES_PER_OCTET = 8
const BYTES = 4096

/** Octets at the end that a structure is looked for by: in what is signed, the signature. */
const LAST_OCTETS = 32

/**
 * As `parse`, remembering in the cache. Undefined for what cannot be parsed within the limits of one call: it is for the
 * caller to parse it without a cache then, so that what is wrong with it is said in the same words.
 * @param parse makes of octets a structure that holds views of them and is the cache's own
 * @throws LimitExceededError
 */
export function readOnce<Value extends object>(
  cache: VerificationCache, kind: CacheKind<Parsed<Value>>, bytes: Uint8Array, { budget, at = [] }: ParseOptions,
  parse: (octets: Uint8Array, options: Required<ParseOptions>) => Value,
): Value | undefined {
  // The depth that is allowed decides whether it can be parsed; places are in what it says.
  const key = `${String(budget.limits.derDepth)} ${JSON.stringify(at)} ${String(bytes.length)} ${toCharacters(bytes.subarray(-LAST_OCTETS))}`
  const known = cache.get(kind, key)
  // The end is easily made the same; all octets decide.
  if (known !== undefined && sameOctets(known.octets, bytes)) {
    budget.spend('derElements', known.derElements, at)
    return known.value
  }
  // Over octets and on an account of its own: it outlives the input and the call.
  const account = new Budget(budget.limits)
  const octets = bytes.slice()
  let value: Value
  try {
    value = parse(octets, { budget: account, at })
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return undefined
  }
  const derElements = account.spent('derElements')
  budget.spend('derElements', derElements, at)
  cache.put(kind, key, { value, octets, derElements }, BYTES + BYTES_PER_OCTET * bytes.length)
  cache.own(value)
  return value
}
