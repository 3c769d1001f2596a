/** A report as JSON: the canonical form of RFC 8785, so that equal reports are equal octets and can be digested. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import type { ValidationReport } from './model.ts'

/** One line without end of line; members in the order of RFC 8785. `JSON.parse` gives the report back. */
export function reportToJson(report: ValidationReport): string {
  return canonicalJson(report)
}

/**
 * The same JSON value with the characters written as `\uXXXX` that a terminal would obey: C1 controls and format
 * characters. JSON itself escapes only the C0 controls.
 */
export function visibleJson(json: string): string {
  return json.replaceAll(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  )
}
