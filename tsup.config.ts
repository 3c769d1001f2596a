import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  readonly bin: Readonly<Record<string, string>>
  readonly imports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

/** The `exports`, `bin` and `imports` maps are the one list of entries: `dist/a/b.js` there is built from `src/a/b.ts`. */
const targets = [
  ...Object.values(manifest.exports).map((target) => (typeof target === 'string' ? target : target.default)),
  ...Object.values(manifest.bin),
  ...Object.values(manifest.imports).flatMap((target) => (typeof target === 'string' ? target : [])),
].filter((target) => target.endsWith('.js'))

export const entry = Object.fromEntries(
  targets.map((target) => {
    const name = target.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, '')
    return [name, `src/${name}.ts`]
  }),
)

export default defineConfig({
  entry,
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  splitting: true,
  treeshake: true,
  clean: true,
  // What starts with # is chosen by the `imports` map where the package is used, not here.
  external: [/^node:/, /^#/],
})
