/** Private keys: what is refused and how, limits, and that no secret is ever in what is thrown or printed. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { LimitExceededError } from '../../../src/errors.ts'
import type { VerificationError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'
import {
  encodeBitString, encodeElement, encodeExplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence,
} from '../../../src/encoding/der-writer.ts'
import { concatOctets, toBase64, toHex, toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { CURVES } from '../../../src/crypto/curves.ts'
import { sm2Encrypt } from '../../../src/crypto/sm2-encryption.ts'
import { sm2PublicKeyOf } from '../../../src/crypto/sm2-key.ts'
import { sm4EcbEncrypt } from '../../../src/crypto/sm4.ts'
import {
  KeyDamagedError, KeyPasswordError, KeySchemeUnsupportedError, PrivateKey, encodeEncryptedPkcs8, encodePfx, encodePkcs8, encodeSec1,
  generatePrivateKey, openPrivateKey, openPrivateKeys, sm2PrivateKey,
} from '../../../src/sign/keys/index.ts'
import { publicPointOf } from '../../../src/sign/keys/ec-scalar.ts'
import { pbkdf2 } from '../../../src/sign/keys/key-derivation.ts'
import { scrypt } from '../../../src/sign/keys/scrypt.ts'
import { iteratedHash } from '../../../src/sign/keys/iterated-hash.ts'

const scalar = Uint8Array.from({ length: 32 }, (_, index) => 0x51 + index)
const key = sm2PrivateKey(scalar)
const PASSWORD = 'correct-horse-battery'

const json = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString(16) : inner))

/** What somebody who prints or sends a value could read in it. */
function everythingIn(value: unknown): string {
  const texts = [String(value), json(value), inspect(value, { depth: 10, showHidden: true })]
  if (value instanceof Error) texts.push(value.message, value.stack ?? '', inspect(value.cause), json(Object.entries(value)))
  return texts.join('\n')
}

const forms = (octets: Uint8Array): readonly string[] => [toHex(octets), toBase64(octets).replaceAll('=', ''), [...octets].join(','), [...octets].join(', ')]

