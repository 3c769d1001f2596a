/** Every code of the tables of this room is named by a test that triggers it. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { derDiagnostics } from '../../src/diagnostics/der.ts'
import { xmlDiagnostics } from '../../src/diagnostics/xml.ts'
import { zipDiagnostics } from '../../src/diagnostics/zip.ts'

const OWN = new URL('.', import.meta.url).pathname
/** Times of the tolerant readers are read where the formats are. */
const ELSEWHERE: readonly string[] = ['BER_TIME_NOT_CANONICAL']

test('each code of ZIP, XML and DER is in some test of this folder', () => {
  const texts = readdirSync(OWN)
    .filter((name) => name.endsWith('.test.ts') && name !== 'codes.test.ts')
    .map((name) => readFileSync(join(OWN, name), 'utf8'))
    .join('\n')
  const codes = Object.keys({ ...zipDiagnostics, ...xmlDiagnostics, ...derDiagnostics }).filter((code) => !ELSEWHERE.includes(code))
  expect(codes.filter((code) => !new RegExp(`['"]${code}['"]`).test(texts))).toEqual([])
})
