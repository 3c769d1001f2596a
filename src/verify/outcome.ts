/** What the checks of one signature established, before the policy judges; and the judged report of it. */
import type { PublicKey } from '../crypto/index.ts'
import type { Checked } from '../diagnostics/index.ts'
import { judge, worst } from '../policy/judge.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { STEP_NAMES } from '../report/model.ts'
import type { Indication, SignatureReport, Step, StepName } from '../report/model.ts'
import type { Conclusion, SubIndication } from '../diagnostics/index.ts'
import type { Subject } from './subject.ts'

export interface SignatureOutcome extends Pick<SignatureReport, 'format' | 'edition' | 'signer' | 'seal' | 'signingTime'> {
  readonly steps: Readonly<Partial<Record<StepName, Checked<unknown>>>>
  /** Of the certificate that came with a seal signature, whether or not it made the signature. For further checks; not reported. */
  readonly signerKey?: PublicKey
}

const INDICATIONS: Readonly<Record<Conclusion, Indication>> = {
  PASSED: 'TOTAL_PASSED',
  FAILED: 'TOTAL_FAILED',
  INDETERMINATE: 'INDETERMINATE',
}

/** The indication of steps together: one failure fails, one open question leaves it open. */
export function indicationOf(steps: readonly Step[]): { readonly indication: Indication; readonly subIndication?: SubIndication } {
  const { conclusion, subIndication } = worst(steps)
  return { indication: INDICATIONS[conclusion], ...(subIndication === undefined ? {} : { subIndication }) }
}

/** Judges every check of a signature. Steps stand in the order of `STEP_NAMES`, whatever order they ran in. */
export function judgeSignature(outcome: SignatureOutcome, subject: Pick<Subject, 'at' | 'id'>, policy: ValidationPolicy): SignatureReport {
  const { steps: checks, format, edition, signer, seal, signingTime } = outcome
  const steps: Partial<Record<StepName, Step>> = {}
  for (const name of STEP_NAMES) {
    const checked = checks[name]
    if (checked !== undefined) steps[name] = judge(checked, policy)
  }
  return {
    at: subject.at,
    ...(subject.id === undefined ? {} : { id: subject.id }),
    format,
    ...(edition === undefined ? {} : { edition }),
    ...(signer === undefined ? {} : { signer }),
    ...(seal === undefined ? {} : { seal }),
    ...(signingTime === undefined ? {} : { signingTime }),
    ...indicationOf(Object.values(steps)),
    steps,
  }
}
