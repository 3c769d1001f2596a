/**
 * Compares the digests that a signature lists with the files of the package. A match says that the file is the one
 * that Signature.xml names; whether Signature.xml is what was signed is for `signature/`.
 */
import { DIGESTS, digestAlgorithm } from '../../crypto/digest.ts'
import type { DigestAlgorithm, DigestName } from '../../crypto/digest.ts'
import { Sm3 } from '../../crypto/sm3.ts'
import { LimitExceededError, VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding } from '../../diagnostics/index.ts'
import { equalOctets, toBase64, toUtf8 } from '../../encoding/octets.ts'
import type { ZipEntry } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'
import { quote } from './locate.ts'
import type { OfdPackage } from './open.ts'
import type { OfdReference, OfdSignature } from './signature.ts'

/** `invalid`: no file or no usable CheckValue is given. `not-checked`: a limit was reached before its turn. */
export type ReferenceStatus = 'match' | 'mismatch' | 'missing' | 'unreadable' | 'invalid' | 'unsupported-algorithm' | 'not-checked'

export interface ReferenceFact {
  readonly fileRef: string
  readonly path?: string
  readonly status: ReferenceStatus
  /** How a match came about: the digest as the standard means it, or SM3 over the signer's Z and the file. */
  readonly matchedBy?: 'digest' | 'signerDigest'
}

export interface ReferenceFacts {
  /** Absent when CheckMethod names none that is known. */
  readonly algorithm?: DigestName
  readonly references: readonly ReferenceFact[]
  /** Canonical paths all of whose references match, in the order of their first reference. */
  readonly matchedPaths: readonly string[]
}

/** "SM3 with key": some products mean SM3(Z of the signer ‖ file) by it (GB/T 32918.2 for Z). */
const SM3_WITH_KEY = '1.2.156.10197.1.401.2'

/** Files whose digests are computed together. */
const READ_TOGETHER = 64

/** A mismatch is explained for no more files and no larger ones than this. */
const EXPLAINED_FILES = 8
const EXPLAINED_BYTES = 1024 * 1024

/**
 * Checks every reference of a signature. Never throws on what the package holds.
 *
 * @param za Z of the signer's key (32 octets), tried where CheckMethod is 1.2.156.10197.1.401.2
 * @throws TypeError when za is not of 32 octets
 */
export async function checkReferences(
  ofd: OfdPackage, signature: OfdSignature, budget: Budget, za?: Uint8Array,
): Promise<Checked<ReferenceFacts>> {
  if (za !== undefined && za.length !== DIGESTS.SM3.length) throw new TypeError('za must be a digest of 32 octets')
  const info = signature.signedInfo
  if (info === undefined) return { findings: [finding('CHECK_NOT_PERFORMED', signature.at)] }
  const findings: Finding[] = []
  const algorithm = digestAlgorithm(info.checkMethod)
  const where = [...signature.at, 'References']
  if (algorithm === undefined) findings.push(finding('OFD_CHECK_METHOD_UNKNOWN', where))
  if (algorithm?.weak === true) findings.push(finding('OFD_DIGEST_WEAK', where, { algorithm: algorithm.name }))

  const withKey = info.checkMethod.trim() === SM3_WITH_KEY ? za : undefined
  const checker: Checker = { ofd, budget, algorithm, withKey, za, findings, explained: 0 }
  const facts: ReferenceFact[] = []
  let exhausted = false
  for (const [index, reference] of info.references.entries()) {
    if (index % READ_TOGETHER === 0 && algorithm !== undefined && !exhausted) {
      const next = info.references.slice(index, index + READ_TOGETHER)
      ofd.digests.prepare(next.flatMap((one) => referredEntry(checker, one) ?? []), algorithm, budget)
    }
    if (exhausted) {
      facts.push(factOf(reference, { status: 'not-checked' }))
      continue
    }
    try {
      facts.push(factOf(reference, await checkReference(checker, reference)))
    } catch (error) {
      // Reaching a limit is a result of a check like others: what was found so far stays.
      if (!(error instanceof LimitExceededError)) throw error
      findings.push(error.finding)
      facts.push(factOf(reference, { status: 'not-checked' }))
      exhausted = true
    }
  }

  const unmatched = new Set(facts.filter(({ status }) => status !== 'match').map(({ path }) => path))
  const matched = new Set(facts.map(({ path }) => path).filter((path) => path !== undefined && !unmatched.has(path)))
  return {
    facts: { ...(algorithm && { algorithm: algorithm.name }), references: facts, matchedPaths: [...matched] as string[] },
    findings,
  }
}

