import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { checkReferences, openOfd } from '../../../src/document/ofd/index.ts'
import type { OfdSignature, ReferenceFacts } from '../../../src/document/ofd/index.ts'
import { base64, hash, inspect, octets, pack, plainDocument, reference, referencesTo, sign, signatureXml, smallDocument } from './ofd-builder.ts'
import type { Files, HashName } from './ofd-builder.ts'

const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
const SIGNATURE = 'Doc_0/Signs/Sign_0/Signature.xml'
const ALL = ['OFD.xml', 'Doc_0/Document.xml', PAGE]

interface Outcome { readonly facts: ReferenceFacts; readonly codes: readonly string[]; readonly params: readonly unknown[] }

async function check(bytes: Uint8Array, options: { za?: Uint8Array; limits?: ConstructorParameters<typeof Budget>[0] } = {}): Promise<Outcome> {
  const ofd = openOfd(bytes, { budget: new Budget() })
  const { facts, findings } = await checkReferences(ofd, ofd.signatures[0] as OfdSignature, new Budget(options.limits), options.za)
  return { facts: facts as ReferenceFacts, codes: findings.map(({ code }) => code), params: findings.map(({ params }) => params) }
}

/** A small document whose signature lists what is given. */
function listing(references: (files: Files) => string, checkMethod = 'CheckMethod="SM3"', change: (files: Files) => void = () => undefined): Uint8Array {
  const files = smallDocument()
  sign(files)
  files.set(SIGNATURE, signatureXml({ references: references(files), checkMethod }))
  change(files)
  return pack(files)
}

const statuses = ({ facts }: Outcome): readonly string[] => facts.references.map(({ status }) => status)

