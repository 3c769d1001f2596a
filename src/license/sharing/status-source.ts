/** The status of a license from a sharing service, as recognition wants it: of this license, as of when, or why it is not known. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { sm3 } from '../../crypto/sm3.ts'
import type { LicenseMetadata } from '../facts.ts'
import type { LicenseStatus } from '../status.ts'
import { canonicalIdentifier } from './client.ts'
import type { FaceData, HolderQuery, ListedLicense, SharingClient } from './client.ts'
import type { SharingAnswer } from './exchange.ts'
import { useCauseOf } from './purpose.ts'
import type { UsePurpose } from './purpose.ts'

export interface StatusQuery extends HolderQuery {
  /** License identifier (ZZBS). */
  readonly identifier: string
  /** What is on the license, by the service's names of fields: checked against the register. The holder's code is among it. */
  readonly face: FaceData
}

/** Fits `RecognitionFacts.status`. */
export interface SharedStatus {
  readonly identifier: string
  readonly statuses: readonly LicenseStatus[]
  /** ISO 8601, UTC. */
  readonly asOf: string
}

export type StatusAnswer = { readonly status: SharedStatus; readonly problem?: undefined } | { readonly problem: Finding }

/** What of a license can be asked about, by short name of GB/T 36903-2018; of joint holders the first. */
export const FACE_ELEMENTS = ['ZZMC', 'ZZLXDM', 'ZZBH', 'ZZBS', 'ZZBFJG', 'ZZBFJGDM', 'CZZT', 'CZZTDM', 'CZZTDMLXDM', 'ZZBFRQ', 'ZZYXQQSRQ', 'ZZYXQJZRQ'] as const
export type FaceElement = (typeof FACE_ELEMENTS)[number]

export interface StatusSourceOptions {
  readonly client: SharingClient
  readonly purpose: UsePurpose
  /** For `ask`: the service's names of what is on the license, and which element each is. CZZTDM is among them. @default CZZTDM as `holderCode`, ZZBH as `certNo` */
  readonly face?: Readonly<Record<string, FaceElement>>
  /** An answer is given again while it is no older; 0 asks every time. At most a day. @default 300 */
  readonly maximumAgeSeconds?: number
  /** Answers that are kept; the oldest goes first. @default 1000 */
  readonly capacity?: number
}

export class SharingStatusSource {
  readonly #client: SharingClient
  readonly #purpose: UsePurpose
  readonly #maximumAgeMs: number
  readonly #capacity: number
  readonly #face: Readonly<Record<string, FaceElement>>
  /** By digest: what persons' licenses say is not kept. */
  readonly #kept = new Map<string, SharedStatus>()

  /** @throws TypeError for options that make no sense */
  constructor({ client, purpose, maximumAgeSeconds = 300, capacity = 1000, face = { holderCode: 'CZZTDM', certNo: 'ZZBH' } }: StatusSourceOptions) {
    if (!Object.values(face).includes('CZZTDM') || Object.values(face).some((element) => !FACE_ELEMENTS.includes(element))) throw new TypeError(`face names CZZTDM and others of ${FACE_ELEMENTS.join(', ')}`)
    useCauseOf(purpose, 'text')
    this.#face = { ...face }
    if (!(maximumAgeSeconds >= 0 && maximumAgeSeconds <= 86_400)) throw new TypeError('maximumAgeSeconds is 0 to 86400')
    if (!Number.isInteger(capacity) || capacity < 1) throw new TypeError('capacity is 1 or more')
    this.#client = client
    this.#purpose = purpose
    this.#maximumAgeMs = maximumAgeSeconds * 1000
    this.#capacity = capacity
  }

