import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VerificationError } from '../../../src/errors.ts'
import { parseSignatureDateTime } from '../../../src/document/ofd/signature-time.ts'
import { inspect, octets, pack, plainDocument, sign, xml } from './ofd-builder.ts'
import type { Files, Inspected } from './ofd-builder.ts'

/** Runs the whole road; gives the error of an open that refuses, and lets nothing else through. */
async function attempt(bytes: Uint8Array): Promise<Inspected | VerificationError> {
  try {
    return await inspect(bytes)
  } catch (error) {
    if (error instanceof VerificationError) return error
    throw error
  }
}

function signedFiles(): Files {
  const files = plainDocument()
  sign(files, { stamps: '<ofd:StampAnnot ID="1" PageRef="1" Boundary="0 0 1 1"/>' })
  sign(files)
  return files
}

const SIGNED = signedFiles()
const XML_PATHS = [...SIGNED.keys()].filter((path) => path.endsWith('.xml'))

describe('any input', () => {
  it('makes the readers throw VerificationError and nothing else: arbitrary octets', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await attempt(bytes)).toBeInstanceOf(VerificationError)
    }))
  })

  it('makes the readers throw VerificationError and nothing else: a package with octets changed', async () => {
    const bytes = pack(SIGNED)
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const mutated = bytes.slice()
      for (const [at, mask] of changes) mutated[at] = (mutated[at] as number) ^ mask
      await attempt(mutated)
    }), { numRuns: 60 })
  })

  it('makes the readers throw VerificationError and nothing else: a package with XML cut, doubled and overwritten', async () => {
    const edit = fc.record({ path: fc.constantFrom(...XML_PATHS), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(60), insert: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('<', '>', '"', '&', '../', '/OFD.xml', '<ofd:References/>', '<ofd:DocRoot>OFD.xml</ofd:DocRoot>')) })
    await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const files = new Map(SIGNED)
      for (const { path, at, length, insert } of edits) {
        const content = files.get(path) as string
        const start = Math.floor(at * content.length)
        files.set(path, content.slice(0, start) + insert + content.slice(start + length))
      }
      await attempt(pack(files))
    }), { numRuns: 60 })
  })

  it('makes the readers throw VerificationError and nothing else: elements of OFD in any order', async () => {
    const names = ['DocBody', 'DocInfo', 'DocRoot', 'Signatures', 'Signature', 'SignedInfo', 'SignedValue', 'References', 'Reference', 'CheckValue', 'StampAnnot', 'Seal', 'BaseLoc', 'Pages', 'Page', 'CommonData', 'TemplatePage', 'Template', 'PageRes', 'Res', 'MultiMedias', 'CustomDatas', 'CustomData']
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('OFD.xml', '/Doc_0/Document.xml', '../x', '', 'Doc_0/Signs/Signatures.xml', 'Page.xml'),
        fc.tuple(fc.constantFrom(...names), fc.array(tie('node'), { maxLength: 4 }), fc.constantFrom('', ' ID="1"', ' BaseLoc="/Doc_0/Signs/Signatures.xml"', ' FileRef="/OFD.xml"', ' PageRef="1" Boundary="1 1 1 1"'))
          .map(([name, children, attributes]) => `<ofd:${name}${attributes}>${children.join('')}</ofd:${name}>`),
      ),
    })).node
    await fc.assert(fc.asyncProperty(fc.constantFrom('OFD', 'Document', 'Signatures', 'Signature'), fc.array(tree, { maxLength: 5 }), async (root, content) => {
      const paths = { OFD: 'OFD.xml', Document: 'Doc_0/Document.xml', Signatures: 'Doc_0/Signs/Signatures.xml', Signature: 'Doc_0/Signs/Sign_0/Signature.xml' }
      await attempt(pack(new Map(SIGNED).set(paths[root], xml(root, content.join('')))))
    }), { numRuns: 60 })
  })

  it('gives a time or none, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:.+ /-]{0,30}$/)), (text) => {
      const { time } = parseSignatureDateTime(text)
      expect(time === undefined || Number.isFinite(time.getTime())).toBe(true)
    }))
  })
})

describe('what is covered', () => {
  it('cannot change by one octet without a mismatch, an unreadable part or a refusal', async () => {
    const covered = [...SIGNED].filter(([path]) => !path.startsWith('Doc_0/Signs/Sign_1/') && path !== 'Doc_0/Signs/Signatures.xml')
    const choice = fc.tuple(fc.constantFrom(...covered), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 }))
    await fc.assert(fc.asyncProperty(choice, async ([[path, content], at, mask]) => {
      const changed = octets(content).slice()
      const index = Math.floor(at * changed.length)
      changed[index] = (changed[index] as number) ^ mask
      const result = await attempt(pack(new Map(SIGNED).set(path, changed)))
      if (result instanceof VerificationError) return
      const facts = result.references.flatMap((one) => one.facts?.references ?? [])
      expect(facts.filter((fact) => fact.path === path && fact.status === 'match')).toEqual([])
      expect(facts.some((fact) => fact.path === path && fact.status === 'mismatch')).toBe(true)
      expect(result.coverage.facts?.entries.find((entry) => entry.path === path)?.role).not.toBe('protected')
      expect(result.codes).toContain('OFD_REFERENCE_MISMATCH')
    }), { numRuns: 60 })
  })

  it('is all that is shown, or there is a failing finding: any subset of files covered', async () => {
    const paths = [...plainDocument().keys()]
    await fc.assert(fc.asyncProperty(fc.subarray(paths), async (covers) => {
      const files = plainDocument()
      sign(files, { covers: (path) => covers.includes(path) })
      const { coverage } = await inspect(pack(files))
      const open = coverage.facts?.entries.filter(({ role, reach }) => role === 'uncovered' && reach === 'visible').map(({ path }) => path) ?? []
      const told = coverage.findings.filter(({ code }) => ['OFD_VISIBLE_NOT_COVERED', 'OFD_ROOT_NOT_COVERED', 'OFD_ROOT_REDIRECTABLE'].includes(code)).map(({ params }) => params['path'])
      expect(told.toSorted()).toEqual(open.toSorted())
      expect(open.every((path) => !covers.includes(path))).toBe(true)
      expect(coverage.facts?.entries.filter(({ role }) => role === 'protected').map(({ path }) => path).toSorted()).toEqual(covers.toSorted())
    }), { numRuns: 40 })
  })
})
