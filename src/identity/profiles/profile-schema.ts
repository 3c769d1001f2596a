/**
 * The form of a platform profile as a schema, and what a schema cannot say. Built when first needed, so that a bundle
 * which reads no profile carries no schema library. `docs/identity-profile.schema.json` is written from it.
 */
import { z } from 'zod'
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Locator } from '../../diagnostics/index.ts'
import { parseJson } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { Budget } from '../../limits.ts'
import { ORGANIZATION_TYPES, isHolderType } from '../assertion/holder-number.ts'
import { LEVEL_SCHEME_IDS, schemeValue } from '../levels/index.ts'
import type { IdentityProfile, Parameters, PartyMap, RequestMap } from './profile.ts'

/** Characters of a profile: the longest that is known has a tenth of it. */
const MAXIMUM_LENGTH = 100_000
/** Of a ticket flow: until the person is back. */
const LONGEST_TICKET_SECONDS = 300

function buildSchema() {
  const text = z.string().min(1).max(500)
  const name = z.strictObject({ zh: text, en: text }).readonly()
  const path = z.string().regex(/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){0,7}$/).max(200)
  const orWhole = z.union([z.literal(''), path])
  const code = z.string().regex(/^[\x21-\x7e]{1,100}$/)
  const levelNumber = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
  const kind = z.enum(['NATURAL', 'LEGAL'])
  const type = z.union([
    z.strictObject({ always: text }).readonly(), z.strictObject({ attribute: path, values: z.record(code, text).readonly() }).readonly(),
  ])
  const party = z.strictObject({ name: path.exactOptional(), type, number: path.exactOptional() }).readonly()
  const level = z.strictObject({
    scheme: z.enum(LEVEL_SCHEME_IDS),
    attribute: path,
    confirmed: z.strictObject({ attributes: z.array(path).min(1).readonly(), value: text }).readonly().exactOptional(),
    methods: z.strictObject({ attribute: path, grammar: z.literal('level@method@id'), highest: z.record(code, text).readonly() }).readonly().exactOptional(),
  }).readonly()
  const authenticator = z.strictObject({
    attribute: path.exactOptional(),
    several: z.boolean().exactOptional(),
    values: z.record(code, z.strictObject({ code, level: levelNumber }).readonly()).readonly(),
    unstated: z.union([z.literal(0), z.literal(1)]),
  }).readonly()
  const outcome = z.enum(['ticket-expired', 'ticket-invalid', 'ticket-foreign', 'token-invalid', 'no-user', 'refused'])
  const answer = z.strictObject({
    status: z.strictObject({
      attribute: path,
      success: z.array(z.string().max(100)).min(1).readonly(),
      code: path.exactOptional(),
      codes: z.record(code, z.strictObject({ meaning: name, outcome }).readonly()).readonly(),
    }).readonly().exactOptional(),
    sealed: z.boolean().exactOptional(),
    content: orWhole,
    encoding: z.enum(['json', 'text', 'encrypted']),
  }).readonly()
  const parameters = z.record(z.string().regex(/^[A-Za-z_][\w-]*$/), z.string().max(500)).readonly()
  const request = { body: z.enum(['form', 'json']), parameters, answer }
  const signing = z.union([
    z.strictObject({ kind: z.literal('secret-parameter'), parameter: text }).readonly(),
    z.strictObject({ kind: z.literal('md5-client-secret-time'), parameter: text, client: text, time: text }).readonly(),
    z.strictObject({ kind: z.literal('hmac-sha256-gateway') }).readonly(),
    z.strictObject({ kind: z.literal('hmac-sm3') }).readonly(),
  ])
  const ticket = z.strictObject({
    entry: parameters,
    ticket: text,
    state: text.exactOptional(),
    seconds: z.int().min(1).max(LONGEST_TICKET_SECONDS),
    token: z.strictObject({ ...request, token: path }).readonly(),
    attributes: z.strictObject({ NATURAL: z.strictObject(request).readonly().exactOptional(), LEGAL: z.strictObject(request).readonly().exactOptional() }).readonly(),
    signing,
  }).readonly()
  return z.strictObject({
    $schema: z.string().max(500).exactOptional(),
    schema: z.literal(1),
    id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
    name,
    home: z.strictObject({ areaCode: z.string().regex(/^\d{6}$/), platform: text }).readonly(),
    evidence: z.strictObject({ confidence: z.enum(['A', 'B', 'C', 'D']), source: z.string().min(1).max(2000) }).readonly(),
    record: orWhole,
    pairs: path.exactOptional(),
    absent: z.array(z.string().max(100)).readonly().exactOptional(),
    kind: z.union([
      z.literal('asked'), z.strictObject({ always: kind }).readonly(), z.strictObject({ attribute: path, values: z.record(code, kind).readonly() }).readonly(),
    ]),
    subject: z.strictObject({ NATURAL: path.exactOptional(), LEGAL: path.exactOptional() }).readonly(),
    NATURAL: z.strictObject({ holder: party }).readonly().exactOptional(),
    LEGAL: z.strictObject({ holder: party, representative: party.exactOptional(), agent: party.exactOptional() }).readonly().exactOptional(),
    level: level.exactOptional(),
    authenticator,
    authenticatedAt: z.strictObject({ attribute: path, format: z.enum(['epoch-seconds', 'epoch-milliseconds', 'china']) }).readonly().exactOptional(),
    nonce: path.exactOptional(),
    audience: path.exactOptional(),
    ignored: z.array(path).readonly(),
    ticket: ticket.exactOptional(),
  }).readonly()
}

