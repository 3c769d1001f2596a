/** `yinxin evidence` and `yinxin rejudge`: what a verdict rested on in one file, and the verdict asked for again from it. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { collectEvidence, encodeEvidence, openEvidence, rejudge, signEvidence } from '../evidence/index.ts'
import type { ListSnapshot, Rejudgement } from '../evidence/index.ts'
import { jwkOf } from '../jose/index.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import { plainText } from '../report/plain-text.ts'
import { reportToText } from '../report/text.ts'
import { outcomeOf } from '../report/verdict.ts'
import type { ValidationReport } from '../report/model.ts'
import { operatorKeysOf } from '../trust/index.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { readInput } from './files.ts'
import type { Io } from './io.ts'
import { DEFAULT_POLICY, loadMaterials, loadPolicy, parseTime, readNamed } from './materials.ts'
import { wantsColor } from './session.ts'
import type { ExitCode, Session } from './session.ts'
import { about, answering, checkOutput, loadJwsSigner, required, writeWhole } from './signing-materials.ts'
import { loadOperatorKeys, loadTrustLists } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

const TRUST_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  policy: 'one', time: 'one', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

export const EVIDENCE_OPTIONS = {
  ...TRUST_OPTIONS, certs: 'many', evidence: 'many', 'without-document': 'flag', key: 'one', 'password-file': 'one', out: 'one', force: 'flag',
} as const satisfies OptionKinds

export const REJUDGE_OPTIONS = {
  ...TRUST_OPTIONS, now: 'flag', document: 'one', 'bundle-key': 'many', 'time-stamp': 'one', json: 'flag', 'no-color': 'flag',
} as const satisfies OptionKinds

const EXIT_CODES = { accepted: 0, rejected: 1, open: 2 } as const

const exitCodeOf = (report: ValidationReport): ExitCode => EXIT_CODES[outcomeOf(report)]

function operandOf(command: string, { operands }: Arguments): string {
  const [file, ...more] = operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command })
  return file
}

const read = (command: string, file: string, io: Io): Promise<Uint8Array> => readInput(file, io).catch((cause: unknown) => {
  throw cause instanceof UsageError ? cause.about(command, file) : cause
})

export async function evidenceCommand(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const file = operandOf('evidence', given)
  return answering(session, async () => {
    const out = required(given, 'out')
    await checkOutput(out, given)
    const snapshots: ListSnapshot[] = []
    const { options } = await loadMaterials(given, io, io.now(), async (at) => {
      const lists = await loadTrustLists(given, at, io)
      snapshots.push(...lists.map(({ data }) => ({ text: typeof data.list === 'string' ? data.list : fromUtf8(data.list) ?? '', keys: data.keys.flatMap(operatorKeysOf).map(({ key }) => jwkOf(key)) })))
      return lists
    })
    const signWith = given.one('key')
    const signer = signWith === undefined ? undefined : await loadJwsSigner('--key', signWith, given, io)
    const document = await read('evidence', file, io)
    const { bundle, report } = await collectEvidence(document, { ...options, lists: snapshots, withoutDocument: given.has('without-document') })
    await writeWhole(out, signer === undefined ? encodeEvidence(bundle) : toUtf8(`${await signEvidence(bundle, signer)}\n`), session)
    return exitCodeOf(report)
  })
}

export async function rejudgeCommand(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const file = operandOf('rejudge', given)
  return answering(session, async () => {
    const bundleKeys = given.many('bundle-key')
    const hasTrust = ['trust', 'trust-signer', 'trust-maker', 'trust-tsa', 'trust-list'].some((name) => given.has(name))
    if (!hasTrust && bundleKeys.length === 0) throw new UsageError('rejudgeWantsTrust')
    const octets = await read('rejudge', file, io)
    const keys = bundleKeys.length === 0 ? undefined : await loadOperatorKeys('--bundle-key', bundleKeys, io)
    const { bundle } = await about('rejudge', file, () => openEvidence(octets, keys === undefined ? {} : { keys }))
    if (given.has('now') && given.has('time')) throw new UsageError('optionNotHere', { option: '--now', command: 'rejudge --time' })
    const time = given.one('time')
    const [policy, stamp, document] = [given.one('policy'), given.one('time-stamp'), given.one('document')]
    const again = await about('rejudge', file, async () => rejudge(bundle, {
      trust: hasTrust ? (await loadMaterials(given, io, io.now(), (at) => loadTrustLists(given, at, io))).options.trust : 'recorded',
      // Nobody vouches for an unsigned bundle: the policy in it could wave anything through.
      ...((policy !== undefined || keys === undefined) && { policy: await loadPolicy(policy ?? DEFAULT_POLICY, io) }),
      ...(time !== undefined && { validationTime: parseTime(time) }),
      ...(given.has('now') && { validationTime: io.now() }),
      ...(document !== undefined && { document: await readNamed({ option: '--document', file: document }, io) }),
      ...(stamp !== undefined && { timeStamp: { token: await readNamed({ option: '--time-stamp', file: stamp }, io), over: octets }, now: io.now() }),
    }))
    await io.out(given.has('json') ? `${visibleJson(canonicalJson({ file, ...again }))}\n` : `${textOf(again, session)}\n`)
    for (const { code, params } of again.findings) {
      const { what, next } = messageOf({ code, params }, language)
      io.err(`${what} ${next} [${code}]\n`)
    }
    return exitCodeOf(again.report)
  })
}

function textOf({ report, recorded, sameVerdict, sameReport, changes, existedBy }: Rejudgement, session: Session): string {
  const { language } = session
  const say = (key: Parameters<typeof sayText>[0], params = {}): string => sayText(key, language, params)
  const lines = [
    say(sameVerdict ? 'rejudgeSame' : 'rejudgeOther', { before: recorded.indication, now: report.indication }),
    ...(sameReport ? [say('rejudgeSameReport')] : []),
    ...(existedBy === undefined ? [] : [say('rejudgeExistedBy', { time: existedBy })]),
    ...changes.map(({ step, before = '-', now = '-' }) => `  ${plainText(step)}: ${before} -> ${now}`),
  ]
  return `${lines.join('\n')}\n\n${reportToText(report, { language, color: wantsColor(session) })}`
}
