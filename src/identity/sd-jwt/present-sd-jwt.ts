/** The holder's side of SD-JWT credentials (RFC 9901 clause 7.2): chooses what is disclosed, and proves to hold the key. */
import { FormatError, VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { fromBase64Url, toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { parseJws, signJws } from '../../jose/index.ts'
import type { JwsHeader, JwsSigner } from '../../jose/index.ts'
import { TOKEN_LIMITS } from '../token/options.ts'
import { isPathOf, shownPath } from './claim-paths.ts'
import type { ClaimPath } from './claim-paths.ts'
import { SD_HASHES, disclose, hashOf } from './disclose.ts'
import type { Disclosed, PlacedDisclosure, SdHash } from './disclose.ts'
import { parsePresentation } from './presentation.ts'
import type { Presentation } from './presentation.ts'

/** A credential that was read. Nobody has verified anything in it. */
export interface ParsedSdJwt extends Presentation, Disclosed {
  readonly header: JwsHeader
  readonly hash: SdHash
}

const ALL_HASHES = Object.keys(SD_HASHES) as readonly SdHash[]

/**
 * Reads a credential or a presentation, and puts its disclosures in their places.
 * @throws FormatError (`SD_JWT_...`, `JWS_...`, `JSON_...`); UnsupportedAlgorithmError; LimitExceededError
 */
export async function parseSdJwt(text: string, options: { readonly budget?: Budget } = {}): Promise<ParsedSdJwt> {
  const { budget = new Budget(TOKEN_LIMITS) } = options
  const parts = parsePresentation(text, budget)
  const { payload = '', signatures: [{ header }] } = parseJws(parts.jwt, { budget })
  const signed = parseJson(fromBase64Url(payload) ?? new Uint8Array(0), { budget, at: ['claims'] })
  if (!isJsonObject(signed)) throw new FormatError(finding('TOKEN_CLAIMS_INVALID', []))
  const hash = hashOf(signed, ALL_HASHES)
  return { ...parts, header, hash, ...(await disclose(signed, parts.disclosures, hash, budget)) }
}

export interface PresentSdJwtOptions {
  /** Hidden claims to disclose, with what they lie in but not what lies in them; `all` of them. */
  readonly disclose: 'all' | readonly ClaimPath[]
  /** The holder's answer to a request. @default none */
  readonly keyBinding?: { readonly signer: JwsSigner; readonly audience: string; readonly nonce: string; readonly issuedAt: Date }
}

/**
 * Keeps the disclosures that are named and adds the holder's proof. The issuer's signature is not verified: whoever
 * received the credential has done so.
 * @throws TypeError for a text that is no credential, and for a path that names nothing hidden
 */
export async function presentSdJwt(credential: string, { disclose: wanted, keyBinding }: PresentSdJwtOptions): Promise<string> {
  const { jwt, proof, placed, hash } = await parseSdJwt(credential).catch((cause: unknown) => {
    if (cause instanceof VerificationError) throw new TypeError(`not a credential with disclosures: ${cause.code}`, { cause })
    throw cause
  })
  if (proof !== '') throw new TypeError('a presentation with a proof is no credential: it was made for somebody')
  const kept = wanted === 'all' ? placed : chosen(placed, wanted)
  const presentation = [jwt, ...kept.map(({ text }) => text), ''].join('~')
  if (keyBinding === undefined) return presentation
  const { signer, audience, nonce, issuedAt } = keyBinding
  const sd_hash = toBase64Url(await SD_HASHES[hash].digest(toUtf8(presentation)))
  const claims: JsonObject = { iat: Math.floor(issuedAt.getTime() / 1000), aud: audience, nonce, sd_hash }
  // Without `kid`: the key is the one that the issuer confirmed.
  return presentation + await signJws(toUtf8(JSON.stringify(claims)), { signer: { algorithm: signer.algorithm, sign: (input) => signer.sign(input) }, typ: 'kb+jwt' })
}

function chosen(placed: readonly PlacedDisclosure[], paths: readonly ClaimPath[]): readonly PlacedDisclosure[] {
  const kept = new Set<PlacedDisclosure>()
  for (const path of paths) {
    const named = placed.filter(({ place }) => isPathOf(path, place))
    if (named.length === 0) throw new TypeError(`nothing hidden in this credential has the name ${shownPath(path)}`)
    for (const one of named) for (let at: PlacedDisclosure | undefined = one; at !== undefined; at = at.within) kept.add(at)
  }
  return placed.filter((one) => kept.has(one))
}