let built: ReturnType<typeof buildSchema> | undefined

const profileSchema = (): ReturnType<typeof buildSchema> => (built ??= buildSchema())

/** JSON Schema (draft 2020-12) of a platform profile. */
export function identityProfileJsonSchema(): object {
  return { title: 'yinxin identity platform profile', ...z.toJSONSchema(profileSchema(), { reused: 'ref' }) }
}

/**
 * A profile of JSON text, frozen.
 * @throws FormatError (`JSON_...`; `PROFILE_MALFORMED`, with the place); LimitExceededError
 */
export function parseIdentityProfile(json: Uint8Array | string): IdentityProfile {
  return identityProfileOf(parseJson(json, { budget: new Budget({ jsonBytes: MAXIMUM_LENGTH }) }))
}

/**
 * A profile of a JSON value, frozen.
 * @throws FormatError (`PROFILE_MALFORMED`, with the place) when it has not the form of one, or contradicts itself
 */
export function identityProfileOf(json: JsonValue): IdentityProfile {
  const result = profileSchema().safeParse(json)
  if (!result.success) {
    const [issue] = result.error.issues
    throw malformed((issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol'), issue?.code ?? 'invalid')
  }
  const profile: IdentityProfile = result.data
  checkProfile(profile)
  return profile
}

/** Problems that only more than one member together can have. Part of the public texts. */
type Problem = 'kind without map' | 'map without kind' | 'type unknown' | 'type of another kind' | 'number missing' | 'level unknown' | 'unstated above listed' | 'placeholder unknown' | 'request without kind' | 'state lost'

const malformed = (at: Locator, problem: string): FormatError => new FormatError(finding('PROFILE_MALFORMED', at, { problem }))

const KINDS = ['NATURAL', 'LEGAL'] as const
const PLACEHOLDERS: ReadonlySet<string> = new Set(['client', 'redirect', 'state', 'nonce', 'ticket', 'token', 'time'])

function checkProfile(profile: IdentityProfile): void {
  const refuse = (problem: Problem, ...place: Locator): never => { throw malformed(place, problem) }
  const { kind, level, ticket, subject } = profile
  const possible = kind === 'asked' ? KINDS.filter((one) => profile[one] !== undefined) : 'always' in kind ? [kind.always] : Object.values(kind.values)
  if (possible.length === 0) refuse('kind without map', 'kind')
  for (const one of possible) if (profile[one] === undefined || subject[one] === undefined) refuse('kind without map', one)
  for (const one of KINDS) if (profile[one] !== undefined && !possible.includes(one)) refuse('map without kind', one)
  const checkParty = (party: PartyMap | undefined, organization: boolean, ...place: Locator): void => {
    if (party === undefined) return
    const types = 'always' in party.type ? [party.type.always] : Object.values(party.type.values)
    for (const type of types) {
      if (!isHolderType(type)) refuse('type unknown', ...place, 'type')
      if (ORGANIZATION_TYPES.includes(type) !== organization) refuse('type of another kind', ...place, 'type')
    }
    if (party.number === undefined && types.some((type) => type !== 'CN_NETID')) refuse('number missing', ...place)
  }
  checkParty(profile.NATURAL?.holder, false, 'NATURAL', 'holder')
  checkParty(profile.LEGAL?.holder, true, 'LEGAL', 'holder')
  checkParty(profile.LEGAL?.representative, false, 'LEGAL', 'representative')
  checkParty(profile.LEGAL?.agent, false, 'LEGAL', 'agent')
  for (const [method, raw] of Object.entries(level?.methods?.highest ?? {})) {
    if (level !== undefined && schemeValue(level.scheme, raw) === undefined) refuse('level unknown', 'level', 'methods', 'highest', method)
  }
  if (Object.values(profile.authenticator.values).some((one) => one.level < profile.authenticator.unstated)) refuse('unstated above listed', 'authenticator')
  if (ticket === undefined) return
  for (const one of KINDS) {
    if ((ticket.attributes[one] !== undefined) !== possible.includes(one)) refuse('request without kind', 'ticket', 'attributes', one)
  }
  const checkTexts = (parameters: Parameters, ...place: Locator): void => {
    for (const [name, text] of Object.entries(parameters)) {
      for (const [, word = ''] of text.matchAll(/\{(\w*)\}/g)) if (!PLACEHOLDERS.has(word)) refuse('placeholder unknown', ...place, name)
    }
  }
  checkTexts(ticket.entry, 'ticket', 'entry')
  const requests: readonly (readonly [string, RequestMap | undefined])[] = [['token', ticket.token], ['NATURAL', ticket.attributes.NATURAL], ['LEGAL', ticket.attributes.LEGAL]]
  for (const [name, request] of requests) if (request !== undefined) checkTexts(request.parameters, 'ticket', name)
  // A platform that gives the state back must have been given it.
  if (ticket.state !== undefined && !Object.values(ticket.entry).some((text) => text.includes('{state}'))) refuse('state lost', 'ticket', 'state')
}
