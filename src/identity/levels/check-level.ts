/**
 * Whether an asserted level is enough for a matter. A higher level than is demanded is accepted (as Regulation (EU)
 * No 910/2014 recital 15 has it); where one is not enough, the step-up says what is missing.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../../diagnostics/index.ts'
import { NORM_LEVELS, SESSION_SECONDS, effectiveLevel, sessionAge, sessionLevel } from './levels.ts'
import type { AssertedLevel, NormLevel } from './levels.ts'

export interface LevelRequirement {
  /** For identity proofing, authenticator and session alike, where nothing else is said below. */
  readonly level: NormLevel
  /** @default level */
  readonly identityProofing?: NormLevel
  /** @default level */
  readonly authenticator?: NormLevel
  /**
   * Oldest authentication, in seconds. `any` waives it: for platforms that do not say when somebody authenticated.
   * @default that of the level (`SESSION_SECONDS`)
   */
  readonly maxAuthenticationAge?: number | 'any'
}

/** One thing that a person has to do again or better before the matter can go on. */
export type StepUp =
  | { readonly missing: 'identity-proofing'; readonly has: NormLevel; readonly needs: NormLevel }
  | { readonly missing: 'authenticator'; readonly has: NormLevel; readonly needs: NormLevel }
  /** `age` is absent when the platform does not say when the person authenticated, or names a time to come. */
  | { readonly missing: 'session'; readonly age?: number; readonly maximum: number }

export interface LevelFacts {
  /** The lowest of the three at the time. */
  readonly level: NormLevel
  readonly identityProofing: NormLevel
  readonly authenticator: NormLevel
  readonly session: NormLevel
  /** Seconds since the authentication, where stated. */
  readonly sessionAge?: number
  readonly met: boolean
  /** Empty when the requirement is met. */
  readonly stepUp: readonly StepUp[]
}

/**
 * Holds an asserted level against what a matter demands, at a time.
 * @throws TypeError for a requirement or time that is none
 */
export function checkLevel(level: AssertedLevel, requirement: LevelRequirement, time: Date, at: Locator = []): Checked<LevelFacts> {
  const { identityProofing, authenticator, maximum } = demandsOf(requirement)
  if (Number.isNaN(time.getTime())) throw new TypeError('time is not a time')
  const age = sessionAge(level, time)
  const stepUp: StepUp[] = []
  const findings: Finding[] = []
  // What is no level is below all of them.
  if (!(level.identityProofing >= identityProofing)) {
    stepUp.push({ missing: 'identity-proofing', has: level.identityProofing, needs: identityProofing })
    findings.push(finding('IDENTITY_PROOFING_LOW', at, { has: level.identityProofing, needs: identityProofing }))
  }
  if (!(level.authenticator >= authenticator)) {
    stepUp.push({ missing: 'authenticator', has: level.authenticator, needs: authenticator })
    findings.push(finding('IDENTITY_AUTHENTICATOR_LOW', at, { has: level.authenticator, needs: authenticator }))
  }
  if (maximum < Number.POSITIVE_INFINITY && (age === undefined || age > maximum)) {
    stepUp.push({ missing: 'session', maximum, ...(age !== undefined && { age }) })
    findings.push(age === undefined ? finding('IDENTITY_SESSION_UNSTATED', at, { maximum }) : finding('IDENTITY_SESSION_STALE', at, { seconds: age, maximum }))
  }
  return {
    facts: {
      level: effectiveLevel(level, time), identityProofing: level.identityProofing, authenticator: level.authenticator, session: sessionLevel(level, time),
      ...(age !== undefined && { sessionAge: age }), met: stepUp.length === 0, stepUp,
    },
    findings,
  }
}

function demandsOf(requirement: LevelRequirement): { readonly identityProofing: NormLevel; readonly authenticator: NormLevel; readonly maximum: number } {
  const { level, identityProofing = level, authenticator = level, maxAuthenticationAge = SESSION_SECONDS[level] } = requirement
  for (const one of [level, identityProofing, authenticator]) if (!NORM_LEVELS.includes(one)) throw new TypeError('a level is 0, 1, 2, 3 or 4')
  const maximum = maxAuthenticationAge === 'any' ? Number.POSITIVE_INFINITY : maxAuthenticationAge
  if (typeof maximum !== 'number' || !(maximum >= 0)) throw new TypeError("maxAuthenticationAge is a number of seconds or 'any'")
  return { identityProofing, authenticator, maximum }
}
