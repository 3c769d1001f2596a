/** Steps 11 and 12: the presenter is the holder or acts for the holder, and was identified as surely as the matter demands. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkLevel } from '../../identity/index.ts'
import type { HolderMatch } from '../../identity/index.ts'
import type { DelegationFacts, PresenterFacts } from '../facts.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'
import { momentOf } from './days.ts'

/** Best first. `linked`: another number of the same person, as the identity platform vouches. */
const WAYS = ['same', 'linked', 'delegated', 'number-only', 'name-only', 'different'] as const
type Way = (typeof WAYS)[number]

/** One way in which a holder may be there, and what speaks against it at steps 11 and 12. */
interface Presence {
  readonly way: Way
  /** Index of the presenter. */
  readonly presenter?: number
  readonly holderFindings: readonly Finding[]
  readonly presenterFindings: readonly Finding[]
}

const ABSENT: Presence = { way: 'different', holderFindings: [], presenterFindings: [] }

function wayOf(match: HolderMatch | undefined, isLinked: boolean): Way {
  // A name that contradicts the license is no link.
  return match === 'name-only' && isLinked ? 'linked' : match !== undefined && WAYS.includes(match) ? match : 'different'
}

const HOLDER_CODES = { linked: 'HOLD_LINKED', 'number-only': 'HOLD_NAME_DIFFERS', 'name-only': 'HOLD_NAME_ONLY' } as const

/**
 * How the holders that the matter needs are there: for each the way against which least speaks, so that one presenter more
 * never makes things worse; where one holder is enough, the one against whom least speaks.
 */
function presences(given: RecognitionCase): readonly Presence[] {
  const { facts: { license, presenters = [], delegations = [] }, rules } = given
  const people = presenters.map((presenter, index) => onePresenter(presenter, index, given))
  const errors = ({ way, holderFindings, presenterFindings }: Presence): number =>
    (way === 'different' ? Infinity : [...holderFindings, ...presenterFindings].filter(({ code }) => given.isError(code)).length)
  const best = (ways: readonly Presence[]): Presence => ways.reduce((a, b) => (errors(b) < errors(a) || (errors(b) === errors(a) && WAYS.indexOf(b.way) < WAYS.indexOf(a.way)) ? b : a), ABSENT)
  const found = (license?.metadata?.holders ?? []).map((_, holder) => best([
    ...presenters.map(({ matches, linked = [] }, presenter): Presence => {
      const way = wayOf(matches[holder], linked.includes(holder))
      const code = Object.hasOwn(HOLDER_CODES, way) ? HOLDER_CODES[way as keyof typeof HOLDER_CODES] : undefined
      return { way, presenter, holderFindings: code === undefined ? [] : [finding(code, ['CZZT', holder])], presenterFindings: people[presenter] ?? [] }
    }),
    ...delegations.filter(({ by, to }) => by.includes(holder) && presenters[to] !== undefined).map((power): Presence => ({
      way: 'delegated', presenter: power.to, holderFindings: [], presenterFindings: [...(people[power.to] ?? []), ...powerFindings(power, holder, given)],
    })),
  ]))
  return rules.jointHolders === 'all' || found.length === 0 ? found : [best(found)]
}

function powerFindings(power: DelegationFacts, holder: number, { rules, context: { time, matter } }: RecognitionCase): readonly Finding[] {
  const problem = powerProblem(power, matter, time)
  return [
    ...(rules.agents ? [] : [finding('IDN_AGENT_NOT_ALLOWED', ['CZZT', holder])]),
    ...(problem === undefined ? [] : [finding('IDN_AGENT_NO_AUTH', ['CZZT', holder], { reason: problem })]),
  ]
}

/** Step 11. */
export function checkHolder(given: RecognitionCase): RecognitionCheck {
  const { facts: { license, presenters = [] } } = given
  if ((license?.metadata?.holders ?? []).length === 0) return missing('CZZT')
  if (presenters.length === 0) return { findings: [finding('IDN_MISSING', [])], rules: [] }
  const found = presences(given)
  const absent = found.filter(({ way }) => way === 'different').length
  if (absent === found.length) return looked([finding('HOLD_MISMATCH', [])])
  return looked([
    ...found.flatMap(({ holderFindings }) => holderFindings),
    ...(absent > 0 ? [finding('HOLD_JOINT_MISSING', [], { missing: absent, holders: found.length })] : []),
  ])
}

/** Step 12: everybody who is counted on at step 11; where nobody is, the presenter against whom least speaks. */
export function checkPresenter(given: RecognitionCase): RecognitionCheck {
  const { facts: { license, presenters = [] } } = given
  if (presenters.length === 0) return { findings: [finding('IDN_MISSING', [])], rules: [] }
  if ((license?.metadata?.holders ?? []).length === 0) return missing('CZZT')
  const counted = presences(given).filter(({ way }) => way !== 'different')
  if (counted.length > 0) return looked(counted.flatMap(({ presenterFindings }) => presenterFindings))
  const people = presenters.map((presenter, index) => onePresenter(presenter, index, given))
  const errors = (findings: readonly Finding[]): number => findings.filter(({ code }) => given.isError(code)).length
  return looked(people.reduce((a, b) => (errors(b) < errors(a) ? b : a)))
}

function onePresenter({ kind, level, expiresAt, agent, matches }: PresenterFacts, index: number, { facts: { delegations = [] }, rules, context: { time, matter } }: RecognitionCase): readonly Finding[] {
  const at = ['presenters', index]
  const findings: Finding[] = []
  if (!(time.getTime() < momentOf(expiresAt))) findings.push(finding('IDN_EXPIRED', at, { expires: expiresAt, time: time.toISOString() }))
  const { facts } = checkLevel(level, { level: rules.level, maxAuthenticationAge: rules.authenticationMaximumAge }, time)
  for (const one of facts?.stepUp ?? []) {
    findings.push(one.missing === 'session' ? finding('IDN_SESSION_STALE', at, { maximum: one.maximum }) : finding('IDN_LEVEL_LOW', at, one))
  }
  if (kind !== 'NATURAL' && agent === undefined) findings.push(finding('IDN_AGENT_NO_AUTH', at, { reason: 'unstated' }))
  if (agent !== undefined && agent.authority !== 'LEGAL_REP') {
    if (!rules.agents) findings.push(finding('IDN_AGENT_NOT_ALLOWED', at))
    // That a platform lists somebody for an organization says nothing of powers in one matter.
    // Of an organization that holds the license the power must be its own: another holder cannot give it.
    const own = matches.flatMap((match, holder) => (match === 'different' ? [] : [holder]))
    const powers = delegations.filter(({ to, by, receiver }) => to === index && receiver !== 'holder' && (own.length === 0 || by.some((holder) => own.includes(holder))))
    const problems = powers.map((power) => powerProblem(power, matter, time))
    if (!problems.includes(undefined) || problems.length === 0) findings.push(finding('IDN_AGENT_NO_AUTH', at, { reason: problems[0] ?? 'none' }))
  }
  return findings
}

/** Why a power does not reach; undefined when it does. */
export function powerProblem({ matters, notBefore, expiresAt, revoked = false }: DelegationFacts, matter: string, time: Date): 'revoked' | 'notYet' | 'expired' | 'matter' | undefined {
  if (revoked) return 'revoked'
  if (notBefore !== undefined && !(momentOf(notBefore) <= time.getTime())) return 'notYet'
  if (expiresAt !== undefined && !(time.getTime() < momentOf(expiresAt))) return 'expired'
  return matters === 'any' || (Array.isArray(matters) && matters.includes(matter)) ? undefined : 'matter'
}
