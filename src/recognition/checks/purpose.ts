/** Steps 13 and 14: by what right the license is looked at, once; and what is kept of it. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkLicenseIdentifier } from '../../identifier/index.ts'
import type { PurposeFacts } from '../facts.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'
import { momentOf } from './days.ts'
import { powerProblem } from './person.ts'

type OutOfScope = 'basis' | 'matter' | 'agency' | 'license' | 'holder' | 'delegation' | 'statute'

/** Step 13. */
export function checkPurpose(given: RecognitionCase): RecognitionCheck {
  const { facts: { purpose }, context: { time } } = given
  if (purpose === undefined) return looked([finding('PUR_MISSING', [])])
  const { basis, notBefore, expiresAt, id, use } = purpose
  const findings: Finding[] = outOfScope(purpose, given).map((reason) => finding('PUR_SCOPE', [], { reason }))
  // What is not known of the license contradicts no authorization, and answers to none.
  const { identifier, typeCode, holders = [] } = given.facts.license?.metadata ?? {}
  if (purpose.license !== undefined && ('typeCode' in purpose.license ? typeCode : identifier) === undefined) findings.push(...missing('typeCode' in purpose.license ? 'ZZLXDM' : 'ZZBS').findings)
  if (basis !== 'STATUTORY' && holders.length === 0) findings.push(...missing('CZZT').findings)
  const now = time.toISOString()
  if (notBefore !== undefined && !(momentOf(notBefore) <= time.getTime())) findings.push(finding('PUR_NOT_YET', [], { from: notBefore, time: now }))
  if (expiresAt !== undefined && !(time.getTime() < momentOf(expiresAt))) findings.push(finding('PUR_EXPIRED', [], { until: expiresAt, time: now }))
  // A statutory power is used as often as the duty arises; a consent is given once.
  if (basis !== 'STATUTORY') {
    if (use === 'repeated') findings.push(finding('PUR_REPLAY', []))
    else if (use === undefined || id === undefined) findings.push(finding('PUR_USE_UNKNOWN', []))
    // A consent for ever is none for this time.
    if (expiresAt === undefined) findings.push(finding('PUR_EXPIRED', [], { until: '-', time: now }))
  }
  return looked(findings)
}

function outOfScope({ basis, matter, agency, license, by = [], statute }: PurposeFacts, { facts, rules, context }: RecognitionCase): readonly OutOfScope[] {
  const reasons: OutOfScope[] = []
  if (!rules.purposes.includes(basis)) reasons.push('basis')
  if (matter !== context.matter) reasons.push('matter')
  if (agency !== undefined ? agency !== context.agency : basis !== 'STATUTORY') reasons.push('agency')
  const metadata = facts.license?.metadata
  if (license !== undefined ? isAbout(license, metadata?.identifier, metadata?.typeCode) === false : basis !== 'STATUTORY') reasons.push('license')
  const holders = metadata?.holders.map((_, index) => index) ?? []
  const needed = rules.jointHolders === 'one' ? Math.min(1, holders.length) : holders.length
  if (basis === 'HOLDER_CONSENT' && holders.filter((holder) => by.includes(holder)).length < needed) reasons.push('holder')
  if (basis === 'DELEGATION') {
    const valid = (facts.delegations ?? []).filter((power) => facts.presenters?.[power.to] !== undefined && powerProblem(power, context.matter, context.time) === undefined)
    if (holders.filter((holder) => valid.some((power) => power.by.includes(holder))).length < needed) reasons.push('delegation')
  }
  if (basis === 'STATUTORY' && (statute === undefined || !rules.statutes.includes(statute))) reasons.push('statute')
  return reasons
}

/** Undefined when the license does not say what the authorization is about. */
function isAbout(license: NonNullable<PurposeFacts['license']>, identifier: string | undefined, typeCode: string | undefined): boolean | undefined {
  if ('typeCode' in license) return typeCode === undefined ? undefined : license.typeCode === typeCode
  const canonical = (text: string): string => checkLicenseIdentifier(text).identifier?.text ?? text
  return identifier === undefined ? undefined : canonical(license.identifier) === canonical(identifier)
}

/** Step 14: what the matter's rules want kept is kept. */
export function checkEvidence({ facts: { evidence = [] }, rules }: RecognitionCase): RecognitionCheck {
  const kept = new Set(evidence.filter(({ sm3 }) => /^[0-9a-f]{64}$/.test(sm3)).map(({ kind }) => kind))
  return looked(rules.evidence.filter((kind) => !kept.has(kind)).map((kind) => finding('EVD_INCOMPLETE', [kind], { kind })))
}
