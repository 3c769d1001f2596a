/**
 * One signature of a signed message: who made it and whether it is right over content and attributes (RFC 5652 5.4 and
 * 5.6; GB/T 35275). Whether that certificate is trusted, valid or revoked is not asked here, and no time is proven.
 */
import type { VerificationCache } from '../cache/cache.ts'
import { verifySignature } from '../cache/signatures.ts'
import { LimitExceededError, VerificationError } from '../errors.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG } from '../encoding/der.ts'
import { encodeOid } from '../encoding/der-writer.ts'
import { equalOctets, toHex, toUtf8 } from '../encoding/octets.ts'
import { digestAlgorithm, signatureAlgorithm, signatureFromDer } from '../crypto/index.ts'
import type { DigestAlgorithm, PublicKey, SignatureAlgorithm } from '../crypto/index.ts'
import type { Certificate } from './certificate.ts'
import type { SignerIdentifier, SignerInfo } from './cms.ts'
import { ATTRIBUTE, DATA } from './cms-identifiers.ts'
import { signingCertificateFindings } from './cms-signing-certificate.ts'
import { namesMatch } from './name-comparison.ts'

/** Established only when the signature is right: present facts mean that this key signed this content. */
export interface SignerInfoFacts {
  readonly certificate: Certificate
  /** What the signer says about when: no proof. */
  readonly claimedSigningTime?: Date
  readonly digestAlgorithm: DigestAlgorithm
  readonly signatureAlgorithm: SignatureAlgorithm
}

/** The signed octets, or what computes their digest where they are too long to hold. */
export type SignedContent = Uint8Array | ((algorithm: DigestAlgorithm) => Promise<Uint8Array> | Uint8Array)

export interface SignerInfoOptions {
  /** What was signed: `eContent`, or for a detached signature what the caller's format says. */
  readonly content: SignedContent
  /** Where the signer's certificate is looked for: those of the message, and others the caller knows. */
  readonly certificates: readonly Certificate[]
  /** SM2 user ids to try, in order. @default only the standard one, 1234567812345678 */
  readonly userIds?: readonly string[]
  /** Remembers signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
  /** Prefixed to findings. @default where the SignerInfo was found */
  readonly at?: Locator
}

/** Several certificates under one issuer and serial number are decoys; more than this many are not tried. */
const MAXIMUM_CANDIDATES = 8
const DEFAULT_USER_IDS = ['1234567812345678']
/** Attributes that mean nothing unless signed (RFC 5652 11.1 to 11.3). */
const SIGNED_ONLY = [ATTRIBUTE.contentType, ATTRIBUTE.messageDigest, ATTRIBUTE.signingTime]

/** The certificates that a signer identifier fits, in the order given, each once, at most 8. */
export function signerCertificates(sid: SignerIdentifier, certificates: readonly Certificate[]): readonly Certificate[] {
  const few: Certificate[] = []
  for (const certificate of certificates) {
    if (few.length === MAXIMUM_CANDIDATES) break
    if (isNamedBy(sid, certificate) && !few.some(({ bytes }) => equalOctets(bytes, certificate.bytes))) few.push(certificate)
  }
  return few
}

function isNamedBy(sid: SignerIdentifier, { issuer, serialNumber, subjectKeyIdentifier }: Certificate): boolean {
  if (sid.kind === 'issuerAndSerialNumber') return serialNumber === sid.serialNumber && namesMatch(issuer, sid.issuer)
  return subjectKeyIdentifier !== undefined && equalOctets(subjectKeyIdentifier, sid.keyIdentifier)
}

/**
 * Checks one signature of a signed message. Unsigned attributes take no part.
 * Facts are present when the digest, the signature value and the signing-certificate attributes all agree; findings may
 * still hold deviations for a policy to judge.
 */
