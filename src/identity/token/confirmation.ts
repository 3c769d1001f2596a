/** Whether whoever presents a token is who it was issued to: `cnf` (RFC 7800) with a client certificate (RFC 8705) or a proof (RFC 9449). */
import type { Checked, Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { DIGESTS } from '../../crypto/index.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import type { Budget } from '../../limits.ts'
import { checkDpop } from './dpop.ts'
import type { DpopOptions } from './dpop.ts'

/** What the presenter showed besides the token. */
export interface ConfirmationOptions {
  /** The certificate, DER, with which the presenter's connection was made and whose key it proved to have there. */
  readonly certificate?: Uint8Array
  /** A proof in a header of the request. */
  readonly dpop?: DpopOptions
}

export type ConfirmedBy = 'certificate' | 'dpop'

export interface ConfirmationCall {
  readonly text: string
  readonly time: Date
  readonly clockSkewSeconds: number
  readonly budget: Budget
}

/** Members of `cnf` that this package can check, and what they are checked against. */
const METHODS: ReadonlyMap<string, ConfirmedBy> = new Map([['x5t#S256', 'certificate'], ['jkt', 'dpop']])

/**
 * Checks the presenter. Every member of `cnf` must be one that is known and fits what was shown, and whatever was shown
 * must be asked for: a token that asks for less than the recipient does is refused.
 * @returns undefined when the question does not arise: a bearer token where no proof is expected
 */
export async function checkConfirmation(
  claims: JsonObject, shown: ConfirmationOptions, call: ConfirmationCall,
): Promise<(Checked<{ readonly confirmedBy: ConfirmedBy }>) | undefined> {
  const { cnf } = claims
  const expected = (['certificate', 'dpop'] as const).filter((method) => shown[method] !== undefined)
  if (cnf === undefined) return expected.length === 0 ? undefined : { findings: [finding('TOKEN_CONFIRMATION_ABSENT', [])] }
  if (!isJsonObject(cnf) || Object.keys(cnf).length === 0) return { findings: [finding('TOKEN_CLAIM_INVALID', ['cnf'], { claim: 'cnf' })] }
  const asked = Object.keys(cnf).map((member) => METHODS.get(member))
  if (asked.includes(undefined)) return { findings: [finding('TOKEN_CONFIRMATION_UNSUPPORTED', ['cnf'])] }
  if (expected.some((method) => !asked.includes(method))) return { findings: [finding('TOKEN_CONFIRMATION_ABSENT', ['cnf'])] }
  const findings: Finding[] = []
  for (const [member, method] of METHODS) {
    const value = cnf[member]
    if (value === undefined) continue
    if (typeof value !== 'string') return { findings: [finding('TOKEN_CLAIM_INVALID', ['cnf', member], { claim: 'cnf' })] }
    findings.push(...(await checkMethod(method, value, shown, call)))
  }
  const [confirmedBy] = expected
  return confirmedBy === undefined ? { findings } : { facts: { confirmedBy }, findings }
}

async function checkMethod(method: ConfirmedBy, value: string, { certificate, dpop }: ConfirmationOptions, call: ConfirmationCall): Promise<readonly Finding[]> {
  if (method === 'dpop') return dpop === undefined ? [finding('TOKEN_CONFIRMATION_UNCHECKED', ['cnf'])] : checkDpop(value, dpop, call)
  if (certificate === undefined) return [finding('TOKEN_CONFIRMATION_UNCHECKED', ['cnf'])]
  const digest = toBase64Url(await DIGESTS['SHA-256'].digest(certificate))
  return digest === value ? [] : [finding('TOKEN_BOUND_TO_OTHER_CERTIFICATE', ['cnf'])]
}
