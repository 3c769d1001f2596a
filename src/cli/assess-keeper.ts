/** `yinxin assess --bundle`: keeps everything that an assessment rests on in one file, signed and time-stamped where that is asked for. */
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { collectAssessment, encodeEvidence, signEvidence } from '../evidence/index.ts'
import type { ListSnapshot } from '../evidence/index.ts'
import { jwkOf } from '../jose/index.ts'
import { assessLicense } from '../recognition/assess.ts'
import type { AssessOptions, AssessmentReport } from '../recognition/assess.ts'
import { operatorKeysOf } from '../trust/index.ts'
import type { OpenedList } from './materials.ts'
import type { Session } from './session.ts'
import { checkOutput, loadJwsSigner, writeWhole } from './signing-materials.ts'
import { loadTimeStamper } from './time-stamper.ts'
import { loadTrustLists } from './trust-materials.ts'
import { UsageError } from './usage-error.ts'

export interface Keeper {
  readonly keeps: boolean
  readonly keepsDocument: boolean
  /** Opens trust lists, and keeps their texts. */
  readonly trustLists: (time: Date) => Promise<readonly OpenedList[]>
  /** Assesses, and writes the bundle where one is wanted. */
  readonly assess: (octets: Uint8Array, options: AssessOptions, recognitionLists: readonly ListSnapshot[]) => Promise<AssessmentReport>
}

/** The text of a trust list with its operator's keys, as bundles keep it. */
export const snapshotOf = ({ data: { list, keys } }: OpenedList): ListSnapshot =>
  ({ text: typeof list === 'string' ? list : fromUtf8(list) ?? '', keys: keys.flatMap(operatorKeysOf).map(({ key }) => jwkOf(key)) })

/** @throws UsageError, MaterialError */
export async function loadKeeper(session: Session): Promise<Keeper> {
  const { io, arguments: given } = session
  const [out, key] = [given.one('bundle'), given.one('key')]
  if (out === undefined) {
    const alone = (['without-document', 'key', 'tsa', 'force'] as const).find((name) => given.has(name))
    if (alone !== undefined) throw new UsageError('optionMissing', { option: '--bundle' })
    return { keeps: false, keepsDocument: false, trustLists: (time) => loadTrustLists(given, time, io), assess: assessLicense }
  }
  await checkOutput(out, given)
  const signer = key === undefined ? undefined : await loadJwsSigner('--key', key, given, io)
  const timeStamper = given.has('tsa') ? loadTimeStamper(given) : undefined
  if (timeStamper !== undefined) await checkOutput(`${out}.tsr`, given)
  const trustLists: ListSnapshot[] = []
  const withoutDocument = given.has('without-document')
  return {
    keeps: true,
    keepsDocument: !withoutDocument,
    trustLists: async (time) => {
      const lists = await loadTrustLists(given, time, io)
      trustLists.push(...lists.map(snapshotOf))
      return lists
    },
    assess: async (octets, options, recognitionLists) => {
      const { bundle, report } = await collectAssessment(octets, { ...options, trustLists, recognitionLists, withoutDocument })
      const kept = signer === undefined ? encodeEvidence(bundle) : toUtf8(`${await signEvidence(bundle, signer)}\n`)
      await writeWhole(out, kept, session)
      if (timeStamper !== undefined) await writeWhole(`${out}.tsr`, await timeStamper(kept), session)
      return report
    },
  }
}
