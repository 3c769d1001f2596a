/** The form of the rules of a matter, member by member: of those that somebody wrote as JSON, and of those that a program made. */
import { z } from 'zod'
import { diagnosticDefinition } from '../diagnostics/index.ts'
import { recognitionDiagnostics } from '../diagnostics/recognition.ts'
import { EVIDENCE_KINDS, PURPOSE_BASES } from './facts.ts'
import type { RecognitionCode } from './recognition-policy.ts'

/** A year: what is older than that nobody asked lately. */
const LONGEST_SECONDS = 366 * 86_400
const LONGEST_GRACE_DAYS = 366

// The type is what zod makes of it.
function makeShape() {
  const relaxable = (Object.keys(recognitionDiagnostics) as RecognitionCode[]).filter((code) => diagnosticDefinition(code).fixed !== true)
  const seconds = z.int().min(0).max(LONGEST_SECONDS)
  return {
    level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    authenticationMaximumAge: z.union([seconds, z.literal('any')]),
    statusMaximumAge: seconds,
    purposes: z.tuple([z.enum(PURPOSE_BASES)], z.enum(PURPOSE_BASES)),
    statutes: z.array(z.string().min(1).max(1000)),
    jointHolders: z.enum(['all', 'one']),
    agents: z.boolean(),
    copies: z.boolean(),
    expiryGraceDays: z.int().min(0).max(LONGEST_GRACE_DAYS),
    sealMakers: z.enum(['listed', 'trusted']),
    evidence: z.array(z.enum(EVIDENCE_KINDS)),
    promise: z.boolean(),
    levels: z.partialRecord(z.enum(relaxable), z.enum(['fail', 'indeterminate', 'warning', 'info'])),
  } as const
}

let made: ReturnType<typeof makeShape> | undefined

/** A schema for each member of `MatterRules`; `levels` is that of a policy as well. */
export const matterRulesShape = (): ReturnType<typeof makeShape> => made ??= makeShape()
