/** Recognition lists that a bundle recorded, opened as they were when they were used. */
import { FormatError } from '../errors.ts'
import { parseJwk } from '../jose/index.ts'
import type { JwsKey } from '../jose/index.ts'
import { openRecognitionList } from '../recognition/index.ts'
import type { VerifiedRecognitionList } from '../recognition/index.ts'
import type { ListSnapshot } from './bundle.ts'

/**
 * @param keys of the operators; `undefined`: the recorded ones, which are worth as much as the bundle
 * @throws what `openRecognitionList` and `parseJwk` throw
 */
export async function openListSnapshots(snapshots: readonly ListSnapshot[], time: Date, keys?: readonly JwsKey[]): Promise<readonly VerifiedRecognitionList[]> {
  const opened: VerifiedRecognitionList[] = []
  for (const { text, keys: recorded } of snapshots) {
    const own = keys ?? recorded.map((jwk) => parseJwk(jwk))
    try {
      opened.push(await openRecognitionList(text, { keys: own, time }))
    } catch (error) {
      // One that had run out by then was at hand all the same, and the assessment said that it had.
      if (!(error instanceof FormatError) || error.code !== 'TRUST_LIST_EXPIRED') throw error
      opened.push(await openRecognitionList(text, { keys: own, time: new Date(String(error.finding.params['nextUpdate'])) }))
    }
  }
  return opened
}
