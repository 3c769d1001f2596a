/** `yinxin evidence` and `yinxin rejudge`: what a verdict rested on in one file, and the verdict asked for again from it. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { collectEvidence, encodeEvidence, openAnyEvidence, rejudge, rejudgeAssessment, signEvidence } from '../evidence/index.ts'
import type { AssessmentBundle, AssessmentRejudgement, ListSnapshot, Rejudgement } from '../evidence/index.ts'
import { parseJwks } from '../jose/index.ts'
import { assessmentToText } from '../recognition/assess.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import { plainText } from '../report/plain-text.ts'
import { reportToText } from '../report/text.ts'
import { outcomeOf } from '../report/verdict.ts'
import type { ValidationReport } from '../report/model.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { DEFAULT_RULES, OUTCOME_CODES, loadRules } from './assess-inputs.ts'
import { snapshotOf } from './assess-keeper.ts'
import { readInput } from './files.ts'
import type { Io } from './io.ts'
import { DEFAULT_POLICY, loadMaterials, loadPolicy, parseTime, readNamed } from './materials.ts'
import { wantsColor } from './session.ts'
import type { ExitCode, Session } from './session.ts'
import { about, answering, checkOutput, loadJwsSigner, required, writeWhole } from './signing-materials.ts'
import { TSA_OPTIONS, loadTimeStamper } from './time-stamper.ts'
import { loadOperatorKeys, loadTrustLists } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

const TRUST_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  policy: 'one', time: 'one', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

export const EVIDENCE_OPTIONS = {
  ...TRUST_OPTIONS, ...TSA_OPTIONS, certs: 'many', evidence: 'many', 'without-document': 'flag', key: 'one', 'password-file': 'one', out: 'one', force: 'flag',
} as const satisfies OptionKinds

export const REJUDGE_OPTIONS = {
  ...TRUST_OPTIONS, 'list-key': 'many', jwks: 'one', rules: 'one', now: 'flag', document: 'one', 'bundle-key': 'many', 'time-stamp': 'one', json: 'flag', 'no-color': 'flag',
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
      snapshots.push(...lists.map(snapshotOf))
      return lists
    })
    const signWith = given.one('key')
    const signer = signWith === undefined ? undefined : await loadJwsSigner('--key', signWith, given, io)
    const timeStamper = loadTimeStamper(given)
    if (timeStamper !== undefined) await checkOutput(`${out}.tsr`, given)
    const document = await read('evidence', file, io)
    const { bundle, report } = await collectEvidence(document, { ...options, lists: snapshots, withoutDocument: given.has('without-document') })
    const kept = signer === undefined ? encodeEvidence(bundle) : toUtf8(`${await signEvidence(bundle, signer)}\n`)
    await writeWhole(out, kept, session)
    if (timeStamper !== undefined) await writeWhole(`${out}.tsr`, await timeStamper(kept), session)
    return exitCodeOf(report)
  })
}

export async function rejudgeCommand(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const file = operandOf('rejudge', given)
  return answering(session, async () => {
    const bundleKeys = given.many('bundle-key')
    const hasTrust = ['trust', 'trust-signer', 'trust-maker', 'trust-tsa', 'trust-list'].some((name) => given.has(name))
    if (!hasTrust && bundleKeys.length === 0) throw new UsageError('rejudgeWantsTrust')
    const octets = await read('rejudge', file, io)
    const keys = bundleKeys.length === 0 ? undefined : await loadOperatorKeys('--bundle-key', bundleKeys, io)
    const { bundle } = await about('rejudge', file, () => openAnyEvidence(octets, keys === undefined ? {} : { keys }))
    if (bundle.type === 'yinxin-assessment-evidence') return rejudgeKeptAssessment(bundle, { file, octets, hasTrust, isSigned: keys !== undefined }, session)
    const strange = (['list-key', 'jwks', 'rules'] as const).find((name) => given.has(name))
    if (strange !== undefined) throw new UsageError('optionNotHere', { option: `--${strange}`, command: 'rejudge' })
    if (given.has('now') && given.has('time')) throw new UsageError('optionNotHere', { option: '--now', command: 'rejudge --time' })
    const time = given.one('time')
    const [policy, stamp, document] = [given.one('policy'), given.one('time-stamp'), given.one('document')]
    const again = await about('rejudge', file, async () => rejudge(bundle, {
      trust: hasTrust ? (await loadMaterials(given, io, io.now(), (at) => loadTrustLists(given, at, io))).options.trust : 'recorded',
      // Nobody vouches for an unsigned bundle: the policy in it could wave anything through.
      policy: policy === undefined && keys !== undefined ? 'recorded' : await loadPolicy(policy ?? DEFAULT_POLICY, io),
      ...(time !== undefined && { validationTime: parseTime(time) }),
      ...(given.has('now') && { validationTime: io.now() }),
      ...(document !== undefined && { document: await readNamed({ option: '--document', file: document }, io) }),
      ...(stamp !== undefined && { timeStamp: { token: await readNamed({ option: '--time-stamp', file: stamp }, io), over: octets }, now: io.now() }),
    }))
    await io.out(given.has('json') ? `${visibleJson(canonicalJson({ file, ...again }))}\n` : `${textOf(again, session)}\n`)
    sayFindings(again, session)
    return exitCodeOf(again.report)
  })
}

interface Kept {
  readonly file: string
  readonly octets: Uint8Array
  readonly hasTrust: boolean
  readonly isSigned: boolean
}

/** The assessment of then again. What is not given is taken from the bundle, if its signature was verified. */
async function rejudgeKeptAssessment(bundle: AssessmentBundle, { file, octets, hasTrust, isSigned }: Kept, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const later = (['now', 'time'] as const).find((name) => given.has(name))
  if (later !== undefined) throw new UsageError('rejudgeOwnTime', { option: `--${later}` })
  const [listKeys, jwks, policy, rules, document, stamp] = [given.many('list-key'), given.one('jwks'), given.one('policy'), given.one('rules'), given.one('document'), given.one('time-stamp')]
  if (!isSigned && !hasTrust) throw new UsageError('rejudgeWantsTrust')
  if (!isSigned && listKeys.length === 0) throw new UsageError('optionMissing', { option: '--list-key' })
  if (!isSigned && jwks === undefined) throw new UsageError('optionMissing', { option: '--jwks' })
  const tokenKeys = jwks === undefined ? undefined : await readNamed({ option: '--jwks', file: jwks }, io)
  const again = await about('rejudge', file, async () => rejudgeAssessment(bundle, {
    trust: hasTrust ? (await loadMaterials(given, io, assessedAt(bundle), (at) => loadTrustLists(given, at, io))).options.trust : 'recorded',
    listKeys: listKeys.length === 0 ? 'recorded' : await loadOperatorKeys('--list-key', listKeys, io),
    tokenKeys: tokenKeys === undefined ? 'recorded' : await about('--jwks', jwks ?? '', () => parseJwks(tokenKeys)),
    policy: policy === undefined && isSigned ? 'recorded' : await loadPolicy(policy ?? DEFAULT_POLICY, io),
    rules: rules === undefined && isSigned ? 'recorded' : await loadRules(rules ?? DEFAULT_RULES, io),
    ...(document !== undefined && { document: await readNamed({ option: '--document', file: document }, io) }),
    ...(stamp !== undefined && { timeStamp: { token: await readNamed({ option: '--time-stamp', file: stamp }, io), over: octets }, now: io.now() }),
  }).catch((cause: unknown) => {
    throw cause instanceof TypeError ? new UsageError('dataInvalid', { file, problem: cause.message }, { cause }) : cause
  }))
  const { report, recorded, sameOutcome } = again
  await io.out(given.has('json') ? `${visibleJson(canonicalJson({ file, ...again }))}\n`
    : `${comparisonOf({ ...again, same: sameOutcome, before: recorded.outcome, now: report.outcome }, session)}\n\n${assessmentToText(report, language)}\n`)
  sayFindings(again, session)
  return OUTCOME_CODES[report.outcome]
}

