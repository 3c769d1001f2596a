/**
 * Verifies a file without holding it in memory: packages are read from the open file piece by piece. The file is looked
 * at before and after; what changed in between is not judged.
 */
import { open, stat } from 'node:fs/promises'
import type { ValidationReport } from '../report/model.ts'
import { verifySource } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { OpenFile } from './open-file.ts'

/**
 * As `verify`, of a regular file. Memory does not grow with the size of a package, but for entries that a signature lists
 * by another digest than SM3. A file that changes meanwhile gives INPUT_CHANGED and nothing else; that it did is told by
 * the times that the file system keeps.
 * @throws TypeError for a mistake in the options and for what is no regular file; the system's error when the file cannot
 *   be opened or read
 */
export async function verifyFile(path: string | URL, options: VerifyOptions): Promise<ValidationReport> {
  // A pipe would be waited for when it is opened.
  if (!(await stat(path)).isFile()) throw new TypeError(`not a regular file: ${String(path)}`)
  const handle = await open(path, 'r')
  try {
    const file = await OpenFile.of(handle, path)
    const report = await verifySource(file, options)
    if (file.failure !== undefined) throw file.failure
    return report
  } finally {
    await handle.close()
  }
}
