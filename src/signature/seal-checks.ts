/** Checks of an electronic seal itself: the maker's signature and the dates of the seal. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { equalOctets } from '../encoding/octets.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { ElectronicSeal } from '../seal/index.ts'
import { checkValue } from './value.ts'
import type { ValueFacts, ValueOptions } from './value.ts'

/**
 * The maker's signature over the seal, by the rule of the seal's own edition; the other rules that products are known
 * to follow cover all of the seal's information too and are accepted with a finding.
 */
export async function checkSealSignature(
  seal: ElectronicSeal,
  maker: Certificate,
  options: ValueOptions,
): Promise<Checked<ValueFacts>> {
  const value = { algorithm: seal.signatureAlgorithm, signature: seal.signatureValue, encoding: seal.signatureEncoding }
  const standard = await checkValue({ ...value, message: seal.signedBytes, owner: seal }, maker, options, 'SEAL_SIGNATURE_INVALID')
  if (standard.facts !== undefined) return standard
  for (const { rule, bytes } of seal.alternativeSignedBytes) {
    const other = await checkValue({ ...value, message: bytes }, maker, options, 'SEAL_SIGNATURE_INVALID')
    if (other.facts === undefined) continue
    return { facts: other.facts, findings: [...other.findings, finding('SEAL_SIGNATURE_OTHER_BYTES', options.at, { variant: rule })] }
  }
  return standard
}

export interface SealPeriodFacts {
  readonly createDate: string
  readonly validStart: string
  readonly validEnd: string
}

/** The seal's dates against the time at which it was used; boundaries belong to the period. */
export function checkSealValidity(seal: ElectronicSeal, time: Date, at: Locator): Checked<SealPeriodFacts> {
  const { createDate, validStart, validEnd } = seal.property
  const findings: Finding[] = []
  const facts = { createDate: createDate.toISOString(), validStart: validStart.toISOString(), validEnd: validEnd.toISOString() }
  if (time < validStart) findings.push(finding('SEAL_NOT_YET_VALID', at, { validStart: facts.validStart, time: time.toISOString() }))
  if (time > validEnd) findings.push(finding('SEAL_EXPIRED', at, { validEnd: facts.validEnd, time: time.toISOString() }))
  if (createDate > time) findings.push(finding('SEAL_CREATED_AFTER_SIGNING', at, { createDate: facts.createDate, time: time.toISOString() }))
  return { facts, findings }
}

export interface MakerTimeRule {
  readonly sealMaker: 'creation' | 'signing'
  readonly makerToleranceDays: number
}

const DAY = 86_400_000

/**
 * Whether the maker was trusted as a maker. An anchor that also vouches for signers says nothing about who may make
 * seals: every holder of a certificate below it could make one in any name (attack: a seal made by who uses it).
 * @param dedicated whether the maker's anchor does not serve signers as well
 */
export function makerStanding(seal: ElectronicSeal, signerCertificate: Uint8Array, dedicated: boolean, at: Locator): readonly Finding[] {
  if (dedicated) return []
  if (equalOctets(seal.makerCertificate, signerCertificate)) return [finding('SEAL_MADE_BY_SIGNER', at)]
  return [finding('SEAL_MAKER_ANCHOR_GENERAL', at)]
}

/**
 * The time at which the maker's certificate is judged, and what is to be said of it. GM/T 0031-2025 asks for the time
 * of the seal's making; genuine seals were made a few days outside the certificate's validity, so that the policy has a
 * tolerance. GB/T 38540-2020 read literally asks for the signing time.
 */
export function makerTime(
  seal: ElectronicSeal, maker: Certificate, signingTime: Date, rule: MakerTimeRule, at: Locator,
): { readonly time: Date; readonly findings: readonly Finding[] } {
  if (rule.sealMaker === 'signing') return { time: signingTime, findings: [] }
  const { createDate } = seal.property
  const { notBefore, notAfter } = maker
  const outside = Math.max(notBefore.getTime() - createDate.getTime(), createDate.getTime() - notAfter.getTime())
  if (outside > 0) {
    const days = Math.ceil(outside / DAY)
    const dates = { createDate: createDate.toISOString(), notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }
    // The path is judged at the nearest time inside, so that its other faults are not hidden behind this one.
    const time = createDate < notBefore ? notBefore : notAfter
    if (days > rule.makerToleranceDays) return { time, findings: [finding('SEAL_MAKER_NOT_VALID_AT_CREATION', at, dates)] }
    return { time, findings: [finding('SEAL_MAKER_NEARLY_VALID_AT_CREATION', at, { ...dates, days })] }
  }
  const expired = notAfter < signingTime ? [finding('SEAL_MAKER_EXPIRED_SINCE', at, { notAfter: notAfter.toISOString() })] : []
  return { time: createDate, findings: expired }
}
