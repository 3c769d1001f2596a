/** README.md and README.zh-CN.md: they say the same in two languages, and name every document and every entry of the package. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const [ENGLISH, CHINESE] = [read('README.md'), read('README.zh-CN.md')]
const all = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1] as string)
/** Targets of links; those that have a translation as the English one. */
const links = (text: string): readonly string[] => all(text, /\]\(([^)#]+)\)/g).map((link) => link.replace('.zh-CN.md', '.md')).filter((link) => link !== 'README.md')

describe('the READMEs', () => {
  it('have the same links in the same order, to what is there', () => {
    expect(links(CHINESE)).toEqual(links(ENGLISH))
    expect(links(ENGLISH).filter((link) => !existsSync(join(ROOT, link)))).toEqual([])
  })

  it('and all other documents link to what is there', () => {
    const documents = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'fixtures/README.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
    const broken = documents.flatMap((name) => all(read(name), /\]\(([^)#]+)\)/g).filter((link) => !/^https?:/.test(link) && !existsSync(join(ROOT, dirname(name), link))).map((link) => `${name}: ${link}`))
    expect(broken).toEqual([])
  })

  it('have the same code and commands, but for comments', () => {
    const code = (text: string): readonly string[] => all(text, /```\w+\n([^]*?)```/g).map((block) => block.replaceAll(/ +# .*$/gm, ''))
    expect(code(CHINESE)).toEqual(code(ENGLISH))
  })

  it('name the same entries, functions and codes', () => {
    const names = (text: string): readonly string[] => [...new Set(all(text, /`([A-Za-z][\w./-]*(?: [a-z-]+)*)/g))].sort()
    expect(names(CHINESE)).toEqual(names(ENGLISH))
  })

  it('name functions that the entries beside them have', async () => {
    const { exports } = JSON.parse(read('package.json')) as { readonly exports: Readonly<Record<string, { readonly default: string } | undefined>> }
    const rows = ENGLISH.split('\n').filter((line) => /^\|.*`yinxin\//.test(line))
    const named: string[] = []
    for (const row of rows) {
      const entries = all(row, /`yinxin(\/[\w/]+)`/g)
      const modules = await Promise.all(entries.map(async (entry) => {
        const source = exports[`.${entry}`]?.default.replace('./dist/', '../src/').replace('.js', '.ts')
        return await import(source as string) as object
      }))
      for (const name of all(row, /`([a-z]\w*[A-Z]\w*|[A-Z]\w*[a-z]\w*|[A-Z]+)`/g)) {
        named.push(name)
        expect(modules.some((one) => name in one), `${name} of ${entries.join(', ')}`).toBe(true)
      }
    }
    expect(named.length).toBeGreaterThan(15)
  })

  it('name every document for people, and every entry but the errors', () => {
    const documents = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && !name.includes('zh-CN')).map((name) => `docs/${name}`)
    expect(documents.filter((name) => !links(ENGLISH).includes(name))).toEqual([])
    const { exports } = JSON.parse(read('package.json')) as { readonly exports: Readonly<Record<string, unknown>> }
    const entries = Object.keys(exports).filter((entry) => !['.', './errors', './package.json'].includes(entry)).map((entry) => `yinxin${entry.slice(1)}`)
    expect(entries.filter((entry) => !ENGLISH.includes(`\`${entry}\``))).toEqual([])
  })
})
