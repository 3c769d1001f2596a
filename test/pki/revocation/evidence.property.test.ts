/** CRLs and OCSP responses: no octets bring out anything but the errors that readers may throw, and no change clears a certificate. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { VerificationError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import { checkRevocation, parseBasicOcspResponse, parseCrl, parseEvidence, parseOcspResponse } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import type { CertificationPath } from '../../../src/pki/path/index.ts'
import { mutate, randomNumbers } from '../../fuzz/mutate.ts'
import type { TestAuthority } from '../certificate-maker.ts'
import { distributionPoints, scopeOf } from '../crl-maker.ts'
import { makeBasicResponse, makeOcspResponse } from '../ocsp-maker.ts'
import { TIME, World, day } from './world.ts'

let world: World
let root: TestAuthority
let certificate: Certificate
let path: CertificationPath
let originals: readonly Uint8Array[]

beforeAll(async () => {
  world = await World.make()
  root = world.root
  certificate = await root.endEntity('CN=甲', [distributionPoints({ uri: 'http://crl.example/a' })])
  path = await world.path(certificate)
  const entries = [{ serial: 5n, date: day('06-01'), reason: 'superseded' as const }, { serial: certificate.serialNumber, date: day('06-02'), reason: 'keyCompromise' as const }]
  const answer = {
    responses: [{ certificate, issuer: root.certificate, thisUpdate: day('06-14'), nextUpdate: day('06-16'), status: { date: day('06-02') } }],
    responder: root.certificate, key: root.key, nonce: Uint8Array.of(1, 2, 3), certificates: [certificate.bytes],
  }
  originals = [
    await world.crl(root, { entries, number: 7, authorityKey: root.key }),
    await world.crl(root, { scope: scopeOf({ indirect: true, name: 'http://crl.example/a' }), entries: [{ ...(entries[1] as (typeof entries)[0]), issuer: root.name }] }),
    await makeOcspResponse(answer),
    await makeBasicResponse(answer),
  ]
})

const readers: readonly ((octets: Uint8Array, budget: Budget) => unknown)[] = [
  (octets, budget) => [...parseCrl(octets, { budget }).entries],
  (octets, budget) => parseOcspResponse(octets, { budget }),
  (octets, budget) => parseBasicOcspResponse(octets, { budget }),
  (octets, budget) => parseEvidence(octets, { budget }),
]

/** Status of the certificate when the octets are the only evidence. */
async function survive(octets: Uint8Array): Promise<string | undefined> {
  for (const reader of readers) {
    try {
      reader(octets, new Budget({ derElements: 5000 }))
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
    }
  }
  try {
    const { facts } = await checkRevocation(path, { crls: [octets], ocspResponses: [octets], time: TIME, budget: new Budget({ derElements: 20_000 }) })
    return facts?.certificates[0]?.status
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return undefined
  }
}

describe('CRLs and OCSP responses', () => {
  it('the originals say that the certificate is revoked', async () => {
    for (const octets of originals) expect(await survive(octets)).toBe('revoked')
  })

  it('arbitrary octets say nothing', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (octets) => {
      expect(await survive(octets)).toBe('unknown')
    }), { numRuns: 400 })
  })

  it('mutated octets never clear the certificate', async () => {
    await fc.assert(fc.asyncProperty(fc.integer(), fc.constantFrom(0, 1, 2, 3), async (seed, index) => {
      const mutated = mutate(originals[index] as Uint8Array, originals[(index + 1) % 4] as Uint8Array, randomNumbers(seed))
      expect(['revoked', 'unknown', undefined]).toContain(await survive(mutated))
    }), { numRuns: 800 })
  })

  it('one octet changed never clears it, wherever it is', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.constantFrom(0, 1, 2, 3), async (position, change, index) => {
      const octets = Uint8Array.from(originals[index] as Uint8Array)
      const at = position % octets.length
      octets[at] = (octets[at] as number) ^ change
      expect(['revoked', 'unknown', undefined]).toContain(await survive(octets))
    }), { numRuns: 600 })
  })
})
