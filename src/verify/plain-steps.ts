/** All checks of a signature without a seal: a signed message (CMS, GB/T 35275) or a bare SM2 signature value. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding } from '../diagnostics/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import { readCertificate } from '../pki/certificate-cache.ts'
import { SIGNER_PURPOSE } from '../pki/path/index.ts'
import { checkCms } from '../signature/cms-checks.ts'
import type { DecodedSignature } from '../signature/decode.ts'
import type { DataHashFacts } from '../signature/ses-checks.ts'
import { checkSigningTime } from '../signature/time.ts'
import { checkValue } from '../signature/value.ts'
import type { ValueFacts } from '../signature/value.ts'
import { attempt, attemptRead } from './attempt.ts'
import { certificateSteps } from './certificate-steps.ts'
import type { Call } from './options.ts'
import type { SignatureOutcome } from './outcome.ts'
import type { Subject } from './subject.ts'
import { summarizeCertificate } from './summaries.ts'
import { timeStamp } from './time-stamp-steps.ts'
import type { StampFacts } from './time-stamp-steps.ts'

/** What the two formats have in common once their own checks are done. */
interface Plain {
  readonly format: 'CMS' | 'SM2'
  readonly shape: Checked<unknown>
  readonly signatureValue: Checked<ValueFacts>
  readonly dataHash: Checked<DataHashFacts>
  readonly signer: Certificate | undefined
  readonly embedded: readonly Uint8Array[]
  readonly claimed: Date | undefined
  readonly stamp: { readonly time?: Date; readonly step: Checked<StampFacts> } | undefined
}

type CmsSignature = Extract<DecodedSignature, { format: 'CMS' }>
type BareSignature = Extract<DecodedSignature, { format: 'SM2' }>

function readable(certificates: readonly Uint8Array[], call: Call): readonly Certificate[] {
  return certificates.flatMap((bytes) => attemptRead([], () => readCertificate(bytes, { budget: call.budget }, call.cache)).value ?? [])
}

export async function cmsSteps({ cms, findings }: CmsSignature, subject: Subject, call: Call): Promise<SignatureOutcome> {
  const { at } = subject
  const [signerInfo] = cms.signerInfos
  const embedded = cms.certificates
  const shape: Finding[] = [...findings]
  if (subject.statedType === 'Seal') shape.push(finding('SIGNATURE_TYPE_DISAGREES', at, { stated: 'Seal', found: 'CMS' }))
  if (signerInfo === undefined || cms.signerInfos.length !== 1) {
    const count: Checked<never> = { findings: [finding('SIGNATURE_SIGNERS_COUNT', at, { count: cms.signerInfos.length })] }
    return { format: 'CMS', steps: { format: { findings: [...shape, ...count.findings] }, signatureValue: { findings: [] }, dataHash: { findings: [] } } }
  }
  const certificates = readable([...embedded, ...call.certificates], call)
  let checks: Awaited<ReturnType<typeof checkCms>> | undefined
  const failure = await attempt<null>(at, async () => {
    checks = await checkCms(cms, signerInfo, subject.original, { at, certificates, userIds: call.policy.sm2UserIds, cache: call.cache })
    return { facts: null, findings: [] }
  })
  const [token] = signerInfo.timeStampTokens
  return plainSteps({
    format: 'CMS',
    shape: { facts: { contentType: cms.contentType, eContentType: cms.eContentType }, findings: shape },
    signatureValue: checks?.signatureValue ?? { findings: failure.findings },
    dataHash: checks?.dataHash ?? { findings: failure.findings },
    signer: checks?.signer,
    embedded,
    claimed: checks?.claimedTime,
    stamp: token === undefined ? undefined : await timeStamp(token, [{ what: 'signature value', octets: signerInfo.signature }], [...at, 'timeStampToken'], call),
  }, subject, call)
}

/** A bare value names no signer: the certificates that the caller supplied are tried, a handful at most. */
const MAXIMUM_TRIED = 16

export async function bareSteps({ value, encoding, findings }: BareSignature, subject: Subject, call: Call): Promise<SignatureOutcome> {
  const { at, original } = subject
  const shape: Checked<unknown> = {
    facts: { encoding },
    findings: subject.statedType === 'Seal' ? [...findings, finding('SIGNATURE_TYPE_DISAGREES', at, { stated: 'Seal', found: 'SM2' })] : findings,
  }
  const candidates = readable(call.certificates, call).filter(({ publicKey }) => publicKey?.type === 'SM2').slice(0, MAXIMUM_TRIED)
  let found: { readonly signer: Certificate; readonly checked: Checked<ValueFacts> } | undefined
  for (const signer of original === undefined ? [] : candidates) {
    const signed = { algorithm: SM2_WITH_SM3, message: original as Uint8Array, signature: value, encoding }
    const checked = await attempt(at, () => checkValue(signed, signer, { at, userIds: call.policy.sm2UserIds, cache: call.cache }))
    if (checked.facts === undefined) continue
    found = { signer, checked: { facts: checked.facts, findings: [...checked.findings, finding('SIGNER_CERTIFICATE_SUPPLIED', at)] } }
    break
  }
  const absent = finding(original === undefined ? 'SIGNED_DATA_ABSENT' : 'SIGNER_CERTIFICATE_ABSENT', at)
  return plainSteps({
    format: 'SM2',
    shape,
    signatureValue: found?.checked ?? { findings: [absent] },
    // The value is over the original itself: the one holds with the other.
    dataHash: found === undefined ? { findings: [absent] } : { facts: { algorithm: 'SM3' }, findings: [] },
    signer: found?.signer,
    embedded: [],
    claimed: undefined,
    stamp: undefined,
  }, subject, call)
}

/** GB/T 33190 and GM/T 0009 name no other algorithm for a bare value. */
const SM2_WITH_SM3 = '1.2.156.10197.1.501'

async function plainSteps(plain: Plain, subject: Subject, call: Call): Promise<SignatureOutcome> {
  const { at } = subject
  const { signer, stamp } = plain
  const claimed = plain.claimed ?? subject.statedTime
  const time = checkSigningTime({
    at,
    claimed,
    stamped: stamp?.time,
    stated: subject.statedTime,
    validationTime: call.time,
    rule: call.policy.time,
  })
  const steps = signer === undefined ? undefined : await certificateSteps(signer, {
    at: [...at, 'signerCertificate'],
    trust: 'signer',
    purpose: SIGNER_PURPOSE,
    time: new Date(time.facts?.time ?? call.time),
    existed: stamp?.time,
    claimed,
    embedded: plain.embedded,
  }, call)
  const unknown: Checked<never> = { findings: [finding('SIGNER_CERTIFICATE_ABSENT', at)] }
  return {
    format: plain.format,
    ...(signer === undefined ? {} : { signer: summarizeCertificate(signer) }),
    ...(time.facts === undefined || time.facts.provenBy === 'nothing' ? {} : { signingTime: { time: time.facts.time, provenBy: time.facts.provenBy } }),
    steps: {
      format: plain.shape,
      signatureValue: plain.signatureValue,
      dataHash: plain.dataHash,
      signingTime: time,
      ...(stamp === undefined ? {} : { timestamp: stamp.step }),
      signerCertificate: steps?.certificate ?? unknown,
      signerRevocation: steps?.revocation ?? unknown,
    },
  }
}
