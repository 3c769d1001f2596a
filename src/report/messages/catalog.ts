/** The form of message catalogues. Texts hold `{param}` where a finding's value goes. */
import type { DiagnosticCode } from '../../diagnostics/index.ts'

export type Language = 'zh' | 'en'

export interface Message {
  /** What was found, with the values. */
  readonly what: string
  /** Why it matters to who must decide. */
  readonly why: string
  /** What to do next. */
  readonly next: string
}

/** Both languages of every code of an area. */
export type Messages<Code extends DiagnosticCode> = Readonly<Record<Code, Readonly<Record<Language, Message>>>>
