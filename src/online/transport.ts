/**
 * How requests leave the house. A transport sends one request and follows no redirect; what may be asked and how much of
 * an answer is read is decided in `fetcher.ts`.
 */

export interface TransportRequest {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Checked addresses of the host. A transport that gets some connects to these and to nothing else. */
  readonly addresses?: readonly string[]
  readonly signal: AbortSignal
}

export interface TransportResponse {
  readonly status: number
  /** @param name in lower case */
  header(name: string): string | undefined
  /** Octets as they come; ending the iteration early ends the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

/** Rejects for whatever keeps an answer from coming. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>

/** The part of the web's `fetch` that is used. */
export type FetchLike = (url: string, init: {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
  readonly redirect: 'manual'
  readonly credentials: 'omit'
  readonly cache: 'no-store'
  readonly referrerPolicy: 'no-referrer'
}) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: { getReader(): BodyReader } | null
}>

interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

/**
 * A transport over a `fetch`. It resolves names itself, so that addresses cannot be checked: only the allow-list of hosts
 * protects then. Meant for browsers, where nothing else is possible; in Node use `nodeFetcher` of `yinxin/node`.
 */
export function fetchTransport(fetch: FetchLike): Transport {
  return async ({ url, method, headers, body, signal }) => {
    const response = await fetch(url.href, {
      method, headers, signal, redirect: 'manual', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
      ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
    })
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      body: octetsOf(response.body?.getReader()),
    }
  }
}

async function* octetsOf(reader: BodyReader | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  if (reader === undefined) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (value !== undefined) yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
