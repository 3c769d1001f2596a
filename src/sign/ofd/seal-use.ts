/** What must hold before a seal is used: it verifies, it is in force, and the signer is on its list (GB/T 38540-2020 clause 7). */
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { parseCertificate } from '../../pki/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { ElectronicSeal } from '../../seal/index.ts'
import { checkSealSignature, checkSealValidity } from '../../signature/seal-checks.ts'
import { checkSignerInSeal } from '../../signature/ses-checks.ts'
import { SigningRefusedError } from '../refusal.ts'

/**
 * Returns when a signer may use a seal at a time. Trust in the seal's maker is for verifiers.
 * @throws SigningRefusedError; FormatError and its relatives when the maker's certificate cannot be read
 */
export async function requireUsable(seal: ElectronicSeal, signer: Certificate, time: Date): Promise<void> {
  const maker = parseCertificate(seal.makerCertificate, { budget: new Budget(), at: ['makerCertificate'] })
  const made = await checkSealSignature(seal, maker, { at: [], userIds: ['1234567812345678'] })
  if (made.facts === undefined) throw new SigningRefusedError(finding('SIGN_SEAL_NOT_VERIFIED', []), made.findings)
  const { validStart, validEnd } = seal.property
  const dates = checkSealValidity(seal, time, [])
  if (dates.findings.length > 0) {
    const params = { validStart: validStart.toISOString(), validEnd: validEnd.toISOString(), time: time.toISOString() }
    throw new SigningRefusedError(finding('SIGN_SEAL_NOT_IN_FORCE', [], params), dates.findings)
  }
  const listed = await checkSignerInSeal(seal, signer.bytes, signer, [])
  // An entry of the list that nobody can read does not allow anybody anything.
  if (listed.findings.some(({ code }) => code === 'SEAL_SIGNER_NOT_LISTED' || code === 'SEAL_LIST_OPAQUE')) {
    throw new SigningRefusedError(finding('SIGN_CERTIFICATE_NOT_LISTED', [], { listed: listed.facts?.listed ?? 0 }), listed.findings)
  }
}
