/**
 * The shape of `decisions.json`: a table of decisions of mutual recognition. One case that is accepted, and for each other one
 * what is different and what must come of it. Run by `yinxin check`.
 */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { recognitionDiagnostics } from '../diagnostics/recognition.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { VerificationError } from '../errors.ts'
import { OUTCOMES, decideRecognition, openRecognitionList, parseRecognitionPolicy, recognitionLists } from '../recognition/index.ts'
import type { RecognitionCode, RecognitionDecision, RecognitionFacts, RecognitionPolicy, VerifiedRecognitionList } from '../recognition/index.ts'
import { operatorKeysOf } from '../trust/index.ts'
import { reasonOf } from './files.ts'
import { UsageError } from './usage-error.ts'

const file = z.string().min(1)
const codes = z.array(z.enum(Object.keys(recognitionDiagnostics) as RecognitionCode[]))

const decisionsSchema = z.strictObject({
  $schema: z.string().optional(),
  description: z.string().min(1),
  generatedBy: z.string().min(1),
  /** Relative to the folder of the table. */
  policy: file,
  /** Signed lists and the key of their operator; opened at `openedAt`, whatever the time of a decision is. */
  lists: z.strictObject({ keys: z.array(file), openedAt: z.iso.datetime(), files: z.array(file) }),
  /** What is decided in every case, but for its change. */
  base: z.strictObject({
    context: z.strictObject({ time: z.iso.datetime(), region: z.string(), matter: z.string(), agency: z.string() }),
    facts: z.record(z.string(), z.unknown()),
  }),
  cases: z.array(z.strictObject({
    id: z.string().min(1),
    description: z.string().min(1),
    /** Values by their path from the base: `facts.status.asOf`. */
    set: z.record(z.string(), z.unknown()).optional(),
    /** Paths of what is left out. */
    remove: z.array(z.string()).optional(),
    /** Files of lists in place of the base's. */
    lists: z.array(file).optional(),
    expect: z.strictObject({
      outcome: z.enum(OUTCOMES),
      /** All errors, each once, in the order of the alphabet. */
      codes,
      /** All warnings and notes, likewise. */
      remarks: codes.optional(),
    }),
  })),
})

export type Decisions = z.output<typeof decisionsSchema>
type DecisionCase = Decisions['cases'][number]

/** @throws TypeError naming every place that is wrong */
export function parseDecisions(json: unknown): Decisions {
  const result = decisionsSchema.safeParse(json)
  if (!result.success) throw new TypeError(z.prettifyError(result.error), { cause: result.error })
  return result.data
}

/** JSON Schema (draft 2020-12) of `decisions.json`. */
export function decisionsJsonSchema(): object {
  return { title: 'yinxin table of recognition decisions', ...z.toJSONSchema(decisionsSchema) }
}

type Branch = Record<string, unknown>

/** Where a path of names and indexes ends: the branch and its last name. */
function leaf(root: Branch, path: string): readonly [Branch, string] {
  const names = path.split('.')
  const last = names.pop() ?? ''
  const branch = names.reduce<Branch>((at, name) => {
    const next = at[name]
    if (typeof next !== 'object' || next === null) throw new TypeError(`no such place: ${path}`)
    return next as Branch
  }, root)
  return [branch, last]
}

/** Facts and context of a case. @throws TypeError for a path that leads nowhere */
export function caseOf({ base }: Decisions, { set = {}, remove = [] }: DecisionCase): { readonly facts: RecognitionFacts; readonly context: Decisions['base']['context'] } {
  const root: Branch = structuredClone(base)
  for (const [path, value] of Object.entries(set)) {
    const [branch, name] = leaf(root, path)
    branch[name] = structuredClone(value)
  }
  for (const path of remove) {
    const [branch, name] = leaf(root, path)
    if (!Object.hasOwn(branch, name)) throw new TypeError(`no such place: ${path}`)
    Reflect.deleteProperty(branch, name)
  }
  // A table is written for one procedure: what it sets wrongly comes out as another decision than it expects.
  return root as unknown as ReturnType<typeof caseOf>
}

/** Codes of a decision by whether they are errors, as a case expects them. */
export function codesOf({ steps }: RecognitionDecision): { readonly codes: readonly string[]; readonly remarks: readonly string[] } {
  const all = steps.flatMap(({ diagnostics }) => diagnostics)
  const distinct = (wanted: boolean): readonly string[] => [...new Set(all.filter(({ severity }) => (severity === 'error') === wanted).map(({ code }) => code))].sort()
  return { codes: distinct(true), remarks: distinct(false) }
}

export interface DecisionMaterials {
  readonly policy: RecognitionPolicy
  /** Opened lists by the name of their file. */
  readonly lists: ReadonlyMap<string, VerifiedRecognitionList>
}

/** Decides a case. @returns the decision, and what differs from the expectation, one line each */
export function runDecision(table: Decisions, one: DecisionCase, { policy, lists }: DecisionMaterials): { readonly decision: RecognitionDecision; readonly differences: readonly string[] } {
  const { facts, context } = caseOf(table, one)
  const opened = (one.lists ?? table.lists.files).map((name) => {
    const list = lists.get(name)
    if (list === undefined) throw new TypeError(`no such list: ${name}`)
    return list
  })
  const decision = decideRecognition(facts, recognitionLists(opened), policy, { ...context, time: new Date(context.time) })
  const found = codesOf(decision)
  const { outcome, codes: expected, remarks = [] } = one.expect
  return {
    decision,
    differences: [
      ...(decision.outcome === outcome ? [] : [`outcome: ${decision.outcome}, expected ${outcome}`]),
      ...(canonicalJson(found.codes) === canonicalJson(expected) ? [] : [`errors: ${found.codes.join(', ')}; expected ${expected.join(', ')}`]),
      ...(canonicalJson(found.remarks) === canonicalJson(remarks) ? [] : [`remarks: ${found.remarks.join(', ')}; expected ${remarks.join(', ')}`]),
    ],
  }
}

/**
 * Runs all cases of a table.
 * @throws UsageError when the table or a file that it names cannot be read
 */
export async function runDecisions(path: string): Promise<readonly { readonly id: string; readonly description: string; readonly differences: readonly string[] }[]> {
  try {
    const here = (name: string): Promise<Buffer> => readFile(resolve(dirname(path), name))
    const json = async (name: string): Promise<unknown> => JSON.parse((await here(name)).toString('utf8')) as unknown
    const table = parseDecisions(await json(resolve(path)))
    const keys = (await Promise.all(table.lists.keys.map(here))).flatMap((octets) => operatorKeysOf(octets))
    const names = new Set([...table.lists.files, ...table.cases.flatMap(({ lists = [] }) => lists)])
    const lists = new Map<string, VerifiedRecognitionList>()
    for (const name of names) lists.set(name, await openRecognitionList(await here(name), { keys, time: new Date(table.lists.openedAt) }))
    const materials: DecisionMaterials = { policy: parseRecognitionPolicy(await json(table.policy)), lists }
    return table.cases.map((one) => ({ id: `${path}: ${one.id}`, description: one.description, differences: runDecision(table, one, materials).differences }))
  } catch (cause) {
    const problem = cause instanceof VerificationError ? cause.code : cause instanceof TypeError || cause instanceof SyntaxError ? cause.message.replaceAll(/\s+/g, ' ') : reasonOf(cause)
    throw new UsageError('caseInvalid', { file: path, problem }, { cause })
  }
}
