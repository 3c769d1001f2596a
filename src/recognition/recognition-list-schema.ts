/**
 * The form of recognition lists as a schema, and what a schema cannot say. Built when first needed, so that a bundle which
 * reads no list carries no schema library. `docs/recognition-list.schema.json` is written from it.
 */
import { z } from 'zod'
import type { Locator } from '../diagnostics/index.ts'
import type { JsonValue } from '../encoding/json.ts'
import { checkUscc } from '../identifier/index.ts'
import { checkHead, isInOrder, listBySchema, listParts, malformed } from '../trust/list-head-schema.ts'
import { AGREEMENT_STATUSES, AUTHORITY_STATUSES, TYPE_STATUSES, entryName } from './recognition-list.ts'
import type { RecognitionList } from './recognition-list.ts'

function buildSchema() {
  const { text, localText, time, territory, uscc, sm3, head } = listParts()
  const id = z.string().regex(/^[\x21-\x7e]{1,200}$/)
  const typeCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}\d{3}$/)
  const some = <Item extends z.ZodType>(item: Item) => z.tuple([item], item).readonly()
  const anyOr = <Item extends z.ZodType>(item: Item) => z.union([z.literal('any'), some(item)])
  const history = <Statuses extends readonly [string, ...string[]]>(statuses: Statuses) => some(z.strictObject({ status: z.enum(statuses), since: time }).readonly())
  const span = { from: time, until: time.exactOptional() } as const

  const issuer = z.strictObject({
    uscc,
    name: text,
    formerNames: z.array(text).readonly().exactOptional(),
    territory,
    history: history(AUTHORITY_STATUSES),
    competences: z.array(z.strictObject({ types: anyOr(typeCode), areas: some(territory), ...span }).readonly()).readonly(),
    seals: z.array(z.strictObject({ certificates: some(sm3).exactOptional(), owner: z.strictObject({ name: text, uscc }).readonly().exactOptional(), ...span }).readonly()).readonly().exactOptional(),
  }).readonly()
  const sealMaker = z.strictObject({ id, name: localText, uscc: uscc.exactOptional(), territory, certificates: some(sm3), history: history(AUTHORITY_STATUSES) }).readonly()
  const licenseType = z.strictObject({
    code: typeCode, name: localText, required: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/)).readonly().exactOptional(), history: history(TYPE_STATUSES),
  }).readonly()
  const agreement = z.strictObject({
    id, name: localText, document: text.exactOptional(), from: some(territory), to: some(territory), types: anyOr(typeCode), matters: anyOr(id),
    history: history(AGREEMENT_STATUSES), until: time.exactOptional(),
  }).readonly()
  const list = <Kind extends string, Entry extends z.ZodType>(kind: Kind, entry: Entry) =>
    z.strictObject({ ...head, kind: z.literal(kind), entries: z.array(entry).max(100_000).readonly() }).readonly()
  return z.discriminatedUnion('kind', [list('issuers', issuer), list('sealMakers', sealMaker), list('licenseTypes', licenseType), list('agreements', agreement)])
}

let built: ReturnType<typeof buildSchema> | undefined

const recognitionListSchema = (): ReturnType<typeof buildSchema> => (built ??= buildSchema())

/** JSON Schema (draft 2020-12) of a recognition list before it is signed, and of the payload of a signed one. */
export function recognitionListJsonSchema(): object {
  return { title: 'yinxin recognition list', ...z.toJSONSchema(recognitionListSchema(), { reused: 'ref' }) }
}

/** Problems that only more than one member together can have. Part of the public texts. */
type Problem = 'check digit' | 'entry twice' | 'history not in order' | 'validity window' | 'seal of nobody' | 'certificate twice'

/**
 * A recognition list of a JSON value, frozen.
 * @throws FormatError (`TRUST_LIST_MALFORMED`, with the place) when it has not the form of one; `TRUST_LIST_VERSION_UNSUPPORTED`
 */
export function recognitionListOf(json: JsonValue, at: Locator = []): RecognitionList {
  const list: RecognitionList = listBySchema(recognitionListSchema(), json, at)
  checkHead(list, at)
  checkEntries(list, at)
  return list
}

function checkEntries(list: RecognitionList, at: Locator): void {
  const [names, certificates] = [new Set<string>(), new Set<string>()]
  list.entries.forEach((entry, index) => {
    const refuse = (problem: Problem, ...place: Locator): never => { throw malformed([...at, 'entries', index, ...place], problem) }
    // Two entries for one thing could say two things about it.
    const name = entryName(list.kind, entry)
    if (names.has(name)) refuse('entry twice')
    names.add(name)
    if (!isInOrder(entry.history)) refuse('history not in order', 'history')
    if ('uscc' in entry && checkUscc(entry.uscc).problems.length > 0) refuse('check digit', 'uscc')
    if ('code' in entry && checkUscc(entry.code.slice(0, 18)).problems.length > 0) refuse('check digit', 'code')
    if ('competences' in entry) {
      for (const [position, span] of entry.competences.entries()) if (isBackward(span)) refuse('validity window', 'competences', position, 'until')
      for (const [position, seal] of (entry.seals ?? []).entries()) {
        if (isBackward(seal)) refuse('validity window', 'seals', position, 'until')
        if (seal.certificates === undefined && seal.owner === undefined) refuse('seal of nobody', 'seals', position)
        if (seal.owner !== undefined && checkUscc(seal.owner.uscc).problems.length > 0) refuse('check digit', 'seals', position, 'owner', 'uscc')
      }
    }
    if (list.kind === 'sealMakers' && 'certificates' in entry) {
      for (const certificate of entry.certificates) {
        if (certificates.has(certificate)) refuse('certificate twice', 'certificates')
        certificates.add(certificate)
      }
    }
  })
}

const isBackward = ({ from, until }: { readonly from: string; readonly until?: string }): boolean => until !== undefined && until < from
