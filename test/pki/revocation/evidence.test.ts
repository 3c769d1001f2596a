import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import { encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence, encodeExplicit } from '../../../src/encoding/der-writer.ts'
import { concatOctets, toBase64, toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { KEY_PURPOSE, parseEvidence } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile, manifestRows } from '../../corpus/manifest.ts'
import { TestAuthority, extKeyUsage, testKey } from '../certificate-maker.ts'
import type { TestKey } from '../certificate-maker.ts'
import { makeSignedData, makeTimeStamp } from '../cms-maker.ts'
import { makeCrl } from '../crl-maker.ts'
import { makeBasicResponse, makeOcspResponse } from '../ocsp-maker.ts'
import { day } from './world.ts'

let authority: TestAuthority
let certificate: Certificate
let key: TestKey
let pieces: { certificate: Uint8Array; crl: Uint8Array; emptyCrl: Uint8Array; oldCrl: Uint8Array; ocsp: Uint8Array; basic: Uint8Array; stamp: Uint8Array; response: Uint8Array; message: Uint8Array }

beforeAll(async () => {
  authority = await TestAuthority.root('CN=示例根', 'SM2')
  key = await testKey('SM2')
  certificate = await authority.endEntity('CN=甲', [extKeyUsage([KEY_PURPOSE.timeStamping], true)], { key })
  const list = { issuer: authority.name, key: authority.key, thisUpdate: day('06-01'), nextUpdate: day('07-01') }
  const answer = { responses: [{ certificate, issuer: authority.certificate, thisUpdate: day('06-01') }], responder: authority.certificate, key: authority.key }
  const stamp = await makeTimeStamp({ about: toUtf8('x'), genTime: day('06-01'), certificate, key })
  const crl = await makeCrl({ ...list, entries: [{ serial: 5n, date: day('05-01') }] })
  pieces = {
    certificate: certificate.bytes, crl, emptyCrl: await makeCrl(list), oldCrl: await makeCrl({ ...list, version: 1 }),
    ocsp: await makeOcspResponse({ ...answer, by: 'key' }), basic: await makeBasicResponse(answer), stamp,
    response: encodeSequence(encodeSequence(encodeInteger(0)), stamp),
    message: await makeSignedData({ content: new Uint8Array(0), signers: [{ certificate, key }], crls: [crl] }),
  }
})

function sorted(bytes: Uint8Array, noticed: Finding[] = []): readonly number[] {
  const found = parseEvidence(bytes, { budget: new Budget(), note: (item) => noticed.push(item) })
  return [found.certificates.length, found.crls.length, found.ocspResponses.length, found.timeStampTokens.length]
}

function codeOf(bytes: Uint8Array): string {
  try {
    sorted(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  throw new Error('parsed')
}

describe('parseEvidence', () => {
  it.each([
    ['certificate', [1, 0, 0, 0]], ['crl', [0, 1, 0, 0]], ['emptyCrl', [0, 1, 0, 0]], ['oldCrl', [0, 1, 0, 0]], ['ocsp', [0, 0, 1, 0]],
    ['basic', [0, 0, 1, 0]], ['stamp', [0, 0, 0, 1]], ['response', [0, 0, 0, 1]], ['message', [1, 1, 0, 0]],
  ] as const)('%s, as DER, base64 and PEM', (name, counts) => {
    const bytes = pieces[name]
    expect(sorted(bytes)).toEqual(counts)
    const noticed: Finding[] = []
    expect(sorted(toUtf8(toBase64(bytes).replace(/(.{64})/g, '$1\r\n')), noticed)).toEqual(counts)
    expect(noticed.map(({ code }) => code)).toContain('TEXT_ENCODED_INPUT')
    // Labels are not believed: files are mislabelled all the time.
    expect(sorted(toUtf8(toPem('CERTIFICATE', bytes)))).toEqual(counts)
  })

  it('bundles of several, with keys and text between them', () => {
    const text = [
      'subject=示例', toPem('CERTIFICATE', pieces.certificate), toPem('X509 CRL', pieces.crl), toPem('PRIVATE KEY', encodeNull()), toPem('PKCS7', pieces.message),
      toPem('OCSP RESPONSE', pieces.ocsp),
    ].join('\n').replace('示例', 'x')
    expect(sorted(toUtf8(text))).toEqual([2, 2, 1, 0])
  })

  it.each([
    ['text', () => toUtf8('hello')],
    ['a key', () => toUtf8(toPem('PRIVATE KEY', encodeSequence(encodeInteger(0))))],
    ['octets', () => Uint8Array.of(0xff, 0xfe)],
    ['nothing', () => new Uint8Array(0)],
    ['an empty sequence', () => encodeSequence()],
    ['a name', () => encodeSequence(encodeSequence(encodeOid('1.2')), encodeNull())],
    ['an OID without content', () => encodeSequence(encodeOid('1.2.3'))],
    ['three elements of no kind', () => encodeSequence(encodeSequence(), encodeSequence(), encodeNull())],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(bytes())).toBe('EVIDENCE_NOT_RECOGNIZED')
  })

  it('refuses an encrypted message, and what is malformed', () => {
    const enveloped = encodeSequence(encodeOid('1.2.840.113549.1.7.3'), encodeExplicit(0, encodeSequence(encodeOctetString(Uint8Array.of(1)))))
    expect(codeOf(enveloped)).toBe('CMS_CONTENT_TYPE_NOT_SIGNED_DATA')
    expect(codeOf(pieces.crl.subarray(0, pieces.crl.length - 1))).toBe('DER_TRUNCATED')
    expect(codeOf(concatOctets(pieces.crl, Uint8Array.of(1)))).toBe('DER_TRAILING_DATA')
  })
})

const rows = ['sm2', 'cms-tsp', 'x509-misc'].flatMap(manifestRows)

describe.skipIf(!HAS_CORPUS)(`evidence of others${SKIPPED}`, () => {
  const ofKind = (pattern: RegExp): readonly string[] => rows.map(({ path }) => path).filter((path) => pattern.test(path))

  it('is told apart by content', () => {
    const countOf = (path: string): readonly number[] => sorted(corpusFile(path))
    expect(ofKind(/\.crl$/).map(countOf).every(([certificates, crls]) => certificates === 0 && crls === 1)).toBe(true)
    expect(ofKind(/\.ors$/).map(countOf).every(([, , responses]) => responses === 1)).toBe(true)
    expect(ofKind(/\.(tsr|tst)$/).map(countOf).every(([, , , tokens]) => tokens === 1)).toBe(true)
    expect(ofKind(/test\.p7b/).map(countOf)).toEqual([[2, 0, 0, 0], [2, 0, 0, 0]])
    expect(ofKind(/certs\/dss_belgiumrs2\.crt|sm2\/ROOTCA\.pem/).map(countOf)).toEqual([[1, 0, 0, 0], [1, 0, 0, 0]])
  })
})
