export { verify, verifyOfd, verifySeal } from './verify.ts'
export type { RevocationEvidence, VerifyOptions } from './options.ts'
