/** One question to a sharing service: asked within a time, again where that can help, its answer bounded, opened and checked. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { fromHex, joinOctets, toUtf8 } from '../../encoding/octets.ts'
import { Budget } from '../../limits.ts'
import type { LicenseStatus } from '../status.ts'
import { answerSchemas, envelopeSchema } from './answers.ts'
import type { AnswerOf } from './answers.ts'
import { Circuit } from './circuit.ts'
import type { CircuitOptions } from './circuit.ts'
import type { OperationMap, SharingOperation, SharingProfile } from './profile.ts'

/** Data of licenses are a few thousand octets each. */
const MAXIMUM_ANSWER = 1024 * 1024
/** A license of 32 MiB, in base64, in hex of an encrypted answer. */
const MAXIMUM_FILE_ANSWER = 96 * 1024 * 1024
const WAIT_AT_MOST_MS = 10_000

/** What came of a question. A `problem` says nothing of the license, unless the service stated its status instead of an answer. */
export type SharingAnswer<Value> =
  /** `asOf`: when the question was sent; the service knew what it says then or later. */
  | { readonly value: Value; readonly asOf: Date; readonly problem?: undefined }
  | { readonly problem: Finding; readonly statuses?: readonly LicenseStatus[]; readonly asOf: Date }

export interface ExchangeOptions {
  readonly profile: SharingProfile
  /** Base address; operations are below it. */
  readonly url: string
  readonly fetch: typeof fetch
  readonly accessId: string
  readonly accessToken: string
  /** The clock. */
  readonly now: () => Date
  /** 0 to 1, for the waits between attempts. Need not be unpredictable. */
  readonly random: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Decrypts answers (`sm2Opener`). Required where the profile has them encrypted. */
  readonly open?: (ciphertext: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** Encrypts numbers of holders, as agreed. Required where the profile has them encrypted. */
  readonly sealHolderCode?: (code: string) => string
  /** More headers, such as a signature over the body, as agreed. */
  readonly headers?: (body: Uint8Array) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>
  /** Of one attempt. @default 10 */
  readonly timeoutSeconds?: number
  /** Of one question, the first included; at most 5. @default 3 */
  readonly attempts?: number
  readonly circuit?: CircuitOptions
}

export type Values = Readonly<Record<string, JsonValue | undefined>>

/** Worth another attempt, and counts against the service. */
class Passing extends Error {
  override readonly cause: 'network' | 'timeout' | 'busy' | 'server'
  constructor(cause: Passing['cause']) {
    super(cause)
    this.cause = cause
  }
}
class Unreadable extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export class Exchange {
  readonly #options: Required<Pick<ExchangeOptions, 'timeoutSeconds' | 'attempts'>> & ExchangeOptions
  readonly #circuit: Circuit

  /** @throws TypeError for options that make no sense */
  constructor(options: ExchangeOptions) {
    const { url, profile, timeoutSeconds = 10, attempts = 3, accessId, accessToken } = options
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new TypeError('url is an address of http or https')
    for (const name of ['fetch', 'now', 'random', 'sleep'] as const) if (typeof options[name] !== 'function') throw new TypeError(`${name} is required`)
    if (typeof accessId !== 'string' || typeof accessToken !== 'string') throw new TypeError('accessId and accessToken are required')
    if (!(timeoutSeconds > 0 && timeoutSeconds <= 300)) throw new TypeError('timeoutSeconds is up to 300')
    if (!Number.isInteger(attempts) || attempts < 1 || attempts > 5) throw new TypeError('attempts are 1 to 5')
    if (profile.sealed !== 'none' && options.open === undefined) throw new TypeError(`answers of ${profile.id} are encrypted: open is required`)
    if (profile.holderCodes === 'sealed' && options.sealHolderCode === undefined) throw new TypeError(`${profile.id} takes numbers of holders encrypted: sealHolderCode is required`)
    this.#options = { ...options, timeoutSeconds, attempts }
    this.#circuit = new Circuit(options.circuit)
  }