describe('digests of references', () => {
  it.each<[string, HashName, string, boolean]>([
    ['1.2.156.10197.1.401', 'sm3', 'SM3', false], ['1.2.156.10197.1.401.1', 'sm3', 'SM3', false], ['1.2.156.10197.1.401.2', 'sm3', 'SM3', false],
    ['sm3', 'sm3', 'SM3', false], ['SHA256', 'sha256', 'SHA-256', false], ['2.16.840.1.101.3.4.2.1', 'sha256', 'SHA-256', false],
    ['SHA-1', 'sha1', 'SHA-1', true], ['SHA1', 'sha1', 'SHA-1', true], ['md5', 'md5', 'MD5', true],
  ])('matches CheckMethod %s', async (method, name, algorithm, weak) => {
    const outcome = await check(listing((files) => referencesTo(files, ALL, name), `CheckMethod="${method}"`))
    expect(outcome.facts.algorithm).toBe(algorithm)
    expect(outcome.facts.references).toEqual(ALL.map((path) => ({ fileRef: `/${path}`, path, status: 'match', matchedBy: 'digest' })))
    expect(outcome.facts.matchedPaths).toEqual(ALL)
    // Pitfall 22: old digests are never passed over in silence.
    expect(outcome.codes).toEqual(weak ? ['OFD_DIGEST_WEAK'] : [])
  })

  it('OFD_CHECK_METHOD_DEFAULT: takes MD5 where no method is stated, as GB/T 33190 says, and calls it weak', async () => {
    const { codes, ofd } = await inspect(listing((files) => referencesTo(files, ALL, 'md5'), ''))
    expect(ofd.signatures[0]?.signedInfo?.checkMethod).toBe('MD5')
    expect(codes).toContain('OFD_CHECK_METHOD_DEFAULT')
    expect(codes).toContain('OFD_DIGEST_WEAK')
    expect(codes).not.toContain('OFD_REFERENCE_MISMATCH')
  })

  it('OFD_CHECK_METHOD_UNKNOWN: an unknown digest is neither match nor mismatch', async () => {
    const outcome = await check(listing((files) => referencesTo(files, ALL) + reference('/gone.xml', 'AA=='), 'CheckMethod="CRC32"'))
    expect(statuses(outcome)).toEqual(['unsupported-algorithm', 'unsupported-algorithm', 'unsupported-algorithm', 'missing'])
    expect(outcome.facts).not.toHaveProperty('algorithm')
    expect(outcome.facts.matchedPaths).toEqual([])
    expect(outcome.codes).toEqual(['OFD_CHECK_METHOD_UNKNOWN', 'OFD_REFERENCE_MISSING'])
  })

  it('does not take member names of objects for digests (pitfall 39)', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect((await check(listing((files) => referencesTo(files, ALL), `CheckMethod="${name}"`))).codes).toEqual(['OFD_CHECK_METHOD_UNKNOWN'])
    }
  })

  it('OFD_REFERENCE_MISMATCH: finds one changed octet', async () => {
    const outcome = await check(listing((files) => referencesTo(files, ALL), undefined, (files) => files.set(PAGE, `${files.get(PAGE) as string} `)))
    expect(statuses(outcome)).toEqual(['match', 'match', 'mismatch'])
    expect(outcome.facts.matchedPaths).toEqual(['OFD.xml', 'Doc_0/Document.xml'])
    expect(outcome.codes).toEqual(['OFD_REFERENCE_MISMATCH'])
    expect(outcome.params).toEqual([{ path: PAGE, algorithm: 'SM3' }])
  })

  it('OFD_REFERENCE_MISSING: finds a signed file that was taken out', async () => {
    const outcome = await check(listing((files) => referencesTo(files, ALL), undefined, (files) => files.delete(PAGE)))
    expect(statuses(outcome)).toEqual(['match', 'match', 'missing'])
    expect(outcome.codes).toEqual(['OFD_REFERENCE_MISSING'])
  })

  it('OFD_CHECK_VALUE_LENGTH: a part of a digest never matches (pitfall 9: prefix compare)', async () => {
    for (const length of [1, 8, 16, 31]) {
      const outcome = await check(listing((files) => reference(`/${PAGE}`, base64(hash(files.get(PAGE) ?? '').subarray(0, length)))))
      expect(statuses(outcome)).toEqual(['mismatch'])
      expect(outcome.params).toEqual([{ path: PAGE, expected: 32, found: length }])
      expect(outcome.codes).toEqual(['OFD_CHECK_VALUE_LENGTH'])
    }
    const longer = await check(listing((files) => reference(`/${PAGE}`, base64(new Uint8Array([...hash(files.get(PAGE) ?? ''), 0])))))
    expect(longer.codes).toEqual(['OFD_CHECK_VALUE_LENGTH'])
  })

  it('OFD_CHECK_VALUE_INVALID: a digest that is no base64 or is not there never matches (pitfall 31)', async () => {
    for (const text of ['', '*', 'AAA', '====']) {
      const outcome = await check(listing(() => reference(`/${PAGE}`, text)))
      expect(statuses(outcome)).toEqual(['invalid'])
      expect(outcome.codes).toEqual(['OFD_CHECK_VALUE_INVALID'])
    }
    const none = await check(listing(() => `<ofd:Reference FileRef="/${PAGE}"/>`))
    expect(none.codes).toEqual(['OFD_CHECK_VALUE_INVALID'])
  })

  it('OFD_REFERENCE_UNREADABLE: a signed entry whose data is damaged is reported, the others are still checked', async () => {
    const files = smallDocument()
    const noise = createHash('sha512').update('noise').digest()
    files.set('Doc_0/noise.bin', noise)
    sign(files)
    const bytes = pack(files, 0)
    const at = Buffer.from(bytes).indexOf(noise)
    expect(at).toBeGreaterThan(0)
    bytes[at] = (bytes[at] as number) ^ 1
    const outcome = await check(bytes)
    expect(statuses(outcome)).toEqual(['match', 'match', 'match', 'unreadable'])
    expect(outcome.codes).toEqual(['OFD_REFERENCE_UNREADABLE'])
    expect(outcome.params).toEqual([{ path: 'Doc_0/noise.bin', cause: 'ZIP_CRC_MISMATCH' }])
  })

  it('protects a path only when all of its references match (pitfall 26: duplicate FileRef)', async () => {
    const wrong = reference(`/${PAGE}`, base64(hash('other')))
    for (const references of [(files: Files) => wrong + referencesTo(files, [PAGE]), (files: Files) => referencesTo(files, [PAGE]) + wrong]) {
      const outcome = await check(listing(references))
      expect(statuses(outcome).toSorted()).toEqual(['match', 'mismatch'])
      expect(outcome.facts.matchedPaths).toEqual([])
    }
  })

  it('takes a reference without file for invalid', async () => {
    const outcome = await check(listing(() => reference('../../../../../x', base64(hash('x')))))
    expect(statuses(outcome)).toEqual(['invalid'])
  })

  it('cannot check a signature that could not be read', async () => {
    const files = smallDocument()
    sign(files)
    files.set(SIGNATURE, '<broken')
    const ofd = openOfd(pack(files), { budget: new Budget() })
    expect(await checkReferences(ofd, ofd.signatures[0] as OfdSignature, new Budget())).toEqual({ findings: [{ code: 'CHECK_NOT_PERFORMED', at: [SIGNATURE], params: {} }] })
  })
})

