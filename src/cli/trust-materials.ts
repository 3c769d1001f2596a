/** Trust lists of a command line: the keys of their operator, the list, and the state that keeps older ones from coming back. */
import { fromUtf8 } from '../encoding/octets.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import type { JwsKey } from '../jose/index.ts'
import { openTrustList, operatorKeysOf, parseTrustListState } from '../trust/index.ts'
import type { OpenTrustListOptions, TrustListState } from '../trust/index.ts'
import type { Arguments } from './arguments.ts'
import { kindOf } from './files.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import type { OpenedList } from './materials.ts'
import { replaceFile } from './outputs.ts'
import { about } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

/** Files of public keys, from another source than the list. @throws UsageError naming the file that holds none */
async function readOperatorKeys(option: string, files: readonly string[], io: Pick<Io, 'stdin'>): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (const file of files) {
    const octets = await readNamed({ option, file }, io)
    try {
      operatorKeysOf(octets)
    } catch (cause) {
      if (cause instanceof TypeError) throw new UsageError('notOperatorKey', { option, file }, { cause })
      throw cause
    }
    found.push(octets)
  }
  return found
}

/** Public keys, from another source than the list. @throws UsageError naming the file that holds none */
export async function loadOperatorKeys(option: string, files: readonly string[], io: Pick<Io, 'stdin'>): Promise<readonly JwsKey[]> {
  return (await readOperatorKeys(option, files, io)).flatMap(operatorKeysOf)
}

/** The state of a file; undefined while there is no such file. @throws UsageError */
export async function loadState(option: string, file: string | undefined, io: Io): Promise<TrustListState | undefined> {
  if (file === undefined || (await kindOf(file)) === undefined) return undefined
  try {
    return parseTrustListState(fromUtf8(await readNamed({ option, file }, io)) ?? '')
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('stateInvalid', { option, file }, { cause })
    throw cause
  }
}

/**
 * Keeps a state: whole, or as it was. A state that another run has moved on meanwhile is not taken back.
 * @throws UsageError
 */
export async function keepState(option: string, file: string, state: TrustListState, io: Io): Promise<void> {
  const kept = await loadState(option, file, io)
  if (kept?.id === state.id && kept.sequence > state.sequence) return
  await replaceFile(file, `${canonicalJson(state)}\n`)
}

/**
 * Opens the list in a file with the keys in others.
 * @throws UsageError, MaterialError with the code of what is wrong with the list
 */
export async function openListFile(
  list: { readonly option: string; readonly file: string }, keys: { readonly option: string; readonly files: readonly string[] },
  { time, lastSeen }: Pick<OpenTrustListOptions, 'time' | 'lastSeen'>, io: Pick<Io, 'stdin'>,
): Promise<OpenedList> {
  const data = { list: await readNamed(list, io), keys: await readOperatorKeys(keys.option, keys.files, io), ...(lastSeen && { lastSeen }) }
  const keysOfOperator = data.keys.flatMap(operatorKeysOf)
  const opened = await about(list.option, list.file, () => openTrustList(data.list, { keys: keysOfOperator, time, ...(lastSeen && { lastSeen }) }))
  return { opened, data }
}

/**
 * The list of `yinxin verify --trust-list`, opened at the time of verification; its state is kept when there is a place.
 * @throws UsageError, MaterialError with the code of what is wrong with the list
 */
export async function loadTrustLists(given: Arguments, time: Date, io: Io): Promise<readonly OpenedList[]> {
  const [file, keys, stateFile] = [given.one('trust-list'), given.many('trust-list-key'), given.one('trust-state')]
  if (file === undefined) {
    const alone = (['trust-list-key', 'trust-state'] as const).find((name) => given.has(name))
    if (alone !== undefined) throw new UsageError('listMissing', { option: `--${alone}` })
    return []
  }
  if (keys.length === 0) throw new UsageError('listWantsKey')
  const lastSeen = await loadState('--trust-state', stateFile, io)
  const list = await openListFile({ option: '--trust-list', file }, { option: '--trust-list-key', files: keys }, { time, ...(lastSeen && { lastSeen }) }, io)
  if (stateFile !== undefined) await keepState('--trust-state', stateFile, list.opened.state, io)
  return [list]
}
