/** Who presents a license, and by which powers: tokens of a command line, and how they must be found. */
import { fromUtf8 } from '../encoding/octets.ts'
import type { IdentityKind } from '../identity/index.ts'
import type { PresentedDelegation, PresentedToken } from '../recognition/assess.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { STDIN, kindOf } from './files.ts'
import { loadIdentityProfile } from './identity-profile.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import { choiceOf, required } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

export const PEOPLE_OPTIONS = {
  presenter: 'many', jwks: 'one', issuer: 'one', audience: 'one', algorithms: 'one', profile: 'one', kind: 'one', delegation: 'many', 'delegation-jwks': 'one', 'delegation-issuer': 'one',
} as const satisfies OptionKinds

export interface People {
  readonly presenters: readonly [PresentedToken, ...PresentedToken[]]
  readonly delegations: readonly PresentedDelegation[]
  /** Whether all tokens are in files, and so kept. */
  readonly inFiles: boolean
}

interface Word {
  readonly token: string
  readonly isFile: boolean
}

/** @throws UsageError */
export async function loadPeople(given: Arguments, io: Io): Promise<People> {
  const [first, ...others] = [required(given, 'presenter'), ...given.many('presenter').slice(1)]
  const alone = (['delegation-jwks', 'delegation-issuer'] as const).find((name) => given.has(name) && !given.has('delegation'))
  if (alone !== undefined) throw new UsageError('optionMissing', { option: '--delegation' })
  const words: Word[] = []
  for (const word of [first, ...others, ...given.many('delegation')]) words.push(await tokenOf(word, words.length <= others.length ? '--presenter' : '--delegation', io))
  const kind: IdentityKind | undefined = choiceOf(given, 'kind', ['NATURAL', 'LEGAL'])
  const profile = await loadIdentityProfile(given.one('profile') ?? 'cn-relay', io)
  const [jwks, issuer] = [required(given, 'jwks'), required(given, 'issuer')]
  const common = { audience: given.one('audience') ?? required(given, 'agency'), algorithms: required(given, 'algorithms').split(',') }
  const verification = { ...common, jwks: await readNamed({ option: '--jwks', file: jwks }, io), issuer }
  const powerKeys = given.one('delegation-jwks')
  const powers = {
    ...common, issuer: given.one('delegation-issuer') ?? issuer,
    jwks: powerKeys === undefined ? verification.jwks : await readNamed({ option: '--delegation-jwks', file: powerKeys }, io),
  }
  const presenters = words.slice(0, others.length + 1).map(({ token }): PresentedToken => ({ token, profile, verification, ...(kind !== undefined && { kind }) }))
  return {
    presenters: presenters as [PresentedToken, ...PresentedToken[]],
    delegations: words.slice(others.length + 1).map(({ token }) => ({ token, verification: powers })),
    inFiles: words.every(({ isFile }) => isFile),
  }
}

async function tokenOf(word: string, option: string, io: Io): Promise<Word> {
  const isFile = word !== STDIN && (await kindOf(word)) === 'file'
  if (word !== STDIN && !isFile) return { token: word, isFile }
  return { token: (fromUtf8(await readNamed({ option, file: word }, io)) ?? '').replace(/\r?\n$/, ''), isFile }
}
