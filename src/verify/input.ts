/** What is verified: octets in memory, or in a file that can say whether it stayed the same while it was read. */
import { Sm3, sm3 } from '../crypto/index.ts'
import { MemorySource, piecesOf } from '../encoding/octet-source.ts'
import type { OctetSource } from '../encoding/octet-source.ts'
import { toHex } from '../encoding/octets.ts'
import { SourceUnavailableError } from '../errors.ts'
import type { ValidationReport } from '../report/model.ts'

export interface InputSource extends OctetSource {
  /** Asked after all has been read: true when the octets are no longer those that were opened. @default never */
  readonly changed?: () => boolean | Promise<boolean>
}

/** Octets of the caller's, copied: attack: octets that the caller, or another thread, changes between two looks at them. */
export function inputOf(bytes: Uint8Array, maximum: number): InputSource {
  // What is too long will not be read.
  return new MemorySource(bytes.length > maximum ? bytes : new Uint8Array(bytes))
}

/** All octets of an input that is small, or not for reading in pieces. @throws SourceUnavailableError */
export function wholeOf(input: InputSource): Uint8Array {
  return input.read(0, input.length)
}

/** All octets of an input that is in memory. */
export function inMemory(input: InputSource): Uint8Array | undefined {
  return input instanceof MemorySource ? wholeOf(input) : undefined
}

/** Length and SM3 of an input, whose SM3 may be known. Of one that cannot be read to its end, SM3 of what could be read. */
export function describeInput(input: InputSource, digest = digestOf(input)): ValidationReport['input'] {
  return { bytes: input.length, sm3: toHex(digest) }
}

function digestOf(input: InputSource): Uint8Array {
  const hasher = new Sm3()
  try {
    if (input.pieceLength >= input.length) return sm3(wholeOf(input))
    for (const piece of piecesOf(input, 0, input.length)) hasher.update(piece)
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error
  }
  return hasher.digest()
}
