/** What a report shows of the license in a document: rows of label and value, in the order in which people ask for them. */
import { HOLDER_CODE_TYPES } from '../identifier/holder-code-types.ts'
import { elementOfName, METADATA_ELEMENTS } from '../license/elements.ts'
import type { ElementName } from '../license/elements.ts'
import type { Language } from './messages/catalog.ts'
import { LABELS } from './messages/terms.ts'
import type { DocumentContent, LicenseFacts, ValidationReport } from './model.ts'

/** A row in both languages where they differ: the value is the license's own text, or a word of ours. */
export interface LicenseRow {
  readonly label: Readonly<Record<Language, string>>
  readonly value: Readonly<Record<Language, string>>
}

const labelOf = (element: ElementName): LicenseRow['label'] => METADATA_ELEMENTS.get(element) ?? { zh: element, en: element }
const same = (value: string): LicenseRow['value'] => ({ zh: value, en: value })

/**
 * The rows of a license, where a report may show them: accepted, and from octets that are protected. Holders and issuers
 * have a row each.
 */
export function licenseRows(report: ValidationReport): readonly LicenseRow[] {
  const facts = report.accepted ? report.license?.facts : undefined
  return facts === undefined ? [] : [...metadataRows(facts), ...copyRows(facts)]
}

function metadataRows({ metadata, type }: LicenseFacts): readonly LicenseRow[] {
  if (metadata === undefined) return []
  const { name, number, identifier, issuers, holders, issued, validFrom, validTo, extensions } = metadata
  const row = (element: ElementName, value: string | undefined): readonly LicenseRow[] => (value === undefined ? [] : [{ label: labelOf(element), value: same(value) }])
  return [
    ...row('ZZMC', name),
    ...(type === undefined ? [] : [{ label: LABELS.licenseType, value: same(`${type.name} (${type.code})`) }]),
    ...row('ZZBH', number),
    ...row('ZZBS', identifier),
    ...holders.map(({ name: holder = '', code, codeType }): LicenseRow => {
      const kind = codeType === undefined ? undefined : HOLDER_CODE_TYPES.get(codeType)
      const value = (language: Language): string => [holder, ...(code === undefined ? [] : [kind === undefined ? code : `${kind[language]} ${code}`])].join('  ')
      return { label: labelOf('CZZT'), value: { zh: value('zh'), en: value('en') } }
    }),
    ...issuers.map(({ name: issuer = '', code = '' }): LicenseRow => ({ label: labelOf('ZZBFJG'), value: same(`${issuer}  ${code}`.trim()) })),
    ...row('ZZBFRQ', issued),
    ...row('ZZYXQQSRQ', validFrom),
    ...(validTo === undefined ? [] : [{ label: labelOf('ZZYXQJZRQ'), value: validTo === null ? LABELS.longTerm : same(validTo) }]),
    ...extensions.filter(({ name: one }) => one.startsWith('KZ_')).map(({ name: one, values }): LicenseRow => ({ label: same(one), value: same(values.join('、')) })),
  ]
}

function copyRows({ copy }: LicenseFacts): readonly LicenseRow[] {
  if (copy === undefined) return []
  const { purpose, requester, creator, createdAt, expiresAt } = copy
  const rows: readonly (readonly [LicenseRow['label'], string | undefined])[] = [
    [labelOf('JZJZZSY'), purpose], [LABELS.requester, requester], [labelOf('JZJZZZ'), creator], [labelOf('JZJZZSJ'), createdAt], [labelOf('JZJYXQJZSJ'), expiresAt],
  ]
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: same(value) }]))
}

/** Custom data that the rows of a license do not show already. */
export function otherCustomDatas(report: ValidationReport, { customDatas }: DocumentContent): DocumentContent['customDatas'] {
  const shown = report.license?.facts?.source?.place === 'docInfo'
  return shown ? customDatas.filter(({ name }) => elementOfName(name) === undefined && !name.trim().startsWith('KZ_')) : customDatas
}
