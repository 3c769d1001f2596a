/** Organization codes (组织机构代码, GB 11714-1997): eight characters and a check character, also part of a USCC. */

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

export type OrganizationCodeProblem =
  | { readonly reason: 'LENGTH'; readonly found: number }
  | { readonly reason: 'CHARACTER'; readonly position: number }
  | { readonly reason: 'CHECK_CHARACTER' }

export interface OrganizationCodeCheck {
  /** The 9 characters without hyphen; present when they can be told apart, even if the check character is wrong. */
  readonly organizationCode?: string
  readonly problems: readonly OrganizationCodeProblem[]
}

/**
 * Structure and check character of a code as given, with or without the hyphen that the standard prints before the
 * last character (`D2143569-X`). Says nothing of whether the code was ever assigned.
 */
export function checkOrganizationCode(text: string): OrganizationCodeCheck {
  const code = text.length === 10 && text.charAt(8) === '-' ? text.slice(0, 8) + text.slice(9) : text
  if (code.length !== 9) return { problems: [{ reason: 'LENGTH', found: code.length }] }
  const wrong = Array.from({ length: 9 }, (_, i) => (i < 8 ? /[0-9A-Z]/ : /[0-9X]/).test(code.charAt(i))).indexOf(false)
  if (wrong >= 0) return { problems: [{ reason: 'CHARACTER', position: wrong + 1 }] }
  const matches = organizationCodeCheckCharacter(code.slice(0, 8)) === code.charAt(8)
  return { organizationCode: code, problems: matches ? [] : [{ reason: 'CHECK_CHARACTER' }] }
}

/**
 * Check character of an organization code's first 8 characters: MOD 11 (GB 11714-1997).
 * @throws RangeError when they are not 8 digits or upper-case letters
 */
export function organizationCodeCheckCharacter(body: string): string {
  if (!/^[0-9A-Z]{8}$/.test(body)) throw new RangeError('needs 8 digits or upper-case letters')
  let sum = 0
  for (let i = 0; i < body.length; i++) sum += Number.parseInt(body.charAt(i), 36) * (WEIGHTS[i] as number)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
