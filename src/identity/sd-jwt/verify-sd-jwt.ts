/** Verifies a presentation of an SD-JWT credential (RFC 9901): the issuer's signature, the disclosures, the claims, the holder's proof, the status. */
import type { Checked, Finding, SubIndication } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/step.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { verifyJws } from '../../jose/index.ts'
import { judge } from '../../policy/judge.ts'
import { policyPreset } from '../../policy/index.ts'
import type { Indication } from '../../report/model.ts'
import { trustStore } from '../../trust/index.ts'
import { attempt } from '../../verify/attempt.ts'
import { openCall } from '../../verify/options.ts'
import { indicationOf } from '../../verify/outcome.ts'
import { checkCredentialStatus } from '../status-list/check-status.ts'
import { periodFindings, registeredClaims } from '../token/claims.ts'
import { TOKEN_LIMITS } from '../token/options.ts'
import { OPEN_CLAIMS } from './claim-paths.ts'
import { disclose, hashOf } from './disclose.ts'
import { keyBindingFindings } from './key-binding.ts'
import { requireSdJwtOptions } from './options.ts'
import type { VerifySdJwtOptions } from './options.ts'
import { parsePresentation } from './presentation.ts'

/** Checks in the order in which they run; none runs after one that did not pass. */
export const SD_JWT_STEP_NAMES = ['format', 'signature', 'disclosures', 'claims', 'keyBinding', 'status'] as const
export type SdJwtStepName = (typeof SD_JWT_STEP_NAMES)[number]

interface SdJwtReportParts {
  readonly schema: 1
  readonly kind: 'sd-jwt'
  readonly validationTime: string
  readonly steps: Readonly<Partial<Record<SdJwtStepName, Step>>>
}

export interface AcceptedSdJwt extends SdJwtReportParts {
  readonly accepted: true
  readonly indication: 'TOTAL_PASSED'
  /** What the issuer signed and the holder disclosed, frozen; whether it is true is not said. */
  readonly claims: JsonObject
  /** Whether the presenter proved to have the holder's key. */
  readonly heldByPresenter: boolean
  /** ISO 8601, UTC: as of when the status list says that it is valid. Absent for a credential that names none. */
  readonly statusAsOf?: string
}

export interface RefusedSdJwt extends SdJwtReportParts {
  readonly accepted: false
  readonly indication: Exclude<Indication, 'TOTAL_PASSED'>
  readonly subIndication: SubIndication
}

export type SdJwtReport = AcceptedSdJwt | RefusedSdJwt

/**
 * Verifies a presentation in compact or JSON form. Nothing is fetched but by `status.source`.
 * @returns a report for any text
 * @throws TypeError for a mistake in the options
 */
export function verifySdJwt(presentation: string, options: VerifySdJwtOptions): Promise<SdJwtReport> {
  return verifyWith(presentation, options, () => [])
}

/** @param more what else must hold of the claims; not exported from the folder */
export async function verifyWith(presentation: string, options: VerifySdJwtOptions, more: (claims: JsonObject, time: Date) => readonly Finding[]): Promise<SdJwtReport> {
  if (typeof presentation !== 'string') throw new TypeError('the presentation must be a string')
  requireSdJwtOptions(options)
  const { keys, algorithms, issuer, keyBinding, hashes = ['sha-256', 'sha-384', 'sha-512'], typ = 'dc+sd-jwt', sm2 = {}, clockSkewSeconds: skew = 60 } = options
  const policy = policyPreset('cn-gov-2025')
  const { time, budget } = openCall({
    trust: trustStore({}), policy, limits: { ...TOKEN_LIMITS, ...options.limits }, ...(options.validationTime !== undefined && { validationTime: options.validationTime }),
  })
  const steps: Partial<Record<SdJwtStepName, Step>> = {}
  const step = async <Value>(name: SdJwtStepName, check: () => Checked<Value> | Promise<Checked<Value>>): Promise<Value | undefined> => {
    const { facts, findings } = await attempt([], check)
    // What a step found stays out of the report: claims are in it once, when all is well.
    const judged = judge({ ...(facts !== undefined && { facts: null }), findings }, policy)
    steps[name] = judged
    return judged.conclusion === 'PASSED' ? facts : undefined
  }
  const passed = <Value>(facts: Value, findings: readonly Finding[] = []): Checked<Value> => ({ facts, findings })
  const accepted = await (async () => {
    const parts = await step('format', () => passed(parsePresentation(presentation, budget)))
    if (parts === undefined) return undefined
    const payload = await step('signature', async () => passed((await verifyJws(parts.jwt, { keys, algorithms, typ, sm2, budget })).payload))
    if (payload === undefined) return undefined
    const read = await step('disclosures', async () => {
      const signed = parseJson(payload, { budget, at: ['claims'] })
      if (!isJsonObject(signed)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
      const hash = hashOf(signed, hashes)
      const { claims } = await disclose(signed, parts.disclosures, hash, budget)
      return passed({ signed, hash, claims }, hash === 'sm3' ? [finding('SD_JWT_HASH_PRIVATE', ['_sd_alg'], { hash })] : [])
    })
    if (read === undefined) return undefined
    const { signed, hash, claims } = read
    if (await step('claims', () => passed(true, [...claimFindings(signed, claims, options, time), ...more(claims, time)])) === undefined) return undefined
    const held = keyBinding !== 'none'
    const proven = await (held
      ? step('keyBinding', async () => passed(true, await keyBindingFindings(parts, signed, keyBinding, { algorithms, sm2, hash, budget, time, skew })))
      : parts.proof === '' || step('keyBinding', () => passed(true, [finding('SD_JWT_KEY_BINDING_UNEXPECTED', [])])))
    if (proven !== true) return undefined
    if (claims['status'] === undefined && options.status?.mode !== 'required') return { claims, heldByPresenter: held }
    const status = await step('status', () => checkCredentialStatus(claims, options.status, { keys, algorithms, issuer, time, clockSkewSeconds: skew, sm2 }))
    return status && { claims, heldByPresenter: held, statusAsOf: status.asOf.toISOString() }
  })()
  const common = { schema: 1, kind: 'sd-jwt', validationTime: time.toISOString(), steps } as const
  const { indication, subIndication = 'CUSTOM' } = indicationOf(Object.values(steps))
  if (accepted !== undefined && indication === 'TOTAL_PASSED') return { ...common, accepted: true, indication, ...accepted }
  return { ...common, accepted: false, indication: indication === 'TOTAL_PASSED' ? 'INDETERMINATE' : indication, subIndication }
}

function claimFindings(signed: JsonObject, claims: JsonObject, { issuer, type, keyBinding, clockSkewSeconds: skew = 60 }: VerifySdJwtOptions, at: Date): readonly Finding[] {
  const { registered, findings: malformed } = registeredClaims(claims)
  const { iss, aud } = registered
  const findings: Finding[] = [...malformed]
  for (const claim of OPEN_CLAIMS) if (claims[claim] !== undefined && signed[claim] === undefined) findings.push(finding('SD_JWT_CLAIM_HIDDEN', [], { claim }))
  if (iss !== issuer) findings.push(finding('TOKEN_ISSUER_MISMATCH', ['iss']))
  if (claims['vct'] !== type) findings.push(finding('SD_JWT_TYPE_MISMATCH', ['vct']))
  // A credential for certain recipients is not for others; one that says no name of its own is none of them.
  if (aud !== undefined && !(keyBinding !== 'none' && aud.includes(keyBinding.audience))) findings.push(finding('TOKEN_AUDIENCE_MISMATCH', ['aud']))
  return [...findings, ...periodFindings(registered, at, skew)]
}
