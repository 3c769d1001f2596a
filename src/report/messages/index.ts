/** All areas' texts in one catalogue, total over the codes, and the words of reports. */
import { METADATA_ELEMENTS } from '../../license/elements.ts'
import type { ElementName } from '../../license/elements.ts'
import type { Diagnostic, StepName } from '../model.ts'
import type { DiagnosticCode } from '../../diagnostics/index.ts'
import { plainText, timeText } from '../plain-text.ts'
import type { Language, Message, Messages } from './catalog.ts'
import { assertionMessages } from './assertion.ts'
import { authorityMessages } from './authority.ts'
import { cmsMessages } from './cms.ts'
import { cryptoMessages } from './crypto.ts'
import { derMessages } from './der.ts'
import { evidenceMessages } from './evidence.ts'
import { identifierMessages } from './identifier.ts'
import { inputMessages } from './input.ts'
import { joseMessages } from './jose.ts'
import { keyMessages } from './keys.ts'
import { licenseMessages } from './license.ts'
import { ofdMessages } from './ofd.ts'
import { onlineMessages } from './online.ts'
import { pkiMessages } from './pki.ts'
import { recognitionMessages } from './recognition.ts'
import { RECOGNITION_VALUES } from './recognition-values.ts'
import { revocationMessages } from './revocation.ts'
import { sealMessages } from './seal.ts'
import { sharingMessages } from './sharing.ts'
import { signMessages } from './sign.ts'
import { signatureMessages } from './signature.ts'
import { tokenMessages } from './token.ts'
import { ticketMessages } from './ticket.ts'
import { sdJwtMessages } from './sd-jwt.ts'
import { trustMessages } from './trust.ts'
import { xmlMessages } from './xml.ts'
import { zipMessages } from './zip.ts'
import { STEP_TERMS } from './terms.ts'

export type { Language, Message, Messages } from './catalog.ts'

/** Total by type: a code without texts in both languages does not compile. */
export const MESSAGES: Messages<DiagnosticCode> = {
  ...inputMessages,
  ...derMessages,
  ...zipMessages,
  ...xmlMessages,
  ...cryptoMessages,
  ...joseMessages,
  ...identifierMessages,
  ...pkiMessages,
  ...cmsMessages,
  ...revocationMessages,
  ...sealMessages,
  ...ofdMessages,
  ...trustMessages,
  ...signatureMessages,
  ...licenseMessages,
  ...onlineMessages,
  ...sharingMessages,
  ...signMessages,
  ...keyMessages,
  ...authorityMessages,
  ...recognitionMessages,
  ...evidenceMessages,
  ...assertionMessages,
  ...tokenMessages,
  ...ticketMessages,
  ...sdJwtMessages,
}

export const LANGUAGES: readonly Language[] = Object.freeze(['zh', 'en'])

/** As findings carry times. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/

/**
 * A text with its `{name}` places filled. Values come from files: they are made visible; times are shown as elsewhere in
 * reports. A place without value stays.
 */
export function fillText(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place: string, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return place
    return typeof value === 'string' && TIME.test(value) ? timeText(value) : plainText(String(value))
  })
}

/** For reports that a later version made. */
const UNKNOWN: Readonly<Record<Language, Message>> = {
  zh: { what: '本版本没有该代码的说明。', why: '报告可能由更新的版本生成。', next: '请使用更新的版本查看。' },
  en: { what: 'This version has no text for the code.', why: 'A later version probably made the report.', next: 'Use a later version to read it.' },
}

function recognitionTerm(code: DiagnosticCode, name: string, value: string | number): Readonly<Record<Language, string>> | undefined {
  if (!Object.hasOwn(recognitionMessages, code)) return undefined
  if (name === 'check' && Object.hasOwn(STEP_TERMS, value)) return STEP_TERMS[value as StepName].name
  const terms = Object.hasOwn(RECOGNITION_VALUES, name) ? RECOGNITION_VALUES[name] : undefined
  return terms !== undefined && Object.hasOwn(terms, value) ? terms[value] : undefined
}

/** What a diagnostic says to people, in one language. */
export function messageOf(diagnostic: Pick<Diagnostic, 'code' | 'params'>, language: Language): Message {
  const { code, params } = diagnostic
  // Elements of a license's metadata go by their short names in findings; people know them by others.
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, METADATA_ELEMENTS.get(value as ElementName)?.[language] ?? recognitionTerm(code, name, value)?.[language] ?? value]))
  const { what, why, next } = (Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : UNKNOWN)[language]
  return { what: fillText(what, shown), why: fillText(why, shown), next: fillText(next, shown) }
}
