/** Whatever the octets: a key file opens, or one of our errors says why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VerificationError } from '../../../src/errors.ts'
import { fromBase64, toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { encodeEncryptedPkcs8, encodePfx, encodePkcs8, encodeSec1, generatePrivateKey, openPrivateKeys, sm2PrivateKey } from '../../../src/sign/keys/index.ts'
import { VECTORS, VECTOR_PASSWORD } from './vectors.ts'

const key = sm2PrivateKey(new Uint8Array(32).fill(0x21))
const recipient = sm2PrivateKey(new Uint8Array(32).fill(0x42))
const options = { password: VECTOR_PASSWORD, recipient, limits: { keyDerivation: 50_000 } }

const files = [
  encodePkcs8(key), encodeSec1(key), encodePkcs8(await generatePrivateKey('P-256')), encodePkcs8(await generatePrivateKey('Ed25519')),
  encodePkcs8(await generatePrivateKey('RSA-2048')), toUtf8(toPem('PRIVATE KEY', encodePkcs8(key))),
  await encodeEncryptedPkcs8(key, { password: VECTOR_PASSWORD, iterations: 1000 }),
  await encodePfx(key, { password: VECTOR_PASSWORD, iterations: 1000, certificates: [] }),
  fromBase64(VECTORS['cfca-21']) as Uint8Array, fromBase64(VECTORS.enveloped) as Uint8Array, fromBase64(VECTORS.smpbes) as Uint8Array,
]

async function opensOrExplains(octets: Uint8Array): Promise<void> {
  try {
    await openPrivateKeys(octets, options)
  } catch (error) {
    expect(error).toBeInstanceOf(VerificationError)
    // Codes of the readers below are put into this folder's terms.
    expect((error as VerificationError).code).toMatch(/^(?:KEY_(?:FILE|PASSWORD|RECIPIENT|DAMAGED|SCHEME)|LIMIT_EXCEEDED)/)
  }
}

describe('openPrivateKeys', () => {
  it('opens what is mutated below', async () => {
    for (const file of files) expect(await openPrivateKeys(file, options)).toHaveLength(1)
  })

  it('takes arbitrary octets', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), opensOrExplains), { numRuns: 500 })
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (octets) => opensOrExplains(Uint8Array.of(0x30, octets.length, ...octets))), { numRuns: 500 })
  })

  it('takes files with octets changed, cut out and put in', async () => {
    const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 4 }), insert: fc.uint8Array({ maxLength: 4 }) })
    await fc.assert(fc.asyncProperty(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 4 }), async (file, changes) => {
      const octets = [...file]
      for (const { at, remove, insert } of changes) octets.splice(at % octets.length, remove, ...insert)
      await opensOrExplains(Uint8Array.from(octets))
    }), { numRuns: 1500 })
  })
})
