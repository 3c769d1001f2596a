/** Whatever octets are sent to an authority: its readers throw their own errors and nothing else, and it answers. */
import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { FormatError, LimitExceededError, UnsupportedAlgorithmError } from '../../../src/errors.ts'
import { DIGESTS, sm3 } from '../../../src/crypto/index.ts'
import { encodeElement, encodeExplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../../../src/encoding/der-writer.ts'
import { Budget } from '../../../src/limits.ts'
import { encodeOcspRequest, encodeTimeStampRequest } from '../../../src/online/index.ts'
import { parseTimeStampToken } from '../../../src/pki/index.ts'
import {
  checkCertificateRequest, makeCertificateRequest, makeOcspResponse, makeTimeStampFailure, makeTimeStampResponse, parseCertificateRequest, parseOcspRequest, parseTimeStampRequest,
} from '../../../src/sign/authority/index.ts'
import { POLICY, TIME, code, read, signerOf, worldOf } from './world.ts'
import type { World } from './world.ts'

let world: World
const valid: Record<'certificate' | 'ocsp' | 'timeStamp', Uint8Array> = { certificate: new Uint8Array(0), ocsp: new Uint8Array(0), timeStamp: new Uint8Array(0) }

beforeAll(async () => {
  world = await worldOf('SM2')
  valid.certificate = await makeCertificateRequest({
    signer: signerOf('SM2', world.good.key), publicKey: world.good.key.publicKey, subject: [['C', 'CN'], ['CN', '甲']], subjectAltName: [{ dNSName: 'a.example' }],
  })
  valid.ocsp = await encodeOcspRequest({ certificate: read(world.good.certificate), issuer: read(world.ca.certificate) }, { nonce: new Uint8Array(32) })
  valid.timeStamp = encodeTimeStampRequest({ oid: DIGESTS.SM3.oids[0], digest: sm3(Uint8Array.of(1)) }, Uint8Array.of(1, 2, 3), POLICY)
})

const READERS = {
  certificate: (bytes: Uint8Array): unknown => parseCertificateRequest(bytes, { budget: new Budget() }),
  ocsp: (bytes: Uint8Array): unknown => parseOcspRequest(bytes, { budget: new Budget() }),
  timeStamp: (bytes: Uint8Array): unknown => parseTimeStampRequest(bytes, { budget: new Budget() }),
} as const

/** Whether it was read. Errors that are not ours fail the property. */
function isRead(kind: keyof typeof READERS, bytes: Uint8Array): boolean {
  try {
    READERS[kind](bytes)
    return true
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnsupportedAlgorithmError || error instanceof LimitExceededError) return false
    throw error
  }
}

/** Positions and octets to put there; then where to cut, if at all. */
const change = fc.tuple(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }), fc.option(fc.nat(), { freq: 4 }))
function changed(bytes: Uint8Array, [octets, cut]: readonly [readonly (readonly [number, number])[], number | null]): Uint8Array {
  const made = Uint8Array.from(bytes)
  for (const [at, octet] of octets) made[at % made.length] = octet
  return cut === null ? made : made.subarray(0, cut % made.length)
}

describe.each(['certificate', 'ocsp', 'timeStamp'] as const)('the reader of %s requests', (kind) => {
  it('reads what is changed below', () => { expect(isRead(kind, valid[kind])).toBe(true) })

  it('takes arbitrary octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { expect(isRead(kind, bytes)).toBe(false) }), { numRuns: 500 })
  })

  it('takes requests with octets changed and cut off', () => {
    let read = 0
    fc.assert(fc.property(change, (made) => { if (isRead(kind, changed(valid[kind], made))) read++ }), { numRuns: 2000 })
    // Changes inside of values are not the reader's to find.
    expect(read).toBeGreaterThan(50)
  })
})

describe('an authority', () => {
  it('attack: takes no request whose signed part was changed', async () => {
    await fc.assert(fc.asyncProperty(change, async (made) => {
      const bytes = changed(valid.certificate, made)
      if (bytes.length === valid.certificate.length && bytes.every((octet, index) => octet === valid.certificate[index])) return
      if (!isRead('certificate', bytes)) return
      const request = parseCertificateRequest(bytes, { budget: new Budget() })
      const { facts } = await checkCertificateRequest(request)
      expect(facts).toBeUndefined()
    }), { numRuns: 300 })
  })

  it('answers every time-stamp request, with a token or with why not', async () => {
    const input = { signer: world.tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY }
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), change.map((made) => changed(valid.timeStamp, made))), async (bytes) => {
      const response = await makeTimeStampResponse(bytes, input)
      // PKIStatus: granted or rejection.
      expect([0, 2]).toContain(response.subarray(0, 40)[response.indexOf(2, 2) + 2])
    }), { numRuns: 100 })
  })

  it('answers an OCSP request or says that it is malformed, and nothing else', async () => {
    const input = { signer: world.responder.signer, issuer: world.ca.certificate, producedAt: TIME, statusOf: () => ({ kind: 'good' }) as const }
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), change.map((made) => changed(valid.ocsp, made))), async (bytes) => {
      const outcome = await code(() => makeOcspResponse(bytes, input))
      expect(outcome === 'done' || !isRead('ocsp', bytes), outcome).toBe(true)
    }), { numRuns: 100 })
  })

  it('refuses time stamps as RFC 3161 2.4.2 has it', async () => {
    const input = { signer: world.tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY }
    const algorithm = (oid: string): Uint8Array => encodeSequence(encodeOid(oid), encodeNull())
    const request = (oid: string, digest: Uint8Array, ...more: readonly Uint8Array[]): Uint8Array =>
      encodeSequence(encodeInteger(1), encodeSequence(algorithm(oid), encodeOctetString(digest)), ...more)
    const digest = sm3(Uint8Array.of(1))
    const [SM3, SHA1, MD5] = [DIGESTS.SM3.oids[0], '1.3.14.3.2.26', '1.2.840.113549.2.5']
    const extensions = encodeElement(0xa0, encodeSequence(encodeOid('2.999.1'), encodeOctetString(encodeNull())))
    for (const [made, failure] of [
      [request(SHA1, new Uint8Array(20)), 'badAlg'], [request(MD5, new Uint8Array(16)), 'badAlg'], [request('2.999.9', digest), 'badAlg'],
      [request(SM3, new Uint8Array(31)), 'badDataFormat'], [request(SM3, digest, encodeOid('1.2.3')), 'unacceptedPolicy'], [request(SM3, digest, extensions), 'unacceptedExtension'],
      [encodeSequence(encodeInteger(2), encodeSequence(algorithm(SM3), encodeOctetString(digest))), 'badDataFormat'],
      [encodeExplicit(0, request(SM3, digest)), 'badDataFormat'], [new Uint8Array(0), 'badDataFormat'],
    ] as const) expect(await makeTimeStampResponse(made, input), failure).toEqual(makeTimeStampFailure(failure))
    const token = parseTimeStampToken(await makeTimeStampResponse(request(SM3, digest, encodeOid(POLICY)), input), { budget: new Budget(), note: () => undefined })
    // certReq is false where it is not said: no certificate is put in.
    expect([token.policy, token.signedData.certificates]).toEqual([POLICY, []])
  })
})
