/** The example of docs/licenses.md does what it shows, and the document names what readers will meet. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runExample } from '../example.ts'

it('runs', async () => {
  expect(await runExample('docs/licenses.md')).toEqual(['true 食品经营许可证 2031-03-01 docInfo 0', '0', 'SAME', 'notNow'])
})

it('names every finding that leaves the license open', () => {
  const document = readFileSync(join(import.meta.dirname, '../../docs/licenses.md'), 'utf8')
  for (const code of ['LICENSE_METADATA_CONFLICT', 'LICENSE_ELEMENT_REPEATED', 'LICENSE_COPY_CONFLICT', 'LICENSE_DATE_UNREADABLE']) expect(document).toContain(code)
})
