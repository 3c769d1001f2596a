/** The data of a license and the metadata that stand for them (short names of GB/T 36903-2018, identifier of GB/T 36904-2018). */
import { buildLicenseIdentifier, checkHolderCode, HOLDER_CODE_TYPES } from '../../identifier/index.ts'

/** Dates are days in China, `2026-03-02`. */
export interface LicenseData {
  /** Name of the license, and the code of its type: code of the authority that defines it, and three digits. */
  readonly type: { readonly name: string; readonly code: string }
  /** ZZBH. */
  readonly number: string
  /** Serial number in the identifier: digits and upper-case letters. @default the number */
  readonly serial?: string
  /** One more for each re-issue. @default 1 */
  readonly version?: number
  readonly issuer: { readonly name: string; readonly code: string }
  readonly holder: {
    readonly name: string
    readonly code: string
    /** GB/T 36903-2018 annex A: `001` unified social credit code, `111` citizen identity number, ... */
    readonly codeType: string
  }
  readonly issued: string
  /** Without `to` the license has no end (长期). */
  readonly validity: { readonly from: string; readonly to?: string }
  /** What the type of license adds: short name `KZ_...`, label on the page, value. */
  readonly fields?: readonly { readonly name: string; readonly label: string; readonly value: string }[]
}

export interface LicenseRecord {
  readonly identifier: string
  /** Name and value in the order of the standard. */
  readonly metadata: readonly (readonly [name: string, value: string])[]
  /** What is written on the page, by short name. */
  readonly shown: ReadonlyMap<string, string>
  /** The rows that the page lists. */
  readonly rows: readonly { readonly name: string; readonly label: string; readonly value: string }[]
}

/**
 * @throws RangeError when a code, the serial number or a date is not what the standards ask for, or a short name is there twice
 */
export function licenseRecord(data: LicenseData): LicenseRecord {
  const { type, issuer, holder, validity, fields = [] } = data
  const codeType = HOLDER_CODE_TYPES.get(holder.codeType)?.zh
  if (codeType === undefined) throw new RangeError(`holder.codeType is not one of ${[...HOLDER_CODE_TYPES.keys()].join(', ')}`)
  if (checkHolderCode(holder.codeType, holder.code).problems.length > 0) throw new RangeError(`holder.code is no ${codeType}`)
  if (validity.to !== undefined && validity.to < validity.from) throw new RangeError('validity.to is before validity.from')
  if (new Set(fields.map(({ name }) => name)).size < fields.length) throw new RangeError('a short name is there twice')
  const identifier = buildLicenseIdentifier({ typeCode: type.code, issuer: issuer.code, serial: data.serial ?? data.number, version: data.version ?? 1 })
  const metadata = [
    ['ZZMC', type.name], ['ZZLXDM', type.code], ['ZZBH', data.number], ['ZZBS', identifier],
    ['ZZBFJG', issuer.name], ['ZZBFJGDM', issuer.code], ['ZZBFRQ', compact(data.issued)],
    ['CZZT', holder.name], ['CZZTDM', holder.code], ['CZZTDMLX', codeType], ['CZZTDMLXDM', holder.codeType],
    ['ZZYXQQSRQ', compact(validity.from)],
    ...(validity.to === undefined ? [] : [['ZZYXQJZRQ', compact(validity.to)] as const]),
    ...fields.map(({ name, value }) => [name, value] as const),
  ] as const
  const end = validity.to === undefined ? '长期' : chineseDay(validity.to)
  return {
    identifier,
    metadata,
    shown: new Map<string, string>([
      ...metadata, ['ZZBFRQ', chineseDay(data.issued)], ['ZZYXQQSRQ', chineseDay(validity.from)], ['ZZYXQJZRQ', end],
    ]),
    rows: [
      { name: 'CZZT', label: '持证主体', value: holder.name },
      { name: 'CZZTDM', label: codeType, value: holder.code },
      ...fields,
      { name: 'ZZYXQJZRQ', label: '有效期限', value: validity.to === undefined ? `${chineseDay(validity.from)}起长期有效` : `${chineseDay(validity.from)}至${end}` },
    ],
  }
}

const compact = (day: string): string => day.replaceAll('-', '')

function chineseDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${month}月${date}日`
}
