/**
 * A JWS that brings its own key. It proves that whoever made it has that key, and nothing else: the caller must hold the
 * key's thumbprint against one that it has from elsewhere (RFC 7800, RFC 9449).
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { JsonValue } from '../encoding/json.ts'
import { Budget } from '../limits.ts'
import { isJsonObject } from '../encoding/json.ts'
import { jwkThumbprint, parseJwk } from './jwk.ts'
import { parseCompact } from './parse.ts'
import { openTrust, verifyParsed } from './verify.ts'
import type { VerifyJwsOptions } from './verify.ts'

export interface ProvenKey {
  readonly payload: Uint8Array
  /** RFC 7638, SHA-256, of the key in the header. */
  readonly thumbprint: string
}

/**
 * Verifies a compact JWS with the key in its header.
 * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError; TypeError for a mistake in the options
 */
export async function verifyProof(text: string, options: Omit<VerifyJwsOptions, 'keys' | 'threshold' | 'payload'>): Promise<ProvenKey> {
  const { budget = new Budget(), at = [] } = options
  budget.within('jsonBytes', text.length, at)
  const jws = parseCompact(text, budget, at, true)
  const jwk: JsonValue | undefined = jws.signatures[0].header.parameters['jwk']
  if (!isJsonObject(jwk)) throw new FormatError(finding('JWS_HEADER_INVALID', at, { parameter: 'jwk' }))
  const { key } = parseJwk(jwk, { budget, at: [...at, 'jwk'] })
  const thumbprint = await jwkThumbprint(key)
  // A key id beside the key says nothing: the key is there.
  const { kid } = jws.signatures[0].header
  const { payload } = await verifyParsed(jws, openTrust({ ...options, keys: [{ key, ...(kid !== undefined && { kid }) }] }), budget)
  return { payload, thumbprint }
}
