/** Signed packages: they verify, stay verifiable when others sign after, change nothing else, and locked means locked. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { attribute, childElements, firstChild, parseXml } from '../../../src/encoding/xml.ts'
import { openOfd } from '../../../src/document/ofd/index.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { writeZip } from '../../../src/encoding/zip-writer.ts'
import { openZip } from '../../../src/encoding/zip.ts'
import { Budget } from '../../../src/limits.ts'
import { verify } from '../../../src/index.ts'
import { parseSignedData } from '../../../src/pki/index.ts'
import { parseSealSignature } from '../../../src/seal/index.ts'
import { issueCertificate } from '../../../src/sign/authority/index.ts'
import { drawSealPicture, makeSeal, memorySigner } from '../../../src/sign/index.ts'
import { generatePrivateKey } from '../../../src/sign/keys/index.ts'
import { addIntegrityFile, prepareOfdSignature, signOfd } from '../../../src/sign/ofd/index.ts'
import type { OfdSigningOptions } from '../../../src/sign/ofd/index.ts'
import type { Signer } from '../../../src/sign/signer.ts'
import { SEALS, eastSeal, identity, licensePackage, zip } from '../../../fixtures/generate/scene.ts'
import type { Package } from '../../../src/forge/page/document.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../../crypto/openssl.ts'
import { OPTIONS, errorCodes, everyDiagnostic, fixture } from '../../verify/world.ts'
import { ofdXml, docBody } from '../../document/ofd/ofd-builder.ts'
import { refusal, signerOf, timeStamper } from '../party.ts'

const east = signerOf('east-authority')
const west = signerOf('west-authority')
const time = new Date('2026-03-02T02:30:00Z')
const LICENSE: Uint8Array = zip(licensePackage({ annexPages: 2 }))
const BY_EAST = { signer: east, seal: SEALS['east-2020'].bytes, time, stamps: [{ page: 1, boundary: [216, 134.5, 42, 42] }] } as const
const BY_WEST = { signer: west, seal: SEALS['west-2020'].bytes, time, stamps: [{ page: 2, boundary: [20, 20, 42, 42] }] } as const

const budget = (): Budget => new Budget()
const text = (octets: Uint8Array): string => new TextDecoder().decode(octets)
const partOf = (bytes: Uint8Array, path: string): Uint8Array => {
  const archive = openZip(bytes, { budget: budget() })
  const entry = archive.get(path)
  if (entry === undefined) throw new Error(`no ${path}`)
  return archive.read(entry)
}

/** The octets of each entry as they stand: local header, name, compressed data. */
function rawEntries(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(openZip(bytes, { budget: budget() }).entries.map(({ path, layout }) => [path, bytes.subarray(layout.start, layout.end)]))
}

async function accepted(bytes: Uint8Array): Promise<readonly string[]> {
  const report = await verify(bytes, OPTIONS)
  expect(errorCodes(report)).toEqual([])
  expect(report.accepted).toBe(true)
  return report.signatures.map(({ format }) => format)
}

