/** Electronic licenses of a province as it issued them: what reports say of their data, signatures and coverage. */
import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { ValidationReport } from '../../src/index.ts'
import { CORPUS, HAS_CORPUS, SKIPPED, corpusFile } from './manifest.ts'

const OPTIONS = { trust: trustStore({}), policy: policyPreset('cn-gov-2025'), validationTime: new Date('2023-01-01T00:00:00Z') } as const

const passed = ({ signatures }: ValidationReport, step: 'signatureValue' | 'dataHash' | 'references') => signatures.map(({ steps }) => steps[step]?.conclusion)

/** What the package says of its signatures, read by others: for each, the files it lists and whether their SM3 is the one stated. */
function statedReferences(octets: Uint8Array): readonly ReadonlyMap<string, boolean>[] {
  const files = unzipSync(octets)
  const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', removeNSPrefix: true, isArray: (name) => name === 'Signature' || name === 'Reference' })
  const read = (path: string): unknown => xml.parse(Buffer.from(files[path.replace(/^\//, '')] ?? []).toString('utf8'))
  const list = (read('Doc_0/Signs/Signatures.xml') as { Signatures: { Signature: readonly { BaseLoc: string }[] } }).Signatures.Signature
  return list.map(({ BaseLoc }) => {
    const [{ SignedInfo: { References } }] = (read(BaseLoc) as { Signature: readonly [{ SignedInfo: { References: { CheckMethod: string; Reference: readonly { FileRef: string; CheckValue: string }[] } } }] }).Signature
    expect(References.CheckMethod).toBe('1.2.156.10197.1.401')
    return new Map(References.Reference.map(({ FileRef, CheckValue }) =>
      [FileRef.replace(/^\//, ''), createHash('sm3').update(files[FileRef.replace(/^\//, '')] ?? new Uint8Array()).digest('base64') === CheckValue]))
  })
}

describe.skipIf(!HAS_CORPUS)(`licenses of ${CORPUS}${SKIPPED}`, () => {
  it.each(['testImageNotFound.ofd', 'testPathClip.ofd'])('%s: two signatures of one signer hold, the second over what the first left open', async (name) => {
    const report = await verify(corpusFile(`ofd/${name}`), OPTIONS)
    expect(report.signatures.map(({ format }) => format)).toEqual(['CMS', 'CMS'])
    for (const step of ['signatureValue', 'references'] as const) expect(passed(report, step)).toEqual(['PASSED', 'PASSED'])
    const [first, second] = report.signatures
    expect(first?.signer?.subject).toBe(second?.signer?.subject)
    // Nobody here trusts the authority of the certificates.
    expect(report.accepted).toBe(false)
    expect(report.indication).toBe('INDETERMINATE')
    expect(report.coverage?.facts?.entries.filter(({ role }) => role === 'uncovered')).toEqual([])
    expect(report.coverage?.facts?.metadataProtected).toBe(true)
    expect(report.coverage?.facts?.entries.find(({ path }) => path === 'OFD.xml')?.protectedBy).toEqual([1])
  })

  it.each([
    ['testImageNotFound.ofd', '2022-11-01T09:22:33.000Z'], ['testPathClip.ofd', '2022-11-16T11:20:58.000Z'],
  ])('%s: every check of both signatures, and when they claim to be made', async (name, time) => {
    const { signatures } = await verify(corpusFile(`ofd/${name}`), OPTIONS)
    for (const { steps, signingTime, seal } of signatures) {
      expect(Object.fromEntries(Object.entries(steps).map(([step, { conclusion }]) => [step, conclusion]))).toEqual({
        format: 'PASSED', signatureValue: 'PASSED', dataHash: 'PASSED', references: 'PASSED', coverage: 'PASSED', signingTime: 'PASSED',
        signerCertificate: 'INDETERMINATE', signerRevocation: 'INDETERMINATE',
      })
      expect(steps.signerCertificate?.diagnostics.map(({ code }) => code)).toContain('PATH_NO_ANCHORS')
      expect(signingTime).toEqual({ time, provenBy: 'claim' })
      // Type Sign: no seal is in it.
      expect(seal).toBeUndefined()
    }
    const codes = signatures.map(({ steps }) => Object.values(steps).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))
    expect(codes.map((found) => found.includes('OFD_SIGNATURE_COVERS_PART'))).toEqual([true, false])
    expect(codes.map((found) => found.includes('OFD_SIGNATURES_LOCKED'))).toEqual([false, true])
  })

  it.each(['testImageNotFound.ofd', 'testPathClip.ofd'])('%s: coverage is what another reader of ZIP and XML and another SM3 find', async (name) => {
    const octets = corpusFile(`ofd/${name}`)
    const stated = statedReferences(octets)
    expect(stated.map((references) => references.size > 0 && [...references.values()].every((same) => same))).toEqual([true, true])
    const { coverage } = await verify(octets, OPTIONS)
    const files = Object.keys(unzipSync(octets)).filter((path) => !path.endsWith('/'))
    expect(coverage?.facts?.entries.map(({ path }) => path).sort()).toEqual(files.sort())
    // Files of the last signature cannot be listed in it.
    const listed = (path: string): readonly number[] => stated.flatMap((references, index) => (references.has(path) ? [index] : []))
    const entries = (coverage?.facts?.entries ?? []).map(({ path, role, protectedBy }) => ({ path, role, protectedBy }))
    expect(entries.filter(({ role }) => role === 'protected').map(({ path, protectedBy }) => [path, protectedBy])).toEqual(
      entries.filter(({ role }) => role === 'protected').map(({ path }) => [path, listed(path)]))
    expect(entries.filter(({ path, role }) => role !== 'protected' && listed(path).length > 0)).toEqual([])
    expect(entries.filter(({ role }) => role !== 'protected').map(({ path }) => path).filter((path) => !path.startsWith('Doc_0/Signs/Sign_1/'))).toEqual([])
  })

  it('testPathClip.ofd: the data that tags mark on its face, signed by both', async () => {
    const { license } = await verify(corpusFile('ofd/testPathClip.ofd'), OPTIONS)
    expect(license?.conclusion).toBe('PASSED')
    expect(license?.facts?.source).toEqual({ place: 'dataIndex', path: 'Doc_0/Tags/CustomTag.xml', protectedBy: [0, 1] })
    // Year, month and day are three marks, and the day is marked before the month: they are read as they stand in the line.
    expect(license?.facts?.metadata).toMatchObject({ issued: '2022-11-10', validFrom: '2022-11-01', validTo: '2023-11-01', issuers: [], holders: [] })
    expect(license?.facts?.metadata?.number).toMatch(/^\S+$/)
    expect(license?.facts?.metadata?.extensions.map(({ name }) => name).sort()).toEqual(['地址', '开采方式', '开采矿种', '有效期限', '生产规模', '矿区面积', '矿山名称', '经济类型', '采矿权人'].sort())
    expect(license?.diagnostics).toEqual([])
  })

  it('testImageNotFound.ofd: no data but its producer’s, so no license to speak of', async () => {
    expect((await verify(corpusFile('ofd/testImageNotFound.ofd'), OPTIONS)).license).toBeUndefined()
  })

  it('finds no license in invoices and receipts', async () => {
    for (const name of ['999.ofd', 'v4signed.ofd', 'bank_receipt_1.ofd']) expect((await verify(corpusFile(`ofd/${name}`), OPTIONS)).license).toBeUndefined()
  })
})
