/** Issues certificates (RFC 5280, GB/T 20518) by profile. Whether the subject is who it says is for whoever calls. */
import { finding } from '../../diagnostics/index.ts'
import { encodeExplicit, encodeInteger, encodeSequence, encodeTime } from '../../encoding/der-writer.ts'
import { readDer } from '../../encoding/der.ts'
import { Budget } from '../../limits.ts'
import { encodeSpki, parseSpki } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import { KEY_PURPOSE } from '../../pki/object-identifiers.ts'
import type { Certificate } from '../../pki/index.ts'
import { requireTime } from '../certificate-use.ts'
import { SigningRefusedError } from '../refusal.ts'
import { algorithmOfSigner } from '../signer-algorithm.ts'
import type { Signer } from '../signer.ts'
import { checkCertificateRequest, parseCertificateRequest } from './certificate-request.ts'
import {
  authorityInfoAccess, authorityKeyIdentifier, basicConstraints, certificatePolicies, distributionPoints, encodeExtension, extKeyUsage,
  extensionsField, keyIdentifierOf, keyUsage, ocspNoCheck, subjectAltName, subjectKeyIdentifier,
} from './extensions.ts'
import type { AccessInput, DistributionPointInput, ExtensionInput } from './extensions.ts'
import { ownCertificate, requireUsage, signed, unsuitable } from './issuer.ts'
import { encodeName, isEmptyName } from './names.ts'
import type { GeneralNameInput, NameInput } from './names.ts'
import { profileOf } from './profiles.ts'
import type { CertificateProfile, CertificateProfileName } from './profiles.ts'
import { newSerialNumber, requireSerialNumber } from './serial-number.ts'

export interface CertificateInput {
  /** Signs; its first certificate is the issuer's, except for `self`. */
  readonly signer: Signer
  /** `self`: a root, signed with the key that it certifies. @default the signer's first certificate */
  readonly issuer?: 'self'
  readonly profile: CertificateProfileName | CertificateProfile
  /** @default that of the request; required without one */
  readonly subject?: NameInput
  /** The key, or DER of its SubjectPublicKeyInfo, which is used as it stands. Either this or `request`. */
  readonly publicKey?: PublicKey | Uint8Array
  /** DER of a PKCS #10 request: its signature must be right. Of what it asks for only key and, by default, subject are taken. */
  readonly request?: Uint8Array
  readonly notBefore: Date
  /** Inclusive. */
  readonly notAfter: Date
  /** @default 126 bits of `random` */
  readonly serialNumber?: bigint
  /** @default the platform's */
  readonly random?: (length: number) => Uint8Array
  readonly subjectAltName?: readonly GeneralNameInput[]
  /** OIDs. */
  readonly policies?: readonly string[]
  /** For CAs; that of the profile by default. */
  readonly pathLenConstraint?: number
  /** Distribution points, each with the addresses of its one list. */
  readonly crls?: readonly DistributionPointInput[]
  readonly freshestCrls?: readonly (readonly string[])[]
  readonly access?: AccessInput
  readonly extensions?: readonly ExtensionInput[]
}

/**
 * Issues one certificate, DER.
 * @throws SigningRefusedError when verifiers would reject it (`AUTHORITY_...`) or the request's signature is wrong;
 *   FormatError, UnsupportedAlgorithmError for a request or key that cannot be read; TypeError for input that makes no sense
 */
export async function issueCertificate(input: CertificateInput): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, notBefore, notAfter, random } = input
  requireTime(notBefore, 'notBefore')
  requireTime(notAfter, 'notAfter')
  if (notBefore >= notAfter) throw new TypeError('notBefore must be earlier than notAfter')
  const profile = profileOf(input.profile)
  const { spki, subject } = await subjectOf(input)
  const publicKey = parseSpki(readDer(spki, { budget: new Budget() }))
  requireKey(publicKey, profile)
  const names = input.subjectAltName ?? []
  if (isEmptyName(subject) && (profile.cA === true || names.length === 0)) throw new TypeError('a CA has a name; others without one have an alternative name')
  if (profile.wantsAlternativeName === true && names.length === 0) throw new TypeError(`the profile ${profile.name} wants subjectAltName`)
  const pathLength = input.pathLenConstraint ?? profile.pathLenConstraint
  if (pathLength !== undefined && (profile.cA !== true || !Number.isInteger(pathLength) || pathLength < 0)) throw new TypeError('pathLenConstraint is a whole number from 0, of a CA')
  const issuer = input.issuer === 'self' ? undefined : ownCertificate(signer)
  if (issuer === undefined) {
    if (profile.cA !== true) throw new TypeError('only a root signs its own certificate')
  } else {
    if (input.profile === 'root') throw new TypeError("a root is its own issuer: give issuer: 'self'")
    requireIssuer(issuer, profile, pathLength)
    requirePeriod(issuer, notBefore, notAfter)
  }
  const serialNumber = input.serialNumber ?? newSerialNumber(random)
  requireSerialNumber(serialNumber)
  const subjectKey = await keyIdentifierOf(spki)
  const authorityKey = issuer === undefined ? subjectKey : (issuer.subjectKeyIdentifier ?? await keyIdentifierOf(issuer.spki))
  const { policies = [], crls = [], freshestCrls = [], access, extensions: own = [] } = input
  const extensions = [
    authorityKeyIdentifier(authorityKey),
    subjectKeyIdentifier(subjectKey),
    ...(profile.cA === true ? [basicConstraints(pathLength)] : []),
    keyUsage(profile.keyUsage),
    ...(profile.extKeyUsage === undefined ? [] : [extKeyUsage(profile.extKeyUsage, profile.extKeyUsageCritical === true)]),
    ...(names.length === 0 ? [] : [subjectAltName(names, isEmptyName(subject))]),
    ...(policies.length === 0 ? [] : [certificatePolicies(policies)]),
    ...(crls.length === 0 ? [] : [distributionPoints('cRLDistributionPoints', crls)]),
    ...(freshestCrls.length === 0 ? [] : [distributionPoints('freshestCRL', freshestCrls)]),
    ...((access?.ocsp?.length ?? 0) + (access?.caIssuers?.length ?? 0) === 0 ? [] : [authorityInfoAccess(access ?? {})]),
    ...(profile.ocspNoCheck === true ? [ocspNoCheck()] : []),
    ...own.map(encodeExtension),
  ]
  const tbs = encodeSequence(
    encodeExplicit(0, encodeInteger(2)),
    encodeInteger(serialNumber),
    algorithmOfSigner(signer).identifier,
    issuer === undefined ? subject : issuer.subject.bytes,
    encodeSequence(encodeTime(notBefore), encodeTime(notAfter)),
    subject,
    spki,
    ...extensionsField(3, extensions),
  )
  return signed(tbs, signer, { publicKey: issuer === undefined ? publicKey : issuer.publicKey ?? publicKey })
}

