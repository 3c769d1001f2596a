/** The claims of a verified token, read into an assertion by the platform's profile: its parties and times are the token's own. */
import { finding } from '../../diagnostics/index.ts'
import type { Checked } from '../../diagnostics/index.ts'
import type { AssertionOptions, IdentityAssertion, IdentityKind } from '../assertion/index.ts'
import type { VerifiedToken } from '../token/verified-token.ts'
import { checkIdentityRecord } from './check-record.ts'
import type { IdentityProfile } from './profile.ts'

export interface TokenAssertionOptions extends AssertionOptions {
  /** The names of whoever verified it, as `verifyToken` got them. */
  readonly audience: string | readonly string[]
  /** Of the request. @default none is compared */
  readonly nonce?: string
  /** Whom the caller expects; required where the profile says `asked`. */
  readonly kind?: IdentityKind
}

/**
 * The assertion that a verified token makes. `iat`, `exp` and `jti` must be among its claims: a platform that writes them in
 * no known form names nobody (`TOKEN_CLAIMS_INVALID`).
 * @throws TypeError as `checkIdentityRecord`
 */
export function assertionOfToken(token: VerifiedToken, profile: IdentityProfile, options: TokenAssertionOptions): Checked<IdentityAssertion> {
  const { claims, issuer } = token
  const { iat, exp, jti } = claims
  const { audience: names, ...others } = options
  const own = [names].flat().find((name) => token.audience.includes(name))
  if (typeof iat !== 'number' || typeof exp !== 'number' || typeof jti !== 'string' || own === undefined) return { findings: [finding('TOKEN_CLAIMS_INVALID', [])] }
  return checkIdentityRecord(claims, profile, {
    ...others, issuer, audience: own, client: own, id: jti, issuedAt: new Date(Math.floor(iat) * 1000), expiresAt: new Date(Math.floor(exp) * 1000),
  })
}
