/** A seal (SESeal) by itself, or a signature value (SES_Signature, CMS) without the document that it belongs to. */
import type { Checked } from '../diagnostics/index.ts'
import { readCertificate } from '../pki/certificate-cache.ts'
import { SEAL_MAKER_PURPOSE } from '../pki/path/index.ts'
import { parseSeal } from '../seal/index.ts'
import type { ElectronicSeal } from '../seal/index.ts'
import { checkSealSignature, checkSealValidity, makerTime } from '../signature/seal-checks.ts'
import { judge } from '../policy/judge.ts'
import type { ValidationReport } from '../report/model.ts'
import { attempt, attemptRead } from './attempt.ts'
import { certificateSteps } from './certificate-steps.ts'
import { wholeOf } from './input.ts'
import type { InputSource } from './input.ts'
import type { Call } from './options.ts'
import { judgeSignature } from './outcome.ts'
import type { SignatureOutcome } from './outcome.ts'
import { reportOf } from './report-of.ts'
import { signatureOutcome } from './signature.ts'
import { summarizeSeal } from './summaries.ts'
import { sealTimeStamp } from './time-stamp-steps.ts'

export async function sealReport(input: InputSource, call: Call): Promise<ValidationReport> {
  let seal: ElectronicSeal | undefined
  const opened = await attempt([], () => {
    seal = parseSeal(wholeOf(input), { budget: call.budget })
    return { facts: { edition: seal.edition, version: seal.header.version }, findings: seal.findings }
  })
  const container = judge(opened, call.policy)
  if (seal === undefined) return reportOf('seal', input, call, { container, signatures: [] })
  const outcome = await sealOutcome(seal, opened, call)
  return reportOf('seal', input, call, { container, signatures: [judgeSignature(outcome, { at: [] }, call.policy)] })
}

/** The maker's signature is the one signature of a seal; its dates are judged at the validation time. */
async function sealOutcome(seal: ElectronicSeal, format: Checked<unknown>, call: Call): Promise<SignatureOutcome> {
  const at = ['makerCertificate']
  const maker = attemptRead(at, () => readCertificate(seal.makerCertificate, { budget: call.budget }, call.cache))
  const stamp = await sealTimeStamp(seal, [], call)
  const unread: Checked<never> = { findings: maker.findings }
  const makerAt = maker.value && makerTime(seal, maker.value, call.time, call.policy.time, [])
  const steps = maker.value === undefined || makerAt === undefined ? undefined : await certificateSteps(maker.value, {
    at, trust: 'sealMaker', purpose: SEAL_MAKER_PURPOSE, time: makerAt.time, existed: stamp?.time, findings: makerAt.findings,
  }, call)
  const { value } = maker
  return {
    format: 'SESeal',
    edition: seal.edition,
    seal: summarizeSeal(seal, value, call.pictures),
    steps: {
      format,
      sealSignature: value === undefined ? unread : await attempt([], () => checkSealSignature(seal, value, { at: [], userIds: call.policy.sm2UserIds, cache: call.cache })),
      ...(stamp === undefined ? {} : { timestamp: stamp.step }),
      makerCertificate: steps?.certificate ?? unread,
      makerRevocation: steps?.revocation ?? unread,
      sealValidity: checkSealValidity(seal, call.time, []),
    },
  }
}

/** A signature value alone: everything but what needs the original, which stays open. */
export async function sealSignatureReport(input: InputSource, call: Call): Promise<ValidationReport> {
  const { value, findings } = attemptRead([], () => wholeOf(input))
  if (value === undefined) return reportOf('sealSignature', input, call, { container: judge({ findings }, call.policy), signatures: [] })
  const outcome = await signatureOutcome(value, { at: [] }, call)
  const container = judge({ facts: { format: outcome.format }, findings: [] }, call.policy)
  return reportOf('sealSignature', input, call, { container, signatures: [judgeSignature(outcome, { at: [] }, call.policy)] })
}
