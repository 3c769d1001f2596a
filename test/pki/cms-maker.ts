/** Makes signed messages and time-stamp tokens for tests, right and wrong ones alike: every part can be replaced. */
import {
  encodeElement, encodeExplicit, encodeGeneralizedTime, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence, encodeSetOf, encodeUtcTime,
} from '../../src/encoding/der-writer.ts'
import { context } from '../../src/encoding/der.ts'
import { digestAlgorithm } from '../../src/crypto/index.ts'
import { ATTRIBUTE, TST_INFO } from '../../src/pki/index.ts'
import type { Certificate } from '../../src/pki/index.ts'
import type { TestKey } from './certificate-maker.ts'

type Octets = Uint8Array<ArrayBuffer>

export const GM = { signedData: '1.2.156.10197.6.1.4.2.2', data: '1.2.156.10197.6.1.4.2.1', sm2: '1.2.156.10197.1.301.1', sm3: '1.2.156.10197.1.401' }
export const PKCS7 = { signedData: '1.2.840.113549.1.7.2', data: '1.2.840.113549.1.7.1', sha256: '2.16.840.1.101.3.4.2.1', sha1: '1.3.14.3.2.26' }

export const attribute = (type: string, ...values: readonly Uint8Array[]): Octets => encodeSequence(encodeOid(type), encodeElement(0x31, ...values))

export const contentType = (oid: string): Octets => attribute(ATTRIBUTE.contentType, encodeOid(oid))
export const messageDigest = (digest: Uint8Array): Octets => attribute(ATTRIBUTE.messageDigest, encodeOctetString(digest))
export const signingTime = (time: Date): Octets => attribute(ATTRIBUTE.signingTime, encodeUtcTime(time))

export async function digestOf(oid: string, octets: Uint8Array): Promise<Octets> {
  const digest = digestAlgorithm(oid)
  if (digest === undefined) throw new TypeError(`no digest ${oid}`)
  return digest.digest(octets)
}

/** SigningCertificateV2, with SHA-256 by default. */
export async function signingCertificateV2(certificate: Certificate, hash?: string): Promise<Octets> {
  const certHash = encodeOctetString(await digestOf(hash ?? PKCS7.sha256, certificate.bytes))
  const id = encodeSequence(...(hash === undefined ? [] : [encodeSequence(encodeOid(hash))]), certHash)
  return attribute(ATTRIBUTE.signingCertificateV2, encodeSequence(encodeSequence(id)))
}

/** SigningCertificate (v1), whose digest is always SHA-1. `serial` and `issuer` make an issuerSerial. */
export async function signingCertificateV1(certificate: Certificate, issuerSerial?: { issuer: Uint8Array; serial: bigint }): Promise<Octets> {
  const named = issuerSerial === undefined ? [] : [encodeSequence(encodeSequence(encodeExplicit(4, issuerSerial.issuer)), encodeInteger(issuerSerial.serial))]
  const id = encodeSequence(encodeOctetString(await digestOf(PKCS7.sha1, certificate.bytes)), ...named)
  return attribute(ATTRIBUTE.signingCertificate, encodeSequence(encodeSequence(id)))
}

export interface SignerTemplate {
  readonly certificate: Certificate
  readonly key: TestKey
  /** Signed attributes; `none` signs the content itself. @default contentType and messageDigest that are right */
  readonly attributes?: readonly Uint8Array[] | 'none'
  /** Keeps the attributes in the order given, instead of that of DER. */
  readonly unordered?: boolean
  readonly unsigned?: readonly Uint8Array[]
  readonly digest?: string
  /** Of the signature, as AlgorithmIdentifier. @default that of the key */
  readonly algorithm?: Uint8Array
  /** SignerIdentifier. @default issuer and serial number */
  readonly sid?: Uint8Array
  readonly version?: number
  /** Changes the signature value. */
  readonly spoil?: (signature: Uint8Array) => Uint8Array
}

export interface MessageTemplate {
  readonly content: Uint8Array
  readonly signers: readonly SignerTemplate[]
  /** @default international identifiers */
  readonly contentType?: string
  readonly eContentType?: string
  readonly detached?: boolean
  /** Replaces the OCTET STRING in the content. */
  readonly contentElement?: Uint8Array
  readonly certificates?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
  readonly version?: number
  /** Listed digest algorithms. @default those of the signers */
  readonly digests?: readonly string[]
}

