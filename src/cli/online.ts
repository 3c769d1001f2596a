/** What `--online` and its companions say: whom files may lead to, and where evidence is kept. Nothing is asked without them. */
import { fileCache, nodeFetcher } from '../node/index.ts'
import { memoryCache } from '../online/index.ts'
import type { OnlineOptions } from '../online/index.ts'
import type { Arguments } from './arguments.ts'
import { UsageError } from './usage-error.ts'

const COMPANIONS = ['allow-host', 'allow-address', 'cache'] as const

/** How to look for evidence; undefined without `--online`. @throws UsageError */
export function loadOnline(given: Arguments): OnlineOptions | undefined {
  if (!given.has('online')) {
    const alone = COMPANIONS.find((name) => given.has(name))
    if (alone !== undefined) throw new UsageError('onlineMissing', { option: `--${alone}` })
    return undefined
  }
  const hosts = given.many('allow-host')
  if (hosts.length === 0) throw new UsageError('onlineWantsHosts')
  const folder = given.one('cache')
  try {
    return {
      fetcher: nodeFetcher({ allow: { hosts, addresses: given.many('allow-address') } }),
      // A list serves all files of a run.
      cache: folder === undefined ? memoryCache() : fileCache(folder),
    }
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('onlineInvalid', { problem: cause.message }, { cause })
    throw cause
  }
}
