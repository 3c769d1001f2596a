/** Options of `verifySdJwt`, checked once at the door. */
import type { Limits } from '../../limits.ts'
import type { JwsKey, Sm2JwsOptions } from '../../jose/index.ts'
import { allowedAlgorithms } from '../../jose/algorithms.ts'
import { areDistinct } from '../../jose/jwk.ts'
import { requireStatusOptions } from '../status-list/check-status.ts'
import type { CredentialStatusOptions } from '../status-list/check-status.ts'
import { SD_HASHES } from './disclose.ts'
import type { SdHash } from './disclose.ts'
import type { KeyBindingRequest } from './key-binding.ts'

export interface VerifySdJwtOptions {
  /** The issuer's keys. */
  readonly keys: readonly JwsKey[]
  /** The names that `alg` may have, of the issuer's signature, of the holder's proof and of a status list. */
  readonly algorithms: readonly string[]
  /** `iss`, character for character. */
  readonly issuer: string
  /** `vct`: the type that was asked for; for licenses see `licenseVct`. */
  readonly type: string
  /** The request that the holder's proof must answer, or `none`: whoever has a copy can then present it. There is no default. */
  readonly keyBinding: 'none' | KeyBindingRequest
  /** Where the status of credentials that name a status list comes from. @default such a credential stays open */
  readonly status?: CredentialStatusOptions
  /** Names of `_sd_alg`; `sm3` is registered nowhere and must have been agreed on. @default sha-256, sha-384, sha-512 */
  readonly hashes?: readonly SdHash[]
  /** The `typ` that it must have. @default `dc+sd-jwt` */
  readonly typ?: string
  /** How SM2 signatures are written. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions
  /** By how many seconds clocks may differ; 300 at most. @default 60 */
  readonly clockSkewSeconds?: number
  /** @default now, read once */
  readonly validationTime?: Date
  /** @default TOKEN_LIMITS, and DEFAULT_LIMITS for what is not in it */
  readonly limits?: Partial<Limits>
}

const OPTION_NAMES: Readonly<Record<keyof VerifySdJwtOptions, true>> = {
  keys: true, algorithms: true, issuer: true, type: true, keyBinding: true, status: true, hashes: true, typ: true, sm2: true, clockSkewSeconds: true,
  validationTime: true, limits: true,
}

const isFilled = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** @throws TypeError for a missing, misspelt or contradictory option: a typo must not weaken a check */
export function requireSdJwtOptions(options: VerifySdJwtOptions): void {
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(OPTION_NAMES, name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.join(', ')}`)
  const { keys, algorithms, issuer, type, keyBinding, hashes = [], typ = 'dc+sd-jwt', clockSkewSeconds = 60, status } = options
  allowedAlgorithms(algorithms)
  if (!Array.isArray(keys) || !areDistinct(keys as readonly JwsKey[])) throw new TypeError('keys must be a list of keys, no two of one type with the same kid')
  if (!isFilled(issuer) || !isFilled(type) || !isFilled(typ)) throw new TypeError('issuer and type are required, and typ is a text')
  const request = keyBinding as Partial<KeyBindingRequest> | 'none' | undefined
  if (request !== 'none' && !(isFilled(request?.audience) && isFilled(request?.nonce) && (request?.maxAgeSeconds ?? 300) > 0)) {
    throw new TypeError('keyBinding is required: \'none\', or the audience and nonce of the request')
  }
  if (!Array.isArray(hashes) || hashes.some((name) => !Object.hasOwn(SD_HASHES, name as string))) throw new TypeError('hashes must be names of known hashes')
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= 300)) throw new TypeError('clockSkewSeconds must be from 0 to 300')
  if (status !== undefined) requireStatusOptions(status)
}