describe('SM3 with the Z of the signer', () => {
  const za = hash('public key and user id')
  const prefixed = (content: string | Uint8Array): string => base64(hash(new Uint8Array([...za, ...octets(content)])))
  const listed = (files: Files): string => referencesTo(files, ['OFD.xml']) + reference(`/${PAGE}`, prefixed(files.get(PAGE) ?? ''))

  it('OFD_DIGEST_WITH_SIGNER: matches for 1.2.156.10197.1.401.2 when Z is given, and says which form matched', async () => {
    const outcome = await check(listing(listed, 'CheckMethod="1.2.156.10197.1.401.2"'), { za })
    expect(outcome.facts.references.map(({ matchedBy }) => matchedBy)).toEqual(['digest', 'signerDigest'])
    expect(outcome.codes).toEqual(['OFD_DIGEST_WITH_SIGNER'])
    expect(outcome.facts.matchedPaths).toEqual(['OFD.xml', PAGE])
  })

  it('refuses a Z that is none, as a mistake of the caller', async () => {
    await expect(check(listing(listed), { za: new Uint8Array(31) })).rejects.toThrow(TypeError)
  })

  it('never matches with another Z, without Z, or for plain SM3', async () => {
    const withKey = listing(listed, 'CheckMethod="1.2.156.10197.1.401.2"')
    expect(statuses(await check(withKey, { za: hash('other key') }))).toEqual(['match', 'mismatch'])
    expect(statuses(await check(withKey))).toEqual(['match', 'mismatch'])
    const plain = await check(listing(listed, 'CheckMethod="SM3"'), { za })
    expect(statuses(plain)).toEqual(['match', 'mismatch'])
    expect(plain.codes).toEqual(['OFD_REFERENCE_MISMATCH', 'OFD_DIGEST_MATCHES_OTHERWISE'])
    expect(plain.params[1]).toEqual({ path: PAGE, variant: 'SM3 (Z)' })
  })
})

describe('what a mismatch may come from', () => {
  it.each<[string, (content: string | Uint8Array) => Uint8Array]>([
    ['SM3 (base64)', (content) => hash(base64(octets(content)))],
    ['SHA-256', (content) => hash(content, 'sha256')],
  ])('OFD_DIGEST_MATCHES_OTHERWISE: labels %s and still fails', async (variant, digest) => {
    const outcome = await check(listing((files) => reference(`/${PAGE}`, base64(digest(files.get(PAGE) ?? '')))))
    expect(statuses(outcome)).toEqual(['mismatch'])
    expect(outcome.facts.matchedPaths).toEqual([])
    expect(outcome.codes).toEqual(['OFD_REFERENCE_MISMATCH', 'OFD_DIGEST_MATCHES_OTHERWISE'])
    expect(outcome.params[1]).toEqual({ path: PAGE, variant })
  })
})

describe('limits while references are checked', () => {
  it('reports the limit and what was found before it; the rest was not checked', async () => {
    const files = plainDocument()
    sign(files, { hash: 'sha256', checkMethod: 'CheckMethod="SHA256"' })
    sign(files, { checkMethod: 'CheckMethod="SM3"' })
    const ofd = openOfd(pack(files), { budget: new Budget() })
    const budget = new Budget({ zipTotalBytes: 3000 })
    // Each entry was paid for when the package was read; digests of a second kind over it are paid for again.
    expect((await checkReferences(ofd, ofd.signatures[0] as OfdSignature, budget)).findings).toEqual([])
    const { facts, findings } = await checkReferences(ofd, ofd.signatures[1] as OfdSignature, budget)
    expect(findings.map(({ code, params }) => [code, params['limit']])).toEqual([['LIMIT_EXCEEDED', 'zipTotalBytes']])
    const found = facts?.references.map(({ status }) => status) ?? []
    expect(new Set(found)).toEqual(new Set(['match', 'not-checked']))
    expect(found.slice(found.indexOf('not-checked'))).not.toContain('match')
  })
})