type Outcome = Pick<ReferenceFact, 'status' | 'matchedBy'>

function factOf({ fileRef, path }: OfdReference, { status, matchedBy }: Outcome): ReferenceFact {
  if (path === undefined) return { fileRef, status }
  return matchedBy === undefined ? { fileRef, path, status } : { fileRef, path, status, matchedBy }
}

/** The file whose digest decides, where there is one to compare. */
function referredEntry({ ofd, algorithm }: Checker, { path, checkValue }: OfdReference): ZipEntry | undefined {
  return path === undefined || checkValue?.length !== algorithm?.length ? undefined : ofd.zip.get(path)
}

interface Checker {
  readonly ofd: OfdPackage
  readonly budget: Budget
  readonly algorithm: DigestAlgorithm | undefined
  /** Z, where the file asks for it. */
  readonly withKey: Uint8Array | undefined
  readonly za: Uint8Array | undefined
  readonly findings: Finding[]
  explained: number
}

/** @throws LimitExceededError */
async function checkReference(checker: Checker, { at, path, checkValue }: OfdReference): Promise<Outcome> {
  const { ofd, budget, algorithm, withKey, findings } = checker
  // A missing or escaping FileRef was noted where it was read.
  if (path === undefined) return { status: 'invalid' }
  const entry = ofd.zip.get(path)
  if (entry === undefined) {
    findings.push(finding('OFD_REFERENCE_MISSING', at, { path: quote(path) }))
    return { status: 'missing' }
  }
  if (checkValue === undefined) {
    findings.push(finding('OFD_CHECK_VALUE_INVALID', at, { path }))
    return { status: 'invalid' }
  }
  if (algorithm === undefined) return { status: 'unsupported-algorithm' }
  if (checkValue.length !== algorithm.length) {
    findings.push(finding('OFD_CHECK_VALUE_LENGTH', at, { path, expected: algorithm.length, found: checkValue.length }))
    return { status: 'mismatch' }
  }
  try {
    if (equalOctets(await ofd.digests.of(entry, algorithm, budget), checkValue)) return { status: 'match', matchedBy: 'digest' }
    if (withKey !== undefined) {
      if (equalOctets(ofd.digests.sm3WithPrefix(withKey, entry, budget), checkValue)) {
        findings.push(finding('OFD_DIGEST_WITH_SIGNER', at, { path }))
        return { status: 'match', matchedBy: 'signerDigest' }
      }
    }
  } catch (error) {
    if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
    findings.push(finding('OFD_REFERENCE_UNREADABLE', at, { path, cause: error.code }))
    return { status: 'unreadable' }
  }
  findings.push(finding('OFD_REFERENCE_MISMATCH', at, { path, algorithm: algorithm.name }))
  const variant = await explain(checker, entry, algorithm, checkValue)
  if (variant !== undefined) findings.push(finding('OFD_DIGEST_MATCHES_OTHERWISE', at, { path, variant }))
  return { status: 'mismatch' }
}

/** What else the value is a digest of; for the report only, never a match. */
async function explain(checker: Checker, entry: ZipEntry, stated: DigestAlgorithm, checkValue: Uint8Array): Promise<string | undefined> {
  const { ofd, budget, za } = checker
  const room = budget.limits.zipTotalBytes - budget.spent('zipTotalBytes')
  if (checker.explained >= EXPLAINED_FILES || entry.size > EXPLAINED_BYTES || entry.size > room) return undefined
  checker.explained++
  const octets = ofd.digests.read(entry, budget)
  for (const other of Object.values(DIGESTS)) {
    const possible = other.name !== stated.name && other.length === checkValue.length
    if (possible && equalOctets(await other.digest(octets), checkValue)) return other.name
  }
  if (checkValue.length !== DIGESTS.SM3.length) return undefined
  if (equalOctets(await DIGESTS.SM3.digest(toUtf8(toBase64(octets))), checkValue)) return 'SM3 (base64)'
  const prefixed = za !== undefined && equalOctets(new Sm3().update(za).update(octets).digest(), checkValue)
  return prefixed ? 'SM3 (Z)' : undefined
}
