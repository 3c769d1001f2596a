import { afterEach, describe, expect, it, vi } from 'vitest'
import { equalOctets, toHex } from '../../src/encoding/octets.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { GENUINE, VARIANTS, baseOf, forgeCase, forgeWorld, variantNamed } from '../../src/forge/index.ts'
import type { ForgeOptions, ForgedWorld, Variant } from '../../src/forge/index.ts'
import { verify } from '../../src/index.ts'
import type { ValidationReport } from '../../src/index.ts'
import { Budget } from '../../src/limits.ts'
import { allSteps } from '../../src/report/findings.ts'

/** Another seed and year, an authority whose name has no strokes here, one second before midnight in Beijing. */
const OPTIONS: ForgeOptions = { seed: 'a pipeline', time: new Date('2031-02-28T15:59:59Z'), authority: '北屿州文化和旅游厅' }
const world = forgeWorld(OPTIONS)
const named = VARIANTS.map((variant) => [variant.name, variant] as const)

function codesOf(report: ValidationReport, isWanted: (severity: string) => boolean): readonly string[] {
  return allSteps(report).flatMap(({ step }) => step.diagnostics).filter(({ severity }) => isWanted(severity)).map(({ code }) => code)
}

describe('the catalogue', () => {
  it.each(named)('%s comes out as documented, in a world of another seed, time and authority', async (name) => {
    const { input, options, expected } = await forgeCase(world, name)
    const report = await verify(input, options)
    const errors = codesOf(report, (severity) => severity === 'error')
    const remarks = codesOf(report, (severity) => severity !== 'error')
    expect({ accepted: report.accepted, indication: report.indication, subIndication: report.subIndication }, errors.join(' ')).toEqual({
      accepted: expected.accepted, indication: expected.indication, subIndication: expected.subIndication,
    })
    expect(expected.codes.filter((code) => !errors.includes(code))).toEqual([])
    expect((expected.remarks ?? []).filter((code) => !remarks.includes(code))).toEqual([])
    expect(errors).not.toContain('INTERNAL_ERROR')
  })

  it('names each variant once, in both languages, and for each that is not accepted a code', () => {
    expect(new Set(VARIANTS.map(({ name }) => name)).size).toBe(VARIANTS.length)
    for (const field of ['zh', 'en'] as const) expect(new Set(VARIANTS.map(({ description }) => description[field])).size, field).toBeGreaterThan(VARIANTS.length - 12)
    for (const { name, description, clause, expected } of VARIANTS) {
      expect(description.zh, name).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(description.en, name).toMatch(/^(propertyInfo|[A-Z]).*\.$/)
      expect(clause, name).not.toBe('')
      expect(expected.accepted || expected.codes.length > 0, name).toBe(true)
    }
  })

  it('starts from genuine documents', () => {
    for (const { name, base } of VARIANTS) {
      const from = variantNamed(baseOf({ name, ...(base !== undefined && { base }) }))
      expect(from.expected.accepted || from.name === GENUINE.value, name).toBe(true)
    }
  })

  it('answers for no other name', async () => {
    expect(() => variantNamed('ofd/seal/none')).toThrow(RangeError)
    await expect(forgeCase(world, '__proto__')).rejects.toThrow(RangeError)
  })
})

/** The three files of a signature: what a signer makes. */
const OWN = /^Doc_0\/Signs\/Sign_\d\/(Signature\.xml|SignedValue\.dat|Seal\.esl)$/
/** Files of the document, or the list of signatures, that these change; all others change files of one signature alone. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'ofd/references/page-altered': ['Doc_0/Pages/Page_0/Content.xml'],
  'ofd/references/metadata-altered': ['OFD.xml'],
  'ofd/references/metadata-not-covered': ['OFD.xml'],
  'ofd/references/attachment-not-covered': ['Doc_0/Attachs/metadata.xml'],
  'ofd/references/metadata-conflict': ['OFD.xml'],
  'ofd/references/page-removed': ['Doc_0/Pages/Page_1/Content.xml'],
  'ofd/references/template-swapped': ['Doc_0/Tpls/Tpl_0/Content.xml'],
  'ofd/references/document-added': ['OFD.xml', 'Doc_1/'],
  'ofd/references/document-added-root-not-covered': ['OFD.xml', 'Doc_1/'],
  'ofd/references/document-redirected': ['OFD.xml', 'Doc_1/'],
  'ofd/references/file-smuggled': ['Doc_0/Res/note.txt'],
  'ofd/signature-list/not-signed': ['OFD.xml', 'Doc_0/Signs/Signatures.xml'],
  'ofd/signature-list/list-emptied': ['Doc_0/Signs/Signatures.xml'],
  'ofd/signature-list/second-signature-stripped': ['Doc_0/Signs/Signatures.xml'],
  'ofd/signature-list/pointer-redirected': ['OFD.xml', 'Doc_0/Signs/None.xml'],
  'ofd/signature-list/signed-after-lock': ['Doc_0/Signs/Signatures.xml'],
  'ofd/signature-list/entry-added': ['Doc_0/Signs/Signatures.xml'],
  'ofd/signature-list/doctype': ['Doc_0/Signs/Signatures.xml'],
}

function entriesOf(octets: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const zip = openZip(octets, { budget: new Budget() })
  return new Map(zip.entries.map((entry) => [entry.path, zip.read(entry)]))
}

/** Paths that are not in both, or not the same. */
function differing(a: ReadonlyMap<string, Uint8Array>, b: ReadonlyMap<string, Uint8Array>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => {
    const [left, right] = [a.get(path), b.get(path)]
    return left === undefined || right === undefined || !equalOctets(left, right)
  })
}

