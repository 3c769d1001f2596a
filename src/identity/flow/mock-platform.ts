/**
 * An identity platform for tests and demonstrations that speaks the form of a profile: it asks nobody for a password and
 * knows only accounts that it was given. A plain function from request to response, for any server or as a `fetch`.
 */
import { toHex, fromUtf8 } from '../../encoding/octets.ts'
import { parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { Budget } from '../../limits.ts'
import { randomOctets } from '../../crypto/random.ts'
import type { IdentityKind } from '../assertion/index.ts'
import type { AnswerMap, AnswerOutcome, IdentityProfile } from '../profiles/index.ts'
import { chinaDigits, signedHeaders, signedParameters } from './signing-rules.ts'

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
  /** Where persons may be sent back to. */
  readonly redirect: string
  readonly now: () => Date
  /** Encrypts as the deployment would. @default a text that says so, in the clear */
  readonly seal?: (content: string) => string
}

interface Issued {
  readonly until: number
  readonly nonce: string
  readonly kind: IdentityKind
}

/** What every platform needs: the answers to `/authorize`, `/token` and `/attributes`, wherever they are mounted. */
export function mockPlatform(options: MockPlatformOptions): (request: MockRequest) => Promise<MockResponse> {
  const { profile, client, secret, accounts, redirect, now, seal = (content) => `sealed:${content}` } = options
  const { ticket: flow } = profile
  if (flow === undefined) throw new TypeError(`the profile ${profile.id} has no ticket flow`)
  const [tickets, tokens] = [new Map<string, Issued>(), new Map<string, Issued>()]
  const random = (): string => toHex(randomOctets(16))

  const authorize = (url: URL): MockResponse => {
    const entry = Object.entries(flow.entry)
    const valueOf = (place: string): string | undefined => {
      const name = entry.find(([, text]) => text === place)?.[0]
      return name === undefined ? undefined : (url.searchParams.get(name) ?? undefined)
    }
    const back = valueOf('{redirect}')
    if (valueOf('{client}') !== client || back === undefined || !isBelow(back, redirect)) return plain(400)
    const kind: IdentityKind = url.searchParams.get('mock_kind') === 'LEGAL' ? 'LEGAL' : 'NATURAL'
    const ticket = random()
    tickets.set(ticket, { until: now().getTime() + flow.seconds * 1000, nonce: valueOf('{nonce}') ?? '', kind })
    const location = new URL(back)
    location.searchParams.set(flow.ticket, ticket)
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
      const token = random()
      tokens.set(token, { ...issued, until: now().getTime() + 1_800_000 })
      return wrapped(answer, { [flow.token.token]: token })
    }
    const account = accounts[issued.kind]
    return account === undefined ? refused(answer, 'no-user') : wrapped(answer, withNonce(account, profile, issued.nonce))
  }

  const isSigned = async (parameters: ReadonlyMap<string, string>, url: URL, { method, header, body }: MockRequest): Promise<boolean> => {
    const stamp = header('x-time')
    const stated = header('x-bg-date')
    const time = stamp !== undefined ? new Date(Number(stamp) * 1000) : stated !== undefined ? new Date(stated) : now()
    if (!(Math.abs(time.getTime() - now().getTime()) <= 300_000)) return false
    const expected = await signedParameters(flow.signing, { client, secret, time })
    const headers = await signedHeaders(flow.signing, method, { url, body, client, secret, time, once: header('x-nonce') ?? '' })
    const stampedNow = flow.signing.kind !== 'md5-client-secret-time' || parameters.get(flow.signing.time) === chinaDigits(time)
    return stampedNow && Object.entries(expected).every(([name, text]) => parameters.get(name) === text) && Object.entries(headers).every(([name, text]) => header(name) === text)
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

/** Same origin and path; only the query may differ: a ticket must not be sent to somebody else's page. */
function isBelow(address: string, registered: string): boolean {
  if (!URL.canParse(address)) return false
  const [given, known] = [new URL(address), new URL(registered)]
  return given.origin === known.origin && given.pathname === known.pathname
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

function withNonce(account: JsonValue, { nonce }: IdentityProfile, value: string): JsonValue {
  return nonce === undefined ? account : { ...(account as JsonObject), [nonce]: value }
}