describe('signOfd', () => {
  it.each(['east-2014', 'east-2020', 'east-2025'] as const)('signs with the seal %s, and the verifier accepts it', async (seal) => {
    const { bytes, warnings } = await signOfd(LICENSE, { ...BY_EAST, seal: SEALS[seal].bytes })
    expect(await accepted(bytes)).toEqual(['SES'])
    expect(warnings).toEqual([])
    const ses = parseSealSignature(partOf(bytes, 'Doc_0/Signs/Sign_0/SignedValue.dat'), { budget: budget() })
    expect(ses.seal.bytes).toEqual(SEALS[seal].bytes)
    expect(partOf(bytes, 'Doc_0/Signs/Sign_0/Seal.esl')).toEqual(SEALS[seal].bytes)
  })

  it('signs without a seal, with the issuer\'s certificate in the message', async () => {
    expect(await accepted((await signOfd(LICENSE, { signer: signerOf('east-authority', 'east-ca'), time })).bytes)).toEqual(['CMS'])
  })

  it('puts time stamps over the signature value, with a seal and without', async () => {
    const stamper = timeStamper(new Date('2026-03-02T02:31:00Z'))
    for (const options of [BY_EAST, { signer: east, time }]) {
      const report = await verify((await signOfd(LICENSE, { ...options, timeStamper: stamper })).bytes, OPTIONS)
      expect(report.accepted).toBe(true)
      expect(report.signatures[0]?.signingTime).toEqual({ time: '2026-03-02T02:31:00.000Z', provenBy: 'timestamp' })
    }
  })

  it('is followed by a second and a third signature in keep-open mode; all verify, and what was there keeps its octets', async () => {
    const one = (await signOfd(LICENSE, BY_EAST)).bytes
    const two = (await signOfd(one, BY_WEST)).bytes
    const three = (await signOfd(two, { signer: east, time })).bytes
    expect(await accepted(three)).toEqual(['SES', 'SES', 'CMS'])
    const [before, first, last] = [rawEntries(LICENSE), rawEntries(one), rawEntries(three)]
    for (const [path, octets] of before) if (path !== 'OFD.xml') expect(last.get(path)).toEqual(octets)
    for (const [path, octets] of first) if (path !== 'Doc_0/Signs/Signatures.xml') expect(last.get(path)).toEqual(octets)
    expect(last.size).toBe(before.size + 1 + 3 + 3 + 2)
    const list = parseXml(partOf(three, 'Doc_0/Signs/Signatures.xml'), { budget: budget() }).root
    expect(firstChild(list, 'MaxSignId')?.text).toBe('s005')
    expect(childElements(list, 'Signature').map((one_) => [attribute(one_, 'ID'), attribute(one_, 'Type')])).toEqual([['s001', 'Seal'], ['s003', 'Seal'], ['s005', 'Sign']])
    expect(everyDiagnostic(await verify(three, OPTIONS)).map(({ code }) => code)).not.toContain('OFD_MAX_SIGN_ID_LOW')
  })

  const unzip = existsSync('/usr/bin/unzip')
  it.skipIf(!unzip)(`leaves what others extract as it was, says unzip${unzip ? '' : ' (skipped: no unzip here)'}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yinxin-unzip-'))
    try {
      const extracted = (name: string, bytes: Uint8Array): ReadonlyMap<string, Buffer> => {
        writeFileSync(join(folder, `${name}.ofd`), bytes)
        execFileSync('unzip', ['-q', `${name}.ofd`, '-d', name], { cwd: folder })
        return new Map(readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
          .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + name.length + 2), readFileSync(join(entry.parentPath, entry.name))]))
      }
      const two = (await signOfd((await signOfd(LICENSE, BY_EAST)).bytes, BY_WEST)).bytes
      const [before, after] = [extracted('before', LICENSE), extracted('after', two)]
      expect([...before].filter(([path, octets]) => !octets.equals(after.get(path) as Buffer)).map(([path]) => path)).toEqual(['OFD.xml'])
      expect([...after.keys()].filter((path) => !before.has(path)).every((path) => path.startsWith('Doc_0/Signs/'))).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('locks with protect: all, and refuses to sign what is locked', async () => {
    const locked = (await signOfd((await signOfd(LICENSE, BY_EAST)).bytes, { ...BY_WEST, protect: 'all' })).bytes
    expect(await accepted(locked)).toEqual(['SES', 'SES'])
    expect(everyDiagnostic(await verify(locked, OPTIONS)).map(({ code }) => code)).toContain('OFD_SIGNATURES_LOCKED')
    expect(await refusal(() => signOfd(locked, BY_EAST))).toMatchObject({ code: 'SIGN_DOCUMENT_LOCKED', params: { signature: 'Doc_0/Signs/Sign_1/Signature.xml' } })
  })

  it('signs in two phases with the key elsewhere', async () => {
    const prepared = await prepareOfdSignature(LICENSE, { algorithm: east.algorithm, certificates: east.certificates }, BY_EAST)
    const signature = await east.sign(prepared.bytesToSign)
    expect(await prepared.finish(signature)).toEqual((await signOfd(LICENSE, BY_EAST)).bytes)
  })

  it('is not led astray by a caller who changes the octets between the phases', async () => {
    const input = Uint8Array.from(LICENSE)
    const prepared = await prepareOfdSignature(input, east, BY_EAST)
    input.fill(0)
    expect(await accepted(await prepared.finish(await east.sign(prepared.bytesToSign)))).toEqual(['SES'])
  })

  it('signs what the fixtures of others hold: the generator\'s genuine documents', async () => {
    for (const name of ['gbt-38540-2020', 'time-stamped', 'riding-seal', 'sign-without-seal', 'octets-before-zip', 'value-with-trailing-octets']) {
      const signed = await signOfd(fixture(`ofd/accepted/${name}/input.ofd`), { signer: west, time })
      expect((await verify(signed.bytes, OPTIONS)).accepted, name).toBe(true)
    }
  })
})

describe('RSA, which GM/T 0031-2014 allows', () => {
  const from = { notBefore: new Date('2025-06-01'), notAfter: new Date('2029-01-01') }
  async function rsaParty(profile: 'signer' | 'sealMaker', CN: string): Promise<Signer> {
    const key = await generatePrivateKey('RSA-2048')
    const certificate = await issueCertificate({ ...from, signer: signerOf('east-ca'), profile, subject: [['C', 'CN'], ['CN', CN]], publicKey: key.publicKey })
    return memorySigner(key, { certificates: [certificate] })
  }
  const parties = Promise.all([rsaParty('signer', '东海省样例局'), rsaParty('sealMaker', '东海省样例印章制作中心')])
  const seal = (maker: Signer, ...signers: readonly Signer[]): Promise<Uint8Array> => makeSeal({
    edition: 'GM/T 0031-2014', esId: '1', name: '样例', createDate: time, validStart: time, validEnd: new Date('2028-01-01'),
    picture: drawSealPicture({ name: '样例', shape: 'round', specimen: true }), signers: signers.flatMap(({ certificates }) => certificates.slice(0, 1)),
  }, maker)

  it('in the seal, in the signature, and in both', async () => {
    const [signer, maker] = await parties
    for (const [sealMaker, by] of [[maker, east], [signerOf('east-seal-maker'), signer], [maker, signer]] as const) {
      const { bytes } = await signOfd(LICENSE, { signer: by, time, seal: await seal(sealMaker, by), stamps: BY_EAST.stamps })
      expect(await accepted(bytes)).toEqual(['SES'])
      const { dataHash } = parseSealSignature(partOf(bytes, 'Doc_0/Signs/Sign_0/SignedValue.dat'), { budget: budget() })
      const algorithm = by === signer ? 'sha256' : 'sm3'
      expect(dataHash).toEqual(new Uint8Array(createHash(algorithm).update(partOf(bytes, 'Doc_0/Signs/Sign_0/Signature.xml')).digest()))
    }
  })

  it.skipIf(!OPENSSL)(`as openssl verifies it (${WHY_SKIPPED})`, async () => {
    const [signer, maker] = await parties
    const { bytes } = await signOfd(LICENSE, { signer, time, seal: await seal(maker, signer), stamps: BY_EAST.stamps })
    const value = parseSealSignature(partOf(bytes, 'Doc_0/Signs/Sign_0/SignedValue.dat'), { budget: budget() })
    const space = new Workspace()
    for (const [by, { signedBytes, signatureValue }] of [[signer, value], [maker, value.seal]] as const) {
      const key = space.put('key.pem', space.openssl('x509', '-inform', 'DER', '-in', space.put('certificate', by.certificates[0] as Uint8Array), '-pubkey', '-noout'))
      expect(text(space.openssl('dgst', '-sha256', '-verify', key, '-signature', space.put('value', signatureValue), space.put('message', signedBytes)))).toContain('Verified OK')
    }
    space.remove()
  })

  it('not in the later editions, nor on their lists, nor with another digest', async () => {
    const [signer, maker] = await parties
    const refusedBy = { code: 'SIGN_ALGORITHM_NOT_ALLOWED' }
    for (const edition of ['GB/T 38540-2020', 'GM/T 0031-2025'] as const) {
      const fields = { edition, esId: '1', name: '样例', createDate: time, validStart: time, validEnd: new Date('2028-01-01'), picture: drawSealPicture({ name: '样例', shape: 'round', specimen: true }) } as const
      expect(await refusal(() => makeSeal({ ...fields, signers: east.certificates.slice(0, 1) }, maker))).toMatchObject(refusedBy)
      expect(await refusal(() => makeSeal({ ...fields, signers: signer.certificates }, signerOf('east-seal-maker')))).toMatchObject(refusedBy)
    }
    expect(await refusal(() => seal({ ...maker, algorithm: 'RSA-PSS-SHA-256' }, east))).toMatchObject(refusedBy)
  })
})

describe.skipIf(!OPENSSL)(`against openssl (${WHY_SKIPPED})`, () => {
  const space = new Workspace()
  afterAll(() => { space.remove() })
  const certificate = (): string => space.put('cert.pem', toPem('CERTIFICATE', identity('east-authority').certificate))
  const verified = (message: Uint8Array, signature: Uint8Array): string => {
    const key = space.put('key.pem', space.openssl('x509', '-in', certificate(), '-pubkey', '-noout'))
    return text(space.openssl('dgst', '-sm3', '-verify', key, '-sigopt', 'distid:1234567812345678', '-signature', space.put('signature', signature), space.put('message', message)))
  }

  it('the message of GB/T 35275 is ASN.1 for it too, its digest that of Signature.xml, its signature over the attributes', async () => {
    const prepared = await prepareOfdSignature(LICENSE, east, { time })
    const { bytes } = await signOfd(LICENSE, { signer: east, time })
    const value = partOf(bytes, 'Doc_0/Signs/Sign_0/SignedValue.dat')
    const [signerInfo] = parseSignedData(value, { budget: budget(), note: () => undefined }).signerInfos
    expect(verified(prepared.bytesToSign, signerInfo?.signature ?? new Uint8Array(0))).toContain('Verified OK')
    const parsed = text(space.openssl('asn1parse', '-inform', 'DER', '-in', space.put('value', value)))
    const digest = space.openssl('dgst', '-sm3', '-binary', space.put('xml', partOf(bytes, 'Doc_0/Signs/Sign_0/Signature.xml')))
    expect(parsed).toContain(`[HEX DUMP]:${Buffer.from(digest).toString('hex').toUpperCase()}`)
  })

  it('the seal signature verifies over TBS_Sign', async () => {
    const { bytes } = await signOfd(LICENSE, BY_EAST)
    const ses = parseSealSignature(partOf(bytes, 'Doc_0/Signs/Sign_0/SignedValue.dat'), { budget: budget() })
    expect(verified(ses.signedBytes, ses.signatureValue)).toContain('Verified OK')
  })
})

describe('stamps', () => {
  const stampsOf = async (options: Partial<OfdSigningOptions>): Promise<readonly (readonly (string | undefined)[])[]> => {
    const { bytes } = await signOfd(LICENSE, { ...BY_EAST, ...options })
    const ofd = openOfd(bytes, { budget: budget() })
    return (ofd.signatures[0]?.signedInfo?.stampAnnots ?? []).map(({ id, boundary, clip }) => [id, boundary?.join(' '), clip?.join(' ')])
  }

  it('lays a riding seal on the right edge of all pages, each with its part', async () => {
    expect(await stampsOf({ ridingSeal: { edge: 'right' } })).toEqual([
      ['s002', '216 134.5 42 42', undefined],
      ['s003', '283 84 42 42', '0 0 14 42'],
      ['s004', '269 84 42 42', '14 0 14 42'],
      ['s005', '255 84 42 42', '28 0 14 42'],
    ])
  })

  it.each([
    ['left', ['0 10 40 40', '-20 10 40 40'], ['0 0 20 40', '20 0 20 40']],
    ['top', ['10 0 40 40', '10 -20 40 40'], ['0 0 40 20', '0 20 40 20']],
    ['bottom', ['10 190 40 40', '10 170 40 40'], ['0 0 40 20', '0 20 40 20']],
  ] as const)('and on the %s edge of two pages', async (edge, boundaries, clips) => {
    const placed = await stampsOf({ stamps: [], ridingSeal: { edge, pages: [1, 3], at: 10, width: 40, height: 40 } })
    expect(placed.map(([, boundary]) => boundary)).toEqual(boundaries)
    expect(placed.map(([, , clip]) => clip)).toEqual(clips)
  })

  it('cuts without gaps where the width does not divide', async () => {
    const placed = await stampsOf({ stamps: [], ridingSeal: { edge: 'right', width: 40, height: 40 } })
    expect(placed.map(([, , clip]) => clip)).toEqual(['0 0 13.33 40', '13.33 0 13.34 40', '26.67 0 13.33 40'])
  })

  it('warns of a stamp that reaches beyond its page, by number and ID alike', async () => {
    const { warnings } = await signOfd(LICENSE, { ...BY_EAST, stamps: [{ page: 1, boundary: [280, 10, 42, 42] }, { page: 2, boundary: [280, 10, 42, 42], clip: [0, 0, 17, 42] }] })
    expect(warnings).toMatchObject([{ code: 'SIGN_STAMP_OUTSIDE_PAGE', params: { page: 1 } }])
    const { signatures } = openOfd((await signOfd(LICENSE, BY_EAST)).bytes, { budget: budget() })
    const id = signatures[0]?.signedInfo?.stampAnnots[0]?.pageRef ?? ''
    expect((await signOfd(LICENSE, { ...BY_EAST, stamps: [{ ...BY_EAST.stamps[0], page: { id } }] })).bytes).toEqual((await signOfd(LICENSE, BY_EAST)).bytes)
  })

  it('refuses a page that is not there', async () => {
    expect(await refusal(() => signOfd(LICENSE, { ...BY_EAST, stamps: [{ page: 4, boundary: [0, 0, 42, 42] }] }))).toMatchObject({ code: 'SIGN_PAGE_UNKNOWN', params: { page: 4 } })
    expect((await refusal(() => signOfd(LICENSE, { ...BY_EAST, stamps: [{ page: { id: 'x' }, boundary: [0, 0, 42, 42] }] }))).code).toBe('SIGN_PAGE_UNKNOWN')
  })

  it('refuses stamps that are none as mistakes of the caller', async () => {
    await expect(signOfd(LICENSE, { ...BY_EAST, stamps: [{ page: 1, boundary: [0, 0, 0, 42] }] })).rejects.toThrow(TypeError)
    await expect(signOfd(LICENSE, { signer: east, time, stamps: BY_EAST.stamps })).rejects.toThrow(TypeError)
    await expect(signOfd(LICENSE, { ...BY_EAST, ridingSeal: { edge: 'right', pages: [1] } })).rejects.toThrow(TypeError)
  })
})

describe('what is refused before anything is signed', () => {
  const refused = (options: Partial<Parameters<typeof signOfd>[1]>, document: Uint8Array = LICENSE): ReturnType<typeof refusal> => refusal(() => signOfd(document, { ...BY_EAST, ...options }))

  it('a seal that is not in force', async () => {
    expect((await refused({ seal: eastSeal({ validEnd: new Date('2026-03-01T00:00:00Z') }).bytes })).code).toBe('SIGN_SEAL_NOT_IN_FORCE')
    expect((await refused({ seal: eastSeal({ validStart: new Date('2026-04-01T00:00:00Z') }).bytes })).code).toBe('SIGN_SEAL_NOT_IN_FORCE')
  })

  it('a certificate that the seal does not list', async () => {
    expect(await refused({ signer: west })).toMatchObject({ code: 'SIGN_CERTIFICATE_NOT_LISTED', params: { listed: 1 } })
  })

  it('a seal that was altered', async () => {
    const altered = Uint8Array.from(SEALS['east-2020'].bytes)
    const at = text(altered.map((octet) => octet & 0x7f)).indexOf('98010000000020')
    altered[at] = 0x38
    expect((await refused({ seal: altered })).code).toBe('SIGN_SEAL_NOT_VERIFIED')
  })

  it('a certificate that has expired, or is for encryption', async () => {
    const short = signerOf('east-authority-short-lived')
    expect((await refused({ signer: short, seal: eastSeal({ signers: [identity('east-authority-short-lived')] }).bytes })).code).toBe('SIGN_CERTIFICATE_NOT_VALID')
    expect((await refused({ signer: signerOf('east-authority-encryption') })).code).toBe('SIGN_CERTIFICATE_USAGE')
  })

  it('another algorithm, and a signature that does not fit', async () => {
    expect((await refused({ signer: { ...east, algorithm: 'ECDSA-SHA-256' } })).code).toBe('SIGN_ALGORITHM_NOT_ALLOWED')
    expect((await refused({ signer: { ...east, sign: (bytes) => west.sign(bytes) } })).code).toBe('SIGNER_SIGNATURE_INVALID')
    expect((await refusal(() => signOfd(LICENSE, { signer: { ...east, sign: (bytes) => west.sign(bytes) }, time }))).code).toBe('SIGNER_SIGNATURE_INVALID')
  })

  it.each(['RSA-2048', 'P-256', 'P-384', 'Ed25519'] as const)('a signer with a key of %s and a certificate of it: with a seal, without one, and as a maker of seals', async (type) => {
    const key = await generatePrivateKey(type)
    const certificate = await issueCertificate({
      signer: signerOf('east-ca'), profile: 'signer', subject: [['C', 'CN'], ['CN', '样例']], publicKey: key.publicKey, notBefore: new Date('2025-06-01'), notAfter: new Date('2029-01-01'),
    })
    const signer = memorySigner(key, { certificates: [certificate] })
    const expected = { code: 'SIGN_ALGORITHM_NOT_ALLOWED', params: { algorithm: signer.algorithm } }
    expect(await refused({ signer })).toMatchObject(expected)
    expect(await refusal(() => signOfd(LICENSE, { signer, time }))).toMatchObject(expected)
    const fields = { esId: '1', name: '样例', createDate: time, validStart: time, validEnd: new Date('2028-01-01'), picture: drawSealPicture({ name: '样例', shape: 'round', specimen: true }) } as const
    expect(await refusal(() => makeSeal({ ...fields, signers: east.certificates }, signer))).toMatchObject(expected)
    // Nor is such a certificate put on a seal's list.
    expect(await refusal(() => makeSeal({ ...fields, signers: [certificate] }, signerOf('east-seal-maker')))).toMatchObject({ code: 'SIGN_ALGORITHM_NOT_ALLOWED' })
  })

  it('a time stamp from before the signing', async () => {
    expect((await refused({ timeStamper: timeStamper(new Date('2026-03-02T02:29:00Z')) })).code).toBe('SIGN_TIME_STAMP_WRONG')
    await expect(signOfd(LICENSE, { ...BY_EAST, seal: SEALS['east-2014'].bytes, timeStamper: timeStamper(time) })).rejects.toThrow(TypeError)
  })

  it('a document whose signature is broken, unless that is allowed', async () => {
    const altered = fixture('ofd/references/page-altered/input.ofd')
    expect(await refused({}, altered)).toMatchObject({ code: 'SIGN_EARLIER_SIGNATURE_BROKEN', params: { signature: 'Doc_0/Signs/Sign_0/Signature.xml' } })
    const { bytes } = await signOfd(altered, { ...BY_WEST, stamps: [], brokenSignatures: 'allow' })
    expect((await verify(bytes, OPTIONS)).signatures.map(({ indication }) => indication)).toEqual(['TOTAL_FAILED', 'TOTAL_PASSED'])
  })

  it('a document that is encrypted, or has its list of files already', async () => {
    const encrypted = zip(new Map([...licensePackage(), ['Encryptions.xml', new TextEncoder().encode('<Encryptions/>')]]))
    expect((await refused({}, encrypted)).code).toBe('SIGN_DOCUMENT_ENCRYPTED')
    expect((await refused({}, fixture('ofd/accepted/integrity-file/input.ofd'))).code).toBe('SIGN_INTEGRITY_FILE_PRESENT')
  })

  it('a second document whose pointer would change a protected OFD.xml', async () => {
    const two = zip(licensePackage({ others: [{ holder: '东海省海风样例餐饮店' }] }))
    const first = (await signOfd(two, { ...BY_EAST, stamps: [] })).bytes
    expect(await refused({ document: 1, stamps: [] }, first)).toMatchObject({ code: 'SIGN_WOULD_BREAK_SIGNATURE', params: { path: 'OFD.xml' } })
    await expect(signOfd(two, { ...BY_EAST, document: 2 })).rejects.toThrow(RangeError)
  })

  it('a document that would not verify although it is signed', async () => {
    const parts = new Map(licensePackage())
    parts.set('Doc_0/Pages/Page_0/Content.xml', new TextEncoder().encode('<Page><Template></Page>'))
    expect(await refused({ stamps: [] }, zip(parts))).toMatchObject({ code: 'SIGN_RESULT_REJECTED', params: { codes: 'OFD_PART_UNREADABLE' } })
  })

  it('octets that are no package, with the reader\'s own error', async () => {
    expect((await refused({}, Uint8Array.of(1, 2, 3))).code).toMatch(/^ZIP_/)
    expect((await refused({ seal: Uint8Array.of(0x30, 0) })).code).toBe('SEAL_SHAPE_UNKNOWN')
    await expect(signOfd(LICENSE, { ...BY_EAST, time: new Date(Number.NaN) })).rejects.toThrow(TypeError)
  })
})

describe('insertion', () => {
  const withRoot = (root: string | Uint8Array, more: Package = new Map()): Uint8Array =>
    zip(new Map([...licensePackage(), ['OFD.xml', typeof root === 'string' ? new TextEncoder().encode(root) : root], ...more]))
  const rootOf = async (root: string): Promise<string> => text(partOf((await signOfd(withRoot(root), { ...BY_EAST, stamps: [] })).bytes, 'OFD.xml'))
  const POINTER = '<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>'

  it('adds the pointer and leaves every other character: byte order mark, comments, CDATA, line ends, odd quotes', async () => {
    const head = '\ufeff<?xml version=\'1.0\'?>\r\n<!-- <ofd:DocBody> --><ofd:OFD xmlns:ofd=\'http://www.ofdspec.org/2016\' DocType="OFD" Version="1.0">\r\n\t<ofd:DocBody a=">"><?pi </ofd:DocBody>?>\r\n\t\t<ofd:DocInfo><ofd:DocID><![CDATA[</ofd:DocBody>]]></ofd:DocID></ofd:DocInfo>\r\n\t\t<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
    const tail = '\r\n\t</ofd:DocBody >\r\n</ofd:OFD>\r\n'
    expect(await rootOf(head + tail)).toBe(`${head.slice(1)}\r\n\t\t${POINTER}${tail}`)
    const signed = partOf((await signOfd(withRoot(head + tail), { ...BY_EAST, stamps: [] })).bytes, 'OFD.xml')
    expect([...signed.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('fills a pointer that is empty, and takes the prefix of what is there', async () => {
    const root = (pointer: string): string => ofdXml(docBody({ more: pointer }))
    expect(await rootOf(root('<ofd:Signatures/>'))).toBe(root(POINTER))
    expect(await rootOf(root('<ofd:Signatures></ofd:Signatures>'))).toBe(root(POINTER))
    expect(await rootOf(root('').replaceAll('ofd:', '').replace('xmlns:ofd', 'xmlns').replace('xmlns:', 'xmlns'))).toContain('<Signatures>/Doc_0/Signs/Signatures.xml</Signatures></DocBody>')
  })

  const withList = (list: string, name = 'Doc_0/Signs/Signatures.xml'): Uint8Array =>
    withRoot(ofdXml(docBody({ pointer: `/${name}` })), new Map([[name, new TextEncoder().encode(list)]]))
  const listOf = async (list: string): Promise<string> => text(partOf((await signOfd(withList(list), BY_EAST)).bytes, 'Doc_0/Signs/Signatures.xml'))
  const NS = 'xmlns="http://www.ofdspec.org/2016"'

  it('adds to a list in its own manner: MaxSignId behind, twice, without prefix, in an empty tag', async () => {
    const entry = (id: string): string => `<Signature ID="${id}" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>`
    expect(await listOf(`<Signatures ${NS}><MaxSignId>007</MaxSignId><MaxSignId>3</MaxSignId></Signatures>`)).toBe(`<Signatures ${NS}><MaxSignId>009</MaxSignId><MaxSignId>009</MaxSignId>${entry('008')}</Signatures>`)
    expect(await listOf(`<Signatures ${NS}/>`)).toBe(`<Signatures ${NS}>${entry('s001')}</Signatures>`)
    expect(await listOf(`<Signatures ${NS}></Signatures>`)).toBe(`<Signatures ${NS}>${entry('s001')}</Signatures>`)
    expect(await listOf(`<Signatures ${NS}>\n  <MaxSignId/>\n</Signatures>`)).toBe(`<Signatures ${NS}>\n  <MaxSignId>s002</MaxSignId>\n  ${entry('s001')}\n</Signatures>`)
  })

  it('takes a folder that is free, and a list that is nobody\'s for taken', async () => {
    const taken = zip(new Map([...licensePackage(), ['Doc_0/SIGNS/sign_0/x', Uint8Array.of(1)], ['Doc_0/Signs/Signatures.xml', Uint8Array.of(1)]]))
    const { bytes } = await signOfd(taken, { ...BY_EAST, stamps: [] })
    expect(openZip(bytes, { budget: budget() }).get('Doc_0/Signs/Sign_1/Signature.xml')).toBeDefined()
    expect(text(partOf(bytes, 'OFD.xml'))).toContain('>/Doc_0/Signs/Signatures_1.xml<')
  })

  it('refuses what cannot be added to: another encoding, two pointers', async () => {
    const utf16 = Uint8Array.from(Buffer.from(`\ufeff${ofdXml(docBody()).replace('UTF-8', 'UTF-16')}`, 'utf16le'))
    const reasonOf = async (root: string | Uint8Array): Promise<unknown> => {
      const { code, params } = await refusal(() => signOfd(withRoot(root), { ...BY_EAST, stamps: [] }))
      return code === 'SIGN_XML_NOT_INSERTABLE' ? params['reason'] : code
    }
    expect(await reasonOf(utf16)).toBe('encoding')
    expect(await reasonOf(ofdXml(docBody({ more: '<ofd:Signatures/><ofd:Signatures/>' })))).toBe('several lists of signatures')
  })
})

describe('addIntegrityFile', () => {
  it('makes a list that the verifier accepts; a file that comes later is found', async () => {
    const listed = await addIntegrityFile((await signOfd(LICENSE, BY_EAST)).bytes, { signer: east, time })
    expect(await accepted(listed)).toEqual(['SES', 'CMS'])
    const archive = openZip(listed, { budget: budget() })
    const files = archive.entries.map((entry) => ({ path: entry.path, bytes: archive.read(entry) }))
    const smuggled = await verify(writeZip([...files, { path: 'smuggled.txt', bytes: Uint8Array.of(1) }]), OPTIONS)
    expect(everyDiagnostic(smuggled).map(({ code }) => code)).toContain('OFD_INTEGRITY_NOT_LISTED')
  })

  it('lists the files of an unsigned package too, once', async () => {
    const listed = await addIntegrityFile(LICENSE, { signer: east, time })
    expect((await verify(listed, OPTIONS)).signatures[0]?.indication).toBe('TOTAL_PASSED')
    expect((await refusal(() => addIntegrityFile(listed, { signer: east, time }))).code).toBe('SIGN_INTEGRITY_FILE_PRESENT')
  })
})