async function thrownBy(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('a private key', () => {
  it('shows its type and nothing else', async () => {
    expect(String(key)).toBe('PrivateKey(SM2)')
    expect(JSON.stringify({ key })).toBe('{"key":{"privateKey":"SM2"}}')
    expect(inspect({ key })).toBe('{ key: PrivateKey(SM2) }')
    for (const type of ['SM2', 'P-256', 'Ed25519', 'RSA-2048'] as const) {
      const one = type === 'SM2' ? key : await generatePrivateKey(type)
      // Any 12 octets of the private key, from everywhere in it.
      const octets = encodePkcs8(one).subarray(type === 'RSA-2048' ? 320 : 36)
      const shown = everythingIn(one) + everythingIn(Object.assign({}, one))
      if (type === 'SM2') for (const form of forms(scalar.subarray(4, 16))) expect(shown).not.toContain(form)
      else for (const form of forms(octets.subarray(0, 12))) expect(shown).not.toContain(form)
      expect(Object.keys(one)).toEqual(['publicKey'])
    }
  })

  it('is not made by anybody else', () => {
    expect(() => encodePkcs8({ publicKey: key.publicKey, type: 'SM2' } as unknown as PrivateKey)).toThrow(TypeError)
    expect(() => encodePkcs8(Object.create(PrivateKey.prototype) as PrivateKey)).toThrow(TypeError)
    expect(() => sm2PrivateKey(new Uint8Array(32))).toThrow(RangeError)
    expect(() => sm2PrivateKey(new Uint8Array(31).fill(1))).toThrow(RangeError)
  })

  it('does not change with the octets that it was made of', async () => {
    const octets = scalar.slice()
    const one = sm2PrivateKey(octets)
    octets.fill(1)
    expect(encodePkcs8(one)).toEqual(encodePkcs8(key))
    encodePkcs8(one).fill(0)
    expect((await openPrivateKey(encodePkcs8(one))).privateKey.publicKey).toEqual(key.publicKey)
  })
})

describe('no secret is in what is thrown', async () => {
  const encrypted = await encodeEncryptedPkcs8(key, { password: PASSWORD, iterations: 1000 })
  const pfx = await encodePfx(key, { password: PASSWORD, certificates: [], iterations: 1000 })
  const plain = encodePkcs8(key)
  const wrongPublic = plain.slice()
  wrongPublic[wrongPublic.length - 1] = (wrongPublic.at(-1) as number) ^ 1

  it.each([
    ['wrong password', () => openPrivateKey(encrypted, { password: `${PASSWORD}!` })],
    ['wrong password of a PFX', () => openPrivateKey(pfx, { password: `${PASSWORD}!` })],
    ['damaged file', () => openPrivateKey(wrongPublic, { password: PASSWORD })],
    ['cut off file', () => openPrivateKey(plain.subarray(0, 60), { password: PASSWORD })],
    ['damaged PEM', () => openPrivateKey(toUtf8(toPem('PRIVATE KEY', plain).replace('\n', '\n!')), { password: PASSWORD })],
    ['no password', () => openPrivateKey(encrypted)],
    ['damaged envelope of a key', () => openPrivateKey(envelope(scalar.subarray(0, 16)), { recipient: key, password: PASSWORD })],
    ['password of a wrong type', () => openPrivateKey(encrypted, { password: toUtf8(PASSWORD) as unknown as string })],
    ['options of writing', () => encodeEncryptedPkcs8(key, { password: PASSWORD, scheme: 'DES' as 'SM4' })],
    ['iterations of writing', () => encodeEncryptedPkcs8(key, { password: PASSWORD, iterations: 1 })],
  ])('%s', async (_, run) => {
    const text = everythingIn(await thrownBy(run))
    expect(text).not.toContain(PASSWORD)
    for (const form of [...forms(scalar.subarray(2, 14)), ...forms(toUtf8(PASSWORD)), ...forms(encrypted.subarray(-12))]) expect(text).not.toContain(form)
  })
})

describe('wrong password, damaged file and unsupported scheme', async () => {
  const encrypted = await encodeEncryptedPkcs8(key, { password: PASSWORD, iterations: 1000 })
  const pfx = await encodePfx(key, { password: PASSWORD, certificates: [], iterations: 1000 })

  it('are three classes', async () => {
    await expect(openPrivateKey(encrypted, { password: 'x' })).rejects.toBeInstanceOf(KeyPasswordError)
    await expect(openPrivateKey(encrypted.subarray(0, -1), { password: PASSWORD })).rejects.toBeInstanceOf(KeyDamagedError)
    const unknown = encodeSequence(encodeSequence(encodeOid('1.2.3.4'), encodeNull()), encodeOctetString(new Uint8Array(16)))
    await expect(openPrivateKey(unknown, { password: PASSWORD })).rejects.toBeInstanceOf(KeySchemeUnsupportedError)
    await expect(openPrivateKey(unknown, { password: PASSWORD }))
      .rejects.toMatchObject({ code: 'KEY_SCHEME_UNSUPPORTED', finding: { params: { scheme: '1.2.3.4' } } })
  })

  it('wrong passwords are never taken for damage: 2000 of them, where paddings are right by chance', async () => {
    const file = await encodeEncryptedPkcs8(key, { password: PASSWORD, iterations: 1000 })
    const codes = await Promise.all(Array.from({ length: 2000 }, async (_unused, index) =>
      (await thrownBy(() => openPrivateKey(file, { password: `wrong ${index}` })) as VerificationError).code))
    expect(new Set(codes)).toEqual(new Set(['KEY_PASSWORD_WRONG']))
  }, 60_000)

  it('with a right password, octets that do not decrypt are a wrong password only where no MAC says otherwise', async () => {
    const end = encrypted.slice()
    end[end.length - 1] = (end.at(-1) as number) ^ 0xff
    await expect(openPrivateKey(end, { password: PASSWORD })).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
    await expect(openPrivateKey(encrypted.subarray(0, 40), { password: PASSWORD })).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
    // The MAC covers everything: what was changed inside looks like another password.
    const inside = pfx.slice()
    inside[100] = (inside[100] as number) ^ 1
    await expect(openPrivateKey(inside, { password: PASSWORD })).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
  })

  it('trailing octets are damage, zeros that fill up a block are not', async () => {
    await expect(openPrivateKey(concatOctets(encodePkcs8(key), Uint8Array.of(1)))).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
    expect((await openPrivateKey(concatOctets(encodePkcs8(key), new Uint8Array(16)))).privateKey.type).toBe('SM2')
  })

  it.each([
    ['nothing', new Uint8Array(0)], ['text', toUtf8('hello')], ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], ['an odd structure', encodeSequence(encodeNull())],
    ['a list of texts', encodeSequence(encodeElement(0x0c), encodeElement(0x0c))],
  ])('%s is no key file', async (_, octets) => {
    await expect(openPrivateKey(octets)).rejects.toMatchObject({ code: 'KEY_FILE_NOT_RECOGNIZED' })
  })

  it.each([['JKS', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)], ['OpenSSH', toUtf8('-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n')]])(
    'other containers are named: %s', async (name, octets) => {
      const error = await thrownBy(() => openPrivateKey(octets)) as VerificationError
      expect(error.code).toBe('KEY_SCHEME_UNSUPPORTED')
      expect(error.message).toContain(name)
    },
  )

  it('a caller is told of arguments that are none', async () => {
    await expect(openPrivateKey('x' as unknown as Uint8Array)).rejects.toThrow(TypeError)
    await expect(openPrivateKeys(encrypted, { recipient: await generatePrivateKey('P-256') })).rejects.toThrow(TypeError)
    await expect(openPrivateKey(encrypted, { limits: { keys: 1 } as object })).rejects.toThrow(TypeError)
    await expect(encodePfx(key, { password: '', certificates: [] })).rejects.toThrow(TypeError)
    expect(() => encodeSec1(JSON.parse('{}') as PrivateKey)).toThrow(TypeError)
    const rsa = await generatePrivateKey('RSA-2048')
    expect(() => encodeSec1(rsa)).toThrow(TypeError)
  })
})

