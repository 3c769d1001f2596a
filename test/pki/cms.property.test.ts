/** Signed messages and time stamps: no octets bring out anything but the errors that readers may throw, and no change passes. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { KEY_PURPOSE, checkSignerInfo, checkTimeStamp, parseSignedData, parseTimeStampToken, readableCertificates } from '../../src/pki/index.ts'
import { trustAnchorOf } from '../../src/pki/path/index.ts'
import type { TrustAnchor } from '../../src/pki/path/index.ts'
import { mutate, randomNumbers } from '../fuzz/mutate.ts'
import { T0, TestAuthority, extKeyUsage, testKey } from './certificate-maker.ts'
import { attribute, contentType, digestOf, makeSignedData, makeTimeStamp, messageDigest, signingCertificateV2, signingTime, PKCS7, GM } from './cms-maker.ts'

const CONTENT = toUtf8('content of a message')
let message: Uint8Array
let bare: Uint8Array
let token: Uint8Array
let anchors: readonly TrustAnchor[]

beforeAll(async () => {
  const authority = await TestAuthority.root('CN=示例根', 'SM2')
  const key = await testKey('SM2')
  const certificate = await authority.endEntity('CN=甲', [extKeyUsage([KEY_PURPOSE.timeStamping], true)], { key })
  anchors = [trustAnchorOf(authority.certificate)]
  const attributes = [contentType(PKCS7.data), messageDigest(await digestOf(GM.sm3, CONTENT)), signingTime(T0), await signingCertificateV2(certificate)]
  token = await makeTimeStamp({ about: CONTENT, genTime: T0, certificate, key })
  message = await makeSignedData({ content: CONTENT, signers: [{ certificate, key, attributes, unsigned: [attribute('1.2.840.113549.1.9.16.2.14', token)] }] })
  bare = await makeSignedData({ content: CONTENT, signers: [{ certificate, key, attributes: 'none' }] })
})

/** Whatever the octets are: facts, findings, or an error that readers may throw. */
async function survive(octets: Uint8Array): Promise<boolean> {
  const budget = (): Budget => new Budget({ derElements: 5000 })
  let proven = false
  for (const attempt of [
    async (): Promise<void> => {
      const parsed = parseSignedData(octets, { budget: budget(), note: () => undefined })
      const certificates = readableCertificates(parsed.certificates, { budget: budget() })
      for (const signerInfo of parsed.signerInfos) {
        const { facts } = await checkSignerInfo(signerInfo, { content: parsed.eContent ?? CONTENT, certificates })
        proven ||= facts !== undefined
      }
    },
    async (): Promise<void> => {
      const parsed = parseTimeStampToken(octets, { budget: budget(), note: () => undefined })
      const { facts } = await checkTimeStamp(parsed, { imprints: [{ what: 'content', octets: CONTENT }], anchors, budget: budget() })
      proven ||= facts !== undefined
    },
  ]) {
    try {
      await attempt()
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
    }
  }
  return proven
}

describe('signed messages and time stamps', () => {
  it('the originals are right', async () => {
    for (const octets of [message, bare, token]) expect(await survive(octets)).toBe(true)
  })

  it('arbitrary octets', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (octets) => {
      expect(await survive(octets)).toBe(false)
    }), { numRuns: 500 })
  })

  it('mutated octets', async () => {
    await fc.assert(fc.asyncProperty(fc.integer(), fc.constantFrom(0, 1, 2), async (seed, index) => {
      const originals = [message, bare, token]
      await survive(mutate(originals[index] as Uint8Array, originals[(index + 1) % 3] as Uint8Array, randomNumbers(seed)))
    }), { numRuns: 800 })
  })

  it('nothing that the signature protects can change: content, attributes, signature value', async () => {
    const parsed = parseSignedData(message, { budget: new Budget(), note: () => undefined })
    const [signerInfo] = parsed.signerInfos
    const offsetOf = (slice: Uint8Array): number => slice.byteOffset - message.byteOffset
    const protectedSlices = [parsed.eContent, signerInfo?.signedAttrs?.bytes.subarray(2), signerInfo?.signature].map((slice) => slice as Uint8Array)
    await fc.assert(fc.asyncProperty(fc.constantFrom(0, 1, 2), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, position, change) => {
      const slice = protectedSlices[which] as Uint8Array
      const changed = Uint8Array.from(message)
      const at = offsetOf(slice) + (position % slice.length)
      changed[at] = (changed[at] as number) ^ change
      expect(await survive(changed)).toBe(false)
    }), { numRuns: 300 })
  })

  it('a message cut short is no message', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), async (length) => {
      expect(await survive(message.subarray(0, length % message.length))).toBe(false)
    }), { numRuns: 100 })
  })
})
