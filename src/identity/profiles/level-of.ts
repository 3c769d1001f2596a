/** The level that a platform states of somebody, on our scale. What is not stated, not known or contradictory counts as least. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { higher, lower } from '../levels/levels.ts'
import { schemeValue } from '../levels/index.ts'
import type { AssertedLevel, LevelMethod, NormLevel } from '../levels/index.ts'
import type { AuthenticatorMap, IdentityProfile, LevelMap } from './profile.ts'
import type { AttributeRecord } from './record.ts'

/** More ways than anybody can have proven an account in. */
const MAXIMUM_METHODS = 32

/** @param note told what is missing, unknown or contradictory */
export function levelOf(record: AttributeRecord, profile: IdentityProfile, at: Locator, note: (noticed: Finding) => void): AssertedLevel {
  const proofing = profile.level === undefined ? unstated(at, note) : proofingOf(record, profile.level, at, note)
  const authenticator = authenticatorOf(record, profile.authenticator, at, note)
  const authenticatedAt = timeOf(record, profile, at, note)
  return {
    scheme: profile.level?.scheme ?? 'CN',
    ...(proofing.raw !== undefined && { raw: proofing.raw }),
    identityProofing: proofing.level,
    authenticator: authenticator.level,
    ...(authenticatedAt !== undefined && { authenticatedAt }),
    methods: [...proofing.methods, ...authenticator.methods],
  }
}

interface Proofing {
  readonly level: NormLevel
  readonly raw?: string
  readonly methods: readonly LevelMethod[]
}

function unstated(at: Locator, note: (noticed: Finding) => void): Proofing {
  note(finding('IDENTITY_LEVEL_UNSTATED', at))
  return { level: 0, methods: [] }
}

function proofingOf(record: AttributeRecord, map: LevelMap, at: Locator, note: (noticed: Finding) => void): Proofing {
  const raw = record.text(map.attribute)
  if (raw === undefined) return unstated(at, note)
  const stated = schemeValue(map.scheme, raw)
  if (stated === undefined) {
    note(finding('IDENTITY_LEVEL_UNKNOWN', at, { scheme: map.scheme }))
    return { level: 0, methods: [] }
  }
  if (stated.norm > 0 && !isConfirmed(record, map)) {
    note(finding('IDENTITY_LEVEL_CONFLICT', at))
    return { level: 0, raw, methods: [] }
  }
  if (map.methods === undefined) return { level: stated.norm, raw, methods: [] }
  const methods = methodsOf(record.text(map.methods.attribute), map, map.methods.highest, at, note)
  const proven = methods.reduce<NormLevel>((best, { level }) => higher(best, level), 0)
  // The account's level is what its methods prove; one that none of them proves is not believed.
  if (proven < stated.norm) note(finding('IDENTITY_LEVEL_CONFLICT', at))
  return { level: lower(stated.norm, proven), raw, methods }
}

function isConfirmed(record: AttributeRecord, { confirmed }: LevelMap): boolean {
  if (confirmed === undefined) return true
  const given = confirmed.attributes.map((attribute) => record.text(attribute)).filter((text) => text !== undefined)
  return given.length > 0 && given.every((text) => text === confirmed.value)
}

/** `L2@YSS@...||L3@GW@...`. What stands behind the second @ identifies the person elsewhere, and is not kept. */
function methodsOf(
  text: string | undefined, { scheme }: LevelMap, ceilings: Readonly<Record<string, string>>, at: Locator, note: (noticed: Finding) => void,
): readonly LevelMethod[] {
  const parts = text?.split('||') ?? []
  if (parts.length > MAXIMUM_METHODS) {
    note(finding('IDENTITY_METHODS_MALFORMED', at))
    return []
  }
  const methods: LevelMethod[] = []
  let unknown = 0
  for (const part of parts) {
    const [, raw, code] = /^([A-Za-z0-9]{1,20})@([A-Za-z0-9_-]{1,40})@[^@|]*$/.exec(part) ?? []
    const stated = raw === undefined ? undefined : schemeValue(scheme, raw)
    if (code === undefined || stated === undefined) {
      note(finding('IDENTITY_METHODS_MALFORMED', at))
      return []
    }
    const highest = Object.hasOwn(ceilings, code) ? schemeValue(scheme, ceilings[code] as string)?.norm : undefined
    if (highest === undefined) unknown += 1
    else {
      if (stated.norm > highest) note(finding('IDENTITY_METHOD_EXCEEDED', at, { method: code, stated: stated.norm, highest }))
      methods.push({ code, level: lower(stated.norm, highest) })
    }
  }
  if (unknown > 0) note(finding('IDENTITY_METHOD_UNKNOWN', at, { count: unknown }))
  return methods
}

function authenticatorOf(
  record: AttributeRecord, map: AuthenticatorMap, at: Locator, note: (noticed: Finding) => void,
): { readonly level: NormLevel; readonly methods: readonly LevelMethod[] } {
  if (map.attribute === undefined) return { level: map.unstated, methods: [] }
  const stated = (map.several === true ? record.texts(map.attribute) : [record.text(map.attribute)]).filter((value) => value !== undefined)
  if (stated.length === 0) note(finding('IDENTITY_AUTHENTICATOR_UNSTATED', at))
  const methods = stated.flatMap((value): readonly LevelMethod[] => (Object.hasOwn(map.values, value) ? [map.values[value] as LevelMethod] : []))
  if (methods.length < stated.length) note(finding('IDENTITY_AUTHENTICATOR_UNKNOWN', at, { count: stated.length - methods.length }))
  const [first] = methods
  return { level: first === undefined ? map.unstated : methods.reduce<NormLevel>((best, { level }) => higher(best, level), 0), methods }
}

function timeOf(record: AttributeRecord, { authenticatedAt: map }: IdentityProfile, at: Locator, note: (noticed: Finding) => void): string | undefined {
  if (map === undefined) return undefined
  const text = record.text(map.attribute)
  if (text === undefined) {
    note(finding('IDENTITY_LOGIN_TIME_UNSTATED', at))
    return undefined
  }
  const milliseconds = map.format === 'china' ? chinaTime(text) : /^\d{1,15}$/.test(text) ? Number(text) * (map.format === 'epoch-seconds' ? 1000 : 1) : NaN
  if (!(milliseconds >= 0 && milliseconds < 253_402_300_800_000)) {
    note(finding('IDENTITY_ATTRIBUTE_INVALID', at, { attribute: 'authenticatedAt' }))
    return undefined
  }
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

/** `2026-06-01 20:00:00`, China time. */
function chinaTime(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text)
  return parts === null ? NaN : Date.parse(`${parts[1] as string}T${parts[2] as string}+08:00`)
}
