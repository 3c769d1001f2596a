/** Verifies a token: signature first, claims second, and only then whether it was presented before. */
import type { Checked } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/step.ts'
import { FormatError } from '../../errors.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { fromUtf8 } from '../../encoding/octets.ts'
import { decryptJwe, jwkThumbprint, parseJws, verifyJws } from '../../jose/index.ts'
import type { JwsKey, VerifiedJws } from '../../jose/index.ts'
import { isType } from '../../jose/header.ts'
import { isCompactJwe } from '../../jose/jwe.ts'
import { judge } from '../../policy/judge.ts'
import { attempt } from '../../verify/attempt.ts'
import { indicationOf } from '../../verify/outcome.ts'
import { summarizeCertificate } from '../../verify/summaries.ts'
import { readCertificates, tokenCertificateSteps } from './certificates.ts'
import type { TokenCertificates } from './certificates.ts'
import { checkClaims, registeredClaims } from './claims.ts'
import type { RegisteredClaims } from './claims.ts'
import { checkConfirmation } from './confirmation.ts'
import type { ConfirmedBy } from './confirmation.ts'
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
    const presented = typeof token === 'string' ? token : fromUtf8(token)
    const signedText = presented !== undefined && presented.length <= call.budget.limits.jsonBytes && isCompactJwe(presented)
      ? await this.#step('decryption', () => this.#decrypted(presented))
      : presented ?? ''
    if (signedText === undefined) return undefined
    const text = await this.#step('format', () => this.#read(signedText))
    if (text === undefined) return undefined
    const signed = await this.#step('signature', () => this.#signature(text))
    if (signed === undefined) return undefined
    const { jws } = signed
    const key = signed.certificates === undefined ? signed.key : await this.#certified(signed.certificates, signed.key)
    if (key === undefined) return undefined
    let claims: JsonObject | undefined
    const passed = await this.#step('claims', () => {
      claims = claimsOf(jws, this.#call)
      const checked = checkClaims(claims, expected, call.time)
      return { ...checked, value: checked.facts }
    })
    if (passed === undefined || claims === undefined) return undefined
    const { registered } = registeredClaims(claims)
    const confirmed = await this.#confirmed(claims, presented ?? '')
    if (confirmed === 'refused') return undefined
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
      ...(confirmed !== undefined && { confirmedBy: confirmed }),
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

  /** The signed token inside an encrypted one. */
  async #decrypted(text: string): Promise<Valued<string>> {
    const { decryption, call: { budget } } = this.#call
    if (decryption === undefined) return { findings: [finding('TOKEN_ENCRYPTED', [])] }
    const { plaintext, header } = await decryptJwe(text, { keys: decryption, budget })
    const cty = header['cty']
    if (typeof cty !== 'string' || !isType(cty, 'JWT')) throw new FormatError(finding('TOKEN_NESTED_TYPE', []))
    const inner = fromUtf8(plaintext)
    // Attack (CVE-2026-29000): claims, or a token with alg none, inside an encryption that anybody can make.
    if (inner === undefined || inner.split('.', 4).length !== 3) throw new FormatError(finding('TOKEN_NESTED_UNSIGNED', []))
    return { facts: null, value: inner, findings: [] }
  }

  #read(text: string): Valued<string> {
    const { call: { budget }, typ } = this.#call
    budget.within('jsonBytes', text.length)
    // RFC 7519 knows one form: in JSON the same token has many texts.
    if (text.trimStart().startsWith('{')) throw new FormatError(finding('TOKEN_NOT_COMPACT', []))
    const { header } = parseJws(text, { budget }).signatures[0]
    if (typ === undefined ? header.typ !== undefined && !isType(header.typ, 'JWT') : !isType(header.typ, typ)) {
      throw new FormatError(finding('JWS_TYPE_UNEXPECTED', [], { expected: typ ?? 'JWT' }))
    }
    return { facts: null, value: text, findings: [] }
  }

  async #signature(text: string): Promise<Valued<Signed>> {
    const { keys: known, algorithms, sm2, call: { budget } } = this.#call
    const certificates = known === undefined ? readCertificates(parseJws(text, { budget }).signatures[0].header.parameters, budget) : undefined
    const jws = await verifyJws(text, { keys: known ?? keysOf(text, certificates), algorithms, sm2, budget })
    const { signatures: [{ key: { key, kid }, algorithm }] } = jws
    const own: TokenKey = { algorithm, thumbprint: await jwkThumbprint(key), ...(known !== undefined && kid !== undefined && { kid }) }
    return { facts: own, value: { jws, key: own, certificates }, findings: [] }
  }

  /** The key once its certificate leads to an anchor and names the issuer; undefined when it does not. */
  async #certified(certificates: TokenCertificates, key: TokenKey): Promise<TokenKey | undefined> {
    const { x5c, call, expected: { issuer } } = this.#call
    if (x5c === undefined) return undefined
    const checked = await tokenCertificateSteps(certificates, issuer, x5c, call)
    const path = await this.#step('certificate', () => ({ ...checked.certificate, value: checked.certificate.facts }))
    const revocation = path && await this.#step('revocation', () => ({ ...checked.revocation, value: checked.revocation.facts }))
    return revocation && { ...key, certificate: summarizeCertificate(certificates.own) }
  }

  /** How the presenter was confirmed; undefined when the token is for whoever holds it. */
  async #confirmed(claims: JsonObject, text: string): Promise<ConfirmedBy | 'refused' | undefined> {
    const { confirmation, call: { time, budget }, expected: { clockSkewSeconds } } = this.#call
    if (claims['cnf'] === undefined && Object.keys(confirmation).length === 0) return undefined
    const facts = await this.#step('confirmation', async () => {
      const checked = await checkConfirmation(claims, confirmation, { text, time, clockSkewSeconds, budget })
      return { ...(checked ?? { findings: [] }), value: checked?.facts }
    })
    return facts === undefined ? 'refused' : facts.confirmedBy
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
  readonly certificates: TokenCertificates | undefined
}

/** The key of the certificate, under whatever name the header gives it: there is only this one. */
function keysOf(text: string, certificates: TokenCertificates | undefined): readonly JwsKey[] {
  const key = certificates?.own.publicKey
  if (key === undefined) return []
  const { kid } = parseJws(text).signatures[0].header
  return [{ key, ...(kid !== undefined && { kid }) }]
}

function claimsOf({ payload }: VerifiedJws, { call: { budget } }: TokenCall): JsonObject {
  const claims = parseJson(payload, { budget, at: ['claims'] })
  if (!isJsonObject(claims)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
  return claims
}
