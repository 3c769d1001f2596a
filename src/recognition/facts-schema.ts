/** The form of facts that come as JSON: in files of a command line, in evidence that was kept. */
import { z } from 'zod'
import { LICENSE_STATUSES } from '../license/index.ts'
import type { LicenseStatus } from '../license/index.ts'
import { PURPOSE_BASES } from './facts.ts'

const text = z.string().min(1).max(500)
const index = z.int().min(0).max(1000)
const time = z.iso.datetime({ offset: true })

/** An authorization; `use` is for a memory of authorizations to say. */
export const purposeSchema = z.strictObject({
  basis: z.enum(PURPOSE_BASES),
  id: text.exactOptional(),
  matter: text,
  agency: text.exactOptional(),
  license: z.union([z.strictObject({ identifier: text }), z.strictObject({ typeCode: text })]).exactOptional(),
  by: z.array(index).max(1000).exactOptional(),
  statute: text.exactOptional(),
  notBefore: time.exactOptional(),
  expiresAt: time.exactOptional(),
})
export const statusSchema = z.strictObject({ identifier: text, statuses: z.array(z.enum(Object.keys(LICENSE_STATUSES) as LicenseStatus[])).max(20), asOf: time })
export const sealStatusesSchema = z.array(z.strictObject({ sealId: text, status: z.enum(['valid', 'revoked', 'suspended']) })).max(1000)
export const delegationSchema = z.strictObject({
  by: z.array(index).max(1000), to: index, receiver: z.enum(['holder', 'agent']).exactOptional(), matters: z.union([z.literal('any'), z.array(text).max(1000)]),
  notBefore: time.exactOptional(), expiresAt: time.exactOptional(), revoked: z.boolean().exactOptional(),
})
