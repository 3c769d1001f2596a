/** Properties of path validation: constraints only take away, errors are ours, equal questions have equal answers. */
import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { VerificationError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import { ANY_POLICY, KEY_PURPOSE, parseCertificate } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { diagnosticDefinition } from '../../../src/diagnostics/index.ts'
import { trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import type { PathOptions } from '../../../src/pki/path/index.ts'
import {
  T0, TestAuthority, basicConstraints, certificatePolicies, dns, extKeyUsage, extensionOf, inhibitAnyPolicy, keyUsage, nameConstraints, policyConstraints,
  subjectAltName, subjectKeyId, testKey,
} from '../certificate-maker.ts'
import type { TestKey } from '../certificate-maker.ts'
import { encodeNull } from '../../../src/encoding/der-writer.ts'

let root: TestAuthority
let caKey: TestKey
let entityKey: TestKey
let entity: Certificate
let plain: Certificate

beforeAll(async () => {
  root = await TestAuthority.root('CN=Root')
  caKey = await testKey('P-256')
  entityKey = await testKey('P-256')
  plain = (await root.authority('CN=CA', [], { key: caKey })).certificate
  entity = await new TestAuthority('CN=CA', caKey, plain).endEntity('CN=a', [
    keyUsage('digitalSignature'), subjectAltName([dns('a.example.com')]), certificatePolicies('2.999.1'), extKeyUsage([KEY_PURPOSE.emailProtection]),
  ], { key: entityKey })
})

const accepted = async (certificate: Certificate, intermediates: readonly Certificate[], options: Partial<PathOptions>): Promise<boolean> => {
  const { facts, findings } = await validatePath(certificate, {
    anchors: [trustAnchorOf(root.certificate)], intermediates, time: T0, purpose: {}, budget: new Budget(), ...options,
  })
  return facts !== undefined && findings.every(({ code }) => !['fail', 'indeterminate'].includes(diagnosticDefinition(code).level))
}

/** Extensions of a CA that permit less than their absence. */
const RESTRICTIONS: readonly (() => Uint8Array)[] = [
  () => nameConstraints([dns('example.com')]), () => nameConstraints([dns('example.org')]), () => nameConstraints([], [dns('example.com')]),
  () => policyConstraints(0), () => policyConstraints(1), () => inhibitAnyPolicy(0), () => extKeyUsage([KEY_PURPOSE.serverAuth]),
  () => extensionOf('2.999.7', encodeNull(), true),
]

/** Options that ask for more than their absence. */
const DEMANDS: readonly Partial<PathOptions>[] = [
  { requireExplicitPolicy: true }, { inhibitAnyPolicy: true }, { inhibitPolicyMapping: true }, { initialPolicySet: ['2.999.1'] }, { initialPolicySet: ['2.999.2'] },
  { maxPathLength: 1 }, { maxPathLength: 0 }, { purpose: { keyUsage: ['nonRepudiation'] } }, { purpose: { extKeyUsage: KEY_PURPOSE.emailProtection } },
  { purpose: { extKeyUsage: KEY_PURPOSE.emailProtection, extKeyUsageRule: 'exclusive' } }, { time: new Date('2050-01-01T00:00:00Z') }, { anchors: [] },
]

describe('adding a constraint never turns rejected into accepted', () => {
  it('in the certificates of an authority', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...RESTRICTIONS.keys()]), fc.nat(), fc.subarray([...DEMANDS.keys()], { maxLength: 2 }), async (chosen, pick, demands) => {
        const options = Object.assign({}, ...demands.map((index) => DEMANDS[index])) as Partial<PathOptions>
        const extensions = (indexes: readonly number[]): Uint8Array[] => {
          const all = [basicConstraints(true), keyUsage('keyCertSign'), subjectKeyId(caKey), certificatePolicies(ANY_POLICY), ...indexes.map((index) => (RESTRICTIONS[index] as () => Uint8Array)())]
          return [...new Map(all.map((extension) => [extension.subarray(0, 11).join(), extension])).values()]
        }
        if (chosen.length === 0) return
        const fewer = chosen.filter((_, index) => index !== pick % chosen.length)
        // Two name constraints would be one extension twice: keep to sets that differ by one extension.
        if (extensions(chosen).length !== extensions(fewer).length + 1) return
        const withAll = (await root.authority('CN=CA', [], { key: caKey, extensions: extensions(chosen) })).certificate
        const withFewer = (await root.authority('CN=CA', [], { key: caKey, extensions: extensions(fewer) })).certificate
        if (await accepted(entity, [withAll], options)) expect(await accepted(entity, [withFewer], options)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('in the options', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...DEMANDS.keys()]), fc.constantFrom(...DEMANDS.keys()), async (demands, more) => {
        const options = Object.assign({}, ...demands.map((index) => DEMANDS[index])) as Partial<PathOptions>
        const extra = DEMANDS[more] ?? {}
        // A demand that replaces another one adds nothing.
        if (Object.keys(extra).some((name) => name in options)) return
        if (await accepted(entity, [plain], { ...options, ...extra })) expect(await accepted(entity, [plain], options)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('whatever certificates are given', () => {
  it('only errors of ours are thrown, and changed octets are never accepted', async () => {
    const both = [entity, plain]
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, change) => {
        const source = both[which] as Certificate
        const bytes = Uint8Array.from(source.bytes)
        const index = at % bytes.length
        bytes[index] = (bytes[index] as number) ^ change
        let altered: Certificate
        try {
          altered = parseCertificate(bytes, { budget: new Budget() })
        } catch (error) {
          expect(error).toBeInstanceOf(VerificationError)
          return
        }
        const [first, ...rest] = which === 0 ? ([altered, plain] as const) : ([entity, altered] as const)
        expect(await accepted(first, rest, {})).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  it('the order of the intermediates does not matter, nor does asking twice', async () => {
    const pool = [plain, root.certificate, entity, (await root.authority('CN=Other')).certificate]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(pool, { minLength: pool.length }), async (shuffled) => {
        const ask = (intermediates: readonly Certificate[]): Promise<unknown> =>
          validatePath(entity, { anchors: [trustAnchorOf(root.certificate)], intermediates, time: T0, purpose: {}, budget: new Budget() })
        expect(await ask(shuffled)).toEqual(await ask(pool))
      }),
      { numRuns: 20 },
    )
  })
})
