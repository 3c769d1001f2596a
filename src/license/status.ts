/**
 * Statuses of licenses: one vocabulary, the codes that systems use for it, and which status can follow which. 撤销
 * (annulled: unlawfully granted), 吊销 (taken away as a penalty) and 注销 (ended) are different acts and stay apart here;
 * they agree only in that such a license is of no use.
 */

export type LicenseStatus =
  | 'VALID' | 'NOT_ACTIVE' | 'SUSPENDED' | 'REVOKED_ANNULLED' | 'CANCELLED' | 'EXPIRED' | 'TRANSFERRED_OUT' | 'REVOKED_PENALTY' | 'OTHER'

export interface LicenseStatusTerm {
  readonly zh: string
  readonly en: string
  /** `manual`: somebody has to read the description that comes with it. */
  readonly usable: 'yes' | 'no' | 'notNow' | 'manual'
}

export const LICENSE_STATUSES: Readonly<Record<LicenseStatus, LicenseStatusTerm>> = Object.freeze({
  VALID: { zh: '有效', en: 'valid', usable: 'yes' },
  NOT_ACTIVE: { zh: '未激活', en: 'not yet active', usable: 'notNow' },
  SUSPENDED: { zh: '暂扣、暂停或冻结', en: 'suspended', usable: 'notNow' },
  REVOKED_ANNULLED: { zh: '撤销', en: 'annulled', usable: 'no' },
  CANCELLED: { zh: '注销', en: 'cancelled', usable: 'no' },
  EXPIRED: { zh: '过期失效', en: 'expired', usable: 'no' },
  TRANSFERRED_OUT: { zh: '转出', en: 'moved to another authority', usable: 'no' },
  REVOKED_PENALTY: { zh: '吊销', en: 'revoked as a penalty', usable: 'no' },
  OTHER: { zh: '其他', en: 'other', usable: 'manual' },
})

/**
 * Systems whose codes are known. `sharing`: result of checking a license's data with the sharing service (GB/T 36906 as
 * implementations have it); `sharingHead`: status in the head of a provincial service's answers; `internal`: states of a
 * widespread license system; `construction`: the data exchange of construction licenses.
 */
export type StatusSystem = 'construction' | 'sharing' | 'sharingHead' | 'internal'

const CODES: Readonly<Record<StatusSystem, Readonly<Record<string, readonly LicenseStatus[]>>>> = {
  construction: {
    '01': ['VALID'], '02': ['SUSPENDED'], '03': ['REVOKED_ANNULLED'], '04': ['CANCELLED'], '05': ['EXPIRED'], '06': ['TRANSFERRED_OUT'],
    '07': ['REVOKED_PENALTY'], '99': ['OTHER'],
  },
  // 4 to 7 say that the question was wrong or found nothing: no status.
  sharing: {
    0: ['VALID'], 1: ['NOT_ACTIVE'], 2: ['SUSPENDED'], 3: ['REVOKED_ANNULLED', 'CANCELLED', 'EXPIRED', 'TRANSFERRED_OUT', 'REVOKED_PENALTY'],
    4: [], 5: [], 6: [], 7: [],
  },
  sharingHead: { 21: ['CANCELLED'], 22: ['EXPIRED'], 23: ['SUSPENDED'] },
  internal: {
    RELEASE: ['VALID'], NOT_ACTIVE: ['NOT_ACTIVE'], FREEZE: ['SUSPENDED'], 12: ['SUSPENDED'], 13: ['SUSPENDED'], REVOKE: ['REVOKED_ANNULLED'],
    '-2': ['CANCELLED'], '-3': ['CANCELLED'], '-5': ['CANCELLED'], '-8': ['CANCELLED'], OVERDUE: ['EXPIRED'], '-4': ['EXPIRED'], CHANGE: ['TRANSFERRED_OUT'],
  },
}

/**
 * The statuses that a code can mean: one, or several where a system does not tell them apart (all of them of the same use);
 * none for an answer that states no status. Undefined for a code that the system is not known to have: never take it for valid.
 */
export function statusesOfCode(system: StatusSystem, code: string): readonly LicenseStatus[] | undefined {
  return Object.hasOwn(CODES[system], code) ? CODES[system][code] : undefined
}

/** What an authority does with a license, by the numbers of the data exchange of construction licenses. */
export type LicenseOperation =
  | 'ISSUE' | 'EXTEND' | 'SUSPEND' | 'EXPIRE' | 'END' | 'RESTORE' | 'OTHER' | 'TRANSFER_IN' | 'CHANGE' | 'CANCEL_TRANSFER'

const OPERATIONS: Readonly<Record<string, LicenseOperation>> = {
  '01': 'ISSUE', '02': 'EXTEND', '03': 'SUSPEND', '04': 'EXPIRE', '05': 'END', '06': 'RESTORE', '07': 'OTHER', '08': 'TRANSFER_IN', '09': 'CHANGE', '10': 'CANCEL_TRANSFER',
}

/** The operation of a two-digit number; undefined for another. */
export function operationOfCode(code: string): LicenseOperation | undefined {
  return Object.hasOwn(OPERATIONS, code) ? OPERATIONS[code] : undefined
}

const ENDS: readonly LicenseStatus[] = ['EXPIRED', 'CANCELLED', 'REVOKED_ANNULLED', 'REVOKED_PENALTY', 'TRANSFERRED_OUT']
const NEXT: Readonly<Record<LicenseStatus, readonly LicenseStatus[]>> = {
  NOT_ACTIVE: ['VALID', 'CANCELLED', 'REVOKED_ANNULLED'],
  VALID: ['SUSPENDED', ...ENDS],
  SUSPENDED: ['VALID', ...ENDS],
  // What has run out can still be annulled or struck off; an extension is a re-issue under the next version.
  EXPIRED: ['CANCELLED', 'REVOKED_ANNULLED', 'REVOKED_PENALTY'],
  TRANSFERRED_OUT: [],
  CANCELLED: [],
  REVOKED_ANNULLED: [],
  REVOKED_PENALTY: [],
  OTHER: [],
}

export type TransitionAnswer =
  | { readonly allowed: true }
  /** `FINAL`: nothing follows the first status. `OPERATION`: only another operation leads there. `NOT_FORESEEN`: no way leads there. */
  | { readonly allowed: false; readonly reason: 'FINAL' | 'OPERATION' | 'NOT_FORESEEN' }

/**
 * Whether a license can go from one status to another: an aid to notice wrong data, not a rule of any standard. The same
 * status again is always possible; what follows `OTHER` is for people.
 */
export function statusTransition(from: LicenseStatus, to: LicenseStatus, operation?: LicenseOperation): TransitionAnswer {
  if (from === to || NEXT[from].includes(to)) return { allowed: true }
  if (from === 'TRANSFERRED_OUT' && to === 'VALID') return operation === 'CANCEL_TRANSFER' ? { allowed: true } : { allowed: false, reason: 'OPERATION' }
  return { allowed: false, reason: ['CANCELLED', 'REVOKED_ANNULLED', 'REVOKED_PENALTY'].includes(from) ? 'FINAL' : 'NOT_FORESEEN' }
}