const surroundings = ({ trust, trustLists, certificates, crls }: Variant): string => JSON.stringify([trust, trustLists, certificates, crls])
const rejected = VARIANTS.filter(({ expected }) => !expected.accepted && expected.subIndication !== 'SIGNED_DATA_NOT_FOUND')
const isContainer = ({ name }: Variant): boolean => name.startsWith('ofd/container/') || name === 'ofd/references/decompression-bomb'
const made = new Map<string, Uint8Array>()
const make = (name: string): Uint8Array => {
  const octets = made.get(name) ?? variantNamed(name).make(world)
  made.set(name, octets)
  return octets
}

describe('a wrong variant differs from its genuine one in one thing', () => {
  const inPackage = rejected.filter((variant) => variant.name.startsWith('ofd/') && !isContainer(variant))

  it.each(inPackage.map((variant) => [variant.name, variant] as const))('%s', (name, variant) => {
    const base = variantNamed(baseOf(variant))
    if (equalOctets(make(name), make(base.name))) {
      // The same document, judged with something else.
      expect(surroundings(variant)).not.toBe(surroundings(base))
      return
    }
    const different = differing(entriesOf(make(base.name)), entriesOf(make(name)))
    const own = different.filter((path) => OWN.test(path))
    const outside = different.filter((path) => !OWN.test(path))
    const allowed = OUTSIDE[name] ?? []
    expect(outside.filter((path) => !allowed.some((start) => path.startsWith(start)))).toEqual([])
    for (const start of allowed) expect(outside.some((path) => path.startsWith(start)), start).toBe(true)
    // Files of one signature, never of two.
    expect(new Set(own.map((path) => path.split('/')[2])).size).toBeLessThanOrEqual(1)
    if (allowed.length === 0) expect(own).not.toEqual([])
    // What was changed after signing is one file of a signature, or files outside of it.
    if (variant.flags[0] === 'Tampered' && name !== 'ofd/signature-list/signed-after-lock') expect(own.length + Math.min(outside.length, 1)).toBe(1)
  })

  it.each(rejected.filter((variant) => isContainer(variant) && !variant.name.endsWith('not-a-package')).map(({ name }) => [name]))('%s holds the genuine records but one', (name) => {
    const genuine = make(GENUINE.ofd)
    const octets = Buffer.from(make(name))
    const missing = recordsOf(genuine).filter((record) => !octets.includes(Buffer.from(record)))
    // The page's record where its own header lies; the bomb is signed, and so in the signature too.
    expect(missing.length).toBeLessThanOrEqual(name === 'ofd/references/decompression-bomb' ? 2 : 1)
    expect(equalOctets(octets, genuine)).toBe(false)
  })

  it('and seals differ from the genuine seal', () => {
    for (const variant of rejected.filter(({ name }) => name.startsWith('seal/'))) {
      expect(equalOctets(make(variant.name), make(baseOf(variant))), variant.name).toBe(false)
    }
  })
})

/** Local records of a package without comment or ZIP64: header and data of each entry. */
function recordsOf(zip: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length)
  const directory = view.getUint32(zip.length - 6, true)
  const starts: number[] = []
  for (let at = directory; at < zip.length - 22; at += 46 + view.getUint16(at + 28, true)) starts.push(view.getUint32(at + 42, true))
  return starts.map((start, i) => zip.subarray(start, starts[i + 1] ?? directory))
}

/** Every octet that a world gives. */
function everything(one: ForgedWorld): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  const add = (name: string, octets: Uint8Array): void => void out.set(name, toHex(octets))
  for (const { id } of one.parties) {
    add(`${id} key`, one.identity(id).privateKey)
    add(`${id} certificate`, one.identity(id).certificate)
  }
  for (const [name, seal] of Object.entries(one.seals)) add(name, seal.bytes)
  for (const { id, bytes } of one.crls) add(`${id} crl`, bytes)
  for (const { id, text } of one.trustLists) out.set(`${id} list`, text)
  out.set('operator', one.operatorPem)
  for (const { name, make: build } of VARIANTS) add(name, build(one))
  return out
}

