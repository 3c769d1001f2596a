/**
 * Steps 6 to 8: what the validation report says of signatures, seals and certificates, in the words of recognition; and
 * whose seal it is. Every check of the report is looked at: one that did not pass there never passes here.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { checkUscc } from '../../identifier/index.ts'
import type { StepName } from '../../report/model.ts'
import type { CheckFacts, SignatureFacts } from '../facts.ts'
import type { Listed } from '../lists.ts'
import { isWithin, statusAt } from '../recognition-list.ts'
import type { AuthoritySeal, RuleReference } from '../recognition-list.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'
import { firstMoment, lastMoment } from './days.ts'
import { sameName } from './names.ts'

/** Checks of a signature that are about the signer's certificate and when it was used: step 7. All others are step 6. */
const CERTIFICATE_CHECKS: readonly StepName[] = ['signingTime', 'timestamp', 'signerCertificate', 'signerRevocation', 'makerRevocation']

/** Checks of every signature with a seal, by step; and of one that protects the metadata. What is not among the facts was not checked. */
const NEEDED = {
  seal: ['format', 'signatureValue', 'dataHash', 'sealSignature', 'signerInSeal', 'makerCertificate', 'sealValidity'],
  certificate: ['signingTime', 'signerCertificate', 'signerRevocation', 'makerRevocation'],
  metadata: ['references', 'coverage'],
} as const satisfies Readonly<Record<string, readonly StepName[]>>

type Judge = (name: string, check: CheckFacts, at: Locator) => Finding

function notPassed({ checks }: SignatureFacts, index: number, wanted: (name: StepName) => boolean, judge: Judge): readonly Finding[] {
  return (Object.keys(checks) as StepName[]).sort().filter(wanted).flatMap((name) => {
    const check = checks[name]
    return check === undefined || check.conclusion === 'PASSED' ? [] : [judge(name, check, ['signatures', index, name])]
  })
}

const absent = ({ checks }: SignatureFacts, index: number, needed: readonly StepName[], code: 'SIG_UNCHECKED' | 'CERT_UNCHECKED'): readonly Finding[] =>
  needed.filter((name) => checks[name] === undefined).map((name) => finding(code, ['signatures', index], { check: name, reason: 'CHECK_NOT_PERFORMED' }))

const reasonOf = ({ code, subIndication }: CheckFacts): string => code ?? subIndication ?? 'CHECK_NOT_PERFORMED'

const sealFinding: Judge = (name, check, at) => {
  const reason = reasonOf(check)
  if (name === 'makerCertificate' && check.conclusion === 'INDETERMINATE') return finding('SEAL_MAKER_UNTRUSTED', at, { reason })
  if (check.conclusion === 'INDETERMINATE') return finding('SIG_UNCHECKED', at, { check: name, reason })
  if (name === 'sealValidity') return finding('SEAL_EXPIRED_AT_SIGNING', at, { reason })
  if (check.subIndication === 'HASH_FAILURE') return finding('SIG_HASH_FAILURE', at, { reason })
  if (check.subIndication === 'SIG_CRYPTO_FAILURE') return finding('SIG_CRYPTO_FAILURE', at, { reason })
  return finding('SIG_FAILED', at, { check: name, reason })
}

