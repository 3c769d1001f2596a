/** Signs trust lists. The list is held against the form and the rules that readers hold it against, before it is signed. */
import { Budget } from '../limits.ts'
import { VerificationError } from '../errors.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { parseJson } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { signJws } from '../jose/index.ts'
import type { JwsSigner } from '../jose/index.ts'
import { TRUST_LIST_ALGORITHMS, TRUST_LIST_TYPE } from './open-trust-list.ts'
import type { TrustList } from './trust-list.ts'
import { trustListOf } from './trust-list-schema.ts'
import { checkOperatorKeys, servicesOf } from './verified-trust-list.ts'

/**
 * A list before it is signed: nothing proves that it is anybody's.
 * @throws FormatError when the JSON text is not a list, or names certificates and keys that cannot be read; LimitExceededError
 */
export function parseUnsignedTrustList(text: Uint8Array | string, budget: Budget = new Budget()): TrustList {
  const list = trustListOf(parseJson(text, { budget }))
  checkOperatorKeys(list, budget, [])
  servicesOf(list, { id: list.id, sequence: list.sequence, sm3: '' }, budget, [])
  return list
}

/**
 * Signs a list: compact form for one signer, general form for several. The payload is canonical JSON (RFC 8785), so that
 * the same list has the same digest whoever signs it.
 * @throws TypeError when it is no list, or for a signer with another algorithm than SM2-SM3, ES256 or EdDSA
 */
export async function signTrustList(list: TrustList, signers: readonly [JwsSigner, ...JwsSigner[]]): Promise<string> {
  const other = signers.find(({ algorithm }) => !TRUST_LIST_ALGORITHMS.includes(algorithm))
  if (other !== undefined) throw new TypeError(`trust lists are signed with ${TRUST_LIST_ALGORITHMS.join(', ')}, not with ${other.algorithm}`)
  const payload = canonicalJson(list)
  try {
    parseUnsignedTrustList(payload)
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`not a trust list: ${cause.message}`, { cause })
    throw cause
  }
  const [first, ...others] = signers
  return signJws(toUtf8(payload), { signer: others.length === 0 ? first : [first, ...others], typ: TRUST_LIST_TYPE })
}
