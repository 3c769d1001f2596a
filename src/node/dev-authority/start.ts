/** Starts a development authority, or one that ran before: port first, since certificates name it, then keys, certificates and files, then answers. */
import { authorityService } from './authority-service.ts'
import { DEV_ALGORITHMS } from './algorithms.ts'
import type { DevAlgorithm } from './algorithms.ts'
import { DevFolderError, openFolder, writeFolder } from './folder.ts'
import { listenOnLoopback } from './loopback-server.ts'
import type { DevService, DevServiceMaker } from './services.ts'
import { sharingService } from './sharing-service.ts'
import { DevWorld } from './world.ts'

/** What runs on every development authority, in the order in which it is made. Platforms come with all their profiles: those are loaded when one starts. */
const SERVICES: readonly DevServiceMaker[] = [
  authorityService, sharingService, async (world) => (await import('./identity-service.ts')).identityService(world),
]

export interface DevAuthorityOptions {
  /** New or empty; gets keys, certificates and `world.json`. That of an earlier authority: it goes on, with its keys, secrets and port. */
  readonly folder: string
  /** Keys of everybody; an earlier authority keeps its own. @default 'sm2' */
  readonly algorithm?: DevAlgorithm
  /** On 127.0.0.1; an earlier authority keeps its own, which its certificates name. @default one that is free */
  readonly port?: number
  /** The clock. @default the system's */
  readonly now?: () => Date
  /** More services on the same origin. @default none */
  readonly services?: readonly DevServiceMaker[]
  /** Told what goes wrong while answering; whoever asked gets status 500. @default nobody */
  readonly onError?: (error: unknown) => void
}

export interface DevAuthority {
  readonly world: DevWorld
  /** Stops listening; the folder stays. */
  close(): Promise<void>
}

/**
 * A certificate authority with CRLs, an OCSP responder and a time-stamp authority on the loopback interface, for tests and
 * demonstrations. Its private keys lie in the folder, unencrypted: trust it for nothing else.
 * @throws TypeError for options that make no sense; FolderNotEmptyError; DevFolderError; the system's error for port and folder
 */
export async function startDevAuthority(options: DevAuthorityOptions): Promise<DevAuthority> {
  const { folder, now = () => new Date(), services: more = [], onError } = options
  if (typeof folder !== 'string' || folder === '') throw new TypeError('folder is required')
  if (options.algorithm !== undefined && !DEV_ALGORITHMS.includes(options.algorithm)) throw new TypeError(`not an algorithm of a development authority: ${options.algorithm as string}`)
  const kept = await openFolder(folder)
  const { algorithm = kept?.algorithm ?? 'sm2', port = kept?.port ?? 0 } = options
  if (kept !== undefined && algorithm !== kept.algorithm) throw new DevFolderError('algorithm', kept.algorithm)
  if (kept !== undefined && port !== kept.port) throw new DevFolderError('port', String(kept.port))
  // One port, one authority: of two that start in one folder the second finds it taken.
  const server = await listenOnLoopback({ port, ...(onError === undefined ? {} : { onError }) })
  try {
    const parts = { origin: server.origin, folder, algorithm, now }
    const world = kept === undefined ? await DevWorld.make(parts) : await DevWorld.open(parts)
    const services: DevService[] = []
    for (const make of [...SERVICES, ...more]) services.push(await make(world))
    server.serve(services.flatMap(({ routes }) => routes))
    await writeFolder(world, services)
    return { world, close: () => server.close() }
  } catch (error) {
    await server.close()
    throw error
  }
}
