/** What holds for every call of `verify`, whatever the input is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyPreset, trustStore, verify, verifyOfd, verifySeal } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import { attempt } from '../../src/verify/attempt.ts'
import { LICENSE, OPTIONS, errorCodes, everyDiagnostic, fixture } from './world.ts'

const SEAL = fixture('seal/accepted/gbt-38540-2020/input.esl')

describe('verify', () => {
  it('accepts the license, and says what it is and under which policy', async () => {
    const report = await verify(LICENSE, OPTIONS)
    expect(report).toMatchObject({ schema: 1, kind: 'ofd', accepted: true, indication: 'TOTAL_PASSED', policy: { id: 'cn-gov-2025' }, validationTime: '2026-06-01T00:00:00.000Z' })
    expect(report.signatures).toHaveLength(1)
    expect(report.content?.customDatas.map(({ name }) => name)).toContain('ZZBS')
  })

  it('gives byte-equal reports for equal input', async () => {
    const [first, second] = [await verify(LICENSE, OPTIONS), await verify(Uint8Array.from(LICENSE), OPTIONS)]
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })

  it('shows content only when it is accepted', async () => {
    const report = await verify(LICENSE, { ...OPTIONS, trust: trustStore({}) })
    expect(report.accepted).toBe(false)
    expect(report.indication).toBe('INDETERMINATE')
    expect(report.content).toBeUndefined()
  })

  it('shows no content from an OFD.xml that nothing protects, though the rest is accepted', async () => {
    const report = await verify(fixture('ofd/accepted/root-not-covered/input.ofd'), OPTIONS)
    expect(report.accepted).toBe(true)
    expect(report.coverage?.facts?.metadataProtected).toBe(false)
    expect(report.content).toBeUndefined()
  })

  it('never accepts without anchors, whatever the preset', async () => {
    for (const id of ['cn-gov-2025', 'gbt-38540-strict', 'archive', 'lenient-vendor'] as const) {
      expect((await verify(LICENSE, { ...OPTIONS, trust: trustStore({}), policy: policyPreset(id) })).accepted).toBe(false)
    }
  })

  it('tells kinds apart by content, and the named functions insist on theirs', async () => {
    expect((await verify(SEAL, OPTIONS)).kind).toBe('seal')
    expect((await verifySeal(SEAL, OPTIONS)).accepted).toBe(true)
    expect(errorCodes(await verifyOfd(SEAL, OPTIONS))).toEqual(['ZIP_END_RECORD_MISSING'])
    expect((await verifySeal(LICENSE, OPTIONS)).accepted).toBe(false)
    expect(errorCodes(await verify(new Uint8Array(0), OPTIONS))).toEqual(['INPUT_NOT_RECOGNIZED'])
    expect(errorCodes(await verify(new TextEncoder().encode('%PDF-1.7'), OPTIONS))).toEqual(['INPUT_NOT_RECOGNIZED'])
  })

  it('puts pictures into the report only when asked', async () => {
    expect((await verify(LICENSE, OPTIONS)).signatures[0]?.seal?.picture.data).toBeUndefined()
    expect((await verify(LICENSE, { ...OPTIONS, pictures: true })).signatures[0]?.seal?.picture.data).toMatch(/^iVBORw0KGgo/)
  })

  it('ends in LIMIT_EXCEEDED, open and not failed, when a limit is too low', async () => {
    for (const limits of [{ inputBytes: 100 }, { zipEntries: 1 }, { derElements: 10 }, { xmlNodes: 5 }, { references: 1 }, { pathSignatures: 0 }]) {
      const report = await verify(LICENSE, { ...OPTIONS, limits })
      expect(report.accepted).toBe(false)
      expect(errorCodes(report), JSON.stringify(limits)).toContain('LIMIT_EXCEEDED')
    }
  })

  it('TOCTOU: looks at a copy, so that octets changed during the call change nothing', async () => {
    const mutable = Uint8Array.from(LICENSE)
    const running = verify(mutable, OPTIONS)
    mutable.fill(0)
    expect((await running).accepted).toBe(true)
  })

  it.each<[string, unknown]>([
    ['no options', {}],
    ['no policy', { trust: OPTIONS.trust }],
    ['no trust', { policy: OPTIONS.policy }],
    ['a misspelt option', { ...OPTIONS, validationtime: new Date() }],
    ['a time that is none', { ...OPTIONS, validationTime: new Date(Number.NaN) }],
    ['a policy by name', { ...OPTIONS, policy: 'cn-gov-2025' }],
    ['a certificate that is none', { ...OPTIONS, certificates: ['nothing'] }],
    ['a limit that is none', { ...OPTIONS, limits: { bytes: 1 } }],
  ])('takes %s for a mistake of the caller', async (_, options) => {
    await expect(verify(LICENSE, options as VerifyOptions)).rejects.toThrow(TypeError)
  })

  it('takes input that is no Uint8Array for a mistake of the caller', async () => {
    await expect(verify('license.ofd' as unknown as Uint8Array, OPTIONS)).rejects.toThrow(TypeError)
  })

  it('takes a trust anchor that cannot be read for a mistake of the caller', () => {
    expect(() => trustStore({ anchors: [Uint8Array.of(0x30, 3, 1, 1, 0)] })).toThrow(TypeError)
    expect(() => trustStore({ signer: ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'] })).toThrow(TypeError)
  })

  it('reports whatever octets it gets, never throws, and never meets a defect', async () => {
    const start = fc.constantFrom(Uint8Array.of(), Uint8Array.of(0x50, 0x4b, 3, 4), Uint8Array.of(0x30, 0x82), LICENSE.subarray(0, 500), SEAL.subarray(0, 300))
    await fc.assert(fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), async (head, tail) => {
      const input = new Uint8Array(head.length + tail.length)
      input.set(head)
      input.set(tail, head.length)
      const report = await verify(input, OPTIONS)
      expect(report.accepted).toBe(false)
      expect(everyDiagnostic(report).map(({ code }) => code)).not.toContain('INTERNAL_ERROR')
    }), { numRuns: 300 })
  })
})

describe('the closed door', () => {
  it('turns a defect into an open question: INTERNAL_ERROR', async () => {
    const checked = await attempt(['here'], () => { throw new RangeError('Maximum call stack size exceeded') })
    expect(checked).toEqual({ findings: [{ code: 'INTERNAL_ERROR', at: ['here'], params: { error: 'RangeError' } }] })
  })
})
