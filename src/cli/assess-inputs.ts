/** What `yinxin assess` is given in files: lists, rules, the right to look, answers of registers, and a memory of what was used. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sm3 } from '../crypto/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromUtf8, toHex, toUtf8 } from '../encoding/octets.ts'
import { VerificationError } from '../errors.ts'
import type { JwsKey } from '../jose/index.ts'
import { purposeSchema, sealStatusesSchema, statusSchema } from '../recognition/facts-schema.ts'
import {
  RECOGNITION_POLICY_IDS, newerRecognitionState, openRecognitionLists, parseRecognitionPolicy, parseRecognitionState, recognitionPreset,
} from '../recognition/index.ts'
import type { Outcome, PurposeFacts, RecognitionLists, RecognitionListsState, RecognitionPolicy, SealStatusFacts, StatusFacts, UseGuard } from '../recognition/index.ts'
import { filesBelow, kindOf, reasonOf } from './files.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import { replaceFile } from './outputs.ts'
import type { ExitCode } from './session.ts'
import { about, readJson } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

/** A value of a schema from a file of JSON. @throws UsageError */
export async function fromFile<Value>(schema: z.ZodType<Value>, option: string, file: string, io: Io): Promise<Value> {
  const result = schema.safeParse(await readJson(option, file, io))
  if (!result.success) throw new UsageError('dataInvalid', { file, problem: z.prettifyError(result.error).replaceAll(/\s+/g, ' ') }, { cause: result.error })
  return result.data
}

/** @throws UsageError for a file that has another form */
export const loadPurpose = (file: string, io: Io): Promise<PurposeFacts> => fromFile(purposeSchema, '--purpose', file, io)
/** @throws UsageError for a file that has another form */
export const loadStatus = (file: string, io: Io): Promise<StatusFacts> => fromFile(statusSchema, '--status', file, io)
/** @throws UsageError for a file that has another form */
export const loadSealStatuses = (file: string, io: Io): Promise<readonly SealStatusFacts[]> => fromFile(sealStatusesSchema, '--seal-status', file, io)

/**
 * All lists (`.jws`) below a folder, each opened, and held against the memory in a file, which is then kept.
 * @throws UsageError, MaterialError with the code of what is wrong with a list
 */
export async function loadRecognitionLists(folder: string, keys: readonly JwsKey[], now: Date, stateFile: string | undefined, io: Io): Promise<LoadedLists> {
  const files = (await kindOf(folder)) === 'folder' ? await filesBelow(folder, /\.jws$/i) : []
  if (files.length === 0) throw new UsageError('recognitionListsAbsent', { file: folder })
  const texts: Uint8Array[] = []
  for (const file of files) texts.push(await readNamed({ option: '--lists', file }, io))
  const state = await loadRecognitionState(stateFile, io)
  const opened = await openRecognitionLists(texts, { keys, time: now, ...(state !== undefined && { state }) }).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw asProblem(folder, cause)
    const [list, index] = cause instanceof VerificationError ? cause.at : []
    const file = list === 'lists' && typeof index === 'number' ? (files[index] ?? folder) : folder
    return about('--lists', file, () => { throw cause })
  })
  if (stateFile !== undefined) {
    // Another run may have learned of newer ones meanwhile.
    const kept = await loadRecognitionState(stateFile, io)
    await replaceFile(stateFile, `${canonicalJson(kept === undefined ? opened.state : newerRecognitionState(kept, opened.state))}\n`)
  }
  return { lists: opened.lists, texts: texts.map((octets) => fromUtf8(octets) ?? '') }
}

export interface LoadedLists {
  readonly lists: RecognitionLists
  /** As they were signed. */
  readonly texts: readonly string[]
}

async function loadRecognitionState(file: string | undefined, io: Io): Promise<RecognitionListsState | undefined> {
  if (file === undefined || (await kindOf(file)) === undefined) return undefined
  const octets = await readNamed({ option: '--state', file }, io)
  try {
    return parseRecognitionState(fromUtf8(octets) ?? '')
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('stateInvalid', { option: '--state', file }, { cause })
    throw cause
  }
}

/** 0 accepted, 1 rejected, 2 neither. */
export const OUTCOME_CODES: Readonly<Record<Outcome, ExitCode>> = { ACCEPTED: 0, REJECTED: 1, NOT_COVERED: 2, UNDETERMINED: 2 }

/** The rules of matters where none are named. */
export const DEFAULT_RULES = 'cn-recognition-2025'

/** A preset by its id, else the rules in a file. @throws UsageError */
export async function loadRules(word: string, io: Io): Promise<RecognitionPolicy> {
  const preset = RECOGNITION_POLICY_IDS.find((id) => id === word)
  if (preset !== undefined) return recognitionPreset(preset)
  const json = await readJson('--rules', word, io)
  return asUsage(word, () => parseRecognitionPolicy(json))
}

function asUsage<Value>(file: string, work: () => Value): Value {
  try {
    return work()
  } catch (cause) {
    throw cause instanceof TypeError ? asProblem(file, cause) : cause
  }
}

const asProblem = (file: string, cause: TypeError): UsageError => new UsageError('dataInvalid', { file, problem: cause.message.replaceAll(/\s+/g, ' ') }, { cause })

/**
 * A memory of authorizations in a folder: an empty file for each, named by a digest, made in one step that fails where it is
 * there. Nothing is forgotten. A folder that cannot be written leaves the question open.
 */
export function useFolder(folder: string): UseGuard {
  return {
    async first(key) {
      await mkdir(folder, { recursive: true })
      try {
        await writeFile(join(folder, toHex(sm3(toUtf8(key)))), '', { flag: 'wx' })
        return true
      } catch (cause) {
        if (reasonOf(cause) === 'EEXIST') return false
        throw cause
      }
    },
  }
}
