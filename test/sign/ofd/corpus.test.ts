/** Documents of other producers, odd layouts included, can be signed; what others locked or broke is refused. */
import { describe, expect, it } from 'vitest'
import { openZip } from '../../../src/encoding/zip.ts'
import { VerificationError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import { verify } from '../../../src/index.ts'
import { signOfd } from '../../../src/sign/ofd/index.ts'
import { SEALS } from '../../../fixtures/generate/scene.ts'
import { HAS_CORPUS, SKIPPED, corpusFile, manifestRows } from '../../corpus/manifest.ts'
import { OPTIONS } from '../../verify/world.ts'
import { signerOf } from '../party.ts'

const time = new Date('2026-03-02T02:30:00Z')
const BY_EAST = { signer: signerOf('east-authority'), seal: SEALS['east-2020'].bytes, time, stamps: [{ page: 1, boundary: [10, 10, 42, 42] }] } as const
const BY_WEST = { signer: signerOf('west-authority'), seal: SEALS['west-2020'].bytes, time } as const
const rows = manifestRows('ofd').filter(({ path }) => path.endsWith('.ofd'))
const REFUSED = ['SIGN_DOCUMENT_LOCKED', 'SIGN_EARLIER_SIGNATURE_BROKEN', 'SIGN_INTEGRITY_FILE_PRESENT']

describe.skipIf(!HAS_CORPUS)(`documents of others${SKIPPED}`, () => {
  it.each(rows.filter(({ expected }) => expected === 'unsigned').map(({ path }) => path))('%s is signed twice, and both verify', async (path) => {
    const bytes = corpusFile(path)
    let twice: Uint8Array
    try {
      twice = (await signOfd((await signOfd(bytes, BY_EAST)).bytes, BY_WEST)).bytes
    } catch (error) {
      expect((error as VerificationError).code).toBe('SIGN_INTEGRITY_FILE_PRESENT')
      return
    }
    const report = await verify(twice, OPTIONS)
    expect(report.signatures.map(({ indication }) => indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED'])
    expect(report.accepted).toBe(true)
    const [before, after] = [bytes, twice].map((one) => new Map(openZip(one, { budget: new Budget() }).entries.map((entry) => [entry.path, one.subarray(entry.layout.start, entry.layout.end)])))
    const differing = [...(before as Map<string, Uint8Array>)].filter(([name, octets]) => Buffer.compare(octets, after?.get(name) ?? new Uint8Array(0)) !== 0).map(([name]) => name)
    expect(differing).toEqual(['OFD.xml'])
  })

  it('signs on where others signed, or refuses for a reason; signatures that were there stay what they were', async () => {
    let [signed, refused] = [0, 0]
    for (const { path } of rows.filter(({ expected }) => expected !== 'unsigned')) {
      const bytes = corpusFile(path)
      const before = await verify(bytes, OPTIONS)
      try {
        const after = await verify((await signOfd(bytes, BY_EAST)).bytes, OPTIONS)
        const integrity = ({ steps }: (typeof after.signatures)[number]): unknown => [steps.signatureValue, steps.dataHash, steps.references].map((step) => step?.conclusion)
        expect(after.signatures.slice(0, before.signatures.length).map(integrity)).toEqual(before.signatures.map(integrity))
        expect(after.signatures.at(-1)?.indication).toBe('TOTAL_PASSED')
        signed++
      } catch (error) {
        if (!(error instanceof VerificationError)) throw error
        expect(REFUSED, path).toContain(error.code)
        refused++
      }
    }
    expect([signed, refused].every((count) => count > 3)).toBe(true)
  })
})
