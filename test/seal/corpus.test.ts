/** Seals and signed values that others made: the edition, version, time and outcome that the manifest states. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { parseSm2PublicKey, sm2Verify } from '../../src/crypto/index.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { detectSesBytes, parseSeal, parseSealSignature } from '../../src/seal/index.ts'
import type { ElectronicSeal, SealEdition, SealSignature, SealSignatureValue } from '../../src/seal/index.ts'
import { matchingRule, publicPoint } from './verify-independently.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const present = existsSync(join(CORPUS, 'MANIFEST.tsv'))
const options = (): { budget: Budget } => ({ budget: new Budget() })

interface Stated {
  readonly path: string
  readonly what: string
  readonly expected: string
}

const manifest: readonly Stated[] = present
  ? readFileSync(join(CORPUS, 'MANIFEST.tsv'), 'utf8').split('\n').map((line) => {
      const cells = line.split('\t')
      return { path: cells[0] ?? '', what: cells[7] ?? '', expected: cells[8] ?? '' }
    })
  : []

const LAYOUTS: Readonly<Record<string, SealEdition>> = { V1: 'GM/T 0031-2014', V4: 'GB/T 38540-2020', V5: 'GM/T 0031-2025' }

/** The outcome over our octets, by our SM2 and by other SM2, which must agree. */
function outcome(value: SealSignatureValue, certificate: Uint8Array): boolean {
  const encoding = value.signatureEncoding === 'raw' ? 'raw' : 'der'
  const ours = sm2Verify(parseSm2PublicKey(publicPoint(certificate)), value.signedBytes, value.signatureValue, { encoding })
  expect(matchingRule(value, certificate) === 'own').toBe(ours)
  return ours
}

