/**
 * Decides whether a license may be accepted: fourteen checks over facts, each run whatever the others came to, and one
 * outcome. Pure: no clock, no network, no memory.
 */
import { sm3 } from '../crypto/index.ts'
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { judge, levelOf } from '../policy/judge.ts'
import type { IssuerOfLicense, RecognitionCase, RecognitionCheck } from './checks/case.ts'
import { checkCoverage } from './checks/coverage.ts'
import { checkContainer, checkIdentifier, checkMetadata } from './checks/file.ts'
import { checkIssuer } from './checks/issuer.ts'
import { checkHolder, checkPresenter } from './checks/person.ts'
import { checkEvidence, checkPurpose } from './checks/purpose.ts'
import { checkCertificates, checkSeal, checkSealOwner } from './checks/seal.ts'
import { checkDates, checkStatus } from './checks/validity.ts'
import { RECOGNITION_STEP_NAMES } from './decision.ts'
import type { Outcome, RecognitionContext, RecognitionDecision, RecognitionStep, RecognitionStepName, Remedy } from './decision.ts'
import type { RecognitionFacts } from './facts.ts'
import type { ListsAt, RecognitionLists } from './lists.ts'
import { ACTORS, PROMISABLE, REMEDIES, REMEDY_KINDS } from './remedies.ts'
import { rulesFor } from './recognition-policy.ts'
import type { MatterRules, RecognitionCode, RecognitionPolicy } from './recognition-policy.ts'
import { isTerritory } from '../trust/territory.ts'

const CHECKS: Readonly<Record<RecognitionStepName, (given: RecognitionCase) => RecognitionCheck>> = {
  container: checkContainer,
  identifier: checkIdentifier,
  metadata: checkMetadata,
  coverage: checkCoverage,
  issuer: checkIssuer,
  seal: checkSeal,
  certificate: checkCertificates,
  sealOwner: checkSealOwner,
  status: checkStatus,
  dates: checkDates,
  holder: checkHolder,
  presenter: checkPresenter,
  purpose: checkPurpose,
  evidence: checkEvidence,
}

/**
 * The decision on facts, by lists and the receiving side's policy.
 * @throws TypeError for a mistake in the context, and when the policy has no rules for the matter
 */
export function decideRecognition(facts: RecognitionFacts, lists: RecognitionLists, policy: RecognitionPolicy, context: RecognitionContext): RecognitionDecision {
  requireContext(context)
  const rules = rulesFor(policy, context.matter)
  const at = lists.at(context.time)
  const issuers = issuersOf(facts, at)
  const levels = { levels: { ...policy.levels, ...rules.levels } }
  const isError = (code: DiagnosticCode): boolean => ['fail', 'indeterminate'].includes(levelOf(code, levels))
  const given: RecognitionCase = { facts, lists: at, rules, context, issuers, isError }
  const steps = RECOGNITION_STEP_NAMES.map((name, index): RecognitionStep => {
    const { rules: used, ...checked } = CHECKS[name](given)
    return { ...judge(checked, levels), number: index + 1, name, rules: distinctRules(used) }
  })
  const outcome = outcomeOf(steps)
  const from = issuers[0]?.listed[0]?.entry.territory
  const typeCode = facts.license?.metadata?.typeCode
  return {
    schema: 1,
    kind: 'recognition',
    outcome,
    time: context.time.toISOString(),
    region: context.region,
    ...(from !== undefined && { from }),
    matter: context.matter,
    agency: context.agency,
    policy: { id: policy.id, sm3: toHex(sm3(toUtf8(canonicalJson(policy)))) },
    lists: lists.references,
    license: { ...(typeCode !== undefined && { typeCode }), issuers: issuers.flatMap(({ code }) => code ?? []) },
    steps,
    remedies: remediesFor(steps, rules),
  }
}

export function requireContext({ time, region, matter, agency }: RecognitionContext): void {
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw new TypeError('context.time must be a valid Date')
  if (!isTerritory(region)) throw new TypeError('context.region is six digits, a country or a part of one: 330000, CN, CN-ZJ')
  if (typeof matter !== 'string' || matter === '') throw new TypeError('context.matter is required: the code of the matter')
  if (typeof agency !== 'string' || agency === '') throw new TypeError('context.agency is required: who decides')
}

function issuersOf({ license }: RecognitionFacts, lists: ListsAt): readonly IssuerOfLicense[] {
  return (license?.metadata?.issuers ?? []).map(({ name, code }) => ({
    ...(name !== undefined && { name }), ...(code !== undefined && { code }),
    listed: code === undefined ? [] : lists.entries('issuers', ({ uscc }) => uscc === code),
  }))
}

function distinctRules(rules: RecognitionCheck['rules']): RecognitionCheck['rules'] {
  const byName = new Map(rules.map((rule) => [JSON.stringify([rule.list, rule.entry]), rule]))
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule)
}

/** What is wrong counts before what is not agreed, and that before what is open: a forged license is one wherever it comes from. */
function outcomeOf(steps: readonly RecognitionStep[]): Outcome {
  const failed = steps.filter(({ conclusion }) => conclusion === 'FAILED')
  if (failed.some(({ name }) => name !== 'coverage')) return 'REJECTED'
  if (failed.length > 0) return 'NOT_COVERED'
  return steps.every(({ conclusion }) => conclusion === 'PASSED') ? 'ACCEPTED' : 'UNDETERMINED'
}

function remediesFor(steps: readonly RecognitionStep[], { promise }: MatterRules): readonly Remedy[] {
  const codes = [...new Set(steps.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)))]
    .filter((code): code is RecognitionCode => Object.hasOwn(REMEDIES, code)).sort()
  // A promise is for what stays open: it heals nothing that is wrong, and nothing is gained by it while another thing is open that it cannot heal.
  const promised = promise && codes.length > 0 && codes.every((code) => PROMISABLE.has(code)) ? codes : []
  const ways = codes.flatMap((code) => REMEDIES[code].map(([kind, actor]) => ({ kind, actor, code })))
  const all = [...ways, ...promised.map((code) => ({ kind: 'promise' as const, actor: 'applicant' as const, code }))]
  return REMEDY_KINDS.flatMap((kind) => ACTORS.flatMap((actor): readonly Remedy[] => {
    const found = all.filter((way) => way.kind === kind && way.actor === actor).map(({ code }) => code)
    return found.length === 0 ? [] : [{ kind, actor, codes: found }]
  }))
}
