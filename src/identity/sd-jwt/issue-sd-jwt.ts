/** Issues SD-JWT credentials (RFC 9901, SD-JWT VC) whose claims can be disclosed one by one. */
import { VerificationError } from '../../errors.ts'
import { Budget } from '../../limits.ts'
import { randomOctets } from '../../crypto/random.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { jwkOf, signJws } from '../../jose/index.ts'
import type { JwsKey, JwsSigner } from '../../jose/index.ts'
import { registeredClaims } from '../token/claims.ts'
import { TOKEN_LIMITS } from '../token/options.ts'
import { OPEN_CLAIMS, placesOf, shownPath } from './claim-paths.ts'
import type { ClaimPath } from './claim-paths.ts'
import { conceal } from './conceal.ts'
import { SD_HASHES, disclose } from './disclose.ts'
import type { Place, SdHash } from './disclose.ts'
import { parsePresentation } from './presentation.ts'

export interface IssueSdJwtOptions {
  readonly signer: JwsSigner
  /** All claims as they are, without digests; `iss` and `vct` must be among them. */
  readonly claims: Readonly<Record<string, JsonValue>> & { readonly iss: string; readonly vct: string }
  /** What the holder discloses or not; what lies within another hidden claim is disclosed after that. @default nothing */
  readonly disclosable?: readonly ClaimPath[]
  /** Digests of nothing, so that their number does not tell how many claims there are; `[]` is the top. @default none */
  readonly decoys?: readonly { readonly in: ClaimPath; readonly count: number }[]
  /** The holder's key, put into `cnf`. @default none: whoever has a copy can present it */
  readonly holder?: JwsKey['key']
  /** @default `sha-256` */
  readonly hash?: SdHash
  /** 16 octets for each hidden claim and each decoy, never twice the same. @default random */
  readonly salt?: () => Uint8Array
}

/**
 * Issues a credential with all disclosures, in compact form. No time or name is added.
 * @throws TypeError for claims that `verifySdJwt` would refuse whoever asks, and for a path that names no claim; whatever
 *   the signer throws
 */
export async function issueSdJwt(options: IssueSdJwtOptions): Promise<string> {
  const { signer, disclosable = [], decoys = [], holder, hash = 'sha-256', salt = () => randomOctets(16) } = options
  if (!Object.hasOwn(SD_HASHES, hash)) throw new TypeError('hash must be the name of a known hash')
  const all = readBack(JSON.stringify({ ...options.claims, ...(holder !== undefined && { cnf: { jwk: jwkOf(holder) } }) }))
  if (holder !== undefined && Object.hasOwn(options.claims, 'cnf')) throw new TypeError('the claim cnf is that of the holder')
  const concealed = await conceal(all, {
    hidden: disclosable.flatMap((path) => hiddenPlaces(path, all)),
    decoys: decoys.flatMap(({ in: path, count }) => decoyPlaces(path, all).map((place) => ({ in: place, count: requireCount(count) }))),
    hash: SD_HASHES[hash], salt,
  })
  const payload = JSON.stringify({ ...concealed.claims, _sd_alg: hash })
  await requireReadable(payload, concealed.disclosures, hash)
  const jwt = await signJws(toUtf8(payload), { signer, typ: 'dc+sd-jwt' })
  return [jwt, ...concealed.disclosures, ''].join('~')
}

/** What a reader will see: what it would refuse to read is not signed. @throws TypeError */
function readBack(text: string): JsonObject {
  const claims = reading(() => parseJson(text, { budget: new Budget(TOKEN_LIMITS) }))
  if (!isJsonObject(claims)) throw new TypeError('the claims of a credential are a JSON object')
  refuseReserved(claims)
  const [malformed] = registeredClaims(claims).findings
  if (malformed !== undefined) throw new TypeError(`not a claim for a credential: ${String(malformed.params['claim'])}`)
  for (const name of ['iss', 'vct']) if (typeof claims[name] !== 'string' || claims[name] === '') throw new TypeError('iss and vct are required')
  return claims
}

function refuseReserved(value: JsonValue): void {
  if (Array.isArray(value)) (value as readonly JsonValue[]).forEach(refuseReserved)
  if (!isJsonObject(value)) return
  const reserved = ['_sd', '...', '_sd_alg'].find((name) => Object.hasOwn(value, name))
  if (reserved !== undefined) throw new TypeError(`a claim has a reserved name: ${reserved}`)
  for (const child of Object.values(value)) if (child !== undefined) refuseReserved(child)
}

/** @throws TypeError for what must stay in the open, and for what is not there: a misspelt name must not leave a claim open */
function hiddenPlaces(path: ClaimPath, claims: JsonObject): readonly Place[] {
  const places = placesOf(path, claims)
  if (places.length === 0) throw new TypeError(`no such claim: ${shownPath(path)}`)
  if (places.some(([first]) => first === undefined || OPEN_CLAIMS.includes(String(first)))) throw new TypeError(`cannot be hidden: ${shownPath(path)}`)
  return places
}

function decoyPlaces(path: ClaimPath, claims: JsonObject): readonly Place[] {
  const places = path.length === 0 ? [[]] : placesOf(path, claims)
  if (places.length === 0) throw new TypeError(`no such claim: ${shownPath(path)}`)
  return places
}

function requireCount(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > 100) throw new TypeError('the count of decoys is a whole number from 1 to 100')
  return count
}

/** Room for header and signature in the compact form. */
const AROUND = 2048

/** Whoever verifies it with all disclosures must be able to: within the same limits. @throws TypeError */
async function requireReadable(payload: string, disclosures: readonly string[], hash: SdHash): Promise<void> {
  const budget = new Budget(TOKEN_LIMITS)
  await reading(async () => {
    const signed = parseJson(payload, { budget })
    parsePresentation(['x'.repeat(Math.ceil((toUtf8(payload).length * 4) / 3) + AROUND), ...disclosures, ''].join('~'), budget)
    if (isJsonObject(signed)) await disclose(signed, disclosures, hash, budget)
  })
}

function reading<Value>(read: () => Value): Value {
  const asUsage = (cause: unknown): never => {
    if (!(cause instanceof VerificationError)) throw cause
    throw new TypeError(`not claims for a credential: ${cause.code}`, { cause })
  }
  try {
    const value = read()
    return value instanceof Promise ? value.catch(asUsage) as Value : value
  } catch (cause) {
    return asUsage(cause)
  }
}
