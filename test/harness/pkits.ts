/**
 * Runs PKITS cases: `npm run --silent pkits -- DIR VECTORS.json`, where DIR holds `certs/` and `crls/`, prints one JSON
 * object per case and line, `{id, expected, actual, code}`. Exit code 1 when an outcome is not the expected one.
 */
import { readFileSync } from 'node:fs'
import { judgePkitsCase } from './pkits-case.ts'
import type { PkitsCase } from './pkits-case.ts'

const [directory, vectors] = process.argv.slice(2)
if (directory === undefined || vectors === undefined) throw new TypeError('usage: pkits DIR VECTORS.json')
for (const pkits of JSON.parse(readFileSync(vectors, 'utf8')) as readonly PkitsCase[]) {
  const { actual, code } = await judgePkitsCase(pkits, directory)
  console.log(JSON.stringify({ id: pkits.Name, expected: pkits.ShouldValidate, actual, code }))
  if (actual !== pkits.ShouldValidate) process.exitCode = 1
}
