/** What bundles carry: a schema library only where a list is read, and `jose` only where a signature is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { Rolldown } from 'vite'
import { afterAll, describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')
const folder = mkdtempSync(join(tmpdir(), 'yinxin-bundle-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Packages that something of a room needs at once, when what nobody uses is gone; what is loaded on demand does not count. */
async function packagesOf(names: string, room: string): Promise<readonly string[]> {
  const entry = join(mkdtempSync(join(folder, 'of-')), 'entry.js')
  writeFileSync(entry, `export { ${names} } from ${JSON.stringify(join(SRC, room))}\n`)
  const result = await build({
    logLevel: 'silent', configFile: false, root: join(SRC, '..'),
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'bundle' } },
  })
  const outputs = ([result].flat() as Rolldown.RolldownOutput[]).flatMap(({ output }) => output)
  const used = outputs.flatMap((chunk) => (chunk.type === 'chunk' && !chunk.isDynamicEntry ? Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id) : []))
  expect(used.length).toBeGreaterThan(0)
  const packages = used.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(id.replaceAll('\\', '/'))?.[1] ?? [])
  return [...new Set(packages)].sort()
}

describe('bundles', () => {
  it('with a trust store carry no schema library and no jose', async () => {
    expect(await packagesOf('trustStore', 'trust/index.ts')).toEqual([])
  })

  it('that open lists carry both', async () => {
    expect(await packagesOf('openTrustList', 'trust/index.ts')).toEqual(expect.arrayContaining(['jose', 'zod']))
  })

  it('with verification carry neither', async () => {
    const packages = await packagesOf('verify, policyPreset, trustStore, createCache', 'index.ts')
    expect(packages.filter((name) => name === 'jose' || name === 'zod')).toEqual([])
  })

  it('with JWS carry no schema library', async () => {
    expect(await packagesOf('verifyJws, signJws, parseJwks', 'jose/index.ts')).toEqual(['jose'])
  })
})
