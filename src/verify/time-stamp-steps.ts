/** Time-stamp tokens over signatures and seals: which of them prove a time. A token proves one only when its step passes. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { readableCertificates } from '../pki/cms-certificates.ts'
import type { TrustAnchor } from '../pki/path/index.ts'
import { checkRevocation } from '../pki/revocation/index.ts'
import { parseTimeStampToken } from '../pki/time-stamp.ts'
import { checkTimeStamp } from '../pki/time-stamp-check.ts'
import type { ImprintCandidate } from '../pki/time-stamp-check.ts'
import { judge } from '../policy/judge.ts'
import type { CertificateSummary } from '../report/model.ts'
import type { ElectronicSeal, SealSignature, SealSignatureValue } from '../seal/index.ts'
import { attempt } from './attempt.ts'
import { noteOpenRevocation, noticedAt } from './open-questions.ts'
import type { Call } from './options.ts'
import { revocationQuestion } from './revocation-question.ts'
import { summarizeCertificate } from './summaries.ts'
import { notGranted, standingFindings } from './trust-standing.ts'

export interface StampFacts {
  /** ISO 8601. */
  readonly genTime: string
  /** What the token is about: signature value, sealed data, ... */
  readonly imprint: string
  readonly authority: CertificateSummary
}

/** A token's check, and the time that it proves when nothing is wrong with it. */
export interface StampResult {
  readonly time?: Date
  readonly step: Checked<StampFacts>
}

type Imprints = readonly [ImprintCandidate, ...ImprintCandidate[]]

/** Imprint, signature, path and revocation of one token. */
export async function timeStamp(octets: Uint8Array, imprints: Imprints, at: Locator, call: Call): Promise<StampResult> {
  const step = await attempt<StampFacts>(at, async () => {
    const findings: Finding[] = []
    const note = (noticed: Finding): void => { findings.push(noticed) }
    const { budget, cache } = call
    const token = parseTimeStampToken(octets, { budget, at, note })
    const supplied = readableCertificates(call.certificates, { budget, cache })
    const latest = new Date(call.time.getTime() + call.policy.time.clockSkewSeconds * 1000)
    const check = (anchors: readonly TrustAnchor[]): ReturnType<typeof checkTimeStamp> =>
      checkTimeStamp(token, { imprints, anchors, intermediates: supplied, latest, userIds: call.policy.sm2UserIds, budget, cache, at })
    const standing = { at, purpose: 'timeStamping', time: token.genTime, existed: 'authority' } as const
    const checked = await check(call.trust.anchors('timeStamping', token.genTime))
    if (checked.facts === undefined) findings.push(...(await notGranted(standing, call, check)))
    findings.push(...checked.findings)
    if (checked.facts === undefined) return { findings }
    const { genTime, certificate, path, imprint } = checked.facts
    const embedded = readableCertificates(token.signedData.certificates, { budget, cache })
    const question = revocationQuestion(call, { certificates: [...embedded, ...supplied], time: genTime, proven: false })
    const revocation = await checkRevocation(path, { ...call.evidence, ...question, budget, cache, at })
    noteOpenRevocation(call.open, { at, path, question }, revocation.facts)
    findings.push(...standingFindings(path.anchor, standing, call))
    findings.push(...afterUse(revocation.findings, genTime, call.existedBy), ...noticedAt(call.noticed, [...at, 'certificate']))
    return { facts: { genTime: genTime.toISOString(), imprint, authority: summarizeCertificate(certificate) }, findings }
  })
  const judged = judge(step, call.policy)
  return { ...(judged.conclusion === 'PASSED' ? { time: new Date(judged.facts.genTime) } : {}), step }
}

/** Reasons for which a time-stamp authority that was revoked keeps the tokens it had made: its key was not compromised. */
const HARMLESS_REASONS: readonly unknown[] = ['affiliationChanged', 'superseded', 'cessationOfOperation']

