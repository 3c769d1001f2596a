/** Verifies a presentation of an SD-JWT credential (RFC 9901): the issuer's signature, the disclosures, the claims, the holder's proof. */
import type { Checked, Finding, SubIndication } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/step.ts'
import { FormatError } from '../../errors.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { parseJwk, verifyJws } from '../../jose/index.ts'
import type { JwsKey, Sm2JwsOptions } from '../../jose/index.ts'
import { allowedAlgorithms } from '../../jose/algorithms.ts'
import { areDistinct } from '../../jose/jwk.ts'
import type { Budget } from '../../limits.ts'
import { judge } from '../../policy/judge.ts'
import { policyPreset } from '../../policy/index.ts'
import type { Indication } from '../../report/model.ts'
import { trustStore } from '../../trust/index.ts'
import { attempt } from '../../verify/attempt.ts'
import { openCall } from '../../verify/options.ts'
import { indicationOf } from '../../verify/outcome.ts'
import { registeredClaims } from '../token/claims.ts'
import { TOKEN_LIMITS } from '../token/options.ts'
import { SD_HASHES, disclose, hashOf } from './disclose.ts'
import type { SdHash } from './disclose.ts'

export interface VerifySdJwtOptions {
  /** The issuer's keys. */
  readonly keys: readonly JwsKey[]
  /** The names that `alg` may have, of the issuer's signature and of the holder's proof. */
  readonly algorithms: readonly string[]
  /** `iss`, character for character. */
  readonly issuer: string
  /** `vct`: the type that was asked for; of a license, the code of its type. */
  readonly type: string
  /** The request that the holder's proof must answer, or `none`: whoever has a copy can then present it. There is no default. */
  readonly keyBinding: 'none' | { readonly audience: string; readonly nonce: string; readonly maxAgeSeconds?: number }
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
}

/** Checks in the order in which they run; none runs after one that did not pass. */
export const SD_JWT_STEP_NAMES = ['format', 'signature', 'disclosures', 'claims', 'keyBinding'] as const
export type SdJwtStepName = (typeof SD_JWT_STEP_NAMES)[number]

interface SdJwtReportParts {
  readonly schema: 1
  readonly kind: 'sd-jwt'
  readonly validationTime: string
  readonly steps: Readonly<Partial<Record<SdJwtStepName, Step>>>
}

/** `claims`: what the issuer signed and the holder disclosed, frozen; whether it is true is not said. */
export type SdJwtReport =
  | (SdJwtReportParts & { readonly accepted: true; readonly indication: 'TOTAL_PASSED'; readonly claims: JsonObject; readonly heldByPresenter: boolean })
  | (SdJwtReportParts & { readonly accepted: false; readonly indication: Exclude<Indication, 'TOTAL_PASSED'>; readonly subIndication: SubIndication })

/** SD-JWT VC: what decides on the credential as a whole stands in the open. */
const OPEN_CLAIMS = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status'] as const
const MAXIMUM_DISCLOSURES = 1000
const OPTION_NAMES: Readonly<Record<keyof VerifySdJwtOptions, true>> = {
  keys: true, algorithms: true, issuer: true, type: true, keyBinding: true, hashes: true, typ: true, sm2: true, clockSkewSeconds: true, validationTime: true,
}

/**
 * Verifies a presentation in compact form. Nothing is fetched. A credential that names a status list stays open: lists
 * are not read here.
 * @returns a report for any text
 * @throws TypeError for a mistake in the options
 */
