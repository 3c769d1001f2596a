/** Verifies a token: signature first, claims second, and only then whether it was presented before. */
import type { Checked } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/step.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { fromUtf8 } from '../../encoding/octets.ts'
import { jwkThumbprint, parseJws, verifyJws } from '../../jose/index.ts'
import type { VerifiedJws } from '../../jose/index.ts'
import { isType } from '../../jose/header.ts'
import { judge } from '../../policy/judge.ts'
import { attempt } from '../../verify/attempt.ts'
import { indicationOf } from '../../verify/outcome.ts'
import { checkClaims, registeredClaims } from './claims.ts'
import type { RegisteredClaims } from './claims.ts'
import { openTokenCall } from './options.ts'
import type { TokenCall, VerifyTokenOptions } from './options.ts'
import { checkReplay, replayKey } from './replay.ts'
import type { TokenReport, TokenStepName } from './token-report.ts'
import { madeToken } from './verified-token.ts'
import type { TokenKey, TokenParts } from './verified-token.ts'

/**
 * Verifies a JSON Web Token (RFC 7519) in compact form, with SM2 or a standard algorithm. Keys, algorithms, issuer and
 * audience are the caller's; nothing in the token adds to them. Nothing is fetched; the clock is read once when
 * `validationTime` is absent.
 *
 * That it passed says that the issuer signed these claims for this recipient and that they are current; whether they are
 * true, and what they allow, is not said.
 * @returns a report for any token
 * @throws TypeError for a mistake in the options
 */
export async function verifyToken(token: string | Uint8Array, options: VerifyTokenOptions): Promise<TokenReport> {
  const call = openTokenCall(options)
  if (typeof token !== 'string' && !(token instanceof Uint8Array)) throw new TypeError('the token must be a string or a Uint8Array')
  return new Verification(call).run(token)
}

type Steps = Partial<Record<TokenStepName, Step>>

class Verification {
  readonly #call: TokenCall
  readonly #steps: Steps = {}

  constructor(call: TokenCall) {
    this.#call = call
  }

  async run(token: string | Uint8Array): Promise<TokenReport> {
    const verified = await this.#verified(token)
    const { time } = this.#call.call
    const common = { schema: 1, kind: 'token', validationTime: time.toISOString(), steps: this.#steps } as const
    const { indication, subIndication = 'CUSTOM' } = indicationOf(Object.values(this.#steps))
    if (verified !== undefined && indication === 'TOTAL_PASSED') {
      const findings = Object.values(this.#steps).flatMap(({ diagnostics }) => diagnostics)
      return { ...common, accepted: true, indication, token: madeToken({ ...verified, time: common.validationTime, findings }) }
    }
    return { ...common, accepted: false, indication: indication === 'TOTAL_PASSED' ? 'INDETERMINATE' : indication, subIndication }
  }

  /** Undefined as soon as a step did not pass. */
  async #verified(token: string | Uint8Array): Promise<Omit<TokenParts, 'time' | 'findings'> | undefined> {
    const { call, expected, replay } = this.#call
    const text = await this.#step('format', () => this.#read(token))
    if (text === undefined) return undefined
    const signed = await this.#step('signature', () => this.#signature(text))
    if (signed === undefined) return undefined
    const { jws, key } = signed
    let claims: JsonObject | undefined
    const passed = await this.#step('claims', () => {
      claims = claimsOf(jws, this.#call)
      const checked = checkClaims(claims, expected, call.time)
      return { ...checked, value: checked.facts }
    })
    if (passed === undefined || claims === undefined) return undefined
    const { registered } = registeredClaims(claims)
    if (replay !== undefined) {
      const first = await this.#step('replay', async () => {
        const checked = await checkReplay(replay, replayKey('token', expected.issuer, registered.jti ?? ''), this.#forgettable(registered), call.time, ['jti'])
        return { ...checked, value: true }
      })
      if (first === undefined) return undefined
    }
    const { sub } = registered
    return {
      claims, header: jws.header, issuer: expected.issuer, audience: registered.aud ?? [], ...(sub !== undefined && { subject: sub }), key,
    }
  }

  /** Runs a check and judges it. @returns its value, kept out of the report, when the step passed */
  async #step<Value>(name: TokenStepName, check: () => Valued<Value> | Promise<Valued<Value>>): Promise<Value | undefined> {
    let value: Value | undefined
    const checked = await attempt([], async () => {
      const { value: own, ...rest } = await check()
      value = own
      return rest
    })
    const step = judge(checked, this.#call.call.policy)
    this.#steps[name] = step
    return step.conclusion === 'PASSED' ? value : undefined
  }

  #read(token: string | Uint8Array): Valued<string> {
    const { call: { budget }, typ } = this.#call
    budget.within('jsonBytes', token.length)
    const text = typeof token === 'string' ? token : fromUtf8(token)
    // RFC 7519 knows one form: in JSON the same token has many texts.
    if (text === undefined || text.trimStart().startsWith('{')) throw new FormatError(finding('TOKEN_NOT_COMPACT', []))
    const { header } = parseJws(text, { budget }).signatures[0]
    if (typ === undefined ? header.typ !== undefined && !isType(header.typ, 'JWT') : !isType(header.typ, typ)) {
      throw new FormatError(finding('JWS_TYPE_UNEXPECTED', [], { expected: typ ?? 'JWT' }))
    }
    return { facts: null, value: text, findings: [] }
  }

  async #signature(text: string): Promise<Valued<Signed>> {
    const { keys, algorithms, sm2, call: { budget } } = this.#call
    const jws = await verifyJws(text, { keys, algorithms, sm2, budget })
    const { signatures: [{ key: { key, kid }, algorithm }] } = jws
    const own: TokenKey = { algorithm, thumbprint: await jwkThumbprint(key), ...(kid !== undefined && { kid }) }
    return { facts: own, value: { jws, key: own }, findings: [] }
  }

  /** From when on the token is refused for its age anyway. */
  #forgettable({ exp = 0 }: RegisteredClaims): Date {
    return new Date((exp + this.#call.expected.clockSkewSeconds) * 1000)
  }
}

/** A check, with what it hands on to the next one. */
type Valued<Value> = Checked<unknown> & { readonly value?: Value | undefined }

interface Signed {
  readonly jws: VerifiedJws
  readonly key: TokenKey
}

function claimsOf({ payload }: VerifiedJws, { call: { budget } }: TokenCall): JsonObject {
  const claims = parseJson(payload, { budget, at: ['claims'] })
  if (!isJsonObject(claims)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
  return claims
}
