/** Writes the generated files of `src/crypto/kernel` again: `npx tsx test/crypto/kernel/write.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifacts } from '../../../src/crypto/kernel/generate/artifacts.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'src', 'crypto', 'kernel')

for (const { name, text } of artifacts()) {
  writeFileSync(join(FOLDER, name), text)
  console.log(name, text.length)
}
