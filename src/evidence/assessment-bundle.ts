/**
 * The form of the evidence of an assessment: what `EvidenceBundle` holds of the document, and beside it tokens, lists, rules,
 * answers and what was asked. It names persons: it is as confidential as the papers of the case. Reading judges nothing.
 */
import { z } from 'zod'
import { FormatError } from '../errors.ts'
import { finding, isDiagnosticCode } from '../diagnostics/index.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'
import type { IdentityKind } from '../identity/index.ts'
import type { KeptKind } from '../recognition/assess.ts'
import { delegationSchema, purposeSchema, sealStatusesSchema, statusSchema } from '../recognition/facts-schema.ts'
import type { DelegationFacts, PurposeFacts, SealStatusFacts, StatusFacts } from '../recognition/index.ts'
import { documentMembers, malformed, reportDigest } from './bundle.ts'
import type { EvidenceBundle, ListSnapshot } from './bundle.ts'

/** How a token was verified, as far as it is data. */
export interface TokenRules {
  /** The issuer's keys (JWK). */
  readonly keys: readonly JsonObject[]
  readonly algorithms: readonly string[]
  readonly issuer: string
  readonly audience: readonly string[]
  /** Other options of `verifyToken`, by their names. */
  readonly others: JsonObject
}

export interface KeptToken {
  readonly token: string
  readonly rules: TokenRules
}

export type KeptPresenter = (KeptToken & { readonly profile: JsonObject; readonly kind?: IdentityKind }) | { readonly assertion: JsonObject }
export type KeptDelegation = (KeptToken & { readonly revoked?: boolean }) | { readonly facts: DelegationFacts }

/** A status that was at hand, one that was answered, or why there was no answer. */
export type KeptStatus = { readonly given: StatusFacts } | { readonly answered: StatusFacts } | { readonly problem: Finding }

export interface AssessmentBundle extends Omit<EvidenceBundle, 'type'> {
  readonly type: 'yinxin-assessment-evidence'
  readonly recognition: {
    readonly policy: JsonObject
    readonly region: string
    readonly matter: string
    readonly agency: string
    /** Signed texts with the keys of their operators. */
    readonly lists: readonly ListSnapshot[]
  }
  /** One, or several who came together. */
  readonly presenters: { readonly together: boolean; readonly people: readonly KeptPresenter[] }
  readonly delegations: readonly KeptDelegation[]
  readonly purpose?: PurposeFacts
  /** What the memory of authorizations said; absent when it was not asked or could not say. */
  readonly use?: 'first' | 'repeated'
  readonly status?: KeptStatus
  readonly sealStatuses?: readonly SealStatusFacts[]
  readonly kept: readonly KeptKind[]
  /** SM3 of the canonical form of all other members: no part changes unnoticed. Anybody can compute it: it is no signature. */
  readonly sm3: string
}

const text = z.string().min(1).max(2000)
const json = z.custom<JsonObject>((value) => isJsonObject(value as JsonValue))

function bundleSchema() {
  const rules = z.strictObject({ keys: z.array(json).min(1).max(100), algorithms: z.array(text).min(1).max(20), issuer: text, audience: z.array(text).min(1).max(50), others: json })
  const token = { token: z.string().max(100_000), rules }
  const problem = z.strictObject({ code: text, at: z.array(z.union([text, z.int()])).max(50), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .refine(({ code }) => isDiagnosticCode(code)).transform((value) => value as Finding)
  return z.strictObject({
    ...documentMembers(),
    type: z.literal('yinxin-assessment-evidence'),
    recognition: z.strictObject({ policy: json, region: text, matter: text, agency: text, lists: z.array(z.strictObject({ text: z.string(), keys: z.array(json).min(1).max(100) })).max(1000) }),
    presenters: z.strictObject({
      together: z.boolean(),
      people: z.array(z.union([z.strictObject({ ...token, profile: json, kind: z.enum(['NATURAL', 'LEGAL']).exactOptional() }), z.strictObject({ assertion: json })])).max(50),
    }),
    delegations: z.array(z.union([z.strictObject({ ...token, revoked: z.boolean().exactOptional() }), z.strictObject({ facts: delegationSchema })])).max(50),
    purpose: purposeSchema.exactOptional(),
    use: z.enum(['first', 'repeated']).exactOptional(),
    status: z.union([z.strictObject({ given: statusSchema }), z.strictObject({ answered: statusSchema }), z.strictObject({ problem })]).exactOptional(),
    sealStatuses: sealStatusesSchema.exactOptional(),
    kept: z.array(z.enum(['document', 'status', 'presenter', 'authorization'])).max(4),
    sm3: z.string(),
  })
}

/** SM3 over all members but `sm3`. */
export function contentDigest(bundle: object): string {
  return toHex(sm3(toUtf8(canonicalJson(Object.fromEntries(Object.entries(bundle).filter(([name]) => name !== 'sm3'))))))
}

/**
 * A bundle of a JSON value. Policies, profiles and keys in it are read by `rejudgeAssessment`.
 * @throws FormatError (`BUNDLE_...`)
 */
export function assessmentBundleOf(value: JsonValue, at: Locator = []): AssessmentBundle {
  if (isJsonObject(value) && value['schema'] !== 1) throw new FormatError(finding('BUNDLE_VERSION_UNSUPPORTED', at))
  const read = bundleSchema().safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw malformed(issue?.code === 'unrecognized_keys' ? 'unknown member' : 'form', [...at, ...(issue?.path ?? []).map((part) => (typeof part === 'symbol' ? '' : part))])
  }
  if (contentDigest(value as JsonObject) !== read.data.sm3) throw new FormatError(finding('BUNDLE_CONTENT_OTHER', at))
  const bundle = read.data as AssessmentBundle
  const { document } = bundle.report
  const input = isJsonObject(document) ? document['input'] : undefined
  const aboutIt = isJsonObject(input) && input['sm3'] === bundle.document.sm3 && input['bytes'] === bundle.document.bytes
  if (!aboutIt || reportDigest(bundle.report) !== bundle.reportSm3) throw new FormatError(finding('BUNDLE_REPORT_OTHER', at))
  return bundle
}
