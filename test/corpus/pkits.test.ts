/** The NIST Public Key Interoperability Test Suite, edition of 2011: RFC 5280 with its CRLs. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { judgePkitsCase } from '../harness/pkits-case.ts'
import type { PkitsCase } from '../harness/pkits-case.ts'
import { runSuite } from './suite.ts'

const DIRECTORY = join(import.meta.dirname, '../../../shared/corpus/pkits')
const VECTORS = join(DIRECTORY, 'vectors.shared.json')

describe.skipIf(!existsSync(VECTORS))('PKITS (skipped where ../shared/corpus/pkits is absent)', () => {
  const cases = existsSync(VECTORS) ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as readonly PkitsCase[]) : []
  runSuite(
    cases.map((pkits) => ({
      id: pkits.Name,
      expected: pkits.ShouldValidate,
      run: () => judgePkitsCase(pkits, DIRECTORY),
    })),
    join(import.meta.dirname, 'pkits-exceptions.json'),
  )
})
