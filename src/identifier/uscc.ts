/**
 * Unified social credit codes of organizations (统一社会信用代码, GB 32100-2015): structure and both check characters.
 * Says nothing of whether the code was ever assigned, nor whether its area or department exists.
 */
import { organizationCodeCheckCharacter } from './organization-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const BODY = /^[0-9A-HJ-NPQRTUWXY]{17}$/
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

export interface Uscc {
  /** The 18 characters. */
  readonly text: string
  /** Character 1: the department that registers the organization (登记管理部门代码). */
  readonly department: string
  /** Character 2: what kind of organization, as that department numbers them (机构类别代码). */
  readonly category: string
  /** Characters 3 to 8: area of registration (登记管理机关行政区划码). */
  readonly areaCode: string
  /** Characters 9 to 17: organization code (主体标识码, GB 11714) with its own check character. */
  readonly organizationCode: string
  readonly checkCharacter: string
}

/** What is wrong with a code; `position` counts characters from 1. */
export type UsccProblem =
  | { readonly reason: 'LENGTH'; readonly found: number }
  | { readonly reason: 'CHARACTER'; readonly position: number }
  | { readonly reason: 'ORGANIZATION_CHECK_CHARACTER'; readonly expected: string; readonly found: string }
  | { readonly reason: 'CHECK_CHARACTER'; readonly expected: string; readonly found: string }

export interface UsccCheck {
  /** Present when the 18 characters can be told apart, even if a check character is wrong. */
  readonly uscc?: Uscc
  /** All problems found; the code is well-formed when there is none. */
  readonly problems: readonly UsccProblem[]
}

/**
 * Structure and check characters of a code exactly as given: 18 characters, upper case (GB 32100-2015 clause 4 and
 * annex A). Clean user input first; nothing is normalized here.
 */
export function checkUscc(text: string): UsccCheck {
  if (text.length !== 18) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  if (!FORM.test(text)) {
    const inAlphabet = Array.from({ length: 18 }, (_, i) => (i >= 2 && i < 8 ? ALPHABET.slice(0, 10) : ALPHABET).includes(text.charAt(i)))
    return { problems: [{ reason: 'CHARACTER', position: inAlphabet.indexOf(false) + 1 }] }
  }
  const uscc: Uscc = {
    text,
    department: text.charAt(0),
    category: text.charAt(1),
    areaCode: text.slice(2, 8),
    organizationCode: text.slice(8, 17),
    checkCharacter: text.charAt(17),
  }
  const problems: UsccProblem[] = []
  const organization = organizationCodeCheckCharacter(text.slice(8, 16))
  if (text.charAt(16) !== organization) {
    problems.push({ reason: 'ORGANIZATION_CHECK_CHARACTER', expected: organization, found: text.charAt(16) })
  }
  const whole = usccCheckCharacter(text.slice(0, 17))
  if (text.charAt(17) !== whole) problems.push({ reason: 'CHECK_CHARACTER', expected: whole, found: text.charAt(17) })
  return { uscc, problems }
}

/**
 * Check character of a code's first 17 characters: MOD 31-3 (GB 32100-2015 annex A).
 * @throws RangeError when they are not 17 characters of the code's alphabet
 */
export function usccCheckCharacter(body: string): string {
  if (!BODY.test(body)) throw new RangeError('needs 17 characters of the USCC alphabet')
  let sum = 0
  for (let i = 0; i < body.length; i++) sum += ALPHABET.indexOf(body.charAt(i)) * (WEIGHTS[i] as number)
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/**
 * A well-formed code from its parts, with both check characters.
 * @param prefix department, category and area code: 8 characters
 * @param organization organization code without its check character: 8 characters
 * @throws RangeError when the parts cannot make a code
 */
export function buildUscc(prefix: string, organization: string): string {
  const body = prefix + organization + organizationCodeCheckCharacter(organization)
  const text = body + usccCheckCharacter(body)
  if (checkUscc(text).problems.length > 0) throw new RangeError('the parts do not make a USCC')
  return text
}
