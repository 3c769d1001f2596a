/** `yinxin profile`: the identity platform profiles of this package, and whether a file is one. */
import { IDENTITY_PROFILE_IDS, identityProfile, parseIdentityProfile } from '../identity/index.ts'
import { plainText } from '../report/plain-text.ts'
import type { OptionKinds } from './arguments.ts'
import { readInput } from './files.ts'
import type { ExitCode, Session } from './session.ts'
import { about, answering } from './signing-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const PROFILE_OPTIONS = { lang: 'one', help: 'flag' } as const satisfies OptionKinds

export async function profileCommand(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [word, file, ...more] = given.operands
  if (more.length > 0 || !(word === 'list' ? file === undefined : word === 'check' && file !== undefined)) throw new UsageError('profileWords')
  if (file === undefined) {
    for (const id of IDENTITY_PROFILE_IDS) await io.out(`${id}  ${identityProfile(id)?.name[language] ?? ''}\n`)
    return 0
  }
  return answering(session, async () => {
    const octets = await readInput(file, io).catch((cause: unknown) => {
      throw cause instanceof UsageError ? cause.about('profile', file) : cause
    })
    const profile = await about('profile', file, () => parseIdentityProfile(octets))
    await io.out(`✓ ${sayText('profileUsable', language)}  ${plainText(profile.id)}  ${plainText(profile.name[language])}\n`)
    return 0
  })
}
