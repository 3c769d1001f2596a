/** RSASSA-PSS-params (RFC 4055 clause 3.1), which signatures carry and keys may be restricted by. */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG, context } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readNull, readOid, readSmallInteger } from '../encoding/der-values.ts'
import { digestAlgorithm } from './digest.ts'
import type { DigestAlgorithm } from './digest.ts'
import { DIGESTS } from './digest.ts'

export const RSA_PSS_OID = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'

export interface PssParameters {
  readonly digest: DigestAlgorithm
  /** Digest of the mask generation function, MGF1. */
  readonly mgfDigest: DigestAlgorithm
  /** Octets of the salt: exact in a signature, the least in a key. */
  readonly saltLength: number
}

/**
 * Absent fields have the values of the RFC: SHA-1, MGF1 with SHA-1, 20 octets of salt.
 * @throws FormatError; UnsupportedAlgorithmError for digests and functions that are not in the table
 */
export function parsePssParameters(element: DerElement): PssParameters {
  const fields = new Fields(element, 'RSASSA-PSS-params')
  const hash = explicit(fields, 0)
  const mask = explicit(fields, 1)
  const salt = explicit(fields, 2)
  const trailer = explicit(fields, 3)
  fields.end()
  if (trailer !== undefined && readSmallInteger(trailer) !== 1) {
    throw new FormatError(finding('SIGNATURE_ALGORITHM_PARAMETERS_INVALID', element.rules.at, { algorithm: RSA_PSS_OID }))
  }
  return {
    digest: hash === undefined ? DIGESTS['SHA-1'] : parseDigest(hash),
    mgfDigest: mask === undefined ? DIGESTS['SHA-1'] : parseMask(mask),
    saltLength: salt === undefined ? 20 : readSmallInteger(salt),
  }
}

function explicit(fields: Fields, n: number): DerElement | undefined {
  const outer = fields.optional(context(n))
  if (outer === undefined) return undefined
  const inner = new Fields(outer, 'RSASSA-PSS-params', context(n))
  const element = inner.take()
  inner.end()
  return element
}

const unsupported = (element: DerElement, algorithm: string): UnsupportedAlgorithmError =>
  new UnsupportedAlgorithmError(finding('SIGNATURE_ALGORITHM_UNSUPPORTED', element.rules.at, { algorithm }))

function parseDigest(element: DerElement): DigestAlgorithm {
  const fields = new Fields(element, 'HashAlgorithm')
  const oid = readOid(fields.take(TAG.OBJECT_IDENTIFIER))
  if (fields.remaining > 0) readNull(fields.take())
  fields.end()
  const digest = digestAlgorithm(oid)
  // MD5 is in the digest table for old check values, not for signatures.
  if (digest === undefined || digest.name === 'MD5') throw unsupported(element, oid)
  return digest
}

function parseMask(element: DerElement): DigestAlgorithm {
  const fields = new Fields(element, 'MaskGenAlgorithm')
  const oid = readOid(fields.take(TAG.OBJECT_IDENTIFIER))
  if (oid !== MGF1) throw unsupported(element, oid)
  const digest = parseDigest(fields.take())
  fields.end()
  return digest
}
