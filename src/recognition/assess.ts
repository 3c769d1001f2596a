/** The whole question in one call, and what is done with the answer. */
export { assessLicense, assessmentJson } from './assess-license.ts'
export type { AssessmentReport } from './assess-license.ts'
export { assessmentToHtml } from './assessment-html.ts'
export { assessmentToText } from './assessment-text.ts'
export type { AssessOptions, AssessRecognition, KeptKind, StatusAnswer, StatusSource } from './assess-options.ts'
export type { PresentedAssertion, PresentedToken, Presenter, PresenterReport } from './assess-presenter.ts'
export { DELEGATION_TOKEN_TYPE } from './delegation-token.ts'
export type { DelegationClaims, DelegationParty, DelegationReport, PresentedDelegation } from './delegation-token.ts'
