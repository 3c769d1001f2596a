/** Runs a reader that must refuse, and gives the code that it refuses with. */
import { VerificationError } from '../../src/errors.ts'

export function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
  return 'accepted'
}
