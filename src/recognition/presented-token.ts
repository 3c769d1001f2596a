/** A token within one assessment, of whoever it is and whatever it says: how it must be found, and what of it goes into the report. */
import { sm3 } from '../crypto/index.ts'
import type { SubIndication } from '../diagnostics/index.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { verifyToken } from '../identity/index.ts'
import type { TokenReport, VerifiedToken, VerifyTokenOptions } from '../identity/index.ts'
import { openTokenCall } from '../identity/token/options.ts'
import type { Indication } from '../report/model.ts'

/** `iat` and `jti` must be among its claims. */
export interface TokenToVerify {
  readonly token: string | Uint8Array
  /** How `verifyToken` must find it. Its time is that of the assessment. */
  readonly verification: Omit<VerifyTokenOptions, 'validationTime'>
}

/** No claim of the token is in it. */
export interface PresentedTokenReport {
  readonly accepted: boolean
  readonly indication: Indication
  readonly subIndication?: SubIndication
  readonly steps: TokenReport['steps']
}

export interface VerifiedPresentedToken {
  readonly report: PresentedTokenReport
  /** Absent for a token that was not accepted. */
  readonly verified?: VerifiedToken
  /** Of its text, lower-case hex. */
  readonly sm3: string
}

const optionsOf = ({ verification }: TokenToVerify, time: Date): VerifyTokenOptions => ({
  ...verification, required: [...new Set([...(verification.required ?? []), 'iat', 'jti'])], validationTime: time,
})

/**
 * @param name of the option that holds it
 * @throws TypeError for what is missing or of the wrong form
 */
export function requireToken(given: TokenToVerify, time: Date, name: string): void {
  const { token, verification } = given as Partial<TokenToVerify>
  if (typeof token !== 'string' && !(token instanceof Uint8Array)) throw new TypeError(`${name}.token must be a string or a Uint8Array`)
  if (typeof verification !== 'object') throw new TypeError(`${name}.verification is required: the options of verifyToken`)
  if ('validationTime' in verification) throw new TypeError(`${name}.verification has no validationTime: options.time holds for all`)
  openTokenCall(optionsOf(given, time))
}

/** Never throws for any token. */
export async function verifyPresentedToken(given: TokenToVerify, time: Date): Promise<VerifiedPresentedToken> {
  const found = await verifyToken(given.token, optionsOf(given, time))
  const { accepted, indication, steps } = found
  return {
    report: { accepted, indication, ...(!found.accepted && { subIndication: found.subIndication }), steps },
    ...(found.accepted && { verified: found.token }),
    sm3: toHex(sm3(typeof given.token === 'string' ? toUtf8(given.token) : given.token)),
  }
}
