/** Says beforehand, without a document, whether licenses of a type are taken from there here for a matter, and what is asked. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import { sm3 } from '../crypto/index.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { judge } from '../policy/judge.ts'
import type { Step } from '../report/model.ts'
import { contains } from '../trust/index.ts'
import type { Territory } from '../trust/index.ts'
import { coverageOf } from './checks/coverage.ts'
import { requireContext } from './decide.ts'
import type { RecognitionListReference, RecognitionLists } from './lists.ts'
import { isWithin, statusAt } from './recognition-list.ts'
import type { RuleReference } from './recognition-list.ts'
import { rulesFor } from './recognition-policy.ts'
import type { MatterRules, RecognitionPolicy } from './recognition-policy.ts'
import { isTerritory } from '../trust/territory.ts'

export interface RecognitionExplanation {
  readonly schema: 1
  readonly kind: 'recognitionExplanation'
  readonly answer: 'COVERED' | 'NOT_COVERED' | 'UNDETERMINED'
  readonly time: string
  readonly from: Territory
  readonly to: Territory
  readonly typeCode: string
  readonly matter: string
  /** Step 4 of a decision, and the agreements that decided it. */
  readonly coverage: Step<null>
  readonly rules: readonly RuleReference[]
  /** What the receiving side asks for: the same for everybody who brings such a license for the matter. */
  readonly asks: MatterRules
  /** The type as lists have it now. Absent: on none. */
  readonly type?: { readonly status: string; readonly required: readonly string[]; readonly rule: RuleReference }
  /** Authorities of the region that are in office and competent for the type now. */
  readonly issuers: readonly RuleReference[]
  readonly policy: { readonly id: string; readonly sm3: string }
  readonly lists: readonly RecognitionListReference[]
}

/**
 * Same matter, same standard (同事同标): what would be asked of a license, before there is one.
 * @throws TypeError for a region, type or matter that is none, and when the policy has no rules for the matter
 */
export function explainRecognition(
  from: Territory, to: Territory, typeCode: string, matter: string, { lists, policy, time }: { readonly lists: RecognitionLists; readonly policy: RecognitionPolicy; readonly time: Date },
): RecognitionExplanation {
  requireContext({ time, region: to, matter, agency: '-' })
  if (!isTerritory(from)) throw new TypeError('from is six digits, a country or a part of one: 330000, CN, CN-ZJ')
  if (!/^[0-9A-Z]{21}$/.test(typeCode)) throw new TypeError('typeCode is the 21 characters of a type of licenses')
  const asks = rulesFor(policy, matter)
  const at = lists.at(time)
  const { rules, ...checked } = coverageOf({ from, to, typeCode, matter, time }, at)
  const coverage = judge(checked, { levels: { ...policy.levels, ...asks.levels } })
  const [type] = at.entries('licenseTypes', ({ code }) => code === typeCode)
  const now = time.getTime()
  const issuers = at.entries('issuers', ({ territory, history, competences }) => contains(from, territory) && statusAt(history, now)?.status === 'active'
    && competences.some((one) => (one.types === 'any' || one.types.includes(typeCode)) && one.areas.some((area) => contains(area, territory)) && isWithin(one, now)))
  return {
    schema: 1,
    kind: 'recognitionExplanation',
    answer: coverage.conclusion === 'PASSED' ? 'COVERED' : coverage.conclusion === 'FAILED' ? 'NOT_COVERED' : 'UNDETERMINED',
    time: time.toISOString(),
    from, to, typeCode, matter, coverage, rules, asks,
    ...(type !== undefined && { type: { status: statusAt(type.entry.history, now)?.status ?? 'notYet', required: type.entry.required ?? [], rule: type.rule } }),
    issuers: issuers.map(({ rule }) => rule),
    policy: { id: policy.id, sm3: toHex(sm3(toUtf8(canonicalJson(policy)))) },
    lists: lists.references,
  }
}