  /** @throws TypeError for values that the operation lacks or does not take */
  async ask<Operation extends SharingOperation>(operation: Operation, values: Values): Promise<SharingAnswer<AnswerOf<Operation>>> {
    const { profile, url, now, random, sleep, attempts, headers } = this.#options
    const map = profile.operations[operation]
    if (map === undefined) return { problem: finding('SHARING_NOT_OFFERED', [], { operation }), asOf: now() }
    const body = toUtf8(JSON.stringify({ head: { accessId: this.#options.accessId, accessToken: this.#options.accessToken }, data: this.#data(map, values) }))
    const address = `${url.replace(/\/+$/, '')}/${map.path}`
    for (let attempt = 1; ; attempt++) {
      const more = headers === undefined ? {} : await headers(body)
      const asOf = now()
      const seconds = this.#circuit.enter(asOf.getTime())
      if (seconds !== undefined) return { problem: finding('SHARING_CIRCUIT_OPEN', [], { operation, seconds }), asOf }
      let answered
      try {
        answered = await this.#attempt(operation, address, body, more)
      } catch (error) {
        answered = error instanceof Passing || error instanceof Unreadable ? error : new Unreadable('content')
      }
      if (!(answered instanceof Passing)) {
        this.#circuit.succeeded()
        if (answered instanceof Unreadable) return { problem: finding('SHARING_ANSWER_UNREADABLE', [], { operation, reason: answered.reason }), asOf }
        return { ...answered, asOf }
      }
      this.#circuit.failed(now().getTime())
      if (attempt >= attempts || map.once === true) return { problem: finding('SHARING_UNAVAILABLE', [], { operation, cause: answered.cause }), asOf }
      // Full jitter: callers that failed together do not come back together.
      await sleep(Math.min(WAIT_AT_MOST_MS, 500 * 2 ** (attempt - 1)) * Math.min(1, Math.max(0, random())))
    }
  }

  #data({ fields, required, path }: OperationMap, values: Values): Readonly<Record<string, JsonValue>> {
    const { profile, sealHolderCode } = this.#options
    const given = Object.entries(values).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    const missing = required.find((name) => values[name] === undefined || values[name] === '')
    if (missing !== undefined) throw new TypeError(`${profile.id} ${path}: ${missing} is required`)
    return Object.fromEntries(given.map(([name, value]) => {
      const wire = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (wire === undefined) throw new TypeError(`${profile.id} ${path} does not take ${name}`)
      const sealed = name === 'holderCode' && profile.holderCodes === 'sealed' && typeof value === 'string'
      return [wire, sealed ? (sealHolderCode as (code: string) => string)(value) : value]
    }))
  }

  async #attempt<Operation extends SharingOperation>(
    operation: Operation, address: string, body: Uint8Array<ArrayBuffer>, more: Readonly<Record<string, string>>,
  ): Promise<{ readonly value: AnswerOf<Operation> } | { readonly problem: Finding; readonly statuses?: readonly LicenseStatus[] }> {
    const { fetch: send, profile, timeoutSeconds } = this.#options
    const maximum = operation === 'downloadFile' ? MAXIMUM_FILE_ANSWER : MAXIMUM_ANSWER
    const signal = AbortSignal.timeout(timeoutSeconds * 1000)
    let octets
    try {
      const response = await within(signal, send(address, {
        method: 'POST', body, redirect: 'error', credentials: 'omit', signal, headers: { ...more, 'content-type': 'application/json', accept: 'application/json' },
      }))
      if (response.status === 429 || response.status === 503) throw new Passing('busy')
      if (response.status >= 500) throw new Passing('server')
      if (response.status !== 200) return { problem: finding('SHARING_REFUSED', [], { operation, reason: `HTTP ${response.status}` }) }
      octets = await readBounded(response, maximum, signal)
    } catch (error) {
      throw error instanceof Passing ? error : new Passing(signal.aborted ? 'timeout' : 'network')
    }
    if (octets === undefined) return { problem: finding('SHARING_ANSWER_TOO_LARGE', [], { operation, maximum }) }
    const envelope = envelopeSchema.safeParse(parsed(octets, maximum, 'json'))
    if (!envelope.success) throw new Unreadable('envelope')
    const { head: { status }, data } = envelope.data
    if (!profile.head.success.includes(status)) return this.#refused(operation, status)
    const opened = profile.sealed === 'none' ? data as JsonValue : await this.#opened(data as JsonValue | undefined, maximum)
    const answer = answerSchemas[operation].safeParse(opened)
    if (!answer.success) throw new Unreadable('fields')
    return { value: answer.data as AnswerOf<Operation> }
  }

  #refused(operation: SharingOperation, status: string): { readonly problem: Finding; readonly statuses?: readonly LicenseStatus[] } {
    const { codes } = this.#options.profile.head
    // A code that the profile does not have is the service's text, and not repeated.
    const meaning = Object.hasOwn(codes, status) ? codes[status] : undefined
    switch (meaning?.kind) {
      case 'busy': case 'timeout': throw new Passing(meaning.kind)
      case 'notFound': return { problem: finding('SHARING_NOT_FOUND', [], { operation }) }
      case 'notOffered': return { problem: finding('SHARING_NOT_OFFERED', [], { operation }) }
      case 'status': return { problem: finding('SHARING_LICENSE_UNUSABLE', [], { operation }), statuses: meaning.statuses.filter((one) => one !== 'VALID') }
      case 'unauthorized': case 'parameters': case 'signature': case 'restricted': return { problem: finding('SHARING_REFUSED', [], { operation, reason: meaning.kind }) }
      case undefined: return { problem: finding('SHARING_REFUSED', [], { operation, reason: 'unknown' }) }
    }
  }

  async #opened(data: JsonValue | undefined, maximum: number): Promise<JsonValue> {
    const { profile: { sealed }, open } = this.#options
    const decrypted = async (one: JsonValue | undefined): Promise<JsonValue> => {
      const ciphertext = typeof one === 'string' ? fromHex(one) : undefined
      // In the clear: whoever sent it need not be the service, and it was not to be seen.
      if (ciphertext === undefined || open === undefined) throw new Unreadable('notEncrypted')
      let content
      try {
        content = await open(ciphertext)
      } catch {
        throw new Unreadable('decryption')
      }
      return parsed(content, maximum, 'content')
    }
    if (sealed === 'data') return decrypted(data)
    if (!isJsonObject(data) || !Object.hasOwn(data, 'certData')) return data ?? null
    return { ...data, certData: await decrypted(data['certData']) }
  }
}

function parsed(octets: Uint8Array, maximum: number, reason: string): JsonValue {
  try {
    return parseJson(octets, { budget: new Budget({ jsonBytes: maximum, jsonValues: 100_000, jsonDepth: 16 }) })
  } catch {
    throw new Unreadable(reason)
  }
}

/** Gives up with the signal, also where what is waited for does not know it. */
function within<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const gaveUp = (): void => { reject(new Passing('timeout')) }
    if (signal.aborted) gaveUp()
    signal.addEventListener('abort', gaveUp, { once: true })
    promise.then(resolve, (error: unknown) => { reject(error instanceof Error ? error : new Passing('network')) }).finally(() => { signal.removeEventListener('abort', gaveUp) })
  })
}

/** The body; undefined when it is too long, and then the rest is not read. */
async function readBounded(response: Response, maximum: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await within(signal, reader.read())
      if (done) return joinOctets(chunks)
      length += value.length
      if (length > maximum) return undefined
      chunks.push(value)
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
