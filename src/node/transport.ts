/**
 * Requests by `node:http` and `node:https` to addresses that were checked: the name is not looked up again when connecting,
 * so that nobody can answer a second look-up with another address (DNS rebinding).
 */
import { lookup as systemLookup } from 'node:dns/promises'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { BlockList, isIPv6 } from 'node:net'
import type { LookupFunction, Socket } from 'node:net'
import type { Transport } from '../online/index.ts'

export interface NodeTransportOptions {
  /** PEM of authorities for https besides none: replaces Node's own list. @default Node's own */
  readonly ca?: string | readonly string[]
}

/** Answers every look-up with the addresses that were checked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_hostname, options, callback) => {
    const family = options.family === 4 || options.family === 'IPv4' ? 4 : options.family === 6 || options.family === 'IPv6' ? 6 : 0
    const fitting = family === 0 ? all : all.filter((one) => one.family === family)
    const [first] = fitting
    if (first === undefined) callback(Object.assign(new Error('no address of the family'), { code: 'ENOTFOUND' }), '', 0)
    else if (options.all === true) callback(null, fitting)
    else callback(null, first.address, first.family)
  }
}

/** A second look at where the connection went: whatever happened on the way, no octet is sent elsewhere. */
function leadsElsewhere(socket: Socket, addresses: readonly string[]): boolean {
  const known = new BlockList()
  for (const address of addresses) known.addAddress(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  const { remoteAddress } = socket
  return remoteAddress === undefined || !known.check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4')
}

/** All addresses of a host, by the system's resolver. */
export async function systemResolve(host: string): Promise<readonly string[]> {
  return (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}

/** A transport that connects to `TransportRequest.addresses` and follows no redirect. No proxy is used. */
export function nodeTransport({ ca }: NodeTransportOptions = {}): Transport {
  return ({ url, method, headers, body, addresses, signal }) => new Promise((resolve, reject) => {
    if (addresses === undefined) throw new TypeError('a request without checked addresses')
    const common = {
      method,
      headers: { ...headers, 'user-agent': 'yinxin', ...(body === undefined ? {} : { 'content-length': body.length }) },
      lookup: pinned(addresses),
      signal,
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
    }
    // Agents of their own: settings of the process (proxies, kept connections) have no say.
    const outgoing = url.protocol === 'https:'
      ? httpsRequest(url, { ...common, agent: new HttpsAgent({ keepAlive: false }), ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }) })
      : httpRequest(url, { ...common, agent: new HttpAgent({ keepAlive: false }) })
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => {
        if (leadsElsewhere(socket, addresses)) outgoing.destroy(Object.assign(new Error('another address'), { code: 'EADDRNOTAVAIL' }))
      })
    })
    outgoing.once('error', reject)
    outgoing.once('response', (incoming: IncomingMessage) => {
      // An error after the head arrives where the body is read.
      incoming.on('error', () => undefined)
      outgoing.on('error', () => undefined)
      resolve({
        status: incoming.statusCode ?? 0,
        header: (name) => {
          const value = incoming.headers[name]
          return Array.isArray(value) ? value.join(', ') : value
        },
        body: octetsOf(incoming),
      })
    })
    outgoing.end(body)
  })
}

async function* octetsOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) yield chunk
  } finally {
    incoming.destroy()
  }
}