export async function checkSignerInfo(signerInfo: SignerInfo, options: SignerInfoOptions): Promise<Checked<SignerInfoFacts>> {
  const at = options.at ?? signerInfo.at
  const findings: Finding[] = [...formFindings(signerInfo, options.content, at)]
  const digest = digestAlgorithm(signerInfo.digestAlgorithm.oid)
  if (digest === undefined) {
    findings.push(finding('CMS_DIGEST_ALGORITHM_UNSUPPORTED', at, { algorithm: signerInfo.digestAlgorithm.oid }))
  } else {
    if (digest.weak) findings.push(finding('CMS_DIGEST_ALGORITHM_WEAK', at, { algorithm: digest.name }))
    findings.push(...(await digestFindings(signerInfo, digest, options.content, at)))
  }
  const algorithm = resolveAlgorithm(signerInfo, digest, at)
  if (!isAlgorithm(algorithm)) findings.push(algorithm)
  else if (digest !== undefined && algorithm.digest !== undefined && algorithm.digest !== digest) {
    findings.push(finding('CMS_DIGEST_ALGORITHM_DIFFERS', at, { algorithm: digest.name, signatureAlgorithm: algorithm.name }))
  }
  const candidates = await byBinding(signerInfo, signerCertificates(signerInfo.sid, options.certificates), at)
  if (candidates.length === 0) findings.push(finding('CMS_SIGNER_NOT_FOUND', at))
  if (!isAlgorithm(algorithm) || candidates.length === 0) return { findings }

  const message = signerInfo.signedAttrs?.toBeSigned ?? (typeof options.content === 'function' ? undefined : options.content)
  if (message === undefined) return { findings: [...findings, finding('CHECK_NOT_PERFORMED', at)] }
  const { certificate, findings: value } = await verifyWith(candidates, { signerInfo, algorithm, digest, message, options, at })
  findings.push(...value)
  if (certificate === undefined) return { findings }
  findings.push(...(await signingCertificateFindings(signerInfo.signedAttrs, certificate, at)))
  if (digest === undefined || findings.some(({ code }) => DISPROVING.has(code))) return { findings }
  const signingTime = signerInfo.signedAttrs?.signingTime
  return {
    facts: {
      certificate,
      ...(signingTime !== undefined && { claimedSigningTime: signingTime }),
      digestAlgorithm: digest,
      signatureAlgorithm: algorithm,
    },
    findings,
  }
}

/** Findings under which the content is not shown to be signed by the certificate. */
const DISPROVING: ReadonlySet<string> = new Set([
  'CMS_ATTRIBUTES_AS_CONTENT', 'CMS_MESSAGE_DIGEST_ABSENT', 'CMS_MESSAGE_DIGEST_MISMATCH', 'CMS_SIGNING_CERTIFICATE_MISMATCH',
])

/** What is wrong with the shape, before any mathematics. */
function formFindings(signerInfo: SignerInfo, content: SignedContent, at: Locator): readonly Finding[] {
  const { signedAttrs, eContentType, unsignedAttrs } = signerInfo
  const found: Finding[] = []
  for (const oid of SIGNED_ONLY) if (unsignedAttrs.has(oid)) found.push(finding('CMS_ATTRIBUTE_NOT_SIGNED', at, { oid }))
  if (!signerInfo.digestAlgorithmListed) {
    found.push(finding('CMS_DIGEST_ALGORITHM_UNLISTED', at, { algorithm: signerInfo.digestAlgorithm.oid }))
  }
  if (signedAttrs === undefined) {
    if (!DATA.has(eContentType)) found.push(finding('CMS_SIGNED_ATTRIBUTES_ABSENT', at, { eContentType }))
    // A signature over attributes is also one over their octets as content, unless somebody looks.
    if (typeof content !== 'function' && looksLikeAttributes(content)) found.push(finding('CMS_ATTRIBUTES_AS_CONTENT', at))
    return found
  }
  const { contentType } = signedAttrs
  if (contentType === undefined) found.push(finding('CMS_CONTENT_TYPE_ABSENT', at))
  else if (contentType !== eContentType) found.push(finding('CMS_CONTENT_TYPE_MISMATCH', at, { eContentType, contentType }))
  return found
}

async function digestFindings(
  { signedAttrs }: SignerInfo, digest: DigestAlgorithm, content: SignedContent, at: Locator,
): Promise<readonly Finding[]> {
  if (signedAttrs === undefined) return []
  // Without it the signature says nothing about the content.
  if (signedAttrs.messageDigest === undefined) return [finding('CMS_MESSAGE_DIGEST_ABSENT', at)]
  const computed = typeof content === 'function' ? await content(digest) : await digest.digest(content)
  if (equalOctets(computed, signedAttrs.messageDigest)) return []
  return [finding('CMS_MESSAGE_DIGEST_MISMATCH', at, { algorithm: digest.name })]
}

const isAlgorithm = (result: SignatureAlgorithm | Finding): result is SignatureAlgorithm => 'verify' in result

/** The algorithm, or why it cannot be used: other checks of the message go on. */
function resolveAlgorithm({ signatureAlgorithm: stated }: SignerInfo, digest: DigestAlgorithm | undefined, at: Locator): SignatureAlgorithm | Finding {
  try {
    return signatureAlgorithm(stated.oid, stated.parameters, digest, at)
  } catch (error) {
    return problemOf(error)
  }
}

function problemOf(error: unknown): Finding {
  if (error instanceof VerificationError && !(error instanceof LimitExceededError)) return error.finding
  throw error
}

/** Candidates that the signing-certificate attributes name come first; the others show what does not fit. */
async function byBinding({ signedAttrs }: SignerInfo, candidates: readonly Certificate[], at: Locator): Promise<readonly Certificate[]> {
  if (candidates.length < 2) return candidates
  const bound = await Promise.all(candidates.map(async (candidate) => ({
    candidate,
    fits: (await signingCertificateFindings(signedAttrs, candidate, at)).every(({ code }) => code === 'CMS_SIGNING_CERTIFICATE_ABSENT'),
  })))
  return [...bound.filter(({ fits }) => fits), ...bound.filter(({ fits }) => !fits)].map(({ candidate }) => candidate)
}

