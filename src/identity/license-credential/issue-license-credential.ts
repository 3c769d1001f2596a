/** Issues a license as a credential whose personal parts the holder discloses one by one. */
import { VerificationError } from '../../errors.ts'
import type { LicenseMetadata } from '../../license/index.ts'
import { startOfDay } from '../../license/index.ts'
import { placesOf, shownPath } from '../sd-jwt/claim-paths.ts'
import type { ClaimPath } from '../sd-jwt/claim-paths.ts'
import { issueSdJwt } from '../sd-jwt/issue-sd-jwt.ts'
import type { IssueSdJwtOptions } from '../sd-jwt/issue-sd-jwt.ts'
import { LICENSE_OPEN_MEMBERS, LICENSE_PERSONAL_CLAIMS, licenseClaim, licenseVct, readLicenseClaim } from './license-claims.ts'

export interface IssueLicenseCredentialOptions extends Pick<IssueSdJwtOptions, 'signer' | 'decoys' | 'hash' | 'salt'> {
  /** `iss`: who signs. */
  readonly issuer: string
  /** As the register has it; `typeCode` and `validTo` must be stated. What it says of the document's seal is left out. */
  readonly license: LicenseMetadata
  /** The holder's key, or `none`: whoever has a copy can then present it. There is no default. */
  readonly holder: 'none' | NonNullable<IssueSdJwtOptions['holder']>
  readonly issuedAt: Date
  /** Not after the last day of the license. @default the end of that day in China; required for a license without end */
  readonly expiresAt?: Date
  /** Where its status will be found. @default nowhere */
  readonly status?: { readonly uri: string; readonly index: number }
  /** @default LICENSE_PERSONAL_CLAIMS, as far as the license states them */
  readonly disclosable?: readonly ClaimPath[]
}

const DAY_MS = 86_400_000

/**
 * Issues a license in selectively disclosable form. It starts with the first day of the license.
 * @throws TypeError for a license that `verifyLicenseCredential` would refuse whoever asks; whatever the signer throws
 */
export async function issueLicenseCredential(options: IssueLicenseCredentialOptions): Promise<string> {
  const { signer, issuer, license, holder, issuedAt, status, decoys, hash, salt } = options
  const { typeCode, validFrom } = license
  if (typeCode === undefined) throw new TypeError('license.typeCode is required')
  const expiresAt = endOf(options)
  const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)
  if (!(secondsOf(expiresAt) > secondsOf(issuedAt))) throw new TypeError('the license or the credential would have ended before it is issued')
  const claims = {
    iss: issuer, vct: licenseVct(typeCode), iat: secondsOf(issuedAt), ...(validFrom !== undefined && { nbf: secondsOf(startOfDay(validFrom)) }), exp: secondsOf(expiresAt),
    ...(status !== undefined && { status: { status_list: { idx: requireIndex(status.index), uri: status.uri } } }),
    license: licenseClaim(license),
  }
  try {
    readLicenseClaim(claims.license)
  } catch (cause) {
    if (cause instanceof VerificationError) throw new TypeError(`not a license for a credential: ${String(cause.finding.params['member'])}`, { cause })
    throw cause
  }
  const disclosable = options.disclosable ?? LICENSE_PERSONAL_CLAIMS.filter((path) => placesOf(path, claims).length > 0)
  for (const path of disclosable) requireHidable(path)
  return issueSdJwt({
    signer, claims, disclosable, ...(holder !== 'none' && { holder }),
    ...(decoys !== undefined && { decoys }), ...(hash !== undefined && { hash }), ...(salt !== undefined && { salt }),
  })
}

function endOf({ license: { validTo }, expiresAt }: IssueLicenseCredentialOptions): Date {
  if (validTo === undefined) throw new TypeError('license.validTo is required: the last day, or null for a license without end')
  if (validTo === null) {
    if (expiresAt === undefined) throw new TypeError('expiresAt is required for a license without end')
    return expiresAt
  }
  const end = new Date(startOfDay(validTo).getTime() + DAY_MS)
  if (expiresAt !== undefined && expiresAt > end) throw new TypeError('expiresAt is after the last day of the license')
  return expiresAt ?? end
}

function requireIndex(index: number): number {
  if (!Number.isInteger(index) || index < 0) throw new TypeError('status.index is a whole number from 0 on')
  return index
}

/** @throws TypeError for `license` as a whole and for the members that everybody must see */
function requireHidable(path: ClaimPath): void {
  const [first, second] = typeof path === 'string' ? [path] : path
  if (first !== 'license') return
  // Parts of holders can be hidden, a holder not: who sees one of two must see that there are two.
  const stays = second === 'holders' ? path.length < 4 : second === undefined || LICENSE_OPEN_MEMBERS.includes(String(second))
  if (stays) throw new TypeError(`cannot be hidden: ${shownPath(path)}`)
}
