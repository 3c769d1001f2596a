/**
 * The form of a trust list as a schema, and what a schema cannot say. Built when first needed, so that a bundle which
 * reads no list carries no schema library. `docs/trust-list.schema.json` is written from it.
 */
import { z } from 'zod'
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonValue } from '../encoding/json.ts'
import { checkUscc } from '../identifier/index.ts'
import { SERVICE_STATUSES, SERVICE_TYPES } from './trust-list.ts'
import type { ServiceIdentity, TrustList, TrustService } from './trust-list.ts'
import { TERRITORY } from './territory.ts'

function buildSchema() {
  const text = z.string().min(1).max(1000)
  const uri = z.string().min(1).max(2000)
  const localText = z.union([z.strictObject({ zh: text, en: text.exactOptional() }).readonly(), z.strictObject({ en: text }).readonly()])
  // UTC to the second: one spelling for one moment, so that texts sort as times.
  const time = z.iso.datetime({ precision: 0 })
  const territory = z.string().regex(TERRITORY)
  const sequence = z.int().min(1)
  const sm3 = z.string().regex(/^[0-9a-f]{64}$/)
  const der = z.base64().min(4).max(200_000)
  const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
  const kid = z.string().min(1).max(200).exactOptional()
  const serviceId = z.string().regex(/^[\x21-\x7e]{1,200}$/)

  const operatorKey = z.union([
    z.strictObject({ kty: z.literal('EC'), crv: z.enum(['SM2', 'P-256']), x: coordinate, y: coordinate, kid }).readonly(),
    z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid }).readonly(),
  ])
  const identity = z.union([
    z.strictObject({ certificates: z.tuple([der], der).readonly() }).readonly(),
    z.strictObject({ spki: der, subject: der.exactOptional() }).readonly(),
  ])
  const statusEntry = z.strictObject({ status: z.enum(SERVICE_STATUSES), since: time, uri: uri.exactOptional() }).readonly()
  const service = z.strictObject({
    id: serviceId.exactOptional(),
    type: z.enum(SERVICE_TYPES),
    typeUri: uri.exactOptional(),
    name: localText,
    identity,
    notBefore: time.exactOptional(),
    notAfter: time.exactOptional(),
    history: z.tuple([statusEntry], statusEntry).readonly(),
    policies: z.array(z.string().regex(/^[0-2](?:\.(?:0|[1-9]\d*))+$/)).readonly().exactOptional(),
    qualifiers: z.array(uri).readonly().exactOptional(),
    supersededBy: serviceId.exactOptional(),
  }).readonly()
  const provider = z.strictObject({
    name: localText,
    territory,
    uscc: z.string().regex(/^[0-9A-Z]{18}$/).exactOptional(),
    registrations: z.array(text).readonly().exactOptional(),
    services: z.tuple([service], service).readonly(),
  }).readonly()
  return z.strictObject({
    $schema: z.string().exactOptional(),
    schema: z.literal(1),
    id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    sequence,
    issuedAt: time,
    nextUpdate: time,
    operator: z.strictObject({
      name: localText,
      territory,
      contacts: z.array(uri).readonly().exactOptional(),
      keys: z.strictObject({ keys: z.tuple([operatorKey], operatorKey).readonly(), threshold: z.int().min(1) }).readonly().exactOptional(),
    }).readonly(),
    scheme: z.strictObject({
      name: localText,
      territory,
      description: localText.exactOptional(),
      rules: z.array(uri).readonly().exactOptional(),
      legalNotice: localText.exactOptional(),
    }).readonly(),
    previous: z.strictObject({ sequence, sm3 }).readonly().exactOptional(),
    providers: z.array(provider).readonly(),
  }).readonly()
}

let built: ReturnType<typeof buildSchema> | undefined

const trustListSchema = (): ReturnType<typeof buildSchema> => (built ??= buildSchema())

