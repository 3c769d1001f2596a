/** Makes certificates for tests, right and wrong ones alike: every field can be set. Deterministic but for keys and signatures. */
import { encodeSpki, sm2GenerateKey, sm2Sign } from '../../src/crypto/index.ts'
import { signatureToDer } from '../../src/crypto/signature-value.ts'
import {
  encodeBitString, encodeBoolean, encodeElement, encodeExplicit, encodeImplicit, encodeInteger, encodeNamedBits, encodeNull,
  encodeOctetString, encodeOid, encodeSequence, encodeSetOf, encodeTime, encodeUtf8String,
} from '../../src/encoding/der-writer.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { context } from '../../src/encoding/der.ts'
import { Budget } from '../../src/limits.ts'
import { EXTENSION, KEY_USAGES, parseCertificate } from '../../src/pki/index.ts'
import type { Certificate, KeyUsage } from '../../src/pki/index.ts'
import { sm3 } from '../../src/crypto/sm3.ts'

type Octets = Uint8Array<ArrayBuffer>

export type KeyKind = 'SM2' | 'P-256' | 'RSA'

export interface TestKey {
  readonly kind: KeyKind
  readonly spki: Uint8Array
  /** AlgorithmIdentifier of its signatures. */
  readonly algorithm: Uint8Array
  sign(message: Uint8Array): Promise<Uint8Array>
}

const exportedSpki = async (key: CryptoKey): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.exportKey('spki', key))

/** @param bits and @param hash are for RSA */
export async function testKey(kind: KeyKind, bits = 2048, hash: 'SHA-1' | 'SHA-256' = 'SHA-256'): Promise<TestKey> {
  if (kind === 'SM2') {
    const { privateKey, publicKey } = sm2GenerateKey()
    return {
      kind, spki: encodeSpki(publicKey), algorithm: encodeSequence(encodeOid('1.2.156.10197.1.501')),
      sign: (message) => Promise.resolve(sm2Sign(privateKey, message)),
    }
  }
  if (kind === 'P-256') {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    return {
      kind, spki: await exportedSpki(pair.publicKey),
      algorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2')),
      sign: async (message) => {
        const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Uint8Array.from(message))
        return signatureToDer(new Uint8Array(raw))
      },
    }
  }
  const name = 'RSASSA-PKCS1-v1_5'
  const pair = await crypto.subtle.generateKey(
    { name, modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1), hash }, true, ['sign'])
  return {
    kind, spki: await exportedSpki(pair.publicKey),
    algorithm: encodeSequence(encodeOid(`1.2.840.113549.1.1.${hash === 'SHA-1' ? 5 : 11}`), encodeNull()),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(name, pair.privateKey, Uint8Array.from(message))),
  }
}

const ATTRIBUTES = new Map([['CN', '2.5.4.3'], ['C', '2.5.4.6'], ['O', '2.5.4.10'], ['OU', '2.5.4.11'], ['emailAddress', '1.2.840.113549.1.9.1']])

/** `O=示例,CN=甲` in the order given, each value a UTF8String; `` is the empty name. */
export function nameOf(text: string): Octets {
  const rdns = text === '' ? [] : text.split(',').map((pair) => {
    const [type = '', ...value] = pair.split('=')
    return encodeSetOf(encodeSequence(encodeOid(ATTRIBUTES.get(type) ?? type), encodeUtf8String(value.join('='))))
  })
  return encodeSequence(...rdns)
}

export function extensionOf(oid: string, value: Uint8Array, critical = false): Octets {
  return encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value))
}

export const basicConstraints = (cA: boolean, pathLen?: number, critical = true): Octets =>
  extensionOf(EXTENSION.basicConstraints, encodeSequence(...(cA ? [encodeBoolean(true)] : []), ...(pathLen === undefined ? [] : [encodeInteger(pathLen)])), critical)

export const keyUsage = (...usages: readonly KeyUsage[]): Octets =>
  extensionOf(EXTENSION.keyUsage, encodeNamedBits(...usages.map((usage) => KEY_USAGES.indexOf(usage))), true)

export const extKeyUsage = (oids: readonly string[], critical = false): Octets =>
  extensionOf(EXTENSION.extKeyUsage, encodeSequence(...oids.map(encodeOid)), critical)

export const keyIdOf = (key: TestKey): Uint8Array => sm3(key.spki).subarray(0, 20)
export const subjectKeyId = (key: TestKey): Octets => extensionOf(EXTENSION.subjectKeyIdentifier, encodeOctetString(keyIdOf(key)))
export const authorityKeyId = (key: TestKey): Octets =>
  extensionOf(EXTENSION.authorityKeyIdentifier, encodeSequence(encodeImplicit(0, keyIdOf(key))))

export const dns = (name: string): Octets => encodeImplicit(2, toUtf8(name))
export const mail = (name: string): Octets => encodeImplicit(1, toUtf8(name))
export const uri = (name: string): Octets => encodeImplicit(6, toUtf8(name))
export const ip = (...octets: readonly number[]): Octets => encodeImplicit(7, Uint8Array.from(octets))
export const directory = (name: string): Octets => encodeExplicit(4, nameOf(name))
export const otherName = (oid: string, value: Uint8Array): Octets => encodeElement(context(0), encodeOid(oid), encodeExplicit(0, value))

