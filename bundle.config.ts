/**
 * Puts the package together from what tsup made of the sources: one file for each entry, and few files of what they share, because
 * a program that starts waits for each file that it loads. What `yinxin` needs lies in layers (`LAYERS`); a bundler for browsers takes from them what is used.
 */
import { readFileSync, rmSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { rollup } from 'rollup'
import type { GetModuleInfo, Plugin } from 'rollup'
import { cheapIdioms } from './idioms.config.ts'

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

/** From the bottom up: a layer holds what its entry needs and no layer before it holds. */
const LAYERS = ['errors', 'identifier/index', 'crypto/index', 'seal/index', 'document/ofd/index', 'pki/index', 'index']

/** The JavaScript of a source. */
const built = (path: string): string => resolve('build', path.replace(/\.ts$/, '.js'))
/** Whoever notices something names its code; only who judges it, or tells of it, needs what is known of the code: nobody below `pki`. */
const isTable = (id: string): boolean => id.startsWith(built('diagnostics/')) && id !== built('diagnostics/finding.ts')

/** What an entry loads, without what it loads later. */
function closure(entryId: string, infoOf: GetModuleInfo): ReadonlySet<string> {
  const all = new Set<string>()
  const visit = (id: string): void => {
    const info = infoOf(id)
    if (info === null || info.isExternal || all.has(id)) return
    all.add(id)
    info.importedIds.forEach(visit)
  }
  visit(entryId)
  return all
}

/**
 * Marks what constants of a module are made of as free of effects, so that bundlers drop those that nobody uses: loading a
 * module of ours has no effect. Nothing moves to another line.
 */
function markPure(code: string, program: AstNode): string {
  const starts: [number, string][] = []
  for (const statement of program.body ?? []) {
    const { type, declarations = [] } = statement.type === 'ExportNamedDeclaration' ? statement.declaration ?? statement : statement
    if (type !== 'VariableDeclaration') continue
    for (const { id, init } of declarations) {
      if (id.type !== 'Identifier' || init === null || !COMPUTED.has(init.type)) continue
      starts.push([init.start, '/* @__PURE__ */ (() => ('], [init.end, '))()'])
    }
  }
  let [marked, from] = ['', 0]
  for (const [at, text] of starts) {
    marked += code.slice(from, at) + text
    from = at
  }
  return marked + code.slice(from)
}

interface AstNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly body?: readonly AstNode[]
  readonly declaration?: AstNode | null
  readonly declarations?: readonly { readonly id: AstNode; readonly init: AstNode | null }[]
}

/** Expressions that may call something. */
const COMPUTED: ReadonlySet<string> = new Set(['ArrayExpression', 'BinaryExpression', 'CallExpression', 'ConditionalExpression', 'MemberExpression', 'NewExpression', 'ObjectExpression'])

const SAXES = resolve('node_modules/saxes')

/**
 * Modules name each other as sources, `./a.ts`; data (JSON) are where the sources are. A package that is CommonJS inside comes along
 * as a module: loading CommonJS takes Node longer than all of ours.
 */
const sources: Plugin = {
  name: 'sources',
  resolveId(id, importer) {
    if (id === 'saxes') return { id: SAXES, moduleSideEffects: false }
    if (importer === undefined || !id.startsWith('.')) return null
    const path = relative(resolve('build'), resolve(dirname(importer), id))
    return { id: path.endsWith('.ts') ? built(path) : resolve('src', path), moduleSideEffects: false }
  },
  async load(id) {
    if (id.endsWith('.json')) {
      const data = JSON.stringify(JSON.parse(readFileSync(id, 'utf8')))
      return { code: `export default /* @__PURE__ */ JSON.parse(${JSON.stringify(data)})`, map: null }
    }
    if (id !== SAXES) return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') }
    const { outputFiles } = await build({
      stdin: { contents: "export { SaxesParser } from 'saxes'", resolveDir: '.' }, bundle: true, format: 'esm', target: 'es2022', write: false,
    })
    return { code: outputFiles[0]?.text ?? '', map: null }
  },
  transform(code, id) {
    if (!id.startsWith(built(''))) return null
    // rollup's type of a tree leaves out what its nodes have: where they are.
    const program = this.parse(code) as unknown as AstNode
    // Nothing moves to another line, and marks are short: the map of tsup stays right.
    return { code: markPure(code, program), map: null }
  },
  renderChunk: (code, { name }) => (name === 'saxes' ? null : { code: cheapIdioms(code), map: null }),
}

export async function bundle(): Promise<void> {
  rmSync('dist', { recursive: true, force: true })
  let layerOf: ReadonlyMap<string, string> | undefined
  const modules = await rollup({
    input: Object.fromEntries(Object.entries(entry).map(([name, path]) => [name, built(relative('src', path))])),
    // What starts with # is chosen by the `imports` map where the package is used, not here.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && id !== 'saxes',
    plugins: [sources],
  })
  await modules.write({
    dir: 'dist', format: 'esm', sourcemap: true, chunkFileNames: '[name]-[hash].js', hoistTransitiveImports: false,
    banner: ({ name }) => (name === 'saxes' ? '/*! saxes (ISC) and xmlchars (MIT) as in the dependencies of this package, where their licenses are. */' : ''),
    manualChunks(id, { getModuleInfo }) {
      layerOf ??= new Map([...LAYERS].reverse().flatMap((layer) => [...closure(built(`${layer}.ts`), getModuleInfo)].map((one) => [one, layer] as const)))
      if (id === SAXES) return 'saxes'
      return isTable(id) ? 'pki-index' : layerOf.get(id)?.replaceAll('/', '-')
    },
  })
  await modules.close()
  rmSync('build', { recursive: true, force: true })
}
