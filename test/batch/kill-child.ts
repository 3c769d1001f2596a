/** A process of its own for `kill.test.ts`: a batch over a folder, with a journal; writes a line for each result. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { verifyMany } from '../../src/batch/index.ts'
import { SETTINGS } from './settings.ts'

const [folder, journal] = process.argv.slice(2) as [string, string]
const items = readdirSync(folder).sort().map((name) => join(folder, name))
for await (const result of verifyMany(items, { ...SETTINGS, jobs: 2, journal })) {
  process.stdout.write(`${result.resumed ? 'resumed' : 'new'} ${'error' in result ? result.error.code : result.report.indication} ${result.id}\n`)
}
process.stdout.write('end\n')
