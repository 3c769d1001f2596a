/**
 * What a batch is judged with, as plain data: it crosses to worker threads, and a journal knows it again by its digest.
 * The same data makes the same options everywhere.
 */
import { sm3 } from '../crypto/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { createCache } from '../cache/index.ts'
import { Budget } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { parsePolicy, policyPreset } from '../policy/index.ts'
import type { PolicyId, ValidationPolicy } from '../policy/index.ts'
import { certificatesOf, openTrustList, operatorKeysOf, trustStore } from '../trust/index.ts'
import type { CertificateInput, TrustListState, TrustStoreInput } from '../trust/index.ts'
import type { RevocationEvidence, VerifyOptions } from '../verify/index.ts'

/** A signed trust list and what it is opened with; see `openTrustList`. */
export interface BatchTrustList {
  readonly list: Uint8Array | string
  /** Of its operator, from another source: as `operatorKeysOf` takes them. */
  readonly keys: readonly (Uint8Array | string)[]
  readonly threshold?: number
  readonly lastSeen?: TrustListState
  readonly id?: string
  readonly between?: readonly (Uint8Array | string)[]
}

/** As `trustStore` takes it, with lists as they come: workers open them for themselves, at the validation time. */
export interface BatchTrust extends Omit<TrustStoreInput, 'lists'> {
  readonly lists?: readonly BatchTrustList[]
}

/** The options of `verify`, as data. */
export interface BatchSettings extends Pick<VerifyOptions, 'certificates' | 'evidence' | 'limits' | 'pictures'> {
  readonly trust: BatchTrust
  /** Id of a preset, or a policy as data. */
  readonly policy: PolicyId | ValidationPolicy
  /** One for all items. @default when the batch begins; for one that is resumed, when it first began */
  readonly validationTime?: Date
}

/** Settings that can be cloned, complete. */
export interface SettingsData {
  readonly trust: BatchTrust
  readonly policy: PolicyId | ValidationPolicy
  readonly validationTime: string
  readonly certificates: readonly CertificateInput[]
  readonly evidence: Required<RevocationEvidence>
  readonly limits: Partial<Limits>
  readonly pictures: boolean
}

/** Octets of their own: to clone a view is to clone all that it is a view of. A copy has the type of what it copies, which the compiler cannot see. */
function own<Value>(value: Value): Value {
  if (value instanceof Uint8Array) return new Uint8Array(value) as unknown as Value
  if (Array.isArray(value)) return value.map(own) as unknown as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, own(member as unknown)])) as Value
}

/**
 * @param time for settings that state none
 * @throws TypeError for settings that are missing, or a time that is none
 */
export function settingsData(settings: BatchSettings, time: Date): SettingsData {
  const { trust, policy, validationTime = time, certificates = [], evidence = {}, limits = {}, pictures = false } = settings
  if (typeof (trust as BatchTrust | undefined) !== 'object') throw new TypeError('options.trust is required: certificates and lists, as trustStore() takes them')
  if ((policy as unknown) === undefined) throw new TypeError('options.policy is required: the id of a preset, or a policy as data')
  if (!(validationTime instanceof Date) || Number.isNaN(validationTime.getTime())) throw new TypeError('options.validationTime must be a valid Date')
  return own({
    trust, policy, validationTime: validationTime.toISOString(), certificates, limits, pictures,
    evidence: { crls: evidence.crls ?? [], ocspResponses: evidence.ocspResponses ?? [] },
  })
}

/** SM3 over all that decides what comes of an input. */
export function settingsDigest({ trust: { lists = [], ...anchors }, ...data }: SettingsData): string {
  // How a list was known to be the next one decides whether it is used at all, not what it says.
  const used = lists.map(({ list, keys, threshold = 1 }) => ({ list, keys, threshold }))
  return toHex(sm3(toUtf8(canonicalJson(plain({ ...data, trust: { ...anchors, lists: used } })))))
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { octets: value.length, sm3: toHex(sm3(value)) }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

/**
 * The options that the data stands for.
 * @throws TypeError for what is no certificate, key, policy or time; VerificationError for a trust list that cannot be used
 */
export async function verifyOptions(data: SettingsData, cacheBytes: number): Promise<VerifyOptions> {
  const { trust: { lists = [], ...anchors }, policy, certificates, evidence, limits, pictures } = data
  const validationTime = new Date(data.validationTime)
  // A mistake in them is to be found before the first item, not with each.
  certificates.forEach(certificatesOf)
  new Budget(limits).within('inputBytes', 0)
  const opened = await Promise.all(lists.map(({ list, keys, ...rest }) => openTrustList(list, { keys: keys.flatMap(operatorKeysOf), time: validationTime, ...rest })))
  return {
    trust: trustStore({ ...anchors, lists: opened }),
    policy: typeof policy === 'string' ? policyPreset(policy) : parsePolicy(policy),
    validationTime, certificates, evidence, limits, pictures,
    ...(cacheBytes > 0 && { verificationCache: createCache({ maxBytes: cacheBytes }) }),
  }
}