describe('keys that are none', () => {
  const ec = (curve: 'P-256' | 'P-521', value: Uint8Array, publicKey?: Uint8Array): Uint8Array => encodeSequence(
    encodeInteger(1), encodeOctetString(value), encodeExplicit(0, encodeOid(CURVES[curve].oid)),
    ...(publicKey === undefined ? [] : [encodeExplicit(1, encodeBitString(publicKey))]),
  )
  const seven = concatOctets(new Uint8Array(31), Uint8Array.of(7))
  const point = publicPointOf('P-256', seven) as Uint8Array

  it('numbers of the wrong range or length, public keys of others', async () => {
    expect((await openPrivateKey(ec('P-256', seven))).privateKey.type).toBe('P-256')
    expect((await openPrivateKey(ec('P-256', Uint8Array.of(7), point))).privateKey.type).toBe('P-256')
    expect((await openPrivateKey(ec('P-256', concatOctets(Uint8Array.of(0), seven), point))).privateKey.type).toBe('P-256')
    const order = Uint8Array.from(CURVES['P-256'].n.toString(16).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    const other = publicPointOf('P-256', Uint8Array.of(8)) as Uint8Array
    for (const wrong of [ec('P-256', new Uint8Array(32)), ec('P-256', order), ec('P-256', concatOctets(Uint8Array.of(1), seven)), ec('P-256', seven, other),
      ec('P-256', new Uint8Array(40)), ec('P-521', seven, point)]) {
      await expect(openPrivateKey(wrong)).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
    }
  })

  it('an RSA key with one wrong number is refused before it signs anything (Boneh, DeMillo and Lipton 1997)', async () => {
    const rsa = encodePkcs8(await generatePrivateKey('RSA-2048'))
    // The last octets of the file are qInv; those around 1000 are in dP or dQ.
    for (const offset of [rsa.length - 1, rsa.length - 200, rsa.length - 330, 300, 500, 800]) {
      const changed = rsa.slice()
      changed[offset] = (changed[offset] as number) ^ 2
      await expect(openPrivateKey(changed)).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
    }
  })

  it('an SM2 number of n - 1, which has no signature', async () => {
    const value = Uint8Array.from((CURVES.SM2.n - 1n).toString(16).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    const file = encodeSequence(encodeInteger(1), encodeOctetString(value), encodeExplicit(0, encodeOid(CURVES.SM2.oid)))
    await expect(openPrivateKey(file)).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
  })
})

/** An ENVELOPEDKEYBLOB of GM/T 0016 for `key`, written by its layout; the symmetric cipher and the rest as said. */
function envelope(inner: Uint8Array, cipher = 0x401, change: (view: DataView) => void = () => undefined): Uint8Array {
  const symmetric = new Uint8Array(16).fill(5)
  const wrapped = sm2Encrypt(sm2PublicKeyOf(scalar), symmetric)
  const blob = new Uint8Array(372 + 16)
  const view = new DataView(blob.buffer)
  view.setUint32(0, 1, true)
  view.setUint32(4, cipher, true)
  view.setUint32(8, 256, true)
  blob.set(sm4EcbEncrypt(symmetric, inner, { padding: 'none' }), 12 + 64 - inner.length)
  view.setUint32(76, 256, true)
  const owner = sm2PublicKeyOf(new Uint8Array(32).fill(0x33)).point
  blob.set(owner.subarray(0, 32), 80 + 32)
  blob.set(owner.subarray(32), 144 + 32)
  blob.set(wrapped.subarray(1, 33), 208 + 32)
  blob.set(wrapped.subarray(33, 65), 272 + 32)
  blob.set(wrapped.subarray(65, 97), 336)
  view.setUint32(368, 16, true)
  blob.set(wrapped.subarray(97), 372)
  change(view)
  return blob
}

describe('ENVELOPEDKEYBLOB (GM/T 0016; written here by its layout, not by a device)', () => {
  const inner = new Uint8Array(32).fill(0x33)

  it('opens with the key that it is for', async () => {
    const { privateKey } = await openPrivateKey(envelope(inner), { recipient: key })
    expect(privateKey.publicKey).toEqual(sm2PrivateKey(inner).publicKey)
  })

  it.each([
    ['another recipient', envelope(inner), sm2PrivateKey(inner), 'KEY_RECIPIENT_WRONG'],
    ['no recipient', envelope(inner), undefined, 'KEY_RECIPIENT_REQUIRED'],
    ['a cipher that is not public', envelope(inner, 0x101), key, 'KEY_SCHEME_UNSUPPORTED'],
    ['the key of somebody else', envelope(new Uint8Array(32).fill(0x34)), key, 'KEY_DAMAGED'],
    ['a wrong length', envelope(inner, 0x401, (view) => { view.setUint32(368, 15, true) }), key, 'KEY_DAMAGED'],
    ['a length past the end', envelope(inner, 0x401, (view) => { view.setUint32(368, 0xffffffff, true) }), key, 'KEY_DAMAGED'],
    ['a longer number', envelope(inner, 0x401, (view) => { view.setUint8(80, 1) }), key, 'KEY_DAMAGED'],
    ['a point off the curve', envelope(inner, 0x401, (view) => { view.setUint8(207, view.getUint8(207) ^ 1) }), key, 'KEY_DAMAGED'],
    ['a digest that was changed', envelope(inner, 0x401, (view) => { view.setUint8(340, view.getUint8(340) ^ 1) }), key, 'KEY_RECIPIENT_WRONG'],
  ])('with %s is refused', async (_, octets, recipient, code) => {
    await expect(openPrivateKey(octets, recipient === undefined ? {} : { recipient })).rejects.toMatchObject({ code })
  })
})

describe('limits', () => {
  const pbes2 = (kdf: Uint8Array): Uint8Array => encodeSequence(
    encodeSequence(encodeOid('1.2.840.113549.1.5.13'), encodeSequence(
      kdf, encodeSequence(encodeOid('2.16.840.1.101.3.4.1.42'), encodeOctetString(new Uint8Array(16))),
    )),
    encodeOctetString(new Uint8Array(48)),
  )
  const pbkdf2Of = (iterations: number, ...prf: readonly Uint8Array[]): Uint8Array =>
    encodeSequence(encodeOid('1.2.840.113549.1.5.12'), encodeSequence(encodeOctetString(new Uint8Array(8)), encodeInteger(iterations), ...prf))
  const scryptOf = (n: number, r: number, p: number): Uint8Array => encodeSequence(
    encodeOid('1.3.6.1.4.1.11591.4.11'), encodeSequence(encodeOctetString(new Uint8Array(8)), encodeInteger(n), encodeInteger(r), encodeInteger(p)),
  )
  const legacy = (iterations: number): Uint8Array => encodeSequence(
    encodeSequence(encodeOid('1.2.840.113549.1.12.1.3'), encodeSequence(encodeOctetString(new Uint8Array(8)), encodeInteger(iterations))),
    encodeOctetString(new Uint8Array(48)),
  )
  const hmacSm3 = encodeSequence(encodeOid('1.2.156.10197.1.401.2'), encodeNull())

  it.each([
    ['iterations of PBKDF2', pbes2(pbkdf2Of(0x7fffffff))], ['iterations of PBKDF2 with SM3', pbes2(pbkdf2Of(5_000_000, hmacSm3))],
    ['iterations of PKCS #12', legacy(0xffffffff)], ['memory of scrypt', pbes2(scryptOf(2 ** 24, 8, 1))], ['blocks of scrypt', pbes2(scryptOf(2, 2 ** 31, 1))],
    ['runs of scrypt', pbes2(scryptOf(2, 1, 2 ** 31))],
  ])('%s end at once (denial of service by work factor; CVE-2023-2650 and its kin)', async (_, octets) => {
    const started = performance.now()
    await expect(openPrivateKey(octets, { password: 'x' })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'keyDerivation' })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('the size of a file', async () => {
    await expect(openPrivateKey(new Uint8Array(100), { limits: { keyFileBytes: 99 } })).rejects.toBeInstanceOf(LimitExceededError)
  })

  it.each([
    ['no iterations', pbes2(pbkdf2Of(0))], ['odd scrypt parameters', pbes2(scryptOf(3, 8, 1))], ['no blocks', pbes2(scryptOf(16, 0, 1))],
    ['no iterations of PKCS #12', legacy(0)],
  ])('%s are damage', async (_, octets) => {
    await expect(openPrivateKey(octets, { password: 'x' })).rejects.toMatchObject({ code: 'KEY_DAMAGED' })
  })

  it('bags in bags in bags', async () => {
    let bag: Uint8Array = encodeSequence()
    for (let i = 0; i < 200; i++) bag = encodeSequence(encodeSequence(encodeOid('1.2.840.113549.1.12.10.1.6'), encodeExplicit(0, bag)))
    const data = (octets: Uint8Array): Uint8Array => encodeSequence(encodeOid('1.2.840.113549.1.7.1'), encodeExplicit(0, encodeOctetString(octets)))
    const pfx = encodeSequence(encodeInteger(3), data(encodeSequence(data(bag))))
    await expect(openPrivateKey(pfx, { password: 'x' })).rejects.toBeInstanceOf(LimitExceededError)
  })
})

describe('published examples', () => {
  const text = (value: string): Uint8Array<ArrayBuffer> => toUtf8(value)

  it('PBKDF2 with SHA-1 (RFC 6070) and SHA-256 (RFC 7914 clause 11)', async () => {
    const budget = new Budget()
    expect(toHex(await pbkdf2('SHA-1', text('password'), text('salt'), 4096, 20, budget))).toBe('4b007901b765489abead49d926f721d065a429c1')
    expect(toHex(await pbkdf2('SHA-256', text('passwd'), text('salt'), 1, 64, budget)))
      .toBe('55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783')
  })

  it('scrypt (RFC 7914 clause 12)', async () => {
    const budget = new Budget()
    expect(toHex(await scrypt(text(''), text(''), { n: 16, r: 1, p: 1 }, 64, budget)))
      .toBe('77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906')
    expect(toHex(await scrypt(text('password'), text('NaCl'), { n: 1024, r: 8, p: 16 }, 64, budget)))
      .toBe('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640')
  })

  it('iterated digests are those of the platform', async () => {
    for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const) {
      const once = new Uint8Array(await crypto.subtle.digest(name, scalar))
      const twice = new Uint8Array(await crypto.subtle.digest(name, once))
      expect((await iteratedHash(name)).run(scalar, 2)).toEqual(twice)
    }
  })
})
