/** Signs trust lists. The list is held against the form and the rules that readers hold it against, before it is signed. */
import { Budget } from '../limits.ts'
import { VerificationError } from '../errors.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { parseJson } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { signJws } from '../jose/index.ts'
import type { JwsSigner } from '../jose/index.ts'
import type { ListHead } from './list-head.ts'
import { TRUST_LIST_ALGORITHMS } from './open-signed-list.ts'
import { TRUST_LIST_FORM } from './open-trust-list.ts'
import { checkOperatorKeys } from './operator-keys.ts'
import type { TrustList } from './trust-list.ts'
import { trustListOf } from './trust-list-schema.ts'
import { servicesOf } from './verified-trust-list.ts'

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
  return signList(TRUST_LIST_FORM.typ, list, parseUnsignedTrustList, signers)
}

/** Signs a list of any kind, once `parse` takes what readers will. @throws TypeError */
export async function signList<List extends ListHead>(
  typ: string, list: List, parse: (text: string) => List, signers: readonly [JwsSigner, ...JwsSigner[]],
): Promise<string> {
  const other = signers.find(({ algorithm }) => !TRUST_LIST_ALGORITHMS.includes(algorithm))
  if (other !== undefined) throw new TypeError(`lists are signed with ${TRUST_LIST_ALGORITHMS.join(', ')}, not with ${other.algorithm}`)
  const payload = canonicalJson(list)
  try {
    parse(payload)
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`not such a list: ${cause.message}`, { cause })
    throw cause
  }
  const [first, ...others] = signers
  return signJws(toUtf8(payload), { signer: others.length === 0 ? first : [first, ...others], typ })
}
