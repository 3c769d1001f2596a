/** Other people's tools make packages that we read, and read the ones that we write. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { openZip } from '../../src/encoding/zip.ts'
import { parseXml } from '../../src/encoding/xml.ts'
import { rewriteZip, writeZip } from '../../src/encoding/zip-writer.ts'
import { Budget } from '../../src/limits.ts'
import { octets } from './zip-builder.ts'

const folder = mkdtempSync(join(tmpdir(), 'zip-tools-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const works = (command: string, ...args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const HAS_ZIP = works('zip', '-v')
const HAS_UNZIP = works('unzip', '-v')
const HAS_PYTHON = works('python3', '-c', 'import zipfile')
const titled = (present: boolean, tool: string, title: string): string => (present ? title : `${title} (skipped: no ${tool} here)`)

const FILES: Readonly<Record<string, Uint8Array>> = {
  'OFD.xml': octets('<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'),
  'Doc_0/Document.xml': octets('<Document/>'.repeat(2000)),
  'Doc_0/Res/图片.bin': Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) & 0xff),
  'Doc_0/empty': new Uint8Array(0),
}

function read(bytes: Uint8Array): { readonly files: Readonly<Record<string, Uint8Array>>; readonly codes: readonly string[] } {
  const archive = openZip(bytes, { budget: new Budget() })
  const files = archive.entries.filter(({ isDirectory }) => !isDirectory).map((entry) => [entry.path, Uint8Array.from(archive.read(entry))] as const)
  // Whether a tool sets the UTF-8 flag depends on its locale.
  const codes = archive.findings.map(({ code }) => code).filter((code) => code !== 'ZIP_NAME_UTF8_UNFLAGGED')
  return { files: Object.fromEntries(files), codes }
}

function spread(name: string): string {
  const root = join(folder, name)
  for (const [path, bytes] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
  return root
}

describe('packages of other writers', () => {
  test('fflate', () => {
    expect(read(zipSync(FILES))).toEqual({ files: FILES, codes: [] })
  })

  test.skipIf(!HAS_ZIP)(titled(HAS_ZIP, 'zip', 'Info-ZIP, to a file, to a stream and stored'), () => {
    const root = spread('info-zip')
    execFileSync('zip', ['-q', '-r', '../info.zip', '.'], { cwd: root })
    expect(read(readFileSync(join(folder, 'info.zip')))).toEqual({ files: FILES, codes: ['ZIP_DIRECTORY_ENTRIES'] })
    execFileSync('zip', ['-q', '-r', '-0', '-D', '../stored.zip', '.'], { cwd: root })
    expect(read(readFileSync(join(folder, 'stored.zip')))).toEqual({ files: FILES, codes: [] })
    const stream = execFileSync('zip', ['-q', '-r', '-D', '-', '.'], { cwd: root })
    expect(read(new Uint8Array(stream)).files).toEqual(FILES)
    execFileSync('zip', ['-q', '-r', '-D', '-fz', '../zip64.zip', '.'], { cwd: root })
    expect(read(readFileSync(join(folder, 'zip64.zip')))).toEqual({ files: FILES, codes: [] })
  })

  test.skipIf(!HAS_PYTHON)(titled(HAS_PYTHON, 'python3', "Python's zipfile, to a file, to a stream and with ZIP64"), () => {
    const root = spread('python')
    const script = `
import sys, os, zipfile
root, out, mode = sys.argv[1:4]
class Stream:
    def __init__(self, f): self.f = f
    def write(self, b): return self.f.write(b)
    def flush(self): self.f.flush()
f = open(out, 'wb')
z = zipfile.ZipFile(Stream(f) if mode == 'stream' else f, 'w', zipfile.ZIP_DEFLATED)
for d, _, names in os.walk(root):
    for n in names:
        p = os.path.join(d, n)
        with z.open(os.path.relpath(p, root), 'w', force_zip64=(mode == 'zip64')) as e: e.write(open(p, 'rb').read())
z.close(); f.close()
`
    for (const mode of ['file', 'stream', 'zip64']) {
      const out = join(folder, `python-${mode}.zip`)
      execFileSync('python3', ['-c', script, root, out, mode])
      expect(read(readFileSync(out))).toEqual({ files: FILES, codes: [] })
    }
  })
})

describe('packages of ours', () => {
  const written = writeZip(Object.entries(FILES).map(([path, bytes]) => ({ path, bytes })), { time: new Date('2026-07-01T00:00:00Z') })
  const rewritten = rewriteZip(openZip(zipSync(FILES), { budget: new Budget() }), new Map([['added', octets('added')], ['Doc_0/empty', null]]))

  test.skipIf(!HAS_UNZIP)(titled(HAS_UNZIP, 'unzip', 'Info-ZIP finds no error'), () => {
    for (const [name, bytes] of [['written.zip', written], ['rewritten.zip', rewritten]] as const) {
      writeFileSync(join(folder, name), bytes)
      expect(execFileSync('unzip', ['-t', join(folder, name)], { encoding: 'utf8' })).toContain('No errors detected')
    }
    expect(new Uint8Array(execFileSync('unzip', ['-p', join(folder, 'written.zip'), 'Doc_0/Document.xml']))).toEqual(FILES['Doc_0/Document.xml'])
  })

  test.skipIf(!HAS_PYTHON)(titled(HAS_PYTHON, 'python3', "Python's zipfile finds no error"), () => {
    const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(chr(10).join(z.namelist()))'
    for (const [name, bytes, paths] of [
      ['p1.zip', written, Object.keys(FILES)], ['p2.zip', rewritten, [...Object.keys(FILES).filter((path) => path !== 'Doc_0/empty'), 'added']],
    ] as const) {
      writeFileSync(join(folder, name), bytes)
      const names = execFileSync('python3', ['-c', script, join(folder, name)], { encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })
      expect(names.trim().split('\n')).toEqual(paths)
    }
  })
})

const CORPUS = '../shared/corpus/ofd'
const HAS_CORPUS = existsSync(CORPUS)

describe.skipIf(!HAS_CORPUS)(titled(HAS_CORPUS, CORPUS, 'real documents'), () => {
  const names = HAS_CORPUS ? readdirSync(CORPUS).filter((name) => name.endsWith('.ofd')) : []

  test.each(names)('%s: opens with remarks at most, every entry reads, all XML parses', (name) => {
    const budget = new Budget()
    const archive = openZip(readFileSync(join(CORPUS, name)), { budget })
    expect(archive.findings.filter(({ code }) => code !== 'ZIP_DIRECTORY_ENTRIES' && code !== 'ZIP_FLAGS_DIFFER')).toEqual([])
    expect(archive.get('OFD.xml')).toBeDefined()
    for (const entry of archive.entries) {
      const bytes = archive.read(entry)
      if (!/\.xml$/i.test(entry.path)) continue
      const { root, findings } = parseXml(bytes, { budget, at: [entry.path] })
      expect(root.localName).not.toBe('')
      const describes = /(OFD|Document|Signatures|Signature)\.xml$/.test(entry.path)
      if (describes) expect([entry.path, findings]).toEqual([entry.path, []])
    }
  })

  test.each(names)('%s: a rewrite without changes gives the same octets', (name) => {
    const bytes = new Uint8Array(readFileSync(join(CORPUS, name)))
    const archive = openZip(bytes, { budget: new Budget() })
    expect(Buffer.from(rewriteZip(archive, new Map())).equals(bytes)).toBe(true)
  })
})
