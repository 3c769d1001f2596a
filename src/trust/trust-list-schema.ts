/**
 * The form of a trust list as a schema, and what a schema cannot say. Built when first needed, so that a bundle which
 * reads no list carries no schema library. `docs/trust-list.schema.json` is written from it.
 */
import { z } from 'zod'
import type { Locator } from '../diagnostics/index.ts'
import type { JsonValue } from '../encoding/json.ts'
import { checkUscc } from '../identifier/index.ts'
import { checkHead, isInOrder, listBySchema, listParts, malformed } from './list-head-schema.ts'
import { SERVICE_STATUSES, SERVICE_TYPES } from './trust-list.ts'
import type { ServiceIdentity, TrustList } from './trust-list.ts'

function buildSchema() {
  const { text, uri, localText, time, territory, uscc, head } = listParts()
  const der = z.base64().min(4).max(200_000)
  const serviceId = z.string().regex(/^[\x21-\x7e]{1,200}$/)

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
    uscc: uscc.exactOptional(),
    registrations: z.array(text).readonly().exactOptional(),
    services: z.tuple([service], service).readonly(),
  }).readonly()
  return z.strictObject({ ...head, providers: z.array(provider).readonly() }).readonly()
}

let built: ReturnType<typeof buildSchema> | undefined

const trustListSchema = (): ReturnType<typeof buildSchema> => (built ??= buildSchema())

/** JSON Schema (draft 2020-12) of a trust list before it is signed, and of the payload of a signed one. */
export function trustListJsonSchema(): object {
  return { title: 'yinxin trust list', ...z.toJSONSchema(trustListSchema(), { reused: 'ref' }) }
}

/** Problems that only more than one member together can have. Part of the public texts. */
type Problem = 'check digit' | 'id twice' | 'id unknown' | 'validity window' | 'history not in order' | 'service twice'

/**
 * A trust list of a JSON value, frozen.
 * @throws FormatError (`TRUST_LIST_MALFORMED`, with the place) when it has not the form of one; `TRUST_LIST_VERSION_UNSUPPORTED`
 */
export function trustListOf(json: JsonValue, at: Locator = []): TrustList {
  const list: TrustList = listBySchema(trustListSchema(), json, at)
  checkHead(list, at)
  checkList(list, at)
  return list
}

function checkList(list: TrustList, at: Locator): void {
  const refuse = (problem: Problem, ...place: Locator): never => { throw malformed([...at, ...place], problem) }
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
      if (!isInOrder(service.history)) refuse('history not in order', ...place, 'history')
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

function identitiesOf(identity: ServiceIdentity): readonly string[] {
  return 'certificates' in identity ? identity.certificates : [`${identity.spki} ${identity.subject ?? ''}`]
}
