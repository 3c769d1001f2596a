/** Makes JSON Web Signatures (RFC 7515 clause 5.1) in the forms that `parse.ts` reads. Keys are behind `JwsSigner`. */
import { Budget } from '../limits.ts'
import { VerificationError } from '../errors.ts'
import { toBase64Url } from '../encoding/base64url.ts'
import type { JsonValue } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { jwsAlgorithm } from './algorithms.ts'
import { parseHeader } from './header.ts'
import { signingInput } from './parse.ts'
import type { JwsSigner } from './signers.ts'

export interface SignJwsOptions {
  /** Several sign the same payload in general form. */
  readonly signer: JwsSigner | readonly [JwsSigner, ...JwsSigner[]]
  /** Media type of the whole (RFC 8725 3.11): keeps one kind of JWS from being taken for another. @default none */
  readonly typ?: string
  /** Media type of the payload. @default none */
  readonly cty?: string
  /** Further header parameters, integrity-protected like all. @default none */
  readonly parameters?: Readonly<Record<string, JsonValue>>
  /** Which of them a reader must understand. @default none */
  readonly crit?: readonly string[]
  /** @default 'compact' for one signer, 'general' for several */
  readonly form?: 'compact' | 'flattened' | 'general'
  /** Leaves the payload out: the reader must have it from elsewhere. @default false */
  readonly detached?: boolean
}

/**
 * Signs a payload.
 * @throws TypeError for an algorithm that has no name here, for a header that `parseJws` would refuse, and for a form
 *   that cannot hold the signatures; whatever a signer throws
 */
export async function signJws(payload: Uint8Array, options: SignJwsOptions): Promise<string> {
  const signers = [options.signer].flat()
  const { form = signers.length === 1 ? 'compact' : 'general', detached = false } = options
  if (form !== 'general' && signers.length !== 1) throw new TypeError(`the ${form} form holds one signature`)
  const encodedPayload = toBase64Url(payload)
  const signatures: { readonly protected: string; readonly signature: string }[] = []
  for (const signer of signers) {
    const encodedHeader = toBase64Url(toUtf8(headerText(signer, options)))
    const signature = await signer.sign(signingInput(encodedHeader, encodedPayload))
    signatures.push({ protected: encodedHeader, signature: toBase64Url(signature) })
  }
  const [only] = signatures
  const body = detached ? {} : { payload: encodedPayload }
  if (form === 'general') return JSON.stringify({ ...body, signatures })
  if (form === 'flattened') return JSON.stringify({ ...body, ...only })
  return `${only?.protected ?? ''}.${detached ? '' : encodedPayload}.${only?.signature ?? ''}`
}

function headerText({ algorithm, kid }: JwsSigner, { typ, cty, parameters = {}, crit }: SignJwsOptions): string {
  if (jwsAlgorithm(algorithm) === undefined) throw new TypeError(`not an algorithm for signing: ${algorithm}`)
  const own = ['alg', 'kid', 'typ', 'cty', 'crit'].find((name) => Object.hasOwn(parameters, name))
  if (own !== undefined) throw new TypeError(`${own} has an option of its own`)
  const text = JSON.stringify({ alg: algorithm, kid, typ, cty, ...parameters, crit })
  try {
    parseHeader(toUtf8(text), new Budget(), [])
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`not a header for a JWS: ${cause.code}`, { cause })
    throw cause
  }
  return text
}
