/** One signature value of any kind, with all its checks. */
import type { Checked } from '../diagnostics/index.ts'
import { decodeSignature } from '../signature/decode.ts'
import type { DecodedSignature } from '../signature/decode.ts'
import { attempt } from './attempt.ts'
import type { Call } from './options.ts'
import type { SignatureOutcome } from './outcome.ts'
import { bareSteps, cmsSteps } from './plain-steps.ts'
import { sesSteps } from './ses-steps.ts'
import type { Subject } from './subject.ts'

/** Decodes and checks. A value that cannot be read gives an outcome whose format step says why. */
export async function signatureOutcome(value: Uint8Array, subject: Subject, call: Call): Promise<SignatureOutcome> {
  let decoded: DecodedSignature | undefined
  const format: Checked<null> = await attempt(subject.at, () => {
    decoded = decodeSignature(value, { budget: call.budget, at: subject.at, cache: call.cache })
    return { facts: null, findings: [] }
  })
  if (decoded === undefined) return { format: 'UNKNOWN', steps: { format: { findings: format.findings } } }
  switch (decoded.format) {
    case 'SES':
      return sesSteps(decoded.ses, subject, call)
    case 'CMS':
      return cmsSteps(decoded, subject, call)
    case 'SM2':
      return bareSteps(decoded, subject, call)
  }
}
