/** The closed union of codes: errors, findings, reports and message catalogues all speak of these. */
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

export type { DiagnosticDefinition, Level, SubIndication } from './define.ts'
export type { Conclusion, Diagnostic, Severity, Step } from './step.ts'

export const DIAGNOSTICS = {
  ...inputDiagnostics,
  ...derDiagnostics,
  ...zipDiagnostics,
  ...xmlDiagnostics,
  ...cryptoDiagnostics,
  ...joseDiagnostics,
  ...identifierDiagnostics,
  ...pkiDiagnostics,
  ...cmsDiagnostics,
  ...revocationDiagnostics,
  ...sealDiagnostics,
  ...ofdDiagnostics,
  ...trustDiagnostics,
  ...signatureDiagnostics,
  ...licenseDiagnostics,
  ...onlineDiagnostics,
  ...sharingDiagnostics,
  ...signDiagnostics,
  ...keyDiagnostics,
  ...authorityDiagnostics,
  ...recognitionDiagnostics,
  ...evidenceDiagnostics,
  ...assertionDiagnostics,
  ...tokenDiagnostics,
  ...ticketDiagnostics,
  ...sdJwtDiagnostics,
} as const

export type DiagnosticCode = keyof typeof DIAGNOSTICS

/** Where in the input: names and indexes from the outside in, e.g. `['Doc_0/Signs/Sign_0/Signature.xml', 'Reference', 3]`. */
export type Locator = readonly (string | number)[]

type ParamsOf<Code extends DiagnosticCode> = {
  readonly [Name in (typeof DIAGNOSTICS)[Code]['params'][number]]: string | number
}

/**
 * One thing that was noticed, without a judgement: a policy decides what it means.
 * `params` never hold document text, personal names, numbers of persons, tokens or keys.
 */
export interface Finding {
  readonly code: DiagnosticCode
  readonly at: Locator
  readonly params: Readonly<Record<string, string | number>>
}

/** Makes a finding; the parameters that its code declares are required by type. */
export function finding<Code extends DiagnosticCode>(
  code: Code,
  at: Locator,
  ...[params]: (typeof DIAGNOSTICS)[Code]['params'] extends readonly [] ? [] : [params: ParamsOf<Code>]
): Finding {
  return { code, at, params: params ?? {} }
}

/** Collects what a reader or check notices on its way. */
export type Note = (noticed: Finding) => void

/** Facts that a check established (absent: it could not) and what it noticed. `policy/` makes a step of it. */
export interface Checked<Facts> {
  readonly facts?: Facts
  readonly findings: readonly Finding[]
}

/** The definition of a code. */
export function diagnosticDefinition(code: DiagnosticCode): DiagnosticDefinition {
  return DIAGNOSTICS[code]
}

/** Whether a string from outside is a known code (own properties only). */
export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(DIAGNOSTICS, code)
}
