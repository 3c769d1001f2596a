import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { readDer } from '../../src/encoding/der.ts'
import { encodeBitString, encodeExplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeUtf8String } from '../../src/encoding/der-writer.ts'
import { toBase64, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { detectSes, detectSesBytes } from '../../src/seal/index.ts'
import { SIGNATURE, explicit, firstSeal, firstSignature, ia5, octets, oid, seal, sequence, signature } from './deviating.ts'
import { hex, selfMade } from './vectors/self-made.ts'

const shape = (bytes: Uint8Array): string | undefined => detectSesBytes(bytes, { budget: new Budget() }).shape
/** Certificate of X.509 v3 from the self-made blob, and v1, which begins with an INTEGER and a SEQUENCE as TBS_Sign does. */
const certificate = readDer(selfMade('GB/T 38540-2020'), { budget: new Budget() }).children[1]?.content ?? new Uint8Array()
const algorithm = encodeSequence(encodeOid('1.2.156.10197.1.501'))
const version1 = encodeSequence(
  encodeSequence(encodeInteger(1), algorithm, encodeSequence(), encodeSequence(), encodeSequence(), encodeSequence()), algorithm, encodeBitString(hex('00')),
)

describe('shapes', () => {
  it.each([
    ['a seal of GM/T 0031-2014', firstSeal(), 'SESeal'],
    ['a later seal', seal(), 'SESeal'],
    ['a seal without ES in its header', seal({ id: ia5('??') }), 'SESeal'],
    ['a seal in an OCTET STRING', octets(firstSeal()), 'SESeal'],
    ['a signature of GM/T 0031-2014', firstSignature(), 'SES_Signature'],
    ['a later signature', signature(), 'SES_Signature'],
    ['a signature around a wrapped seal', firstSignature({ eseal: octets(firstSeal()) }), 'SES_Signature'],
    ['a later signature around a seal of GM/T 0031-2014', signature({ eseal: firstSeal() }), 'SES_Signature'],
    ['the self-made blobs', selfMade('GM/T 0031-2014'), 'SES_Signature'],
    ['a CMS message', sequence(oid('1.2.840.113549.1.7.2'), explicit(0, sequence())), 'CMS'],
    ['a signature value in DER', SIGNATURE, 'SM2-DER'],
    ['64 octets', new Uint8Array(64).fill(0x30), 'SM2-raw'],
    ['65 octets with a leading zero', new Uint8Array(65), 'SM2-raw'],
    ['a proprietary seal', toUtf8('ES\u0001'), 'proprietary'],
    ['base64 of a seal', toUtf8(toBase64(seal())), 'SESeal'],
    ['a certificate', certificate, undefined],
    ['a certificate of version 1', version1, undefined],
    ['a time-stamp response with a status text', encodeSequence(encodeSequence(encodeInteger(2), encodeSequence(encodeUtf8String('no')))), undefined],
    ['a private key', encodeSequence(encodeInteger(0), algorithm, encodeOctetString(hex('00'))), undefined],
    ['three INTEGERs', encodeSequence(encodeInteger(1), encodeInteger(2), encodeInteger(3)), undefined],
    ['an OCTET STRING around something else', octets(certificate), undefined],
    ['an empty SEQUENCE', sequence(), undefined],
    ['an OID', oid('1.2.3'), undefined],
    ['[0] around a seal', encodeExplicit(0, seal()), undefined],
    ['text', toUtf8('hello'), undefined],
    ['nothing', new Uint8Array(), undefined],
  ])('of %s', (_, bytes, expected) => {
    expect(shape(bytes)).toBe(expected)
  })

  it('does not go by the version number (pitfall 28)', () => {
    for (const version of [0, 1, 4, 5, 99]) {
      expect(shape(seal({ version: encodeInteger(version) }))).toBe('SESeal')
      expect(shape(firstSignature({ version: encodeInteger(version) }))).toBe('SES_Signature')
    }
  })

  it('of an element that was read', () => {
    expect(detectSes(readDer(signature(), { budget: new Budget() }))).toBe('SES_Signature')
  })

  it('returns the octets without their text layer', () => {
    const { bytes, finding } = detectSesBytes(toUtf8(toHex(seal())), { budget: new Budget() })
    expect(toHex(bytes)).toBe(toHex(seal()))
    expect(finding?.code).toBe('TEXT_ENCODED_INPUT')
  })

  it('throws what is wrong with ASN.1 that breaks off', () => {
    expect(() => shape(seal().subarray(0, 20))).toThrow('DER_TRUNCATED')
    expect(() => detectSesBytes(seal(), { budget: new Budget({ inputBytes: 10 }) })).toThrow('LIMIT_EXCEEDED')
  })
})
