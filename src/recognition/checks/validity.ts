/** Steps 9 and 10: what the register says of the license, and the dates that it says itself. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { checkLicenseIdentifier } from '../../identifier/index.ts'
import { chinaDay } from '../../license/dates.ts'
import type { LicenseStatus } from '../../license/index.ts'
import { looked, missing } from './case.ts'
import type { RecognitionCase, RecognitionCheck } from './case.ts'
import { addDays, momentOf } from './days.ts'

/** By which the clock of a register may be ahead of ours. */
const CLOCK_SKEW_MS = 300_000

const canonical = (identifier: string): string => checkLicenseIdentifier(identifier).identifier?.text ?? identifier

/** Step 9: the status, as of not long ago. An old answer that the license is of no use stands: nothing speaks against it. */
export function checkStatus({ facts: { status, license }, rules, context: { time } }: RecognitionCase): RecognitionCheck {
  const identifier = license?.metadata?.identifier
  if (identifier === undefined) return missing('ZZBS')
  if (status === undefined) return looked([finding('LST_UNKNOWN', [], { reason: 'notAsked' })])
  if (canonical(status.identifier) !== canonical(identifier)) return looked([finding('LST_UNKNOWN', [], { reason: 'otherLicense' })])
  const age = time.getTime() - momentOf(status.asOf)
  if (!(age >= -CLOCK_SKEW_MS)) return looked([finding('LST_UNKNOWN', [], { reason: 'timeInFuture' })])
  const findings: Finding[] = []
  const seconds = Math.max(0, Math.ceil(age / 1000))
  if (seconds > rules.statusMaximumAge) findings.push(finding('LST_STALE', [], { age: seconds, maximum: rules.statusMaximumAge }))
  const [first, ...others] = status.statuses
  // Several that are all of no use: the worst name is not known, that it is of no use is.
  const usable = [first, ...others].includes('VALID')
  if (first === undefined || (usable && others.length > 0)) findings.push(finding('LST_UNKNOWN', [], { reason: first === undefined ? 'noStatus' : 'ambiguous' }))
  else if (first !== 'VALID') findings.push(statusFinding(first, status.asOf))
  return looked(findings)
}

function statusFinding(status: Exclude<LicenseStatus, 'VALID'>, time: string): Finding {
  switch (status) {
    case 'NOT_ACTIVE': return finding('LST_NOT_ACTIVE', [], { time })
    case 'SUSPENDED': return finding('LST_SUSPENDED', [], { time })
    case 'CANCELLED': return finding('LST_CANCELLED', [], { time })
    case 'REVOKED_ANNULLED': case 'REVOKED_PENALTY': return finding('LST_REVOKED', [], { status, time })
    case 'EXPIRED': return finding('LST_EXPIRED', [], { time })
    case 'TRANSFERRED_OUT': return finding('LST_TRANSFERRED', [], { time })
    case 'OTHER': return finding('LST_OTHER', [], { time })
  }
}

/** Step 10: days in China; the last day counts to its end. */
export function checkDates({ facts: { license }, rules, context: { time } }: RecognitionCase): RecognitionCheck {
  if (license?.metadata === undefined) return missing('metadata')
  const { issued, validFrom, validTo } = license.metadata
  const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text)
  const today = chinaDay(time)
  const findings: Finding[] = []
  // Lists say what an authority could do on a day; what it will be able to do says nothing of today.
  if (isDay(issued) && today < issued) findings.push(finding('VAL_NOT_YET', ['ZZBFRQ'], { from: issued, day: today }))
  if (!isDay(validFrom)) findings.push(finding('VAL_UNKNOWN', ['ZZYXQQSRQ'], { element: 'ZZYXQQSRQ' }))
  else if (today < validFrom) findings.push(finding('VAL_NOT_YET', ['ZZYXQQSRQ'], { from: validFrom, day: today }))
  if (validTo !== null && !isDay(validTo)) findings.push(finding('VAL_UNKNOWN', ['ZZYXQJZRQ'], { element: 'ZZYXQJZRQ' }))
  else if (validTo !== null && today > validTo) {
    const graced = today <= addDays(validTo, rules.expiryGraceDays)
    findings.push(graced ? finding('VAL_GRACE', ['ZZYXQJZRQ'], { until: validTo, days: rules.expiryGraceDays }) : finding('VAL_EXPIRED', ['ZZYXQJZRQ'], { until: validTo, day: today }))
  }
  if (license.copy !== undefined) {
    const { expiresAt } = license.copy
    if (expiresAt === undefined) findings.push(finding('VAL_UNKNOWN', ['JZJYXQJZSJ'], { element: 'JZJYXQJZSJ' }))
    else if (!(time.getTime() <= momentOf(expiresAt))) findings.push(finding('VAL_COPY_EXPIRED', ['JZJYXQJZSJ'], { until: expiresAt, time: time.toISOString() }))
  }
  return looked(findings)
}
