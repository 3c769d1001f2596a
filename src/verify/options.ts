/** Options of `verify*`, checked once at the door. */
import { VerificationCache } from '../cache/cache.ts'
import { CachedContents } from '../cache/contents.ts'
import { POLICY_IDS } from '../policy/presets.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { Budget } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { certificatesOf } from '../trust/trust-store.ts'
import type { CertificateInput, TrustStore } from '../trust/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import type { OpenQuestion } from './open-questions.ts'

export interface VerifyOptions {
  /** Anchors by purpose, from `trustStore()`. Required: there is no default trust. */
  readonly trust: TrustStore
  /** From `policyPreset()` or `parsePolicy()`. Required: what counts as acceptable is the caller's decision. */
  readonly policy: ValidationPolicy
  /** @default now, read once */
  readonly validationTime?: Date
  /** Certificates that may help to build paths or to find a signer; not trusted. SES has no place for intermediates. */
  readonly certificates?: readonly CertificateInput[]
  /** CRLs and OCSP responses, DER. @default none: revocation is then unknown where a certificate names a source */
  readonly evidence?: RevocationEvidence
  /**
   * When the input is known to have been there, from a proof that the caller has verified: a time stamp over an archive that
   * holds it, say. Revocations after it do not touch what was signed. @default no such proof: not before now
   */
  readonly existedBy?: Date
  /** @default DEFAULT_LIMITS */
  readonly limits?: Partial<Limits>
  /** Put the seals' pictures (base64) into the report. @default false */
  readonly pictures?: boolean
  /**
   * From `createCache()`: remembers, from call to call, certificates as parsed, signatures that are mathematically valid, and parts
   * that packages have in common, with their digests.
   * Nothing in a report depends on it. @default none: each call remembers for itself alone
   */
  readonly verificationCache?: VerificationCache
}

export interface RevocationEvidence {
  readonly crls?: readonly Uint8Array[]
  readonly ocspResponses?: readonly Uint8Array[]
}

/** What one call works with: options with their defaults, one clock reading, one budget. */
export interface Call {
  readonly trust: TrustStore
  readonly policy: ValidationPolicy
  readonly time: Date
  readonly existedBy: Date | undefined
  readonly certificates: readonly Uint8Array[]
  readonly evidence: Required<RevocationEvidence>
  readonly budget: Budget
  readonly pictures: boolean
  readonly cache: VerificationCache
  /** What a cache of the caller knows of other packages. */
  readonly contents: CachedContents | undefined
  /** Collects what further evidence could answer. */
  readonly open: OpenQuestion[]
  /** What looking for such evidence brought up, at the places of the questions. */
  readonly noticed: readonly Finding[]
}

const OPTION_NAMES: readonly string[] = ['trust', 'policy', 'validationTime', 'certificates', 'evidence', 'existedBy', 'limits', 'pictures', 'verificationCache']

/** What a call without a cache remembers: a certificate is on several paths, and read for each. */
const OWN_CACHE_BYTES = 4 * 1024 * 1024

/**
 * @throws TypeError for a missing or misspelt option: a typo must not weaken a check
 */
export function openCall(options: VerifyOptions, noticed: readonly Finding[] = []): Call {
  const unknown = Object.keys(options).filter((name) => !OPTION_NAMES.includes(name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.join(', ')}`)
  const { trust, policy, validationTime = new Date(), certificates = [], evidence = {}, existedBy, pictures = false } = options
  const { verificationCache: cache = new VerificationCache(OWN_CACHE_BYTES) } = options
  if (typeof (trust as TrustStore | undefined)?.standing !== 'function') throw new TypeError('options.trust is required: use trustStore()')
  if (typeof (policy as ValidationPolicy | undefined)?.levels !== 'object') {
    throw new TypeError(`options.policy is required: use policyPreset() with one of ${POLICY_IDS.join(', ')}`)
  }
  if (!(cache instanceof VerificationCache)) throw new TypeError('options.verificationCache must come from createCache()')
  if (!(validationTime instanceof Date) || Number.isNaN(validationTime.getTime())) throw new TypeError('options.validationTime must be a valid Date')
  if (existedBy !== undefined && !(existedBy.getTime() <= validationTime.getTime())) throw new TypeError('options.existedBy must be a valid Date, not after validationTime')
  return {
    trust,
    policy,
    time: new Date(validationTime),
    existedBy: existedBy && new Date(existedBy),
    certificates: certificates.flatMap(certificatesOf),
    evidence: { crls: evidence.crls ?? [], ocspResponses: evidence.ocspResponses ?? [] },
    budget: new Budget(options.limits),
    pictures,
    cache,
    contents: options.verificationCache && new CachedContents(cache),
    open: [],
    noticed,
  }
}
