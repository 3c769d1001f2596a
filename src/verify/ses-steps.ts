/** All checks of a seal signature (SES_Signature), in the order of `STEP_NAMES`; each runs whose input exists. */
import type { Checked, Finding } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { SEAL_MAKER_PURPOSE, SIGNER_PURPOSE, parseCertificate } from '../pki/index.ts'
import type { SealSignature } from '../seal/index.ts'
import { checkSealSignature, checkSealValidity, makerTime } from '../signature/seal-checks.ts'
import { checkBinding, checkDataHash, checkSealFile, checkSignerInSeal } from '../signature/ses-checks.ts'
import { checkSigningTime } from '../signature/time.ts'
import { checkValue } from '../signature/value.ts'
import { attempt, attemptRead } from './attempt.ts'
import { certificateSteps } from './certificate-steps.ts'
import type { Call } from './options.ts'
import type { SignatureOutcome } from './outcome.ts'
import type { Subject } from './subject.ts'
import { summarizeCertificate, summarizeSeal } from './summaries.ts'
import { timeStampSteps } from './time-stamp-steps.ts'

/** A check whose input could not be read: what kept it from being read is what it says. */
const unread = (findings: readonly Finding[]): Checked<never> => ({ findings })

export async function sesSteps(signature: SealSignature, subject: Subject, call: Call): Promise<SignatureOutcome> {
  const { at, original, path, sealFile } = subject
  const { seal } = signature
  const options = { at, userIds: call.policy.sm2UserIds }
  const signer = attemptRead([...at, 'signerCertificate'], () => parseCertificate(signature.signerCertificate, { budget: call.budget }))
  const maker = attemptRead([...at, 'eseal', 'makerCertificate'], () => parseCertificate(seal.makerCertificate, { budget: call.budget }))

  const stamps = await timeStampSteps({ signature, at }, call)
  const time = checkSigningTime({
    at,
    claimed: signature.timeInfo.time,
    stamped: stamps.signature,
    stated: subject.statedTime,
    validationTime: call.time,
    rule: call.policy.time,
  })
  const signingTime = new Date(time.facts?.time ?? call.time)
  const proven = time.facts?.provenBy === 'timestamp'
  const makerAt = maker.value === undefined ? undefined : makerTime(seal, maker.value, signingTime, call.policy.time, at)

  const signerSteps = signer.value === undefined ? undefined : await certificateSteps(signer.value, {
    at: [...at, 'signerCertificate'], trust: 'signer', purpose: SIGNER_PURPOSE, time: signingTime, proven,
  }, call)
  const makerSteps = maker.value === undefined || makerAt === undefined ? undefined : await certificateSteps(maker.value, {
    at: [...at, 'eseal', 'makerCertificate'], trust: 'sealMaker', purpose: SEAL_MAKER_PURPOSE, time: makerAt.time, proven,
    findings: makerAt.findings,
  }, call)

  const shape: Finding[] = [...signature.findings, ...seal.findings]
  if (subject.statedType === 'Sign') shape.push(finding('SIGNATURE_TYPE_DISAGREES', at, { stated: 'Sign', found: 'SES' }))

  return {
    format: 'SES',
    edition: signature.edition,
    ...(signer.value === undefined ? {} : { signer: summarizeCertificate(signer.value) }),
    seal: summarizeSeal(seal, maker.value, call.pictures),
    ...(time.facts === undefined || time.facts.provenBy === 'nothing' ? {} : { signingTime: { time: time.facts.time, provenBy: time.facts.provenBy } }),
    steps: {
      format: { facts: { edition: signature.edition, version: signature.version, sealVersion: seal.header.version }, findings: shape },
      signatureValue: signer.value === undefined ? unread(signer.findings) : await attempt(at, () => checkValue({
        algorithm: signature.signatureAlgorithm,
        message: signature.signedBytes,
        signature: signature.signatureValue,
        encoding: signature.signatureEncoding,
      }, signer.value, options)),
      dataHash: original === undefined
        ? unread([finding('SIGNED_DATA_ABSENT', at)])
        : await attempt(at, () => checkDataHash(signature.dataHash, original, signer.value, at)),
      ...(path === undefined ? {} : { binding: checkBinding(signature, path, subject.isOtherEntry ?? (() => false), at) }),
      sealSignature: maker.value === undefined ? unread(maker.findings) : await attempt(at, () => checkSealSignature(seal, maker.value, options)),
      signerInSeal: await attempt(at, () => checkSignerInSeal(seal, signature.signerCertificate, signer.value, at)),
      ...(sealFile === undefined ? {} : { sealFile: checkSealFile(seal, sealFile.path, sealFile.bytes, at) }),
      signingTime: time,
      ...(stamps.step === undefined ? {} : { timestamp: stamps.step }),
      signerCertificate: signerSteps?.certificate ?? unread(signer.findings),
      signerRevocation: signerSteps?.revocation ?? unread(signer.findings),
      makerCertificate: makerSteps?.certificate ?? unread(maker.findings),
      makerRevocation: makerSteps?.revocation ?? unread(maker.findings),
      sealValidity: checkSealValidity(seal, signingTime, at),
    },
  }
}
