/** Step 5: the issuer is known, was in office and was competent for the type and the region when it issued the license. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { checkUscc } from '../../identifier/index.ts'
import { contains } from '../../trust/index.ts'
import type { Listed } from '../lists.ts'
import { isWithin, statusAt } from '../recognition-list.ts'
import { looked, missing } from './case.ts'
import type { IssuerOfLicense, RecognitionCase, RecognitionCheck } from './case.ts'
import { firstMoment, lastMoment } from './days.ts'
import { sameName } from './names.ts'

export function checkIssuer(given: RecognitionCase): RecognitionCheck {
  const { facts: { license }, issuers } = given
  const [typeCode, issued] = [license?.metadata?.typeCode, license?.metadata?.issued]
  if (issuers.length === 0 || issuers.some(({ code }) => code === undefined)) return missing('ZZBFJGDM')
  if (issued === undefined) return missing('ZZBFRQ')
  if (typeCode === undefined) return missing('ZZLXDM')
  const findings = issuers.flatMap((issuer, index) => oneIssuer(issuer, typeCode, issued, given, ['ZZBFJGDM', index]))
  return looked(findings, issuers.flatMap(({ listed }) => listed.map(({ rule }) => rule)))
}

function oneIssuer(issuer: IssuerOfLicense, typeCode: string, issued: string, { lists, context }: RecognitionCase, at: Locator): readonly Finding[] {
  const { listed, code = '', name } = issuer
  const gap = lists.gap('issuers')
  if (listed.length === 0) {
    if (gap !== undefined) return [{ ...gap, at }]
    const claimed = checkUscc(code).uscc?.areaCode
    // Lists know authorities by their unified code alone: of another code, as older licenses have, they say neither yes nor no.
    if (claimed === undefined) return [finding('AUTH_OUT_OF_SCOPE', at, { claimed: '-' })]
    // Where no list claims to have all authorities of the region, one that is not there may exist all the same.
    if (!lists.isComplete('issuers', claimed)) return [finding('AUTH_OUT_OF_SCOPE', at, { claimed })]
    return [finding('AUTH_UNKNOWN', at)]
  }
  const answers = listed.map((one) => standing(one, typeCode, issued, context.time, at)).sort((a, b) => a.rank - b.rank)
  const [best] = answers
  const findings = [...(best?.findings ?? [])]
  const known = listed.flatMap(({ entry }) => [entry.name, ...(entry.formerNames ?? [])])
  if (name !== undefined && !known.some((one) => sameName(one, name))) findings.push(finding('AUTH_NAME_DIFFERS', at))
  return findings
}

/** Of several lists that have an authority, the one that grants most counts. */
function standing({ entry }: Listed<'issuers'>, typeCode: string, issued: string, now: Date, at: Locator): { readonly rank: number; readonly findings: readonly Finding[] } {
  // Licenses name days: whoever was entitled at any time of the day may have issued it then.
  const moments = [firstMoment(issued), lastMoment(issued)]
  const statuses = moments.map((moment) => statusAt(entry.history, moment)?.status)
  if (!statuses.includes('active')) return { rank: 3, findings: [finding('AUTH_CEASED', at, { status: statuses[1] ?? 'notYet', issued })] }
  const competent = entry.competences.some((one) => (one.types === 'any' || one.types.includes(typeCode))
    && one.areas.some((area) => contains(area, entry.territory)) && moments.some((moment) => isWithin(one, moment)))
  if (!competent) return { rank: 2, findings: [finding('AUTH_NOT_COMPETENT', at, { issued })] }
  const present = statusAt(entry.history, now.getTime())
  if (present === undefined || present.status === 'active') return { rank: 0, findings: [] }
  return { rank: 1, findings: [finding('AUTH_CEASED_SINCE', at, { status: present.status, since: present.since })] }
}
