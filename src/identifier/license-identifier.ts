/**
 * Identifiers of electronic licenses (电子证照标识, GB/T 36904-2018): split, check and build. Pure structure: whether
 * such a license exists, and whether its issuer may issue it, is for others.
 */
import type { UsccProblem } from './uscc.ts'
import { checkUscc } from './uscc.ts'

/** Root of all license identifiers (电子证照根代码). */
export const LICENSE_IDENTIFIER_ROOT = '1.2.156.3005.2'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CANONICAL = /^[0-9A-Z.]*$/
/** No identifier met is longer than 100 characters; the standard gives the serial number no maximum. */
const MAXIMUM_LENGTH = 256

export interface LicenseIdentifier {
  /** Canonical text: no blanks, ASCII, upper case. */
  readonly text: string
  /** Type of license (证照类型代码): code of the authority that defines it, and a 3-digit sequence number. */
  readonly typeCode: string
  readonly definingAuthority: string
  readonly typeSequence: string
  /** Code of the issuing authority (证照颁发机构代码). */
  readonly issuer: string
  /** Serial number (流水号), unique for the type and issuer. */
  readonly serial: string
  /** Version (版本号): `001`, and one more for each re-issue under the same serial number. */
  readonly version: string
  readonly checkCharacter: string
}

export type LicenseIdentifierProblem =
  /** Not ten labels between dots, or too long to be one. Nothing else was checked. */
  | { readonly reason: 'STRUCTURE' }
  /** Blanks, lower-case or full-width characters stood in it; the rest was checked without them. */
  | { readonly reason: 'NOT_CANONICAL' }
  | { readonly reason: 'ROOT' }
  /** Not a USCC and three digits. */
  | { readonly reason: 'TYPE_CODE'; readonly uscc: readonly UsccProblem[] }
  /** Not a USCC. Area codes in its place occur in real data. */
  | { readonly reason: 'ISSUER'; readonly uscc: readonly UsccProblem[] }
  | { readonly reason: 'SERIAL' }
  | { readonly reason: 'VERSION' }
  /** `expected` is absent when other characters are so wrong that none can be computed. */
  | { readonly reason: 'CHECK_CHARACTER'; readonly found: string; readonly expected?: string }

export interface LicenseIdentifierCheck {
  /** Present when the labels could be told apart, even if some of them are wrong. */
  readonly identifier?: LicenseIdentifier
  /** All problems found; the identifier is well-formed when there is none. */
  readonly problems: readonly LicenseIdentifierProblem[]
}

/**
 * Splits and checks an identifier (GB/T 36904-2018): root, type, issuer, serial number, version, check character.
 * A matching check character is no proof of origin: anyone can compute it.
 */
export function checkLicenseIdentifier(text: string): LicenseIdentifierCheck {
  if (text.length > MAXIMUM_LENGTH) return { problems: [{ reason: 'STRUCTURE' }] }
  const labels = canonical(text).split('.').map((label) => label.trim())
  if (labels.length !== 10) return { problems: [{ reason: 'STRUCTURE' }] }
  const [typeCode, issuer, serial, version, checkCharacter] = labels.slice(5) as [string, string, string, string, string]
  const identifier: LicenseIdentifier = {
    text: labels.join('.'),
    typeCode,
    definingAuthority: typeCode.slice(0, 18),
    typeSequence: typeCode.slice(18),
    issuer,
    serial,
    version,
    checkCharacter,
  }
  const problems: LicenseIdentifierProblem[] = []
  if (identifier.text !== text) problems.push({ reason: 'NOT_CANONICAL' })
  if (labels.slice(0, 5).join('.') !== LICENSE_IDENTIFIER_ROOT) problems.push({ reason: 'ROOT' })
  problems.push(...checkLicenseTypeCode(typeCode))
  const issuing = checkUscc(issuer).problems
  if (issuing.length > 0) problems.push({ reason: 'ISSUER', uscc: issuing })
  if (!/^[0-9A-Z]+$/.test(serial)) problems.push({ reason: 'SERIAL' })
  if (!/^\d{3}$/.test(version) || version === '000') problems.push({ reason: 'VERSION' })
  const body = typeCode + issuer + serial + version
  if (!/^[0-9A-Z]+$/.test(body)) problems.push({ reason: 'CHECK_CHARACTER', found: checkCharacter })
  else {
    const expected = licenseIdentifierCheckCharacter(body)
    if (checkCharacter !== expected) problems.push({ reason: 'CHECK_CHARACTER', found: checkCharacter, expected })
  }
  return { identifier, problems }
}

/** What is wrong with a type code (证照类型代码): 18 characters of the authority that defines the type, and three digits. */
export function checkLicenseTypeCode(typeCode: string): readonly LicenseIdentifierProblem[] {
  const authority = checkUscc(typeCode.slice(0, 18)).problems
  return authority.length > 0 || !/^\d{3}$/.test(typeCode.slice(18)) ? [{ reason: 'TYPE_CODE', uscc: authority }] : []
}

/**
 * Check character of type code, issuer, serial number and version joined without dots and without the root:
 * ISO/IEC 7064 MOD 37,36.
 * @throws RangeError when the body is empty or holds anything but digits and upper-case letters
 */
export function licenseIdentifierCheckCharacter(body: string): string {
  if (!/^[0-9A-Z]+$/.test(body)) throw new RangeError('needs digits and upper-case letters')
  let product = 36
  for (const character of body) {
    const sum = (product + ALPHABET.indexOf(character)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return ALPHABET.charAt((37 - product) % 36)
}

export interface LicenseIdentifierParts {
  readonly typeCode: string
  readonly issuer: string
  readonly serial: string
  /** 1 to 999. */
  readonly version: number
}

/**
 * The identifier of parts, with its check character.
 * @throws RangeError when a part is not what the standard asks for
 */
export function buildLicenseIdentifier(parts: LicenseIdentifierParts): string {
  const { typeCode, issuer, serial } = parts
  const version = String(parts.version).padStart(3, '0')
  const check = licenseIdentifierCheckCharacter(typeCode + issuer + serial + version)
  const text = [LICENSE_IDENTIFIER_ROOT, typeCode, issuer, serial, version, check].join('.')
  const { problems } = checkLicenseIdentifier(text)
  if (problems.length > 0) {
    throw new RangeError(`the parts do not make a license identifier: ${problems.map((problem) => problem.reason).join(', ')}`)
  }
  return text
}

/**
 * Full-width ASCII to ASCII, and a to z to upper case; nothing else, so that no look-alike (dotless i, superscript
 * digits) becomes a character of the alphabet.
 */
function canonical(text: string): string {
  if (CANONICAL.test(text)) return text
  return text
    .replaceAll(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll(/[a-z]/g, (character) => character.toUpperCase())
}
