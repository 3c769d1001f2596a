/** Certificates: what is read, what is noted, what is refused; agreement with other readers on real ones. */
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Certificate as PkijsCertificate } from 'pkijs'
import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError, LimitExceededError } from '../../src/errors.ts'
import { TAG } from '../../src/encoding/der.ts'
import {
  encodeBitString, encodeBoolean, encodeElement, encodeGeneralizedTime, encodeImplicit, encodeInteger, encodeNull, encodeOctetString,
  encodeOid, encodeSequence, encodeUtcTime,
} from '../../src/encoding/der-writer.ts'
import { concatOctets, fromHex } from '../../src/encoding/octets.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { Budget } from '../../src/limits.ts'
import { ACCESS_METHOD, EXTENSION, KEY_PURPOSE, parseCertificate } from '../../src/pki/index.ts'
import type { Certificate } from '../../src/pki/index.ts'
import {
  authorityKeyId, basicConstraints, certificatePolicies, directory, dns, extKeyUsage, extensionOf, inhibitAnyPolicy, ip, keyIdOf, keyUsage,
  mail, makeCertificate, nameConstraints, otherName, policyConstraints, policyMappings, read, subjectAltName, subjectKeyId, testKey, uri,
} from './certificate-maker.ts'
import type { Template, TestKey } from './certificate-maker.ts'

let key: TestKey
beforeAll(async () => { key = await testKey('P-256') })

const make = (template: Partial<Template> = {}): Promise<Uint8Array> => makeCertificate({ subject: 'CN=主体', issuer: 'O=签发者,CN=CA', ...template }, key, key)
const withExtensions = async (...extensions: readonly Uint8Array[]): Promise<Certificate> => read(await make({ extensions }))
const notes = ({ findings }: Certificate): readonly (readonly [string, string])[] => findings.map(({ code, at }) => [code, at.join('/')] as const)

async function refused(template: Partial<Template>): Promise<string> {
  const der = await make(template)
  try {
    read(der)
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    return (error as FormatError).code
  }
  return 'nothing'
}

