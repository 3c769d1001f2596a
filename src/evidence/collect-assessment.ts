/** Makes the evidence of an assessment: assesses a license and keeps everything that the outcome rested on. */
import { VerificationError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { JsonObject } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import type { VerifyTokenOptions } from '../identity/index.ts'
import { parseJwks } from '../jose/index.ts'
import { jwkWithUse } from '../jose/index.ts'
import { assessLicense } from '../recognition/assess.ts'
import type { AssessOptions, AssessmentReport, PresentedDelegation, Presenter, StatusSource } from '../recognition/assess.ts'
import type { UseGuard } from '../recognition/index.ts'
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
  const status = new StatusRecorder(statusSource)
  const use = new UseRecorder(recognition.used)
  const report = await assessLicense(octets, {
    ...given, recognition: { ...recognition, ...(recognition.used !== undefined && { used: use }) }, ...(status.source !== undefined && { statusSource: status.source }),
  })
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
    ...(purpose !== undefined && { purpose: Object.fromEntries(Object.entries(purpose).filter(([name]) => name !== 'use')) as unknown as NonNullable<AssessmentBundle['purpose']> }),
    ...(use.said !== undefined && { use: use.said }),
    ...(status.kept !== undefined && { status: status.kept }),
    ...(sealStatuses !== undefined && { sealStatuses }),
    kept: [...new Set(kept)],
  }
  const bundle = jsonOf(content) as unknown as Omit<AssessmentBundle, 'sm3'>
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
  return { token: text, rules: { keys: found.map((key) => jwkWithUse(key) as unknown as JsonObject), algorithms: [...algorithms], issuer, audience: [audience].flat(), others: jsonOf(others) } }
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

/** Hears what the register answered. */
class StatusRecorder {
  kept: KeptStatus | undefined
  readonly source: AssessOptions['statusSource']

  constructor(source: AssessOptions['statusSource']) {
    if (source === undefined) return
    if (typeof source !== 'function') {
      this.kept = { given: source }
      this.source = source
      return
    }
    const asking: StatusSource = async (license) => {
      try {
        const answer = await source(license)
        this.kept = 'status' in answer ? { answered: answer.status } : { problem: answer.problem }
        return answer
      } catch (error) {
        // As the assessment says it: nothing of a foreign error is repeated.
        this.kept = { problem: error instanceof VerificationError ? error.finding : finding('INTERNAL_ERROR', [], { error: error instanceof Error ? error.name : typeof error }) }
        throw error
      }
    }
    this.source = asking
  }
}

/** Hears what the memory of authorizations said. */
class UseRecorder implements UseGuard {
  said: 'first' | 'repeated' | undefined
  readonly #guard: UseGuard | undefined

  constructor(guard: UseGuard | undefined) {
    this.#guard = guard
  }

  async first(key: string, until: Date, now: Date): Promise<boolean> {
    if (this.#guard === undefined) throw new Error('no memory of authorizations was given')
    const first = await this.#guard.first(key, until, now)
    this.said = first ? 'first' : 'repeated'
    return first
  }
}
