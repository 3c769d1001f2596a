/**
 * Real packages: number and kind of signatures, digests that match, seal files, and what is left uncovered must equal
 * the outcomes that MANIFEST.tsv records, which an independent program computed.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspect } from './ofd-builder.ts'

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')
const available = existsSync(join(CORPUS, 'MANIFEST.tsv'))

interface Expected {
  readonly file: string
  readonly signatures: readonly { readonly id: string; readonly matched: number; readonly listed: number; readonly notCovered: readonly string[]; readonly changed: readonly string[]; readonly text: string }[]
}

/** `[id] refs 8/9 digests match; ...; Seal file=none; NOT COVERED: a,b; CHANGED: c [id] refs ...` */
function expectedOf(file: string, text: string): Expected {
  const signatures = [...text.matchAll(/\[(\w+)\] refs (\d+)\/(\d+) digests match(.*?)(?= \[\w+\] refs |$)/g)].map(([, id, matched, listed, rest]) => {
    const list = (label: string): readonly string[] => new RegExp(`${label}: ([^;]+)`).exec(rest ?? '')?.[1]?.trim().split(',').sort() ?? []
    return { id: id ?? '', matched: Number(matched), listed: Number(listed), notCovered: list('NOT COVERED'), changed: list('CHANGED'), text: rest ?? '' }
  })
  return { file, signatures }
}

const manifest = available ? readFileSync(join(CORPUS, 'MANIFEST.tsv'), 'utf8').split(/\r?\n/).map((line) => line.split('\t')) : []
const expectations = manifest.flatMap(([path, , , , , , , , expected]) => (path?.startsWith('ofd/') === true ? [expectedOf(basename(path), expected ?? '')] : []))

describe.skipIf(!available)('corpus of real OFD packages (../shared/corpus; skipped where it is absent)', () => {
  it('knows what to expect of every package, in both directions', () => {
    expect(expectations.map(({ file }) => file).sort()).toEqual(readdirSync(join(CORPUS, 'ofd')).sort())
    expect(expectations.flatMap(({ signatures }) => signatures)).toHaveLength(17)
  })

  it.each(expectations)('$file', async ({ file, signatures }) => {
    const { ofd, references, coverage, graph } = await inspect(readFileSync(join(CORPUS, 'ofd', file)))
    expect(ofd.signatures.map(({ id, listed }) => ({ id, listed }))).toEqual(signatures.map(({ id }) => ({ id, listed: true })))
    expect(ofd.findings.some(({ code }) => code === 'OFD_NOT_SIGNED')).toBe(signatures.length === 0)
    signatures.forEach((expected, index) => {
      const facts = references[index]?.facts?.references ?? []
      expect(facts).toHaveLength(expected.listed)
      expect(facts.filter(({ status }) => status === 'match')).toHaveLength(expected.matched)
      expect(facts.filter(({ status }) => status === 'mismatch').map(({ path }) => path).sort()).toEqual(expected.changed)
      const left = coverage.facts?.bySignature[index]
      expect([...(left?.visible ?? []), ...(left?.reachable ?? []), ...(left?.unreachable ?? [])].sort()).toEqual(expected.notCovered)
      const signature = ofd.signatures[index]
      expect(signature?.signatureXml?.length).toBeGreaterThan(0)
      expect(signature?.signedValue?.length).toBeGreaterThan(0)
      expect(signature?.type).toBe(/CMS|raw SM2/.test(expected.text) ? 'Sign' : 'Seal')
      // "Seal file=identical to embedded": the octets of the file stand inside the signature value.
      expect(signature?.sealFile !== undefined).toBe(expected.text.includes('Seal file=identical'))
      if (signature?.sealFile !== undefined) {
        expect(Buffer.from(signature.signedValue ?? []).includes(Buffer.from(signature.sealFile))).toBe(true)
      }
      expect(signature?.signedInfo?.signatureDateTime?.time).toBeInstanceOf(Date)
    })
    // Every real document is walked to its end.
    expect(graph.findings.filter(({ code }) => code.endsWith('UNREADABLE'))).toEqual([])
    expect(coverage.facts?.entries.filter(({ reach }) => reach === 'visible').length).toBeGreaterThanOrEqual(3)
  })

  it('finds the visible template that one signature leaves out, and nothing else of that kind', async () => {
    const failing: string[] = []
    for (const { file } of expectations) {
      const { coverage } = await inspect(readFileSync(join(CORPUS, 'ofd', file)))
      failing.push(...coverage.findings.filter(({ code }) => code === 'OFD_VISIBLE_NOT_COVERED').map(({ params }) => String(params['path'])))
    }
    expect(failing).toEqual(['Doc_0/Temps/Temp_0/Content.xml'])
  })

  it('takes an unprotected OFD.xml for harmless where it leads to one protected document', async () => {
    const { coverage } = await inspect(readFileSync(join(CORPUS, 'ofd', '999.ofd')))
    expect(coverage.findings.map(({ code }) => code)).toEqual(['OFD_ROOT_NOT_COVERED', 'OFD_SIGNATURE_COVERS_PART'])
    expect(coverage.facts?.metadataProtected).toBe(false)
  })

  it('reads the list of files of GM/T 0099', async () => {
    const { ofd } = await inspect(readFileSync(join(CORPUS, 'ofd', 'hello-integrity.ofd')))
    expect(ofd.integrityFile).toMatchObject({ path: 'OFDEntries.xml', signedValuePath: 'signedvalue.dat', missing: [], unlisted: [], findings: [] })
    expect(ofd.integrityFile?.files).toHaveLength(5)
    expect(ofd.integrityFile?.signedValue).toHaveLength(858)
    expect(ofd.integrityFile?.octets).toHaveLength(528)
  })
})