/**
 * Later revocations of who made a token (RFC 3161 clause 4): tokens of before stay valid where the reason says that the key
 * was not compromised. Otherwise anybody may have made them since, with any time in them, unless they are proven older.
 */
function afterUse(findings: readonly Finding[], genTime: Date, existedBy: Date | undefined): readonly Finding[] {
  return findings.map((noticed) => {
    const { code, at, params } = noticed
    if (code !== 'CERTIFICATE_REVOKED_LATER' && code !== 'CERTIFICATE_CA_REVOKED_LATER') return noticed
    const { reason = '', revocationDate = '' } = params
    const proof = HARMLESS_REASONS.includes(reason) ? genTime : existedBy
    if (proof === undefined || proof >= new Date(revocationDate)) return noticed
    return finding('CERTIFICATE_REVOKED_AFTER_PROOF', at, { reason, revocationDate, proof: proof.toISOString() })
  })
}

/** What a token over a signature value is about by the standard, and what products are known to stamp instead. */
function valueImprints(value: SealSignatureValue): Imprints {
  return [
    { what: 'signature value', octets: value.signatureValue },
    { what: 'signature element', octets: value.signatureElement },
    { what: 'signed data', octets: value.signedBytes },
  ]
}

/** The seal's own time stamp (GM/T 0031-2025); undefined where it has none. */
export async function sealTimeStamp(seal: ElectronicSeal, at: Locator, call: Call): Promise<StampResult | undefined> {
  if (seal.timeStamp === undefined) return undefined
  const result = await timeStamp(seal.timeStamp, valueImprints(seal), [...at, 'timeStamp'], call)
  const { genTime } = result.step.facts ?? {}
  const { createDate } = seal.property
  if (genTime === undefined || createDate <= new Date(new Date(genTime).getTime() + call.policy.time.clockSkewSeconds * 1000)) return result
  const late = finding('SEAL_CREATED_AFTER_TIMESTAMP', at, { createDate: createDate.toISOString(), genTime })
  return { step: { ...result.step, findings: [...result.step.findings, late] } }
}

/**
 * All tokens of a seal signature. `signature` is a time at which it existed. `signedBefore` is that of a token inside what
 * is signed: it was there first, so it proves nothing about when the signature was made (attack: a token of an earlier
 * day, fetched in time and signed after revocation) and counts as the signer's claim.
 */
export async function timeStampSteps(
  { signature, original, at }: { readonly signature: SealSignature; readonly original: Uint8Array | undefined; readonly at: Locator },
  call: Call,
): Promise<{ readonly signature?: Date; readonly signedBefore?: Date; readonly seal?: Date; readonly step?: Checked<readonly StampFacts[]> }> {
  const results: StampResult[] = []
  let proven: Date | undefined
  let signedBefore: Date | undefined
  if (signature.timeStamp !== undefined) {
    const result = await timeStamp(signature.timeStamp, valueImprints(signature), [...at, 'timeStamp'], call)
    proven = result.time
    results.push(result)
  }
  const { token } = signature.timeInfo
  if (token !== undefined) {
    // GM/T 0031-2014 puts a token into what is signed: it cannot be about the signature, and no text says what it is about.
    const imprints: Imprints = [
      { what: 'data hash', octets: signature.dataHash },
      ...(original === undefined ? [] : [{ what: 'original', octets: original }]),
    ]
    const result = await timeStamp(token, imprints, [...at, 'timeInfo'], call)
    signedBefore = result.time
    results.push(result)
  }
  const seal = await sealTimeStamp(signature.seal, [...at, 'eseal'], call)
  if (seal !== undefined) results.push(seal)
  if (results.length === 0) return {}
  const facts = results.flatMap(({ step }) => step.facts ?? [])
  const complete = facts.length === results.length
  return {
    ...(proven === undefined ? {} : { signature: proven }),
    ...(signedBefore === undefined ? {} : { signedBefore }),
    ...(seal?.time === undefined ? {} : { seal: seal.time }),
    step: { ...(complete ? { facts } : {}), findings: results.flatMap(({ step }) => step.findings) },
  }
}
