/** Reads what a caller wrote as JSON: the data of a license and a template. */
import type { LicenseTemplate } from './template.ts'
import type { LicenseData } from './license-data.ts'

/** Checked as a whole, unknown members refused: a typo must not leave a field of a license empty. */
async function schemas() {
  // Loaded when first needed: a program that issues nothing carries no schema library.
  const { z } = await import('zod')
  const text = (maximum: number) => z.string().min(1).max(maximum).regex(/^[^\u0000-\u001f\u007f\ufffe\uffff]*$/, 'no control characters')
  const number = z.number().min(-10_000).max(10_000)
  const size = z.number().min(0.5).max(500)
  const color = z.tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)])
  const style = { font: text(40), size, color: color.optional(), bold: z.boolean().optional(), spacing: z.number().min(0).max(100).optional() }
  const align = z.enum(['start', 'middle', 'end']).optional()
  const objects = z.array(z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: text(500), x: number, y: number, align, ...style }),
    z.strictObject({
      kind: z.literal('path'), box: z.tuple([number, number, size, size]), data: z.string().min(1).max(100_000).regex(/^[MLQBACSE0-9 .eE+-]+$/, 'AbbreviatedData'),
      stroke: color.optional(), fill: color.optional(), lineWidth: z.number().min(0).max(100).optional(),
    }),
  ])).max(5000).optional()
  const name = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/, 'a short name such as ZZMC or KZ_FZRQ')
  const template = z.strictObject({
    page: z.strictObject({ width: size, height: size }),
    fonts: z.record(text(40), z.strictObject({ name: text(100), family: text(100) })),
    ornament: z.literal('woven').optional(),
    background: objects,
    objects,
    fields: z.array(z.strictObject({
      field: name, before: text(100).optional(), x: number, y: number, width: size, align, lines: z.int().min(1).max(100).optional(),
      lineHeight: size.optional(), minSize: size.optional(), ...style,
    })).max(1000),
    rows: z.strictObject({
      x: number, y: number, lastY: number, lineHeight: size, labelWidth: size, valueWidth: size, label: z.strictObject(style), value: z.strictObject(style),
    }).optional(),
    stamp: z.strictObject({ x: number, y: number }),
  })
  const day = z.iso.date()
  const license = z.strictObject({
    type: z.strictObject({ name: text(100), code: text(21) }),
    number: text(100),
    serial: text(100).optional(),
    version: z.int().min(1).max(999).optional(),
    issuer: z.strictObject({ name: text(200), code: text(18) }),
    holder: z.strictObject({ name: text(200), code: text(50), codeType: z.string().regex(/^\d{3}$/) }),
    issued: day,
    validity: z.strictObject({ from: day, to: day.optional() }),
    fields: z.array(z.strictObject({ name: name.regex(/^KZ_/), label: text(40), value: text(2000) })).max(200).optional(),
  })
  return { z, template, license }
}

type Schemas = Awaited<ReturnType<typeof schemas>>

function read<Value>(which: (schemas: Schemas) => { safeParse(input: unknown): { success: boolean; data?: unknown; error?: unknown } }, what: string) {
  return async (input: unknown): Promise<Value> => {
    const all = await schemas()
    const result = which(all).safeParse(input)
    if (result.success) return result.data as Value
    const issues = (result.error as { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }).issues
    const [first] = issues
    throw new TypeError(`${what}: ${first === undefined ? 'invalid' : `${first.path.map(String).join('.')}: ${first.message}`}`)
  }
}

/** @throws TypeError naming the first member that is wrong */
export const parseLicenseData = read<LicenseData>(({ license }) => license, 'license')
/** @throws TypeError naming the first member that is wrong */
export const parseLicenseTemplate = read<LicenseTemplate>(({ template }) => template, 'template')