export async function verifySdJwt(presentation: string, options: VerifySdJwtOptions): Promise<SdJwtReport> {
  checkOptions(presentation, options)
  const { keys, algorithms, keyBinding, hashes = ['sha-256', 'sha-384', 'sha-512'], typ = 'dc+sd-jwt', sm2 = {}, clockSkewSeconds: skew = 60 } = options
  const policy = policyPreset('cn-gov-2025')
  const { time, budget } = openCall({
    trust: trustStore({}), policy, limits: TOKEN_LIMITS, ...(options.validationTime !== undefined && { validationTime: options.validationTime }),
  })
  const now = time.getTime() / 1000
  const steps: Partial<Record<SdJwtStepName, Step>> = {}
  const step = async <Value>(name: SdJwtStepName, check: () => Value | Promise<Value>, findingsOf: (value: Value) => readonly Finding[] = () => []): Promise<Value | undefined> => {
    let value: Value | undefined
    const judged = judge(await attempt([], async (): Promise<Checked<unknown>> => {
      value = await check()
      return { facts: null, findings: findingsOf(value) }
    }), policy)
    steps[name] = judged
    return judged.conclusion === 'PASSED' ? value : undefined
  }
  const accepted = await (async () => {
    const parts = await step('format', () => split(presentation, budget))
    if (parts === undefined) return undefined
    const payload = await step('signature', async () => (await verifyJws(parts.jwt, { keys, algorithms, typ, sm2, budget })).payload)
    if (payload === undefined) return undefined
    const read = await step('disclosures', async () => {
      const signed = parseJson(payload, { budget, at: ['claims'] })
      if (!isJsonObject(signed)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
      const hash = hashOf(signed, hashes)
      return { signed, hash, claims: await disclose(signed, parts.disclosures, hash, budget) }
    })
    if (read === undefined) return undefined
    const { signed, hash, claims } = read
    if (await step('claims', () => claimFindings(signed, claims, options, now, time.toISOString()), (findings) => findings) === undefined) return undefined
    if (keyBinding === 'none') {
      if (parts.proof === '') return { claims, heldByPresenter: false }
      await step('keyBinding', () => [finding('SD_JWT_KEY_BINDING_UNEXPECTED', [])], (findings) => findings)
      return undefined
    }
    const proven = await step('keyBinding', () => keyBindingFindings(parts, signed, hash, keyBinding, { algorithms, sm2, budget, now, skew }), (findings) => findings)
    return proven && { claims, heldByPresenter: true }
  })()
  const common = { schema: 1, kind: 'sd-jwt', validationTime: time.toISOString(), steps } as const
  const { indication, subIndication = 'CUSTOM' } = indicationOf(Object.values(steps))
  if (accepted !== undefined && indication === 'TOTAL_PASSED') return { ...common, accepted: true, indication, ...accepted }
  return { ...common, accepted: false, indication: indication === 'TOTAL_PASSED' ? 'INDETERMINATE' : indication, subIndication }
}

interface KeyBindingCall extends Required<Pick<VerifySdJwtOptions, 'algorithms' | 'sm2'>> {
  readonly budget: Budget
  readonly now: number
  readonly skew: number
}

/** RFC 9901 7.3: the proof is by the key that the issuer confirmed, and answers this request about this presentation. */
async function keyBindingFindings(
  { proof, bound }: Presentation, { cnf }: JsonObject, hash: ReturnType<typeof hashOf>, request: Exclude<VerifySdJwtOptions['keyBinding'], 'none'>,
  { algorithms, sm2, budget, now, skew }: KeyBindingCall,
): Promise<readonly Finding[]> {
  const at = ['keyBinding']
  const jwk = isJsonObject(cnf) ? cnf['jwk'] : undefined
  if (proof === '' || !isJsonObject(jwk)) return [finding('SD_JWT_KEY_BINDING_ABSENT', [])]
  // Of the key alone: whatever the proof calls it, it is this one.
  const { key } = parseJwk(jwk, { budget, at: ['cnf', 'jwk'] })
  const { payload } = await verifyJws(proof, { keys: [{ key }], algorithms, typ: 'kb+jwt', sm2, budget, at })
  const said = parseJson(payload, { budget, at })
  if (!isJsonObject(said)) return [finding('SD_JWT_KEY_BINDING_MISMATCH', at, { claim: 'claims' })]
  const { audience: aud, nonce, maxAgeSeconds: maximum = 300 } = request
  const expected = { aud, nonce, sd_hash: toBase64Url(await hash.digest(toUtf8(bound))) }
  const findings: Finding[] = Object.entries(expected).filter(([claim, value]) => said[claim] !== value).map(([claim]) => finding('SD_JWT_KEY_BINDING_MISMATCH', at, { claim }))
  const { iat } = said
  if (typeof iat !== 'number' || iat > now + skew || now > iat + maximum + skew) findings.push(finding('SD_JWT_KEY_BINDING_TIME', at, { maximum }))
  return findings
}

function checkOptions(presentation: string, options: VerifySdJwtOptions): void {
  if (typeof presentation !== 'string') throw new TypeError('the presentation must be a string')
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(OPTION_NAMES, name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.join(', ')}`)
  const { keys, algorithms, issuer, type, keyBinding, hashes = [], clockSkewSeconds = 60 } = options
  allowedAlgorithms(algorithms)
  if (!Array.isArray(keys) || !areDistinct(keys as readonly JwsKey[])) throw new TypeError('keys must be a list of keys, no two of one type with the same kid')
  const filled = (value: unknown): boolean => typeof value === 'string' && value !== ''
  if (!filled(issuer) || !filled(type)) throw new TypeError('issuer and type are required')
  const bound = keyBinding as Partial<Exclude<VerifySdJwtOptions['keyBinding'], 'none'>> | 'none' | undefined
  if (bound !== 'none' && !(filled(bound?.audience) && filled(bound?.nonce) && (bound?.maxAgeSeconds ?? 300) > 0)) throw new TypeError('keyBinding is required: \'none\', or the audience and nonce of the request')
  if (hashes.some((name) => !Object.hasOwn(SD_HASHES, name))) throw new TypeError('hashes must be names of known hashes')
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= 300)) throw new TypeError('clockSkewSeconds must be from 0 to 300')
}

interface Presentation {
  readonly jwt: string
  readonly disclosures: readonly string[]
  /** Empty: there is none. */
  readonly proof: string
  /** What `sd_hash` is over: all before the proof. */
  readonly bound: string
}

function split(text: string, budget: Budget): Presentation {
  budget.within('jsonBytes', text.length)
  const [jwt = '', ...rest] = text.split('~')
  const proof = rest.pop()
  if (jwt === '' || jwt.startsWith('{') || proof === undefined || rest.includes('') || rest.length > MAXIMUM_DISCLOSURES) throw new FormatError(finding('SD_JWT_MALFORMED', []))
  return { jwt, disclosures: rest, proof, bound: text.slice(0, text.length - proof.length) }
}

function claimFindings(signed: JsonObject, claims: JsonObject, { issuer, type, clockSkewSeconds: skew = 60 }: VerifySdJwtOptions, now: number, time: string): readonly Finding[] {
  const { registered: { iss, exp, nbf }, findings: malformed } = registeredClaims(claims)
  const findings: Finding[] = [...malformed]
  for (const claim of OPEN_CLAIMS) if (claims[claim] !== undefined && signed[claim] === undefined) findings.push(finding('SD_JWT_CLAIM_HIDDEN', [], { claim }))
  if (iss !== issuer) findings.push(finding('TOKEN_ISSUER_MISMATCH', ['iss']))
  if (claims['vct'] !== type) findings.push(finding('SD_JWT_TYPE_MISMATCH', ['vct']))
  const iso = (seconds: number): string => new Date(Math.floor(seconds) * 1000).toISOString()
  if (exp !== undefined && now >= exp + skew) findings.push(finding('TOKEN_EXPIRED', ['exp'], { expires: iso(exp), time }))
  if (nbf !== undefined && now < nbf - skew) findings.push(finding('TOKEN_NOT_YET_VALID', ['nbf'], { notBefore: iso(nbf), time }))
  if (claims['status'] !== undefined) findings.push(finding('SD_JWT_STATUS_UNCHECKED', ['status']))
  return findings
}
