/**
 * An identity platform for tests and demonstrations that speaks the form of a profile: it asks nobody for a password and
 * knows only accounts that it was given. A plain function from request to response, for any server or as a `fetch`.
 */
import { toHex, fromUtf8 } from '../../encoding/octets.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { Budget } from '../../limits.ts'
import { randomOctets } from '../../crypto/random.ts'
import type { IdentityKind } from '../assertion/index.ts'
import type { AnswerMap, AnswerOutcome, IdentityProfile, SigningRule } from '../profiles/index.ts'
import { chinaText, signedHeaders, signedParameters, timeOfChinaDigits } from './signing-rules.ts'

export interface MockRequest {
  readonly method: string
  /** Whole address. */
  readonly url: string
  /** @param name in lower case */
  readonly header: (name: string) => string | undefined
  readonly body: Uint8Array
}

export interface MockResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface MockPlatformOptions {
  readonly profile: IdentityProfile
  readonly client: string
  readonly secret: string
  /** What it answers about whoever logs in, in the profile's form; the whole answer, or what is encrypted in it. */
  readonly accounts: Readonly<Partial<Record<IdentityKind, JsonValue>>>
  /** Where persons may be sent back to: an address, whose query may differ, or a rule. */
  readonly redirect: string | ((back: URL) => boolean)
  readonly now: () => Date
  /** Encrypts as the deployment would. @default a text that says so, in the clear */
  readonly seal?: (content: string) => string
}

interface Issued {
  readonly until: number
  readonly nonce: string
  readonly kind: IdentityKind
  /** When the person logged in. */
  readonly at: Date
}

/** Tickets, and tokens, that are known at a time; the oldest are forgotten. */
const MAXIMUM_ISSUED = 10_000
/** By how much clocks may differ. */
const SKEW = 300_000

/** What every platform needs: the answers to `/authorize`, `/token` and `/attributes`, wherever they are mounted. */
export function mockPlatform(options: MockPlatformOptions): (request: MockRequest) => Promise<MockResponse> {
  const { profile, client, secret, accounts, redirect, now, seal = (content) => `sealed:${content}` } = options
  const { ticket: flow } = profile
  if (flow === undefined) throw new TypeError(`the profile ${profile.id} has no ticket flow`)
  const [tickets, tokens] = [new Map<string, Issued>(), new Map<string, Issued>()]
  const random = (): string => toHex(randomOctets(16))
  const remember = (store: Map<string, Issued>, issued: Issued): string => {
    const [oldest] = store.keys()
    if (oldest !== undefined && store.size >= MAXIMUM_ISSUED) store.delete(oldest)
    const name = random()
    store.set(name, issued)
    return name
  }

  const authorize = (url: URL): MockResponse => {
    const entry = Object.entries(flow.entry)
    const valueOf = (place: string): string | undefined => {
      const name = entry.find(([, text]) => text === place)?.[0]
      return name === undefined ? undefined : (url.searchParams.get(name) ?? undefined)
    }
    const back = valueOf('{redirect}')
    if (valueOf('{client}') !== client || back === undefined || !mayGoTo(back, redirect)) return plain(400)
    const kind: IdentityKind = url.searchParams.get('mock_kind') === 'LEGAL' ? 'LEGAL' : 'NATURAL'
    const location = new URL(back)
    location.searchParams.set(flow.ticket, remember(tickets, { until: now().getTime() + flow.seconds * 1000, nonce: valueOf('{nonce}') ?? '', kind, at: now() }))
    const state = valueOf('{state}')
    if (flow.state !== undefined && state !== undefined) location.searchParams.set(flow.state, state)
    return { status: 302, headers: { location: location.href }, body: '' }
  }

  const exchange = async (url: URL, request: MockRequest, step: 'token' | 'attributes'): Promise<MockResponse> => {
    const parameters = parametersOf(request)
    const wanted = step === 'token' ? [flow.token] : Object.values(flow.attributes)
    const answer = wanted[0]?.answer ?? flow.token.answer
    if (parameters === undefined || !await isSigned(parameters, url, request)) return refused(answer, 'refused')
    const find = (place: string): string | undefined => {
      for (const { parameters: forms } of wanted) {
        for (const [name, form] of Object.entries(forms)) {
          const [before, after] = form.split(place)
          const given = parameters.get(name)
          if (after !== undefined && before !== undefined && given?.startsWith(before) === true && given.endsWith(after)) return given.slice(before.length, given.length - after.length)
        }
      }
      return undefined
    }
    const [store, presented] = step === 'token' ? [tickets, find('{ticket}')] : [tokens, find('{token}')]
    const issued = presented === undefined ? undefined : store.get(presented)
    if (presented === undefined || issued === undefined) return refused(answer, step === 'token' ? 'ticket-invalid' : 'token-invalid')
    if (step === 'token') tickets.delete(presented)
    if (issued.until <= now().getTime()) return refused(answer, step === 'token' ? 'ticket-expired' : 'token-invalid')
    if (step === 'token') {
      return wrapped(answer, { [flow.token.token]: remember(tokens, { ...issued, until: now().getTime() + 1_800_000 }) })
    }
    const account = accounts[issued.kind]
    return account === undefined ? refused(answer, 'no-user') : wrapped(answer, ofThisLogin(account, profile, client, issued))
  }

  const isSigned = async (parameters: ReadonlyMap<string, string>, url: URL, { method, header, body }: MockRequest): Promise<boolean> => {
    const time = timeOf(flow.signing, parameters, header) ?? now()
    if (!(Math.abs(time.getTime() - now().getTime()) <= SKEW)) return false
    const expected = await signedParameters(flow.signing, { client, secret, time })
    const headers = await signedHeaders(flow.signing, method, { url, body, client, secret, time, once: header('x-nonce') ?? '' })
    return Object.entries(expected).every(([name, text]) => parameters.get(name) === text) && Object.entries(headers).every(([name, text]) => header(name) === text)
  }

  const wrapped = (answer: AnswerMap, content: JsonValue): MockResponse => {
    const inner: JsonValue = answer.encoding === 'json' ? content : answer.encoding === 'text' ? JSON.stringify(content) : seal(JSON.stringify(content))
    const whole: JsonObject = answer.content === '' ? (inner as JsonObject) : { [answer.content]: inner }
    const status = answer.status === undefined ? {} : { [answer.status.attribute]: answer.status.success[0] ?? '' }
    return sealedOr(answer, { ...status, ...whole })
  }
  const sealedOr = (answer: AnswerMap, body: JsonObject): MockResponse => (answer.sealed === true ? { ...json(null), body: seal(JSON.stringify(body)) } : json(body))
  const refused = (answer: AnswerMap, outcome: AnswerOutcome): MockResponse => {
    const { status } = answer
    const code = Object.entries(status?.codes ?? {}).find(([, one]) => one.outcome === outcome)?.[0] ?? 'error'
    const body: JsonObject = status === undefined ? { error: code } : { [status.attribute]: status.code === undefined ? code : 'false', ...(status.code !== undefined && { [status.code]: code }) }
    return sealedOr(answer, body)
  }

  return async (request) => {
    const url = new URL(request.url)
    if (url.pathname.endsWith('/authorize') && request.method === 'GET') return authorize(url)
    if (url.pathname.endsWith('/token') && request.method === 'POST') return exchange(url, request, 'token')
    if (url.pathname.endsWith('/attributes') && request.method === 'POST') return exchange(url, request, 'attributes')
    return plain(404)
  }
}

