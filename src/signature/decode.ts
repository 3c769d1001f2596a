/** Says what a signature value is, by its shape, and reads it: the place where container meets format. Nothing is verified. */
import type { VerificationCache } from '../cache/cache.ts'
import { finding } from '../diagnostics/index.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { FormatError } from '../errors.ts'
import type { Budget } from '../limits.ts'
import { parseSignedData } from '../pki/cms.ts'
import type { SignedData } from '../pki/cms.ts'
import { detectSesBytes } from '../seal/index.ts'
import type { SealSignature } from '../seal/index.ts'
import { readSealSignature } from '../seal/seal-cache.ts'

/** A signature value of one of the kinds that occur, with what was noticed while reading it. */
export type DecodedSignature =
  | { readonly format: 'SES'; readonly ses: SealSignature; readonly findings: readonly Finding[] }
  | { readonly format: 'CMS'; readonly cms: SignedData; readonly findings: readonly Finding[] }
  | { readonly format: 'SM2'; readonly value: Uint8Array; readonly encoding: 'der' | 'raw'; readonly findings: readonly Finding[] }

export interface DecodeOptions {
  readonly budget: Budget
  readonly at: Locator
  /** Remembers seals. @default none */
  readonly cache?: VerificationCache | undefined
}

/**
 * Reads a signature value. What the container calls it plays no part.
 * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
 */
export function decodeSignature(value: Uint8Array, options: DecodeOptions): DecodedSignature {
  const { shape, bytes, finding: textLayer } = detectSesBytes(value, options)
  const findings: Finding[] = textLayer === undefined ? [] : [textLayer]
  switch (shape) {
    case 'SES_Signature': {
      // Reads the text layer itself, and notes it.
      const ses = readSealSignature(value, options, options.cache)
      return { format: 'SES', ses, findings: [...ses.findings, ...ses.seal.findings] }
    }
    case 'CMS': {
      const cms = parseSignedData(bytes, { ...options, note: (noticed) => findings.push(noticed) })
      return { format: 'CMS', cms, findings }
    }
    case 'SM2-DER':
      return { format: 'SM2', value: bytes, encoding: 'der', findings }
    case 'SM2-raw':
      return { format: 'SM2', value: bytes.subarray(bytes.length - 64), encoding: 'raw', findings: [...findings, finding('SIGNATURE_RAW', options.at)] }
    case 'proprietary':
      throw new FormatError(finding('SEAL_PROPRIETARY', options.at))
    default:
      // Nothing known, or a seal where a signature belongs.
      throw new FormatError(finding('SIGNATURE_FORMAT_UNKNOWN', options.at))
  }
}
