/** Input that is read in pieces: the report is the same, octet for octet, whatever the pieces are. */
import { describe, expect, it } from 'vitest'
import { verify } from '../../src/index.ts'
import { finding } from '../../src/diagnostics/index.ts'
import { SourceUnavailableError } from '../../src/errors.ts'
import { verifySource } from '../../src/verify/index.ts'
import { CutSource } from '../encoding/cut-source.ts'
import { FIXTURE_CASES } from './fixture-cases.ts'
import { LICENSE, OPTIONS, errorCodes } from './world.ts'

describe('verifySource', () => {
  it.each(FIXTURE_CASES)('gives the report of verify in pieces: $id', async ({ input, options }) => {
    const expected = JSON.stringify(await verify(input, options))
    for (const length of [97, 4096]) expect(JSON.stringify(await verifySource(new CutSource(input, length), options)) === expected).toBe(true)
  })

  it('INPUT_CHANGED: an input that says it changed proves nothing, though all was read and right', async () => {
    for (const changed of [() => true, () => Promise.resolve(true)]) {
      const report = await verifySource(Object.assign(new CutSource(LICENSE, 1000), { changed }), OPTIONS)
      expect(report).toMatchObject({ kind: 'ofd', accepted: false, indication: 'INDETERMINATE', signatures: [] })
      expect([errorCodes(report), report.content, report.coverage]).toEqual([['INPUT_CHANGED'], undefined, undefined])
    }
    expect((await verifySource(Object.assign(new CutSource(LICENSE, 1000), { changed: () => false }), OPTIONS)).accepted).toBe(true)
  })

  const readable = FIXTURE_CASES.filter(({ id }) => /^(seal|ofd)\/(accepted\/gbt-38540-2020|value-alone\/[^/]*)$/.test(id))
  it.each(readable)('INPUT_CHANGED: an input that cannot be read to its end, wherever that is noticed: $id', async ({ input, options }) => {
    const expected = JSON.stringify(await verify(input, options))
    for (let reads = 0; ; reads++) {
      const source = new CutSource(input, 4096)
      let left = reads
      const failing = Object.assign(source, {
        read: (offset: number, length: number): Uint8Array => {
          if (left-- > 0) return CutSource.prototype.read.call(source, offset, length)
          throw new SourceUnavailableError(finding('INPUT_CHANGED', []))
        },
        changed: () => left < 0,
      })
      const report = await verifySource(failing, options)
      if (left >= 0) {
        expect(JSON.stringify(report)).toBe(expected)
        expect(reads).toBeGreaterThan(3)
        break
      }
      expect([report.accepted, errorCodes(report)]).toEqual([false, ['INPUT_CHANGED']])
    }
  })
})