export const subjectAltName = (names: readonly Uint8Array[], critical = false): Octets =>
  extensionOf(EXTENSION.subjectAltName, encodeSequence(...names), critical)

export function nameConstraints(permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = [], critical = true): Octets {
  const list = (n: number, names: readonly Uint8Array[]): Octets[] =>
    names.length === 0 ? [] : [encodeElement(context(n), ...names.map((name) => encodeSequence(name)))]
  return extensionOf(EXTENSION.nameConstraints, encodeSequence(...list(0, permitted), ...list(1, excluded)), critical)
}

export const certificatePolicies = (...oids: readonly string[]): Octets =>
  extensionOf(EXTENSION.certificatePolicies, encodeSequence(...oids.map((oid) => encodeSequence(encodeOid(oid)))))
export const policyMappings = (...pairs: readonly (readonly [string, string])[]): Octets =>
  extensionOf(EXTENSION.policyMappings, encodeSequence(...pairs.map(([from, to]) => encodeSequence(encodeOid(from), encodeOid(to)))), true)
export const policyConstraints = (explicit: number): Octets =>
  extensionOf(EXTENSION.policyConstraints, encodeSequence(encodeImplicit(0, Uint8Array.of(explicit))), true)
export const inhibitAnyPolicy = (skip: number): Octets => extensionOf(EXTENSION.inhibitAnyPolicy, encodeInteger(skip), true)

export interface Template {
  readonly subject: string | Uint8Array
  readonly issuer: string | Uint8Array
  readonly serial?: bigint | Uint8Array
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** Elements in the place of Validity's two times. */
  readonly validity?: readonly Uint8Array[]
  readonly extensions?: readonly Uint8Array[]
  /** Value of the version field; undefined leaves it out. @default 2, for version 3 */
  readonly version?: number | 'absent'
  /** AlgorithmIdentifier inside, where it is to differ from the one outside. */
  readonly innerAlgorithm?: Uint8Array
  /** Changes the signature. */
  readonly spoil?: (signature: Uint8Array) => Uint8Array
}

export const T0 = new Date('2026-01-01T00:00:00Z')
let serials = 1n

/** DER of a certificate for `key`, signed by `by`. */
export async function makeCertificate(template: Template, key: TestKey, by: TestKey): Promise<Octets> {
  const { version = 2, extensions = [], serial = ++serials } = template
  const tbs = encodeSequence(
    ...(version === 'absent' ? [] : [encodeExplicit(0, encodeInteger(version))]),
    typeof serial === 'bigint' ? encodeInteger(serial) : encodeElement(2, serial),
    template.innerAlgorithm ?? by.algorithm,
    typeof template.issuer === 'string' ? nameOf(template.issuer) : template.issuer,
    encodeSequence(...(template.validity ?? [
      encodeTime(template.notBefore ?? new Date('2020-01-01T00:00:00Z')), encodeTime(template.notAfter ?? new Date('2040-01-01T00:00:00Z')),
    ])),
    typeof template.subject === 'string' ? nameOf(template.subject) : template.subject,
    key.spki,
    ...(extensions.length === 0 ? [] : [encodeExplicit(3, encodeSequence(...extensions))]),
  )
  const signature = await by.sign(tbs)
  return encodeSequence(tbs, by.algorithm, encodeBitString(template.spoil?.(signature) ?? signature))
}

export const read = (der: Uint8Array, at = 'test'): Certificate => parseCertificate(der, { budget: new Budget(), at: [at] })

/** A certificate authority: makes what it is told to. */
export class TestAuthority {
  readonly name: string
  readonly key: TestKey
  readonly certificate: Certificate

  constructor(name: string, key: TestKey, certificate: Certificate) {
    this.name = name
    this.key = key
    this.certificate = certificate
  }

  static async root(name: string, kind: KeyKind = 'P-256', template: Partial<Template> & { more?: readonly Uint8Array[] } = {}): Promise<TestAuthority> {
    const key = await testKey(kind)
    const extensions = [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign'), subjectKeyId(key), ...(template.more ?? [])]
    const der = await makeCertificate({ subject: name, issuer: name, extensions, ...template }, key, key)
    return new TestAuthority(name, key, read(der, name))
  }

  /** A subordinate authority; `more` adds extensions, `template` replaces fields. */
  async authority(name: string, more: readonly Uint8Array[] = [], template: Partial<Template> & { key?: TestKey; pathLen?: number } = {}): Promise<TestAuthority> {
    const key = template.key ?? (await testKey(this.key.kind))
    const extensions = [
      basicConstraints(true, template.pathLen), keyUsage('keyCertSign', 'cRLSign'), subjectKeyId(key), authorityKeyId(this.key), ...more,
    ]
    const der = await makeCertificate({ subject: name, issuer: this.name, extensions, ...template }, key, this.key)
    return new TestAuthority(name, key, read(der, name))
  }

  async endEntity(name: string, more: readonly Uint8Array[] = [keyUsage('digitalSignature')], template: Partial<Template> & { key?: TestKey } = {}): Promise<Certificate> {
    const key = template.key ?? (await testKey(this.key.kind))
    const extensions = [subjectKeyId(key), authorityKeyId(this.key), ...more]
    return read(await makeCertificate({ subject: name, issuer: this.name, extensions, ...template }, key, this.key), name)
  }
}
