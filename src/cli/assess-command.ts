/** `yinxin assess`: whether a license may be accepted from this person, for this matter, here, now. */
import { randomBytes } from 'node:crypto'
import { fromUtf8 } from '../encoding/octets.ts'
import type { Step } from '../diagnostics/step.ts'
import { TOKEN_STEP_NAMES } from '../identity/index.ts'
import type { IdentityKind } from '../identity/index.ts'
import { assessLicense, assessmentJson } from '../recognition/assess.ts'
import type { AssessOptions, AssessmentReport, KeptKind, PresentedToken } from '../recognition/assess.ts'
import { recognitionText } from '../recognition/index.ts'
import type { Outcome } from '../recognition/index.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import type { OptionKinds } from './arguments.ts'
import { loadPurpose, loadRecognitionLists, loadRules, loadSealStatuses, loadStatus, useFolder } from './assess-inputs.ts'
import { STDIN, kindOf, readInput } from './files.ts'
import { loadIdentityProfile } from './identity-profile.ts'
import { loadMaterials, readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { answering, choiceOf, required } from './signing-materials.ts'
import { loadOperatorKeys, loadTrustLists } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const ASSESS_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  certs: 'many', evidence: 'many', policy: 'one', time: 'one',
  lists: 'one', 'list-key': 'many', rules: 'one', region: 'one', matter: 'one', agency: 'one',
  presenter: 'one', jwks: 'one', issuer: 'one', audience: 'one', algorithms: 'one', profile: 'one', kind: 'one',
  purpose: 'one', used: 'one', status: 'one', 'seal-status': 'one', json: 'flag', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

const EXIT_CODES: Readonly<Record<Outcome, ExitCode>> = { ACCEPTED: 0, REJECTED: 1, NOT_COVERED: 2, UNDETERMINED: 2 }

export function assessCommand(session: Session): Promise<ExitCode> {
  return answering(session, () => assess(session))
}

async function assess(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'assess' })
  if (file === STDIN && given.one('presenter') === STDIN) throw new UsageError('optionsExclude', { first: STDIN, second: `--presenter ${STDIN}` })
  const { options } = await loadMaterials(given, io, io.now(), (time) => loadTrustLists(given, time, io))
  const { validationTime: time, ...verification } = options
  const keys = await loadOperatorKeys('--list-key', [required(given, 'list-key'), ...given.many('list-key').slice(1)], io)
  const [purpose, used, status, sealStatus] = (['purpose', 'used', 'status', 'seal-status'] as const).map((name) => given.one(name))
  const presented = await presenterOf(session)
  const kept: readonly KeptKind[] = [
    ...(file === STDIN ? [] : ['document'] as const), ...(presented.isFile ? ['presenter'] as const : []),
    ...(purpose === undefined ? [] : ['authorization'] as const), ...(status === undefined ? [] : ['status'] as const),
  ]
  const settings: AssessOptions = {
    ...verification, time, presenter: presented.presenter, kept,
    recognition: {
      lists: await loadRecognitionLists(required(given, 'lists'), keys, time, io), policy: await loadRules(given.one('rules') ?? 'cn-recognition-2025', io),
      region: required(given, 'region'), matter: required(given, 'matter'), agency: required(given, 'agency'),
      // Numbers are compared within this run alone, and no digest of one leaves it.
      numbers: { keyId: 'run', key: randomBytes(32) },
      ...(used !== undefined && { used: useFolder(used) }),
    },
    ...(purpose !== undefined && { purpose: await loadPurpose(purpose, io) }),
    ...(status !== undefined && { statusSource: await loadStatus(status, io) }),
    ...(sealStatus !== undefined && { sealStatuses: await loadSealStatuses(sealStatus, io) }),
  }
  const octets = await readInput(file, io).catch((cause: unknown) => { throw cause instanceof UsageError ? cause.about('assess', file) : cause })
  const report = await assessLicense(octets, settings).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw new UsageError('tokenOptions', { problem: cause.message }, { cause })
    throw cause
  })
  await io.out(given.has('json') ? `${visibleJson(assessmentJson(report))}\n` : textOf(report, language))
  return EXIT_CODES[report.outcome]
}

interface Presented {
  readonly presenter: PresentedToken
  /** Whether the token is in a file, and so kept. */
  readonly isFile: boolean
}

async function presenterOf({ io, arguments: given }: Session): Promise<Presented> {
  const word = required(given, 'presenter')
  const isFile = word !== STDIN && (await kindOf(word)) === 'file'
  const text = word === STDIN || isFile ? (fromUtf8(await readNamed({ option: '--presenter', file: word }, io)) ?? '').replace(/\r?\n$/, '') : word
  const kind: IdentityKind | undefined = choiceOf(given, 'kind', ['NATURAL', 'LEGAL'])
  return {
    isFile,
    presenter: {
      token: text, profile: await loadIdentityProfile(given.one('profile') ?? 'cn-relay', io), ...(kind !== undefined && { kind }),
      verification: {
        jwks: await readNamed({ option: '--jwks', file: required(given, 'jwks') }, io), issuer: required(given, 'issuer'),
        audience: given.one('audience') ?? required(given, 'agency'), algorithms: required(given, 'algorithms').split(','),
      },
    },
  }
}

/** What the decision does not say is said after it: why nobody was identified, why there is no status. */
function textOf({ outcome, decision, presenter, status, defect }: AssessmentReport, language: Session['language']): string {
  const lines = (title: 'assessToken' | 'assessStatus' | 'assessDefect', steps: readonly (Step | undefined)[]): readonly string[] => {
    const errors = steps.flatMap((step) => step?.diagnostics.filter(({ severity }) => severity === 'error') ?? [])
    return errors.length === 0 ? [] : [`${sayText(title, language)}\n`, ...errors.map((error) => {
      const { what, next } = messageOf(error, language)
      return `  ${what} ${next} [${error.code}]\n`
    })]
  }
  return [
    decision === undefined ? `${outcome}\n` : recognitionText(decision, language),
    ...lines('assessToken', [...TOKEN_STEP_NAMES.map((name) => presenter?.token?.steps[name]), presenter?.assertion]),
    ...lines('assessStatus', [status]),
    ...lines('assessDefect', [defect]),
  ].join('')
}
