/** Starts a development authority: port first, since certificates name it, then keys, certificates and files, then answers. */
import { authorityService } from './authority-service.ts'
import { requireEmptyFolder, writeFolder } from './folder.ts'
import { listenOnLoopback } from './loopback-server.ts'
import type { DevService, DevServiceMaker } from './services.ts'
import { sharingService } from './sharing-service.ts'
import { DEV_ALGORITHMS, DevWorld } from './world.ts'
import type { DevAlgorithm } from './world.ts'

/** What runs on every development authority, in the order in which it is made. */
const SERVICES: readonly DevServiceMaker[] = [authorityService, sharingService]

export interface DevAuthorityOptions {
  /** New or empty; gets keys, certificates and `world.json`. */
  readonly folder: string
  /** Keys of everybody. @default 'sm2' */
  readonly algorithm?: DevAlgorithm
  /** On 127.0.0.1. @default one that is free */
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
 * @throws TypeError for options that make no sense; FolderNotEmptyError; the system's error for port and folder
 */
export async function startDevAuthority(options: DevAuthorityOptions): Promise<DevAuthority> {
  const { folder, algorithm = 'sm2', port = 0, now = () => new Date(), services: more = [], onError } = options
  if (typeof folder !== 'string' || folder === '') throw new TypeError('folder is required')
  if (!DEV_ALGORITHMS.includes(algorithm)) throw new TypeError(`not an algorithm of a development authority: ${algorithm as string}`)
  await requireEmptyFolder(folder)
  const server = await listenOnLoopback({ port, ...(onError === undefined ? {} : { onError }) })
  try {
    const world = await DevWorld.make({ origin: server.origin, folder, algorithm, now })
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
