/** Verifies a license that is presented as a selectively disclosable credential, into what a document's license is read into. */
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { JsonObject } from '../../encoding/json.ts'
import { chinaDay, checkMetadata, startOfDay } from '../../license/index.ts'
import type { LicenseMetadata, LicenseStatus } from '../../license/index.ts'
import type { VerifySdJwtOptions } from '../sd-jwt/options.ts'
import { verifyWith } from '../sd-jwt/verify-sd-jwt.ts'
import type { AcceptedSdJwt, RefusedSdJwt } from '../sd-jwt/verify-sd-jwt.ts'
import { licenseVct, readLicenseClaim } from './license-claims.ts'

export interface VerifyLicenseCredentialOptions extends Omit<VerifySdJwtOptions, 'type'> {
  /** The type of license that was asked for (证照类型代码). */
  readonly typeCode: string
  /**
   * Codes of the authorities for which this issuer may sign; the license must name one of them. `any`: whatever authority
   * it names is believed. There is no default.
   */
  readonly authorities: 'any' | readonly string[]
}

/** What the list says of the license, in the form that a decision takes as `StatusFacts`. */
export interface LicenseCredentialStatus {
  readonly identifier: string
  readonly statuses: readonly LicenseStatus[]
  /** ISO 8601, UTC. */
  readonly asOf: string
}

export interface AcceptedLicenseCredential extends AcceptedSdJwt {
  /** What the issuer signed and the holder disclosed. What is absent is hidden, or was never stated. */
  readonly license: LicenseMetadata
  /** Absent where no status list was checked, and where the identifier of the license is not disclosed. */
  readonly status?: LicenseCredentialStatus
}

export type LicenseCredentialReport = AcceptedLicenseCredential | RefusedSdJwt

/**
 * Verifies a presented license: as `verifySdJwt`, and that it is a license of the type and an authority that was asked
 * for, within its own period. Contradictions among its codes are reported as warnings.
 * @returns a report for any text
 * @throws TypeError for a mistake in the options
 */
export async function verifyLicenseCredential(presentation: string, options: VerifyLicenseCredentialOptions): Promise<LicenseCredentialReport> {
  const { typeCode, authorities, ...rest } = options
  if (authorities !== 'any' && !(Array.isArray(authorities) && authorities.length > 0)) throw new TypeError('authorities is required: codes of authorities, or \'any\'')
  const report = await verifyWith(presentation, { ...rest, type: licenseVct(typeCode) }, (claims, time) => licenseFindings(claims, { typeCode, authorities }, time))
  if (!report.accepted) return report
  const license = readLicenseClaim(report.claims['license'])
  const { statusAsOf: asOf } = report
  return { ...report, license, ...(asOf !== undefined && license.identifier !== undefined && { status: { identifier: license.identifier, statuses: ['VALID'], asOf } }) }
}

function licenseFindings(claims: JsonObject, { typeCode, authorities }: Pick<VerifyLicenseCredentialOptions, 'typeCode' | 'authorities'>, at: Date): readonly Finding[] {
  const license = readLicenseClaim(claims['license'])
  const { validFrom, validTo } = license
  const [today, time] = [chinaDay(at), at.toISOString()]
  const findings: Finding[] = []
  if (license.typeCode !== typeCode) findings.push(finding('SD_JWT_TYPE_MISMATCH', ['license', 'typeCode']))
  const isOfAuthority = authorities === 'any' || license.issuers.some(({ code }) => code !== undefined && authorities.includes(code))
  if (!isOfAuthority) findings.push(finding('LICENSE_CREDENTIAL_AUTHORITY', ['license', 'issuers']))
  // The issuer's `exp` and `nbf` were checked; the license's own days must agree with them.
  if (typeof validTo === 'string' && today > validTo) findings.push(finding('TOKEN_EXPIRED', ['license', 'validTo'], { expires: startOfDay(validTo).toISOString(), time }))
  if (validFrom !== undefined && today < validFrom) findings.push(finding('TOKEN_NOT_YET_VALID', ['license', 'validFrom'], { notBefore: startOfDay(validFrom).toISOString(), time }))
  return [...findings, ...checkMetadata(license, { time: at, at: ['license'] })]
}
