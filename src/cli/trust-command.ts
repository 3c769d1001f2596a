/** `yinxin trust`: look into trust lists, sign them, verify them against the operator's keys, draft one from an XML list. */
import { resolve } from 'node:path'
import { VerificationError } from '../errors.ts'
import { diagnosticDefinition } from '../diagnostics/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { parseJws } from '../jose/index.ts'
import type { JwsSigner } from '../jose/index.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import { placeText, plainText } from '../report/plain-text.ts'
import { draftOfEtsiList, openTrustList, parseEtsiTrustedList, parseUnsignedTrustList, signTrustList } from '../trust/index.ts'
import type { TrustList } from '../trust/index.ts'
import type { OptionKinds } from './arguments.ts'
import { readInput } from './files.ts'
import { parseTime, readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { about, answering, checkOutput, countOf, loadJwsSigner, required, writeWhole } from './signing-materials.ts'
import { keepState, loadOperatorKeys, loadState } from './trust-materials.ts'
import { etsiListText, trustListText } from './trust-text.ts'
import { UsageError, sayText } from './usage-error.ts'

export const TRUST_OPTIONS = {
  key: 'many', threshold: 'one', 'last-seen': 'one', between: 'many', id: 'one', time: 'one', json: 'flag', out: 'one', force: 'flag', 'password-file': 'one',
  lang: 'one', help: 'flag',
} as const satisfies OptionKinds

type Word = 'inspect' | 'sign' | 'verify' | 'draft'

/** Options that a word has no use for: given by mistake, they must not be passed over. */
const OPTIONS_OF: Readonly<Record<Word, readonly (keyof typeof TRUST_OPTIONS)[]>> = {
  inspect: ['json', 'time'],
  sign: ['key', 'password-file', 'out', 'force'],
  verify: ['key', 'threshold', 'last-seen', 'between', 'id', 'time', 'json'],
  draft: ['id', 'time', 'out', 'force'],
}

const COMMANDS: Readonly<Record<Word, (file: string, session: Session) => Promise<ExitCode>>> = { inspect, sign, verify, draft }

const isWord = (text: string | undefined): text is Word => text !== undefined && Object.hasOwn(COMMANDS, text)

export async function trustCommand(session: Session): Promise<ExitCode> {
  const { arguments: given } = session
  const [word, file, ...more] = given.operands
  if (!isWord(word) || file === undefined || more.length > 0) throw new UsageError('trustWords')
  const foreign = Object.keys(TRUST_OPTIONS).find((name) => !['lang', 'help'].includes(name) && given.has(name) && !(OPTIONS_OF[word] as readonly string[]).includes(name))
  if (foreign !== undefined) throw new UsageError('optionNotHere', { option: `--${foreign}`, command: `trust ${word}` })
  return answering(session, () => COMMANDS[word](file, session))
}

const read = (file: string, { io }: Session): Promise<Uint8Array> => readInput(file, io).catch((cause: unknown) => {
  throw cause instanceof UsageError ? cause.about('trust', file) : cause
})

const timeOf = ({ io, arguments: given }: Session): Date => {
  const text = given.one('time')
  return text === undefined ? io.now() : parseTime(text)
}

const json = (value: unknown): string => `${visibleJson(canonicalJson(value))}\n`

/** What a finding says, in one line. */
function sentence({ code, at, params }: Finding, { language }: Session): string {
  const { what, next } = messageOf({ code, params }, language)
  const place = placeText(at)
  return `${place === '' ? '' : `${place}: `}${what} ${next} [${code}]`
}

async function inspect(file: string, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const octets = await read(file, session)
  const text = (fromUtf8(octets) ?? '').replace(/^\ufeff/, '').trim()
  if (!given.has('json')) await io.out(`${sayText('listNotVerified', language)}\n`)
  if (text.startsWith('<')) {
    const list = parseEtsiTrustedList(octets)
    await io.out(given.has('json') ? json({ kind: 'etsi-ts-119612', list }) : etsiListText(list, language))
    for (const noticed of list.findings) io.err(`${sentence(noticed, session)}\n`)
    return 0
  }
  const signed = isSigned(text)
  const list = signed ? parseUnsignedTrustList(payloadOf(text)) : parseUnsignedTrustList(text)
  await io.out(given.has('json') ? json({ kind: signed ? 'signed' : 'unsigned', list }) : trustListText(list, { language, time: timeOf(session) }))
  return 0
}

/** Whether a text is a JWS rather than a bare list. @throws FormatError for broken JSON */
function isSigned(text: string): boolean {
  if (!text.startsWith('{')) return true
  const value = parseJson(text, { budget: new Budget() })
  return isJsonObject(value) && (Object.hasOwn(value, 'signature') || Object.hasOwn(value, 'signatures'))
}

/** The payload of a JWS that nobody verified. @throws FormatError */
function payloadOf(text: string): Uint8Array {
  return fromBase64Url(parseJws(text).payload ?? '') ?? new Uint8Array(0)
}

async function sign(file: string, session: Session): Promise<ExitCode> {
  const { arguments: given } = session
  const out = await outputOf(file, session)
  const list = await about('trust', file, async () => parseUnsignedTrustList(await read(file, session)))
  required(given, 'key')
  const [first, ...others] = await signersOf(session)
  const signers = [first as JwsSigner, ...others] as const
  const text = await signTrustList(list, signers).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw new UsageError('listUnsignable', { problem: cause.message }, { cause })
    throw cause
  })
  // As its readers will see it on its first day: a list that nobody could open is not written.
  const keys = signers.flatMap(({ publicKey }) => (publicKey === undefined ? [] : [{ key: publicKey }]))
  await openTrustList(text, { keys, threshold: keys.length, time: new Date(list.issuedAt) })
  await writeWhole(out, toUtf8(`${text}\n`), session)
  return 0
}

