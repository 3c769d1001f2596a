/** Which of two license identifiers (GB/T 36904-2018) succeeds the other: a re-issue keeps type, issuer and serial number. */
import { buildLicenseIdentifier, checkLicenseIdentifier } from './license-identifier.ts'

/** How the second identifier stands to the first. `UNKNOWN`: one of them is not well-formed. */
export type LicenseLineage = 'SAME' | 'LATER_VERSION' | 'EARLIER_VERSION' | 'OTHER_LICENSE' | 'UNKNOWN'

/**
 * How `second` stands to `first`. Case, width and blanks do not matter. A license that was renewed, changed or moved under
 * another number has another serial number: that it succeeds is written elsewhere, and here the answer is `OTHER_LICENSE`.
 */
export function licenseLineage(first: string, second: string): LicenseLineage {
  const [a, b] = [first, second].map((text) => {
    const { identifier, problems } = checkLicenseIdentifier(text)
    return problems.every(({ reason }) => reason === 'NOT_CANONICAL' || reason === 'ISSUER') ? identifier : undefined
  })
  if (a === undefined || b === undefined) return 'UNKNOWN'
  if (a.typeCode !== b.typeCode || a.issuer !== b.issuer || a.serial !== b.serial) return 'OTHER_LICENSE'
  if (a.version === b.version) return 'SAME'
  return b.version > a.version ? 'LATER_VERSION' : 'EARLIER_VERSION'
}

/**
 * The identifier of the next re-issue: version plus one, new check character.
 * @throws RangeError when the identifier is not well-formed, or its version is 999
 */
export function nextLicenseIdentifier(text: string): string {
  const { identifier, problems } = checkLicenseIdentifier(text)
  if (identifier === undefined || problems.length > 0) throw new RangeError('not a license identifier')
  const { typeCode, issuer, serial, version } = identifier
  return buildLicenseIdentifier({ typeCode, issuer, serial, version: Number(version) + 1 })
}