/** A pair as GM/T 0034 has it: one holder, two keys, two certificates. */
export interface CertificatePairInput extends Omit<CertificateInput, 'profile' | 'publicKey' | 'issuer' | 'serialNumber'> {
  readonly encryptionKey: PublicKey | Uint8Array
  readonly publicKey?: PublicKey | Uint8Array
}

/** Issues a signing and an encryption certificate for one subject. @throws as `issueCertificate` */
export async function issueCertificatePair(
  { encryptionKey, ...input }: CertificatePairInput,
): Promise<{ readonly signing: Uint8Array<ArrayBuffer>; readonly encryption: Uint8Array<ArrayBuffer> }> {
  const { subject } = await subjectOf(input)
  const signing = await issueCertificate({ ...input, profile: 'signer' })
  const common = Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'request')) as Omit<typeof input, 'request'>
  return { signing, encryption: await issueCertificate({ ...common, subject, publicKey: encryptionKey, profile: 'encryption' }) }
}

async function subjectOf(
  { request, publicKey, subject }: Pick<CertificateInput, 'request' | 'publicKey' | 'subject'>,
): Promise<{ readonly spki: Uint8Array; readonly subject: Uint8Array }> {
  if ((request === undefined) === (publicKey === undefined)) throw new TypeError('give either publicKey or request')
  if (request !== undefined) {
    const parsed = parseCertificateRequest(request, { budget: new Budget() })
    const { facts, findings } = await checkCertificateRequest(parsed)
    const [wrong] = findings
    if (facts === undefined && wrong !== undefined) throw new SigningRefusedError(wrong)
    return { spki: parsed.spki, subject: subject === undefined ? parsed.subject.bytes : encodeName(subject) }
  }
  if (subject === undefined) throw new TypeError('subject is required')
  const spki = publicKey instanceof Uint8Array ? publicKey : encodeSpki(publicKey as PublicKey)
  return { spki, subject: encodeName(subject) }
}

/** Keys that only sign have nothing to do in certificates for encryption. */
function requireKey({ type }: PublicKey, { keyUsage: usages, name }: CertificateProfile): void {
  const encrypts = usages.some((usage) => usage === 'keyEncipherment' || usage === 'dataEncipherment' || usage === 'keyAgreement')
  if (type !== 'unsupported' && !(encrypts && (type === 'Ed25519' || type === 'Ed448'))) return
  throw new SigningRefusedError(finding('AUTHORITY_KEY_UNSUITABLE', [], { keyType: type, profile: name }))
}

function requireIssuer(issuer: Certificate, { cA = false, extKeyUsage: purposes }: CertificateProfile, pathLength: number | undefined): void {
  if (issuer.basicConstraints?.cA !== true) throw unsuitable('basicConstraints')
  requireUsage(issuer, 'keyCertSign')
  const { pathLenConstraint } = issuer.basicConstraints
  if (cA && pathLenConstraint !== undefined && (pathLenConstraint === 0 || (pathLength ?? pathLenConstraint) >= pathLenConstraint)) {
    throw unsuitable('pathLenConstraint')
  }
  const { extKeyUsage: allowed } = issuer
  // RFC 6960 responders are exempt, as path validation has it.
  const restricted = (purposes ?? []).filter((purpose) => purpose !== KEY_PURPOSE.OCSPSigning)
  if (allowed !== undefined && !allowed.has(KEY_PURPOSE.any) && restricted.some((purpose) => !allowed.has(purpose))) throw unsuitable('extKeyUsage')
}

function requirePeriod(issuer: Certificate, notBefore: Date, notAfter: Date): void {
  if (notBefore >= issuer.notBefore && notAfter <= issuer.notAfter) return
  throw new SigningRefusedError(finding('AUTHORITY_VALIDITY_OUTSIDE_ISSUER', [], {
    notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString(),
    issuerNotBefore: issuer.notBefore.toISOString(), issuerNotAfter: issuer.notAfter.toISOString(),
  }))
}
