/** Reads a policy that a caller wrote as JSON. */
import { z } from 'zod'
import { diagnosticDefinition, isDiagnosticCode } from '../diagnostics/index.ts'
import type { DiagnosticCode, Level } from '../diagnostics/index.ts'
import type { ValidationPolicy } from './policy.ts'

/** Built when first needed, so that a bundle which reads no policy carries no schema library. */
function policySchema() {
  const code = z.string().superRefine((value, context) => {
    if (!isDiagnosticCode(value)) context.addIssue({ code: 'custom', message: `unknown diagnostic code ${value}` })
    else if (diagnosticDefinition(value).fixed === true) {
      context.addIssue({ code: 'custom', message: `the level of ${value} is fixed` })
    }
  })
  const seconds = z.int().min(0)
  return z.strictObject({
    $schema: z.string().optional(),
    id: z.string().min(1).max(100),
    description: z.strictObject({ zh: z.string(), en: z.string() }),
    levels: z.record(code, z.enum(['fail', 'indeterminate', 'warning', 'info'])),
    time: z.strictObject({
      sealMaker: z.enum(['creation', 'signing']),
      signing: z.enum(['claimed', 'proven']),
      makerToleranceDays: z.int().min(0).max(366),
      clockSkewSeconds: seconds.max(86_400),
      dateTimeToleranceSeconds: seconds,
    }),
    revocation: z.strictObject({
      required: z.enum(['ifNamed', 'always']),
      freshness: z.enum(['atTime', 'atTimeOrLater', 'now']),
      maximumAgeSeconds: seconds,
    }),
    sm2UserIds: z.tuple([z.string()], z.string()),
  })
}

/**
 * A policy from JSON that was read from outside.
 * @throws TypeError naming every place that is wrong: unknown members and codes are refused, never ignored
 */
export function parsePolicy(json: unknown): ValidationPolicy {
  // The schema library passes over this name in silence; JSON text can hold it.
  if ((JSON.stringify(json) as string | undefined)?.includes('"__proto__":')) throw new TypeError('not a policy: member __proto__')
  const result = policySchema().safeParse(json)
  if (!result.success) throw new TypeError(`not a policy: ${z.prettifyError(result.error)}`, { cause: result.error })
  const { id, description, levels, time, revocation, sm2UserIds } = result.data
  return Object.freeze({
    id, description: Object.freeze(description), levels: Object.freeze(levels as Partial<Record<DiagnosticCode, Level>>), time: Object.freeze(time),
    revocation: Object.freeze(revocation), sm2UserIds: Object.freeze(sm2UserIds),
  })
}

/** JSON Schema of a policy file. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema())
}
