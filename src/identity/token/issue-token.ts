/** Issues tokens in the form that `verifyToken` takes: with SM2 or a standard algorithm, by a key that may be anywhere. */
import { VerificationError } from '../../errors.ts'
import { Budget } from '../../limits.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { toBase64, toUtf8 } from '../../encoding/octets.ts'
import { signJws } from '../../jose/index.ts'
import type { JwsSigner } from '../../jose/index.ts'
import { registeredClaims } from './claims.ts'
import { TOKEN_LIMITS } from './options.ts'

export interface IssueTokenOptions {
  readonly signer: JwsSigner
  /** @default 'JWT' */
  readonly typ?: string
  /** Certificates of the signer's key, its own first, DER: put into `x5c`. @default none */
  readonly certificates?: readonly Uint8Array[]
}

/** Claims as they are to stand; `iss`, `aud` and `exp` must be among them. */
export type TokenClaims = Readonly<Record<string, JsonValue>> & { readonly iss: string; readonly aud: string | readonly string[]; readonly exp: number }

/**
 * Signs claims as they are given: no time or name is added.
 * @throws TypeError for claims that `verifyToken` would refuse whoever asks; whatever the signer throws
 */
export async function issueToken(claims: TokenClaims, options: IssueTokenOptions): Promise<string> {
  const { signer, typ = 'JWT', certificates } = options
  const text = JSON.stringify(claims)
  const registered = registeredClaims(readBack(text))
  const [malformed] = registered.findings
  if (malformed !== undefined) throw new TypeError(`not a claim for a token: ${String(malformed.params['claim'])}`)
  const missing = (['iss', 'aud', 'exp'] as const).find((name) => registered.registered[name] === undefined)
  if (missing !== undefined) throw new TypeError(`a token needs the claim ${missing}`)
  return signJws(toUtf8(text), { signer, typ, ...(certificates !== undefined && { parameters: { x5c: certificates.map(toBase64) } }) })
}

/** What a reader will see: what it would refuse to read is not signed. */
function readBack(text: string): JsonObject {
  try {
    const claims = parseJson(text, { budget: new Budget(TOKEN_LIMITS) })
    if (isJsonObject(claims)) return claims
  } catch (cause) {
    if (!(cause instanceof VerificationError)) throw cause
    throw new TypeError(`not claims for a token: ${cause.code}`, { cause })
  }
  throw new TypeError('the claims of a token are a JSON object')
}
