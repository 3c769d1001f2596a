/** DPoP proofs (RFC 9449): a small signed text with each request, by the key that the token was issued to. */
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { DIGESTS } from '../../crypto/index.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import type { Sm2JwsOptions } from '../../jose/index.ts'
import { verifyProof } from '../../jose/proof.ts'
import type { ConfirmationCall } from './confirmation.ts'
import { checkReplay, replayKey } from './replay.ts'
import type { ReplayGuard } from './replay.ts'

export interface DpopOptions {
  /** The proof, as the header `DPoP` of the request has it. A request with several such headers must be refused before. */
  readonly proof: string
  /** Method of the request, as HTTP has it: `GET`, `POST`. */
  readonly method: string
  /** URL of the request, as the presenter knows it; query and fragment do not count. */
  readonly url: string
  /** The names that `alg` of the proof may have. */
  readonly algorithms: readonly string[]
  /** Each proof serves once (RFC 9449 clause 11.1). */
  readonly replay: ReplayGuard
  /** The nonce that the recipient gave out. @default any or none */
  readonly nonce?: string
  /** How old a proof may be. @default 60 */
  readonly maxAgeSeconds?: number
  /** How its SM2 signature is written. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions
}

const AT = ['dpop'] as const

/**
 * Checks a proof against the thumbprint that the token names and against the request that it came with.
 * @throws what reading a JWS throws
 */
export async function checkDpop(thumbprint: string, options: DpopOptions, { text, time, clockSkewSeconds, budget }: ConfirmationCall): Promise<readonly Finding[]> {
  const { proof, algorithms, sm2 = {}, replay, nonce, maxAgeSeconds = 60 } = options
  const proven = await verifyProof(proof, { algorithms, typ: 'dpop+jwt', sm2, budget, at: AT })
  if (proven.thumbprint !== thumbprint) return [finding('DPOP_KEY_MISMATCH', AT)]
  const claims = parseJson(proven.payload, { budget, at: AT })
  if (!isJsonObject(claims)) return [finding('DPOP_CLAIM_INVALID', AT, { claim: 'claims' })]
  const { iat, jti } = claims
  const findings = [...requestFindings(claims, options), ...(await tokenFindings(claims, text))]
  if (nonce !== undefined && claims['nonce'] !== nonce) findings.push(finding('DPOP_NONCE_MISMATCH', AT))
  if (typeof jti !== 'string' || jti === '') findings.push(finding('DPOP_CLAIM_INVALID', AT, { claim: 'jti' }))
  const now = time.getTime() / 1000
  if (typeof iat !== 'number' || !(iat >= 0)) findings.push(finding('DPOP_CLAIM_INVALID', AT, { claim: 'iat' }))
  else if (iat > now + clockSkewSeconds || now > iat + maxAgeSeconds + clockSkewSeconds) findings.push(finding('DPOP_TIME', AT, { seconds: Math.round(now - iat), maximum: maxAgeSeconds }))
  if (findings.length > 0 || typeof iat !== 'number' || typeof jti !== 'string') return findings
  const until = new Date((iat + maxAgeSeconds + clockSkewSeconds) * 1000)
  return (await checkReplay(replay, replayKey('dpop', thumbprint, jti), until, time, AT)).findings
}

function requestFindings({ htm, htu }: JsonObject, { method, url }: DpopOptions): Finding[] {
  const findings: Finding[] = []
  if (htm !== method) findings.push(finding('DPOP_REQUEST_MISMATCH', AT, { claim: 'htm' }))
  const target = typeof htu === 'string' ? targetOf(htu) : undefined
  if (target === undefined || target !== targetOf(url)) findings.push(finding('DPOP_REQUEST_MISMATCH', AT, { claim: 'htu' }))
  return findings
}

async function tokenFindings({ ath }: JsonObject, text: string): Promise<readonly Finding[]> {
  return ath === toBase64Url(await DIGESTS['SHA-256'].digest(toUtf8(text))) ? [] : [finding('DPOP_TOKEN_MISMATCH', AT)]
}

/** RFC 9449 4.3 (9): compared without query and fragment, after normalization of scheme, host and port. */
export function targetOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
