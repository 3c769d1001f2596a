/** The folder of a development authority: made new or empty, keys for the owner alone, `world.json` last and whole. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DevService, Json } from './services.ts'
import type { DevWorld } from './world.ts'

/** The folder has something in it: nothing is overwritten. */
export class FolderNotEmptyError extends Error {
  constructor() {
    super('the folder of a development authority must be new or empty')
    this.name = 'FolderNotEmptyError'
  }
}

/** @throws FolderNotEmptyError; the system's error */
export async function requireEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new FolderNotEmptyError()
}

export const WORLD_FILE = 'world.json'

/** Whoever waits for `world.json` finds everything else there. */
export async function writeFolder(world: DevWorld, services: readonly DevService[]): Promise<void> {
  for (const { files = {}, secrets = {} } of services) {
    for (const [name, content] of Object.entries(files)) await write(world.folder, name, content, 0o644)
    for (const [name, content] of Object.entries(secrets)) await write(world.folder, name, content, 0o600)
  }
  const about: Json = {
    note: 'For tests and demonstrations only: the private keys are in this folder.',
    origin: world.origin,
    algorithm: world.algorithm,
    ...Object.fromEntries(services.map((service) => [service.name, service.about])),
  }
  await write(world.folder, `.${WORLD_FILE}.partial`, `${JSON.stringify(about, undefined, 2)}\n`, 0o644)
  await rename(join(world.folder, `.${WORLD_FILE}.partial`), join(world.folder, WORLD_FILE))
}

async function write(folder: string, name: string, content: Uint8Array | string, mode: number): Promise<void> {
  await writeFile(join(folder, name), content, { flag: 'wx', mode })
}
