/** Step 4: whether an agreement covers such licenses, from there to here, for this matter, now. Says nothing of validity. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkUscc } from '../../identifier/index.ts'
import { contains } from '../../trust/index.ts'
import type { Territory } from '../../trust/index.ts'
import type { Listed, ListsAt } from '../lists.ts'
import { isWithin, statusAt } from '../recognition-list.ts'
import type { ListedAgreement } from '../recognition-list.ts'
import { looked, missing } from './case.ts'
import type { IssuerOfLicense, RecognitionCase, RecognitionCheck } from './case.ts'

export interface CoverageQuestion {
  /** Where the license comes from. */
  readonly from: Territory
  /** Where it is presented. */
  readonly to: Territory
  readonly typeCode: string
  readonly matter: string
  readonly time: Date
}

const names = (codes: 'any' | readonly string[], code: string): boolean => codes === 'any' || codes.includes(code)

const inForce = ({ history, until }: ListedAgreement, time: number): boolean =>
  statusAt(history, time)?.status === 'inForce' && isWithin({ ...(until !== undefined && { until }) }, time)

/** Where the one lies in the other no agreement is needed: an authority of a region is one for all of it. */
const isLocal = ({ from, to }: CoverageQuestion): boolean => contains(from, to) || contains(to, from)

/** What agreements say, as the most that any of them grants. */
export function coverageOf(question: CoverageQuestion, lists: ListsAt): RecognitionCheck {
  const { from, to, typeCode, matter, time } = question
  if (isLocal(question)) return looked([finding('MR_LOCAL', [], { from, to })])
  const between = lists.entries('agreements', (one) => one.from.some((outer) => contains(outer, from)) && one.to.some((outer) => contains(outer, to)))
  const forType = between.filter(({ entry }) => names(entry.types, typeCode))
  const forMatter = forType.filter(({ entry }) => names(entry.matters, matter))
  const covering = forMatter.filter(({ entry }) => inForce(entry, time.getTime()))
  if (covering.length > 0) return looked([], rulesOf(covering))
  const gap = lists.gap('agreements')
  // A list that has run out might have said yes.
  if (gap !== undefined) return looked([gap], rulesOf(forMatter))
  if (forMatter.length > 0) return looked(forMatter.map(({ entry }) => lapsed(entry, time)), rulesOf(forMatter))
  if (forType.length > 0) return looked([finding('MR_SCENARIO_NOT_COVERED', [], { from, to })], rulesOf(forType))
  return looked([finding('MR_TYPE_NOT_LISTED', [], { from, to })], rulesOf(between))
}

const rulesOf = (agreements: readonly Listed<'agreements'>[]): RecognitionCheck['rules'] => agreements.map(({ rule }) => rule)

function lapsed({ id, history, until }: ListedAgreement, time: Date): Finding {
  const status = statusAt(history, time.getTime())?.status ?? 'notYetInForce'
  const ended = status === 'inForce' && until !== undefined
  return finding('MR_NOT_IN_FORCE', [], { agreement: id, status: ended ? 'ended' : status, time: time.toISOString() })
}

/** The region of an issuer: as a list of authorities has it, else as its code claims. */
function homeOf({ listed, code }: IssuerOfLicense): { readonly territory: Territory; readonly certain: boolean } | undefined {
  const [first] = listed
  if (first !== undefined) return { territory: first.entry.territory, certain: true }
  const claimed = code === undefined ? undefined : checkUscc(code).uscc?.areaCode
  return claimed === undefined ? undefined : { territory: claimed, certain: false }
}

export function checkCoverage({ facts: { license }, lists, context, issuers }: RecognitionCase): RecognitionCheck {
  const typeCode = license?.metadata?.typeCode
  if (typeCode === undefined) return missing('ZZLXDM')
  const { region, matter, time } = context
  // Of several issuers each has a home; all of them must be covered.
  const homes = issuers.map(homeOf)
  if (homes.length === 0 || homes.includes(undefined)) return missing('ZZBFJGDM')
  const checks = homes.flatMap((home) => home ?? []).map(({ territory, certain }): RecognitionCheck => {
    const answer = coverageOf({ from: territory, to: region, typeCode, matter, time }, lists)
    // No agreement for the region that is claimed is an answer; that there is one is none, for anybody can claim it.
    const denied = answer.findings.some(({ code }) => code === 'MR_TYPE_NOT_LISTED' || code === 'MR_SCENARIO_NOT_COVERED' || code === 'MR_NOT_IN_FORCE')
    return certain || denied ? answer : looked([finding('MR_HOME_UNKNOWN', [], { claimed: territory })], answer.rules)
  })
  const rules = new Map(checks.flatMap((check) => check.rules).map((rule) => [`${rule.list} ${rule.entry}`, rule]))
  return looked(checks.flatMap((check) => check.findings), [...rules.values()])
}
