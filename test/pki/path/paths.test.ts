/** Certification paths, rule by rule: chains that are right, and each with one thing wrong. */
import { beforeAll, describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import {
  ANY_POLICY, CertificationPath, KEY_PURPOSE, OCSP_SIGNING_PURPOSE, SEAL_MAKER_PURPOSE, SIGNER_PURPOSE, TIME_STAMPING_PURPOSE, trustAnchorOf, validatePath,
} from '../../../src/pki/index.ts'
import type { Certificate, PathFacts, PathOptions } from '../../../src/pki/index.ts'
import type { Checked } from '../../../src/diagnostics/index.ts'
import {
  T0, TestAuthority, authorityKeyId, basicConstraints, certificatePolicies, directory, dns, extKeyUsage, extensionOf, inhibitAnyPolicy, ip,
  keyUsage, mail, makeCertificate, nameConstraints, otherName, policyConstraints, policyMappings, read, subjectAltName,
  subjectKeyId, testKey, uri,
} from '../certificate-maker.ts'
import { encodeNull, encodeOctetString } from '../../../src/encoding/der-writer.ts'

type Given = Partial<PathOptions> & { roots?: readonly TestAuthority[] }

const check = (certificate: Certificate, { roots = [root], ...options }: Given = {}): Promise<Checked<PathFacts>> =>
  validatePath(certificate, {
    anchors: roots.map((authority) => trustAnchorOf(authority.certificate)), intermediates: [], time: T0, purpose: SIGNER_PURPOSE,
    budget: new Budget(), ...options,
  })

/** Codes that forbid acceptance or facts; those of warnings and information left out. */
const NOTES = new Set([
  'CERTIFICATE_KEY_IDENTIFIER_MISSING', 'CERTIFICATE_CRITICALITY', 'CERTIFICATE_CA_MARKS_CONTRADICT', 'CERTIFICATE_ALTERNATIVE_NAME_MALFORMED',
  'CERTIFICATE_EXTENSION_MISPLACED', 'CERTIFICATE_NAME_EMPTY',
])
const codes = ({ findings }: Checked<PathFacts>): string[] => findings.map(({ code }) => code).filter((code) => !NOTES.has(code))

async function expectAccepted(certificate: Certificate, given?: Given): Promise<PathFacts> {
  const result = await check(certificate, given)
  expect(codes(result)).toEqual([])
  return result.facts as PathFacts
}

async function expectCodes(certificate: Certificate, given: Given, ...wanted: readonly string[]): Promise<Checked<PathFacts>> {
  const result = await check(certificate, given)
  expect(codes(result)).toEqual(wanted)
  return result
}

let root: TestAuthority
let ca: TestAuthority

beforeAll(async () => {
  root = await TestAuthority.root('CN=样例根 Root')
  ca = await root.authority('CN=样例 CA')
})

describe.each(['SM2', 'P-256', 'RSA'] as const)('a chain of %s keys', (kind) => {
  it('is accepted with the path from end entity to anchor, and refused with one bit of the signature changed', async () => {
    const top = await TestAuthority.root('CN=Top', kind)
    const middle = await top.authority('CN=Middle')
    const signer = await middle.endEntity('CN=Signer')
    const given = { roots: [top], intermediates: [middle.certificate] }
    const { path, policies, time } = await expectAccepted(signer, given)
    expect(path.certificates).toEqual([signer, middle.certificate])
    expect(path.anchor.certificate).toBe(top.certificate)
    expect(path.endEntity).toBe(signer)
    expect(path.links.map(({ issuer }) => issuer.certificate)).toEqual([middle.certificate, top.certificate])
    expect(path.links[0]?.issuer.publicKey).toBe(middle.certificate.publicKey)
    expect(path.links[1]?.issuer.publicKey).toBe(top.certificate.publicKey)
    expect(policies).toEqual([])
    expect(time).toEqual(T0)

    const spoiled = await middle.endEntity('CN=Signer', undefined, {
      spoil: (signature) => signature.map((octet, index) => (index === signature.length - 1 ? octet ^ 1 : octet)),
    })
    const result = await expectCodes(spoiled, given, 'CERTIFICATE_SIGNATURE_INVALID')
    expect(result.facts).toBeUndefined()
  })
})

describe('anchors', () => {
  it('without any, nothing is trusted', async () => {
    await expectCodes(await ca.endEntity('CN=a'), { roots: [] }, 'PATH_NO_ANCHORS')
  })

  it('an issuer that is not at hand is said to be missing, at the certificate whose issuer it is', async () => {
    const { findings } = await expectCodes(await ca.endEntity('CN=a'), {}, 'PATH_ISSUER_NOT_FOUND')
    expect(findings[0]).toMatchObject({ at: ['CN=a'], params: { certificates: 1 } })
  })

  it('a chain that ends in somebody else\'s root is not trusted', async () => {
    const other = await TestAuthority.root('CN=Other')
    const { findings } = await expectCodes(await other.endEntity('CN=a'), { intermediates: [other.certificate] }, 'PATH_SELF_ISSUED_UNTRUSTED')
    expect(findings[0]).toMatchObject({ at: ['CN=Other'], params: { certificates: 2 } })
  })

  it('pitfall 15: a root of the same name with another key is not the anchor', async () => {
    const impostor = await TestAuthority.root(root.name)
    const forged = await impostor.endEntity('CN=a')
    await expectCodes(forged, {}, 'PATH_ISSUER_NOT_FOUND')
    await expectCodes(forged, { intermediates: [impostor.certificate] }, 'CERTIFICATE_SIGNATURE_INVALID')
    // Without key identifiers there is no telling a re-keyed CA from a forgery: the signature decides.
    const silent = read(await makeCertificate({ subject: 'CN=a', issuer: root.name, extensions: [] }, await testKey('P-256'), impostor.key))
    await expectCodes(silent, {}, 'CERTIFICATE_SIGNATURE_INVALID')
  })

  it('pitfall 12: a self-signed end entity is trusted only as an anchor\'s own certificate, octet for octet', async () => {
    const key = await testKey('SM2')
    const make = async (...more: readonly Uint8Array[]): Promise<Certificate> =>
      read(await makeCertificate({ subject: 'CN=Own', issuer: 'CN=Own', extensions: [keyUsage('digitalSignature'), ...more] }, key, key))
    const own = await make()
    await expectCodes(own, {}, 'PATH_SELF_ISSUED_UNTRUSTED')
    const anchors = [trustAnchorOf(own)]
    const { path } = await expectAccepted(own, { anchors })
    expect(path.endEntityIsAnchor).toBe(true)
    expect(path.links).toEqual([])
    // Same name and key, other content: it is one more certificate that the anchor's key signed, and the anchor is no CA.
    const twin = await make(extKeyUsage([KEY_PURPOSE.timeStamping], true))
    expect((await check(twin, { anchors })).facts).toBeUndefined()
    // Same name and key, but nobody signed it.
    const unsigned = read(await makeCertificate({ subject: 'CN=Own', issuer: 'CN=Own', extensions: [keyUsage('digitalSignature')] }, key, await testKey('SM2')))
    await expectCodes(unsigned, { anchors }, 'CERTIFICATE_SIGNATURE_INVALID')
  })

  it('an end entity that is an anchor still has to be valid for the purpose and the time', async () => {
    const key = await testKey('P-256')
    const own = read(await makeCertificate({ subject: 'CN=Own', issuer: 'CN=Own', extensions: [keyUsage('keyEncipherment')], notAfter: new Date('2021-01-01T00:00:00Z') }, key, key))
    await expectCodes(own, { anchors: [trustAnchorOf(own)] }, 'CERTIFICATE_EXPIRED', 'CERTIFICATE_KEY_USAGE')
  })

  it('an anchor may be an intermediate certificate, a name and a key, or of version 1', async () => {
    const signer = await ca.endEntity('CN=a')
    expect((await expectAccepted(signer, { roots: [ca] })).path.certificates).toEqual([signer])
    const { name, spki, publicKey } = trustAnchorOf(ca.certificate)
    const facts = await expectAccepted(signer, { anchors: [{ name, spki, publicKey }] })
    expect(facts.path.links[0]?.issuer).toEqual({ name, spki, publicKey })
    const key = await testKey('P-256')
    const old = read(await makeCertificate({ subject: 'CN=Old', issuer: 'CN=Old', version: 'absent' }, key, key))
    expect(old.version).toBe(1)
    await expectAccepted(await new TestAuthority('CN=Old', key, old).endEntity('CN=a'), { anchors: [trustAnchorOf(old)] })
  })

  it('the dates and constraints of an anchor\'s certificate bind, unless the caller says otherwise', async () => {
    const past = await TestAuthority.root('CN=Past', 'P-256', { notAfter: new Date('2021-01-01T00:00:00Z') })
    const signer = await past.endEntity('CN=a')
    const result = await expectCodes(signer, { roots: [past] }, 'CERTIFICATE_EXPIRED')
    expect(result.facts).toBeDefined()
    await expectAccepted(signer, { roots: [past], anchorConstraints: 'ignored' })
  })

  it('a certificate whose key cannot be used makes no anchor', async () => {
    const key = await testKey('P-256')
    const strange = { ...key, spki: key.spki.map((octet, index) => (index === key.spki.length - 1 ? octet ^ 1 : octet)) }
    const certificate = read(await makeCertificate({ subject: 'CN=a', issuer: 'CN=a' }, strange, key))
    expect(certificate.publicKey).toBeUndefined()
    expect(certificate.publicKeyError?.code).toBe('KEY_INVALID')
    expect(() => trustAnchorOf(certificate)).toThrow('KEY_INVALID')
  })
})

describe('a path is made by its validator', () => {
  it('and by nobody else', () => {
    expect(() => new CertificationPath(Symbol('path'), [root.certificate], trustAnchorOf(root.certificate))).toThrow(TypeError)
  })
})

describe('dates', () => {
  const notBefore = new Date('2024-03-01T00:00:00Z')
  const notAfter = new Date('2024-04-01T00:00:00Z')
  it.each([
    ['2024-02-29T23:59:59.999Z', 'CERTIFICATE_NOT_YET_VALID'],
    ['2024-03-01T00:00:00.000Z', undefined],
    ['2024-04-01T00:00:00.000Z', undefined],
    ['2024-04-01T00:00:00.999Z', undefined],
    ['2024-04-01T00:00:01.000Z', 'CERTIFICATE_EXPIRED'],
  ])('both ends are included and fractions cut off: %s', async (time, code) => {
    const signer = await root.endEntity('CN=a', undefined, { notBefore, notAfter })
    const result = await expectCodes(signer, { time: new Date(time) }, ...(code === undefined ? [] : [code]))
    expect(result.facts).toBeDefined()
    if (code === 'CERTIFICATE_EXPIRED') {
      expect(result.findings[0]?.params).toEqual({ time: '2024-04-01T00:00:01.000Z', limit: '2024-04-01T00:00:00.000Z' })
    }
  })

  it('of every certificate on the path count', async () => {
    const old = await root.authority('CN=Old', [], { notAfter })
    const result = await expectCodes(await old.endEntity('CN=a'), { intermediates: [old.certificate] }, 'CERTIFICATE_EXPIRED')
    expect(result.findings.find(({ code }) => code === 'CERTIFICATE_EXPIRED')?.at).toEqual(['CN=Old'])
  })

  it('an invalid time is the caller\'s mistake', async () => {
    await expect(check(ca.certificate, { time: new Date(Number.NaN) })).rejects.toThrow(TypeError)
  })
})

describe('authorities (pitfall 12)', () => {
  const below = async (authority: TestAuthority): Promise<[Certificate, Given]> => [await authority.endEntity('CN=a'), { intermediates: [authority.certificate] }]

  it.each([
    ['without basicConstraints (CVE-2026-33896)', (): Uint8Array[] => [keyUsage('keyCertSign')], 'CERTIFICATE_NOT_CA'],
    ['with cA false', (): Uint8Array[] => [basicConstraints(false), keyUsage('digitalSignature', 'keyCertSign')], 'CERTIFICATE_NOT_CA'],
    ['without keyCertSign', (): Uint8Array[] => [basicConstraints(true), keyUsage('cRLSign')], 'CERTIFICATE_NO_KEY_CERT_SIGN'],
    ['with an unknown critical extension', (): Uint8Array[] => [basicConstraints(true), extensionOf('2.999.1', encodeNull(), true)], 'CERTIFICATE_EXTENSION_CRITICAL_UNKNOWN'],
    ['that maps anyPolicy', (): Uint8Array[] => [basicConstraints(true), policyMappings([ANY_POLICY, '2.999.1'])], 'CERTIFICATE_POLICY_MAPPING_ANY'],
  ])('an issuer %s', async (_, extensions, code) => {
    const authority = await root.authority('CN=X', [], { extensions: extensions() })
    const result = await expectCodes(...(await below(authority)), code)
    expect(result.facts).toBeUndefined()
  })

  it('an issuer of version 1', async () => {
    const authority = await root.authority('CN=X', [], { extensions: [], version: 'absent' })
    await expectCodes(...(await below(authority)), 'CERTIFICATE_NOT_CA')
  })

  it('an issuer without keyUsage may issue', async () => {
    const authority = await root.authority('CN=X', [], { extensions: [basicConstraints(true)] })
    await expectAccepted(...(await below(authority)))
  })

  it('path length: the last certificate and self-issued ones are not counted', async () => {
    const a = await root.authority('CN=A', [], { pathLen: 0 })
    await expectAccepted(...(await below(a)))
    const rollover = await a.authority('CN=A')
    await expectAccepted(await rollover.endEntity('CN=a'), { intermediates: [a.certificate, rollover.certificate] })
    const b = await a.authority('CN=B')
    await expectAccepted(b.certificate, { intermediates: [a.certificate], purpose: {} })
    const result = await expectCodes(await b.endEntity('CN=a'), { intermediates: [a.certificate, b.certificate] }, 'PATH_LENGTH_EXCEEDED')
    expect(result.facts).toBeUndefined()
    await expectCodes(await ca.endEntity('CN=a'), { intermediates: [ca.certificate], maxPathLength: 0 }, 'PATH_LENGTH_EXCEEDED')
    await expectAccepted(await ca.endEntity('CN=a'), { intermediates: [ca.certificate], maxPathLength: 1 })
  })

  it('all failures of a path are named, not only the first', async () => {
    const bad = await root.authority('CN=Bad', [], { extensions: [keyUsage('cRLSign')], notAfter: new Date('2021-01-01T00:00:00Z') })
    const signer = await bad.endEntity('CN=a', [keyUsage('keyEncipherment')])
    await expectCodes(signer, { intermediates: [bad.certificate] },
      'CERTIFICATE_KEY_USAGE', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_CA', 'CERTIFICATE_NO_KEY_CERT_SIGN')
  })
})

describe('purposes', () => {
  const entity = (...extensions: readonly Uint8Array[]): Promise<Certificate> => root.endEntity('CN=a', extensions)

  it('signers: digitalSignature or nonRepudiation where keyUsage is present', async () => {
    await expectAccepted(await entity())
    await expectAccepted(await entity(keyUsage('nonRepudiation')))
    const { facts, findings } = await expectCodes(await entity(keyUsage('keyEncipherment', 'keyAgreement')), {}, 'CERTIFICATE_KEY_USAGE')
    expect(facts).toBeDefined()
    expect(findings.find(({ code }) => code === 'CERTIFICATE_KEY_USAGE')?.params).toEqual({ wanted: 'digitalSignature or nonRepudiation' })
  })

  it('seal makers: no key purpose is demanded, but a critical list reserves the key for what it names', async () => {
    const purpose = SEAL_MAKER_PURPOSE
    await expectAccepted(await entity(keyUsage('digitalSignature'), extKeyUsage([KEY_PURPOSE.serverAuth])), { purpose })
    await expectCodes(await entity(extKeyUsage([KEY_PURPOSE.timeStamping], true)), { purpose }, 'CERTIFICATE_KEY_PURPOSE_RESERVED')
    await expectAccepted(await entity(extKeyUsage([KEY_PURPOSE.timeStamping, KEY_PURPOSE.any], true)), { purpose })
  })

  it('time-stamp authorities: critical and alone (RFC 3161 2.3)', async () => {
    const purpose = TIME_STAMPING_PURPOSE
    await expectAccepted(await entity(extKeyUsage([KEY_PURPOSE.timeStamping], true)), { purpose })
    await expectCodes(await entity(), { purpose }, 'CERTIFICATE_KEY_PURPOSE')
    await expectCodes(await entity(extKeyUsage([KEY_PURPOSE.any], true)), { purpose }, 'CERTIFICATE_KEY_PURPOSE')
    await expectCodes(await entity(extKeyUsage([KEY_PURPOSE.timeStamping])), { purpose }, 'CERTIFICATE_KEY_PURPOSE_NOT_EXCLUSIVE')
    await expectCodes(await entity(extKeyUsage([KEY_PURPOSE.timeStamping, KEY_PURPOSE.serverAuth], true)), { purpose }, 'CERTIFICATE_KEY_PURPOSE_NOT_EXCLUSIVE')
  })

  it('purposes of authorities restrict what they issue, but not their OCSP responders', async () => {
    const narrow = await root.authority('CN=Narrow', [extKeyUsage([KEY_PURPOSE.serverAuth])])
    const given = { intermediates: [narrow.certificate] }
    const stamper = await narrow.endEntity('CN=a', [extKeyUsage([KEY_PURPOSE.timeStamping], true)])
    const { facts } = await expectCodes(stamper, { ...given, purpose: TIME_STAMPING_PURPOSE }, 'CERTIFICATE_CA_KEY_PURPOSE')
    expect(facts).toBeDefined()
    await expectAccepted(await narrow.endEntity('CN=a', [extKeyUsage([KEY_PURPOSE.OCSPSigning])]), { ...given, purpose: OCSP_SIGNING_PURPOSE })
    await expectCodes(await narrow.endEntity('CN=a', [extKeyUsage([KEY_PURPOSE.any])]), { ...given, purpose: OCSP_SIGNING_PURPOSE }, 'CERTIFICATE_KEY_PURPOSE')
    await expectAccepted(await narrow.endEntity('CN=a', [extKeyUsage([KEY_PURPOSE.any])]), {
      ...given, purpose: { extKeyUsage: KEY_PURPOSE.serverAuth, anyExtendedKeyUsage: 'accepted' },
    })
    await expectAccepted(await narrow.endEntity('CN=a'), { ...given, purpose: { extKeyUsage: KEY_PURPOSE.serverAuth, extKeyUsageRule: 'whenPresent' } })
  })
})

describe('names (pitfall 16)', () => {
  it('issuer and subject match across string types, case and white space, and nothing else', async () => {
    const key = await testKey('P-256')
    const upper = await TestAuthority.root('O=Specimen   Office,CN=ROOT ', 'P-256')
    const make = async (issuer: string): Promise<Certificate> =>
      read(await makeCertificate({ subject: 'CN=a', issuer, extensions: [authorityKeyId(upper.key)] }, key, upper.key))
    await expectAccepted(await make('O=specimen office,CN=Root'), { roots: [upper] })
    await expectCodes(await make('CN=Root,O=specimen office'), { roots: [upper] }, 'PATH_ISSUER_NOT_FOUND')
    await expectCodes(await make('O=specimen office,CN=Rооt'), { roots: [upper] }, 'PATH_ISSUER_NOT_FOUND') // Cyrillic o
  })

  it('two certificates of the same issuer and serial number are two certificates', async () => {
    const first = await root.authority('CN=A', [], { serial: 7n })
    const second = await root.authority('CN=A', [], { serial: 7n })
    const signer = await second.endEntity('CN=a')
    const { path } = await expectAccepted(signer, { intermediates: [first.certificate, second.certificate] })
    expect(path.certificates[1]).toBe(second.certificate)
  })
})

describe('name constraints (pitfall 12)', () => {
  const judged = async (constraints: Uint8Array, names: readonly Uint8Array[], subject = 'CN=a'): Promise<readonly string[]> => {
    const authority = await root.authority('CN=N', [constraints])
    const entity = await authority.endEntity(subject, names.length === 0 ? [] : [subjectAltName(names)])
    return codes(await check(entity, { intermediates: [authority.certificate] }))
  }
  const NOT_PERMITTED = ['CERTIFICATE_NAME_NOT_PERMITTED']
  const EXCLUDED = ['CERTIFICATE_NAME_EXCLUDED']
  const UNUSABLE = ['CERTIFICATE_NAME_CONSTRAINT_UNUSABLE']

  it.each<[string, readonly Uint8Array[], readonly Uint8Array[], readonly Uint8Array[], readonly string[]]>([
    ['DNS inside', [dns('example.com')], [], [dns('example.com'), dns('a.b.EXAMPLE.com'), dns('*.example.com')], []],
    ['DNS outside', [dns('example.com')], [], [dns('badexample.com')], NOT_PERMITTED],
    ['one of several DNS names outside', [dns('example.com')], [], [dns('example.com'), dns('example.org')], NOT_PERMITTED],
    ['DNS excluded', [], [dns('example.com')], [dns('a.example.com')], EXCLUDED],
    ['exclusion before permission', [dns('example.com')], [dns('a.example.com')], [dns('b.a.example.com')], EXCLUDED],
    ['a wildcard that covers what is excluded (CVE-2025-61727)', [], [dns('bar.example.com')], [dns('*.example.com')], EXCLUDED],
    ['a wildcard one label away from what is excluded', [], [dns('x.bar.example.com')], [dns('*.example.com')], []],
    ['a wildcard wider than what is permitted', [dns('foo.example.com')], [], [dns('*.example.com')], NOT_PERMITTED],
    ['a malformed DNS name', [dns('example.com')], [], [dns('.example.com')], NOT_PERMITTED],
    ['a constraint with a leading dot', [dns('.example.com')], [], [dns('a.example.com')], UNUSABLE],
    ['a constraint with a wildcard', [dns('*.example.com')], [], [dns('a.example.com')], UNUSABLE],
    ['a constraint of all DNS names', [], [dns('')], [dns('a.example.com')], EXCLUDED],
    ['a constraint of another form', [ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [dns('example.com')], []],
    ['IPv4 inside', [ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [ip(192, 0, 2, 77)], []],
    ['IPv4 outside', [ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [ip(192, 0, 3, 1)], NOT_PERMITTED],
    ['IPv6 where IPv4 alone is permitted', [ip(192, 0, 2, 0, 255, 255, 255, 0)], [], [ip(...new Array<number>(16).fill(0))], NOT_PERMITTED],
    ['an address of five octets', [], [ip(192, 0, 2, 0, 255, 255, 255, 0)], [ip(10, 0, 0, 0, 1)], NOT_PERMITTED],
    ['a mask that is no prefix', [ip(192, 0, 2, 0, 255, 0, 255, 0)], [], [ip(192, 0, 2, 1)], UNUSABLE],
    ['a range without mask', [ip(192, 0, 2, 1)], [], [ip(192, 0, 2, 1)], UNUSABLE],
    ['mail: one box', [mail('Anna@example.com')], [], [mail('Anna@EXAMPLE.com')], []],
    ['mail: the case of the box counts for permission', [mail('Anna@example.com')], [], [mail('anna@example.com')], NOT_PERMITTED],
    ['mail: and not for exclusion', [], [mail('Anna@example.com')], [mail('anna@example.com')], EXCLUDED],
    ['mail: a host, not those below it', [mail('example.com')], [], [mail('a@sub.example.com')], NOT_PERMITTED],
    ['mail: hosts below a domain', [mail('.example.com')], [], [mail('a@sub.example.com')], []],
    ['mail: not the domain itself', [mail('.example.com')], [], [mail('a@example.com')], NOT_PERMITTED],
    ['mail: two at-signs', [mail('example.com')], [], [mail('a@b@example.com')], NOT_PERMITTED],
    ['mail: a quoted at-sign', [mail('example.com')], [], [mail('"a@b"@example.com')], []],
    ['mail: a malformed constraint', [mail('a@b@example.com')], [], [mail('a@example.com')], UNUSABLE],
    ['URI: exact host', [uri('example.com')], [], [uri('https://user@example.com:8443/x?y#z')], []],
    ['URI: a host below where the host is meant', [uri('example.com')], [], [uri('https://a.example.com/')], NOT_PERMITTED],
    ['URI: hosts below a domain', [uri('.example.com')], [], [uri('ldap://a.example.com')], []],
    ['URI: host hidden behind user information', [], [uri('example.com')], [uri('https://other@example.com/')], EXCLUDED],
    ['URI: an address instead of a name', [], [uri('example.com')], [uri('https://192.0.2.1/')], NOT_PERMITTED],
    ['URI: no host', [], [uri('example.com')], [uri('urn:example:x')], NOT_PERMITTED],
    ['directory name inside', [directory('O=Office')], [], [directory('O=office ,CN=x')], NOT_PERMITTED], // the subject is outside
    ['directory name excluded', [], [directory('O=Office')], [directory('O=OFFICE,CN=x')], EXCLUDED],
    ['a form that cannot be compared, without such a name', [], [otherName('2.999.1', encodeNull())], [dns('example.com')], []],
    ['a form that cannot be compared, with one', [], [otherName('2.999.1', encodeNull())], [otherName('2.999.2', encodeNull())], UNUSABLE],
  ])('%s', async (_, permitted, excluded, names, wanted) => {
    expect(await judged(nameConstraints(permitted, excluded), names)).toEqual(wanted)
  })

  it('the subject counts as directory name, its mail address as mail address, its commonName never as host', async () => {
    expect(await judged(nameConstraints([directory('O=Office')]), [], 'O=Office,CN=a')).toEqual([])
    expect(await judged(nameConstraints([directory('O=Office')]), [], 'O=Office2,CN=a')).toEqual(NOT_PERMITTED)
    expect(await judged(nameConstraints([mail('example.com')]), [], 'CN=a,emailAddress=a@example.org')).toEqual(NOT_PERMITTED)
    expect(await judged(nameConstraints([mail('example.com')]), [], 'CN=a,emailAddress=a@example.com')).toEqual([])
    expect(await judged(nameConstraints([dns('example.com')]), [], 'CN=www.example.org')).toEqual([])
  })

  it('a later authority cannot widen, and self-issued certificates pass unless they are last', async () => {
    const narrow = await root.authority('CN=N', [nameConstraints([dns('a.example.com')])])
    const wide = await narrow.authority('CN=W', [nameConstraints([dns('example.com')])])
    await expectCodes(await wide.endEntity('CN=a', [subjectAltName([dns('b.example.com')])]), { intermediates: [narrow.certificate, wide.certificate] }, ...NOT_PERMITTED)
    const rollover = await narrow.authority('CN=N', [subjectAltName([dns('b.example.com')])])
    await expectAccepted(await rollover.endEntity('CN=a', [subjectAltName([dns('a.example.com')])]), { intermediates: [narrow.certificate, rollover.certificate] })
    await expectCodes(rollover.certificate, { intermediates: [narrow.certificate], purpose: {} }, ...NOT_PERMITTED)
  })

  it('the caller can constrain as well', async () => {
    const entity = await root.endEntity('O=Office,CN=a')
    const base = { kind: 'directoryName', name: read(await makeCertificate({ subject: 'O=Office', issuer: 'CN=x' }, root.key, root.key)).subject } as const
    await expectAccepted(entity, { permittedSubtrees: [{ base, minimum: 0 }] })
    await expectCodes(entity, { excludedSubtrees: [{ base, minimum: 0 }] }, ...EXCLUDED)
    await expectCodes(entity, { permittedSubtrees: [{ base, minimum: 1 }] }, ...UNUSABLE)
  })
})

describe('certificate policies', () => {
  const P1 = '2.999.1.1'
  const P2 = '2.999.1.2'
  const through = async (authorityPolicies: readonly Uint8Array[], entityPolicies: readonly Uint8Array[], given: Given = {}): Promise<Checked<PathFacts>> => {
    const authority = await root.authority('CN=P', authorityPolicies)
    return check(await authority.endEntity('CN=a', entityPolicies), { intermediates: [authority.certificate], ...given })
  }
  const explicit = { requireExplicitPolicy: true }

  it('are the ones that the whole path has', async () => {
    expect((await through([certificatePolicies(P1, P2)], [certificatePolicies(P1)])).facts?.policies).toEqual([P1])
    expect((await through([certificatePolicies(ANY_POLICY)], [certificatePolicies(P1)])).facts?.policies).toEqual([P1])
    expect((await through([certificatePolicies(ANY_POLICY)], [certificatePolicies(ANY_POLICY)])).facts?.policies).toEqual([ANY_POLICY])
    expect((await through([certificatePolicies(P1)], [certificatePolicies(P2)])).facts?.policies).toEqual([])
    expect((await through([], [certificatePolicies(P1)])).facts?.policies).toEqual([])
  })

  it('must be among the wanted ones where the caller or an authority demands it', async () => {
    expect(codes(await through([certificatePolicies(P1)], [certificatePolicies(P1)], { ...explicit, initialPolicySet: [P1] }))).toEqual([])
    const wrong = await through([certificatePolicies(P1)], [certificatePolicies(P1)], { ...explicit, initialPolicySet: [P2] })
    expect(codes(wrong)).toEqual(['PATH_POLICY_NOT_ACCEPTABLE'])
    expect(wrong.facts).toBeUndefined()
    expect(codes(await through([certificatePolicies(P1), policyConstraints(0)], []))).toEqual(['PATH_POLICY_NOT_ACCEPTABLE'])
    expect(codes(await through([certificatePolicies(P1)], [], {}))).toEqual([])
  })

  it('are mapped, unless mapping is inhibited', async () => {
    const mapped = [certificatePolicies(P1), policyMappings([P1, P2])]
    expect((await through(mapped, [certificatePolicies(P2)], explicit)).facts?.policies).toEqual([P1])
    expect(codes(await through(mapped, [certificatePolicies(P2)], { ...explicit, inhibitPolicyMapping: true }))).toEqual(['PATH_POLICY_NOT_ACCEPTABLE'])
  })

  it('count anyPolicy for nothing where it is inhibited', async () => {
    expect(codes(await through([certificatePolicies(P1), inhibitAnyPolicy(0)], [certificatePolicies(ANY_POLICY)], explicit))).toEqual(['PATH_POLICY_NOT_ACCEPTABLE'])
    expect((await through([certificatePolicies(P1), inhibitAnyPolicy(1)], [certificatePolicies(ANY_POLICY)], explicit)).facts?.policies).toEqual([P1])
    expect(codes(await through([certificatePolicies(ANY_POLICY)], [certificatePolicies(P1)], { ...explicit, inhibitAnyPolicy: true }))).toEqual(['PATH_POLICY_NOT_ACCEPTABLE'])
  })

  it('do not grow exponentially (CVE-2023-0464, RFC 9618)', async () => {
    const oids = Array.from({ length: 64 }, (_, index) => `2.999.2.${index}`)
    const every = oids.flatMap((from) => oids.slice(0, 16).map((to) => [from, to] as const))
    let authority = root
    const intermediates: Certificate[] = []
    for (let depth = 0; depth < 8; depth++) {
      authority = await authority.authority(`CN=${depth}`, [certificatePolicies(...oids), policyMappings(...every)])
      intermediates.push(authority.certificate)
    }
    const entity = await authority.endEntity('CN=a', [certificatePolicies(oids[0] as string)])
    const before = performance.now()
    const { policies } = await expectAccepted(entity, { intermediates })
    expect(performance.now() - before).toBeLessThan(1000)
    expect(policies).toHaveLength(oids.length)
  })
})

describe('strength of algorithms', () => {
  it('RSA below 2048 bits and SHA-1 are weak since their dates, and a policy decides', async () => {
    const key = await testKey('RSA', 1024)
    const signer = await root.endEntity('CN=a', undefined, { key, notBefore: new Date('2000-01-01T00:00:00Z') })
    const given = { anchorConstraints: 'ignored' } as const
    const { facts, findings } = await expectCodes(signer, given, 'CERTIFICATE_ALGORITHM_WEAK')
    expect(facts).toBeDefined()
    expect(findings.find(({ code }) => code === 'CERTIFICATE_ALGORITHM_WEAK')?.params).toEqual({ algorithm: 'RSA-1024', lastYear: 2009 })
    await expectAccepted(signer, { ...given, time: new Date('2009-12-31T23:59:59Z') })
    const old = await testKey('RSA', 2048, 'SHA-1')
    const sha1 = read(await makeCertificate({ subject: 'CN=a', issuer: 'CN=Old', notBefore: new Date('2000-01-01T00:00:00Z') }, root.key, old))
    const self = read(await makeCertificate({ subject: 'CN=Old', issuer: 'CN=Old', extensions: [basicConstraints(true)] }, old, old))
    const anchors = [trustAnchorOf(self)]
    // The anchor's own signature is SHA-1 as well: nothing rests on it.
    const result = await expectCodes(sha1, { anchors }, 'CERTIFICATE_ALGORITHM_WEAK')
    expect(result.findings.find(({ code }) => code === 'CERTIFICATE_ALGORITHM_WEAK')).toMatchObject({ at: ['test'], params: { algorithm: 'SHA-1', lastYear: 2009 } })
  })

  it('an algorithm that nothing here can verify is said to be unsupported', async () => {
    const strange = { ...root.key, algorithm: encodeOctetString(new Uint8Array(0)) }
    const md5 = read(await makeCertificate({ subject: 'CN=a', issuer: root.name }, root.key, { ...strange, algorithm: Uint8Array.from([0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4, 5, 0]) }))
    await expectCodes(md5, {}, 'SIGNATURE_ALGORITHM_UNSUPPORTED')
  })
})

describe('what the issuing rules of RFC 5280 demand', () => {
  const noted = async (certificate: Certificate, given?: Given): Promise<readonly string[]> => (await check(certificate, given)).findings.map(({ code }) => code)

  it('is noted and forbids nothing by itself', async () => {
    const named = (names: readonly Uint8Array[]): Promise<Certificate> => root.endEntity('CN=a', [subjectAltName(names)])
    expect(await noted(await named([dns('a_b.example.com')]))).toEqual(['CERTIFICATE_ALTERNATIVE_NAME_MALFORMED'])
    expect(await noted(await named([ip(1, 2, 3)]))).toEqual(['CERTIFICATE_ALTERNATIVE_NAME_MALFORMED'])
    expect(await noted(await root.endEntity('CN=a', [keyUsage('digitalSignature', 'keyCertSign')]))).toEqual(['CERTIFICATE_CA_MARKS_CONTRADICT'])
    expect(await noted(await root.endEntity('CN=a', [nameConstraints([dns('x')])]))).toEqual(['CERTIFICATE_EXTENSION_MISPLACED'])
    expect(await noted(await root.endEntity('CN=a', [nameConstraints([dns('x')], [], false)]))).toEqual(['CERTIFICATE_CRITICALITY', 'CERTIFICATE_EXTENSION_MISPLACED'])
    expect(await noted(await root.endEntity('CN=a', [], { extensions: [subjectKeyId(root.key)] }))).toEqual(['CERTIFICATE_KEY_IDENTIFIER_MISSING'])
    expect(await noted(await root.endEntity('', []))).toEqual(['CERTIFICATE_NAME_EMPTY'])
    expect(await noted(await root.endEntity('', [subjectAltName([dns('example.com')])]))).toEqual(['CERTIFICATE_CRITICALITY'])
    expect(await noted(await root.endEntity('', [subjectAltName([dns('example.com')], true)]))).toEqual([])
  })

  it('an anchor that names another issuer needs no authority key identifier if it signed itself', async () => {
    const key = await testKey('P-256')
    const extensions = [basicConstraints(true), subjectKeyId(key)]
    const own = new TestAuthority('CN=Own', key, read(await makeCertificate({ subject: 'CN=Own', issuer: 'CN=Elsewhere', extensions }, key, key)))
    expect(await noted(await own.endEntity('CN=a'), { roots: [own] })).toEqual([])
    const crossed = new TestAuthority('CN=Own', key, read(await makeCertificate({ subject: 'CN=Own', issuer: root.name, extensions }, key, root.key)))
    expect(await noted(await crossed.endEntity('CN=a'), { roots: [crossed] })).toEqual(['CERTIFICATE_KEY_IDENTIFIER_MISSING'])
  })
})
