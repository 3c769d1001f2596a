/**
 * Runs a file of x509-limbo cases: `npm run --silent limbo -- FILE.json` prints one JSON object per case and line,
 * `{id, expected, actual, code}`. Exit code 1 when an outcome is not the expected one.
 */
import { readFileSync } from 'node:fs'
import { judgeLimboCase, limboSkipReason } from './limbo-case.ts'
import type { LimboCase } from './limbo-case.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new TypeError('usage: limbo FILE.json')
const { testcases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly testcases: readonly LimboCase[] }
const now = new Date()
for (const limbo of testcases) {
  const reason = limboSkipReason(limbo)
  const { actual, code } = reason === undefined ? await judgeLimboCase(limbo, now) : { actual: 'SKIPPED', code: reason }
  console.log(JSON.stringify({ id: limbo.id, expected: limbo.expected_result, actual, code }))
  if (actual !== 'SKIPPED' && actual !== limbo.expected_result) process.exitCode = 1
}
