/** A time-stamp authority (RFC 3161, GM/T 0033): reads requests, makes tokens and responses. The time is the caller's. */
import { FormatError, VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { TAG, context, readDer } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBoolean, readInteger, readOctetString, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import {
  encodeElement, encodeExplicit, encodeGeneralizedTime, encodeInteger, encodeNamedBits, encodeNull, encodeOctetString,
  encodeOid, encodeSequence, encodeSetOf, encodeTime, encodeUtf8String,
} from '../../encoding/der-writer.ts'
import { concatOctets } from '../../encoding/octets.ts'
import { DIGESTS, digestAlgorithm } from '../../crypto/index.ts'
import type { DigestName } from '../../crypto/index.ts'
import { ATTRIBUTE, TST_INFO } from '../../pki/index.ts'
import { KEY_PURPOSE, EXTENSION } from '../../pki/object-identifiers.ts'
import { requireTime, requireValidAt } from '../certificate-use.ts'
import { SigningRefusedError } from '../refusal.ts'
import { algorithmOfSigner } from '../signer-algorithm.ts'
import { requireSignature } from '../signer-signature.ts'
import type { Signer } from '../signer.ts'
import { ownCertificate } from './issuer.ts'
import { requireSerialNumber } from './serial-number.ts'

const SIGNED_DATA = '1.2.840.113549.1.7.2'

export interface TimeStampRequest {
  /** MessageImprint as it stands; goes into the token. */
  readonly messageImprint: Uint8Array
  readonly hashAlgorithm: string
  readonly hashedMessage: Uint8Array
  readonly policy?: string
  readonly nonce?: bigint
  /** The token is to hold the authority's certificate. */
  readonly certReq: boolean
  readonly hasExtensions: boolean
}

/** Parses a TimeStampReq. @throws FormatError, LimitExceededError */
export function parseTimeStampRequest(bytes: Uint8Array, { budget }: { readonly budget: Budget }): TimeStampRequest {
  const root = readDer(bytes, { budget })
  const fields = new Fields(root, 'TimeStampReq')
  const version = readSmallInteger(fields.take())
  if (version !== 1) throw new FormatError(finding('TIME_STAMP_VERSION_UNKNOWN', [], { version }))
  const imprint = fields.take(TAG.SEQUENCE)
  const inner = new Fields(imprint, 'MessageImprint')
  const hashAlgorithm = readOid(new Fields(inner.take(), 'AlgorithmIdentifier').take())
  const hashedMessage = readOctetString(inner.take())
  inner.end()
  const policy = fields.optional(TAG.OBJECT_IDENTIFIER)
  const nonce = fields.optional(TAG.INTEGER)
  const certReq = fields.optional(TAG.BOOLEAN)
  const extensions = fields.optional(context(0))
  fields.end()
  return {
    messageImprint: imprint.bytes, hashAlgorithm, hashedMessage,
    ...(policy !== undefined && { policy: readOid(policy) }), ...(nonce !== undefined && { nonce: readInteger(nonce) }),
    certReq: certReq !== undefined && readBoolean(certReq), hasExtensions: extensions !== undefined,
  }
}

export interface TimeStampInput {
  /** Of the authority; its first certificate has timeStamping as its one, critical key purpose. */
  readonly signer: Signer
  /** In whole seconds. */
  readonly time: Date
  /** New for each token. */
  readonly serialNumber: bigint
  /** OID of the policy of the authority. */
  readonly policy: string
  /** How far the time may be off. @default not said */
  readonly accuracySeconds?: number
}

export interface TimeStampSubject {
  readonly digest: Uint8Array
  readonly hash: DigestName
}

/** A token over a digest, DER of its ContentInfo. @throws SigningRefusedError for an authority that nobody would believe; TypeError */
export function makeTimeStampToken({ digest, hash }: TimeStampSubject, input: TimeStampInput): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = DIGESTS[hash]
  if (digest.length !== algorithm.length) throw new TypeError(`a digest of ${hash} has ${algorithm.length} octets`)
  const messageImprint = encodeSequence(encodeSequence(encodeOid(algorithm.oids[0]), encodeNull()), encodeOctetString(digest))
  return tokenOf({ messageImprint, certReq: true }, input)
}

/** What a TimeStampResp says when there is no token: bits of PKIFailureInfo. */
const FAILURES = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, unacceptedExtension: 16, systemFailure: 25 } as const
export type TimeStampFailure = keyof typeof FAILURES

/** A response without token. */
export function makeTimeStampFailure(failure: TimeStampFailure): Uint8Array<ArrayBuffer> {
  return encodeSequence(encodeSequence(encodeInteger(2), encodeSequence(encodeUtf8String(failure)), encodeNamedBits(FAILURES[failure])))
}

