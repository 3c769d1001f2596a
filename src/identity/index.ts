/** Who presents a license: tokens of identity platforms, verified and issued. */
export { TOKEN_STEP_NAMES } from './token/token-report.ts'
export type { AcceptedToken, RefusedToken, TokenReport, TokenStepName } from './token/token-report.ts'
export { VerifiedToken } from './token/verified-token.ts'
export type { TokenKey } from './token/verified-token.ts'
