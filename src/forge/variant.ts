/** A variant: a way of making the license, a seal or a value, right or wrong in one thing, and what must come of it. */
import type { DiagnosticCode, SubIndication } from '../diagnostics/index.ts'
import type { Package } from './page/document.ts'
import type { ForgedWorld } from './world.ts'

/** What a flag says of a variant. */
export const FLAGS = {
  Genuine: 'Nothing is wrong with it.',
  Tolerated: 'A deviation that genuine files of some products have: accepted, and said.',
  Tampered: 'Octets were changed after signing.',
  Wrapping: 'The signature holds, but over something else than what a reader shows.',
  Stripping: 'A signature was hidden from readers.',
  Transplant: 'A genuine signature or seal was put where it does not belong.',
  Forgery: 'Made by somebody who lacks the key or the right.',
  Dates: 'A date is outside a period.',
  Trust: 'The path does not reach an anchor, or the certificate may not be used like this.',
  Revocation: 'About the status of certificates.',
  Algorithm: 'A weak, wrong or misused algorithm.',
  TimeStamp: 'About a time-stamp token.',
  TwoReaders: 'Two readers of the ZIP container could see two documents.',
  Exhaustion: 'Made to use up memory or time.',
  Markup: 'An XML feature that a verifier must refuse.',
} as const
export type Flag = keyof typeof FLAGS

export interface Expectation {
  readonly accepted: boolean
  readonly indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE'
  readonly subIndication?: SubIndication
  /** Codes that must be there with severity `error`. */
  readonly codes: readonly DiagnosticCode[]
  /** Codes that must be there with a lower severity. */
  readonly remarks?: readonly DiagnosticCode[]
}

/** What a variant is judged with, by names of the world. */
export interface Surroundings {
  /** Ids of certificates, by purpose. @default the national root for every purpose */
  readonly trust?: Readonly<Partial<Record<'anchors' | 'signer' | 'sealMaker' | 'timeStamping', readonly string[]>>>
  /** Ids of trust lists, verified with the key of their operator. @default none */
  readonly trustLists?: readonly string[]
  /** Ids of certificates that help to build paths. @default both provincial CAs */
  readonly certificates?: readonly string[]
  /** Ids of CRLs. @default none */
  readonly crls?: readonly string[]
}

export interface Variant extends Surroundings {
  /** `area/group/variant`; areas are `ofd` and `seal`. */
  readonly name: string
  readonly description: { readonly zh: string; readonly en: string }
  /** The rule that it breaks, or the attack that it stands for. */
  readonly clause: string
  readonly flags: readonly [Flag, ...Flag[]]
  /** Name of the genuine variant from which it differs in one thing. @default that of its area, `GENUINE` */
  readonly base?: string
  /** Under the policy `cn-gov-2025`, at the world's time of validation. */
  readonly expected: Expectation
  readonly make: (world: ForgedWorld) => Uint8Array
}

export const accepted = (...remarks: readonly DiagnosticCode[]): Expectation => ({
  accepted: true, indication: 'TOTAL_PASSED', codes: [], ...(remarks.length === 0 ? {} : { remarks }),
})

export const failed = (subIndication: SubIndication, ...codes: readonly DiagnosticCode[]): Expectation => ({
  accepted: false, indication: 'TOTAL_FAILED', subIndication, codes,
})

export const indeterminate = (subIndication: SubIndication, ...codes: readonly DiagnosticCode[]): Expectation => ({
  accepted: false, indication: 'INDETERMINATE', subIndication, codes,
})

/** A variant of the license that is told by the files of its package. */
export interface PackageVariant extends Pick<Variant, 'flags' | 'base' | 'expected'> {
  readonly zh: string
  readonly en: string
  /** @default that of the group */
  readonly clause?: string
  readonly parts: (world: ForgedWorld) => Package
}

/** Makes the variants of a group of packages; most of them break one rule. */
export function packageVariants(group: string, groupClause: string): (id: string, variant: PackageVariant) => Variant {
  return (id, { zh, en, parts, clause = groupClause, ...others }) => ({
    ...others, name: `ofd/${group}/${id}`, description: { zh, en }, clause, make: (world) => world.zip(parts(world)),
  })
}

/** The genuine documents that the others are made of: the license, a seal, a signature value by itself. */
export const GENUINE = { ofd: 'ofd/accepted/gbt-38540-2020', seal: 'seal/accepted/gbt-38540-2020', value: 'seal/value-alone/gbt-38540-2020' } as const

/** Name of the genuine variant from which a variant differs in one thing. */
export function baseOf({ name, base }: Pick<Variant, 'name' | 'base'>): string {
  if (base !== undefined) return base
  if (name.startsWith('ofd/')) return GENUINE.ofd
  return name.startsWith('seal/value-alone/') ? GENUINE.value : GENUINE.seal
}
