/** Whatever a document or a seal is, signing it makes something that verifies or throws what readers and refusals throw. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VerificationError } from '../../../src/errors.ts'
import { verify } from '../../../src/index.ts'
import { prepareOfdSignature, signOfd } from '../../../src/sign/ofd/index.ts'
import { SEALS, licensePackage, zip } from '../../../fixtures/generate/scene.ts'
import { OPTIONS } from '../../verify/world.ts'
import { signerOf } from '../party.ts'

const signer = signerOf('east-authority')
const time = new Date('2026-03-02T02:30:00Z')
const seal = SEALS['east-2020'].bytes
const LICENSE = zip(licensePackage())
const SMALL = zip(new Map([...licensePackage()].map(([path, octets]) => [path, path.includes('Content') ? new TextEncoder().encode('<Page/>') : octets])))

async function onlyReaders(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
  }
}

const changed = (octets: Uint8Array) => fc.array(fc.tuple(fc.nat(octets.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }).map((edits) => {
  const result = Uint8Array.from(octets)
  for (const [at, value] of edits) result[at] = value
  return result
})

describe('prepareOfdSignature', () => {
  it('throws nothing but VerificationError on arbitrary octets and on a package that was changed', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), changed(SMALL)), async (bytes) => {
      await onlyReaders(() => prepareOfdSignature(bytes, signer, { time, seal }))
    }), { numRuns: 150 })
  })

  it('and on a seal that was changed', async () => {
    await fc.assert(fc.asyncProperty(changed(seal), async (bytes) => {
      await onlyReaders(() => prepareOfdSignature(SMALL, signer, { time, seal: bytes }))
    }), { numRuns: 60 })
  })
})

describe('signOfd', () => {
  it('makes what verifies, wherever stamps are put and however often it is signed', async () => {
    const mm = fc.double({ min: -50, max: 300, noNaN: true })
    const size = fc.double({ min: 0.01, max: 100, noNaN: true })
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(mm, mm, size, size), { maxLength: 3 }), fc.boolean(), async (boxes, sealed) => {
      const one = await signOfd(LICENSE, { signer, time, ...(sealed && { seal, stamps: boxes.map((boundary) => ({ page: 1, boundary })) }) })
      const two = await signOfd(one.bytes, { signer, time, seal, protect: 'all' })
      expect((await verify(two.bytes, OPTIONS)).accepted).toBe(true)
    }), { numRuns: 8 })
  })
})
