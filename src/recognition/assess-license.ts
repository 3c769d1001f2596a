/**
 * The whole question in one call: may this file be accepted from this person, for this matter, here, now? Verifies the
 * document and who presents it, asks for the status, decides, and holds all of it in one report.
 */
import { sm3 } from '../crypto/index.ts'
import type { Checked } from '../diagnostics/index.ts'
import type { Step } from '../diagnostics/step.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import type { LicenseMetadata } from '../license/index.ts'
import { judge } from '../policy/judge.ts'
import type { ValidationReport } from '../report/model.ts'
import { attempt } from '../verify/attempt.ts'
import { verify } from '../verify/verify.ts'
import { askStatus } from './ask-status.ts'
import { openAssessCall } from './assess-options.ts'
import type { AssessCall, AssessOptions, KeptKind } from './assess-options.ts'
import { verifyPresenter } from './assess-presenter.ts'
import type { PresenterReport, VerifiedPresenter } from './assess-presenter.ts'
import type { Outcome, RecognitionDecision } from './decision.ts'
import { verifyDelegation } from './delegation-token.ts'
import type { DelegationReport, VerifiedDelegation } from './delegation-token.ts'
import { licenseEvidence, presenterFacts, validationFacts } from './evidence-of.ts'
import type { DelegationFacts, RecognitionFacts, StatusFacts } from './facts.ts'
import { decideWithUse } from './use-guard.ts'
import type { Decided, UseGuard } from './use-guard.ts'

/**
 * One JSON shape; equal input gives byte-equal canonical JSON. The report on the document quotes what the license says:
 * names and numbers are in it, for the matter at hand and not for logs. None is in the other members.
 */
export interface AssessmentReport {
  readonly schema: 1
  readonly kind: 'assessment'
  /** That of the decision; UNDETERMINED where a defect kept it from being made. */
  readonly outcome: Outcome
  readonly time: string
  readonly document?: ValidationReport
  /** Of `options.presenter`. */
  readonly presenter?: PresenterReport
  /** Of `options.presenters`, in their order. */
  readonly presenters?: readonly PresenterReport[]
  /** Of the tokens among `options.delegations`, in their order. */
  readonly delegations?: readonly DelegationReport[]
  /** Whether a source that was asked gave a status. */
  readonly status?: Step<null>
  readonly decision?: RecognitionDecision
  /** A defect of this package (INTERNAL_ERROR). */
  readonly defect?: Step<null>
}

/**
 * Verifies a license and who presents it, and decides whether it may be accepted. Nothing is fetched but by `statusSource`,
 * no clock is read. That the authorization is genuine is the caller's to know: its own evidence is not looked at.
 * An authorization is used up by an accepted decision, and by that alone.
 * @returns a report for any octets and any token
 * @throws TypeError for a mistake in the options, before anything is read
 */
export async function assessLicense(bytes: Uint8Array, options: AssessOptions): Promise<AssessmentReport> {
  return (await assessAndTell(bytes, options)).report
}

/** An assessment, and what others said when they were asked for it: whoever keeps an assessment keeps that too. */
export interface ToldAssessment {
  readonly report: AssessmentReport
  /** What the source that was asked gave, or why it gave nothing; absent when none was asked. */
  readonly answer?: Checked<StatusFacts>
  /** What the memory of authorizations said; absent when it was not asked or could not say. */
  readonly use?: Decided['use']
}

