/** The trust that a bundle recorded: anchors by purpose, and lists opened as of the time of the verdict. */
import { fromBase64 } from '../encoding/octets.ts'
import { parseJwk } from '../jose/index.ts'
import type { JwsKey } from '../jose/index.ts'
import { openTrustList, trustStore } from '../trust/index.ts'
import type { TrustStore, VerifiedTrustList } from '../trust/index.ts'
import { malformed } from './bundle.ts'
import type { EvidenceBundle, ListSnapshot } from './bundle.ts'

/** @throws what `openTrustList` and `parseJwk` throw */
export async function openSnapshots(snapshots: readonly ListSnapshot[], time: Date): Promise<readonly VerifiedTrustList[]> {
  return Promise.all(snapshots.map(({ text, keys }) => {
    const parsed: readonly JwsKey[] = keys.map((jwk) => parseJwk(jwk))
    return openTrustList(text, { keys: parsed, time })
  }))
}

/** @throws FormatError (`BUNDLE_MALFORMED`); what `openTrustList` throws */
export async function recordedTrust({ trust }: Pick<EvidenceBundle, 'trust'>, time: Date): Promise<TrustStore> {
  const anchors = (purpose: 'signer' | 'sealMaker' | 'timeStamping'): readonly Uint8Array[] =>
    trust[purpose].map((text, index) => octetsOf(text, ['trust', purpose, index]))
  const lists = await openSnapshots(trust.lists, time)
  const given = { signer: anchors('signer'), sealMaker: anchors('sealMaker'), timeStamping: anchors('timeStamping') }
  try {
    return trustStore({ ...given, lists })
  } catch (cause) {
    if (cause instanceof TypeError) throw malformed('trust anchor', ['trust'], cause)
    throw cause
  }
}

/** @throws FormatError (`BUNDLE_MALFORMED`) */
export function octetsOf(text: string, at: readonly (string | number)[]): Uint8Array {
  const octets = fromBase64(text)
  if (octets === undefined) throw malformed('base64', at)
  return octets
}