async function signersOf({ io, arguments: given }: Session): Promise<readonly JwsSigner[]> {
  const signers: JwsSigner[] = []
  for (const file of given.many('key')) signers.push(await loadJwsSigner('--key', file, given, io))
  return signers
}

async function verify(file: string, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  required(given, 'key')
  const keys = await loadOperatorKeys('--key', given.many('key'), io)
  const stateFile = given.one('last-seen')
  const lastSeen = await loadState('--last-seen', stateFile, io)
  const [threshold, id, time] = [countOf(given, 'threshold'), given.one('id'), timeOf(session)]
  const between: Uint8Array[] = []
  for (const one of given.many('between')) between.push(await readNamed({ option: '--between', file: one }, io))
  const octets = await read(file, session)
  try {
    const verified = await openTrustList(octets, {
      keys, time, between, ...(threshold !== undefined && { threshold }), ...(id !== undefined && { id }), ...(lastSeen && { lastSeen }),
    })
    if (stateFile !== undefined) {
      if (lastSeen === undefined) io.err(`${sayText('listFirstSeen', language, { file: stateFile })}\n`)
      await keepState('--last-seen', stateFile, verified.state, io)
    }
    const { list, sm3, signers } = verified
    await io.out(given.has('json')
      ? json({ file, accepted: true, list: verified.reference, issuedAt: list.issuedAt, nextUpdate: list.nextUpdate, signers })
      : `✓ ${sayText('listAccepted', language)}  ${plainText(file)}\n${trustListText(list, { language, time, verified: { sm3, signers } })}`)
    return 0
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    const { finding: problem } = error
    await io.out(given.has('json') ? json({ file, accepted: false, ...problem }) : `✗ ${sayText('listRefused', language)}  ${plainText(file)}\n  ${sentence(problem, session)}\n`)
    return diagnosticDefinition(problem.code).level === 'fail' ? 1 : 2
  }
}

/** Where to write: not over what is there, and never over what is read. @throws UsageError */
async function outputOf(file: string, { arguments: given }: Session): Promise<string> {
  const out = required(given, 'out')
  if (resolve(out) === resolve(file)) throw new UsageError('outputIsInput', { option: '--out', file: out })
  await checkOutput(out, given)
  return out
}

const DRAFT_DAYS = 180

async function draft(file: string, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const out = await outputOf(file, session)
  const id = required(given, 'id')
  const now = timeOf(session)
  const source = await about('trust', file, async () => parseEtsiTrustedList(await read(file, session)))
  const operator: TrustList['operator'] = { name: { zh: '（待填写：签发本名录的机构）', en: '(to be filled in: who signs this list)' }, territory: 'CN' }
  const [issuedAt, nextUpdate] = [now, new Date(now.getTime() + DRAFT_DAYS * 86_400_000)].map((time) => `${time.toISOString().slice(0, 19)}Z`) as [string, string]
  const { list, findings } = draftOfEtsiList(source, { id, sequence: 1, issuedAt, nextUpdate, operator })
  await writeWhole(out, toUtf8(`${JSON.stringify(list, null, 2)}\n`), session)
  for (const noticed of findings) io.err(`${sentence(noticed, session)}\n`)
  io.err(`${sayText('draftToReview', language, { file: out })}\n`)
  return 0
}
