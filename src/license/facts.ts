/**
 * What is known of a license from its file: the value that other rooms decide by. Every value comes from octets that a
 * signature protects whose mathematics are right; whether to trust that signature is said elsewhere in a report.
 */
import type { LicenseIdentifier } from '../identifier/index.ts'
import type { LicenseType } from './type-registry.ts'

/** Where in a package metadata can stand. */
export type MetadataPlace =
  /** DocInfo/CustomDatas of OFD.xml. */
  | 'docInfo'
  /** An XML attachment or extension of the document. */
  | 'attachment'
  /** An XML file of the package that the document does not refer to. */
  | 'file'
  /** Fields of the page, marked by custom tags (数据索引 of GB/T 36905). */
  | 'dataIndex'
  /** A note on a page: of annotated copies. */
  | 'annotation'

export interface LicenseParty {
  readonly name?: string
  readonly code?: string
}

export interface LicenseHolder extends LicenseParty {
  /** GB/T 36903-2018 annex A: `001`, `111`, ... . Absent when not stated, or stated in words that annex A does not have. */
  readonly codeType?: string
}

/** What a license says of itself (GB/T 36903-2018). What it does not say, or says twice in two ways, is absent. */
export interface LicenseMetadata {
  /** ZZMC */
  readonly name?: string
  /** ZZLXDM */
  readonly typeCode?: string
  /** ZZBH */
  readonly number?: string
  /** ZZBS as written; its parts are in `LicenseFacts.identifier`. */
  readonly identifier?: string
  /** ZZBFJG, ZZBFJGDM. A code stands with a name only where it is beyond doubt which belongs to which. */
  readonly issuers: readonly LicenseParty[]
  /** CZZT, CZZTDM, CZZTDMLX(DM): more than one for joint holders, in the order of the license. Codes as for issuers. */
  readonly holders: readonly LicenseHolder[]
  /** ZZBFRQ: a day in China, `2026-03-02`. */
  readonly issued?: string
  /** ZZYXQQSRQ: a day in China. */
  readonly validFrom?: string
  /** ZZYXQJZRQ: the last day, in China; `null` for a license without end (长期, 9999-12-31, or no such element). Absent when unreadable. */
  readonly validTo?: string | null
  /** ZZQZR, ZZQZMC, and ZZQZSJ as `2026-03-02T10:00:00+08:00`. What the metadata say, not what the signatures prove. */
  readonly sealedBy?: string
  readonly sealName?: string
  readonly sealedAt?: string
  /** CJSJ */
  readonly createdAt?: string
  /** `KZ_...` and other names that the standard does not have, in the order of the license; several values where a name repeats. */
  readonly extensions: readonly { readonly name: string; readonly values: readonly string[] }[]
}

/** A note that makes a license an annotated copy (加注件): for one purpose, one requester, a limited time. */
export interface LicenseCopy {
  /** JZJZZSY */
  readonly purpose?: string
  readonly requester?: string
  /** JZJZZZ */
  readonly creator?: string
  /** JZJZZSJ and JZJYXQJZSJ: `2026-03-02T10:00:00+08:00`. */
  readonly createdAt?: string
  readonly expiresAt?: string
}

/** Where values were taken from. */
export interface LicenseSource {
  readonly place: MetadataPlace
  readonly path: string
  /** Indexes into the report's signatures of those that protect every file that the values stand in; never empty in facts. */
  readonly protectedBy: readonly number[]
}

export interface LicenseFacts {
  /** Absent when all metadata stand in unsigned octets: then nothing is known of the license. */
  readonly metadata?: LicenseMetadata
  /** Of `metadata`: all of it comes from one place. */
  readonly source?: LicenseSource
  /** ZZBS of `metadata` in its parts, where they can be told apart. */
  readonly identifier?: LicenseIdentifier
  /** The type of the license as the registry has it, by the type code of `metadata`. */
  readonly type?: LicenseType
  /** The note of an annotated copy, from signed octets, and where it stands. */
  readonly copy?: LicenseCopy
  readonly copySource?: LicenseSource
  /** Other places with metadata, signed or not. Their values are compared with `metadata` and not used. */
  readonly otherPlaces: readonly { readonly place: MetadataPlace; readonly path: string; readonly protectedBy: readonly number[] }[]
}
