/**
 * No octet of a good license can change unnoticed: one bit of any protected part, of Signature.xml or of the signed value
 * is flipped, the package is written again with right checksums, and the result must not be accepted.
 * `SLOW=1` tries every octet of the signed value and of Signature.xml instead of some.
 */
import { unzipSync, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verify } from '../../src/index.ts'
import { Budget } from '../../src/limits.ts'
import { parseSealSignature } from '../../src/seal/index.ts'
import { LICENSE, OPTIONS, everyDiagnostic } from './world.ts'

const SLOW = process.env['SLOW'] === '1'
const parts = unzipSync(LICENSE)
const report = await verify(LICENSE, OPTIONS)
const covered = (report.coverage?.facts?.entries ?? []).filter(({ role }) => role === 'protected').map(({ path }) => path)
const own = (report.coverage?.facts?.entries ?? []).filter(({ role }) => role === 'own').map(({ path }) => path)
const signatureXml = own.find((path) => path.endsWith('Signature.xml')) ?? ''
const signedValue = own.find((path) => path.endsWith('.dat')) ?? ''
/**
 * The count of unused bits before the signature: it is not signed and says nothing, and vendors write it wrong. It is
 * ignored with a warning, so that a change in it is seen and not refused.
 */
const { signatureElement } = parseSealSignature(parts[signedValue] as Uint8Array, { budget: new Budget() })
const unusedBits = signatureElement.byteOffset - (parts[signedValue] as Uint8Array).byteOffset + 2

async function acceptedWith(path: string, octet: number, bit: number): Promise<boolean> {
  const changed = Uint8Array.from(parts[path] as Uint8Array)
  changed[octet] = (changed[octet] as number) ^ (1 << bit)
  const result = await verify(zipSync({ ...parts, [path]: changed }, { level: 0 }), OPTIONS)
  const codes = everyDiagnostic(result).map(({ code }) => code)
  expect(codes).not.toContain('INTERNAL_ERROR')
  if (path === signedValue && octet === unusedBits) {
    expect(codes).toContain('BER_UNUSED_BITS')
    return false
  }
  return result.accepted
}

describe('a good license', () => {
  it('is accepted as it is, and when it is packed again', async () => {
    expect(report.accepted).toBe(true)
    expect(covered.length).toBeGreaterThan(5)
    expect([signatureXml, signedValue]).not.toContain('')
    expect((await verify(zipSync(parts, { level: 0 }), OPTIONS)).accepted).toBe(true)
  })

  it('is not accepted with a bit changed in any part that is protected', async () => {
    const place = fc.constantFrom(...covered).chain((path) =>
      fc.tuple(fc.constant(path), fc.nat((parts[path] as Uint8Array).length - 1), fc.nat(7)))
    await fc.assert(fc.asyncProperty(place, async ([path, octet, bit]) => !(await acceptedWith(path, octet, bit))), { numRuns: SLOW ? 2000 : 60 })
  }, SLOW ? 1_000_000 : 30_000)

  it('is accepted, with a warning, with another count of unused bits before the signature', async () => {
    expect((parts[signedValue] as Uint8Array)[unusedBits]).toBe(0)
    const changed = Uint8Array.from(parts[signedValue] as Uint8Array)
    changed[unusedBits] = 1
    const result = await verify(zipSync({ ...parts, [signedValue]: changed }, { level: 0 }), OPTIONS)
    expect(result.accepted).toBe(true)
    expect(everyDiagnostic(result).find(({ code }) => code === 'BER_UNUSED_BITS')?.severity).toBe('warning')
  })

  it.each([signatureXml, signedValue])('is not accepted with a bit changed in %s', async (path) => {
    const { length } = parts[path] as Uint8Array
    if (SLOW) {
      for (let octet = 0; octet < length; octet++) expect(await acceptedWith(path, octet, octet % 8), `octet ${octet}`).toBe(false)
      return
    }
    const place = fc.tuple(fc.nat(length - 1), fc.nat(7))
    await fc.assert(fc.asyncProperty(place, async ([octet, bit]) => !(await acceptedWith(path, octet, bit))), { numRuns: 80 })
  }, SLOW ? 1_000_000 : 30_000)
})