/** Digits of a time as the manifest states it against the time that was read. */
function expectTime(stated: string, signature: SealSignature): void {
  const assumed = signature.timeInfo.assumedZone === undefined ? 0 : 8 * 3_600_000
  const time = signature.timeInfo.time ?? new Date(Number.NaN)
  expect(new Date(time.getTime() + assumed).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')).toBe(stated.replace('Z', ''))
}

/** The values of a distinguished name as the manifest states it, each of which must stand in the certificate. */
function expectSubject(stated: string, certificate: Uint8Array): void {
  const values = stated.split(/,(?=[A-Z\d.]+=)/).map((attribute) => attribute.slice(attribute.indexOf('=') + 1))
  expect(values.length).toBeGreaterThan(1)
  for (const value of values) expect(toHex(certificate)).toContain(toHex(toUtf8(value)))
}

function expectIntactSeal(seal: ElectronicSeal): void {
  expect(seal.header.id).toBe('ES')
  expect(seal.property.certificates.length).toBeGreaterThan(0)
  expect(seal.picture.format).toBeDefined()
  expect(seal.property.validStart.getTime()).toBeLessThan(seal.property.validEnd.getTime())
}

describe.skipIf(!present)('seal files and signed values (skipped: ../shared/corpus is absent)', () => {
  const files = manifest.filter(({ path }) => /^ofd-seals\/.*\.(esl|dat|DER)$/.test(path))

  it('finds the ten that there were when this was written', () => {
    expect(files.length).toBeGreaterThanOrEqual(10)
  })

  it.each(files.map((file, index) => [index, file] as const))('reads number %i as the manifest says', (_, { path, what, expected }) => {
    const bytes = readFileSync(join(CORPUS, path))
    const statedSignature = /SignedValue SES-(V\d) tbs version (\d+) seal layout (V\d) ver (\d+)/.exec(what)
    if (statedSignature !== null) {
      const [, layout = '', version, sealLayout = '', sealVersion] = statedSignature
      expect(detectSesBytes(bytes, options()).shape).toBe('SES_Signature')
      const signature = parseSealSignature(bytes, options())
      expect(signature).toMatchObject({ edition: LAYOUTS[layout], version: Number(version) })
      expect(signature.seal).toMatchObject({ edition: LAYOUTS[sealLayout], header: { version: Number(sealVersion) } })
      expectSubject(/signer ""(.*?)""/.exec(what)?.[1] ?? '', signature.signerCertificate)
      expectIntactSeal(signature.seal)
      expect(outcome(signature, signature.signerCertificate)).toBe(/SES signature over toSign=valid/.test(expected))
      expect(outcome(signature.seal, signature.seal.makerCertificate)).toBe(/seal signature=valid/.test(expected))
      expect(signature.seal.property.certificates.map(toHex)).toContain(toHex(signature.signerCertificate))
      return
    }
    expect(detectSesBytes(bytes, options()).shape).toBe('SESeal')
    const seal = parseSeal(bytes, options())
    expectIntactSeal(seal)
    const stated = /layout (V\d) header version (\d+) vid (.+?) esID (\S+)/.exec(what)
    if (stated !== null) {
      const [, layout = '', version, vid, esId] = stated
      expect(seal).toMatchObject({ edition: LAYOUTS[layout], header: { version: Number(version), vid }, esId })
      expect(outcome(seal, seal.makerCertificate)).toBe(!expected.includes('INVALID'))
      return
    }
    // Older output in BER: the manifest knows only that it can be read.
    expect(what).toContain('BER')
    expect(seal.edition).toBe(path.includes('UserV1') ? 'GM/T 0031-2014' : 'GB/T 38540-2020')
    expect(seal.findings.map(({ code }) => code)).toContain('BER_INDEFINITE_LENGTH')
    expect(toHex(seal.bytes)).toBe(toHex(bytes))
  })

  it('offers a DER form of seals in BER: one such seal was signed so, another as it stands', () => {
    const ruleOf = (name: string): string => {
      const seal = parseSeal(readFileSync(join(CORPUS, 'ofd-seals', name)), options())
      return matchingRule(seal, seal.makerCertificate)
    }
    expect(ruleOf('UserV1__2.esl')).toBe('der')
    expect(ruleOf('UserV4__2.esl')).toBe('own')
  })
})

describe.skipIf(!present)('signed values inside OFD packages (skipped: ../shared/corpus is absent)', () => {
  const packages = manifest.filter(({ path, what }) => path.startsWith('ofd/') && what.includes('SignedValue=SES'))
  const readdir = present ? readdirSync(join(CORPUS, 'ofd')) : []

  it('finds the packages that the manifest states', () => {
    expect(packages.length).toBeGreaterThanOrEqual(11)
    expect(readdir).toEqual(expect.arrayContaining(packages.map(({ path }) => path.slice(4))))
  })

  it.each(packages.map((file, index) => [index, file] as const))('reads those of package %i as the manifest says', (_, { path, what, expected }) => {
    const entries = unzipSync(readFileSync(join(CORPUS, path)), { filter: ({ name }) => /Sign(ed)?Value\.dat$|\.esl$/i.test(name) })
    const values = Object.keys(entries).filter((name) => name.endsWith('.dat')).sort().map((name) => [name, entries[name] as Uint8Array] as const)
    const stated = [...what.matchAll(/SES-(V\d)\(tbs version (\d+), seal layout (V\d) version (\d+), time ""?(\d+Z?)""? tag (\d+)\) signer ""(.*?)""/g)]
    const outcomes = [...expected.matchAll(/SES signature=(\w+).*?seal signature=(\w+).*?Seal file=(none|identical)/g)]
    expect(values.length).toBe(stated.length)
    expect(outcomes.length).toBe(stated.length)
    values.forEach(([name, bytes], index) => {
      const [, layout = '', version, sealLayout = '', sealVersion, time = '', tag, signerName = ''] = stated[index] as RegExpExecArray
      const [, signer, maker, sealFile] = outcomes[index] as RegExpExecArray
      const signature = parseSealSignature(bytes, { budget: new Budget(), at: [name] })
      expect(signature).toMatchObject({ edition: LAYOUTS[layout], version: Number(version) })
      expect(signature.seal).toMatchObject({ edition: LAYOUTS[sealLayout], header: { version: Number(sealVersion) } })
      expect(signature.timeInfo.kind).toBe(tag === '18' ? 'GeneralizedTime' : 'text')
      expectTime(time, signature)
      expectSubject(signerName, signature.signerCertificate)
      expectIntactSeal(signature.seal)
      expect(outcome(signature, signature.signerCertificate)).toBe(signer === 'valid')
      expect(outcome(signature.seal, signature.seal.makerCertificate)).toBe(maker === 'valid')
      const sealEntry = Object.keys(entries).find((entry) => entry.endsWith('.esl') && entry.slice(0, entry.lastIndexOf('/')) === name.slice(0, name.lastIndexOf('/')))
      expect(sealEntry === undefined).toBe(sealFile === 'none')
      if (sealEntry !== undefined) {
        const seal = parseSeal(entries[sealEntry] as Uint8Array, options())
        expect(toHex(seal.bytes)).toBe(toHex(signature.seal.bytes))
      }
    })
  })

  it('notes each deviation of the packages that have one', () => {
    const codesOf = (name: string): ReadonlySet<string> => {
      const entries = unzipSync(readFileSync(join(CORPUS, 'ofd', name)), { filter: (entry) => entry.name.endsWith('SignedValue.dat') })
      const codes = Object.values(entries).flatMap((bytes) => {
        const signature = parseSealSignature(bytes, options())
        return [...signature.findings, ...signature.seal.findings].map(({ code }) => code)
      })
      return new Set(codes)
    }
    expect(codesOf('bank_receipt_1.ofd')).toEqual(new Set(['SEAL_TIME_ZONE_ASSUMED', 'SEAL_SIGNATURE_RAW', 'BER_UNUSED_BITS']))
    expect(codesOf('bkrs_issuer_20220309_C1030311000455.ofd')).toEqual(new Set(['SEAL_CERT_LIST_TYPE']))
    expect(codesOf('999.ofd')).toEqual(new Set(['SEAL_EXTENSION_FALSE_WRITTEN']))
    expect(codesOf('SignScaleError.ofd')).toEqual(new Set())
  })
})
