/**
 * Verification with a look into the network for what is missing: verifies offline, collects evidence for what stayed open,
 * verifies again. The verdict is always that of an offline verification over the evidence at hand.
 */
import type { Finding } from '../diagnostics/index.ts'
import type { ValidationReport } from '../report/model.ts'
import { verifyWithQuestions } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { EvidenceCollector, distinct } from './collect-evidence.ts'
import type { OnlineOptions } from './collect-evidence.ts'

export type VerifyOnlineOptions = VerifyOptions & OnlineOptions

/** Collections between verifications: a few issuers one above the other, then revocation, then that of what it rests on. */
const MAXIMUM_ROUNDS = 6

/**
 * As `verify`, with evidence that the fetcher can obtain. What cannot be obtained stays open: the report is then that of
 * `verify`, with findings (`ONLINE_…`) that say why. Without `validationTime` the clock is read at each verification, so
 * that evidence which a responder makes for this call is not from the future.
 * @throws TypeError for a mistake in the options
 */
export async function verifyOnline(bytes: Uint8Array, options: VerifyOnlineOptions): Promise<ValidationReport> {
  const { fetcher, cache, sources, concurrency, ocsp, maxCacheSeconds, ...offline } = options
  const collector = new EvidenceCollector({ fetcher, cache, sources, concurrency, ocsp, maxCacheSeconds })
  // Attack: octets that change between two rounds.
  const input = bytes instanceof Uint8Array ? Uint8Array.from(bytes) : bytes
  const noticed: Finding[] = []
  const certificates = [...(offline.certificates ?? [])]
  let crls = offline.evidence?.crls ?? []
  let ocspResponses = offline.evidence?.ocspResponses ?? []
  for (let round = 0; ; round++) {
    const { report, open } = await verifyWithQuestions(input, { ...offline, certificates, evidence: { crls, ocspResponses } }, noticed)
    const collected = round < MAXIMUM_ROUNDS ? await collector.collect(open, new Date(report.validationTime)) : undefined
    if (collected === undefined) return report
    certificates.push(...collected.certificates)
    crls = distinct([...crls, ...collected.crls])
    ocspResponses = distinct([...ocspResponses, ...collected.ocspResponses])
    noticed.push(...collected.findings)
  }
}
