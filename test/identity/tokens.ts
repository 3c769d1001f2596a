/** Tokens of an invented platform, and the options under which they are accepted. */
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { issueToken, verifyToken } from '../../src/identity/index.ts'
import type { TokenClaims, TokenReport, VerifyTokenOptions } from '../../src/identity/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { keyOf, signerOf } from '../jose/signers.ts'

export const sm2 = await signerOf('SM2-SM3')
export const es = await signerOf('ES256')
export const ed = await signerOf('EdDSA')

export const ISSUER = 'https://login.example.gov.cn'
export const AUDIENCE = 'urn:example:license-window'
export const TIME = new Date('2026-03-01T01:00:00Z')
export const NOW = TIME.getTime() / 1000

export const CLAIMS = {
  iss: ISSUER, aud: AUDIENCE, sub: 'user-0001', iat: NOW - 10, nbf: NOW - 10, exp: NOW + 600, jti: 'token-0001',
  auth_time: NOW - 20, acr: 'urn:example:level:2', amr: ['face', 'pwd'],
} as const satisfies TokenClaims

export const OPTIONS: VerifyTokenOptions = {
  keys: [sm2, es, ed].map(keyOf), algorithms: ['SM2-SM3', 'ES256', 'EdDSA'], issuer: ISSUER, audience: AUDIENCE, validationTime: TIME,
}

export const issue = (changes: object = {}, signer: JwsSigner = sm2, typ?: string): Promise<string> =>
  issueToken({ ...CLAIMS, ...changes }, { signer, ...(typ !== undefined && { typ }) })

export const encoded = (value: unknown): string => toBase64Url(toUtf8(typeof value === 'string' ? value : JSON.stringify(value)))

/** A properly signed token with any header and any payload, as an issuer in an attacker's hand could make it. */
export async function forged(header: unknown, payload: unknown, signer: JwsSigner = es): Promise<string> {
  const input = `${encoded(header)}.${encoded(payload)}`
  return `${input}.${toBase64Url(await signer.sign(toUtf8(input)))}`
}

/** `accepted`, or the codes of the errors in the order of the steps. */
export function codesOf(report: TokenReport): string {
  if (report.accepted) return 'accepted'
  return Object.values(report.steps).flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).join(' ')
}

export async function outcome(token: string | Uint8Array, options: Partial<VerifyTokenOptions> = {}): Promise<string> {
  const report = await verifyToken(token, { ...OPTIONS, ...options })
  const codes = codesOf(report)
  if (codes.includes('INTERNAL_ERROR') || 'token' in report !== report.accepted) throw new Error(`a defect: ${JSON.stringify(report)}`)
  return codes
}
