/** Reads a platform's answer, or the claims of a verified token, into an assertion, by the platform's profile. */
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../../diagnostics/index.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { canonicalNumber } from '../assertion/holder-number.ts'
import { makeAssertion } from '../assertion/index.ts'
import type { AgentAuthority, AssertionOptions, IdentityAssertion, IdentityKind, StatedParty } from '../assertion/index.ts'
import { levelOf } from './level-of.ts'
import type { IdentityProfile, OrganizationMap, PartyMap } from './profile.ts'
import { AttributeRecord, valueAt } from './record.ts'

export interface RecordOptions extends AssertionOptions {
  /** Who answered: of a verified token its issuer, else the platform that was asked. */
  readonly issuer: string
  /** Who asked: becomes the audience of the assertion. */
  readonly audience: string
  /** Id of the assertion, different for each. */
  readonly id: string
  /** When the answer was given or the token issued. */
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** Of the request; compared where the platform gives it back. */
  readonly nonce?: string
  /** Which service was asked, or whom the caller expects. Required where a platform has a service for each. */
  readonly kind?: IdentityKind
  /** By which name the platform knows us; compared where it says for whom the answer is. */
  readonly client?: string
}

/**
 * The assertion that an answer makes, read by a profile. Nothing here says that the answer is genuine: it must come from a
 * verified token, or over a channel on which the platform was authenticated.
 * @throws TypeError for a caller's mistake: no key, or no kind where the profile needs one
 */
export function checkIdentityRecord(answer: JsonValue, profile: IdentityProfile, options: RecordOptions, at: Locator = []): Checked<IdentityAssertion> {
  const { issuer, audience, id, issuedAt, expiresAt, nonce, kind: expected, client, numbers, reveal } = options
  if (profile.kind === 'asked' && expected === undefined) throw new TypeError(`the profile ${profile.id} needs the kind that was asked for`)
  const findings: Finding[] = []
  const note = (noticed: Finding): void => { findings.push(noticed) }
  const object = valueAt(answer, profile.record)
  if (!isJsonObject(object)) return { findings: [finding('PROFILE_RECORD_MISSING', at, { profile: profile.id })] }
  const record = new AttributeRecord(object, profile, at)
  const kind = kindOf(record, profile, expected)
  const party = kind === undefined ? undefined : profile[kind]
  if (kind === undefined || party === undefined) return { findings: [finding('IDENTITY_KIND_UNKNOWN', at, { profile: profile.id })] }
  if (expected !== undefined && kind !== expected) note(finding('IDENTITY_KIND_UNEXPECTED', at, { expected, found: kind }))
  if (profile.nonce !== undefined && record.text(profile.nonce) !== nonce) note(finding('TICKET_NONCE_MISMATCH', at))
  if (profile.audience !== undefined && (client === undefined || !record.texts(profile.audience).includes(client))) note(finding('TICKET_AUDIENCE_MISMATCH', at))

  const stated = (who: 'holder' | 'agent', map: PartyMap): StatedParty => {
    const [name, number, type] = [optional(record, map.name), optional(record, map.number), typeOf(record, map)]
    // Without a number its kind does not matter: that the number is missing is said once.
    if (type === undefined && number !== undefined) note(finding('IDENTITY_TYPE_UNKNOWN', at, { attribute: `${who}.type` }))
    return { type: type ?? firstTypeOf(map), ...(name !== undefined && { name }), ...(number !== undefined && { number }) }
  }
  const holder = stated('holder', party.holder)
  const organization: OrganizationMap | undefined = kind === 'LEGAL' ? profile.LEGAL : undefined
  const agentMap = organization?.agent
  const hasAgent = (optional(record, agentMap?.name) ?? optional(record, agentMap?.number)) !== undefined
  const agent = agentMap !== undefined && hasAgent ? stated('agent', agentMap) : undefined
  const level = levelOf(record, profile, at, note)
  const authority: AgentAuthority = agent !== undefined && isSame(record, organization?.representative, agent) ? 'LEGAL_REP' : 'DELEGATE'
  const made = makeAssertion({
    issuer, audience, id, issuedAt, expiresAt, kind, holder, level, home: profile.home, profile: profile.id,
    subject: optional(record, profile.subject[kind]) ?? '', ...(nonce !== undefined && { nonce }), ...(agent && { agent: { ...agent, authority } }),
  }, { numbers, ...(reveal !== undefined && { reveal }) }, at)
  const unreadable = [...record.malformed].map((attribute) => finding('IDENTITY_ATTRIBUTE_MALFORMED', at, { attribute }))
  const all = [...unreadable, ...findings, ...made.findings, ...record.unknown(attributesOf(profile))]
  const refused = unreadable.length > 0 || findings.some(({ code }) => REFUSING.has(code))
  return refused || made.facts === undefined ? { findings: all } : { facts: made.facts, findings: all }
}

/** Findings after which there is no assertion; those that only lower a level are not among them. */
const REFUSING: ReadonlySet<string> = new Set([
  'IDENTITY_KIND_UNEXPECTED', 'IDENTITY_TYPE_UNKNOWN', 'IDENTITY_ATTRIBUTE_INVALID', 'TICKET_NONCE_MISMATCH', 'TICKET_AUDIENCE_MISMATCH',
])

const optional = (record: AttributeRecord, path: string | undefined): string | undefined => (path === undefined ? undefined : record.text(path))

function kindOf(record: AttributeRecord, { kind: map }: IdentityProfile, expected: IdentityKind | undefined): IdentityKind | undefined {
  if (map === 'asked') return expected
  if ('always' in map) return map.always
  const value = record.text(map.attribute)
  return value !== undefined && Object.hasOwn(map.values, value) ? map.values[value] : undefined
}

function typeOf(record: AttributeRecord, { type: map }: PartyMap): string | undefined {
  if ('always' in map) return map.always
  const value = record.text(map.attribute)
  return value !== undefined && Object.hasOwn(map.values, value) ? map.values[value] : undefined
}

const firstTypeOf = ({ type: map }: PartyMap): string => ('always' in map ? map.always : (Object.values(map.values)[0] ?? ''))

/** Whether who acts is the legal representative, by document and number: names prove nothing, many share one. */
function isSame(record: AttributeRecord, map: PartyMap | undefined, agent: StatedParty): boolean {
  const number = optional(record, map?.number)
  if (map === undefined || number === undefined || agent.number === undefined || typeOf(record, map) !== agent.type) return false
  return canonicalNumber(agent.type, number) === canonicalNumber(agent.type, agent.number)
}

/** Every attribute that a profile knows, read or not. */
function attributesOf(profile: IdentityProfile): ReadonlySet<string> {
  const { NATURAL, LEGAL, level, kind } = profile
  const parties = [NATURAL?.holder, LEGAL?.holder, LEGAL?.representative, LEGAL?.agent].filter((map) => map !== undefined)
  return new Set([
    ...parties.flatMap((map) => [map.name, map.number, 'attribute' in map.type ? map.type.attribute : undefined]),
    ...Object.values(profile.subject), typeof kind === 'object' && 'attribute' in kind ? kind.attribute : undefined,
    level?.attribute, ...(level?.confirmed?.attributes ?? []), level?.methods?.attribute, profile.authenticator.attribute, profile.authenticatedAt?.attribute,
    profile.nonce, profile.audience, profile.pairs, ...profile.ignored,
  ].filter((path) => path !== undefined))
}
