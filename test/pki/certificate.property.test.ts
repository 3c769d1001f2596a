/** Whatever the octets: the certificate parser throws its own errors and nothing else, and does so soon. */
import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import {
  authorityKeyId, basicConstraints, certificatePolicies, directory, dns, extKeyUsage, ip, keyUsage, makeCertificate, nameConstraints, policyMappings,
  subjectAltName, subjectKeyId, testKey,
} from './certificate-maker.ts'

let valid: Uint8Array

beforeAll(async () => {
  const key = await testKey('SM2')
  valid = await makeCertificate({
    subject: 'C=CN,O=示例,CN=甲', issuer: 'CN=CA',
    extensions: [
      basicConstraints(true, 1), keyUsage('keyCertSign'), extKeyUsage(['2.999.1']), subjectAltName([dns('example.com'), ip(1, 2, 3, 4), directory('CN=x')]),
      nameConstraints([dns('a')], [directory('O=b')]), certificatePolicies('2.999.2'), policyMappings(['2.999.2', '2.999.3']), subjectKeyId(key), authorityKeyId(key),
    ],
  }, key, key)
})

/** The outcome: findings of a certificate, or the code of an error of ours. Any other error fails the property. */
function outcome(bytes: Uint8Array): string {
  try {
    const certificate = parseCertificate(bytes, { budget: new Budget() })
    expect(certificate.bytes).toBe(bytes)
    return certificate.findings.map(({ code }) => code).join()
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

describe('parseCertificate', () => {
  it('on arbitrary octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { outcome(bytes) }), { numRuns: 500 })
  })

  it('on a certificate with octets changed, removed or inserted', () => {
    const edit = fc.record({ at: fc.nat(), change: fc.constantFrom('set', 'remove', 'insert'), value: fc.integer({ min: 0, max: 255 }) })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let bytes = [...valid]
        for (const { at, change, value } of edits) {
          const index = at % bytes.length
          if (change === 'set') bytes[index] = value
          else bytes = change === 'remove' ? bytes.toSpliced(index, 1) : bytes.toSpliced(index, 0, value)
        }
        outcome(Uint8Array.from(bytes))
      }),
      { numRuns: 2000 },
    )
  })

  it('is cut short anywhere: never a certificate', () => {
    for (let length = 0; length < valid.length; length++) {
      expect(() => parseCertificate(valid.subarray(0, length), { budget: new Budget() })).toThrow(VerificationError)
    }
  })
})
