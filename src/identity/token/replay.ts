/** Whether something that may be presented once was presented before: the memory for it is behind an interface. */
import type { Checked } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Locator } from '../../diagnostics/index.ts'
import { sm3 } from '../../crypto/index.ts'
import { canonicalJson } from '../../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { inTime } from './in-time.ts'

/** Remembers what was presented. All instances of a service must share one, or a token can be presented to each. */
export interface ReplayGuard {
  /**
   * Remembers a key until a time, in one step: of two calls at once only one may be the first.
   * @param key a digest; it says nothing of a person or a token
   * @param until after it, the key may be forgotten
   * @param now the time that the token is judged at
   * @returns true when the key was not remembered; a rejection when that cannot be said
   */
  first(key: string, until: Date, now: Date): Promise<boolean>
}

/** What may be presented once: the issuer's own name for it, never its text, which others can write differently. */
export const replayKey = (kind: 'token' | 'dpop', ...names: readonly string[]): string => `yinxin:${kind}:${toHex(sm3(toUtf8(canonicalJson(names))))}`

/** A memory is near, and somebody waits for the answer. */
export const GUARD_SECONDS = 30

/** Asks the guard. One that cannot say, or not in time, leaves the question open. */
export async function checkReplay(guard: ReplayGuard, key: string, until: Date, now: Date, at: Locator): Promise<Checked<null>> {
  const { value: first } = await inTime(() => guard.first(key, until, now), GUARD_SECONDS).catch(() => ({ value: undefined }))
  if (first === true) return { facts: null, findings: [] }
  return { findings: [finding(first === false ? 'TOKEN_REPLAYED' : 'TOKEN_REPLAY_UNKNOWN', at)] }
}

/**
 * A guard in the memory of one process. When it is full of keys that may not be forgotten yet it says no more, so that
 * nothing is accepted unchecked.
 * @param options.capacity keys; @default 100,000, about 20 MB
 */
export function memoryReplayGuard({ capacity = 100_000 }: { readonly capacity?: number } = {}): ReplayGuard {
  if (!Number.isInteger(capacity) || capacity < 1) throw new TypeError('capacity must be an integer of 1 or more')
  const known = new Map<string, number>()
  /** The first time at which forgetting makes room. */
  let nextRoom = -Infinity
  const makeRoom = (now: number): void => {
    if (known.size < capacity || now < nextRoom) return
    nextRoom = Infinity
    for (const [key, until] of known) {
      if (until <= now) known.delete(key)
      else nextRoom = Math.min(nextRoom, until)
    }
  }
  return Object.freeze({
    first: (key: string, until: Date, now: Date): Promise<boolean> => {
      const remembered = known.get(key)
      if (remembered !== undefined && remembered > now.getTime()) return Promise.resolve(false)
      makeRoom(now.getTime())
      if (known.size >= capacity) return Promise.reject(new RangeError('the replay guard is full'))
      known.set(key, until.getTime())
      return Promise.resolve(true)
    },
  })
}

/** The one command of Redis that is needed, as `ioredis` has it. */
export interface RedisSet {
  /** `SET key value PX milliseconds NX`: `OK`, or null when the key is there. */
  set(key: string, value: string, unit: 'PX', milliseconds: number, condition: 'NX'): Promise<unknown>
}

/** A guard in a Redis that all instances of a service share. What else than `OK` or null it answers leaves the question open. */
export function redisReplayGuard(client: RedisSet): ReplayGuard {
  return Object.freeze({
    first: async (key: string, until: Date, now: Date): Promise<boolean> => {
      const answer = await client.set(key, '1', 'PX', Math.max(1, Math.ceil(until.getTime() - now.getTime())), 'NX')
      if (answer !== 'OK' && answer !== null) throw new TypeError('not an answer to SET with NX')
      return answer === 'OK'
    },
  })
}
