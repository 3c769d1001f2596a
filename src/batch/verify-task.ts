/** One item of a batch, verified: the same in a worker thread and without one. */
import { verifyFile } from '../node/verify-file.ts'
import { reportToJson } from '../report/json.ts'
import { verify } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import type { Outcome, Task } from './item.ts'

/** @throws what is a defect, ours or the platform's */
export async function verifyTask({ input }: Task, options: VerifyOptions): Promise<Outcome> {
  if ('bytes' in input) return { json: reportToJson(await verify(input.bytes, options)) }
  try {
    return { json: reportToJson(await verifyFile(input.path, options)) }
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return { error: { code: 'UNREADABLE', message: (error as Error).message, reason } }
  }
}

/** What keeps a file from being read; undefined for other errors. Options were tried out before. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string' && code.startsWith('E')) return code
  return error instanceof TypeError && error.message.startsWith('not a regular file') ? 'NOT_A_FILE' : undefined
}
