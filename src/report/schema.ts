/**
 * The report as a JSON Schema, for readers in other languages. Not imported by the renderers: it needs a schema
 * library. `docs/report.schema.json` is written from it.
 */
import { z } from 'zod'
import { diagnosticCodes } from '../diagnostics/index.ts'
import type { SubIndication } from '../diagnostics/index.ts'
import { licenseTypeSchema } from '../license/type-registry-schema.ts'
import { SUB_INDICATION_TERMS } from './messages/terms.ts'
import { STEP_NAMES } from './model.ts'
import type { StepName } from './model.ts'

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] => Object.keys(record) as Key[]

const sm3 = z.string().regex(/^[0-9a-f]{64}$/)
/** Years after 9999 and before 0 are written with a sign and six digits. */
const time = z.string().regex(/^(?:\d{4}|[+-]\d{6})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/)
const count = z.int().min(0)
const indication = z.enum(['TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE'])
const subIndication = z.enum(keysOf<SubIndication>(SUB_INDICATION_TERMS))
const locator = z.array(z.union([z.string(), z.number()])).readonly()

const diagnostic = z.strictObject({
  code: z.enum(diagnosticCodes()),
  severity: z.enum(['error', 'warning', 'info']),
  at: locator,
  clause: z.string().min(1),
  params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
}).readonly()

function step<Facts extends z.ZodType>(facts: Facts) {
  return z.union([
    z.strictObject({ conclusion: z.literal('PASSED'), facts, diagnostics: z.array(diagnostic).readonly() }).readonly(),
    z.strictObject({
      conclusion: z.enum(['FAILED', 'INDETERMINATE']),
      subIndication,
      facts: facts.exactOptional(),
      diagnostics: z.tuple([diagnostic], diagnostic).readonly(),
    }).readonly(),
  ])
}

const certificate = z.strictObject({
  subject: z.string(), issuer: z.string(), serialNumber: z.string(), notBefore: time, notAfter: time, sm3,
}).readonly()

const edition = z.enum(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'])

const seal = z.strictObject({
  edition, esId: z.string(), name: z.string(), type: z.number(), vendorId: z.string(), createDate: time, validStart: time, validEnd: time,
  maker: certificate.exactOptional(),
  picture: z.strictObject({
    type: z.string(), format: z.string().exactOptional(), widthMm: z.number(), heightMm: z.number(), bytes: count, sm3, data: z.base64().exactOptional(),
  }).readonly(),
}).readonly()

const steps = z.strictObject(
  Object.fromEntries(STEP_NAMES.map((name) => [name, step(z.unknown()).exactOptional()])) as Record<StepName, z.ZodExactOptional<ReturnType<typeof step<z.ZodUnknown>>>>,
).readonly()

const signature = z.strictObject({
  at: locator,
  id: z.string().exactOptional(),
  format: z.enum(['SES', 'CMS', 'SM2', 'SESeal', 'UNKNOWN']),
  edition: edition.exactOptional(),
  indication,
  subIndication: subIndication.exactOptional(),
  signer: certificate.exactOptional(),
  seal: seal.exactOptional(),
  signingTime: z.strictObject({ time, provenBy: z.enum(['timestamp', 'claim']) }).readonly().exactOptional(),
  steps,
}).readonly()

const coverage = z.strictObject({
  entries: z.array(z.strictObject({
    path: z.string(),
    role: z.enum(['protected', 'own', 'list', 'otherSignature', 'uncovered']),
    reach: z.enum(['visible', 'reachable', 'unreachable']),
    protectedBy: z.array(count).readonly(),
  }).readonly()).readonly(),
  metadataProtected: z.boolean(),
}).readonly()

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const chinaTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/)
const place = z.enum(['docInfo', 'attachment', 'file', 'dataIndex', 'annotation'])
const source = z.strictObject({ place, path: z.string(), protectedBy: z.array(count).readonly() }).readonly()
const party = { name: z.string().exactOptional(), code: z.string().exactOptional() }

const license = z.strictObject({
  metadata: z.strictObject({
    name: z.string().exactOptional(), typeCode: z.string().exactOptional(), number: z.string().exactOptional(), identifier: z.string().exactOptional(),
    issuers: z.array(z.strictObject(party).readonly()).readonly(),
    holders: z.array(z.strictObject({ ...party, codeType: z.string().exactOptional() }).readonly()).readonly(),
    issued: day.exactOptional(), validFrom: day.exactOptional(), validTo: day.nullable().exactOptional(),
    sealedBy: z.string().exactOptional(), sealName: z.string().exactOptional(), sealedAt: chinaTime.exactOptional(), createdAt: chinaTime.exactOptional(),
    extensions: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()).readonly() }).readonly()).readonly(),
  }).readonly().exactOptional(),
  source: source.exactOptional(),
  identifier: z.strictObject({
    text: z.string(), typeCode: z.string(), definingAuthority: z.string(), typeSequence: z.string(), issuer: z.string(), serial: z.string(), version: z.string(),
    checkCharacter: z.string(),
  }).readonly().exactOptional(),
  type: licenseTypeSchema.exactOptional(),
  copy: z.strictObject({
    purpose: z.string().exactOptional(), requester: z.string().exactOptional(), creator: z.string().exactOptional(),
    createdAt: chinaTime.exactOptional(), expiresAt: chinaTime.exactOptional(),
  }).readonly().exactOptional(),
  copySource: source.exactOptional(),
  otherPlaces: z.array(source).readonly(),
}).readonly()

const content = z.strictObject({
  title: z.string().exactOptional(),
  docId: z.string().exactOptional(),
  customDatas: z.array(z.strictObject({ name: z.string(), value: z.string() }).readonly()).readonly(),
}).readonly()

/** The whole report. `test/report/schema.test.ts` holds it against the type `ValidationReport` in both directions. */
export const reportSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.enum(['ofd', 'seal', 'sealSignature', 'unknown']),
  input: z.strictObject({ bytes: count, sm3 }).readonly(),
  validationTime: time,
  policy: z.strictObject({ id: z.string(), sm3 }).readonly(),
  trust: z.strictObject({ lists: z.array(z.strictObject({ id: z.string(), sequence: count, sm3 }).readonly()).readonly(), anchors: count }).readonly(),
  accepted: z.boolean(),
  indication,
  subIndication: subIndication.exactOptional(),
  container: step(z.unknown()),
  coverage: step(coverage).exactOptional(),
  signatures: z.array(signature).readonly(),
  license: step(license).exactOptional(),
  content: content.exactOptional(),
}).readonly()

/** JSON Schema (draft 2020-12) of a report. */
export function reportJsonSchema(): object {
  return { title: 'yinxin validation report', ...z.toJSONSchema(reportSchema, { reused: 'ref' }) }
}
