/** A time-stamp token by itself, over octets that the caller has. */
import { judge } from '../policy/judge.ts'
import type { Step } from '../report/model.ts'
import { openCall } from './options.ts'
import type { VerifyOptions } from './options.ts'
import { timeStamp } from './time-stamp-steps.ts'
import type { StampFacts } from './time-stamp-steps.ts'

/**
 * Verifies a token (RFC 3161, GM/T 0033) over octets: imprint, signature, path to an anchor for time stamps, revocation.
 * @returns the proven time only when the step passed
 * @throws TypeError for a mistake in the options
 */
export async function verifyTimeStamp(token: Uint8Array, octets: Uint8Array, options: VerifyOptions): Promise<{ readonly time?: Date; readonly step: Step<StampFacts> }> {
  const call = openCall(options)
  const { time, step } = await timeStamp(token, [{ what: 'octets', octets }], [], call)
  return { ...(time && { time }), step: judge(step, call.policy) }
}
