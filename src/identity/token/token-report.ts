/** What `verifyToken` answers: every check a named step, as reports on documents have them, and the token once all passed. */
import type { SubIndication } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/step.ts'
import type { Indication } from '../../report/model.ts'
import type { VerifiedToken } from './verified-token.ts'

/**
 * The checks in the order in which they run. A check whose question does not arise is absent, and so is every check after
 * one that did not pass: claims of a token whose signature is wrong are nobody's claims.
 */
export const TOKEN_STEP_NAMES = [
  'decryption', // the outer encryption, where there is one
  'format', // text, header and algorithm, before any key is used
  'signature', // the issuer's signature with a key of the caller's, or of the certificate
  'certificate', // path to an anchor for token issuers, and the name in it
  'revocation',
  'claims', // issuer, audience, times, and what the caller expects
  'confirmation', // that the presenter is who it was issued to (cnf)
  'replay', // that it was not presented before
] as const
export type TokenStepName = (typeof TOKEN_STEP_NAMES)[number]

interface TokenReportParts {
  readonly schema: 1
  readonly kind: 'token'
  readonly validationTime: string
  readonly steps: Readonly<Partial<Record<TokenStepName, Step>>>
}

/** Every step passed. */
export interface AcceptedToken extends TokenReportParts {
  readonly accepted: true
  readonly indication: 'TOTAL_PASSED'
  readonly token: VerifiedToken
}

/** Some step did not pass. Nothing that the token says is handed out. */
export interface RefusedToken extends TokenReportParts {
  readonly accepted: false
  readonly indication: Exclude<Indication, 'TOTAL_PASSED'>
  readonly subIndication: SubIndication
}

export type TokenReport = AcceptedToken | RefusedToken
