/**
 * What a verification left open that further evidence could answer: the state of certificates whose path reached an
 * anchor, and issuers that were not found. Only lists the questions; `online/` looks for answers.
 */
import type { Finding, Locator } from '../diagnostics/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { CertificationPath, PathOptions } from '../pki/path/index.ts'
import type { RevocationFacts, RevocationOptions } from '../pki/revocation/index.ts'
import type { ValidationReport } from '../report/model.ts'

/** Whether a certificate was revoked is unknown. Its path reached an anchor: issuers along it are who they say. */
export interface RevocationQuestion {
  readonly kind: 'revocation'
  /** Where findings about looking for an answer belong. */
  readonly at: Locator
  readonly path: CertificationPath
  /** Of the certificate, among the links of the path. */
  readonly index: number
  /** How the question was asked, for whoever wants to know whether an answer would do. */
  readonly question: Required<Pick<RevocationOptions, 'certificates' | 'time' | 'proven' | 'required' | 'validationTime' | 'freshness' | 'maximumAgeSeconds' | 'clockSkewSeconds'>>
}

/** No issuer of a certificate is known. No anchor was reached: nothing in the certificate can be relied on. */
export interface IssuerQuestion {
  readonly kind: 'issuer'
  readonly at: Locator
  readonly certificate: Certificate
  /** How a path was looked for, for whoever wants to know whether an issuer would do. */
  readonly search: Pick<PathOptions, 'anchors' | 'intermediates' | 'time' | 'purpose'> & { readonly endEntity: Certificate }
}

export type OpenQuestion = RevocationQuestion | IssuerQuestion

/** Adds a question for each certificate of a path whose state is unknown. */
export function noteOpenRevocation(
  open: OpenQuestion[], { at, path, question }: Pick<RevocationQuestion, 'at' | 'path' | 'question'>, facts: RevocationFacts | undefined,
): void {
  facts?.certificates.forEach(({ status }, index) => {
    if (status === 'unknown') open.push({ kind: 'revocation', at: [...at, 'certificate', index], path, index, question })
  })
}

const isBelow = (at: Locator, place: Locator): boolean => place.every((part, index) => at[index] === part)

/** What was noticed at a place, or at it and below. */
export function noticedAt(noticed: readonly Finding[], place: Locator, extent: 'exactly' | 'below' = 'below'): readonly Finding[] {
  return noticed.filter(({ at }) => isBelow(at, place) && (extent === 'below' || at.length === place.length))
}

/** Questions of signatures whose indication is INDETERMINATE. */
export function questionsOfOpenSignatures(open: readonly OpenQuestion[], { signatures }: ValidationReport): readonly OpenQuestion[] {
  const undecided = signatures.filter(({ indication }) => indication === 'INDETERMINATE')
  return open.filter((question) => undecided.some(({ at }) => isBelow(question.at, at)))
}
