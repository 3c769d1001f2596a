/** What a policy asks of revocation evidence. */
import type { RevocationQuestion } from './open-questions.ts'
import type { Call } from './options.ts'

type Question = RevocationQuestion['question']

/** The question about the certificates of a path as of `time`, under the policy of the call. */
export function revocationQuestion({ policy, time: validationTime }: Call, asked: Pick<Question, 'certificates' | 'time' | 'proven'>): Question {
  const { required, freshness, maximumAgeSeconds } = policy.revocation
  return { ...asked, required, freshness, maximumAgeSeconds, clockSkewSeconds: policy.time.clockSkewSeconds, validationTime }
}
