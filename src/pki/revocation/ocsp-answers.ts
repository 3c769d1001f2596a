/** What OCSP responses say about a certificate (RFC 6960 3.2): the ones that are about it, from authorized responders. */
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { equalOctets } from '../../encoding/octets.ts'
import { digestAlgorithm } from '../../crypto/index.ts'
import type { BasicOcspResponse, OcspCertId, OcspResponse, SingleOcspResponse } from '../ocsp.ts'
import type { PathLink } from '../path/index.ts'
import { verdictOf } from './answer.ts'
import type { Answer, Answers, Verdict } from './answer.ts'
import type { CheckContext } from './context.ts'
import type { Piece } from './evidence.ts'
import { freshnessFinding } from './freshness.ts'
import type { FreshnessRule } from './freshness.ts'
import { authorizeResponder, keyBits } from './ocsp-responder.ts'

/** @throws LimitExceededError */
export async function ocspAnswers(
  pieces: readonly Piece<OcspResponse>[], link: PathLink, rule: FreshnessRule, context: CheckContext, at: Locator,
): Promise<Answers> {
  const answers: Answer[] = []
  const examined: string[] = []
  const findings: Finding[] = []
  const obstacles: Finding[] = []
  for (const { label, value } of pieces) {
    const response = value.basicResponse
    if (response === undefined) {
      obstacles.push(finding('REVOCATION_RESPONSE_ERROR', at, { evidence: label, status: value.responseStatus }))
      continue
    }
    const about = await responsesAbout(response, link)
    if (about.length === 0) continue
    examined.push(label)
    const unusable = unusableFinding(label, response, about, context.nonce, at)
    if (unusable !== undefined) {
      findings.push(unusable)
      continue
    }
    const { authorized, findings: ofResponder } = await authorizeResponder({ label, value: response }, link, context, at)
    findings.push(...ofResponder)
    if (!authorized) continue
    for (const single of about) {
      const stale = freshnessFinding(
        { label, thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate, retention: single.archiveCutoff },
        link.certificate.notAfter, rule, at,
      )
      if (stale !== undefined) obstacles.push(stale)
      answers.push({ label, thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate, verdict: verdictOfSingle(single), fresh: stale === undefined })
    }
  }
  return { answers, examined, findings, obstacles }
}

function unusableFinding(
  evidence: string, response: BasicOcspResponse, about: readonly SingleOcspResponse[], nonce: Uint8Array | undefined, at: Locator,
): Finding | undefined {
  const [oid] = [...response.unknownCritical, ...about.flatMap(({ unknownCritical }) => unknownCritical)]
  if (oid !== undefined) return finding('REVOCATION_EXTENSION_UNKNOWN', at, { evidence, oid })
  const replayed = nonce !== undefined && (response.nonce === undefined || !equalOctets(response.nonce, nonce))
  return replayed ? finding('REVOCATION_NONCE_MISMATCH', at, { evidence }) : undefined
}

/** The single responses whose CertID names the certificate: by serial number, and by the issuer's name and key. */
async function responsesAbout({ responses }: BasicOcspResponse, { certificate, issuer }: PathLink): Promise<readonly SingleOcspResponse[]> {
  const about: SingleOcspResponse[] = []
  for (const single of responses) {
    if (single.certId.serialNumber !== certificate.serialNumber) continue
    // The issuer's name as the certificate writes it; some responders hash it as the issuer's own certificate writes it.
    if (await namesIssuer(single.certId, [certificate.issuer.bytes, issuer.name.bytes], keyBits(issuer.spki))) about.push(single)
  }
  return about
}

async function namesIssuer({ hashAlgorithm, issuerNameHash, issuerKeyHash }: OcspCertId, names: readonly Uint8Array[], key: Uint8Array): Promise<boolean> {
  const digest = digestAlgorithm(hashAlgorithm.oid)
  if (digest === undefined || !equalOctets(await digest.digest(key), issuerKeyHash)) return false
  for (const name of names) if (equalOctets(await digest.digest(name), issuerNameHash)) return true
  return false
}

function verdictOfSingle({ certStatus, invalidityDate }: SingleOcspResponse): Verdict {
  if (certStatus.kind !== 'revoked') return { kind: certStatus.kind }
  return verdictOf({ date: certStatus.revocationTime, reason: certStatus.reason, invalidityDate })
}
