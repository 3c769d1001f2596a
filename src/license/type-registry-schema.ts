/** The schema of license types in JSON: for what a caller brings, for reports, and for the document that describes it. */
import { z } from 'zod'

const text = (maximum: number) => z.string().min(1).max(maximum)

export const licenseTypeSchema = z.strictObject({
  code: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}\d{3}$/).describe('USCC of the authority that defines the type, and three digits'),
  name: text(100).describe('Chinese name of the type'),
  definingAuthority: text(200).exactOptional(),
  level: z.enum(['NATIONAL', 'PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'OTHER']).exactOptional(),
  holderCategory: z.enum(['PERSON', 'ORGANIZATION', 'BOTH', 'OTHER']).exactOptional(),
  validity: text(100).exactOptional().describe('how long such licenses are valid, in words'),
  standard: text(100).exactOptional().describe('the standard of the type'),
  status: z.enum(['CURRENT', 'WITHDRAWN']),
  inferred: z.literal(true).exactOptional().describe('the name was inferred, no catalogue was seen'),
}).readonly()

export const licenseTypesSchema = z.array(licenseTypeSchema).max(10_000)

/** JSON Schema (draft 2020-12) of a file of license types. */
export function licenseTypesJsonSchema(): object {
  return { title: 'yinxin license types', ...z.toJSONSchema(licenseTypesSchema) }
}
