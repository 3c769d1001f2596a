/** The folder of a development authority: new, empty, or of one that ran before; keys for the owner alone, `world.json` last and whole. */
import { mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DevService, Json } from './services.ts'
import { DEV_ALGORITHMS } from './algorithms.ts'
import type { DevAlgorithm } from './algorithms.ts'
import type { DevWorld } from './world.ts'

/** The folder has something in it that is no development authority: nothing is overwritten. */
export class FolderNotEmptyError extends Error {
  constructor() {
    super('the folder of a development authority must be new, empty, or that of an earlier one')
    this.name = 'FolderNotEmptyError'
  }
}

/** The folder holds an authority that cannot go on as it is asked to. */
export class DevFolderError extends Error {
  /** What stands against it: its algorithm or port, which its certificates have in them, or a file that does not fit. */
  readonly problem: 'algorithm' | 'port' | 'file'
  /** The algorithm or port that it has; the name of the file. */
  readonly value: string

  constructor(problem: DevFolderError['problem'], value: string, options?: ErrorOptions) {
    super(`this development authority cannot go on: ${problem} ${value}`, options)
    this.name = 'DevFolderError'
    this.problem = problem
    this.value = value
  }
}

/** What an authority that ran in a folder cannot change: its certificates say it. */
export interface KeptWorld {
  readonly port: number
  readonly algorithm: DevAlgorithm
}

export const WORLD_FILE = 'world.json'
/** Larger than any file that an authority writes. */
const MAXIMUM_FILE = 1024 * 1024

/** Makes the folder, or finds the authority in it. @throws FolderNotEmptyError; the system's error */
export async function openFolder(folder: string): Promise<KeptWorld | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length === 0) return undefined
  const about = await readKept(folder, WORLD_FILE)
  const kept = about === undefined ? undefined : keptWorld(new TextDecoder().decode(about))
  // `world.json` is written last: without it, whatever is there is nobody's, or not whole.
  if (kept === undefined) throw new FolderNotEmptyError()
  return kept
}

function keptWorld(text: string): KeptWorld | undefined {
  try {
    const { origin, algorithm } = JSON.parse(text) as { readonly origin?: unknown; readonly algorithm?: unknown }
    const port = Number(/^http:\/\/127\.0\.0\.1:(\d{1,5})$/.exec(String(origin))?.[1])
    const known = DEV_ALGORITHMS.find((one) => one === algorithm)
    return known === undefined || !(port >= 1 && port <= 65_535) ? undefined : { port, algorithm: known }
  } catch {
    return undefined
  }
}

/** Octets of a file in the folder; undefined where there is none. @throws DevFolderError for one that is too large; the system's error */
export async function readKept(folder: string, name: string): Promise<Uint8Array | undefined> {
  const path = join(folder, name)
  const status = await stat(path).catch(() => undefined)
  if (status === undefined) return undefined
  if (!status.isFile() || status.size > MAXIMUM_FILE) throw new DevFolderError('file', name)
  return new Uint8Array(await readFile(path))
}

/** Whoever waits for `world.json` finds everything else there. What an earlier authority wrote stays. */
export async function writeFolder(world: DevWorld, services: readonly DevService[]): Promise<void> {
  for (const { files = {}, secrets = {} } of services) {
    for (const [name, content] of Object.entries(files)) await write(world, name, content, 0o644)
    for (const [name, content] of Object.entries(secrets)) await write(world, name, content, 0o600)
  }
  const about: Json = {
    note: 'For tests and demonstrations only: the private keys are in this folder.',
    origin: world.origin,
    algorithm: world.algorithm,
    ...Object.fromEntries(services.map((service) => [service.name, service.about])),
  }
  const partial = join(world.folder, `.${WORLD_FILE}.partial`)
  await writeFile(partial, `${JSON.stringify(about, undefined, 2)}\n`, { mode: 0o644 })
  await rename(partial, join(world.folder, WORLD_FILE))
}

async function write(world: DevWorld, name: string, content: Uint8Array | string, mode: number): Promise<void> {
  if (await world.kept(name) === undefined) await writeFile(join(world.folder, name), content, { flag: 'wx', mode })
}
