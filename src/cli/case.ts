/** The shape of `case.json`: an input, what it is judged with, and what must come of it. Run by `yinxin check`. */
import { z } from 'zod'
import { diagnosticCodes } from '../diagnostics/index.ts'
import type { SubIndication } from '../diagnostics/index.ts'
import { SUB_INDICATION_TERMS } from '../report/messages/terms.ts'

const codes = z.array(z.enum(diagnosticCodes()))
/** Relative to the folder of `case.json`. */
const path = z.string().min(1)
const paths = z.array(path)

const caseSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().min(1),
  description: z.string().min(1),
  /** The rule or attack class that the case is about. */
  clause: z.string().min(1),
  flags: z.array(z.string().min(1)),
  generatedBy: z.string().min(1),
  input: path,
  validationTime: z.iso.datetime(),
  trust: z.strictObject({ anchors: paths.optional(), signer: paths.optional(), sealMaker: paths.optional(), timeStamping: paths.optional() }),
  /** Signed trust lists with the keys of their operators; opened at the validation time. */
  trustLists: z.array(z.strictObject({ file: path, keys: paths })).optional(),
  /** Certificates that may help to build paths; trusted for nothing. */
  certificates: paths.optional(),
  crls: paths.optional(),
  ocspResponses: paths.optional(),
  /** Id of a preset, or path of a policy file (it ends with `.json`). */
  policy: z.string().min(1),
  expect: z.strictObject({
    accepted: z.boolean(),
    indication: z.enum(['TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE']),
    subIndication: z.enum(Object.keys(SUB_INDICATION_TERMS) as SubIndication[]).optional(),
    /** Must be there with severity `error`; there may be others. */
    codes,
    /** Must be there with a lower severity. */
    remarks: codes.optional(),
    /** Must not be there at all. */
    absentCodes: codes.optional(),
  }),
})

export type Case = z.output<typeof caseSchema>

/** @throws TypeError naming every place that is wrong */
export function parseCase(json: unknown): Case {
  const result = caseSchema.safeParse(json)
  if (!result.success) throw new TypeError(z.prettifyError(result.error), { cause: result.error })
  return result.data
}

/** JSON Schema (draft 2020-12) of `case.json`. */
export function caseJsonSchema(): object {
  return { title: 'yinxin case', ...z.toJSONSchema(caseSchema) }
}
