/**
 * A license as claims of an SD-JWT credential: `license` holds metadata as `LicenseMetadata` names them, `vct` the type
 * code in a URN. No Chinese standard defines such a form: names and URN are this project's own.
 */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { checkLicenseTypeCode } from '../../identifier/index.ts'
import { parseLicenseDay } from '../../license/index.ts'
import type { LicenseHolder, LicenseMetadata, LicenseParty } from '../../license/index.ts'
import type { ClaimPath } from '../sd-jwt/claim-paths.ts'

const VCT_PREFIX = 'urn:yinxin:license-type:'

/**
 * The `vct` of licenses of a type: `urn:yinxin:license-type:` and the 21 characters of the code (证照类型代码, GB/T 36904).
 * @throws TypeError for a text that is no type code
 */
export function licenseVct(typeCode: string): string {
  if (checkLicenseTypeCode(typeCode).length > 0) throw new TypeError('not the code of a license type: 21 characters')
  return VCT_PREFIX + typeCode
}

/** What says who somebody is, or is somebody's own number: disclosed by the holder, one by one. */
export const LICENSE_PERSONAL_CLAIMS: readonly ClaimPath[] = Object.freeze([
  ['license', 'number'], ['license', 'identifier'], ['license', 'holders', null, 'name'], ['license', 'holders', null, 'code'],
  ['license', 'holders', null, 'codeType'], ['license', 'extensions', null],
] as const satisfies readonly ClaimPath[])

/** Members that everybody sees: without them nobody can say what is presented, and until when. */
export const LICENSE_OPEN_MEMBERS: readonly string[] = ['typeCode', 'issuers', 'holders', 'validFrom', 'validTo']

/** Metadata of a document's seal and making say nothing of a credential. */
type CredentialMetadata = Omit<LicenseMetadata, 'sealedBy' | 'sealName' | 'sealedAt' | 'createdAt'>

/** The claim `license`. */
export function licenseClaim({ name, typeCode, number, identifier, issuers, holders, issued, validFrom, validTo, extensions }: CredentialMetadata): JsonObject {
  const members = { name, typeCode, number, identifier, issued, validFrom, validTo }
  return {
    ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
    issuers: issuers.map((party) => ({ ...party })),
    holders: holders.map((holder) => ({ ...holder })),
    ...(extensions.length > 0 && { extensions: extensions.map(({ name: own, values }) => ({ name: own, values: [...values] })) }),
  }
}

/**
 * Reads the claim `license` as it was disclosed.
 * @throws FormatError (`LICENSE_CREDENTIAL_MALFORMED`) for anything that is not in the form above
 */
export function readLicenseClaim(claim: JsonValue | undefined): LicenseMetadata {
  const license = objectOf(claim, 'license', ['name', 'typeCode', 'number', 'identifier', 'issuers', 'holders', 'issued', 'validFrom', 'validTo', 'extensions'])
  const { validTo } = license
  if (validTo === undefined || license['typeCode'] === undefined) throw malformed(validTo === undefined ? 'validTo' : 'typeCode')
  const text = (member: string): object => optional(member, license[member] === undefined ? undefined : textOf(license[member], member))
  const day = (member: string): object => optional(member, license[member] === undefined ? undefined : dayOf(license[member], member))
  return {
    ...text('name'), ...text('typeCode'), ...text('number'), ...text('identifier'),
    issuers: listOf(license['issuers'], 'issuers').map((party): LicenseParty => partyOf(party, 'issuers', ['name', 'code'])),
    holders: listOf(license['holders'], 'holders').map((party): LicenseHolder => partyOf(party, 'holders', ['name', 'code', 'codeType'])),
    ...day('issued'), ...day('validFrom'), validTo: validTo === null ? null : dayOf(validTo, 'validTo'),
    extensions: listOf(license['extensions'] ?? [], 'extensions').map((extension) => {
      const { name, values } = objectOf(extension, 'extensions', ['name', 'values'])
      return { name: textOf(name, 'extensions'), values: listOf(values, 'extensions').map((value) => textOf(value, 'extensions')) }
    }),
  }
}

const malformed = (member: string): FormatError => new FormatError(finding('LICENSE_CREDENTIAL_MALFORMED', ['license'], { member }))
const optional = (member: string, value: string | undefined): object => (value === undefined ? {} : { [member]: value })

function objectOf(value: JsonValue | undefined, member: string, names: readonly string[]): JsonObject {
  if (!isJsonObject(value) || Object.keys(value).some((name) => !names.includes(name))) throw malformed(member)
  return value
}

function listOf(value: JsonValue | undefined, member: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw malformed(member)
  return value as readonly JsonValue[]
}

function textOf(value: JsonValue | undefined, member: string): string {
  if (typeof value !== 'string' || value === '') throw malformed(member)
  return value
}

function dayOf(value: JsonValue | undefined, member: string): string {
  const text = textOf(value, member)
  const day = parseLicenseDay(text)
  if (day === undefined || !('day' in day) || day.day !== text) throw malformed(member)
  return text
}

function partyOf(value: JsonValue, member: string, names: readonly string[]): LicenseHolder {
  return Object.fromEntries(Object.entries(objectOf(value, member, names)).map(([name, text]) => [name, textOf(text, member)]))
}
