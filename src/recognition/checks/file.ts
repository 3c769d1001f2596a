/** Steps 1 to 3: the container, the identifier, the metadata. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkLicenseIdentifier, checkUscc } from '../../identifier/index.ts'
import { statusAt } from '../recognition-list.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'
import { lastMoment } from './days.ts'

/** Step 1: a package that can be read, the original or a copy that will do. */
export function checkContainer({ facts: { validation, license }, rules }: RecognitionCase): RecognitionCheck {
  if (validation === undefined) return missing('validation')
  const { kind, container: { conclusion, code = 'CHECK_NOT_PERFORMED' } } = validation
  const findings: Finding[] = []
  // Octets that could not be told apart for want of something may still be a package.
  if (conclusion === 'INDETERMINATE') findings.push(finding('FMT_UNCHECKED', [], { reason: code }))
  else if (kind !== 'ofd') findings.push(finding('FMT_UNSUPPORTED', []))
  else if (conclusion === 'FAILED') findings.push(finding('FMT_CORRUPT', [], { reason: code }))
  if (!rules.copies && license === undefined) findings.push(...missing('license').findings)
  if (!rules.copies && license?.copy !== undefined) findings.push(finding('FMT_COPY_NOT_ALLOWED', []))
  return looked(findings)
}

/** Step 2: the identifier is well-formed, and its type is one that there is. */
export function checkIdentifier({ facts: { license }, lists }: RecognitionCase): RecognitionCheck {
  const text = license?.metadata?.identifier
  if (text === undefined) return missing('ZZBS')
  const findings: Finding[] = []
  const { identifier, problems } = checkLicenseIdentifier(text)
  for (const { reason } of problems) {
    if (reason === 'ISSUER') findings.push(finding('LID_ISSUER_NOT_USCI', []))
    else if (reason === 'NOT_CANONICAL') findings.push(finding('LID_NOT_CANONICAL', []))
    else if (reason === 'CHECK_CHARACTER') findings.push(finding('LID_CHECK', []))
    else findings.push(finding('LID_FORMAT', [], { reason }))
  }
  if (identifier === undefined) return looked(findings)
  const types = lists.entries('licenseTypes', ({ code }) => code === identifier.typeCode)
  if (types.length === 0) findings.push(lists.gap('licenseTypes') ?? finding('LID_TYPE_UNKNOWN', []))
  const issued = license?.metadata?.issued
  if (issued === undefined) return looked([...findings, ...missing('ZZBFRQ').findings], types.map(({ rule }) => rule))
  const statuses = types.map(({ entry }) => statusAt(entry.history, lastMoment(issued)))
  if (types.length > 0 && !statuses.some((status) => status?.status === 'current')) {
    const withdrawn = statuses.find((status) => status !== undefined)
    findings.push(withdrawn === undefined ? finding('LID_TYPE_UNKNOWN', []) : finding('LID_TYPE_WITHDRAWN', [], { since: withdrawn.since }))
  }
  return looked(findings, types.map(({ rule }) => rule))
}

/** Elements without which nothing can be decided (GB/T 36903-2018); an end is not among them, for long-term licenses have none. */
const REQUIRED = ['ZZMC', 'ZZLXDM', 'ZZBS', 'ZZBFJG', 'ZZBFJGDM', 'ZZBFRQ', 'CZZT', 'CZZTDM', 'ZZYXQQSRQ'] as const

/** Step 3: what must be there is there, from protected octets, and contradicts nothing. */
export function checkMetadata({ facts: { license }, lists }: RecognitionCase): RecognitionCheck {
  if (license === undefined) return missing('license')
  const { metadata, protectedBy, conflicts } = license
  const findings: Finding[] = conflicts.map((element) => finding('META_CONFLICT', [element], { element }))
  if (metadata === undefined || protectedBy.length === 0) findings.push(finding('META_UNPROTECTED', []))
  if (metadata === undefined) return looked(findings)
  const { name, typeCode, identifier, issuers, holders, issued, validFrom, extensions, number } = metadata
  const present: Readonly<Record<string, boolean>> = {
    ZZMC: name !== undefined, ZZLXDM: typeCode !== undefined, ZZBS: identifier !== undefined, ZZBH: number !== undefined,
    ZZBFJG: issuers.length > 0 && issuers.every((issuer) => issuer.name !== undefined), ZZBFJGDM: issuers.length > 0 && issuers.every(({ code }) => code !== undefined),
    CZZT: holders.length > 0 && holders.every((holder) => holder.name !== undefined), CZZTDM: holders.length > 0 && holders.every(({ code }) => code !== undefined),
    CZZTDMLXDM: holders.length > 0 && holders.every(({ codeType }) => codeType !== undefined),
    ZZBFRQ: issued !== undefined, ZZYXQQSRQ: validFrom !== undefined, ZZYXQJZRQ: metadata.validTo !== undefined,
  }
  const types = typeCode === undefined ? [] : lists.entries('licenseTypes', ({ code }) => code === typeCode)
  const required = new Set<string>([...REQUIRED, ...types.flatMap(({ entry }) => entry.required ?? [])])
  for (const element of required) {
    const there = Object.hasOwn(present, element) ? present[element] === true : extensions.some(({ name: own, values }) => own === element && values.some((value) => value.trim() !== ''))
    if (!there) findings.push(finding('META_MISSING', [element], { element }))
  }
  // Without the type's entry nobody knows what else must be there.
  if (types.length === 0 && typeCode !== undefined) findings.push(lists.gap('licenseTypes') ?? finding('LID_TYPE_UNKNOWN', []))
  const parts = identifier === undefined ? undefined : checkLicenseIdentifier(identifier).identifier
  if (parts !== undefined) {
    if (typeCode !== undefined && typeCode !== parts.typeCode) findings.push(finding('META_CONFLICT', ['ZZLXDM'], { element: 'ZZLXDM' }))
    const codes = issuers.flatMap(({ code }) => code ?? [])
    // An area code in its place is said at step 2.
    if (codes.length > 0 && checkUscc(parts.issuer).problems.length === 0 && !codes.includes(parts.issuer)) findings.push(finding('META_CONFLICT', ['ZZBFJGDM'], { element: 'ZZBFJGDM' }))
  }
  return looked(findings, types.map(({ rule }) => rule))
}
