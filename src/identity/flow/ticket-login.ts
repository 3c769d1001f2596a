/**
 * Log-in through an identity platform by a one-time ticket:
 * START, REDIRECTED, TICKET, TOKEN, ASSERTION, SESSION. Each step is taken once and in order; a login is bound to the
 * platform it was started with, to our address, to one browser and to a number used once. What fails, fails for good:
 * the person starts again.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { randomOctets } from '../../crypto/random.ts'
import { sm3 } from '../../crypto/index.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { checkLevel } from '../levels/index.ts'
import type { LevelRequirement, StepUp } from '../levels/index.ts'
import type { IdentityAssertion, IdentityKind, NumberKey } from '../assertion/index.ts'
import { requireNumberKey } from '../assertion/holder-number.ts'
import { checkIdentityRecord } from '../profiles/index.ts'
import type { IdentityProfile, TicketMap } from '../profiles/index.ts'
import { scalarText, valueAt } from '../profiles/record.ts'
import type { ReplayGuard } from '../token/replay.ts'
import { ask, filled } from './exchange.ts'
import type { Platform } from './exchange.ts'
import { isWeakRule } from './signing-rules.ts'
import type { LoginTransaction, TransactionStore } from './transactions.ts'

/** How far a login came. */
export type LoginState = 'START' | 'REDIRECTED' | 'TICKET' | 'TOKEN' | 'ASSERTION' | 'SESSION'

export interface TicketLoginOptions {
  /** With a ticket flow. */
  readonly profile: IdentityProfile
  /** Addresses of the deployment, over TLS but for this machine: where the person is sent, where a ticket becomes a token, and where a token becomes attributes. */
  readonly endpoints: { readonly authorize: string; readonly token: string; readonly attributes: string }
  /** The name and secret that the platform gave us. The secret stays on the server. */
  readonly client: string
  readonly secret: string
  /** Our address to which the person comes back; one for each platform. */
  readonly redirect: string
  /** Becomes the issuer of assertions. */
  readonly issuer: string
  /** Becomes their audience. */
  readonly audience: string
  readonly numbers: NumberKey
  /** @default false */
  readonly reveal?: boolean
  readonly fetch: typeof fetch
  readonly transactions: TransactionStore
  /** Remembers tickets that were used. */
  readonly tickets: ReplayGuard
  /** Opens what the deployment encrypts. */
  readonly open?: (sealed: string) => string | Promise<string>
  /** What the matter demands; without it a session has whatever level there is. */
  readonly requirement?: LevelRequirement
  /** For each question to the platform. @default 10 */
  readonly timeoutSeconds?: number
}

export interface StartedLogin {
  readonly state: 'REDIRECTED'
  /** Where to send the browser. */
  readonly location: string
}

export type FinishedLogin =
  | { readonly state: 'SESSION'; readonly assertion: IdentityAssertion; readonly findings: readonly Finding[] }
  /** The person is known, but not surely enough; only a new login can help. */
  | { readonly state: 'ASSERTION'; readonly stepUp: readonly StepUp[]; readonly findings: readonly Finding[] }
  /** The last state that was reached. */
  | { readonly state: 'START' | 'REDIRECTED' | 'TICKET' | 'TOKEN'; readonly findings: readonly Finding[] }

/** Seconds for which an assertion of a ticket flow can be relied on. */
const ASSERTION_SECONDS = 1800
/** Of tickets and tokens: what cannot break out of a parameter. */
const OPAQUE = /^[\w.~+/=:@-]{1,4096}$/

const random = (): string => toBase64Url(randomOctets(24))
const digest = (...parts: readonly string[]): string => toHex(sm3(toUtf8(parts.join('\u001f'))))
const stampOf = (time: Date, seconds = 0): string => new Date(time.getTime() + seconds * 1000).toISOString()

export class TicketLogin {
  readonly #options: TicketLoginOptions
  readonly #ticket: TicketMap
  readonly #platform: Platform

  /** @throws TypeError for a profile without ticket flow, an address without TLS, or a key that is none */
  constructor(options: TicketLoginOptions) {
    const { profile, endpoints, redirect, numbers, client, secret, timeoutSeconds = 10 } = options
    if (profile.ticket === undefined) throw new TypeError(`the profile ${profile.id} has no ticket flow`)
    for (const address of [...Object.values(endpoints), redirect]) requireAddress(address)
    if (client === '' || secret === '') throw new TypeError('client and secret are required')
    requireNumberKey(numbers)
    this.#options = options
    this.#ticket = profile.ticket
    this.#platform = { fetch: options.fetch, client, secret, signing: profile.ticket.signing, timeoutSeconds, ...(options.open && { open: options.open }) }
  }

