import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { rewriteZip } from '../../src/encoding/zip-writer.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { Budget } from '../../src/limits.ts'
import { verify } from '../../src/index.ts'
import type { TrustStore, VerifyOptions } from '../../src/index.ts'
import { verifyFile } from '../../src/node/verify-file.ts'
import { FIXTURES, LICENSE, OPTIONS, errorCodes } from '../verify/world.ts'
import { largePackage } from './large-package.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-file-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

let count = 0
function fileOf(bytes: Uint8Array): string {
  const path = join(folder, `${String(count++)}.ofd`)
  writeFileSync(path, bytes)
  return path
}

/** Larger than what is read at once: an entry that nothing protects, and that is not listed. */
const LARGE = rewriteZip(openZip(LICENSE, { budget: new Budget() }), new Map([['large', new Uint8Array(5 * 1024 * 1024).map((_, i) => Math.imul(i, 2654435761) >>> 11)]]))

/** Does something when a verification is under way: when it first asks for anchors. */
function meanwhile(act: () => void): VerifyOptions {
  let done = false
  const trust: TrustStore = {
    ...OPTIONS.trust,
    anchors: (purpose) => {
      if (!done) act()
      done = true
      return OPTIONS.trust.anchors(purpose)
    },
  }
  return { ...OPTIONS, trust }
}

describe('verifyFile', () => {
  it.each([['small', LICENSE], ['large', LARGE]])('gives the report of verify, for a %s file', async (_, bytes) => {
    const path = fileOf(bytes)
    const expected = JSON.stringify(await verify(bytes, OPTIONS))
    expect(JSON.stringify(await verifyFile(path, OPTIONS)) === expected).toBe(true)
    expect(JSON.stringify(await verifyFile(pathToFileURL(path), OPTIONS)) === expected).toBe(true)
  })

  it('gives the report of verify for what is no package', async () => {
    const seal = new Uint8Array(readFileSync(join(FIXTURES, 'seal/accepted/gbt-38540-2020/input.esl')))
    for (const bytes of [seal, new Uint8Array(0), LICENSE.subarray(0, 300), new Uint8Array(5_000_000)]) {
      expect(JSON.stringify(await verifyFile(fileOf(bytes), OPTIONS))).toBe(JSON.stringify(await verify(bytes, OPTIONS)))
    }
    const limits = { inputBytes: 1000 }
    expect(JSON.stringify(await verifyFile(fileOf(LARGE), { ...OPTIONS, limits }))).toBe(JSON.stringify(await verify(LARGE, { ...OPTIONS, limits })))
  })

  it('rejects what is no regular file or cannot be opened, and mistakes in the options', async () => {
    await expect(verifyFile(folder, OPTIONS)).rejects.toThrow(TypeError)
    await expect(verifyFile(join(folder, 'absent'), OPTIONS)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(verifyFile(fileOf(LICENSE), {} as VerifyOptions)).rejects.toThrow(TypeError)
  })

  const changes: readonly (readonly [string, (path: string) => void])[] = [
    ['written to', (path) => { appendFileSync(path, 'x') }],
    ['written to, with its old time put back', (path) => {
      const { atime, mtime } = statSync(path)
      const bytes = readFileSync(path)
      bytes[100] = (bytes[100] as number) ^ 1
      writeFileSync(path, bytes)
      utimesSync(path, atime, mtime)
    }],
    ['cut', (path) => { truncateSync(path, 100) }],
    ['put in the place of another', (path) => {
      copyFileSync(path, `${path}.new`)
      renameSync(`${path}.new`, path)
    }],
    ['removed', (path) => { rmSync(path) }],
  ]
  describe.each([['small', LICENSE], ['large', LARGE]])('TOCTOU: a %s file', (_, bytes) => {
    it.each(changes)('INPUT_CHANGED: %s meanwhile', async (__, change) => {
      const path = fileOf(bytes)
      // The clock of the file system must have gone on since the file was made.
      await new Promise((resolve) => { setTimeout(resolve, 60) })
      const report = await verifyFile(path, meanwhile(() => { change(path) }))
      expect(report).toMatchObject({ kind: 'ofd', accepted: false, indication: 'INDETERMINATE', subIndication: 'TRY_LATER', signatures: [] })
      expect(errorCodes(report)).toEqual(['INPUT_CHANGED'])
      expect(report.content).toBeUndefined()
    })
  })

  it('INPUT_CHANGED: a file that was cut before it could be read', async () => {
    const path = fileOf(LARGE)
    const running = verifyFile(path, meanwhile(() => { throw new Error('not asked for') }))
    truncateSync(path, 10)
    // Cut before or after it was opened: an unknown input, or one that changed.
    expect(['INPUT_CHANGED', 'INPUT_NOT_RECOGNIZED', 'ZIP_END_RECORD_MISSING']).toContain(errorCodes(await running)[0])
  })
})

/** What is asked for shrinks a little when it is deflated. */
const [ASKED, MEGABYTES] = process.env['SLOW'] === undefined ? [60, 50] : [220, 200]

describe(`memory, with a package of over ${String(MEGABYTES)} MB${MEGABYTES < 200 ? ' (200 MB with SLOW=1)' : ''}`, () => {
  it('stays under 100 MB above what the process had before', { timeout: 300_000 }, () => {
    const path = fileOf(largePackage(ASKED))
    expect(statSync(path).size).toBeGreaterThan(MEGABYTES * 1_000_000)
    const child = join(import.meta.dirname, 'verify-child.ts')
    const output = execFileSync(process.execPath, ['--import', 'tsx', child, path], { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') })
    const { accepted, before, peak } = JSON.parse(output) as { readonly accepted: boolean; readonly before: number; readonly peak: number }
    expect(accepted).toBe(true)
    expect((peak - before) / 1024, 'MB of resident memory above a process that has verified a small file').toBeLessThan(100)
  })
})
