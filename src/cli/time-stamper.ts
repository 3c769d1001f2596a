/** What `--tsa` says: an authority that time-stamps what is signed. It is asked for that alone, and no other host is. */
import { nodeFetcher } from '../node/index.ts'
import { fetchTimeStamp } from '../online/index.ts'
import { parseSeal } from '../seal/index.ts'
import type { SealEdition } from '../seal/index.ts'
import { Budget } from '../limits.ts'
import type { TimeStamper } from '../sign/certificate-use.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { about } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

export const TSA_OPTIONS = { tsa: 'one', 'allow-host': 'many', 'allow-address': 'many' } as const satisfies OptionKinds

/** Asks the authority of `--tsa`; undefined without it. @throws UsageError */
export function loadTimeStamper(given: Arguments): TimeStamper | undefined {
  const url = given.one('tsa')
  if (url === undefined) {
    const alone = (['allow-host', 'allow-address'] as const).find((name) => given.has(name))
    if (alone !== undefined) throw new UsageError('tsaMissing', { option: `--${alone}` })
    return undefined
  }
  const hosts = given.many('allow-host')
  if (hosts.length === 0) throw new UsageError('tsaWantsHost')
  try {
    const fetcher = nodeFetcher({ allow: { hosts, addresses: given.many('allow-address') } })
    return async (octets) => (await about('--tsa', url, () => fetchTimeStamp(octets, url, { fetcher }))).bytes
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('tsaInvalid', { problem: cause.message }, { cause })
    throw cause
  }
}

/** Signatures under seals of the first edition have no place for a time stamp. @throws UsageError, MaterialError */
export async function requireRoomForStamp(given: Arguments, file: string, seal: Uint8Array): Promise<void> {
  if (!given.has('tsa')) return
  const { edition } = await about('--seal', file, () => parseSeal(seal, { budget: new Budget() }))
  const first: SealEdition = 'GM/T 0031-2014'
  if (edition === first) throw new UsageError('optionsExclude', { first: '--tsa', second: `--seal ${file} (${first})` })
}