const certificateFinding: Judge = (name, check, at) => {
  const reason = reasonOf(check)
  if (check.conclusion === 'FAILED') return check.subIndication === 'REVOKED' ? finding('CERT_REVOKED', at, { check: name }) : finding('CERT_FAILED', at, { check: name, reason })
  if (check.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND') return finding('CERT_CHAIN_NOT_FOUND', at, { reason })
  if (check.subIndication === 'REVOKED_NO_POE' || check.subIndication === 'REVOKED_CA_NO_POE') return finding('CERT_REVOKED_NO_POE', at, { check: name })
  return finding('CERT_UNCHECKED', at, { check: name, reason })
}

/** Step 6: signatures, digests, seals and their makers. */
export function checkSeal({ facts: { validation, license }, lists, rules }: RecognitionCase): RecognitionCheck {
  if (validation === undefined) return missing('validation')
  const { signatures, coverage } = validation
  const findings: Finding[] = []
  if (signatures.length === 0) findings.push(finding('SIG_ABSENT', []))
  else if (!signatures.some(({ seal }) => seal !== undefined)) findings.push(finding('SEAL_ABSENT', []))
  if (coverage === undefined) findings.push(...(signatures.length === 0 ? [] : [finding('SIG_UNCHECKED', ['coverage'], { check: 'coverage', reason: 'CHECK_NOT_PERFORMED' })]))
  else if (coverage.conclusion !== 'PASSED') findings.push(sealFinding('coverage', coverage, ['coverage']))
  const used: RuleReference[] = []
  signatures.forEach((signature, index) => {
    findings.push(...notPassed(signature, index, (name) => !CERTIFICATE_CHECKS.includes(name), sealFinding))
    const needed = [...(signature.seal === undefined ? ['signatureValue'] as const : NEEDED.seal), ...(license?.protectedBy.includes(index) === true ? NEEDED.metadata : [])]
    findings.push(...absent(signature, index, needed, 'SIG_UNCHECKED'))
    if (rules.sealMakers === 'trusted' || signature.seal === undefined) return
    const { maker, created } = signature.seal
    const listed = maker === undefined ? [] : lists.entries('sealMakers', ({ certificates }) => certificates.includes(maker))
    used.push(...listed.map(({ rule }) => rule))
    const found = makerFinding(listed, created, ['signatures', index]) ?? []
    findings.push(...(listed.length === 0 ? [lists.gap('sealMakers') ?? finding('SEAL_MAKER_NOT_LISTED', ['signatures', index])] : found))
  })
  return looked(findings, used)
}

/** A maker must have been in office when it made the seal. */
function makerFinding(listed: readonly Listed<'sealMakers'>[], created: string, at: Locator): readonly Finding[] | undefined {
  const statuses = listed.map(({ entry }) => statusAt(entry.history, Date.parse(created))?.status ?? 'notYet')
  if (listed.length === 0 || statuses.includes('active')) return undefined
  return [finding('SEAL_MAKER_WITHDRAWN', at, { status: statuses[0] ?? 'notYet', time: created })]
}

/** Step 7: certificates, their revocation and the time they were used at; what the maker says of the seal. */
export function checkCertificates({ facts: { validation, sealStatuses = [] } }: RecognitionCase): RecognitionCheck {
  if (validation === undefined) return missing('validation')
  if (validation.signatures.length === 0) return missing('validation')
  const findings = validation.signatures.flatMap((signature, index): readonly Finding[] => {
    const at = ['signatures', index]
    const open = notPassed(signature, index, (name) => CERTIFICATE_CHECKS.includes(name), certificateFinding)
    const unchecked = absent(signature, index, signature.seal === undefined ? ['signerCertificate'] : NEEDED.certificate, 'CERT_UNCHECKED')
    const answers = sealStatuses.filter(({ sealId }) => sealId === signature.seal?.id)
    const bad = answers.find(({ status }) => status !== 'valid')
    if (bad !== undefined) return [...open, ...unchecked, finding('SEAL_STATUS_REVOKED', at, { status: bad.status })]
    return [...open, ...unchecked, ...(signature.seal !== undefined && answers.length === 0 ? [finding('SEAL_STATUS_UNKNOWN', at)] : [])]
  })
  return looked(findings)
}

type Ownership = 'proven' | 'nameOnly' | 'other' | 'unknown'

/** Step 8: a seal among those that protect the metadata is the issuer's, for each issuer. */
export function checkSealOwner({ facts: { validation, license }, issuers }: RecognitionCase): RecognitionCheck {
  if (validation === undefined) return missing('validation')
  const issued = license?.metadata?.issued
  if (license === undefined || issuers.length === 0) return missing('ZZBFJGDM')
  if (issued === undefined) return missing('ZZBFRQ')
  const sealed = license.protectedBy.flatMap((index) => validation.signatures[index] ?? []).filter(({ seal }) => seal !== undefined)
  const used: RuleReference[] = []
  const findings = issuers.flatMap(({ name, code, listed }, index): readonly Finding[] => {
    const at = ['ZZBFJGDM', index]
    const found = sealed.map((signature): Ownership => {
      if (signature.signer === undefined) return 'unknown'
      const { owner, sm3 } = signature.signer
      const bySeal = listed.filter(({ entry }) => (entry.seals ?? []).some((seal) => isSealOf(seal, sm3, signature, issued)))
      if (bySeal.length > 0) {
        used.push(...bySeal.map(({ rule }) => rule))
        return 'proven'
      }
      if (owner.names.length === 0 && owner.usccs.length === 0) return 'unknown'
      const known = [name, ...listed.flatMap(({ entry }) => [entry.name, ...(entry.formerNames ?? [])])].flatMap((one) => one ?? [])
      const sameByName = owner.names.some((one) => known.some((other) => sameName(one, other)))
      // A code of another kind, such as that of an area, cannot be compared with the owner's.
      if (owner.usccs.length === 0 || (code !== undefined && checkUscc(code).uscc === undefined)) return sameByName ? 'nameOnly' : 'other'
      return code !== undefined && owner.usccs.includes(code) && sameByName ? 'proven' : 'other'
    })
    if (found.includes('proven')) return []
    if (found.includes('nameOnly')) return [finding('SEAL_HOLDER_NAME_ONLY', at)]
    return [found.length === 0 || found.includes('unknown') ? finding('SEAL_HOLDER_UNKNOWN', at) : finding('SEAL_HOLDER_MISMATCH', at)]
  })
  return looked(findings, used)
}

/** Whether a list of authorities says that licenses may be issued under the seal of this signer, on that day. */
function isSealOf(seal: AuthoritySeal, certificate: string, { signer }: SignatureFacts, issued: string): boolean {
  if (![firstMoment(issued), lastMoment(issued)].some((moment) => isWithin(seal, moment))) return false
  if (seal.certificates?.includes(certificate) === true) return true
  const { owner } = seal
  return owner !== undefined && signer !== undefined && signer.owner.usccs.includes(owner.uscc) && signer.owner.names.some((name) => sameName(name, owner.name))
}
