/**
 * A power that a holder gave somebody, as a token of whoever keeps powers (a delegation platform, a notary): who gave it, to
 * whom, for which matters, until when. The names of its claims are this project's, no standard's.
 */
import { z } from 'zod'
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding } from '../diagnostics/index.ts'
import type { Step } from '../diagnostics/step.ts'
import type { JsonObject } from '../encoding/json.ts'
import { digestHolderNumber, matchHolder } from '../identity/index.ts'
import type { AssertedParty, IdentityAssertion, NumberKey, VerifyTokenOptions } from '../identity/index.ts'
import type { LicenseHolder } from '../license/index.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { judge } from '../policy/judge.ts'
import { attempt } from '../verify/attempt.ts'
import type { PresenterReport } from './assess-presenter.ts'
import type { DelegationFacts } from './facts.ts'
import { requireToken, verifyPresentedToken } from './presented-token.ts'
import type { TokenToVerify } from './presented-token.ts'

/** `typ` of such a token: one that says who somebody is must not pass for one that says what somebody may do (RFC 8725 3.11). */
export const DELEGATION_TOKEN_TYPE = 'delegation+jwt'

/** Somebody by the document that identifies them; `id_type` as in GB/T 36903-2018 annex A. */
export interface DelegationParty {
  readonly name: string
  readonly id_type: string
  readonly id_number: string
}

/** A power token. `issueToken(claims, { signer, typ: DELEGATION_TOKEN_TYPE })` makes one of its `DelegationClaims`. */
export interface PresentedDelegation {
  readonly token: string | Uint8Array
  /** How `verifyToken` must find it. Its time is that of the assessment, its `typ` is `DELEGATION_TOKEN_TYPE`. */
  readonly verification: Omit<VerifyTokenOptions, 'validationTime' | 'typ'>
  /** Taken back, as its issuer says when asked. @default false */
  readonly revoked?: boolean
}

/** Claims beside the registered ones; another one is refused, for it may restrict what the power is good for. */
export interface DelegationClaims {
  /** Who gave the power: a holder of the license, or the organization that the presenter acts for. */
  readonly principal: DelegationParty
  /** To whom. */
  readonly agent: DelegationParty
  /** Codes of matters. */
  readonly matters: 'any' | readonly [string, ...string[]]
}

/** No claim of the token is in it. */
export interface DelegationReport extends Pick<PresenterReport, 'token'> {
  /** Reading the claims of a token that passed, and whom they are about. */
  readonly power?: Step<null>
}

export interface VerifiedDelegation {
  readonly report: DelegationReport
  /** A fact for each presenter that it was given to. */
  readonly facts: readonly DelegationFacts[]
  /** Of the token's text, once it said something; lower-case hex. */
  readonly sm3?: string
}

/** What a power is held against. */
export interface DelegationCall {
  readonly time: Date
  readonly policy: ValidationPolicy
  readonly numbers: NumberKey
  readonly holders: readonly LicenseHolder[]
  /** In the order of the presenters of the decision. */
  readonly assertions: readonly IdentityAssertion[]
}

const REGISTERED: readonly string[] = ['iss', 'aud', 'sub', 'jti', 'iat', 'nbf', 'exp']
const party = z.strictObject({ name: z.string().min(1).max(200), id_type: z.string().min(1).max(20), id_number: z.string().min(1).max(64) })
const CLAIMS = z.strictObject({
  principal: party, agent: party,
  matters: z.union([z.literal('any'), z.tuple([z.string().min(1).max(200)], z.string().min(1).max(200)).refine((codes) => codes.length <= 1000)]),
})

const tokenOf = ({ token, verification }: PresentedDelegation): TokenToVerify => ({ token, verification: { ...verification, typ: DELEGATION_TOKEN_TYPE } })

/** @throws TypeError for what is missing or of the wrong form */
export function requireDelegation(power: PresentedDelegation, time: Date): void {
  const { verification, revoked } = power as Partial<PresentedDelegation>
  if (typeof verification !== 'object') throw new TypeError('options.delegations: verification is required: the options of verifyToken')
  if ('typ' in verification) throw new TypeError('options.delegations: verification has no typ')
  if (revoked !== undefined && typeof revoked !== 'boolean') throw new TypeError('options.delegations: revoked is true or false')
  requireToken(tokenOf(power), time, 'options.delegations')
}

/** Never throws for any token. A power between others than those at hand gives no fact, and the report says so. */
export async function verifyDelegation(power: PresentedDelegation, call: DelegationCall): Promise<VerifiedDelegation> {
  const { report: token, verified, sm3 } = await verifyPresentedToken(tokenOf(power), call.time)
  if (verified === undefined) return { report: { token }, facts: [] }
  let facts: readonly DelegationFacts[] = []
  const read = await attempt<null>(['claims'], () => {
    const found = factsOf(verified.claims, power.revoked === true, call)
    facts = found.facts ?? []
    return { ...(found.facts !== undefined && { facts: null }), findings: found.findings }
  })
  const step = judge(read, call.policy)
  if (step.conclusion !== 'PASSED') return { report: { token, power: step }, facts: [] }
  return { report: { token, power: step }, facts, sm3 }
}

function factsOf(claims: JsonObject, revoked: boolean, { numbers, holders, assertions }: DelegationCall): Checked<readonly DelegationFacts[]> {
  const own = CLAIMS.safeParse(Object.fromEntries(Object.entries(claims).filter(([name]) => !REGISTERED.includes(name))))
  if (!own.success) return { findings: [finding('DELEGATION_CLAIMS_INVALID', [])] }
  const { principal, agent, matters } = own.data
  const same = (stated: DelegationParty, known: AssertedParty | undefined): boolean =>
    known !== undefined && matchHolder(known, { name: stated.name, type: stated.id_type, code: stated.id_number }, numbers) === 'same'
  const giver: AssertedParty = { name: principal.name, type: principal.id_type, number: digestHolderNumber(principal.id_type, principal.id_number, numbers) }
  const by = holders.flatMap(({ name, code, codeType }, index) =>
    (matchHolder(giver, { ...(name !== undefined && { name }), ...(code !== undefined && { code }), ...(codeType !== undefined && { type: codeType }) }, numbers) === 'same' ? [index] : []))
  const { nbf, exp } = claims
  const span = { ...(typeof nbf === 'number' && { notBefore: timeOf(nbf) }), ...(typeof exp === 'number' && { expiresAt: timeOf(exp) }) }
  const facts = assertions.flatMap(({ holder, agent: acting }, to): readonly DelegationFacts[] => {
    const receiver = same(agent, acting) ? 'agent' : same(agent, holder) ? 'holder' : undefined
    // An organization that is no holder itself may charge who acts for it.
    const fromOwn = receiver === 'agent' && same(principal, holder)
    return receiver === undefined || (by.length === 0 && !fromOwn) ? [] : [{ by, to, receiver, matters, ...span, ...(revoked && { revoked }) }]
  })
  const problems: readonly Finding[] = facts.length > 0 ? [] : [finding('DELEGATION_NOT_RELATED', [])]
  return { ...(facts.length > 0 && { facts }), findings: problems }
}

const timeOf = (seconds: number): string => new Date(Math.floor(seconds) * 1000).toISOString()
