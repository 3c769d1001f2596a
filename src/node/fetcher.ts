/** A fetcher for Node: the checks of `online/`, with the system's resolver and connections to what it found. */
import { createFetcher } from '../online/index.ts'
import type { Fetcher, FetcherOptions } from '../online/index.ts'
import { nodeTransport, systemResolve } from './transport.ts'
import type { NodeTransportOptions } from './transport.ts'

export interface NodeFetcherOptions extends Omit<FetcherOptions, 'fetch' | 'transport' | 'resolve'>, NodeTransportOptions {
  /** All addresses of a host. @default the system's resolver */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/**
 * A fetcher whose connections go to addresses that were checked.
 * @throws TypeError for options that are missing or make no sense
 */
export function nodeFetcher({ ca, resolve = systemResolve, ...options }: NodeFetcherOptions): Fetcher {
  return createFetcher({ ...options, resolve, transport: nodeTransport(ca === undefined ? {} : { ca }) })
}