  /**
   * Starts a login.
   * @param browser a secret of this browser (its cookie): whoever comes back must have it
   * @param kind which service to ask, where the platform has one for each
   */
  async start({ browser, kind, time }: { readonly browser: string; readonly kind?: IdentityKind; readonly time: Date }): Promise<StartedLogin> {
    const { profile, endpoints, redirect, client, transactions } = this.#options
    if (browser.length < 16) throw new TypeError('browser is a secret of 16 characters or more')
    if (profile.kind === 'asked' && kind === undefined) throw new TypeError(`the profile ${profile.id} needs a kind`)
    const [state, nonce] = [random(), random()]
    const back = new URL(redirect)
    if (this.#ticket.state === undefined) back.searchParams.set('state', state)
    const location = new URL(endpoints.authorize)
    for (const [name, value] of Object.entries(filled(this.#ticket.entry, { client, redirect: back.href, state, nonce }))) location.searchParams.set(name, value)
    await transactions.put(digest('state', state), {
      profile: profile.id, ...(kind !== undefined && { kind }), nonce, redirect: back.href, browser: digest('browser', state, browser),
      startedAt: stampOf(time), expiresAt: stampOf(time, this.#ticket.seconds),
    }, time)
    return { state: 'REDIRECTED', location: location.href }
  }

  /**
   * Finishes a login with the query that the person came back with. Never throws for what the query or the platform says.
   */
  async finish({ query, browser, time }: { readonly query: URLSearchParams; readonly browser: string; readonly time: Date }): Promise<FinishedLogin> {
    const { profile, transactions, tickets } = this.#options
    const refused = (state: 'START' | 'REDIRECTED' | 'TICKET', problem: Finding): FinishedLogin => ({ state, findings: [problem] })
    const states = query.getAll(this.#ticket.state ?? 'state')
    const [state] = states
    // Taken before anything is looked at: a login that was tried once is over, whatever came of it.
    const transaction = state === undefined || states.length > 1 ? undefined : await transactions.take(digest('state', state))
    if (state === undefined || transaction === undefined || Date.parse(transaction.expiresAt) <= time.getTime()) return refused('START', finding('TICKET_STATE_UNKNOWN', []))
    if (transaction.browser !== digest('browser', state, browser)) return refused('REDIRECTED', finding('TICKET_BROWSER_MISMATCH', []))
    if (transaction.profile !== profile.id) return refused('REDIRECTED', finding('TICKET_PROFILE_MISMATCH', [], { expected: transaction.profile, found: profile.id }))
    const given = query.getAll(this.#ticket.ticket)
    const [ticket] = given
    if (ticket === undefined || given.length > 1 || !OPAQUE.test(ticket)) return refused('REDIRECTED', finding('TICKET_MISSING', []))
    // The platform must forget a ticket too; we do not rely on it.
    const first = await tickets.first(digest('ticket', profile.id, ticket), new Date(time.getTime() + 86_400_000), time).catch(() => undefined)
    if (first !== true) return refused('TICKET', first === false ? finding('TICKET_REUSED', []) : finding('TOKEN_REPLAY_UNKNOWN', []))
    return this.#redeem(ticket, transaction, time)
  }

  async #redeem(ticket: string, transaction: LoginTransaction, time: Date): Promise<FinishedLogin> {
    const { profile, endpoints, issuer, audience, client, numbers, reveal = false, requirement } = this.#options
    const { token: request, attributes, signing } = this.#ticket
    const weak = isWeakRule(signing) ? [finding('PLATFORM_SIGNING_WEAK', [], { rule: signing.kind })] : []
    const values = { client, redirect: transaction.redirect, nonce: transaction.nonce }
    const answered = await ask('token', request, endpoints.token, { ...values, ticket }, { time, once: random() }, this.#platform)
    if ('problem' in answered) return { state: 'TICKET', findings: [...weak, answered.problem] }
    const token = scalarText(valueAt(answered.content, request.token))
    if (token === undefined || !OPAQUE.test(token)) return { state: 'TICKET', findings: [...weak, finding('PLATFORM_ANSWER_UNREADABLE', [], { step: 'token' })] }
    const wanted = (transaction.kind === undefined ? undefined : attributes[transaction.kind]) ?? attributes.NATURAL ?? attributes.LEGAL
    if (wanted === undefined) return { state: 'TOKEN', findings: [...weak, finding('IDENTITY_KIND_UNKNOWN', [], { profile: profile.id })] }
    const told = await ask('attributes', wanted, endpoints.attributes, { ...values, token }, { time, once: random() }, this.#platform)
    if ('problem' in told) return { state: 'TOKEN', findings: [...weak, told.problem] }
    const { facts: assertion, findings } = checkIdentityRecord(told.content, profile, {
      issuer, audience, id: random(), issuedAt: time, expiresAt: new Date(time.getTime() + ASSERTION_SECONDS * 1000), nonce: transaction.nonce, client, numbers, reveal,
      ...(transaction.kind !== undefined && { kind: transaction.kind }),
    })
    if (assertion === undefined) return { state: 'TOKEN', findings: [...weak, ...findings] }
    const level = requirement === undefined ? undefined : checkLevel(assertion.level, requirement, time)
    const all = [...weak, ...findings, ...(level?.findings ?? [])]
    if (level?.facts !== undefined && !level.facts.met) return { state: 'ASSERTION', stepUp: level.facts.stepUp, findings: all }
    return { state: 'SESSION', assertion, findings: all }
  }
}

function requireAddress(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const local = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost' || url?.hostname === '[::1]'
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && local)) || url.hash !== '') throw new TypeError('addresses begin with https: and have no fragment')
}
