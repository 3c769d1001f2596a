/** All checks of a seal signature (SES_Signature), in the order of `STEP_NAMES`; each runs whose input exists. */
import type { Finding } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { equalOctets } from '../encoding/octets.ts'
import { readCertificate } from '../pki/certificate-cache.ts'
import { SEAL_MAKER_PURPOSE, SIGNER_PURPOSE } from '../pki/path/index.ts'
import type { SealSignature } from '../seal/index.ts'
import { checkSealSignature, checkSealValidity, makerStanding, makerTime } from '../signature/seal-checks.ts'
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

export async function sesSteps(signature: SealSignature, subject: Subject, call: Call): Promise<SignatureOutcome> {
  const { at, original, path, sealFile } = subject
  const { seal } = signature
  const options = { at, userIds: call.policy.sm2UserIds, cache: call.cache }
  const readSigner = attemptRead([...at, 'signerCertificate'], () => readCertificate(signature.signerCertificate, { budget: call.budget }, call.cache))
  const readMaker = attemptRead([...at, 'eseal', 'makerCertificate'], () => readCertificate(seal.makerCertificate, { budget: call.budget }, call.cache))
  const [signer, maker] = [readSigner.value, readMaker.value]
  const [noSigner, noMaker] = [{ findings: readSigner.findings }, { findings: readMaker.findings }]

  const stamps = await timeStampSteps({ signature, original, at }, call)
  const claimed = signature.timeInfo.time ?? stamps.signedBefore
  const time = checkSigningTime({
    at,
    claimed,
    stamped: stamps.signature,
    stated: subject.statedTime,
    validationTime: call.time,
    rule: call.policy.time,
  })
  const signingTime = new Date(time.facts?.time ?? call.time)
  const makerAt = maker === undefined ? undefined : makerTime(seal, maker, signingTime, call.policy.time, at)

  const signerSteps = signer === undefined ? undefined : await certificateSteps(signer, {
    at: [...at, 'signerCertificate'], trust: 'signer', purpose: SIGNER_PURPOSE, time: signingTime, existed: stamps.signature, claimed,
  }, call)
  const makerSteps = maker === undefined || makerAt === undefined ? undefined : await certificateSteps(maker, {
    at: [...at, 'eseal', 'makerCertificate'], trust: 'sealMaker', purpose: SEAL_MAKER_PURPOSE, time: makerAt.time, existed: stamps.seal ?? stamps.signature,
    findings: makerAt.findings,
  }, call)
  const makerAnchor = makerSteps?.anchor
  const forSigners = [...call.trust.anchors('signer'), ...call.trust.listedAnchors('signer')]
  const dedicated = makerAnchor !== undefined && !forSigners.some(({ spki }) => equalOctets(spki, makerAnchor.spki))
  const standing = makerAnchor === undefined ? [] : makerStanding(seal, signature.signerCertificate, dedicated, at)

  const shape: Finding[] = [...signature.findings, ...seal.findings]
  if (subject.statedType === 'Sign') shape.push(finding('SIGNATURE_TYPE_DISAGREES', at, { stated: 'Sign', found: 'SES' }))

  return {
    format: 'SES',
    edition: signature.edition,
    ...(signer === undefined ? {} : { signer: summarizeCertificate(signer) }),
    ...(signer?.publicKey === undefined ? {} : { signerKey: signer.publicKey }),
    seal: summarizeSeal(seal, maker, call.pictures),
    ...(time.facts === undefined || time.facts.provenBy === 'nothing' ? {} : { signingTime: { time: time.facts.time, provenBy: time.facts.provenBy } }),
    steps: {
      format: { facts: { edition: signature.edition, version: signature.version, sealVersion: seal.header.version }, findings: shape },
      signatureValue: signer === undefined ? noSigner : await attempt(at, () => checkValue({
        algorithm: signature.signatureAlgorithm,
        message: signature.signedBytes,
        signature: signature.signatureValue,
        encoding: signature.signatureEncoding,
      }, signer, options)),
      dataHash: original === undefined
        ? { findings: [finding('SIGNED_DATA_ABSENT', at)] }
        : await attempt(at, () => checkDataHash(signature.dataHash, original, signer, at)),
      ...(path === undefined ? {} : { binding: checkBinding(signature, path, subject.isOtherEntry ?? (() => false), at) }),
      sealSignature: maker === undefined ? noMaker : await attempt(at, () => checkSealSignature(seal, maker, options)),
      signerInSeal: await attempt(at, () => checkSignerInSeal(seal, signature.signerCertificate, signer, at)),
      ...(sealFile === undefined ? {} : { sealFile: checkSealFile(seal, sealFile.path, sealFile.bytes, at) }),
      signingTime: time,
      ...(stamps.step === undefined ? {} : { timestamp: stamps.step }),
      signerCertificate: signerSteps?.certificate ?? noSigner,
      signerRevocation: signerSteps?.revocation ?? noSigner,
      makerCertificate: makerSteps === undefined ? noMaker : {
        ...makerSteps.certificate, findings: [...makerSteps.certificate.findings, ...standing],
      },
      makerRevocation: makerSteps?.revocation ?? noMaker,
      sealValidity: checkSealValidity(seal, signingTime, at),
    },
  }
}
