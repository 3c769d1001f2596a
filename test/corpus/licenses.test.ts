/** Electronic licenses of a province as it issued them: what reports say of their data, signatures and coverage. */
import { describe, expect, it } from 'vitest'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { ValidationReport } from '../../src/index.ts'
import { CORPUS, HAS_CORPUS, SKIPPED, corpusFile } from './manifest.ts'

const OPTIONS = { trust: trustStore({}), policy: policyPreset('cn-gov-2025'), validationTime: new Date('2023-01-01T00:00:00Z') } as const

const passed = ({ signatures }: ValidationReport, step: 'signatureValue' | 'dataHash' | 'references') => signatures.map(({ steps }) => steps[step]?.conclusion)

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
