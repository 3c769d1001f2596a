/** Makes OCSP responses for tests, right and wrong ones alike. */
import {
  encodeBitString, encodeElement, encodeExplicit, encodeGeneralizedTime, encodeImplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence,
} from '../../src/encoding/der-writer.ts'
import { context } from '../../src/encoding/der.ts'
import { CRL_REASONS } from '../../src/pki/index.ts'
import type { Certificate, CrlReason } from '../../src/pki/index.ts'
import { keyBits } from '../../src/pki/revocation/ocsp-responder.ts'
import { extensionOf } from './certificate-maker.ts'
import type { TestKey } from './certificate-maker.ts'
import { PKCS7, digestOf } from './cms-maker.ts'

type Octets = Uint8Array<ArrayBuffer>

export interface SingleTemplate {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly status?: 'good' | 'unknown' | { readonly date: Date; readonly reason?: CrlReason }
  readonly thisUpdate: Date
  readonly nextUpdate?: Date
  readonly hash?: string
  readonly extensions?: readonly Uint8Array[]
}

export interface ResponseTemplate {
  readonly responses: readonly SingleTemplate[]
  readonly responder: Certificate
  readonly key: TestKey
  /** @default by name */
  readonly by?: 'name' | 'key' | 'keySm3'
  readonly producedAt?: Date
  readonly nonce?: Uint8Array
  readonly extensions?: readonly Uint8Array[]
  readonly certificates?: readonly Uint8Array[]
  /** The version field, normally left out. */
  readonly version?: number
  readonly responseType?: string
  readonly spoil?: (signature: Uint8Array) => Uint8Array
}

const SM3 = '1.2.156.10197.1.401'

async function singleOf({ certificate, issuer, status = 'good', thisUpdate, nextUpdate, hash = PKCS7.sha1, extensions = [] }: SingleTemplate): Promise<Octets> {
  const certId = encodeSequence(
    encodeSequence(encodeOid(hash), encodeNull()),
    encodeOctetString(await digestOf(hash, certificate.issuer.bytes)),
    encodeOctetString(await digestOf(hash, keyBits(issuer.spki))),
    encodeElement(2, certificate.serialNumberBytes),
  )
  const state = status === 'good' ? encodeImplicit(0, new Uint8Array(0))
    : status === 'unknown' ? encodeImplicit(2, new Uint8Array(0))
    : encodeElement(context(1), encodeGeneralizedTime(status.date),
      ...(status.reason === undefined ? [] : [encodeExplicit(0, encodeElement(0x0a, Uint8Array.of(CRL_REASONS.indexOf(status.reason))))]))
  return encodeSequence(
    certId, state, encodeGeneralizedTime(thisUpdate),
    ...(nextUpdate === undefined ? [] : [encodeExplicit(0, encodeGeneralizedTime(nextUpdate))]),
    ...(extensions.length === 0 ? [] : [encodeExplicit(1, encodeSequence(...extensions))]),
  )
}

/** DER of a BasicOCSPResponse. */
export async function makeBasicResponse(template: ResponseTemplate): Promise<Octets> {
  const { responses, responder, key, by = 'name' } = template
  const id = by === 'name' ? encodeExplicit(1, responder.subject.bytes)
    : encodeExplicit(2, encodeOctetString(await digestOf(by === 'key' ? PKCS7.sha1 : SM3, keyBits(responder.spki))))
  const extensions = [
    ...(template.nonce === undefined ? [] : [extensionOf('1.3.6.1.5.5.7.48.1.2', encodeOctetString(template.nonce))]),
    ...(template.extensions ?? []),
  ]
  const tbs = encodeSequence(
    ...(template.version === undefined ? [] : [encodeExplicit(0, encodeInteger(template.version))]),
    id,
    encodeGeneralizedTime(template.producedAt ?? responses[0]?.thisUpdate ?? new Date(0)),
    encodeSequence(...(await Promise.all(responses.map(singleOf)))),
    ...(extensions.length === 0 ? [] : [encodeExplicit(1, encodeSequence(...extensions))]),
  )
  const signature = await key.sign(tbs)
  return encodeSequence(
    tbs, key.algorithm, encodeBitString(template.spoil?.(signature) ?? signature),
    ...(template.certificates === undefined ? [] : [encodeExplicit(0, encodeSequence(...template.certificates))]),
  )
}

/** DER of an OCSPResponse. */
export async function makeOcspResponse(template: ResponseTemplate): Promise<Octets> {
  const basic = await makeBasicResponse(template)
  return encodeSequence(
    encodeElement(0x0a, Uint8Array.of(0)),
    encodeExplicit(0, encodeSequence(encodeOid(template.responseType ?? '1.3.6.1.5.5.7.48.1.1'), encodeOctetString(basic))),
  )
}

/** DER of a response that only says why there is none. */
export const errorResponse = (status: number): Octets => encodeSequence(encodeElement(0x0a, Uint8Array.of(status)))
