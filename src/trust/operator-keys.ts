/** Keys of a list's operator: as they are handed over (PEM of keys or certificates, a JWK or a set of them), and as lists name the next ones. */
import { VerificationError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { parsePem } from '../encoding/pem.ts'
import { keyFromSpki, keysFromPem, parseJwk, parseJwks } from '../jose/index.ts'
import type { JwsKey } from '../jose/index.ts'
import { parseCertificate } from '../pki/certificate.ts'
import type { ListHead } from './list-head.ts'
import { readable } from './readable.ts'

/**
 * The keys of a file. Of certificates only the key counts: who issued them, and until when, is not looked at, for the
 * caller pins the key.
 * @throws TypeError when there is no key that can sign lists in it
 */
export function operatorKeysOf(input: Uint8Array | string): readonly JwsKey[] {
  const text = typeof input === 'string' ? input : (fromUtf8(input) ?? '')
  const keys = read(text).filter(({ key }) => key.type === 'SM2' || key.type === 'Ed25519' || (key.type === 'EC' && key.curve === 'P-256'))
  if (keys.length === 0) throw new TypeError('no SM2, P-256 or Ed25519 key in PEM, JWK or JWKS')
  return keys
}

function read(text: string): readonly JwsKey[] {
  const budget = new Budget()
  try {
    if (text.trimStart().startsWith('{')) {
      const json = parseJson(text, { budget })
      if (!isJsonObject(json)) return []
      return Object.hasOwn(json, 'keys') ? parseJwks(json, { budget }) : [parseJwk(json, { budget })]
    }
    const certified = parsePem(text).filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label))
    return [...keysFromPem(text, { budget }), ...certified.map(({ bytes }) => ({ key: keyFromSpki(parseCertificate(bytes, { budget }).spki, { budget }) }))]
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`a key of the operator cannot be read: ${cause.code}`, { cause })
    throw cause
  }
}

/**
 * Holds the keys for the next list to be keys: one that is none would shut every reader out with the issue after this.
 * @throws FormatError (`TRUST_LIST_CERTIFICATE_INVALID`)
 */
export function checkOperatorKeys(list: ListHead, budget: Budget, at: Locator): void {
  list.operator.keys?.keys.forEach((jwk, index) => {
    const place = [...at, 'operator', 'keys', 'keys', index]
    readable(place, () => parseJwk(JSON.stringify(jwk), { budget, at: place }))
  })
}