const issuerAndSerial = ({ issuer, serialNumberBytes }: Certificate): Octets => encodeSequence(issuer.bytes, encodeElement(2, serialNumberBytes))

async function makeSignerInfo(signer: SignerTemplate, content: Uint8Array, eContentType: string): Promise<Octets> {
  const digest = signer.digest ?? (signer.key.kind === 'SM2' ? GM.sm3 : PKCS7.sha256)
  const attributes = signer.attributes ?? [contentType(eContentType), messageDigest(await digestOf(digest, content))]
  const set = attributes === 'none' ? undefined : signer.unordered === true ? encodeElement(0x31, ...attributes) : encodeSetOf(...attributes)
  const signature = await signer.key.sign(set ?? content)
  const implicit = (n: number, element: Uint8Array): Octets => {
    const copy = Uint8Array.from(element)
    copy[0] = context(n)
    return copy
  }
  return encodeSequence(
    encodeInteger(signer.version ?? 1),
    signer.sid ?? issuerAndSerial(signer.certificate),
    encodeSequence(encodeOid(digest), encodeNull()),
    ...(set === undefined ? [] : [implicit(0, set)]),
    signer.algorithm ?? signer.key.algorithm,
    encodeOctetString(signer.spoil?.(signature) ?? signature),
    ...(signer.unsigned === undefined ? [] : [encodeElement(context(1), ...signer.unsigned)]),
  )
}

/** DER of a ContentInfo with SignedData. */
export async function makeSignedData(template: MessageTemplate): Promise<Octets> {
  const { content, signers, eContentType = PKCS7.data } = template
  const infos = await Promise.all(signers.map((signer) => makeSignerInfo(signer, content, eContentType)))
  const digests = template.digests ?? [...new Set(signers.map(({ digest, key }) => digest ?? (key.kind === 'SM2' ? GM.sm3 : PKCS7.sha256)))]
  const certificates = template.certificates ?? signers.map(({ certificate }) => certificate.bytes)
  return encodeSequence(
    encodeOid(template.contentType ?? PKCS7.signedData),
    encodeExplicit(0, encodeSequence(
      encodeInteger(template.version ?? 1),
      encodeSetOf(...digests.map((oid) => encodeSequence(encodeOid(oid), encodeNull()))),
      encodeSequence(
        encodeOid(eContentType),
        ...(template.detached === true ? [] : [encodeExplicit(0, template.contentElement ?? encodeOctetString(content))]),
      ),
      ...(certificates.length === 0 ? [] : [encodeElement(context(0), ...certificates)]),
      ...(template.crls === undefined ? [] : [encodeElement(context(1), ...template.crls)]),
      encodeSetOf(...infos),
    )),
  )
}

export interface StampTemplate extends Omit<SignerTemplate, 'digest'> {
  /** Octets that the token is about. */
  readonly about: Uint8Array
  readonly imprintDigest?: string
  readonly genTime: Date | Uint8Array
  readonly tstVersion?: number
  /** Elements behind genTime: accuracy, ordering, nonce, tsa, extensions. */
  readonly rest?: readonly Uint8Array[]
  readonly message?: Partial<MessageTemplate>
  readonly signedDigest?: string
}

/** DER of a TimeStampToken. */
export async function makeTimeStamp(template: StampTemplate): Promise<Octets> {
  const { about, imprintDigest = PKCS7.sha256, genTime } = template
  const info = encodeSequence(
    encodeInteger(template.tstVersion ?? 1),
    encodeOid('1.2.3.4.1'),
    encodeSequence(encodeSequence(encodeOid(imprintDigest)), encodeOctetString(await digestOf(imprintDigest, about))),
    encodeInteger(77),
    genTime instanceof Date ? encodeGeneralizedTime(genTime) : genTime,
    ...(template.rest ?? []),
  )
  const digest = template.signedDigest ?? (template.key.kind === 'SM2' ? GM.sm3 : PKCS7.sha256)
  return makeSignedData({ content: info, eContentType: TST_INFO, version: 3, signers: [{ ...template, digest }], ...template.message })
}