/** As `assessLicense`. @throws as `assessLicense` */
export async function assessAndTell(bytes: Uint8Array, options: AssessOptions): Promise<ToldAssessment> {
  const { time, recognition, purpose, statusSource, sealStatuses } = options
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the input must be a Uint8Array')
  const call = openAssessCall(options)
  const { policy } = call.verification
  const { numbers } = recognition
  const document = await verify(bytes, call.verification)
  const common = { schema: 1, kind: 'assessment', time: time.toISOString(), document } as const
  const people: VerifiedPresenter[] = []
  for (const presenter of call.presenters) people.push(await verifyPresenter(presenter, { time, policy, numbers }))
  const license = licenseEvidence(document)
  const holders = license?.metadata?.holders ?? []
  const powers: VerifiedDelegation[] = []
  const assertions = people.flatMap(({ assertion }) => assertion ?? [])
  for (const power of call.delegations) if ('token' in power) powers.push(await verifyDelegation(power, { time, policy, numbers, holders, assertions }))
  const answer = await statusFor(license?.metadata, document, statusSource, call.statusTimeoutSeconds)
  const made = await attempt([], async () => {
    const delegations = [...statedPowers(call, people), ...powers.flatMap(({ facts }) => facts)]
    const facts: RecognitionFacts = {
      validation: validationFacts(document),
      ...(license !== undefined && { license }),
      ...(assertions.length > 0 && { presenters: assertions.map((assertion) => presenterFacts(assertion, holders, numbers)) }),
      ...(purpose !== undefined && { purpose }),
      ...(delegations.length > 0 && { delegations }),
      ...(answer.status !== undefined && { status: answer.status }),
      ...(sealStatuses !== undefined && { sealStatuses }),
      evidence: evidenceOf(call.kept, {
        document: [document.input.sm3], status: digestsOf(answer.status), presenter: people.flatMap(({ sm3: digest }) => digest ?? []),
        authorization: [...digestsOf(purpose), ...powers.flatMap(({ sm3: digest }) => digest ?? [])],
      }),
    }
    return { facts: await decideWithUse(facts, recognition.lists, recognition.policy, call.context, recognition.used ?? NO_MEMORY), findings: [] }
  })
  const decision = made.facts?.decision
  const [first] = people
  const report: AssessmentReport = {
    ...common,
    ...(options.presenter !== undefined && first !== undefined && { presenter: first.report }),
    ...(options.presenters !== undefined && { presenters: people.map(({ report }) => report) }),
    ...(powers.length > 0 && { delegations: powers.map(({ report }) => report) }),
    ...(answer.asked !== undefined && { status: judge<null>({ ...(answer.status !== undefined && { facts: null }), findings: answer.asked.findings }, policy) }),
    ...(decision === undefined ? { outcome: 'UNDETERMINED', defect: judge<null>({ findings: made.findings }, policy) } : { outcome: decision.outcome, decision }),
  }
  return { report, ...(answer.asked !== undefined && { answer: answer.asked }), ...(made.facts?.use !== undefined && { use: made.facts.use }) }
}

/** Equal assessments give equal octets (RFC 8785). */
export function assessmentJson(report: AssessmentReport): string {
  return canonicalJson(report)
}

/** Cannot say whether an authorization was used: one that is good for one use then stays open. */
const NO_MEMORY: UseGuard = { first: () => Promise.reject(new Error('no memory of authorizations was given')) }

/** Powers that the caller verified, by the places of those who were identified; a power of nobody is none. */
function statedPowers({ delegations }: AssessCall, people: readonly VerifiedPresenter[]): readonly DelegationFacts[] {
  return delegations.flatMap((power): readonly DelegationFacts[] => {
    if ('token' in power || people[power.to]?.assertion === undefined) return []
    return [{ ...power, to: people.slice(0, power.to).filter(({ assertion }) => assertion !== undefined).length }]
  })
}

interface StatusAnswered {
  readonly status?: StatusFacts
  /** Only where somebody was asked. */
  readonly asked?: Checked<StatusFacts>
}

/** The status that is at hand, or given by who is asked. What an answer is worth is for the decision to say. */
async function statusFor(metadata: LicenseMetadata | undefined, { indication }: ValidationReport, source: AssessOptions['statusSource'], seconds: number): Promise<StatusAnswered> {
  if (typeof source !== 'function') return source === undefined ? {} : { status: source }
  if (metadata === undefined || indication === 'TOTAL_FAILED') return {}
  const asked = await attempt([], () => askStatus(source, metadata, seconds))
  return { ...(asked.facts !== undefined && { status: asked.facts }), asked }
}

/** Digests of what is kept, of that which was there. */
function evidenceOf(kept: readonly KeptKind[], digests: Readonly<Record<KeptKind, readonly string[]>>): NonNullable<RecognitionFacts['evidence']> {
  return kept.flatMap((kind) => digests[kind].map((digest) => ({ kind, sm3: digest })))
}

const digestsOf = (value: object | undefined): readonly string[] => (value === undefined ? [] : [toHex(sm3(toUtf8(canonicalJson(value))))])
