/**
 * HTTP on the loopback interface, and there alone: for services of tests and demos. What web pages in a browser of this
 * machine could send (names that lead here, forms of other origins) is refused; bodies and times are bounded.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { concatOctets } from '../../encoding/octets.ts'
import { RouteTable, bodyLimit } from './routes.ts'
import type { DevResponse, DevRoute } from './routes.ts'

const ADDRESS = '127.0.0.1'
const LONGEST_PATH = 8192

export interface LoopbackOptions {
  /** @default one that is free */
  readonly port?: number
  /** Told what a route threw; whoever asked is told nothing of it. @default nobody */
  readonly onError?: (error: unknown) => void
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Until then every request is answered with 503: certificates name addresses, so that the port comes first. */
  serve(routes: readonly DevRoute[]): void
  /** Resolves when the port is free again; requests under way end. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1. @throws TypeError for a port that is none; the system's error when it cannot be had */
export async function listenOnLoopback({ port = 0, onError = () => undefined }: LoopbackOptions = {}): Promise<LoopbackServer> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError('a port is a whole number of 0 to 65535')
  let routes: RouteTable | undefined
  let origin = ''
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 1000 }, (request, response) => {
    answer(request, origin, routes).then(
      (made) => { send(response, request, made) },
      (error: unknown) => {
        onError(error)
        send(response, request, plain(500))
      },
    )
  })
  server.maxConnections = 64
  await listening(server, port)
  origin = `http://${ADDRESS}:${(server.address() as AddressInfo).port}`
  return {
    origin,
    serve: (table) => { routes = new RouteTable(table) },
    close: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      server.closeAllConnections()
    }),
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

const plain = (status: number, headers: Readonly<Record<string, string>> = {}): DevResponse => ({ status, headers, body: `${status}\n` })

async function answer(request: IncomingMessage, origin: string, routes: RouteTable | undefined): Promise<DevResponse> {
  const { method = '', url = '', headers } = request
  // Attack: a page whose name leads to 127.0.0.1 is of this origin for a browser (DNS rebinding).
  if (!isOwnHost(headers.host, origin)) return plain(421)
  // Attack: a page of another origin sends a form; no answer is needed for that to have an effect.
  if (method !== 'GET' && headers.origin !== undefined && headers.origin !== origin) return plain(403)
  if (routes === undefined) return plain(503, { 'retry-after': '1' })
  if (!url.startsWith('/') || url.length > LONGEST_PATH) return plain(400)
  const [path = '', ...query] = url.split('?')
  const routed = routes.find(method, path)
  if (!('route' in routed)) return plain(routed.status, routed.headers)
  const { route, rest } = routed
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (route.accepts !== undefined && type !== route.accepts) return plain(415)
  const body = await readBody(request, bodyLimit(route))
  if (body === undefined) return plain(413)
  return route.handle({
    method, path, rest, body, query: new URLSearchParams(query.join('?')),
    header: (name) => {
      const value = headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
  })
}

function isOwnHost(host: string | undefined, origin: string): boolean {
  const port = new URL(origin).port
  return host === `${ADDRESS}:${port}` || host?.toLowerCase() === `localhost:${port}`
}

/** The body; undefined when it is too long, and then the rest of it is not read. */
async function readBody(request: IncomingMessage, maximum: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maximum) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > maximum) return undefined
    chunks.push(chunk)
  }
  return concatOctets(...chunks)
}

function send(response: ServerResponse, request: IncomingMessage, { status = 200, type = 'text/plain; charset=utf-8', headers = {}, body = '' }: DevResponse): void {
  const octets = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  response.writeHead(status, {
    'content-type': type, 'content-length': octets.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    // What was not read of a body would be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
    ...headers,
  })
  response.end(octets)
}
