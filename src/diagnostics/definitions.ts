/**
 * All tables of this folder, and the closed union of codes that they make. Tables are looked through, not merged: merging takes
 * milliseconds, which every program would wait for when it starts.
 */
import { assertionDiagnostics } from './assertion.ts'
import { authorityDiagnostics } from './authority.ts'
import { cmsDiagnostics } from './cms.ts'
import { cryptoDiagnostics } from './crypto.ts'
import { derDiagnostics } from './der.ts'
import { identifierDiagnostics } from './identifier.ts'
import { evidenceDiagnostics } from './evidence.ts'
import { inputDiagnostics } from './input.ts'
import { joseDiagnostics } from './jose.ts'
import { keyDiagnostics } from './keys.ts'
import { licenseDiagnostics } from './license.ts'
import { ofdDiagnostics } from './ofd.ts'
import { onlineDiagnostics } from './online.ts'
import { pkiDiagnostics } from './pki.ts'
import { recognitionDiagnostics } from './recognition.ts'
import { revocationDiagnostics } from './revocation.ts'
import { sealDiagnostics } from './seal.ts'
import { sharingDiagnostics } from './sharing.ts'
import { signDiagnostics } from './sign.ts'
import { signatureDiagnostics } from './signature.ts'
import { tokenDiagnostics } from './token.ts'
import { ticketDiagnostics } from './ticket.ts'
import { sdJwtDiagnostics } from './sd-jwt.ts'
import { trustDiagnostics } from './trust.ts'
import { xmlDiagnostics } from './xml.ts'
import { zipDiagnostics } from './zip.ts'
import type { DiagnosticDefinition } from './define.ts'

const AREAS = {
  input: inputDiagnostics, der: derDiagnostics, zip: zipDiagnostics, xml: xmlDiagnostics, crypto: cryptoDiagnostics, jose: joseDiagnostics,
  identifier: identifierDiagnostics, pki: pkiDiagnostics, cms: cmsDiagnostics, revocation: revocationDiagnostics, seal: sealDiagnostics,
  ofd: ofdDiagnostics, trust: trustDiagnostics, signature: signatureDiagnostics, license: licenseDiagnostics, online: onlineDiagnostics,
  sharing: sharingDiagnostics, sign: signDiagnostics, key: keyDiagnostics, authority: authorityDiagnostics, recognition: recognitionDiagnostics,
  evidence: evidenceDiagnostics, assertion: assertionDiagnostics, token: tokenDiagnostics, ticket: ticketDiagnostics, sdJwt: sdJwtDiagnostics,
} as const

export type DiagnosticArea = keyof typeof AREAS

type IntersectionOf<Union> = (Union extends unknown ? (member: Union) => void : never) extends (member: infer Intersection) => void ? Intersection : never

/** Every code with its definition. */
export type Definitions = IntersectionOf<(typeof AREAS)[DiagnosticArea]>
export type DiagnosticCode = keyof Definitions

const TABLES: readonly Readonly<Record<string, DiagnosticDefinition>>[] = Object.values(AREAS)
const tableOf = (code: string): Readonly<Record<string, DiagnosticDefinition>> | undefined => TABLES.find((table) => Object.hasOwn(table, code))

/** Definitions that were asked for before: the same few are asked for again and again. */
const asked = new Map<DiagnosticCode, DiagnosticDefinition>()

/** The definition of a code. */
export function diagnosticDefinition(code: DiagnosticCode): DiagnosticDefinition {
  const known = asked.get(code)
  if (known !== undefined) return known
  const definition = tableOf(code)?.[code] as DiagnosticDefinition
  asked.set(code, definition)
  return definition
}

/** What a code is about. */
export function diagnosticArea(code: DiagnosticCode): DiagnosticArea {
  return (Object.keys(AREAS) as DiagnosticArea[]).find((area) => Object.hasOwn(AREAS[area], code)) as DiagnosticArea
}

/** Whether a string from outside is a known code (own properties only). */
export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return tableOf(code) !== undefined
}

/** All codes, in the order of their areas. */
export function diagnosticCodes(): DiagnosticCode[] {
  return TABLES.flatMap((table) => Object.keys(table)) as DiagnosticCode[]
}
