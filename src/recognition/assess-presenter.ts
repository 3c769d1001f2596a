/** Who presents a license, for one assessment: a token that is verified here and read by a profile, or an assertion that the caller has. */
import { sm3 } from '../crypto/index.ts'
import type { Step } from '../diagnostics/step.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { assertionOfToken } from '../identity/index.ts'
import type { IdentityAssertion, IdentityKind, IdentityProfile, NumberKey } from '../identity/index.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { judge } from '../policy/judge.ts'
import { attempt } from '../verify/attempt.ts'
import { requireToken, verifyPresentedToken } from './presented-token.ts'
import type { PresentedTokenReport, TokenToVerify } from './presented-token.ts'

/** A token of an identity platform. */
export interface PresentedToken extends TokenToVerify {
  /** How the platform names its attributes: `identityProfile('cn-relay')`, say. */
  readonly profile: IdentityProfile
  /** Whom the caller expects; required where the profile says `asked`. */
  readonly kind?: IdentityKind
}

/** An assertion that the caller got from a verified source, such as a finished log-in; its numbers under the agency's key. */
export interface PresentedAssertion {
  readonly assertion: IdentityAssertion
}

export type Presenter = PresentedToken | PresentedAssertion

/** No claim of the token is in it. */
export interface PresenterReport {
  /** Absent for an assertion of the caller's. */
  readonly token?: PresentedTokenReport
  /** Reading the claims of a token that passed. */
  readonly assertion?: Step<null>
}

export interface VerifiedPresenter {
  readonly report: PresenterReport
  /** Absent: nobody was identified. */
  readonly assertion?: IdentityAssertion
  /** Of the token's text, or of the assertion's canonical JSON; lower-case hex. */
  readonly sm3?: string
}

interface PresenterCall {
  readonly time: Date
  readonly policy: ValidationPolicy
  readonly numbers: NumberKey
}

/** @throws TypeError for what is missing or of the wrong form */
export function requirePresenter(presenter: Presenter, time: Date): void {
  if ('assertion' in presenter) {
    const assertion = presenter.assertion as Partial<IdentityAssertion> | undefined
    if (typeof assertion?.holder !== 'object') throw new TypeError('options.presenter.assertion must be an IdentityAssertion')
    return
  }
  const { profile, kind } = presenter as Partial<PresentedToken>
  if (typeof profile?.id !== 'string') throw new TypeError('options.presenter.profile is required: use identityProfile() or parseIdentityProfile()')
  if (profile.kind === 'asked' && kind === undefined) throw new TypeError(`options.presenter.kind is required: the profile ${profile.id} needs it`)
  requireToken(presenter, time, 'options.presenter')
}

/** Never throws for any token. */
export async function verifyPresenter(presenter: Presenter, call: PresenterCall): Promise<VerifiedPresenter> {
  if ('assertion' in presenter) return { report: {}, assertion: presenter.assertion, sm3: toHex(sm3(toUtf8(canonicalJson(presenter.assertion)))) }
  const { report: token, verified, sm3: digest } = await verifyPresentedToken(presenter, call.time)
  if (verified === undefined) return { report: { token } }
  let assertion: IdentityAssertion | undefined
  const read = await attempt<null>(['claims'], () => {
    const { verification: { audience, nonce }, profile, kind } = presenter
    const { facts, findings } = assertionOfToken(verified, profile, {
      audience, numbers: call.numbers, ...(nonce !== undefined && { nonce }), ...(kind !== undefined && { kind }),
    })
    assertion = facts
    return { ...(facts !== undefined && { facts: null }), findings }
  })
  const step = judge(read, call.policy)
  if (step.conclusion !== 'PASSED' || assertion === undefined) return { report: { token, assertion: step } }
  return { report: { token, assertion: step }, assertion, sm3: digest }
}
