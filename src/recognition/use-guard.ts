/** Decides with a memory of authorizations: one that is good for one use is used up when the license is accepted, and then only. */
import { sm3 } from '../crypto/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { inTime } from '../identity/token/in-time.ts'
import { GUARD_SECONDS } from '../identity/token/replay.ts'
import { decideRecognition } from './decide.ts'
import type { RecognitionContext, RecognitionDecision } from './decision.ts'
import type { PurposeFacts, RecognitionFacts } from './facts.ts'
import type { RecognitionLists } from './lists.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'

/** Remembers what was used. All instances of a service must share one. The guards of tokens are such guards. */
export interface UseGuard {
  /**
   * Remembers a key until a time, in one step: of two calls at once only one may be the first.
   * @param key a digest; it says nothing of a person or an authorization
   * @returns true when the key was not remembered; a rejection when that cannot be said
   */
  first(key: string, until: Date, now: Date): Promise<boolean>
}

/**
 * As `decideRecognition`. The guard is asked once all other checks hold, so that a refused use costs the holder nothing; what
 * `facts.purpose.use` says is not looked at. A guard that cannot say, or not in time, leaves the decision UNDETERMINED.
 * @throws TypeError as `decideRecognition`
 */
export async function decideOnce(facts: RecognitionFacts, lists: RecognitionLists, policy: RecognitionPolicy, context: RecognitionContext, guard: UseGuard): Promise<RecognitionDecision> {
  return (await decideWithUse(facts, lists, policy, context, guard)).decision
}

export interface Decided {
  readonly decision: RecognitionDecision
  /** What the guard said; absent when it was not asked or could not say. */
  readonly use?: 'first' | 'repeated'
}

/** As `decideOnce`. @throws TypeError as `decideRecognition` */
export async function decideWithUse(facts: RecognitionFacts, lists: RecognitionLists, policy: RecognitionPolicy, context: RecognitionContext, guard: UseGuard): Promise<Decided> {
  const { purpose } = facts
  if (purpose === undefined) return { decision: decideRecognition(facts, lists, policy, context) }
  const unused = withoutUse(purpose)
  const decide = (use?: 'first' | 'repeated'): Decided => {
    const said = use !== undefined && { use }
    return { decision: decideRecognition({ ...facts, purpose: { ...unused, ...said } }, lists, policy, context), ...said }
  }
  const { expiresAt } = purpose
  if (purpose.id === undefined || expiresAt === undefined || decide('first').decision.outcome !== 'ACCEPTED') return decide()
  const key = `yinxin:use:${toHex(sm3(toUtf8(canonicalJson([purpose.basis, purpose.id]))))}`
  const { value: first } = await inTime(() => guard.first(key, new Date(expiresAt), context.time), GUARD_SECONDS).catch(() => ({ value: undefined }))
  // Only the two answers that there are: a guard that says anything else does not know.
  return decide(first === true ? 'first' : first === false ? 'repeated' : undefined)
}

/** An authorization as such: whether it was used is for the memory to say. */
export function withoutUse(purpose: PurposeFacts): Omit<PurposeFacts, 'use'> {
  // What is left has the type of what it was taken from, which the compiler cannot see.
  return Object.fromEntries(Object.entries(purpose).filter(([name]) => name !== 'use')) as unknown as Omit<PurposeFacts, 'use'>
}
