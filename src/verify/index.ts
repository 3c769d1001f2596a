export { verify, verifyOfd, verifySeal, verifyWithQuestions } from './verify.ts'
export type { Verification } from './verify.ts'
export type { IssuerQuestion, OpenQuestion, RevocationQuestion } from './open-questions.ts'
export type { RevocationEvidence, VerifyOptions } from './options.ts'
