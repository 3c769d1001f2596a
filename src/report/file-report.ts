/** What is known of one file of several: its report, or why there is none. The formats for programs take a list of these. */
import type { ValidationReport } from './model.ts'

export type FileReport =
  | { readonly file: string; readonly report: ValidationReport }
  /** The file could not be read at all; the text is for people. */
  | { readonly file: string; readonly error: string }
