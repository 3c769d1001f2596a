/** What answers look like, once their envelope is open: every field that is used has a type and a size, and the rest is dropped. */
import { z } from 'zod'

const word = z.string().min(1).max(200)
/** Codes come as numbers or as text, by implementation. */
const code = z.union([z.string().regex(/^-?\w{1,20}$/), z.int().min(-999_999).max(999_999)]).transform(String)
const value = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]).transform((one) => (one === null ? '' : String(one)))
/** Of a record without a prototype, so that no name finds what nobody wrote. */
const record = z.record(z.string().max(100), value).refine((one) => Object.keys(one).length <= 300)
const some = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(500)

export const envelopeSchema = z.object({ head: z.object({ status: code }), data: z.unknown().optional() })

const address = z.string().max(2048).refine((text) => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
})
const face = record.refine((one) => Object.hasOwn(one, 'cert_identifier') && one['cert_identifier'] !== '')
const link = z.object({ contentType: z.string().max(100).exactOptional(), content: address, certIdentifier: word })
const result = z.object({ result: code })

export const answerSchemas = {
  search: some(z.object({ zzbs: word, zzmc: word.exactOptional(), zzzt: code.exactOptional() })),
  metadata: z.object({ zzzmxx: record }),
  faceById: z.object({ certData: face }),
  faceByHolder: z.object({ certData: some(z.object({ cert_identifier: word })) }),
  downloadUrl: link,
  downloadUrlsByHolder: some(link),
  downloadFile: z.object({ file: z.string().min(4) }),
  faceFields: record,
  verifyInfo: result,
  verifyFile: result,
  faceByQr: z.object({ certData: z.union([face.transform((one) => [one]), some(face)]) }),
  consentBegin: z.object({ trxId: word }),
  consentStatus: z.object({ verifyStatus: code }),
  faceByConsent: z.object({ certData: z.union([face.transform((one) => [one]), some(face)]) }),
  useCodeByDuty: z.object({ auth_code: word }),
  useCodeByDelegation: z.object({ auth_code: word }),
  faceByUseCode: z.object({ certData: record }),
}
export type AnswerOf<Operation extends keyof typeof answerSchemas> = z.output<(typeof answerSchemas)[Operation]>
