/** The profile of an identity platform that a command line names. */
import { identityProfile, parseIdentityProfile } from '../identity/index.ts'
import type { IdentityProfile } from '../identity/index.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import { about } from './signing-materials.ts'

/** A profile of the package by its id, else the one in a file. @throws UsageError, MaterialError */
export async function loadIdentityProfile(word: string, io: Io): Promise<IdentityProfile> {
  const known = identityProfile(word)
  if (known !== undefined) return known
  const octets = await readNamed({ option: '--profile', file: word }, io)
  return about('--profile', word, () => parseIdentityProfile(octets))
}
