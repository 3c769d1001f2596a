/** Certificate requests (PKCS #10, RFC 2986): made, read, and checked for proof of possession. */
import { FormatError, LimitExceededError, VerificationError } from '../../errors.ts'
import type { Checked, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { TAG, context, readDer } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBitStringOctets, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { encodeElement, encodeInteger, encodeOid, encodeSequence, encodeSetOf } from '../../encoding/der-writer.ts'
import { encodeSpki, parseSpki, signatureAlgorithm } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import { parseAlgorithmIdentifier } from '../../pki/algorithm-identifier.ts'
import type { AlgorithmIdentifier } from '../../pki/algorithm-identifier.ts'
import { parseExtensions } from '../../pki/extensions/index.ts'
import type { Extension } from '../../pki/extensions/index.ts'
import { parseName } from '../../pki/name.ts'
import type { DistinguishedName } from '../../pki/name.ts'
import type { Signer } from '../signer.ts'
import { encodeExtension, subjectAltName } from './extensions.ts'
import type { ExtensionInput } from './extensions.ts'
import { signed } from './issuer.ts'
import { encodeName } from './names.ts'
import type { GeneralNameInput, NameInput } from './names.ts'

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'

export interface CertificateRequestInput {
  /** Signs with the private half of `publicKey`; its certificates play no part. */
  readonly signer: Signer
  readonly publicKey: PublicKey
  readonly subject: NameInput
  /** Asked for; authorities need not grant it. */
  readonly subjectAltName?: readonly GeneralNameInput[]
  readonly extensions?: readonly ExtensionInput[]
}

/** Makes a request, DER; PEM label `CERTIFICATE REQUEST`. @throws FormatError when signer and key do not belong together; TypeError */
export function makeCertificateRequest(input: CertificateRequestInput): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, publicKey, subject, subjectAltName: names = [], extensions = [] } = input
  const wanted = [...(names.length === 0 ? [] : [subjectAltName(names, false)]), ...extensions.map(encodeExtension)]
  const attributes = wanted.length === 0 ? [] : [encodeSequence(encodeOid(EXTENSION_REQUEST), encodeSetOf(encodeSequence(...wanted)))]
  return signed(encodeSequence(encodeInteger(0), encodeName(subject), encodeSpki(publicKey), encodeElement(context(0), ...attributes)), signer, { publicKey })
}

export interface CertificateRequest {
  readonly bytes: Uint8Array
  readonly at: Locator
  /** The signed part, exactly as it stands. */
  readonly tbs: Uint8Array
  readonly subject: DistinguishedName
  /** SubjectPublicKeyInfo, the whole element. */
  readonly spki: Uint8Array
  readonly publicKey: PublicKey
  /** What the requester would like to have; none of it was checked. */
  readonly requestedExtensions: ReadonlyMap<string, Extension>
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
}

/**
 * Parses exactly one DER request. Nothing is checked.
 * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
 */
export function parseCertificateRequest(bytes: Uint8Array, { budget, at = [] }: { readonly budget: Budget; readonly at?: Locator }): CertificateRequest {
  const outer = new Fields(readDer(bytes, { budget, at }), 'CertificationRequest')
  const tbs = outer.take()
  const algorithm = parseAlgorithmIdentifier(outer.take())
  const signatureValue = readBitStringOctets(outer.take())
  outer.end()
  const fields = new Fields(tbs, 'CertificationRequestInfo')
  const version = readSmallInteger(fields.take())
  if (version !== 0) throw new FormatError(finding('CERTIFICATE_REQUEST_VERSION', at, { version: version + 1 }))
  const subject = parseName(fields.take())
  const spki = fields.take(TAG.SEQUENCE)
  // Some software leaves the empty set of attributes out.
  const attributes = fields.optional(context(0))
  fields.end()
  let requestedExtensions: ReadonlyMap<string, Extension> = new Map()
  for (const attribute of attributes?.children ?? []) {
    const inner = new Fields(attribute, 'Attribute')
    const type = readOid(inner.take())
    const values = new Fields(inner.take(TAG.SET), 'AttributeValues', TAG.SET)
    inner.end()
    if (type === EXTENSION_REQUEST) requestedExtensions = parseExtensions(values.take())
  }
  return {
    bytes, at, tbs: tbs.bytes, subject, spki: spki.bytes, publicKey: parseSpki(spki), requestedExtensions, signatureAlgorithm: algorithm, signatureValue,
  }
}

/** Whether whoever made the request holds the key in it. That the name is theirs is not shown by this. */
export async function checkCertificateRequest(request: CertificateRequest): Promise<Checked<{ readonly publicKey: PublicKey }>> {
  const { at, tbs, publicKey, signatureValue, signatureAlgorithm: stated } = request
  try {
    const algorithm = signatureAlgorithm(stated.oid, stated.parameters, undefined, at)
    if (!algorithm.weak && await algorithm.verify(publicKey, tbs, signatureValue)) return { facts: { publicKey }, findings: [] }
    return { findings: [finding('CERTIFICATE_REQUEST_SIGNATURE_INVALID', at, { algorithm: algorithm.name })] }
  } catch (error) {
    if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
    return { findings: [{ ...error.finding, at }] }
  }
}
