/** x509-limbo: cases of RFC 5280 and of attacks on path building, each with its expected outcome. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { judgeLimboCase, limboSkipReason } from '../harness/limbo-case.ts'
import type { LimboCase } from '../harness/limbo-case.ts'
import { runSuite } from './suite.ts'

const FILE = join(import.meta.dirname, '../../../shared/corpus/x509-limbo/limbo.regenerated.shared.json')
/** For cases without validation time: their certificates are valid for a thousand years. */
const NOW = new Date('2026-01-01T00:00:00Z')

describe.skipIf(!existsSync(FILE))('x509-limbo (skipped where ../shared/corpus/x509-limbo is absent)', () => {
  const testcases = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly testcases: readonly LimboCase[] }).testcases
    : []
  runSuite(
    testcases.map((limbo) => ({
      id: limbo.id,
      expected: limbo.expected_result,
      skipped: limboSkipReason(limbo),
      run: () => judgeLimboCase(limbo, NOW),
    })),
    join(import.meta.dirname, 'limbo-exceptions.json'),
  )
})