describe('fields', () => {
  it('are slices of the input', async () => {
    const der = await make({ serial: 0x80n, extensions: [keyUsage('digitalSignature')] })
    const certificate = parseCertificate(der, { budget: new Budget() })
    expect(certificate.bytes).toBe(der)
    for (const slice of [certificate.tbs, certificate.spki, certificate.signatureValue, certificate.subject.bytes, certificate.extensions.get(EXTENSION.keyUsage)?.value]) {
      expect(slice?.buffer).toBe(der.buffer)
    }
    expect(certificate).toMatchObject({ version: 3, serialNumber: 0x80n, at: [], findings: [] })
    expect(certificate.serialNumberBytes).toEqual(Uint8Array.of(0, 0x80))
    expect(certificate.issuer.text).toBe('CN=CA,O=签发者')
    expect(certificate.notBefore).toEqual(new Date('2020-01-01T00:00:00Z'))
    expect(certificate.notAfter).toEqual(new Date('2040-01-01T00:00:00Z'))
    expect(certificate.publicKey).toMatchObject({ type: 'EC', curve: 'P-256' })
    expect(certificate.signatureAlgorithm.oid).toBe('1.2.840.10045.4.3.2')
  })

  it('of all known extensions are read', async () => {
    const point = (name: Uint8Array): Uint8Array => encodeSequence(encodeElement(0xa0, encodeElement(0xa0, name)))
    const certificate = await withExtensions(
      basicConstraints(true, 3), keyUsage('keyCertSign', 'cRLSign', 'decipherOnly'), extKeyUsage([KEY_PURPOSE.OCSPSigning, '2.999.1']),
      subjectAltName([dns('example.com'), mail('a@example.com'), uri('https://example.com'), ip(192, 0, 2, 1), directory('CN=x'), otherName('2.999.1', encodeNull()), encodeImplicit(8, Uint8Array.of(0x2a))]),
      extensionOf(EXTENSION.issuerAltName, encodeSequence(dns('ca.example.com'))),
      subjectKeyId(key), authorityKeyId(key), nameConstraints([dns('example.com')], [directory('O=x')]), certificatePolicies('2.999.2', '2.5.29.32.0'),
      policyMappings(['2.999.2', '2.999.3']), policyConstraints(2), inhibitAnyPolicy(4),
      extensionOf(EXTENSION.cRLDistributionPoints, encodeSequence(point(uri('http://example.com/1.crl')), encodeSequence(encodeImplicit(1, Uint8Array.of(1, 0x60)), encodeElement(0xa2, directory('CN=Other'))))),
      extensionOf(EXTENSION.freshestCRL, encodeSequence(encodeSequence(encodeElement(0xa0, encodeElement(0xa1, encodeSequence(encodeOid('2.5.4.3'), encodeElement(TAG.UTF8_STRING, Uint8Array.of(0x61)))))))),
      extensionOf(EXTENSION.authorityInfoAccess, encodeSequence(encodeSequence(encodeOid(ACCESS_METHOD.ocsp), uri('http://ocsp.example.com')))),
    )
    expect(certificate.findings).toEqual([])
    expect(certificate.basicConstraints).toEqual({ cA: true, pathLenConstraint: 3 })
    expect([...(certificate.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign', 'decipherOnly'])
    expect([...(certificate.extKeyUsage ?? [])]).toEqual([KEY_PURPOSE.OCSPSigning, '2.999.1'])
    expect(certificate.subjectAltName?.map(({ kind }) => kind)).toEqual(['dNSName', 'rfc822Name', 'uniformResourceIdentifier', 'iPAddress', 'directoryName', 'otherName', 'registeredID'])
    expect(certificate.subjectAltName?.[0]).toEqual({ kind: 'dNSName', value: 'example.com', ascii: true })
    expect(certificate.subjectAltName?.[6]).toEqual({ kind: 'registeredID', oid: '1.2' })
    expect(certificate.issuerAltName).toHaveLength(1)
    expect(certificate.subjectKeyIdentifier).toEqual(keyIdOf(key))
    expect(certificate.authorityKeyIdentifier).toEqual({ keyIdentifier: keyIdOf(key) })
    expect(certificate.nameConstraints?.excludedSubtrees[0]).toMatchObject({ base: { kind: 'directoryName' }, minimum: 0 })
    expect(certificate.certificatePolicies?.map(({ policyIdentifier }) => policyIdentifier)).toEqual(['2.999.2', '2.5.29.32.0'])
    expect(certificate.policyMappings).toEqual([{ issuerDomainPolicy: '2.999.2', subjectDomainPolicy: '2.999.3' }])
    expect(certificate.policyConstraints).toEqual({ requireExplicitPolicy: 2 })
    expect(certificate.inhibitAnyPolicy).toBe(4)
    expect(certificate.cRLDistributionPoints).toMatchObject([
      { distributionPoint: { kind: 'fullName', names: [{ value: 'http://example.com/1.crl' }] } },
      { reasons: new Set([1, 2]), cRLIssuer: [{ kind: 'directoryName' }] },
    ])
    expect(certificate.freshestCRL).toMatchObject([{ distributionPoint: { kind: 'nameRelativeToCRLIssuer', rdn: [{ text: 'a' }] } }])
    expect(certificate.authorityInfoAccess).toMatchObject([{ accessMethod: ACCESS_METHOD.ocsp, accessLocation: { value: 'http://ocsp.example.com' } }])
  })

  it('of versions 1 and 2 are read', async () => {
    expect(read(await make({ version: 'absent' })).version).toBe(1)
    expect(read(await make({ version: 1 })).version).toBe(2)
  })

  it('a key that cannot be used leaves the certificate readable', async () => {
    const elsewhere = encodeSequence(encodeSequence(encodeOid('2.999.9')), encodeBitString(Uint8Array.of(1)))
    const strange = read(await makeCertificate({ subject: 'CN=a', issuer: 'CN=b' }, { ...key, spki: elsewhere }, key))
    expect(strange.publicKey).toEqual({ type: 'unsupported', bits: 0, algorithm: '2.999.9' })
    const broken = read(await makeCertificate({ subject: 'CN=a', issuer: 'CN=b' }, { ...key, spki: encodeSequence() }, key))
    expect(broken.publicKey).toBeUndefined()
    expect(broken.publicKeyError).toBeInstanceOf(FormatError)
  })
})

describe('deviations of certificates in use', () => {
  it.each<[string, () => Promise<Certificate>, string, string]>([
    ['unused bits of a key usage', () => withExtensions(extensionOf(EXTENSION.keyUsage, fromHex('030200c0') as Uint8Array, true)), '', ''],
    ['set bits among the unused ones', () => withExtensions(extensionOf(EXTENSION.keyUsage, fromHex('030207c0') as Uint8Array, true)), 'BER_UNUSED_BITS', 'test/keyUsage'],
    ['a false that should be absent', () => withExtensions(encodeSequence(encodeOid('2.999.1'), encodeBoolean(false), encodeOctetString(new Uint8Array(0)))), 'DER_DEFAULT_ENCODED', 'test'],
    ['a cA of false written out', () => withExtensions(extensionOf(EXTENSION.basicConstraints, encodeSequence(encodeBoolean(false)))), 'DER_DEFAULT_ENCODED', 'test/basicConstraints'],
    ['a true of 01', () => withExtensions(extensionOf(EXTENSION.basicConstraints, encodeSequence(encodeElement(TAG.BOOLEAN, Uint8Array.of(1))))), 'BER_BOOLEAN_NOT_CANONICAL', 'test/basicConstraints'],
    ['a version of 0 written out', async () => read(await make({ version: 0 })), 'DER_DEFAULT_ENCODED', 'test'],
    ['serial number 0', async () => read(await make({ serial: 0n })), 'CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE', 'test'],
    ['a negative serial number', async () => read(await make({ serial: Uint8Array.of(0xff, 0x01) })), 'CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE', 'test'],
    ['a padded serial number', async () => read(await make({ serial: Uint8Array.of(0, 1) })), 'BER_INTEGER_PADDED', 'test'],
    ['a serial number of 21 octets', async () => read(await make({ serial: new Uint8Array(21).fill(0x11) })), 'CERTIFICATE_SERIAL_NUMBER_TOO_LONG', 'test'],
    ['GeneralizedTime before 2050', async () => read(await make({ validity: [encodeGeneralizedTime(new Date('2020-01-01T00:00:00Z')), encodeUtcTime(new Date('2040-01-01T00:00:00Z'))] })), 'CERTIFICATE_TIME_FORM', 'test'],
    ['a host name outside ASCII', () => withExtensions(subjectAltName([encodeImplicit(2, Uint8Array.of(0xe4, 0xb8, 0xad))])), 'GENERAL_NAME_NOT_ASCII', 'test/subjectAltName'],
    ['no alternative names', () => withExtensions(subjectAltName([])), 'EXTENSION_EMPTY', 'test/subjectAltName'],
    ['empty name constraints', () => withExtensions(nameConstraints([])), 'EXTENSION_EMPTY', 'test/nameConstraints'],
    ['empty policy constraints', () => withExtensions(extensionOf(EXTENSION.policyConstraints, encodeSequence(), true)), 'EXTENSION_EMPTY', 'test/policyConstraints'],
  ])('%s: noted where it is, and read', async (_, certificate, code, at) => {
    expect(notes(await certificate())).toEqual(code === '' ? [] : [[code, at]])
  })

  it('key usages keep their bits whatever the count of unused ones says', async () => {
    for (const hex of ['030206c0', '030200c0', '030207c0']) {
      const certificate = await withExtensions(extensionOf(EXTENSION.keyUsage, fromHex(hex) as Uint8Array, true))
      expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation'])
    }
    const all = await withExtensions(extensionOf(EXTENSION.keyUsage, fromHex('030203f8') as Uint8Array))
    expect(all.keyUsage?.size).toBe(5)
  })

  it('do not flood a report', async () => {
    const certificate = await withExtensions(subjectAltName(Array.from({ length: 2000 }, () => encodeImplicit(2, Uint8Array.of(0xff)))))
    expect(certificate.subjectAltName).toHaveLength(2000)
    expect(certificate.findings).toHaveLength(16)
  })

  it('are also told to the caller as they are found', async () => {
    const told: string[] = []
    parseCertificate(await make({ serial: 0n }), { budget: new Budget(), note: ({ code }) => { told.push(code) } })
    expect(told).toEqual(['CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE'])
  })
})

describe('what is refused (pitfalls 10 and 11)', () => {
  it.each<[string, Partial<Template>, string]>([
    ['an extension twice (PKI.js, which of the two counts?)', { extensions: [keyUsage('cRLSign'), keyUsage('digitalSignature')] }, 'EXTENSION_DUPLICATE'],
    ['two algorithms', { innerAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.3')) }, 'CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH'],
    ['one algorithm with differing parameters', { innerAlgorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2'), encodeNull()) }, 'CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH'],
    ['a version of 4', { version: 3 }, 'CERTIFICATE_VERSION_UNKNOWN'],
    ['extensions in version 1', { version: 'absent', extensions: [keyUsage('cRLSign')] }, 'CERTIFICATE_FIELDS_NOT_OF_VERSION'],
    ['an empty serial number', { serial: new Uint8Array(0) }, 'CERTIFICATE_SERIAL_NUMBER_INVALID'],
    ['a serial number of 300 octets', { serial: new Uint8Array(300).fill(1) }, 'CERTIFICATE_SERIAL_NUMBER_INVALID'],
    ['a policy twice', { extensions: [certificatePolicies('2.999.1', '2.999.1')] }, 'CERTIFICATE_POLICY_DUPLICATE'],
    ['an empty list of key purposes', { extensions: [extKeyUsage([])] }, 'DER_STRUCTURE_UNEXPECTED'],
    ['an extension of indefinite length', { extensions: [extensionOf(EXTENSION.keyUsage, Uint8Array.of(0x23, 0x80, 3, 2, 0, 0xc0, 0, 0))] }, 'EXTENSION_NOT_DER'],
    ['octets behind an extension', { extensions: [extensionOf(EXTENSION.keyUsage, Uint8Array.of(3, 2, 6, 0xc0, 5, 0))] }, 'EXTENSION_NOT_DER'],
    ['an extension of another type', { extensions: [extensionOf(EXTENSION.keyUsage, encodeInteger(1))] }, 'DER_TAG_UNEXPECTED'],
    ['a name constraint of an unknown kind', { extensions: [nameConstraints([encodeImplicit(9, Uint8Array.of(1))])] }, 'DER_TAG_UNEXPECTED'],
    ['an empty relative name', { subject: encodeSequence(encodeElement(TAG.SET)) }, 'DER_STRUCTURE_UNEXPECTED'],
    ['a date that does not exist', { validity: [encodeUtcTime(new Date('2020-01-01T00:00:00Z')), encodeElement(TAG.UTC_TIME, new TextEncoder().encode('230229000000Z'))] }, 'DER_VALUE_INVALID'],
    ['a time with an offset', { validity: [encodeUtcTime(new Date('2020-01-01T00:00:00Z')), encodeElement(TAG.UTC_TIME, new TextEncoder().encode('230228000000+0800'))] }, 'DER_VALUE_INVALID'],
  ])('%s', async (_, template, code) => {
    expect(await refused(template)).toBe(code)
  })

  it('octets behind the certificate, indefinite lengths, nothing, and garbage', async () => {
    const der = await make()
    const code = (bytes: Uint8Array): string | undefined => {
      try { read(bytes) } catch (error) { return error instanceof FormatError ? error.code : String(error) }
      return undefined
    }
    expect(code(concatOctets(der, Uint8Array.of(0)))).toBe('DER_TRAILING_DATA')
    expect(code(concatOctets(Uint8Array.of(0x30, 0x80), der.subarray(4), Uint8Array.of(0, 0)))).toBe('DER_INDEFINITE_LENGTH')
    expect(code(new Uint8Array(0))).toBe('DER_TRUNCATED')
    expect(code(der.subarray(0, der.length - 1))).toBe('DER_TRUNCATED')
  })

  it('OIDs keep arcs of any size: no 32-bit truncation (CVE-2025-66030)', async () => {
    const certificate = await withExtensions(extKeyUsage(['1.3.6.1.5.5.7.3.4294967304']))
    expect([...(certificate.extKeyUsage ?? [])]).toEqual(['1.3.6.1.5.5.7.3.4294967304'])
  })

  it('deep nesting ends at the limit (CVE-2025-66031)', async () => {
    let nested: Uint8Array = encodeNull()
    for (let depth = 0; depth < 60; depth++) nested = encodeSequence(nested)
    const inner = encodeSequence(encodeElement(0xa0, encodeElement(0xa4, nested)))
    await expect(withExtensions(subjectAltName([encodeElement(0xa4, nested)]))).rejects.toThrow(FormatError)
    await expect(withExtensions(extensionOf('2.999.1', inner))).resolves.toBeDefined() // what is not understood is not read
    const der = await make({ extensions: [subjectAltName([dns('a')])] })
    expect(() => parseCertificate(der, { budget: new Budget({ derDepth: 3 }) })).toThrow(LimitExceededError)
    expect(() => parseCertificate(der, { budget: new Budget({ derElements: 20 }) })).toThrow(LimitExceededError)
  })
})

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')

/** Certificates of the corpus that every reader should take; the ones made to be refused are told apart by name. */
function corpusCertificates(): readonly (readonly [string, Uint8Array])[] {
  if (!existsSync(CORPUS)) return []
  return ['sm2', 'x509-misc', 'pkits/certs'].flatMap((folder) =>
    readdirSync(join(CORPUS, folder), { recursive: true, encoding: 'utf8' }).flatMap((file) => {
      if (!/\.(pem|cer|crt|der)$/.test(file) || /ossl|d2i|bad|sm2sig|sm2keystore/.test(file)) return []
      const bytes = new Uint8Array(readFileSync(join(CORPUS, folder, file)))
      const blocks = parsePem(new TextDecoder('latin1').decode(bytes)).filter(({ label }) => label === 'CERTIFICATE')
      const ders = blocks.length > 0 ? blocks.map((block) => block.bytes) : bytes[0] === 0x30 ? [bytes] : []
      return ders.map((der, index) => [`${folder}/${file} ${index}`, der] as const)
    }),
  )
}

const REFUSED = new Map([
  ['x509-misc/gmsm_x509_L2291_criticalNameConstraintWithUnknownTypePEM_CERTIFICATE.pem 0', 'DER_TAG_UNEXPECTED'],
  ['x509-misc/gmsm_x509_L3494_mismatchingSigAlgIDPEM_CERTIFICATE.pem 0', 'CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH'],
  ['x509-misc/gmsm_x509_L3962_dupExtCert_CERTIFICATE.pem 0', 'EXTENSION_DUPLICATE'],
  ['x509-misc/policy/gmsm_policy_intermediate_duplicate.pem 0', 'CERTIFICATE_POLICY_DUPLICATE'],
  ['x509-misc/policy/gmsm_policy_intermediate_invalid.pem 0', 'DER_TRUNCATED'],
  ['x509-misc/policy/gmsm_policy_intermediate_require_duplicate.pem 0', 'CERTIFICATE_POLICY_DUPLICATE'],
  ['x509-misc/policy/gmsm_policy_leaf_duplicate.pem 0', 'CERTIFICATE_POLICY_DUPLICATE'],
  ['x509-misc/policy/gmsm_policy_leaf_invalid.pem 0', 'DER_TRUNCATED'],
  ['pkits/certs/BadSignedCACert.crt 0', 'DER_VALUE_INVALID'],
  ['pkits/certs/InvalidDSASignatureTest6EE.crt 0', 'DER_VALUE_INVALID'],
])

describe.skipIf(!existsSync(CORPUS))('real certificates (skipped where ../shared/corpus is absent)', () => {
  const corpus = corpusCertificates()
  const attributesOf = (certificate: Certificate): readonly (string | undefined)[] =>
    [certificate.issuer, certificate.subject].flatMap(({ rdns }) => rdns.flat().map(({ text }) => text))

  it('are read as OpenSSL and PKI.js read them: serial number, dates, names', () => {
    expect(corpus.length).toBeGreaterThan(250)
    const different: unknown[] = []
    for (const [file, der] of corpus) {
      if (REFUSED.has(file)) continue
      const ours = read(der)
      const node = new NodeCertificate(der)
      const serial = BigInt(`0x${node.serialNumber.replace('-', '')}`)
      if (serial !== (ours.serialNumber < 0n ? -ours.serialNumber : ours.serialNumber)) different.push([file, 'serial'])
      if (Date.parse(node.validFrom) !== ours.notBefore.getTime()) different.push([file, 'notBefore'])
      if (Date.parse(node.validTo) !== ours.notAfter.getTime()) different.push([file, 'notAfter'])
      const pkijs = PkijsCertificate.fromBER(Uint8Array.from(der))
      const theirs = [pkijs.issuer, pkijs.subject].flatMap(({ typesAndValues }) => typesAndValues.map(({ value }) => (value as { valueBlock: { value: string } }).valueBlock.value))
      if (JSON.stringify(theirs) !== JSON.stringify(attributesOf(ours))) different.push([file, theirs, attributesOf(ours)])
    }
    expect(different).toEqual([])
  })

  it('are refused only where they were made wrong', () => {
    const refusals = corpus.flatMap(([file, der]) => {
      try {
        read(der)
        return []
      } catch (error) {
        return [[file, (error as FormatError).code] as const]
      }
    })
    expect(new Map(refusals)).toEqual(REFUSED)
  })
})