describe('worlds', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('are equal octet for octet where seed, time and authority are, without clock or chance', () => {
    const ambient = (): never => {
      throw new Error('something of the machine was asked')
    }
    const chance = vi.spyOn(crypto, 'getRandomValues').mockImplementation(ambient)
    const random = vi.spyOn(Math, 'random').mockImplementation(ambient)
    const now = vi.spyOn(Date, 'now').mockImplementation(ambient)
    const first = everything(forgeWorld({ ...OPTIONS }))
    for (const source of [chance, random, now]) {
      expect(source).not.toHaveBeenCalled()
      source.mockRestore()
    }
    vi.useFakeTimers({ now: new Date('1999-01-01T00:00:00Z'), toFake: ['Date'] })
    expect(everything(forgeWorld({ ...OPTIONS }))).toEqual(first)
  })

  it('share no key, no certificate and no document where seeds differ', () => {
    const worlds = ['', 'a', 'b', 'a ', 'national-root'].map((seed) => forgeWorld({ ...OPTIONS, seed }))
    const seen = new Set<string>()
    let count = 0
    for (const one of worlds) {
      for (const { id } of one.parties) {
        const { privateKey, certificate, serialNumber } = one.identity(id)
        for (const octets of [privateKey, certificate, serialNumber]) seen.add(toHex(octets))
        count += 3
      }
      seen.add(one.operatorPem).add(toHex(one.ofd()))
      count += 2
    }
    expect(seen.size).toBe(count)
  })

  it('trust nothing of another world', async () => {
    const other = forgeWorld({ ...OPTIONS, seed: 'another pipeline' })
    const { options } = await forgeCase(other, GENUINE.ofd)
    const report = await verify(world.ofd(), options)
    expect(report).toMatchObject({ accepted: false, indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' })
  })

  it.each(['1980-01-01T00:00:00Z', '1999-12-31T16:00:00Z', '2024-02-29T12:00:00Z', '2044-12-31T23:59:59Z'])('can be at %s', async (time) => {
    const { input, options } = await forgeCase(forgeWorld({ seed: 'time', time: new Date(time) }), GENUINE.ofd)
    const report = await verify(input, options)
    expect(codesOf(report, (severity) => severity === 'error')).toEqual([])
    expect(report.accepted).toBe(true)
  })

  it('have licenses that end five years later, less a day', () => {
    const license = (time: string) => forgeWorld({ seed: '', time: new Date(time) }).license
    expect(license('2026-03-02T02:30:00Z')).toMatchObject({ issued: '2026-03-02', validTo: '2031-03-01' })
    expect(license('2024-02-28T16:00:00Z')).toMatchObject({ issued: '2024-02-29', validTo: '2029-02-28' })
  })

  it('name the authority on the page, in the seal and in its certificate', () => {
    const text = (path: string): string => new TextDecoder().decode(world.signed().get(path))
    expect(text('Doc_0/Pages/Page_0/Content.xml')).toContain('北屿州文化和旅游厅')
    const utf8 = Buffer.from('北屿州文化和旅游厅')
    expect(Buffer.from(world.seals['east-2020'].bytes).includes(utf8)).toBe(true)
    expect(Buffer.from(world.identity('east-authority').certificate).includes(utf8)).toBe(true)
    expect(Buffer.from(world.identity('west-authority').certificate).includes(utf8)).toBe(false)
  })

  it.each<readonly [string, unknown, RegExp]>([
    ['a seed', { ...OPTIONS, seed: 7 }, /seed/],
    ['a long seed', { ...OPTIONS, seed: 'x'.repeat(1001) }, /seed/],
    ['no time', { seed: 'x' }, /time/],
    ['an invalid time', { seed: 'x', time: new Date('yesterday') }, /time/],
    ['milliseconds', { seed: 'x', time: new Date(1) }, /whole seconds/],
    ['a time before 1980', { seed: 'x', time: new Date('1979-12-31T23:59:59Z') }, /1980/],
    ['a time after 2044', { seed: 'x', time: new Date('2045-01-01T00:00:00Z') }, /2044/],
    ['no name', { ...OPTIONS, authority: '' }, /authority/],
    ['markup as a name', { ...OPTIONS, authority: '<a>' }, /authority/],
  ])('refuse %s', (_, options, message) => {
    expect(() => forgeWorld(options as ForgeOptions)).toThrow(message)
  })

  it('know nobody else', () => {
    expect(() => world.identity('nobody')).toThrow(RangeError)
  })
})
