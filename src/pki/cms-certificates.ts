/** Certificates that came with a signed thing: help to find signers and build paths, trusted for nothing. */
import type { VerificationCache } from '../cache/cache.ts'
import { FormatError } from '../errors.ts'
import type { Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import type { Certificate } from './certificate.ts'
import { readCertificate } from './certificate-cache.ts'

export interface ReadableCertificatesOptions {
  readonly budget: Budget
  readonly at?: Locator
  /** Told of certificates that are left out. */
  readonly note?: Note
  /** Remembers certificates. @default none */
  readonly cache?: VerificationCache | undefined
}

/**
 * The certificates among untrusted octets that can be read. One that cannot is left out with a finding: it can be
 * neither signer nor issuer here, and what needs it will say that nobody was found.
 * @throws LimitExceededError
 */
export function readableCertificates(slices: readonly Uint8Array[], options: ReadableCertificatesOptions): readonly Certificate[] {
  const { budget, at = [], note, cache } = options
  return slices.flatMap((bytes, index) => {
    try {
      return [readCertificate(bytes, { budget, at: [...at, 'certificate', index] }, cache)]
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      note?.(finding('CMS_CERTIFICATE_UNREADABLE', at, { index }))
      return []
    }
  })
}
