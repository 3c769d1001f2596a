/** The generated table of decisions, opened: its lists, policy and cases. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseDecisions } from '../../src/cli/decisions.ts'
import type { DecisionMaterials, Decisions } from '../../src/cli/decisions.ts'
import { openRecognitionList, parseRecognitionPolicy, recognitionLists } from '../../src/recognition/index.ts'
import type { RecognitionContext, RecognitionFacts, RecognitionLists, VerifiedRecognitionList } from '../../src/recognition/index.ts'
import { operatorKeysOf } from '../../src/trust/index.ts'

export const FOLDER = join(import.meta.dirname, '../../fixtures/recognition')
export const read = (file: string): Uint8Array => readFileSync(join(FOLDER, file))
const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown

export const TABLE: Decisions = parseDecisions(json('decisions.json'))
export const OPERATOR = operatorKeysOf(read('operator.pem'))
export const OPENED_AT = new Date(TABLE.lists.openedAt)

const open = async (file: string): Promise<readonly [string, VerifiedRecognitionList]> => [file, await openRecognitionList(read(file), { keys: OPERATOR, time: OPENED_AT })]
const files = readdirSync(join(FOLDER, 'lists')).map((name) => `lists/${name}`)

export const MATERIALS: DecisionMaterials = { policy: parseRecognitionPolicy(json('policy.json')), lists: new Map(await Promise.all(files.map(open))) }

export const listsOf = (...names: readonly string[]): RecognitionLists => recognitionLists(names.map((name) => MATERIALS.lists.get(name) as VerifiedRecognitionList))
export const LISTS = listsOf(...TABLE.lists.files)
export const CONTEXT: RecognitionContext = { ...TABLE.base.context, time: new Date(TABLE.base.context.time) }
export const FACTS = TABLE.base.facts as unknown as RecognitionFacts
