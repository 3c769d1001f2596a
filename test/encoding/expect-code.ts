/** Runs what may refuse, and gives the code that it refuses with, or `accepted`; anything else that is thrown goes on. */
import { VerificationError } from '../../src/errors.ts'

function codeOfError(error: unknown): string {
  if (error instanceof VerificationError) return error.code
  throw error
}

export function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return codeOfError(error)
  }
  return 'accepted'
}

export const codeOfRejection = (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', codeOfError)
