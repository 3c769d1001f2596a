/** What the signing commands need: key and certificates, times and places, and a file that is whole or not there. */
import { randomUUID } from 'node:crypto'
import { link, rename, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { VerificationError } from '../errors.ts'
import { parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { Budget } from '../limits.ts'
import { signerOfDocuments } from '../jose/index.ts'
import type { JwsSigner } from '../jose/index.ts'
import { messageOf } from '../report/messages/index.ts'
import { plainText } from '../report/plain-text.ts'
import { openPrivateKey } from '../sign/keys/index.ts'
import { memorySigner } from '../sign/signer-memory.ts'
import type { Signer } from '../sign/signer.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { kindOf, readInput, reasonOf } from './files.ts'
import type { Io } from './io.ts'
import { loadCertificates, parseTime, readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { UsageError, sayText } from './usage-error.ts'

export const SIGNER_OPTIONS = {
  key: 'one', cert: 'many', 'password-file': 'one', time: 'one', out: 'one', force: 'flag', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

/** Where a password may be that is not in a file; never on the command line, which others can see. */
const PASSWORD_VARIABLE = 'YINXIN_KEY_PASSWORD'

/** @throws UsageError when the option was not given */
export function required(given: Arguments, option: string): string {
  const value = given.one(option)
  if (value === undefined) throw new UsageError('optionMissing', { option: `--${option}` })
  return value
}

/** What an option's file is, for errors that its octets cause. */
export async function about<Value>(option: string, file: string, work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof VerificationError ? new MaterialError(`${option} ${file}`, cause) : cause
  }
}

/** An error of octets with the file that they came from. */
class MaterialError extends Error {
  readonly subject: string
  override readonly cause: VerificationError

  constructor(subject: string, cause: VerificationError) {
    super(cause.message, { cause })
    this.subject = subject
    this.cause = cause
  }
}

/** Runs a command; refusals and broken inputs end in one line that says what to do. */
export async function answering({ io, language }: Session, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    const cause = error instanceof MaterialError ? error.cause : error
    if (!(cause instanceof VerificationError)) throw error
    const { what, next } = messageOf(cause.finding, language)
    io.err(`yinxin: ${error instanceof MaterialError ? `${plainText(error.subject)}: ` : ''}${what} ${next} [${cause.code}]\n`)
    return 3
  }
}

/** The signer of `--key` and `--cert`. @throws UsageError, MaterialError */
export async function loadSigner(given: Arguments, io: Io): Promise<Signer> {
  const file = required(given, 'key')
  const octets = await readNamed({ option: '--key', file }, io)
  const password = await passwordOf(given, io)
  const opened = await about('--key', file, () => openPrivateKey(octets, password === undefined ? {} : { password }))
  const named = await loadCertificates(given.many('cert'), io, '--cert')
  const certificates = named.length > 0 ? named : opened.certificates
  if (certificates.length === 0) throw new UsageError('certificateMissing')
  try {
    return await about('--cert', given.many('cert')[0] ?? file, () => memorySigner(opened.privateKey, { certificates, algorithm: opened.algorithm }))
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('keyMismatch', {}, { cause })
    throw cause
  }
}

/** A signer of JSON documents with the private key in a file. @throws UsageError, MaterialError */
export async function loadJwsSigner(option: string, file: string, given: Arguments, io: Io): Promise<JwsSigner> {
  const password = await passwordOf(given, io)
  const octets = await readNamed({ option, file }, io)
  const { privateKey } = await about(option, file, () => openPrivateKey(octets, password === undefined ? {} : { password }))
  try {
    return await signerOfDocuments(memorySigner(privateKey), privateKey.publicKey)
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('listUnsignable', { problem: cause.message }, { cause, subject: `${option} ${file}` })
    throw cause
  }
}

/** The password of `--password-file` or the environment. @throws UsageError */
export async function passwordOf(given: Arguments, io: Io): Promise<string | undefined> {
  const file = given.one('password-file')
  if (file === undefined) return io.env[PASSWORD_VARIABLE]
  const text = fromUtf8(await readNamed({ option: '--password-file', file }, io))
  if (text === undefined) throw new UsageError('valueInvalid', { option: '--password-file', value: file, expected: 'UTF-8' })
  return text.replace(/\r?\n[\s\S]*$/, '')
}

/** The time of `--time`, else now; whole seconds, as signatures state them. @throws UsageError */
export function timeOf(given: Arguments, io: Io): Date {
  const text = given.one('time')
  const time = text === undefined ? io.now() : parseTime(text)
  return new Date(Math.floor(time.getTime() / 1000) * 1000)
}

/** A full time, or a day in China: its first or its last second. @throws UsageError */
export function dayOrTime(option: string, text: string, end: 'first' | 'last'): Date {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${end === 'first' ? '00:00:00' : '23:59:59'}+08:00` : text
  try {
    return parseTime(full)
  } catch (cause) {
    if (cause instanceof UsageError) throw new UsageError('valueInvalid', { option, value: text, expected: '2026-03-01, 2026-03-01T09:00:00+08:00' })
    throw cause
  }
}

/** Two numbers, `216,134.5`; undefined when the option was not given. @throws UsageError */
export function pairOf(given: Arguments, name: string): readonly [number, number] | undefined {
  const text = given.one(name)
  if (text === undefined) return undefined
  const match = /^(-?\d{1,5}(?:\.\d{1,4})?),(-?\d{1,5}(?:\.\d{1,4})?)$/.exec(text)
  if (match === null) throw new UsageError('valueInvalid', { option: `--${name}`, value: text, expected: '216,134.5' })
  return [Number(match[1]), Number(match[2])]
}

/** A whole number from 1 on. @throws UsageError */
export function countOf(given: Arguments, name: string): number | undefined {
  const text = given.one(name)
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError('valueInvalid', { option: `--${name}`, value: text, expected: '1, 2, 3 …' })
  return Number(text)
}

/** One of a few words. @throws UsageError */
export function choiceOf<Word extends string>(given: Arguments, name: string, words: readonly Word[]): Word | undefined {
  const text = given.one(name)
  if (text === undefined) return undefined
  const found = words.find((word) => word === text)
  if (found === undefined) throw new UsageError('valueInvalid', { option: `--${name}`, value: text, expected: words.join(', ') })
  return found
}

/** JSON of a file. @throws UsageError */
export async function readJson(option: string, file: string, io: Io): Promise<unknown> {
  const octets = await readInput(file, io).catch((cause: unknown) => {
    throw cause instanceof UsageError ? cause.about(option, file) : cause
  })
  try {
    // A member that is there twice is read by people as the one, by programs as the other.
    return parseJson(fromUtf8(octets)?.replace(/^\ufeff/, '') ?? '', { budget: new Budget() })
  } catch (cause) {
    if (!(cause instanceof VerificationError)) throw cause
    throw new UsageError('dataInvalid', { file, problem: cause.message.replaceAll(/\s+/g, ' ') }, { cause })
  }
}

/** Before any work is done: an output that is there stays unless that is forced, and materials stay always. @throws UsageError */
export async function checkOutput(out: string, given: Arguments): Promise<void> {
  const materials = ['key', 'claims', 'holder', 'statuses', 'cert', 'seal', 'signer', 'picture', 'template', 'password-file'].flatMap((name) => given.many(name))
  if (materials.some((file) => resolve(file) === resolve(out))) throw new UsageError('outputIsMaterial', { file: out })
  const kind = await kindOf(out)
  if (kind === 'folder') throw new UsageError('outputUnwritable', { file: out, reason: 'EISDIR' })
  if (kind !== undefined && !given.has('force')) throw new UsageError('outputExists', { file: out })
}

/**
 * Writes a file whole: under another name beside it first, then in its place. Without force a file that has come to be
 * there meanwhile stays.
 * @throws UsageError
 */
export async function writeWhole(out: string, octets: Uint8Array, { io, language, arguments: given }: Session): Promise<void> {
  const draft = join(dirname(out), `.${basename(out)}.${randomUUID()}.partial`)
  try {
    await writeFile(draft, octets, { flag: 'wx' })
    if (given.has('force')) await rename(draft, out)
    else await placeNew(draft, out)
  } catch (cause) {
    await unlink(draft).catch(() => undefined)
    const reason = reasonOf(cause)
    throw reason === 'EEXIST' ? new UsageError('outputExists', { file: out }, { cause }) : new UsageError('outputUnwritable', { file: out, reason }, { cause })
  }
  io.err(`${sayText('written', language, { file: out })}\n`)
}

/** Gives a file its name where nothing has that name: in one step where the file system knows links. */
async function placeNew(draft: string, out: string): Promise<void> {
  try {
    await link(draft, out)
  } catch (cause) {
    if (reasonOf(cause) === 'EEXIST' || (await kindOf(out)) !== undefined) throw cause
    await rename(draft, out)
    return
  }
  await unlink(draft)
}