const plain = (status: number): MockResponse => ({ status, headers: { 'content-type': 'text/plain' }, body: `${status}\n` })
const json = (value: JsonValue): MockResponse => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

/** Of an address same origin and path; only the query may differ: a ticket must not be sent to somebody else's page. */
function mayGoTo(address: string, registered: string | ((back: URL) => boolean)): boolean {
  if (!URL.canParse(address)) return false
  const given = new URL(address)
  if (typeof registered === 'function') return registered(given)
  const known = new URL(registered)
  return given.origin === known.origin && given.pathname === known.pathname
}

/** When a request says that it was signed; undefined for rules without a time. */
function timeOf(rule: SigningRule, parameters: ReadonlyMap<string, string>, header: MockRequest['header']): Date | undefined {
  switch (rule.kind) {
    case 'secret-parameter': return undefined
    case 'hmac-sm3': return new Date(Number(header('x-time') ?? NaN) * 1000)
    case 'hmac-sha256-gateway': return new Date(header('x-bg-date') ?? NaN)
    case 'md5-client-secret-time': return timeOfChinaDigits(parameters.get(rule.time) ?? '')
  }
}

function parametersOf({ header, body }: MockRequest): ReadonlyMap<string, string> | undefined {
  const text = fromUtf8(body)
  if (text === undefined) return undefined
  if (header('content-type') !== 'application/json') return new Map(new URLSearchParams(text))
  try {
    const value = parseJson(text, { budget: new Budget({ jsonBytes: 65_536 }) })
    return new Map(Object.entries(value as JsonObject).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return undefined
  }
}

/** What an answer says of this login and not of the account: number used once, recipient, time of logging in. */
function ofThisLogin(account: JsonValue, { record, nonce, audience, authenticatedAt }: IdentityProfile, client: string, issued: Issued): JsonValue {
  const seconds = Math.floor(issued.at.getTime() / 1000)
  const stated = authenticatedAt && { 'epoch-seconds': seconds, 'epoch-milliseconds': seconds * 1000, china: chinaText(issued.at) }[authenticatedAt.format]
  return ([[nonce, issued.nonce], [audience, client], [authenticatedAt?.attribute, stated]] as const).reduce(
    (whole, [name, value]) => (name === undefined || value === undefined ? whole : withValueAt(whole, [record, name].join('.').split('.').filter((part) => part !== ''), value)), account,
  )
}

function withValueAt(whole: JsonValue | undefined, [name, ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (name === undefined) return value
  const members = isJsonObject(whole) ? whole : {}
  return { ...members, [name]: withValueAt(members[name], rest, value) }
}
