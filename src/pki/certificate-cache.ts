/** Parses certificates once, however many paths and documents they are in. */
import { CacheKind } from '../cache/cache.ts'
import type { VerificationCache } from '../cache/cache.ts'
import { readOnce } from '../cache/parsed.ts'
import type { Parsed } from '../cache/parsed.ts'
import { parseCertificate } from './certificate.ts'
import type { Certificate, CertificateOptions } from './certificate.ts'

const CERTIFICATES = new CacheKind<Parsed<Certificate>>('certificates')

/** As `parseCertificate`, remembering in the cache. @throws as `parseCertificate` */
export function readCertificate(bytes: Uint8Array, options: CertificateOptions, cache: VerificationCache | undefined): Certificate {
  const read = cache && readOnce(cache, CERTIFICATES, bytes, options, parseCertificate)
  if (read === undefined) return parseCertificate(bytes, options)
  if (options.note !== undefined) read.findings.forEach(options.note)
  return read
}