interface Verification {
  readonly signerInfo: SignerInfo
  readonly algorithm: SignatureAlgorithm
  readonly digest: DigestAlgorithm | undefined
  readonly message: Uint8Array
  readonly options: SignerInfoOptions
  readonly at: Locator
}

/** The first candidate whose key made the signature; else what is wrong with the first. */
async function verifyWith(
  candidates: readonly Certificate[], verification: Verification,
): Promise<{ readonly certificate?: Certificate; readonly findings: readonly Finding[] }> {
  const outcomes: { readonly certificate?: Certificate; readonly findings: readonly Finding[] }[] = []
  for (const certificate of candidates) {
    const outcome = await verifyByCertificate(certificate, verification)
    if (outcome.certificate !== undefined) return outcome
    outcomes.push(outcome)
  }
  return outcomes[0] ?? { findings: [] }
}

async function verifyByCertificate(
  certificate: Certificate, { signerInfo: { signature }, algorithm, digest, message, options, at }: Verification,
): Promise<{ readonly certificate?: Certificate; readonly findings: readonly Finding[] }> {
  const { publicKey, publicKeyError } = certificate
  if (publicKey === undefined) return { findings: publicKeyError === undefined ? [] : [publicKeyError.finding] }
  if (publicKey.type !== 'unsupported' && publicKey.type !== algorithm.keyType) {
    return { findings: [finding('SIGNATURE_KEY_MISMATCH', at, { algorithm: algorithm.name, keyType: publicKey.type })] }
  }
  const findings: Finding[] = []
  const raw = algorithm.keyType === 'SM2' && signature.length === 64 && signatureFromDer(signature, 32) === undefined
  if (raw) findings.push(finding('CMS_SIGNATURE_RAW', at, { octets: signature.length }))
  try {
    const position = await matchingUserId(algorithm, publicKey, { message, signature, raw, userIds: options.userIds ?? DEFAULT_USER_IDS, cache: options.cache })
    if (position === undefined && (await verifiesByDigest({ algorithm, digest, key: publicKey, message, signature }))) return { certificate, findings }
    // What the digest of the message decides cannot be called wrong when that digest cannot be computed.
    if (position === undefined && digest === undefined && algorithm.name.startsWith(PKCS1)) return { findings }
    if (position === undefined) return { findings: [...findings, finding('CMS_SIGNATURE_INVALID', at, { algorithm: algorithm.name })] }
    if (position > 0) findings.push(finding('SIGNATURE_USER_ID_OTHER', at, { position }))
    return { certificate, findings }
  } catch (error) {
    return { findings: [...findings, problemOf(error)] }
  }
}

/** Position of the user id under which the signature verifies; only SM2 has user ids. */
async function matchingUserId(
  algorithm: SignatureAlgorithm, key: PublicKey,
  { message, signature, raw, userIds, cache }: {
    readonly message: Uint8Array; readonly signature: Uint8Array; readonly raw: boolean; readonly userIds: readonly string[]
    readonly cache: VerificationCache | undefined
  },
): Promise<number | undefined> {
  const signed = { algorithm, key, message, signature }
  if (algorithm.keyType !== 'SM2') return (await verifySignature(cache, signed)) ? 0 : undefined
  for (const [position, userId] of userIds.entries()) {
    if (await verifySignature(cache, signed, { userId: toUtf8(userId), encoding: raw ? 'raw' : 'der' })) return position
  }
  return undefined
}

/** Names of the entries of RSASSA-PKCS1-v1_5 in the algorithm table begin so, and go on with the digest. */
const PKCS1 = 'RSA-SHA'
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'

/**
 * Whether an RSA signature is over the digest that the SignerInfo states beside the algorithm, where the two statements
 * disagree: OpenSSL and others sign so, whatever digest the algorithm's name has. The disagreement is a finding already.
 */
async function verifiesByDigest(
  { algorithm, digest, key, message, signature }: {
    readonly algorithm: SignatureAlgorithm; readonly digest: DigestAlgorithm | undefined; readonly key: PublicKey
    readonly message: Uint8Array; readonly signature: Uint8Array
  },
): Promise<boolean> {
  if (!algorithm.name.startsWith(PKCS1) || digest === undefined || algorithm.digest === digest) return false
  return signatureAlgorithm(RSA_ENCRYPTION, undefined, digest).verify(key, message, signature)
}

/** More octets than signed attributes ever have; longer content is not looked into. */
const MAXIMUM_ATTRIBUTES = 65_536

/** Whether content is one SET that holds the two attribute types that signed attributes always have. */
function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== TAG.SET || content.length > MAXIMUM_ATTRIBUTES) return false
  const text = toHex(content)
  return [ATTRIBUTE.contentType, ATTRIBUTE.messageDigest].every((oid) => text.includes(toHex(encodeOid(oid))))
}
