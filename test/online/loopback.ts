/** Servers on the loopback interface, honest and hostile ones, and fetchers that reach them under the names of the world. */
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { afterAll } from 'vitest'
import { SourceUnavailableError } from '../../src/errors.ts'
import { nodeFetcher } from '../../src/node/index.ts'
import type { NodeFetcherOptions } from '../../src/node/index.ts'
import type { Fetcher } from '../../src/online/index.ts'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

export interface Loopback {
  readonly port: number
  /** Requests so far. */
  readonly seen: Seen[]
  url(host: string, path: string): string
}

export type Answer = Uint8Array | string | number | ((response: ServerResponse, seen: Seen) => void | Promise<void>)

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return (server.address() as AddressInfo).port
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** An HTTP server until the tests of the file are over. A number is a status without body. */
export async function loopback(answer: (seen: Seen) => Answer | Promise<Answer>): Promise<Loopback> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const { method = '', url = '', headers } = request
      const one = { method, path: url, host: headers.host ?? '', headers, body: await bodyOf(request) }
      seen.push(one)
      const answered = await answer(one)
      if (typeof answered === 'function') await answered(response, one)
      else if (typeof answered === 'number') response.writeHead(answered).end()
      else response.end(answered)
    }
    serve().catch(() => { response.destroy() })
  })
  const port = await listening(server)
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, seen, url: (host, path) => `http://${host}:${port}${path}` }
}

/** A server that speaks octets, not HTTP: what it writes is up to the test. */
export async function rawServer(talk: (socket: Socket) => void): Promise<{ readonly port: number; readonly sockets: ReadonlySet<Socket> }> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  const port = await listening(server)
  afterAll(() => {
    sockets.forEach((socket) => { socket.destroy() })
    server.close()
  })
  return { port, sockets }
}

/** Hosts of the tests, all on this machine. */
export const HOST = 'crl.east.example'

/** A fetcher that may ask `HOST` on a port, with every name leading here. */
export function fetcherFor(port: number, options: Partial<NodeFetcherOptions> = {}): Fetcher {
  return nodeFetcher({
    allow: { hosts: [`${HOST}:${port}`], addresses: ['127.0.0.1'] },
    resolve: () => Promise.resolve(['127.0.0.1']),
    timeoutMs: 5000,
    ...options,
  })
}

/** The code and values of the error that a promise ends with; a value that is itself called code is `answer`. */
export async function refusalOf(promise: Promise<unknown>): Promise<Record<string, string | number>> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error
    const { code: answer, ...params } = error.finding.params
    return { code: error.code, ...params, ...(answer === undefined ? {} : { answer }) }
  }
  throw new Error('it was not refused')
}
