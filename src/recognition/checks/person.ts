/** Steps 11 and 12: the presenter is the holder or acts for the holder, and was identified as surely as the matter demands. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkLevel } from '../../identity/index.ts'
import type { HolderMatch } from '../../identity/index.ts'
import type { DelegationFacts, PresenterFacts } from '../facts.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'

/** Best first. `linked`: another number of the same person, as the identity platform vouches. */
const WAYS = ['same', 'linked', 'delegated', 'number-only', 'name-only', 'different'] as const
type Way = (typeof WAYS)[number]

/** How a holder is there: in person, through somebody, or not. */
interface Presence {
  readonly way: Way
  /** Index of the presenter. */
  readonly presenter?: number
}

const better = (a: Presence, b: Presence): Presence => (WAYS.indexOf(b.way) < WAYS.indexOf(a.way) ? b : a)

function wayOf(match: HolderMatch | undefined, isLinked: boolean): Way {
  // A name that contradicts the license is no link, and a number that contradicts it may be another document's.
  if (match === 'name-only' && isLinked) return 'linked'
  return match ?? 'different'
}

/** For each holder of the license, how it is there. Whether powers of those who act for others hold is step 12's. */
export function presences({ facts: { license, presenters = [], delegations = [] } }: RecognitionCase): readonly Presence[] {
  const holders = license?.metadata?.holders ?? []
  return holders.map((_, holder) => {
    const own = presenters.map(({ matches, linked = [] }, presenter): Presence => ({ way: wayOf(matches[holder], linked.includes(holder)), presenter }))
    const through = delegations.filter(({ by, to }) => by.includes(holder) && presenters[to] !== undefined).map(({ to }): Presence => ({ way: 'delegated', presenter: to }))
    return [...own, ...through].reduce(better, { way: 'different' })
  })
}

/** Step 11. */
export function checkHolder(given: RecognitionCase): RecognitionCheck {
  const { facts: { license, presenters = [] }, rules } = given
  if ((license?.metadata?.holders ?? []).length === 0) return missing('CZZT')
  if (presenters.length === 0) return { findings: [finding('IDN_MISSING', [])], rules: [] }
  const found = presences(given)
  const there = found.filter(({ way }) => way === 'same' || way === 'linked' || way === 'delegated')
  const notes = found.flatMap(({ way }, index) => (way === 'linked' ? [finding('HOLD_LINKED', ['CZZT', index])] : []))
  const needed = rules.jointHolders === 'one' ? 1 : found.length
  if (there.length >= needed) return looked(notes)
  const doubts = found.flatMap(({ way }, index): readonly Finding[] => {
    if (way === 'number-only') return [finding('HOLD_NAME_DIFFERS', ['CZZT', index])]
    return way === 'name-only' ? [finding('HOLD_NAME_ONLY', ['CZZT', index])] : []
  })
  if (there.length === 0 && doubts.length === 0) return looked([finding('HOLD_MISMATCH', [])])
  const absent = needed - there.length - doubts.length
  return looked([...notes, ...doubts, ...(absent > 0 ? [finding('HOLD_JOINT_MISSING', [], { missing: absent, holders: found.length })] : [])])
}

/** Step 12: everybody who is counted on at step 11. */
export function checkPresenter(given: RecognitionCase): RecognitionCheck {
  const { facts: { license, presenters = [], delegations = [] }, rules, context: { time, matter } } = given
  if (presenters.length === 0) return { findings: [finding('IDN_MISSING', [])], rules: [] }
  if ((license?.metadata?.holders ?? []).length === 0) return missing('CZZT')
  const found = presences(given)
  const counted = [...new Set(found.flatMap(({ way, presenter }) => (way === 'different' || presenter === undefined ? [] : [presenter])))].sort((a, b) => a - b)
  const findings = (counted.length > 0 ? counted : presenters.map((_, index) => index)).flatMap((index): readonly Finding[] => {
    const presenter = presenters[index]
    return presenter === undefined ? [] : onePresenter(presenter, index, given)
  })
  for (const [holder, { way, presenter }] of found.entries()) {
    if (way !== 'delegated') continue
    if (!rules.agents) findings.push(finding('IDN_AGENT_NOT_ALLOWED', ['CZZT', holder]))
    const powers = delegations.filter(({ by, to }) => by.includes(holder) && to === presenter)
    const problems = powers.map((power) => powerProblem(power, matter, time))
    const [problem] = problems
    if (problem !== undefined && !problems.includes(undefined)) findings.push(finding('IDN_AGENT_NO_AUTH', ['CZZT', holder], { reason: problem }))
  }
  return looked(findings)
}

function onePresenter({ kind, level, expiresAt, agent }: PresenterFacts, index: number, { facts: { delegations = [] }, rules, context: { time, matter } }: RecognitionCase): readonly Finding[] {
  const at = ['presenters', index]
  const findings: Finding[] = []
  if (!(time.getTime() < Date.parse(expiresAt))) findings.push(finding('IDN_EXPIRED', at, { expires: expiresAt, time: time.toISOString() }))
  const { facts } = checkLevel(level, { level: rules.level, maxAuthenticationAge: rules.authenticationMaximumAge }, time)
  for (const one of facts?.stepUp ?? []) {
    findings.push(one.missing === 'session' ? finding('IDN_SESSION_STALE', at, { maximum: one.maximum }) : finding('IDN_LEVEL_LOW', at, one))
  }
  if (kind === 'LEGAL' && agent === undefined) findings.push(finding('IDN_AGENT_NO_AUTH', at, { reason: 'unstated' }))
  if (agent?.authority === 'DELEGATE') {
    if (!rules.agents) findings.push(finding('IDN_AGENT_NOT_ALLOWED', at))
    // That a platform lists somebody for an organization says nothing of powers in one matter.
    const problems = delegations.filter(({ to }) => to === index).map((power) => powerProblem(power, matter, time))
    if (!problems.includes(undefined) || problems.length === 0) findings.push(finding('IDN_AGENT_NO_AUTH', at, { reason: problems[0] ?? 'none' }))
  }
  return findings
}

/** Why a power does not reach; undefined when it does. */
export function powerProblem({ matters, notBefore, expiresAt, revoked = false }: DelegationFacts, matter: string, time: Date): 'revoked' | 'notYet' | 'expired' | 'matter' | undefined {
  if (revoked) return 'revoked'
  if (notBefore !== undefined && !(Date.parse(notBefore) <= time.getTime())) return 'notYet'
  if (expiresAt !== undefined && !(time.getTime() < Date.parse(expiresAt))) return 'expired'
  return matters === 'any' || matters.includes(matter) ? undefined : 'matter'
}
