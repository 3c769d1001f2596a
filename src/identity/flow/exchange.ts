/** One question to a platform and its answer, by the profile: parameters filled in, signed, sent, bounded, read. */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { parseJson } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { concatOctets, fromUtf8, toUtf8 } from '../../encoding/octets.ts'
import { Budget } from '../../limits.ts'
import type { AnswerMap, RequestMap, SigningRule } from '../profiles/index.ts'
import type { Parameters } from '../profiles/profile.ts'
import { scalarText, valueAt } from '../profiles/record.ts'
import { signedHeaders, signedParameters } from './signing-rules.ts'

/** Octets of an answer: attributes of one person are a few thousand. */
const MAXIMUM_ANSWER = 256 * 1024

export interface Platform {
  readonly fetch: typeof fetch
  readonly client: string
  readonly secret: string
  readonly signing: SigningRule
  /** Opens what a deployment encrypts. @throws anything: then the answer is not readable */
  readonly open?: (sealed: string) => string | Promise<string>
  readonly timeoutSeconds: number
}

export type Step = 'token' | 'attributes'

/** Replaces `{name}` by a value; values are no templates themselves. */
export function filled(parameters: Parameters, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, text]) => [
    name, text.replaceAll(/\{(\w+)\}/g, (place: string, word: string) => (Object.hasOwn(values, word) ? (values[word] as string) : place)),
  ]))
}

export type Answer = { readonly content: JsonValue } | { readonly problem: Finding }

/** Asks and reads. What goes wrong is a finding; nothing of the answer is in it. */
export async function ask(
  step: Step, request: RequestMap, address: string, values: Readonly<Record<string, string>>, { time, once }: { readonly time: Date; readonly once: string }, platform: Platform,
): Promise<Answer> {
  const { client, secret, signing, timeoutSeconds, fetch: send } = platform
  const parameters = { ...filled(request.parameters, values), ...await signedParameters(signing, { client, secret, time }) }
  const body = toUtf8(request.body === 'json' ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString())
  const headers = await signedHeaders(signing, 'POST', { url: new URL(address), body, client, secret, time, once })
  let text: string | undefined
  try {
    const response = await send(address, {
      method: 'POST', body, redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(timeoutSeconds * 1000),
      headers: { 'content-type': request.body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
    })
    if (!response.ok) return { problem: finding('PLATFORM_REFUSED', [], { step, status: response.status }) }
    const octets = await readBounded(response)
    text = octets === undefined ? undefined : fromUtf8(octets)
  } catch {
    return { problem: finding('PLATFORM_UNREACHABLE', [], { step }) }
  }
  if (text === undefined) return { problem: finding('PLATFORM_ANSWER_UNREADABLE', [], { step }) }
  try {
    return await readAnswer(step, text, request.answer, platform.open)
  } catch {
    return { problem: finding('PLATFORM_ANSWER_UNREADABLE', [], { step }) }
  }
}

async function readAnswer(step: Step, text: string, { sealed = false, status, content: path, encoding }: AnswerMap, open: Platform['open']): Promise<Answer> {
  const parse = (json: string): JsonValue => parseJson(json, { budget: new Budget({ jsonBytes: MAXIMUM_ANSWER, jsonValues: 10_000 }) })
  const opened = async (one: JsonValue | undefined): Promise<string> => {
    if (typeof one !== 'string' || open === undefined) throw new FormatError(finding('PLATFORM_ANSWER_UNREADABLE', [], { step }))
    return open(one)
  }
  const answer = parse(sealed ? await opened(text) : text)
  if (status !== undefined) {
    const said = scalarText(valueAt(answer, status.attribute))
    if (said === undefined || !status.success.includes(said)) return { problem: refusal(step, status, status.code === undefined ? said : scalarText(valueAt(answer, status.code))) }
  }
  const content = valueAt(answer, path)
  if (content === undefined) return { problem: finding('PLATFORM_ANSWER_UNREADABLE', [], { step }) }
  if (encoding === 'json') return { content }
  if (encoding === 'encrypted') return { content: parse(await opened(content)) }
  return typeof content === 'string' ? { content: parse(content) } : { problem: finding('PLATFORM_ANSWER_UNREADABLE', [], { step }) }
}

function refusal(step: Step, { codes }: NonNullable<AnswerMap['status']>, code: string | undefined): Finding {
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined
  // A code that the profile does not have is the platform's text, and not repeated.
  if (code === undefined || known === undefined) return finding('PLATFORM_REFUSED', [], { step, status: 'unknown' })
  switch (known.outcome) {
    case 'ticket-expired': return finding('TICKET_EXPIRED', [])
    case 'ticket-invalid': return finding('TICKET_INVALID', [], { status: code })
    case 'ticket-foreign': return finding('TICKET_AUDIENCE_MISMATCH', [])
    case 'token-invalid': case 'no-user': case 'refused': return finding('PLATFORM_REFUSED', [], { step, status: code })
  }
}

/** The body; undefined when it is too long, and then the rest is not read. */
async function readBounded(response: Response): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concatOctets(...chunks)
    length += value.length
    if (length > MAXIMUM_ANSWER) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
}

