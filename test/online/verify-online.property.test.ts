/** Whatever the network does: it can leave a question open, never close one that evidence does not close. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceUnavailableError } from '../../src/errors.ts'
import { finding } from '../../src/diagnostics/index.ts'
import { verify } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import { memoryCache, verifyOnline } from '../../src/online/index.ts'
import type { EvidenceSource, Fetcher } from '../../src/online/index.ts'
import { LICENSE, OPTIONS, everyDiagnostic, fixture } from '../verify/world.ts'
import { OnlineWorld, withoutOnline } from './world.ts'

const world = await OnlineWorld.create({ crl: ['/root.crl'] })
const { bytes: SEAL, maker } = await world.seal({ crl: ['/ca.crl'], ocsp: ['/ocsp'], issuers: ['/ca.cer'] })

/** A fetcher that answers from a table, without any network. */
function fetcherOf(answer: (url: string, body: Uint8Array | undefined) => Uint8Array | Error | Promise<Uint8Array>): Fetcher {
  return {
    maxRequests: 32,
    fetch: async ({ url, body }) => {
      const octets = await answer(new URL(url).pathname, body?.octets)
      if (octets instanceof Error) throw octets
      return { octets, host: 'crl.east.example' }
    },
  }
}

const failure: fc.Arbitrary<Error> = fc.constantFrom(
  new SourceUnavailableError(finding('ONLINE_SOURCE_UNAVAILABLE', [], { host: 'h', cause: 'timeout' })),
  new SourceUnavailableError(finding('ONLINE_ADDRESS_REFUSED', [], { host: 'h', kind: 'loopback' })),
  new SourceUnavailableError(finding('ONLINE_RESPONSE_TOO_LARGE', [], { host: 'h', maximum: 1 })),
  new TypeError('a defect'), new Error('anything'),
)

const INPUTS: readonly (readonly [Uint8Array, VerifyOptions])[] = [
  [SEAL, world.options()],
  [SEAL, world.options({ certificates: [] })],
  [LICENSE, OPTIONS],
  [fixture('ofd/certificates/crl-missing/input.ofd'), OPTIONS],
  [fixture('ofd/certificates/crl-missing/input.ofd'), { ...OPTIONS, certificates: [] }],
]

describe('verifyOnline', () => {
  it('gives the offline report and what was noticed when every source fails, in whatever way', async () => {
    const offline = await Promise.all(INPUTS.map(async ([bytes, options]) => JSON.parse(JSON.stringify(await verify(bytes, options))) as unknown))
    const sources = fc.shuffledSubarray<EvidenceSource>(['ocsp', 'crl', 'issuers'])
    await fc.assert(fc.asyncProperty(fc.nat(INPUTS.length - 1), fc.infiniteStream(failure), sources, fc.integer({ min: 1, max: 5 }), async (index, failures, chosen, concurrency) => {
      const [bytes, options] = INPUTS[index] as (typeof INPUTS)[number]
      const fetcher = fetcherOf(() => [...failures.take(1)][0] as Error)
      const report = await verifyOnline(bytes, { ...options, fetcher, sources: chosen, concurrency, cache: memoryCache() })
      expect(withoutOnline(report)).toEqual(offline[index])
    }), { numRuns: 60 })
  })

  it('accepts nothing on octets that are not exactly the evidence, and never fails over them', async () => {
    const good = {
      '/ca.crl': await world.crl(),
      '/root.crl': await world.crl([], { issuer: world.root.name, key: world.root.key }),
      '/ca.cer': world.ca.certificate.bytes,
    }
    const responder = world.ocsp(maker)
    const change = fc.record({ path: fc.constantFrom('/ca.crl', '/root.crl', '/ca.cer', '/ocsp'), place: fc.nat(), bit: fc.nat(7), how: fc.constantFrom('flip', 'cut', 'extend', 'garbage') })
    await fc.assert(fc.asyncProperty(change, fc.uint8Array({ maxLength: 200 }), async ({ path, place, bit, how }, garbage) => {
      const spoiled = (octets: Uint8Array): Uint8Array => {
        const copy = Uint8Array.from(how === 'cut' ? octets.subarray(0, place % octets.length) : how === 'extend' ? [...octets, ...garbage, 0] : how === 'garbage' ? garbage : octets)
        if (how === 'flip') copy[place % copy.length] = (copy[place % copy.length] as number) ^ (1 << bit)
        return copy
      }
      const fetcher = fetcherOf(async (asked, body) => {
        const octets = asked === '/ocsp' ? (path === '/ocsp' ? await responder({ method: 'POST', path: asked, host: '', headers: {}, body: body as Uint8Array }) : undefined) : good[asked as keyof typeof good]
        if (octets === undefined) throw new Error('not served')
        return asked === path ? spoiled(octets) : octets
      })
      // Without the list the response has to serve alone.
      const sources: EvidenceSource[] = path === '/ocsp' ? ['ocsp', 'issuers'] : ['crl', 'issuers']
      const report = await verifyOnline(SEAL, { ...world.options({ certificates: [] }), fetcher, sources })
      expect(report.accepted).toBe(false)
      expect(report.indication).toBe('INDETERMINATE')
      expect(everyDiagnostic(report).map(({ code }) => code)).not.toContain('INTERNAL_ERROR')
    }), { numRuns: 150 })
    const whole = fetcherOf((asked) => good[asked as keyof typeof good])
    expect((await verifyOnline(SEAL, { ...world.options({ certificates: [] }), fetcher: whole, sources: ['crl', 'issuers'] })).accepted).toBe(true)
  })
})