/** JSON Schema (draft 2020-12) of a trust list before it is signed, and of the payload of a signed one. */
export function trustListJsonSchema(): object {
  return { title: 'yinxin trust list', ...z.toJSONSchema(trustListSchema(), { reused: 'ref' }) }
}

/** Problems that only more than one member together can have. Part of the public texts. */
type Problem =
  | 'nextUpdate not after issuedAt' | 'previous not before' | 'threshold above keys' | 'key twice' | 'check digit' | 'id twice' | 'id unknown'
  | 'validity window' | 'history not in order' | 'service twice'

/**
 * A trust list of a JSON value, frozen.
 * @throws FormatError (`TRUST_LIST_MALFORMED`, with the place) when it has not the form of one; `TRUST_LIST_VERSION_UNSUPPORTED`
 */
export function trustListOf(json: JsonValue, at: Locator = []): TrustList {
  if (isJsonObject(json) && typeof json['schema'] === 'number' && json['schema'] !== 1) throw new FormatError(finding('TRUST_LIST_VERSION_UNSUPPORTED', at))
  const result = trustListSchema().safeParse(json)
  if (!result.success) {
    const [issue] = result.error.issues
    throw malformed([...at, ...placeOf(issue?.path ?? [])], issue?.code ?? 'invalid')
  }
  const list: TrustList = result.data
  checkList(list, at)
  return list
}

const malformed = (at: Locator, problem: string): FormatError => new FormatError(finding('TRUST_LIST_MALFORMED', at, { problem }))

const placeOf = (path: readonly PropertyKey[]): Locator => path.filter((part): part is string | number => typeof part !== 'symbol')

function checkList(list: TrustList, at: Locator): void {
  const refuse = (problem: Problem, ...place: Locator): never => { throw malformed([...at, ...place], problem) }
  if (list.nextUpdate <= list.issuedAt) refuse('nextUpdate not after issuedAt', 'nextUpdate')
  if (list.previous !== undefined && list.previous.sequence >= list.sequence) refuse('previous not before', 'previous')
  const { keys } = list.operator
  if (keys !== undefined) {
    const distinct = new Set(keys.keys.map(({ kty, crv, x }) => JSON.stringify([kty, crv, x])))
    if (distinct.size < keys.keys.length) refuse('key twice', 'operator', 'keys')
    if (keys.threshold > distinct.size) refuse('threshold above keys', 'operator', 'keys', 'threshold')
  }
  const [ids, identities] = [new Set<string>(), new Set<string>()]
  list.providers.forEach((provider, index) => {
    if (provider.uscc !== undefined && checkUscc(provider.uscc).problems.length > 0) refuse('check digit', 'providers', index, 'uscc')
    provider.services.forEach((service, position) => {
      const place = ['providers', index, 'services', position]
      if (service.id !== undefined) {
        if (ids.has(service.id)) refuse('id twice', ...place, 'id')
        ids.add(service.id)
      }
      if (service.notBefore !== undefined && service.notAfter !== undefined && service.notAfter < service.notBefore) refuse('validity window', ...place, 'notAfter')
      if (!isInOrder(service)) refuse('history not in order', ...place, 'history')
      // Two entries for one thing could say two things about it.
      for (const identity of identitiesOf(service.identity)) {
        const key = `${service.type} ${identity}`
        if (identities.has(key)) refuse('service twice', ...place, 'identity')
        identities.add(key)
      }
    })
  })
  list.providers.forEach((provider, index) => {
    provider.services.forEach(({ supersededBy }, position) => {
      if (supersededBy !== undefined && !ids.has(supersededBy)) refuse('id unknown', 'providers', index, 'services', position, 'supersededBy')
    })
  })
}

function isInOrder({ history }: TrustService): boolean {
  return history.every(({ since }, index) => index === 0 || (history[index - 1]?.since ?? '') < since)
}

function identitiesOf(identity: ServiceIdentity): readonly string[] {
  return 'certificates' in identity ? identity.certificates : [`${identity.spki} ${identity.subject ?? ''}`]
}
