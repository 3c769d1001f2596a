/**
 * X.509 certificates (RFC 5280 clause 4; GB/T 20518): parsed over their original octets. Nothing here is judged or trusted:
 * no signature, date, issuer or usage has been checked. Paths are validated in `path/`.
 */
import { FormatError, LimitExceededError, VerificationError } from '../errors.ts'
import type { Finding, Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { TAG, context, contextPrimitive, readDer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { expectTag, readBitStringOctets, readSmallInteger, readTime } from '../encoding/der-values.ts'
import { equalOctets } from '../encoding/octets.ts'
import { parseSpki } from '../crypto/index.ts'
import type { PublicKey } from '../crypto/index.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { parseExtensions, readCertificateExtensions } from './extensions/index.ts'
import type { CertificateExtensions, Extension } from './extensions/index.ts'
import { explicitContent } from './general-name.ts'
import { parseName } from './name.ts'
import type { DistinguishedName } from './name.ts'

/** A certificate as it says of itself. Known extensions appear under their RFC 5280 names. */
export interface Certificate extends CertificateExtensions {
  /** The whole certificate. */
  readonly bytes: Uint8Array
  /** Where it was found. */
  readonly at: Locator
  /** The signed part, exactly as it stands. */
  readonly tbs: Uint8Array
  readonly version: 1 | 2 | 3
  /** As encoded: may be negative or zero in deviating certificates. */
  readonly serialNumber: bigint
  /** Content octets of the serial number. */
  readonly serialNumberBytes: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly issuer: DistinguishedName
  readonly subject: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, the whole element. */
  readonly spki: Uint8Array
  /** Absent when its algorithm is not supported or it is malformed; `publicKeyError` then says why. */
  readonly publicKey?: PublicKey
  readonly publicKeyError?: VerificationError
  readonly signatureValue: Uint8Array
  readonly extensions: ReadonlyMap<string, Extension>
  /** Deviations from DER and RFC 5280 that were read over, at most 16 of a code. */
  readonly findings: readonly Finding[]
}

export interface CertificateOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Also told of what goes into `findings`. */
  readonly note?: Note
}

/** Enough to see how a certificate was made, too few to flood a report. */
const MAXIMUM_OF_A_CODE = 16

/**
 * Parses exactly one DER certificate of version 1, 2 or 3.
 * @throws FormatError, LimitExceededError
 */
export function parseCertificate(bytes: Uint8Array, options: CertificateOptions): Certificate {
  const at = options.at ?? []
  const findings: Finding[] = []
  const note: Note = (noticed) => {
    if (findings.filter(({ code }) => code === noticed.code).length >= MAXIMUM_OF_A_CODE) return
    findings.push(noticed)
    options.note?.(noticed)
  }
  const outer = new Fields(readDer(bytes, { budget: options.budget, at }), 'Certificate')
  const tbs = outer.take()
  const signatureAlgorithm = parseAlgorithmIdentifier(outer.take())
  const signatureValue = readBitStringOctets(outer.take())
  outer.end()

  const fields = new Fields(tbs, 'TBSCertificate')
  const version = readVersion(fields.optional(context(0)), note)
  const serial = fields.take(TAG.INTEGER)
  const inner = parseAlgorithmIdentifier(fields.take())
  if (!equalOctets(inner.bytes, signatureAlgorithm.bytes)) {
    throw new FormatError(
      finding('CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH', at, { inner: inner.oid, outer: signatureAlgorithm.oid }),
    )
  }
  const issuer = parseName(fields.take())
  const validity = new Fields(fields.take(), 'Validity')
  const notBefore = readValidityTime(validity.take(), 'notBefore', note)
  const notAfter = readValidityTime(validity.take(), 'notAfter', note)
  validity.end()
  const subject = parseName(fields.take())
  const spki = fields.take(TAG.SEQUENCE)
  const uniqueIds = [fields.optional(contextPrimitive(1)), fields.optional(contextPrimitive(2))]
  const extensionsField = fields.optional(context(3))
  fields.end()
  if ((version === 1 && uniqueIds.some((id) => id !== undefined)) || (version !== 3 && extensionsField !== undefined)) {
    throw new FormatError(finding('CERTIFICATE_FIELDS_NOT_OF_VERSION', at, { version }))
  }
  const extensions =
    extensionsField === undefined
      ? new Map<string, Extension>()
      : parseExtensions(explicitContent(extensionsField, 'TBSCertificate'), note)

  return {
    ...readCertificateExtensions(extensions, { budget: options.budget, at, note }),
    bytes,
    at,
    tbs: tbs.bytes,
    version,
    serialNumber: readSerialNumber(serial, note),
    serialNumberBytes: serial.content,
    signatureAlgorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    spki: spki.bytes,
    ...readKey(spki),
    signatureValue,
    extensions,
    findings,
  }
}

function readVersion(element: DerElement | undefined, note: Note): 1 | 2 | 3 {
  if (element === undefined) return 1
  const at = element.rules.at
  switch (readSmallInteger(explicitContent(element, 'TBSCertificate'))) {
    case 0:
      note(finding('DER_DEFAULT_ENCODED', at, { offset: element.start }))
      return 1
    case 1:
      return 2
    case 2:
      return 3
    default:
      throw new FormatError(finding('CERTIFICATE_VERSION_UNKNOWN', at))
  }
}

/** Serial numbers of real certificates break all rules of RFC 5280 4.1.2.2; they are compared as they stand. */
function readSerialNumber(element: DerElement, note: Note): bigint {
  expectTag(element, TAG.INTEGER)
  const octets = element.content
  const at = element.rules.at
  if (octets.length === 0 || octets.length > 256) throw new FormatError(finding('CERTIFICATE_SERIAL_NUMBER_INVALID', at))
  let value = 0n
  for (const octet of octets) value = (value << 8n) | BigInt(octet)
  if ((octets[0] as number) >= 0x80) value -= 1n << BigInt(8 * octets.length)
  if (value <= 0n) note(finding('CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE', at))
  if (octets.length > 1 && ((octets[0] === 0 && (octets[1] as number) < 0x80) || (octets[0] === 0xff && (octets[1] as number) >= 0x80))) {
    note(finding('BER_INTEGER_PADDED', at, { offset: element.start }))
  }
  if (octets.length > 20) note(finding('CERTIFICATE_SERIAL_NUMBER_TOO_LONG', at, { octets: octets.length }))
  return value
}

function readValidityTime(element: DerElement, field: string, note: Note): Date {
  const time = readTime(element)
  const generalized = element.tag === TAG.GENERALIZED_TIME
  if (generalized && (time.getUTCFullYear() < 2050 || element.content.length !== 15)) {
    note(finding('CERTIFICATE_TIME_FORM', element.rules.at, { field }))
  }
  return time
}

/** A key that cannot be used leaves the certificate readable: it may be shown, listed in a seal, or not needed at all. */
function readKey(spki: DerElement): Pick<Certificate, 'publicKey' | 'publicKeyError'> {
  try {
    return { publicKey: parseSpki(spki) }
  } catch (error) {
    if (error instanceof LimitExceededError || !(error instanceof VerificationError)) throw error
    return { publicKeyError: error }
  }
}
