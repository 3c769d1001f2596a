/** Whether whoever presents an SD-JWT has the key that the issuer confirmed (RFC 9901 clauses 4.3 and 7.3). */
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { parseJwk, verifyJws } from '../../jose/index.ts'
import type { Sm2JwsOptions } from '../../jose/index.ts'
import type { Budget } from '../../limits.ts'
import { registeredClaims } from '../token/claims.ts'
import { SD_HASHES } from './disclose.ts'
import type { SdHash } from './disclose.ts'
import type { Presentation } from './presentation.ts'

/** The request that a proof must answer. */
export interface KeyBindingRequest {
  readonly audience: string
  readonly nonce: string
  /** How long ago the proof may have been made. @default 300 */
  readonly maxAgeSeconds?: number
}

interface KeyBindingCall {
  readonly algorithms: readonly string[]
  readonly sm2: Sm2JwsOptions
  readonly hash: SdHash
  readonly budget: Budget
  readonly time: Date
  readonly skew: number
}

/**
 * The proof is by the key that the issuer confirmed, and answers this request about this presentation.
 * @param signed what the issuer signed: a disclosed `cnf` would be the holder's choice
 * @throws FormatError or UnsupportedAlgorithmError (`JWS_...`, `JWK_...`, `JSON_...`); LimitExceededError
 */
export async function keyBindingFindings(
  { proof, bound }: Presentation, { cnf }: JsonObject, request: KeyBindingRequest, { algorithms, sm2, hash, budget, time, skew }: KeyBindingCall,
): Promise<readonly Finding[]> {
  const at = ['keyBinding']
  const jwk = isJsonObject(cnf) ? cnf['jwk'] : undefined
  if (proof === '' || !isJsonObject(jwk)) return [finding('SD_JWT_KEY_BINDING_ABSENT', [])]
  // Of the key alone: whatever the proof calls it, it is this one.
  const { key } = parseJwk(jwk, { budget, at: ['cnf', 'jwk'] })
  const { payload } = await verifyJws(proof, { keys: [{ key }], algorithms, typ: 'kb+jwt', sm2, budget, at })
  const said = parseJson(payload, { budget, at })
  if (!isJsonObject(said)) return [finding('SD_JWT_KEY_BINDING_MISMATCH', at, { claim: 'claims' })]
  const { audience: aud, nonce, maxAgeSeconds: maximum = 300 } = request
  const expected = { aud, nonce, sd_hash: toBase64Url(await SD_HASHES[hash].digest(toUtf8(bound))) }
  const findings: Finding[] = Object.entries(expected).filter(([claim, value]) => said[claim] !== value).map(([claim]) => finding('SD_JWT_KEY_BINDING_MISMATCH', at, { claim }))
  const { registered: { iat, exp, nbf }, findings: malformed } = registeredClaims(said)
  const now = time.getTime() / 1000
  const isOld = iat === undefined || iat > now + skew || now > iat + maximum + skew
  if (isOld || (exp !== undefined && now >= exp + skew) || (nbf !== undefined && now < nbf - skew)) findings.push(finding('SD_JWT_KEY_BINDING_TIME', at, { maximum }))
  return [...findings, ...malformed.map((found) => ({ ...found, at: [...at, ...found.at] }))]
}
