/** Opens signed trust lists: what every signed list is held against, and then the services in it. */
import { Budget } from '../limits.ts'
import { openSignedList } from './open-signed-list.ts'
import type { OpenTrustListOptions, SignedListForm } from './open-signed-list.ts'
import type { TrustList } from './trust-list.ts'
import { trustListOf } from './trust-list-schema.ts'
import { madeTrustList, servicesOf } from './verified-trust-list.ts'
import type { VerifiedTrustList } from './verified-trust-list.ts'

export const TRUST_LIST_FORM: SignedListForm<TrustList> = {
  typ: 'trust-list+jws',
  listOf: (json, _, at) => trustListOf(json, at),
}

/**
 * Opens a signed list.
 * @returns the list, to be given to `trustStore`; its `state` is to be kept and given back with the next one
 * @throws FormatError, UnsupportedAlgorithmError with the code of what is wrong (`TRUST_LIST_...`, or `JWS_...` and
 *   `JSON_...` for what is no signed text); LimitExceededError; TypeError for a mistake in the options
 */
export async function openTrustList(input: Uint8Array | string, options: OpenTrustListOptions): Promise<VerifiedTrustList> {
  const { budget = new Budget(), at = [] } = options
  const opened = await openSignedList(TRUST_LIST_FORM, input, { ...options, budget })
  const { list, sm3 } = opened
  return madeTrustList({ ...opened, services: servicesOf(list, { id: list.id, sequence: list.sequence, sm3 }, budget, at) })
}
