/** A token that passed every check that was asked for. Only `verifyToken` makes one: a function that takes it can rely on that. */
import type { Diagnostic } from '../../diagnostics/index.ts'
import type { JsonObject } from '../../encoding/json.ts'
import type { JwsHeader } from '../../jose/index.ts'
import type { CertificateSummary } from '../../report/model.ts'

/** The key that signed a token. */
export interface TokenKey {
  /** Name in the algorithm table: `SM2-SM3`, `ECDSA-SHA-256`, ... */
  readonly algorithm: string
  /** RFC 7638, SHA-256. */
  readonly thumbprint: string
  /** What the caller's key set calls it. Absent: it has no name there, or came with a certificate. */
  readonly kid?: string
  /** The certificate that it came with, once its path was validated. */
  readonly certificate?: CertificateSummary
}

/** What is known of a token that passed. */
export interface TokenParts {
  /** All claims, frozen and without a prototype; nothing but the registered ones was checked, nor is any checked to be true. */
  readonly claims: JsonObject
  /** The protected header of the signed token (of the inner one where it was encrypted). */
  readonly header: JwsHeader
  /** `iss`: the one that was expected. */
  readonly issuer: string
  /** `aud`, one or several: the recipient is among them. */
  readonly audience: readonly string[]
  /** `sub`, where there is one: who it is about, as the issuer names that person or body. */
  readonly subject?: string
  readonly key: TokenKey
  /** How the presenter proved to be the one it was issued to. Absent: whoever holds it can present it. */
  readonly confirmedBy?: 'certificate' | 'dpop'
  /** ISO 8601: the time that it was judged at. */
  readonly time: string
  /** Warnings and notes of all steps; none is an error. */
  readonly findings: readonly Diagnostic[]
}

const MAKER = Symbol('token')

export class VerifiedToken implements TokenParts {
  readonly claims: JsonObject
  readonly header: JwsHeader
  readonly issuer: string
  readonly audience: readonly string[]
  readonly subject?: string
  readonly key: TokenKey
  readonly confirmedBy?: 'certificate' | 'dpop'
  readonly time: string
  readonly findings: readonly Diagnostic[]

  /** Use `verifyToken`. @throws TypeError for any other caller */
  constructor(maker: symbol, parts: TokenParts) {
    if (maker !== MAKER) throw new TypeError('a VerifiedToken is made by verifyToken only')
    this.claims = parts.claims
    this.header = Object.freeze(parts.header)
    this.issuer = parts.issuer
    this.audience = Object.freeze([...parts.audience])
    if (parts.subject !== undefined) this.subject = parts.subject
    this.key = Object.freeze(parts.key)
    if (parts.confirmedBy !== undefined) this.confirmedBy = parts.confirmedBy
    this.time = parts.time
    this.findings = Object.freeze([...parts.findings])
    Object.freeze(this)
  }
}

/** For `verify-token.ts` alone; not exported from the folder. */
export function madeToken(parts: TokenParts): VerifiedToken {
  return new VerifiedToken(MAKER, parts)
}
