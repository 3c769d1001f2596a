import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError, UnsupportedAlgorithmError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import {
  encodeBitString, encodeElement, encodeGeneralizedTime, encodeImplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeUtcTime,
} from '../../src/encoding/der-writer.ts'
import { concatOctets, fromUtf8, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { signatureAlgorithm } from '../../src/crypto/index.ts'
import type { PublicKey } from '../../src/crypto/index.ts'
import { EXTENSION, nameKey, parseCertificate, parseCrl } from '../../src/pki/index.ts'
import type { Certificate, Crl } from '../../src/pki/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile, manifestRows } from '../corpus/manifest.ts'
import { T0, extensionOf, nameOf, read, makeCertificate, testKey } from './certificate-maker.ts'
import type { TestKey } from './certificate-maker.ts'
import { makeCrl, scopeOf, unknownExtension } from './crl-maker.ts'
import type { CrlTemplate } from './crl-maker.ts'

const ISSUER = 'O=示例机构,CN=示例根'
const NEXT = new Date('2026-02-01T00:00:00Z')
let key: TestKey

beforeAll(async () => {
  key = await testKey('SM2')
})

const parse = (bytes: Uint8Array): Crl => parseCrl(bytes, { budget: new Budget(), at: ['c'] })
const make = (template: Partial<CrlTemplate> = {}): Promise<Uint8Array<ArrayBuffer>> =>
  makeCrl({ issuer: ISSUER, key, thisUpdate: T0, nextUpdate: NEXT, ...template })

function codeOf(bytes: Uint8Array): string {
  try {
    parse(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  throw new Error('parsed')
}

const subject = async (serial: bigint | Uint8Array, issuer = ISSUER): Promise<Certificate> =>
  read(await makeCertificate({ subject: 'CN=甲', issuer, serial }, key, key))

describe('parseCrl', () => {
  it('reads a list with entries and extensions over its octets', async () => {
    const bytes = await make({
      number: 300, entries: [{ serial: 5n, date: T0, reason: 'keyCompromise', invalidityDate: new Date('2025-12-01T00:00:00Z') }, { serial: 6n, date: T0 }],
      authorityKey: key,
    })
    const crl = parse(bytes)
    expect(crl).toMatchObject({ version: 2, thisUpdate: T0, nextUpdate: NEXT, cRLNumber: 300n, unknownCritical: [], findings: [] })
    expect(crl.issuer.text).toBe('CN=示例根,O=示例机构')
    expect(toHex(bytes)).toContain(toHex(crl.tbs))
    expect([...crl.entries].map(({ serialNumberBytes, reason, invalidityDate }) => [toHex(serialNumberBytes), reason, invalidityDate?.toISOString()])).toEqual([
      ['05', 'keyCompromise', '2025-12-01T00:00:00.000Z'], ['06', 'unspecified', undefined],
    ])
    expect(crl.authorityKeyIdentifier?.keyIdentifier).toHaveLength(20)
  })

  it('reads version 1, and no version 1 with what version 2 brought', async () => {
    expect(parse(await make({ version: 1 })).version).toBe(1)
    expect(codeOf(await make({ version: 1, number: 1 }))).toBe('CRL_FIELDS_NOT_OF_VERSION')
    expect(codeOf(await make({ version: 1, entries: [{ serial: 1n, date: T0, reason: 'superseded' }] }))).toBe('CRL_FIELDS_NOT_OF_VERSION')
  })

  it('refuses two algorithms', async () => {
    expect(codeOf(await make({ innerAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2')) }))).toBe('CRL_SIGNATURE_ALGORITHM_MISMATCH')
  })

  it('notes an empty list', async () => {
    expect(parse(await make({ emptyList: true })).findings.map(({ code }) => code)).toEqual(['CRL_LIST_EMPTY'])
  })

  it('reads what the list covers', async () => {
    const scope = scopeOf({ name: 'http://crl.example/1', users: true, reasons: [1, 2], indirect: true })
    expect(parse(await make({ scope, base: 7, number: 9 }))).toMatchObject({
      baseCRLNumber: 7n,
      issuingDistributionPoint: {
        onlyContainsUserCerts: true, onlyContainsCACerts: false, indirectCRL: true, onlyContainsAttributeCerts: false, onlySomeReasons: new Set([1, 2]),
        distributionPoint: { kind: 'fullName', names: [{ value: 'http://crl.example/1' }] },
      },
    })
    const flags = parse(await make({ scope: scopeOf({ authorities: true, attributes: true }) })).issuingDistributionPoint
    expect(flags).toMatchObject({ onlyContainsUserCerts: false, onlyContainsCACerts: true, onlyContainsAttributeCerts: true })
    const spelledOut = extensionOf(EXTENSION.issuingDistributionPoint, encodeSequence(encodeImplicit(1, Uint8Array.of(0))), true)
    expect(parse(await make({ scope: spelledOut })).findings.map(({ code }) => code)).toEqual(['DER_DEFAULT_ENCODED'])
  })

  it('reads from when on expired certificates stay listed', async () => {
    const extension = extensionOf('2.5.29.60', encodeGeneralizedTime(T0))
    expect(parse(await make({ extensions: [extension] })).expiredCertsOnCRL).toEqual(T0)
  })

  it('lists critical extensions that it does not understand, of the list and of entries', async () => {
    const unknownEntry = encodeSequence(encodeOid('2.5.29.23'), encodeElement(1, Uint8Array.of(0xff)), encodeOctetString(encodeOid('1.2.840.10040.2.1')))
    const crl = parse(await make({ extensions: [unknownExtension()], entries: [{ serial: 1n, date: T0, extensions: [unknownEntry] }] }))
    expect(crl.unknownCritical).toEqual(['1.2.3.4.5', '2.5.29.23'])
    expect(parse(await make({ extensions: [unknownExtension(false)] })).unknownCritical).toEqual([])
  })

  it('refuses duplicate extensions and octets behind the list', async () => {
    const number = extensionOf(EXTENSION.cRLNumber, encodeInteger(1))
    expect(codeOf(await make({ extensions: [number, number] }))).toBe('EXTENSION_DUPLICATE')
    expect(codeOf(concatOctets(await make(), Uint8Array.of(0)))).toBe('DER_TRAILING_DATA')
  })
})

describe('entries', () => {
  const time = encodeUtcTime(T0)
  const listOf = (...entries: readonly Uint8Array[]): Uint8Array => encodeSequence(
    encodeSequence(encodeInteger(1), key.algorithm, nameOf(ISSUER), time, encodeSequence(...entries)), key.algorithm, encodeBitString(new Uint8Array(8)))

  it('are found by serial number, whatever zeros an encoder put in front', async () => {
    const crl = parse(await make({ entries: [{ serial: 0x1ffn, date: T0 }, { serial: 0x80n, date: T0 }, { serial: 0x0100n, date: T0 }] }))
    expect(crl.entries.count).toBe(3)
    expect(crl.entries.find(await subject(0x80n))).toHaveLength(1)
    // The certificate's encoder forgot the zero octet that keeps the number positive.
    expect(crl.entries.find(await subject(Uint8Array.of(0x80)))).toHaveLength(1)
    expect(crl.entries.find(await subject(Uint8Array.of(0, 1, 0xff)))).toHaveLength(1)
    expect(crl.entries.find(await subject(0x100n))).toHaveLength(1)
    expect(crl.entries.find(await subject(0x01n))).toHaveLength(0)
    expect(crl.entries.find(await subject(0xffn))).toHaveLength(0)
  })

  it('of another issuer do not count', async () => {
    const crl = parse(await make({ entries: [{ serial: 5n, date: T0 }] }))
    expect(crl.entries.find(await subject(5n, 'CN=别处'))).toHaveLength(0)
  })

  it('of indirect lists belong to the issuer named last', async () => {
    const crl = parse(await make({
      scope: scopeOf({ indirect: true }),
      entries: [
        { serial: 1n, date: T0 }, { serial: 2n, date: T0, issuer: 'CN=乙机构' }, { serial: 3n, date: T0 },
        { serial: 1n, date: T0, issuer: 'CN=丙机构', reason: 'superseded' }, { serial: 4n, date: T0, issuer: ISSUER },
      ],
    }))
    const found = async (serial: bigint, issuer: string): Promise<number> => crl.entries.find(await subject(serial, issuer)).length
    expect(await found(1n, ISSUER)).toBe(1)
    expect(await found(2n, ISSUER)).toBe(0)
    expect(await found(2n, 'CN=乙机构')).toBe(1)
    expect(await found(3n, 'CN=乙机构')).toBe(1)
    expect(await found(1n, 'CN=丙机构')).toBe(1)
    expect(await found(3n, 'CN=丙机构')).toBe(0)
    expect(await found(4n, ISSUER)).toBe(1)
  })

  it('several about one certificate are all there', async () => {
    const crl = parse(await make({ entries: [{ serial: 5n, date: T0, reason: 'certificateHold' }, { serial: 5n, date: NEXT, reason: 'keyCompromise' }] }))
    expect(crl.entries.find(await subject(5n)).map(({ reason }) => reason)).toEqual(['certificateHold', 'keyCompromise'])
  })

  it('with times before 2050 and after', () => {
    const crl = parse(listOf(encodeSequence(encodeInteger(1), encodeUtcTime(new Date('2049-12-31T23:59:59Z'))), encodeSequence(encodeInteger(2), encodeGeneralizedTime(new Date('2050-01-01T00:00:00Z')))))
    expect([...crl.entries].map(({ revocationDate }) => revocationDate.toISOString())).toEqual(['2049-12-31T23:59:59.000Z', '2050-01-01T00:00:00.000Z'])
  })

  it.each([
    ['no sequence', () => encodeOctetString(Uint8Array.of(1))],
    ['no serial number', () => encodeSequence(time)],
    ['an empty serial number', () => encodeSequence(encodeElement(2), time)],
    ['no time', () => encodeSequence(encodeInteger(1))],
    ['a time without seconds', () => encodeSequence(encodeInteger(1), encodeElement(0x17, toUtf8('2601010000Z')))],
    ['a time of month 13', () => encodeSequence(encodeInteger(1), encodeElement(0x17, toUtf8('261301000000Z')))],
    ['29 February of a common year', () => encodeSequence(encodeInteger(1), encodeElement(0x18, toUtf8('21000229000000Z')))],
    ['a time with letters', () => encodeSequence(encodeInteger(1), encodeElement(0x17, toUtf8('26010100000AZ')))],
    ['something behind the extensions', () => encodeSequence(encodeInteger(1), time, encodeSequence(), encodeInteger(1))],
    ['extensions of another form', () => encodeSequence(encodeInteger(1), time, encodeSequence(encodeInteger(1)))],
    ['a length in a long form', () => concatOctets(Uint8Array.of(0x30, 0x81, 0x12), encodeInteger(1), time)],
    ['a length beyond the list', () => concatOctets(Uint8Array.of(0x30, 0x7f), encodeInteger(1), time)],
    ['an indefinite length', () => concatOctets(Uint8Array.of(0x30, 0x80), encodeInteger(1), time, new Uint8Array(2))],
    ['half a header', () => Uint8Array.of(0x30)],
  ])('refuses %s', (_, entry) => {
    expect(() => parse(listOf(encodeSequence(encodeInteger(9), time), entry()))).toThrow(FormatError)
  })

  it('29 February of a leap year is a date', () => {
    const leap = [encodeElement(0x17, toUtf8('000229000000Z')), encodeElement(0x18, toUtf8('20240229000000Z')), encodeElement(0x18, toUtf8('20000229000000Z'))]
    expect([...parse(listOf(...leap.map((date) => encodeSequence(encodeInteger(1), date)))).entries]).toHaveLength(3)
  })

  it('a million of them cost neither memory nor time (limits of elements do not stop real lists)', async () => {
    const count = 1_000_000
    const reason = encodeSequence(extensionOf(EXTENSION.cRLReason, encodeElement(10, Uint8Array.of(4))))
    const one = encodeSequence(encodeElement(2, Uint8Array.of(0x10, 0, 0, 0)), time, reason)
    const body = new Uint8Array(one.length * count)
    for (let i = 0; i < count; i++) {
      body.set(one, i * one.length)
      new DataView(body.buffer).setUint32(i * one.length + 4, 0x10000000 + i)
    }
    const bytes = encodeSequence(
      encodeSequence(encodeInteger(1), key.algorithm, nameOf(ISSUER), time, encodeElement(0x30, body)), key.algorithm, encodeBitString(new Uint8Array(8)))
    const cpu = process.cpuUsage()
    const heap = process.memoryUsage().heapUsed
    const crl = parse(bytes)
    expect(crl.entries.count).toBe(count)
    expect(crl.entries.find(await subject(0x10000000n + 999_999n))).toMatchObject([{ reason: 'superseded' }])
    expect(crl.entries.find(await subject(1n))).toHaveLength(0)
    expect(process.memoryUsage().heapUsed - heap).toBeLessThan(100_000_000)
    // Generous: a second or so is usual, objects for each entry would need many.
    expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(15)
  })
})

const rows = ['sm2', 'cms-tsp', 'x509-misc'].flatMap(manifestRows).filter(({ path }) => path.endsWith('.crl'))

describe.skipIf(!HAS_CORPUS)(`CRLs of others${SKIPPED}`, () => {
  const octetsOf = (path: string): Uint8Array => {
    const octets = corpusFile(path)
    return parsePem(fromUtf8(octets) ?? '')[0]?.bytes ?? octets
  }
  /** Certificates of the corpus by subject: issuers of the CRLs among them. */
  const issuers = new Map<string, Certificate[]>()
  for (const { path } of ['sm2', 'cms-tsp', 'x509-misc'].flatMap(manifestRows)) {
    if (!/\.(pem|cer|crt)$/.test(path)) continue
    const octets = corpusFile(path)
    for (const der of octets[0] === 0x30 ? [octets] : parsePem(Buffer.from(octets).toString('latin1')).filter(({ label }) => label === 'CERTIFICATE').map(({ bytes }) => bytes)) {
      try {
        const certificate = parseCertificate(der, { budget: new Budget() })
        issuers.set(nameKey(certificate.subject), [...(issuers.get(nameKey(certificate.subject)) ?? []), certificate])
      } catch {
        // Certificates are judged elsewhere.
      }
    }
  }

  /** Why a CRL does not verify although a certificate with its issuer's name is in the corpus. */
  const exceptions: Readonly<Record<string, string>> = {
    'cms-tsp/rfc4134/CarlRSACRLEmpty.crl': 'signed with MD5, which is not in the algorithm table',
    'cms-tsp/rfc4134/CarlRSACRLForAll.crl': 'signed with MD5, which is not in the algorithm table',
    'cms-tsp/rfc4134/CarlRSACRLForCarl.crl': 'signed with MD5, which is not in the algorithm table',
    'x509-misc/crl/dss_realts2019.crl': 'names another key of the issuer, whose certificate is not in the corpus',
  }

  it('finds them', () => {
    expect(rows.length).toBeGreaterThan(15)
    expect(Object.keys(exceptions).filter((path) => !rows.some((row) => row.path === path))).toEqual([])
  })

  it.each(rows.map((row) => [row.path, row] as const))('%s parses, and verifies with its issuer', async (path, { expected }) => {
    const crl = parse(octetsOf(path))
    const entries = /(\d+) revoked entries/.exec(expected)?.[1]
    if (entries !== undefined) expect(crl.entries.count).toBe(Number(entries))
    expect([...crl.entries]).toHaveLength(crl.entries.count)
    const { oid, parameters } = crl.signatureAlgorithm
    const candidates = issuers.get(nameKey(crl.issuer)) ?? []
    const keys = candidates.flatMap(({ publicKey }) => (publicKey === undefined || publicKey.type === 'unsupported' ? [] : [publicKey]))
    const verify = async (candidate: PublicKey): Promise<boolean | string> => {
      try {
        return await signatureAlgorithm(oid, parameters).verify(candidate, crl.tbs, crl.signatureValue)
      } catch (error) {
        if (error instanceof UnsupportedAlgorithmError) return error.code
        throw error
      }
    }
    const verified = await Promise.all(keys.map(verify))
    const reason = exceptions[path]
    if (reason !== undefined) expect(verified, reason).not.toContain(true)
    else if (/signature valid/.test(expected) || verified.length > 0) expect(verified, 'a CRL whose issuer is here').toContain(true)
  })
})
