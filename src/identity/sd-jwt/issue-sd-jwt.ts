/** Issues SD-JWT credentials whose claims can be disclosed one by one, and presents some of them (RFC 9901 clauses 4 to 6). */
import { randomOctets } from '../../crypto/random.ts'
import { fromBase64Url, toBase64Url } from '../../encoding/base64url.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../../encoding/octets.ts'
import { jwkOf, signJws } from '../../jose/index.ts'
import type { JwsKey, JwsSigner } from '../../jose/index.ts'
import { SD_HASHES } from './disclose.ts'
import type { SdHash } from './disclose.ts'

export interface IssueSdJwtOptions {
  readonly signer: JwsSigner
  /** Claims that everybody sees; `iss` and `vct` must be among them. */
  readonly open: Readonly<Record<string, JsonValue>> & { readonly iss: string; readonly vct: string }
  /** Claims that the holder discloses or not, each as a whole. */
  readonly hidden: Readonly<Record<string, JsonValue>>
  /** The holder's key, put into `cnf`. @default none: whoever has a copy can present it */
  readonly holder?: JwsKey['key']
  /** @default `sha-256` */
  readonly hash?: SdHash
  /** 16 octets for each hidden claim, never twice the same. @default random */
  readonly salt?: () => Uint8Array
}

const RESERVED: readonly string[] = ['_sd', '...', '_sd_alg', '__proto__', 'iss', 'vct', 'exp', 'nbf', 'cnf', 'status', 'vct#integrity']

/** Issues a credential with all disclosures. @throws TypeError for claims that `verifySdJwt` would refuse; whatever the signer throws */
export async function issueSdJwt({ signer, open, hidden, holder, hash = 'sha-256', salt = () => randomOctets(16) }: IssueSdJwtOptions): Promise<string> {
  const wrong = Object.keys(hidden).find((name) => RESERVED.includes(name) || Object.hasOwn(open, name))
  if (wrong !== undefined) throw new TypeError(`cannot be a hidden claim: ${wrong}`)
  if (['_sd', '...', '_sd_alg', 'cnf'].some((name) => Object.hasOwn(open, name))) throw new TypeError('an open claim has a reserved name')
  if (open.iss === '' || open.vct === '') throw new TypeError('iss and vct are required')
  const disclosures = Object.entries(hidden).map(([name, value]) => toBase64Url(toUtf8(JSON.stringify([toBase64Url(salt()), name, value]))))
  const digests = await Promise.all(disclosures.map(async (text) => toBase64Url(await SD_HASHES[hash].digest(toUtf8(text)))))
  // Sorted: the order must not tell which digest is of which claim.
  const claims = { ...open, _sd: digests.sort(), _sd_alg: hash, ...(holder !== undefined && { cnf: { jwk: jwkOf(holder) } }) }
  const jwt = await signJws(toUtf8(JSON.stringify(claims)), { signer, typ: 'dc+sd-jwt' })
  return [jwt, ...disclosures, ''].join('~')
}

export interface PresentSdJwtOptions {
  /** Names of the hidden claims to disclose. */
  readonly disclose: readonly string[]
  /** The holder's answer to a request. @default none */
  readonly keyBinding?: { readonly signer: JwsSigner; readonly audience: string; readonly nonce: string; readonly issuedAt: Date; readonly hash?: SdHash }
}

/** Keeps the disclosures that are named and adds the holder's proof. @throws TypeError for a name that cannot be disclosed */
export async function presentSdJwt(credential: string, { disclose, keyBinding }: PresentSdJwtOptions): Promise<string> {
  const [jwt = '', ...rest] = credential.split('~').slice(0, -1)
  const named = new Map(rest.map((text) => [nameOf(text), text]))
  const kept = disclose.map((name) => {
    const text = named.get(name)
    if (text === undefined) throw new TypeError('a claim is named that is not hidden in this credential')
    return text
  })
  const presentation = [jwt, ...kept, ''].join('~')
  if (keyBinding === undefined) return presentation
  const { signer, audience, nonce, issuedAt, hash = 'sha-256' } = keyBinding
  const sd_hash = toBase64Url(await SD_HASHES[hash].digest(toUtf8(presentation)))
  const claims = { iat: Math.floor(issuedAt.getTime() / 1000), aud: audience, nonce, sd_hash }
  return presentation + await signJws(toUtf8(JSON.stringify(claims)), { signer: { algorithm: signer.algorithm, sign: (input) => signer.sign(input) }, typ: 'kb+jwt' })
}

function nameOf(text: string): unknown {
  const octets = fromBase64Url(text)
  try {
    return (JSON.parse((octets && fromUtf8(octets)) ?? '') as unknown[])[1]
  } catch (cause) {
    throw new TypeError('not a credential with disclosures', { cause })
  }
}
