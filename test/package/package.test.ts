import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT, firstExample, freshProject, run } from './project.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
let project: string

beforeAll(() => {
  project = freshProject()
})

describe('the packed package in a fresh project', () => {
  it('runs the example of the README as an ES module', () => {
    writeFileSync(join(project, 'example.mjs'), firstExample('README.md'))
    expect(run(project, process.execPath, 'example.mjs').trim()).toBe('true TOTAL_PASSED')
  })

  it('issues a license that it accepts, from the subpaths of the writing side', () => {
    writeFileSync(join(project, 'issue.mjs'), firstExample('docs/signing.md'))
    expect(run(project, process.execPath, 'issue.mjs').trim()).toBe('true TOTAL_PASSED')
  })

  it.each([
    ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('type-checks under %s, and needs no types of Node', (name, resolution) => {
    const source = `import { policyPreset, trustStore, verify } from 'yinxin'\nimport type { ValidationReport } from 'yinxin'\n` +
      readdirExports().map((subpath, index) => `import * as e${index} from '${subpath}'\nvoid e${index}`).join('\n') +
      `\nexport const report: Promise<ValidationReport> = verify(new Uint8Array(), { trust: trustStore({}), policy: policyPreset('cn-gov-2025') })\n` +
      `// @ts-expect-error trust is required\nvoid verify(new Uint8Array(), { policy: policyPreset('cn-gov-2025') })\n`
    writeFileSync(join(project, 'types.ts'), source)
    const config = { compilerOptions: { ...resolution, target: 'es2022', lib: ['es2023', 'dom'], types: [], strict: true, exactOptionalPropertyTypes: true, noEmit: true }, files: ['types.ts'] }
    writeFileSync(join(project, `tsconfig.${name}.json`), JSON.stringify(config))
    expect(run(project, join(ROOT, 'node_modules', '.bin', 'tsc'), '-p', `tsconfig.${name}.json`)).toBe('')
  })

  it('has one class of each error, whichever subpath it is imported from', () => {
    const source = `import { FormatError, verify } from 'yinxin'\nimport { FormatError as Again } from 'yinxin/errors'\nimport { parseSeal } from 'yinxin/seal'\nimport { Budget } from 'yinxin'\n` +
      `let thrown\ntry { parseSeal(new Uint8Array([0x30, 0]), { budget: new Budget() }) } catch (error) { thrown = error }\nconsole.log(FormatError === Again, thrown instanceof Again, typeof verify)\n`
    writeFileSync(join(project, 'identity.mjs'), source)
    expect(run(project, process.execPath, 'identity.mjs').trim()).toBe('true true function')
  })

  it('has no Buffer in any public signature', () => {
    const dist = join(project, 'node_modules', 'yinxin', 'dist')
    const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))
    expect(declarations.length).toBeGreaterThan(5)
    // Rooms that need Node may name its types between themselves.
    const portable = declarations.filter((file) => !/^(?:node|batch)[\\/]/.test(file))
    const code = (file: string): string => readFileSync(join(dist, file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
    expect(portable.filter((file) => /\bBuffer\b|from 'node:/.test(code(file)))).toEqual([])
  })

  it('runs the command', () => {
    const output = run(project, join(project, 'node_modules', '.bin', 'yinxin'), 'verify', 'license.ofd', '--trust', 'root.pem', '--certs', 'ca.pem', '--json')
    expect((JSON.parse(output) as { report: { accepted: boolean } }).report.accepted).toBe(true)
  })

  it('is bundled by Vite without anything of Node', async () => {
    await bundle()
    const files = readdirSync(join(project, 'web', 'dist', 'assets')).filter((file) => file.endsWith('.js'))
    const code = files.map((file) => readFileSync(join(project, 'web', 'dist', 'assets', file), 'utf8')).join('\n')
    expect(code).not.toMatch(/__vite-browser-external|from\s*["']node:/)
  })

  it.skipIf(CHROMIUM === undefined)(`verifies in a browser${CHROMIUM === undefined ? ' (skipped: no Chromium on this machine)' : ''}`, async () => {
    await bundle()
    const server = createServer((request, response) => {
      const path = join(project, 'web', 'dist', request.url === '/' ? 'index.html' : (request.url ?? ''))
      if (!existsSync(path)) return void response.writeHead(404).end()
      const type = { '.html': 'text/html', '.js': 'text/javascript' }[extname(path)] ?? 'application/octet-stream'
      response.writeHead(200, { 'content-type': type }).end(readFileSync(path))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const browser = await chromium.launch({
      executablePath: CHROMIUM as string,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    })
    try {
      const page = await browser.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.waitForFunction('document.body.dataset.verdict !== undefined', undefined, { timeout: 60_000 })
      expect(problems).toEqual([])
      expect(await page.evaluate('document.body.dataset.verdict')).toBe('true TOTAL_PASSED')
    } finally {
      await browser.close()
      server.close()
    }
  })
})

function readdirExports(): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
  return Object.keys(exports).filter((subpath) => subpath !== './package.json').map((subpath) => subpath.replace(/^\./, 'yinxin'))
}

let bundled: Promise<unknown> | undefined

/** A page that fetches the license and shows the verdict, built by Vite with its defaults. */
function bundle(): Promise<unknown> {
  bundled ??= (async () => {
    const root = join(project, 'web')
    mkdirSync(join(root, 'public'), { recursive: true })
    writeFileSync(join(root, 'public', 'license.ofd'), readFileSync(join(project, 'license.ofd')))
    for (const name of ['root.pem', 'ca.pem']) writeFileSync(join(root, 'public', name), readFileSync(join(project, name)))
    writeFileSync(join(root, 'index.html'), '<!doctype html><body><script type="module" src="/main.js"></script></body>')
    writeFileSync(join(root, 'main.js'), `
      import { policyPreset, trustStore, verify } from 'yinxin'
      const octets = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer())
      const trust = trustStore({ anchors: [await octets('/root.pem')] })
      const report = await verify(await octets('/license.ofd'), { trust, policy: policyPreset('cn-gov-2025'), certificates: [await octets('/ca.pem')] })
      document.body.dataset.verdict = report.accepted + ' ' + report.indication
    `)
    return build({ root, logLevel: 'warn', configFile: false })
  })()
  return bundled
}