/** When the assessment was made. A bundle that does not say is refused when it is judged. */
function assessedAt({ report: { time } }: AssessmentBundle): Date {
  return new Date(typeof time === 'string' && !Number.isNaN(Date.parse(time)) ? time : 0)
}

function sayFindings({ findings }: Pick<Rejudgement, 'findings'>, { io, language }: Session): void {
  for (const { code, params } of findings) {
    const { what, next } = messageOf({ code, params }, language)
    io.err(`${what} ${next} [${code}]\n`)
  }
}

function textOf(again: Rejudgement, session: Session): string {
  const { report, recorded, sameVerdict } = again
  const said = comparisonOf({ ...again, same: sameVerdict, before: recorded.indication, now: report.indication }, session)
  return `${said}\n\n${reportToText(report, { language: session.language, color: wantsColor(session) })}`
}

/** How the answer of now compares with that of then. */
function comparisonOf(
  { same, before, now, sameReport, existedBy, changes }: Pick<AssessmentRejudgement, 'sameReport' | 'existedBy' | 'changes'> & { readonly same: boolean; readonly before: string; readonly now: string },
  { language }: Session,
): string {
  const say = (key: Parameters<typeof sayText>[0], params = {}): string => sayText(key, language, params)
  return [
    say(same ? 'rejudgeSame' : 'rejudgeOther', { before, now }),
    ...(sameReport ? [say('rejudgeSameReport')] : []),
    ...(existedBy === undefined ? [] : [say('rejudgeExistedBy', { time: existedBy })]),
    ...changes.map(({ step, before: was = '-', now: is = '-' }) => `  ${plainText(step)}: ${was} -> ${is}`),
  ].join('\n')
}
