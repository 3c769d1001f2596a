/**
 * How sure a platform is of somebody, on one scale of 0 to 4. Three things are kept apart and the lowest of them counts:
 * how the identity was proven, by what the person authenticated, and how long ago. Schemes of platforms and countries are
 * data in `schemes.ts`; what a matter demands is `checkLevel`'s.
 */

/**
 * 0 self-asserted; 1 real name, weakly bound; 2 real name, bound to a living person; 3 in person, by chip or by certificate;
 * 4 in person with hardware and liveness, reserved. A decision of this package, anchored at ISO/IEC 29115, eIDAS and NIST.
 */
export type NormLevel = 0 | 1 | 2 | 3 | 4

export const NORM_LEVELS: readonly NormLevel[] = Object.freeze([0, 1, 2, 3, 4])

export const lower = (a: NormLevel, b: NormLevel): NormLevel => (a < b ? a : b)
export const higher = (a: NormLevel, b: NormLevel): NormLevel => (a > b ? a : b)

/** One way in which somebody proved who they are or authenticated. */
export interface LevelMethod {
  /** The platform's name for it, such as `YSS`; `amr` values of tokens. */
  readonly code: string
  readonly level: NormLevel
  /** ISO 8601, UTC. */
  readonly at?: string
}

/** What a platform asserts of somebody's level; nothing here depends on the time at which it is looked at. */
export interface AssertedLevel {
  /** The scheme of `raw`. */
  readonly scheme: string
  /** As the platform states it; for a list of methods, the highest level that counts. Absent when it states none. */
  readonly raw?: string
  readonly identityProofing: NormLevel
  readonly authenticator: NormLevel
  /** When the person authenticated: ISO 8601, UTC. Absent when the platform does not say; then no session is fresh. */
  readonly authenticatedAt?: string
  readonly methods: readonly LevelMethod[]
}

/**
 * For each level, the oldest authentication in seconds that still is of it. After NIST SP 800-63B (2017) 4.1.3, 4.2.3 and
 * 4.3.3, which ask for reauthentication after 30 days (AAL1) and 12 hours (AAL2 and 3).
 */
export const SESSION_SECONDS: Readonly<Record<NormLevel, number>> = Object.freeze({
  0: Number.POSITIVE_INFINITY, 1: 30 * 86_400, 2: 43_200, 3: 43_200, 4: 43_200,
})

/** Clocks of platforms may be ahead of ours by this many seconds. */
export const LEVEL_CLOCK_SKEW_SECONDS = 300

/** Seconds since the authentication; 0 within the tolerance for clocks; undefined when it is not stated or in the future. */
export function sessionAge(level: AssertedLevel, time: Date): number | undefined {
  if (level.authenticatedAt === undefined) return undefined
  const seconds = Math.floor((time.getTime() - Date.parse(level.authenticatedAt)) / 1000)
  if (Number.isNaN(seconds) || seconds < -LEVEL_CLOCK_SKEW_SECONDS) return undefined
  return Math.max(0, seconds)
}

/** Level of a session by its age alone: 0 when its beginning is not stated. */
export function sessionLevel(level: AssertedLevel, time: Date): NormLevel {
  const age = sessionAge(level, time)
  if (age === undefined) return 0
  return NORM_LEVELS.reduce<NormLevel>((best, one) => (age <= SESSION_SECONDS[one] ? one : best), 0)
}

/** The level that counts at a time: the lowest of identity proofing, authenticator and session. */
export function effectiveLevel(level: AssertedLevel, time: Date): NormLevel {
  return lower(lower(level.identityProofing, level.authenticator), sessionLevel(level, time))
}