/** Answers a request, DER of a TimeStampResp: with a token, or with why not. @throws SigningRefusedError, TypeError for the authority's own mistakes */
export async function makeTimeStampResponse(request: Uint8Array, input: TimeStampInput): Promise<Uint8Array<ArrayBuffer>> {
  let parsed: TimeStampRequest
  try {
    parsed = parseTimeStampRequest(request, { budget: new Budget() })
  } catch (error) {
    if (error instanceof VerificationError) return makeTimeStampFailure('badDataFormat')
    throw error
  }
  const digest = digestAlgorithm(parsed.hashAlgorithm)
  if (digest === undefined || digest.weak) return makeTimeStampFailure('badAlg')
  if (digest.length !== parsed.hashedMessage.length) return makeTimeStampFailure('badDataFormat')
  if (parsed.policy !== undefined && parsed.policy !== input.policy) return makeTimeStampFailure('unacceptedPolicy')
  if (parsed.hasExtensions) return makeTimeStampFailure('unacceptedExtension')
  return encodeSequence(encodeSequence(encodeInteger(0)), await tokenOf(parsed, input))
}

async function tokenOf(
  { messageImprint, nonce, certReq }: Pick<TimeStampRequest, 'messageImprint' | 'nonce' | 'certReq'>, input: TimeStampInput,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, time, serialNumber, policy, accuracySeconds } = input
  requireTime(time, 'time')
  requireSerialNumber(serialNumber)
  if (accuracySeconds !== undefined && (!Number.isInteger(accuracySeconds) || accuracySeconds < 1)) throw new TypeError('accuracySeconds is a whole number from 1')
  const certificate = ownCertificate(signer)
  const { extKeyUsage, extensions } = certificate
  if (extKeyUsage?.size !== 1 || !extKeyUsage.has(KEY_PURPOSE.timeStamping) || extensions.get(EXTENSION.extKeyUsage)?.critical !== true) {
    throw new SigningRefusedError(finding('AUTHORITY_TIME_STAMPER_UNSUITABLE', []))
  }
  requireValidAt(certificate, time)
  const tstInfo = encodeSequence(
    encodeInteger(1), encodeOid(policy), messageImprint, encodeInteger(serialNumber), encodeGeneralizedTime(time),
    ...(accuracySeconds === undefined ? [] : [encodeSequence(encodeInteger(accuracySeconds))]),
    ...(nonce === undefined ? [] : [encodeInteger(nonce)]),
    encodeExplicit(0, encodeElement(context(4), certificate.subject.bytes)),
  )
  const { entry, identifier } = algorithmOfSigner(signer)
  // Ed25519 hashes inside; RFC 8419 clause 3 has SHA-512 for the attributes.
  const digest = entry.digest ?? DIGESTS['SHA-512']
  const digestIdentifier = encodeSequence(encodeOid(digest.oids[0]))
  const attribute = (oid: string, value: Uint8Array): Uint8Array => encodeSequence(encodeOid(oid), encodeSetOf(value))
  const issuerSerial = encodeSequence(encodeSequence(encodeElement(context(4), certificate.issuer.bytes)), encodeElement(TAG.INTEGER, certificate.serialNumberBytes))
  const certId = encodeSequence(
    // SHA-256 is the default and not written (RFC 5035 clause 3).
    ...(digest.name === 'SHA-256' ? [] : [digestIdentifier]), encodeOctetString(await digest.digest(certificate.bytes)), issuerSerial,
  )
  const attributes = encodeSetOf(
    attribute(ATTRIBUTE.contentType, encodeOid(TST_INFO)),
    attribute(ATTRIBUTE.signingTime, encodeTime(time)),
    attribute(ATTRIBUTE.messageDigest, encodeOctetString(await digest.digest(tstInfo))),
    attribute(ATTRIBUTE.signingCertificateV2, encodeSequence(encodeSequence(certId))),
  )
  const signature = await signer.sign(attributes)
  await requireSignature(signer, attributes, signature)
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer.bytes, encodeElement(TAG.INTEGER, certificate.serialNumberBytes)),
    digestIdentifier,
    concatOctets(Uint8Array.of(context(0)), attributes.subarray(1)),
    identifier,
    encodeOctetString(signature),
  )
  return encodeSequence(encodeOid(SIGNED_DATA), encodeExplicit(0, encodeSequence(
    encodeInteger(3),
    encodeSetOf(digestIdentifier),
    encodeSequence(encodeOid(TST_INFO), encodeExplicit(0, encodeOctetString(tstInfo))),
    ...(certReq ? [encodeElement(context(0), ...signer.certificates)] : []),
    encodeSetOf(signerInfo),
  )))
}
