/** The example of ../recognition.md. A test runs it and holds the document against this file. */
import { verify } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import type { IdentityAssertion, NumberKey } from '../../src/identity/index.ts'
import { decideOnce, licenseEvidence, presenterFacts, recognitionText, validationFacts } from '../../src/recognition/index.ts'
import type { PurposeFacts, RecognitionContext, RecognitionDecision, RecognitionFacts, RecognitionLists, RecognitionPolicy, StatusFacts, UseGuard } from '../../src/recognition/index.ts'

// <accept>
/** What the counter has: the file, who presents it (verified), the right to look at it, the register's answer. */
export interface Presented {
  readonly document: Uint8Array
  readonly assertion: IdentityAssertion
  readonly purpose: PurposeFacts
  readonly status: StatusFacts
  readonly more: Pick<RecognitionFacts, 'sealStatuses' | 'evidence' | 'delegations'>
}

/** What the agency has: anchors and policy for documents, lists and rules for recognition, its key for numbers, its memory. */
export interface Agency {
  readonly verification: VerifyOptions
  readonly lists: RecognitionLists
  readonly rules: RecognitionPolicy
  readonly numbers: NumberKey
  readonly used: UseGuard
}

export async function acceptAtCounter(presented: Presented, agency: Agency, context: RecognitionContext): Promise<RecognitionDecision> {
  const report = await verify(presented.document, { ...agency.verification, validationTime: context.time })
  const license = licenseEvidence(report)
  const facts: RecognitionFacts = {
    validation: validationFacts(report),
    ...(license !== undefined && { license }),
    presenters: [presenterFacts(presented.assertion, license?.metadata?.holders ?? [], agency.numbers)],
    purpose: presented.purpose,
    status: presented.status,
    ...presented.more,
  }
  return decideOnce(facts, agency.lists, agency.rules, context, agency.used)
}

/** What the clerk reads. */
export const shown = (decision: RecognitionDecision): string => recognitionText(decision, 'zh')
// </accept>
