/** What readers and checks notice. Needs the tables of codes as types only: whoever reads a format does not load them. */
import type { Definitions, DiagnosticCode } from './definitions.ts'

/** Where in the input: names and indexes from the outside in, e.g. `['Doc_0/Signs/Sign_0/Signature.xml', 'Reference', 3]`. */
export type Locator = readonly (string | number)[]

type ParamsOf<Code extends DiagnosticCode> = {
  readonly [Name in Definitions[Code]['params'][number]]: string | number
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
  ...[params]: Definitions[Code]['params'] extends readonly [] ? [] : [params: ParamsOf<Code>]
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