  /**
   * As `statusOf`, by what a license says: a `statusSource` of `assessLicense`. A license that does not say enough is not asked
   * about (`SHARING_QUESTION_INCOMPLETE`).
   */
  readonly ask = async (license: LicenseMetadata): Promise<StatusAnswer> => {
    const [holder] = license.holders
    const { identifier, typeCode, number } = license
    const values: Readonly<Record<FaceElement, string | undefined>> = {
      ZZMC: license.name, ZZLXDM: typeCode, ZZBH: number, ZZBS: identifier, ZZBFJG: license.issuers[0]?.name, ZZBFJGDM: license.issuers[0]?.code,
      CZZT: holder?.name, CZZTDM: holder?.code, CZZTDMLXDM: holder?.codeType, ZZBFRQ: license.issued, ZZYXQQSRQ: license.validFrom, ZZYXQJZRQ: license.validTo ?? undefined,
    }
    const needed: readonly FaceElement[] = ['ZZBS', 'ZZLXDM', ...(this.#client.offers('search') ? [] : ['CZZTDMLXDM'] as const), ...Object.values(this.#face)]
    const missing = needed.find((element) => values[element] === undefined)
    if (missing !== undefined || identifier === undefined || typeCode === undefined || holder?.code === undefined) return { problem: finding('SHARING_QUESTION_INCOMPLETE', [], { element: missing ?? 'CZZTDM' }) }
    return this.statusOf({
      identifier, typeCode, holderCode: holder.code, ...(holder.codeType !== undefined && { holderType: holder.codeType }), ...(holder.name !== undefined && { holder: holder.name }),
      ...(number !== undefined && { number }), face: Object.fromEntries(Object.entries(this.#face).map(([name, element]) => [name, values[element] ?? ''])),
    })
  }

  /**
   * Asks whether the register has this very license under the holder, then for its status. Where it lists several that an answer could
   * be about, there is none: a newer version's `valid` must not pass for that of an older one.
   * @throws TypeError for a face without the holder's code, and for values that the service's operations lack or do not take
   */
  async statusOf(query: StatusQuery): Promise<StatusAnswer> {
    const { identifier, holderCode, holderType, holder, typeCode, number, face } = query
    // Data of somebody else's license would be confirmed, and their status given for this one.
    if (!Object.values(face).includes(holderCode)) throw new TypeError('face states the code of the holder')
    const key = toHex(sm3(toUtf8(JSON.stringify([
      canonicalIdentifier(identifier), holderCode, holderType ?? null, holder ?? null, typeCode, number ?? null, Object.entries(face).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]))))
    const kept = this.#kept.get(key)
    if (kept !== undefined) {
      const age = this.#client.now().getTime() - Date.parse(kept.asOf)
      // A clock that was set back makes nothing fresh.
      if (age >= 0 && age < this.#maximumAgeMs) return { status: { ...kept, identifier } }
      this.#kept.delete(key)
    }
    const answer = await this.#ask(query)
    if ('status' in answer && this.#maximumAgeMs > 0) {
      if (this.#kept.size >= this.#capacity) this.#kept.delete(this.#kept.keys().next().value as string)
      this.#kept.set(key, answer.status)
    }
    return answer
  }

  async #ask({ identifier, face, ...query }: StatusQuery): Promise<StatusAnswer> {
    const purpose = this.#purpose
    const listing = this.#client.offers('search') ? 'search' : 'faceByHolder'
    const { holder, number, ...who } = query
    const listed: SharingAnswer<readonly ListedLicense[]> = listing === 'search'
      ? await this.#client.search({ ...who, ...(holder !== undefined && { holder }) })
      : await this.#client.faceByHolder({ ...who, ...(number !== undefined && { number }) }, { purpose })
    // What it states of a holder's licenses need not be of this one: no status, only the problem.
    if (listed.problem !== undefined) return { problem: listed.problem }
    const own = listed.value.filter((one) => canonicalIdentifier(one.identifier) === canonicalIdentifier(identifier))
    const [found] = own
    if (found === undefined) return { problem: finding('SHARING_NOT_FOUND', [], { operation: listing }) }
    if (own.length > 1) return { problem: finding('SHARING_STATUS_AMBIGUOUS', [], { operation: listing }) }
    const statusAt = (statuses: readonly LicenseStatus[], asOf: Date): StatusAnswer => ({ status: { identifier, statuses, asOf: asOf.toISOString() } })
    if (found.statuses !== undefined) return statusAt(found.statuses, listed.asOf)
    if (listed.value.length > 1) return { problem: finding('SHARING_STATUS_AMBIGUOUS', [], { operation: listing }) }
    const verified = await this.#client.verifyInfo({ typeCode: query.typeCode, face }, { purpose })
    // The only license listed is this one: what is stated instead of an answer is its status.
    if (verified.problem !== undefined) return verified.statuses === undefined ? { problem: verified.problem } : statusAt(verified.statuses, verified.asOf)
    const { meaning, statuses } = verified.value
    if (meaning === 'correct') return statusAt(statuses, listed.asOf)
    if (meaning === 'notFound') return { problem: finding('SHARING_NOT_FOUND', [], { operation: 'verifyInfo' }) }
    return { problem: finding('SHARING_REFUSED', [], { operation: 'verifyInfo', reason: meaning }) }
  }
}
