/** `yinxin forge`: cases for tests, made of a seed: the catalogue, one case as a folder, all of them, or the cross-province case. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { VARIANTS, caseFolder, forgeProvinces, forgeWorld, provincesFolder } from '../forge/index.ts'
import type { ForgeOptions, Variant } from '../forge/index.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { reasonOf } from './files.ts'
import { parseTime } from './materials.ts'
import { nearest } from './nearest.ts'
import type { ExitCode, Session } from './session.ts'
import { required } from './signing-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const FORGE_OPTIONS = { out: 'one', seed: 'one', time: 'one', authority: 'one', json: 'flag', lang: 'one', help: 'flag' } as const satisfies OptionKinds

const DEFAULT_SEED = 'yinxin forge'
/** Fixed, so that two runs without options give the same octets. */
const DEFAULT_TIME = '2026-03-02T10:30:00+08:00'

export async function forgeCommand(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [word, ...more] = given.operands
  if (word === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'forge' })
  if (word === 'list') {
    const stray = (['out', 'seed', 'time', 'authority'] as const).find((name) => given.has(name))
    if (stray !== undefined) throw new UsageError('optionNotHere', { command: 'forge list', option: `--${stray}` })
    await io.out(given.has('json') ? listAsJson() : VARIANTS.map((variant) => `${variant.name}  ${outcomeOf(variant)}\n    ${variant.description[language]}\n`).join(''))
    return 0
  }
  if (given.has('json')) throw new UsageError('optionNotHere', { command: 'forge', option: '--json' })
  const chosen = word === 'all' ? VARIANTS : word === 'provinces' ? [] : [variantOf(word)]
  const out = required(given, 'out')
  await writeFolder(out, await made(given, async (options) => {
    if (word === 'provinces') return [...await provincesFolder(await forgeProvinces(options))]
    const world = forgeWorld(options)
    return chosen.flatMap(({ name }) => [...caseFolder(world, name, language)].map(([path, octets]) => [word === 'all' ? `${name}/${path}` : path, octets] as const))
  }))
  io.err(`${sayText('written', language, { file: out })}\n`)
  return 0
}

function variantOf(name: string): Variant {
  const found = VARIANTS.find((variant) => variant.name === name)
  if (found !== undefined) return found
  const near = nearest(name, VARIANTS.map((variant) => variant.name)).slice(0, 5)
  throw near.length === 0 ? new UsageError('variantUnknown', { name }) : new UsageError('variantUnknownNear', { name, near: near.join(', ') })
}

type Files = readonly (readonly [path: string, octets: Uint8Array])[]

/** @throws UsageError for a world that cannot be */
async function made(given: Arguments, make: (options: ForgeOptions) => Promise<Files>): Promise<Files> {
  const authority = given.one('authority')
  const time = parseTime(given.one('time') ?? DEFAULT_TIME)
  try {
    return await make({ seed: given.one('seed') ?? DEFAULT_SEED, time, ...(authority !== undefined && { authority }) })
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) throw new UsageError('worldImpossible', { problem: cause.message }, { cause })
    throw cause
  }
}

function outcomeOf({ expected }: Variant): string {
  const codes = [...expected.codes, ...(expected.remarks ?? [])].join(', ')
  return `${[expected.indication, expected.subIndication].filter((word) => word !== undefined).join(' ')}${codes === '' ? '' : `: ${codes}`}`
}

const listAsJson = (): string =>
  `${JSON.stringify(VARIANTS.map(({ name, description, clause, flags, expected }) => ({ name, description, clause, flags, expected })), null, 2)}\n`

/** Writes a folder whole: under another name beside it first, then in its place, which is new or empty. @throws UsageError */
async function writeFolder(out: string, files: Files): Promise<void> {
  const place = resolve(out)
  const draft = join(dirname(place), `.${basename(place)}.${randomUUID()}.partial`)
  try {
    const there = await readdir(place).catch((error: unknown) => {
      if (reasonOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (there !== undefined && there.length > 0) throw new UsageError('folderNotEmpty', { option: '--out', file: out })
    for (const [path, octets] of files) {
      const file = join(draft, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, octets, { flag: 'wx' })
    }
    // Removes nothing but an empty folder.
    if (there !== undefined) await rmdir(place)
    await rename(draft, place)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    throw cause instanceof UsageError ? cause : new UsageError('outputUnwritable', { file: out, reason: reasonOf(cause) }, { cause })
  }
}
