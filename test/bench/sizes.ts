/** How large the entries of the built package are in a browser: bundled with what they need, minified, compressed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const ROOT = join(import.meta.dirname, '..', '..')

/** Entries that need Node, which no page loads. */
const OF_NODE = ['./node', './batch']

export interface EntrySize {
  /** As it is imported. */
  readonly entry: string
  readonly node: boolean
  /** Octets of what is loaded at once: minified, and compressed by gzip. */
  readonly minified: number
  readonly gzip: number
  /** Octets, compressed, of what is loaded when a file asks for it. */
  readonly later: number
  readonly limit: number
}

/**
 * The most that the entries may take compressed, in octets. The aim for what verifies OFD in a browser is 90,000; the limit
 * is a little above what was reached, so that nothing comes in unseen.
 */
export const AIM = 90_000
const LIMITS: Readonly<Record<string, number>> = {
  '.': 136_000, './ofd': 44_000, './seal': 20_000, './crypto': 40_000, './pki': 77_000, './identifier': 8_000, './errors': 2_000, './jose': 60_000,
  './license': 170_000, './trust': 178_000, './policy': 120_000, './report': 135_000, './online': 150_000,
  './sign': 172_000, './sign/keys': 56_000, './sign/authority': 55_000,
  // Everything is in it: verification, tokens, platforms as data, schemas of lists.
  './assess': 395_000, './evidence': 300_000,
}
const OTHERS = 285_000

/** Of every entry in `exports`. Needs a build. */
export async function measureSizes(): Promise<readonly EntrySize[]> {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly exports: Readonly<Record<string, string | { readonly default: string }>> }
  const sizes: EntrySize[] = []
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === 'string' || !target.default.endsWith('.js')) continue
    const node = OF_NODE.includes(subpath)
    const entryPoint = target.default.replace('./', '')
    const { outputFiles, metafile } = await build({
      absWorkingDir: ROOT, entryPoints: [entryPoint], outdir: 'bundle', bundle: true, splitting: true, minify: true, write: false, metafile: true,
      format: 'esm', platform: node ? 'node' : 'browser', external: ['node:*'], logLevel: 'silent', legalComments: 'none',
    })
    const octets = new Map(Object.keys(metafile.outputs).map((path, i) => [path, outputFiles[i]?.contents ?? new Uint8Array(0)]))
    const atOnce = new Set<string>()
    const visit = (path: string): void => {
      if (atOnce.has(path) || !octets.has(path)) return
      atOnce.add(path)
      for (const { path: next, kind } of metafile.outputs[path]?.imports ?? []) if (kind === 'import-statement') visit(next)
    }
    for (const [path, { entryPoint: of }] of Object.entries(metafile.outputs)) if (of === entryPoint) visit(path)
    const sum = (paths: Iterable<string>, measure: (octets: Uint8Array) => number): number => [...paths].reduce((total, path) => total + measure(octets.get(path) as Uint8Array), 0)
    const compressed = (one: Uint8Array): number => gzipSync(one, { level: 9 }).length
    sizes.push({
      entry: subpath.replace('.', 'yinxin'), node,
      minified: sum(atOnce, ({ length }) => length), gzip: sum(atOnce, compressed),
      later: sum([...octets.keys()].filter((path) => !atOnce.has(path)), compressed),
      limit: LIMITS[subpath] ?? OTHERS,
    })
  }
  return sizes
}
