/** `yinxin assess`: whether a license may be accepted from this person, for this matter, here, now. */
import { basename } from 'node:path'
import { randomBytes } from 'node:crypto'
import { assessmentJson, assessmentToHtml, assessmentToText } from '../recognition/assess.ts'
import type { AssessOptions, AssessmentReport, KeptKind } from '../recognition/assess.ts'
import { jwkWithUse } from '../jose/index.ts'
import { visibleJson } from '../report/json.ts'
import { withoutPictures } from '../report/pictures.ts'
import type { OptionKinds } from './arguments.ts'
import { DEFAULT_RULES, OUTCOME_CODES, loadPurpose, loadRecognitionLists, loadRules, loadSealStatuses, loadStatus, useFolder } from './assess-inputs.ts'
import { loadKeeper } from './assess-keeper.ts'
import { PEOPLE_OPTIONS, loadPeople } from './assess-people.ts'
import { STDIN, readInput } from './files.ts'
import { loadMaterials } from './materials.ts'
import { checkOutputs, writeOutput } from './outputs.ts'
import type { ExitCode, Session } from './session.ts'
import { SHARING_OPTIONS, isUrl, loadSharingSource } from './sharing-source.ts'
import { answering, required } from './signing-materials.ts'
import { asUsage } from './token-text.ts'
import { loadOperatorKeys } from './trust-materials.ts'
import { UsageError } from './usage-error.ts'

export const ASSESS_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  certs: 'many', evidence: 'many', policy: 'one', time: 'one',
  lists: 'one', 'list-key': 'many', state: 'one', rules: 'one', region: 'one', matter: 'one', agency: 'one', ...PEOPLE_OPTIONS,
  purpose: 'one', used: 'one', status: 'one', ...SHARING_OPTIONS, 'seal-status': 'one', json: 'flag', html: 'one',
  bundle: 'one', 'without-document': 'flag', key: 'one', 'password-file': 'one', tsa: 'one', force: 'flag', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

/** Options whose values are files that no output may take the place of. */
const INPUTS = ['trust', 'trust-list', 'trust-list-key', 'list-key', 'state', 'trust-state', 'rules', 'presenter', 'jwks', 'delegation', 'delegation-jwks', 'purpose', 'status', 'sharing', 'seal-status'] as const

export function assessCommand(session: Session): Promise<ExitCode> {
  return answering(session, () => assess(session))
}

async function assess(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'assess' })
  const fromStdin = [file, ...given.many('presenter'), ...given.many('delegation')].filter((word) => word === STDIN)
  if (fromStdin.length > 1) throw new UsageError('optionsExclude', { first: STDIN, second: STDIN })
  const [html, json] = [given.one('html'), given.has('json')]
  await checkOutputs({ html }, [file, ...INPUTS.flatMap((name) => given.many(name))].map((name) => ({ name })), json)
  const keeper = await loadKeeper(session)
  const { options } = await loadMaterials(given, io, io.now(), keeper.trustLists)
  const { validationTime: time, ...verification } = options
  const keys = await loadOperatorKeys('--list-key', [required(given, 'list-key'), ...given.many('list-key').slice(1)], io)
  const { inFiles, ...people } = await loadPeople(given, io)
  const [used, sealStatus] = [given.one('used'), given.one('seal-status')]
  const purposeFile = given.one('purpose')
  const purpose = purposeFile === undefined ? undefined : await loadPurpose(purposeFile, io)
  const statusSource = await statusOf(session, purpose)
  const kept: readonly KeptKind[] = [
    ...(file === STDIN && !keeper.keepsDocument ? [] : ['document'] as const), ...(inFiles || keeper.keeps ? ['presenter'] as const : []),
    ...(purpose === undefined ? [] : ['authorization'] as const), ...(typeof statusSource === 'object' || (statusSource !== undefined && keeper.keeps) ? ['status'] as const : []),
  ]
  const [presenter, ...others] = people.presenters
  const { lists, texts } = await loadRecognitionLists(required(given, 'lists'), keys, time, given.one('state'), io)
  const settings: AssessOptions = {
    ...verification, time, kept, ...(html !== undefined && { pictures: true }),
    ...(others.length === 0 ? { presenter } : { presenters: people.presenters }),
    ...(people.delegations.length > 0 && { delegations: people.delegations }),
    recognition: {
      lists, policy: await loadRules(given.one('rules') ?? DEFAULT_RULES, io),
      region: required(given, 'region'), matter: required(given, 'matter'), agency: required(given, 'agency'),
      // Numbers are compared within this run alone, and no digest of one leaves it.
      numbers: { keyId: 'run', key: randomBytes(32) },
      ...(used !== undefined && { used: useFolder(used) }),
    },
    ...(purpose !== undefined && { purpose }),
    ...(statusSource !== undefined && { statusSource }),
    ...(sealStatus !== undefined && { sealStatuses: await loadSealStatuses(sealStatus, io) }),
  }
  const octets = await readInput(file, io).catch((cause: unknown) => { throw cause instanceof UsageError ? cause.about('assess', file) : cause })
  const report = await keeper.assess(octets, settings, texts.map((text) => ({ text, keys: keys.map((key) => jwkWithUse(key)) }))).catch((cause: unknown) => { throw asUsage(cause) })
  if (json) await io.out(`${visibleJson(assessmentJson(plain(report)))}\n`)
  else if (html !== STDIN) await io.out(assessmentToText(report, language))
  // The folders of this machine are nobody's business where the report is filed.
  if (html !== undefined) await writeOutput(html, assessmentToHtml(report, { language, ...(file === STDIN ? {} : { fileName: basename(file) }) }), session)
  return OUTCOME_CODES[report.outcome]
}

/** The answer in a file, or who is to be asked. @throws UsageError */
async function statusOf({ io, arguments: given }: Session, purpose: AssessOptions['purpose']): Promise<AssessOptions['statusSource']> {
  const status = given.one('status')
  if (status !== undefined && isUrl(status)) return loadSharingSource(status, purpose?.basis ?? 'STATUTORY', given, io)
  const alone = Object.keys(SHARING_OPTIONS).find((name) => given.has(name) && (name === 'sharing' || !given.has('tsa')))
  if (alone !== undefined) throw new UsageError('sharingAlone', { option: `--${alone}` })
  return status === undefined ? undefined : loadStatus(status, io)
}

/** Pictures are for the page. */
const plain = (report: AssessmentReport): AssessmentReport => (report.document === undefined ? report : { ...report, document: withoutPictures(report.document) })
