/**
 * Parses certificates once: the same octets give the same certificate. What a parse uses up is used up again by each
 * call that gets a remembered one, so that limits end a call at the same place with a cache and without.
 */
import { CacheKind } from '../cache/cache.ts'
import type { VerificationCache } from '../cache/cache.ts'
import { toCharacters } from '../encoding/characters.ts'
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { parseCertificate } from './certificate.ts'
import type { Certificate, CertificateOptions } from './certificate.ts'

interface Parsed {
  readonly certificate: Certificate
  readonly derElements: number
}

const CERTIFICATES = new CacheKind<Parsed>('certificates')

/** Memory that a parsed certificate takes: about as much for each octet, and for what there is in all of them. */
const BYTES_PER_OCTET = 8
const BYTES = 4096

/** As `parseCertificate`, remembering in the cache. @throws as `parseCertificate` */
export function readCertificate(bytes: Uint8Array, options: CertificateOptions, cache: VerificationCache | undefined): Certificate {
  if (cache === undefined) return parseCertificate(bytes, options)
  const { budget, at = [], note } = options
  // The depth that is allowed decides whether it can be parsed; places are in what it says.
  const key = `${String(budget.limits.derDepth)} ${JSON.stringify(at)} ${toCharacters(bytes)}`
  const known = cache.get(CERTIFICATES, key)
  if (known !== undefined) {
    budget.spend('derElements', known.derElements, at)
    if (note !== undefined) known.certificate.findings.forEach(note)
    return known.certificate
  }
  const parsed = parseAlone(bytes, budget, at)
  // What is wrong with it, or too much, is said as without a cache.
  if (parsed === undefined) return parseCertificate(bytes, options)
  budget.spend('derElements', parsed.derElements, at)
  if (note !== undefined) parsed.certificate.findings.forEach(note)
  cache.put(CERTIFICATES, key, parsed, BYTES + BYTES_PER_OCTET * bytes.length)
  cache.own(parsed.certificate)
  return parsed.certificate
}

/** Parsed over octets and on an account of its own: it outlives the input and the call. */
function parseAlone(bytes: Uint8Array, { limits }: Budget, at: NonNullable<CertificateOptions['at']>): Parsed | undefined {
  const budget = new Budget(limits)
  try {
    const certificate = parseCertificate(bytes.slice(), { budget, at })
    return { certificate, derElements: budget.spent('derElements') }
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return undefined
  }
}
