/** Makes identity assertions of statements: every part is checked, and numbers become digests before anything is kept. */
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../../diagnostics/index.ts'
import type { AgentAuthority, AssertedAgent, AssertedParty, IdentityAssertion, IdentityKind } from './assertion.ts'
import type { AssertedLevel } from '../levels/index.ts'
import { NETWORK_IDENTITY, ORGANIZATION_TYPES, canonicalNumber, digestHolderNumber, holderNumberForm, isHolderType, requireNumberKey } from './holder-number.ts'
import type { HolderType, NumberKey } from './holder-number.ts'

/** Somebody with a number in full. */
export interface StatedParty {
  readonly name?: string
  readonly type: HolderType
  readonly number?: string
}

/** An assertion before its numbers are digested. Values may come from outside: they are checked. */
export interface IdentityStatement {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  readonly id: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly nonce?: string
  readonly kind: IdentityKind
  readonly holder: StatedParty
  readonly agent?: StatedParty & { readonly authority: AgentAuthority }
  readonly level: AssertedLevel
  readonly home: { readonly areaCode: string; readonly platform: string }
  readonly profile?: string
}

export interface AssertionOptions {
  /** Key for digests of numbers. */
  readonly numbers: NumberKey
  /** Keeps numbers in full too. @default false */
  readonly reveal?: boolean
}

const NAME_LENGTH = 200
const NUMBER_LENGTH = 64
const ID_LENGTH = 500
/**
 * What turns text around or hides in it has no place in a name that a clerk compares. Characters for private use do: rare
 * characters of names are still written with them.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * The assertion of a statement; none where a part is missing or wrong, and the findings say which. Nothing here says that
 * the statement is true: whoever calls this has it from a verified token or over a channel that it authenticated.
 * @throws TypeError for a key that is none
 */
export function makeAssertion(statement: IdentityStatement, options: AssertionOptions, at: Locator = []): Checked<IdentityAssertion> {
  const { numbers, reveal = false } = options
  requireNumberKey(numbers)
  const findings: Finding[] = []
  const wrong = (attribute: string): void => { findings.push(finding('IDENTITY_ATTRIBUTE_INVALID', at, { attribute })) }
  const { issuer, subject, audience, id, nonce, kind, home, level, profile } = statement
  for (const [attribute, text] of Object.entries({ issuer, subject, audience, id, platform: home.platform, ...(nonce !== undefined && { nonce }) })) {
    if (text === '') findings.push(finding('IDENTITY_ATTRIBUTE_MISSING', at, { attribute }))
    else if (!isText(text, ID_LENGTH)) wrong(attribute)
  }
  if (!/^\d{6}$/.test(home.areaCode)) wrong('areaCode')
  const [issuedAt, expiresAt] = [secondsOf(statement.issuedAt), secondsOf(statement.expiresAt)]
  if (issuedAt === undefined) wrong('issuedAt')
  if (expiresAt === undefined || (issuedAt !== undefined && expiresAt <= issuedAt)) wrong('expiresAt')

  const party = (who: 'holder' | 'agent', { name, type, number }: StatedParty): AssertedParty => {
    if (!isHolderType(type)) findings.push(finding('IDENTITY_TYPE_UNKNOWN', at, { attribute: `${who}.type` }))
    if (type === NETWORK_IDENTITY) {
      // Order 173 of 2025, article 7: whoever identifies by network identity need not show a number; none is kept.
      if (number !== undefined) findings.push(finding('IDENTITY_NUMBER_UNNEEDED', at, { attribute: `${who}.number` }))
      return checkedName(who, name, { type })
    }
    if (name === undefined) findings.push(finding('IDENTITY_ATTRIBUTE_MISSING', at, { attribute: `${who}.name` }))
    if (number === undefined) {
      findings.push(finding('IDENTITY_ATTRIBUTE_MISSING', at, { attribute: `${who}.number` }))
      return checkedName(who, name, { type })
    }
    const text = canonicalNumber(type, number.slice(0, NUMBER_LENGTH + 1))
    if (!isText(text, NUMBER_LENGTH)) wrong(`${who}.number`)
    else {
      const form = holderNumberForm(type, text, issuedAt === undefined ? undefined : statement.issuedAt)
      if (form === 'malformed') findings.push(finding('IDENTITY_NUMBER_INVALID', at, { attribute: `${who}.number`, type }))
      if (form === 'unknown') findings.push(finding('IDENTITY_NUMBER_UNCHECKED', at, { attribute: `${who}.number`, type }))
    }
    return checkedName(who, name, { type, number: digestHolderNumber(type, text, numbers), ...(reveal && { revealed: text }) })
  }
  const checkedName = (who: string, name: string | undefined, rest: Omit<AssertedParty, 'name'>): AssertedParty => {
    if (name !== undefined && !isText(name, NAME_LENGTH)) wrong(`${who}.name`)
    return Object.freeze({ ...(name !== undefined && { name }), ...rest })
  }

  const holder = party('holder', statement.holder)
  if (isHolderType(holder.type) && ORGANIZATION_TYPES.includes(holder.type) !== (kind === 'LEGAL')) findings.push(finding('IDENTITY_TYPE_MISMATCH', at, { kind, type: holder.type }))
  let agent: AssertedAgent | undefined
  if (statement.agent !== undefined) {
    const { authority } = statement.agent
    agent = Object.freeze({ ...party('agent', statement.agent), authority })
    if (ORGANIZATION_TYPES.includes(agent.type)) findings.push(finding('IDENTITY_TYPE_MISMATCH', at, { kind: 'NATURAL', type: agent.type }))
    // A person has no legal representative of the kind that organizations have.
    if (kind === 'NATURAL' && authority === 'LEGAL_REP') wrong('agent.authority')
  } else if (kind === 'LEGAL') findings.push(finding('IDENTITY_AGENT_UNSTATED', at))

  if (issuedAt === undefined || expiresAt === undefined || findings.some(({ code }) => REFUSING.has(code))) return { findings }
  const facts: IdentityAssertion = Object.freeze({
    schema: 1, issuer, subject, audience, id, issuedAt, expiresAt, ...(nonce !== undefined && { nonce }), kind, holder, ...(agent && { agent }),
    level: Object.freeze({ ...level, methods: Object.freeze(level.methods.map((method) => Object.freeze({ ...method }))) }),
    home: Object.freeze({ areaCode: home.areaCode, platform: home.platform }), ...(profile !== undefined && { profile }),
  })
  return { facts, findings }
}

/** Findings after which there is no assertion. */
const REFUSING: ReadonlySet<string> = new Set([
  'IDENTITY_ATTRIBUTE_INVALID', 'IDENTITY_ATTRIBUTE_MISSING', 'IDENTITY_NUMBER_INVALID', 'IDENTITY_TYPE_UNKNOWN', 'IDENTITY_TYPE_MISMATCH',
])

const isText = (text: unknown, maximum: number): boolean =>
  typeof text === 'string' && text !== '' && text.length <= maximum && text.trim() === text && !UNPRINTABLE.test(text)

function secondsOf(time: Date): string | undefined {
  const milliseconds = time.getTime()
  if (!(milliseconds >= 0) || milliseconds > 253_402_300_799_000) return undefined
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}
