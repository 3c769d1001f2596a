/** Puts judged checks together into a report: the one place where `accepted` is computed. */
import { sm3 } from '../crypto/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import type { CoverageFacts, DocumentContent, InputKind, LicenseFacts, SignatureReport, Step, ValidationReport } from '../report/model.ts'
import { describeInput } from './input.ts'
import type { InputSource } from './input.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import type { Call } from './options.ts'
import { indicationOf } from './outcome.ts'

export interface Judged {
  readonly container: Step
  readonly coverage?: Step<CoverageFacts>
  readonly signatures: readonly SignatureReport[]
  readonly license?: Step<LicenseFacts>
  readonly content?: DocumentContent
}

/** @param digest SM3 of the input, where it is known */
export function reportOf(kind: InputKind, input: InputSource, call: Call, judged: Judged, digest?: Uint8Array): ValidationReport {
  const { container, coverage, signatures, license, content } = judged
  const steps = [container, ...signatures.flatMap((signature) => Object.values(signature.steps)), ...(coverage === undefined ? [] : [coverage]), ...(license === undefined ? [] : [license])]
  const { indication, subIndication } = indicationOf(steps)
  const accepted = indication === 'TOTAL_PASSED' && signatures.length > 0 && signatures.every((signature) => signature.indication === 'TOTAL_PASSED')
  return {
    schema: 1,
    kind,
    input: describeInput(input, digest),
    validationTime: call.time.toISOString(),
    policy: { id: call.policy.id, sm3: policyDigest(call.policy) },
    trust: { lists: call.trust.lists, anchors: call.trust.ownAnchors },
    accepted,
    indication,
    ...(subIndication === undefined ? {} : { subIndication }),
    container,
    ...(coverage === undefined ? {} : { coverage }),
    signatures,
    ...(license === undefined ? {} : { license }),
    ...(accepted && content !== undefined ? { content } : {}),
  }
}

const policyDigests = new WeakMap<ValidationPolicy, string>()

/** SM3 of the policy's canonical JSON. Remembered for policies that nobody can change any more, as the presets are. */
function policyDigest(policy: ValidationPolicy): string {
  const known = policyDigests.get(policy)
  if (known !== undefined) return known
  const digest = toHex(sm3(toUtf8(canonicalJson(policy))))
  if (isDeeplyFrozen(policy)) policyDigests.set(policy, digest)
  return digest
}

function isDeeplyFrozen(value: unknown): boolean {
  return typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen))
}
