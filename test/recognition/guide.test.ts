/** docs/guide.md and docs/guide.zh-CN.md: the code runs on the folder that the command writes, and comes to what they say. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OUTCOMES } from '../../src/recognition/index.ts'
import { yinxin } from '../cli/terminal.ts'
import { examplesOf, runExample } from '../example.ts'

const GUIDES = ['docs/guide.md', 'docs/guide.zh-CN.md'] as const
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinxin-guide-'))
  expect((await yinxin(['forge', 'provinces', '--out', join(folder, 'counter')])).code).toBe(0)
})
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Runs the code of a guide, with changes to it and to files of the folder. */
async function run(guide: (typeof GUIDES)[number], change: (code: string) => string = (code) => code, files: Readonly<Record<string, (octets: Buffer) => Buffer>> = {}): Promise<readonly string[]> {
  const before = Object.keys(files).map((name) => [join(folder, 'counter', name), readFileSync(join(folder, 'counter', name))] as const)
  for (const [name, edit] of Object.entries(files)) writeFileSync(join(folder, 'counter', name), edit(readFileSync(join(folder, 'counter', name))))
  try {
    return await runExample(guide, (code) => change(code).replaceAll(/(['`])counter\//g, (_, quote: string) => `${quote}${folder.replaceAll('\\', '/')}/counter/`))
  } finally {
    for (const [file, octets] of before) writeFileSync(file, octets)
  }
}
const text = (from: string, to: string) => (octets: Buffer): Buffer => {
  const changed = octets.toString('utf8').replace(from, to)
  expect(changed).not.toBe(octets.toString('utf8'))
  return Buffer.from(changed)
}

describe('the guide', () => {
  it.each([['docs/guide.md', /^Accepted\. /], ['docs/guide.zh-CN.md', /^予以采信。/]] as const)('%s: at most 30 lines that accept the license', async (guide, said) => {
    expect((examplesOf(guide)[0] as string).trimEnd().split('\n').length).toBeLessThanOrEqual(30)
    expect(await run(guide)).toEqual(['ACCEPTED', expect.stringMatching(said)])
  })

  it('has the same code in both languages, but for what is said', () => {
    const [english, chinese] = GUIDES.map((guide) => (examplesOf(guide)[0] as string).replace(/ \/\/ .*/, '').replace(/'(en|zh)'/, 'LANGUAGE'))
    expect(chinese).toBe(english)
  })

  it('comes to the other outcomes as it says', async () => {
    const matter = (code: string): Promise<readonly string[]> => run('docs/guide.md', (given) => given.replace('WEST-BRANCH', code), { 'consent.json': text('WEST-BRANCH', code) })
    expect((await matter('WEST-PILOT'))[0]).toBe('NOT_COVERED')
    expect((await matter('WEST-SUPPLY'))[0]).toBe('UNDETERMINED')
    expect((await run('docs/guide.md', undefined, { 'status.json': text('"VALID"', '"REVOKED_PENALTY"') }))[0]).toBe('REJECTED')
    expect((await run('docs/guide.md', undefined, { 'license.ofd': (octets) => { octets.writeUInt8(octets.readUInt8(octets.length >> 1) ^ 1, octets.length >> 1); return octets } }))[0]).toBe('REJECTED')
  })

  it.each(GUIDES)('%s explains what the code has, each outcome, and links to what is there', (guide) => {
    const document = readFileSync(join(import.meta.dirname, '../..', guide), 'utf8')
    const explained = document.slice(document.lastIndexOf('```'))
    const code = examplesOf(guide)[0] as string
    for (const name of ['time', 'region', 'matter', 'agency', 'texts', 'lists', 'policy', 'numbers', 'verification', 'policyPreset', 'trust', 'certificates', 'used', 'presenter', 'purpose', 'statusSource', 'sealStatuses', 'kept']) {
      expect(code).toMatch(new RegExp(`\\b${name}\\b`))
      expect(explained).toContain(`\`${name}\``)
    }
    for (const outcome of OUTCOMES) expect(explained).toContain(`\`${outcome}\``)
    for (const [, link] of document.matchAll(/\]\(([^)]+)\)/g)) expect(() => readFileSync(join(import.meta.dirname, '../../docs', link as string))).not.toThrow()
  })
})
