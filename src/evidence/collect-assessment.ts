/** Makes the evidence of an assessment: assesses a license and keeps everything that the outcome rested on. */
import { fromUtf8 } from '../encoding/octets.ts'
import type { VerifyTokenOptions } from '../identity/index.ts'
import { jwkWithUse, parseJwks } from '../jose/index.ts'
import { assessAndTell } from '../recognition/assess-license.ts'
import type { ToldAssessment } from '../recognition/assess-license.ts'
import type { AssessOptions, AssessmentReport, PresentedDelegation, Presenter } from '../recognition/assess.ts'
import { withoutUse } from '../recognition/use-guard.ts'
import { withoutPictures } from '../report/pictures.ts'
import { contentDigest } from './assessment-bundle.ts'
import type { AssessmentBundle, KeptDelegation, KeptPresenter, KeptStatus, KeptToken } from './assessment-bundle.ts'
import { reportDigest } from './bundle.ts'
import type { ListSnapshot } from './bundle.ts'
import { jsonOf, materialsOf, sameLists } from './collect.ts'
import { openListSnapshots } from './recorded-lists.ts'

export interface CollectAssessmentOptions extends AssessOptions {
  /** The trust lists of `trust` as signed texts, each with the operator's keys. @default none */
  readonly trustLists?: readonly ListSnapshot[]
  /** The lists of `recognition.lists` as signed texts, each with the operators' keys. */
  readonly recognitionLists: readonly ListSnapshot[]
  /** Keeps only the digest of the document: an archive then keeps the document itself. @default false */
  readonly withoutDocument?: boolean
}

/**
 * Assesses a license and makes a bundle of it. The bundle holds tokens, with the names and numbers in them, and the document.
 * Its report is without the pictures of seals.
 * @throws TypeError for a mistake in the options, such as a list without its text, or an option of tokens that is no data (keys
 *   in certificates, decryption, proof of possession, a memory of tokens): such a token cannot be verified again from a file
 */
export async function collectAssessment(document: Uint8Array, options: CollectAssessmentOptions): Promise<{ readonly bundle: AssessmentBundle; readonly report: AssessmentReport }> {
  const { trustLists = [], recognitionLists, withoutDocument = false, ...given } = options
  const { presenter, presenters, delegations = [], purpose, statusSource, sealStatuses, kept = [], time, recognition, existedBy } = given
  if (existedBy !== undefined) throw new TypeError('options.existedBy cannot be kept: what proves it is not here')
  const people = (presenters ?? (presenter === undefined ? [] : [presenter])).map(keptPresenter)
  const powers = delegations.map(keptDelegation)
  const octets = document.slice()
  const { report, use, answer } = await assessAndTell(octets, given)
  const status = keptStatus(statusSource, answer)
  await sameLists(given.trust, trustLists, time)
  const listed = await openListSnapshots(recognitionLists, time)
  const digests = (lists: readonly { readonly sm3: string }[]): string => lists.map(({ sm3 }) => sm3).sort().join(' ')
  if (digests(listed) !== digests(recognition.lists.references)) throw new TypeError('options.recognitionLists must hold the texts of all lists of options.recognition.lists, and no other')
  const plain = report.document === undefined ? report : { ...report, document: withoutPictures(report.document) }
  const { region, matter, agency, policy } = recognition
  const content: Omit<AssessmentBundle, 'sm3'> = {
    ...materialsOf(octets, given, { lists: trustLists, withoutDocument }),
    type: 'yinxin-assessment-evidence',
    report: jsonOf(plain),
    reportSm3: reportDigest(plain),
    recognition: { policy: jsonOf(policy), region, matter, agency, lists: recognitionLists },
    presenters: { together: presenters !== undefined, people },
    delegations: powers,
    ...(purpose !== undefined && { purpose: withoutUse(purpose) }),
    ...(use !== undefined && { use }),
    ...(status !== undefined && { status }),
    ...(sealStatuses !== undefined && { sealStatuses }),
    kept: [...new Set(kept)],
  }
  const bundle = jsonOf(content)
  return { bundle: { ...bundle, sm3: contentDigest(bundle) }, report }
}

/** Options of `verifyToken` that are data. */
const DATA: readonly (keyof VerifyTokenOptions)[] = [
  'trustedAudiences', 'subject', 'nonce', 'authorizedParties', 'acr', 'amr', 'required', 'clockSkewSeconds', 'maxAgeSeconds', 'maxLifetimeSeconds', 'maxAuthenticationAgeSeconds',
]

function keptToken({ token, verification }: { readonly token: string | Uint8Array; readonly verification: Omit<VerifyTokenOptions, 'validationTime' | 'typ'> }): KeptToken {
  const { keys, jwks, algorithms, issuer, audience, ...others } = verification
  const foreign = Object.keys(others).filter((name) => !(DATA as readonly string[]).includes(name))
  if (foreign.length > 0) throw new TypeError(`options of tokens that cannot be kept: ${foreign.join(', ')}`)
  const text = typeof token === 'string' ? token : fromUtf8(token)
  if (text === undefined) throw new TypeError('a token that is no text cannot be kept')
  const found = keys ?? parseJwks(jwks ?? '')
  return { token: text, rules: { keys: found.map((key) => jsonOf(jwkWithUse(key))), algorithms: [...algorithms], issuer, audience: [audience].flat(), others: jsonOf(others) } }
}

function keptPresenter(presenter: Presenter): KeptPresenter {
  if ('assertion' in presenter) return { assertion: jsonOf(presenter.assertion) }
  const { profile, kind } = presenter
  return { ...keptToken(presenter), profile: jsonOf(profile), ...(kind !== undefined && { kind }) }
}

function keptDelegation(power: NonNullable<AssessOptions['delegations']>[number]): KeptDelegation {
  if (!('token' in power)) return { facts: power }
  const { revoked }: PresentedDelegation = power
  return { ...keptToken(power), ...(revoked !== undefined && { revoked }) }
}

/** What the register said, or what was at hand instead. */
function keptStatus(source: AssessOptions['statusSource'], answer: ToldAssessment['answer']): KeptStatus | undefined {
  if (source !== undefined && typeof source !== 'function') return { given: source }
  if (answer?.facts !== undefined) return { answered: answer.facts }
  const [problem] = answer?.findings ?? []
  return problem && { problem }
}
