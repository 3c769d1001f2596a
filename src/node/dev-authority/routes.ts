/** What a service on loopback is made of: a table of routes, each a plain function from a request to a response. Knows no sockets. */

/** A request as a route sees it. Everything in it is the sender's: octets to be read with care. */
export interface DevRequest {
  readonly method: string
  /** Path as it was sent, percent signs and all. */
  readonly path: string
  /** What stands where the route's path has `*`, percent signs decoded; empty for routes without. */
  readonly rest: string
  readonly query: URLSearchParams
  /** A header; `undefined` where there is none. @param name in lower case */
  readonly header: (name: string) => string | undefined
  /** At most `DevRoute.maxBytes`; empty where there is none. */
  readonly body: Uint8Array
}

export interface DevResponse {
  /** @default 200 */
  readonly status?: number
  /** Media type of the body. @default text/plain, UTF-8 */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  /** @default empty */
  readonly body?: Uint8Array | string
}

export interface DevRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/ca.crl`, exactly that; `/ocsp/*`, everything below. Exact paths go first. */
  readonly path: string
  /** Media type that a body must have; others are answered with 415. @default any */
  readonly accepts?: string
  /** Octets of a body; longer ones are answered with 413. @default 64 KiB */
  readonly maxBytes?: number
  readonly handle: (request: DevRequest) => DevResponse | Promise<DevResponse>
}

const MAXIMUM_BODY = 64 * 1024

export const bodyLimit = ({ maxBytes = MAXIMUM_BODY }: DevRoute): number => maxBytes

/** The route for a request, or the status and headers that say why there is none. */
export type Routed =
  | { readonly route: DevRoute; readonly rest: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }

export class RouteTable {
  readonly #routes: readonly DevRoute[]

  /** @throws TypeError for a path that is none, and for two routes of one method and path */
  constructor(routes: readonly DevRoute[]) {
    const seen = new Set<string>()
    for (const { method, path } of routes) {
      if (!/^\/[^*?#]*\*?$/.test(path) || (path.endsWith('*') && !path.endsWith('/*'))) throw new TypeError(`not a path of a route: ${path}`)
      if (seen.has(`${method} ${path}`)) throw new TypeError(`two routes for ${method} ${path}`)
      seen.add(`${method} ${path}`)
    }
    this.#routes = [...routes.filter(({ path }) => !path.endsWith('*')), ...routes.filter(({ path }) => path.endsWith('*'))]
  }

  /** @param path without query, as it was sent */
  find(method: string, path: string): Routed {
    const there = this.#routes.filter((route) => restOf(route, path) !== undefined)
    const route = there.find((one) => one.method === method)
    if (route !== undefined) {
      const rest = decoded(restOf(route, path) ?? '')
      return rest === undefined ? { status: 400 } : { route, rest }
    }
    if (there.length === 0) return { status: 404 }
    return { status: 405, headers: { allow: [...new Set(there.map((one) => one.method))].join(', ') } }
  }
}

function restOf({ path: pattern }: DevRoute, path: string): string | undefined {
  if (!pattern.endsWith('*')) return pattern === path ? '' : undefined
  const prefix = pattern.slice(0, -1)
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
