/** A development authority that the command runs in this process, until it is told to end. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

/** @throws RangeError after twenty seconds */
export async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !condition(); ) {
    if (Date.now() > end) throw new RangeError('it took too long')
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
}

/** @returns what `world.json` says, which is written last */
export async function runningAuthority(dir: string, ...words: readonly string[]): Promise<{ readonly world: { readonly origin: string }; readonly end: () => Promise<Said> }> {
  let interrupt = (): void => undefined
  const running = yinxin(['dev-authority', '--dir', dir, ...words], { interrupted: new Promise((resolve) => { interrupt = resolve }) })
  await until(() => existsSync(join(dir, 'world.json')))
  return {
    world: JSON.parse(readFileSync(join(dir, 'world.json'), 'utf8')) as { readonly origin: string },
    end: () => {
      interrupt()
      return running
    },
  }
}
