/** Time-stamp requests (RFC 3161 2.4.1, GM/T 0033), and the tokens that answer them. Nothing about the authority is judged. */
import { DIGESTS } from '../crypto/index.ts'
import { randomOctets } from '../crypto/random.ts'
import { encodeBoolean, encodeElement, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../encoding/der-writer.ts'
import { TAG } from '../encoding/der.ts'
import { equalOctets } from '../encoding/octets.ts'
import type { TimeStampToken } from '../pki/index.ts'
import { parseTimeStampToken } from '../pki/index.ts'
import { parsedAnswer, unusableAnswer } from './answer.ts'
import type { Fetcher } from './fetcher.ts'

export interface TimeStampRequestOptions {
  /** Digest that goes to the authority; the octets themselves never do. @default 'SM3' */
  readonly hash?: 'SM3' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** The policy that the authority is asked to stamp under. @default its own choice */
  readonly policy?: string
}

export interface FetchTimeStampOptions extends TimeStampRequestOptions {
  readonly fetcher: Fetcher
  /** Source of the nonce. @default the platform's */
  readonly random?: (length: number) => Uint8Array
}

const NONCE_LENGTH = 16
const MAXIMUM_RESPONSE = 256 * 1024

/** DER of a TimeStampReq that wants the authority's certificate in the token. @param nonce 1 octet or more, read as a positive number */
export function encodeTimeStampRequest(
  imprint: { readonly oid: string; readonly digest: Uint8Array }, nonce: Uint8Array, policy?: string,
): Uint8Array {
  return encodeSequence(
    encodeInteger(1),
    encodeSequence(encodeSequence(encodeOid(imprint.oid), encodeNull()), encodeOctetString(imprint.digest)),
    ...(policy === undefined ? [] : [encodeOid(policy)]),
    encodeElement(TAG.INTEGER, positive(nonce)),
    encodeBoolean(true),
  )
}

/** Content octets of a positive INTEGER without octets to spare: the first is made one of 1 to 127. */
function positive(octets: Uint8Array): Uint8Array {
  const made = Uint8Array.from(octets)
  made[0] = ((made[0] ?? 0) & 0x7f) | 0x40
  return made
}

const unsigned = (octets: Uint8Array): bigint => octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n)

/**
 * Has octets time-stamped. That the token is about them and answers this request is checked; who signed it, and whether
 * that authority is trusted, is not: that is for `checkTimeStamp`.
 * @throws SourceUnavailableError, also when the authority refuses
 */
export async function fetchTimeStamp(octets: Uint8Array, url: string, options: FetchTimeStampOptions): Promise<TimeStampToken> {
  const { fetcher, hash = 'SM3', policy, random = randomOctets } = options
  const algorithm = DIGESTS[hash]
  const digest = await algorithm.digest(octets)
  const nonce = positive(random(NONCE_LENGTH))
  const { octets: answer, host } = await fetcher.fetch({
    url,
    body: { octets: encodeTimeStampRequest({ oid: algorithm.oids[0], digest }, nonce, policy), type: 'application/timestamp-query' },
    accept: 'application/timestamp-reply',
    maxBytes: MAXIMUM_RESPONSE,
  })
  const token = parsedAnswer(host, (budget) => parseTimeStampToken(answer, { budget, note: () => undefined }))
  const { hashAlgorithm, hashedMessage } = token.messageImprint
  if (!algorithm.oids.includes(hashAlgorithm.oid) || !equalOctets(hashedMessage, digest)) throw unusableAnswer(host, 'TIME_STAMP_IMPRINT_MISMATCH')
  if (token.nonce !== unsigned(nonce)) throw unusableAnswer(host, 'TIME_STAMP_NONCE_MISMATCH')
  if (policy !== undefined && token.policy !== policy) throw unusableAnswer(host, 'other policy')
  return token
}
