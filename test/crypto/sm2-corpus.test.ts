import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSpki, signatureAlgorithm, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromSec1, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { TAG, context, readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { readBitStringOctets, readOid } from '../../src/encoding/der-values.ts'
import { fromAscii } from '../../src/encoding/characters.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'

const FOLDER = '../shared/corpus/sm2'
const der = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })

interface Block {
  readonly file: string
  readonly label: string
  readonly bytes: Uint8Array
}

const BLOCKS: readonly Block[] = !existsSync(FOLDER) ? [] : readdirSync(FOLDER).flatMap((file) => {
  const bytes = Uint8Array.from(readFileSync(`${FOLDER}/${file}`))
  const blocks = parsePem(fromAscii(bytes) ?? '').map((block) => ({ file, ...block }))
  return blocks.length > 0 || !file.endsWith('.cer') ? blocks : [{ file, label: 'CERTIFICATE', bytes }]
})

const labelled = (...labels: readonly string[]): readonly Block[] => BLOCKS.filter(({ label }) => labels.includes(label))

/** 'ok', or the code of what is thrown. */
function outcome(action: () => unknown): string {
  try {
    action()
    return 'ok'
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

/** Where reading comes out otherwise than 'ok', and why it should. */
const REFUSED: Readonly<Record<string, string>> = {
  // Curve parameters written out, as old tools do by default.
  'ecpubkey.pem': 'KEY_CURVE_NOT_NAMED',
  // A key on another curve.
  'ec_key.pem': 'KEY_ALGORITHM_UNSUPPORTED',
  // A scalar of n: no key.
  'tongsuo_sm2_bad_1.pem': 'SM2_PRIVATE_KEY_INVALID',
  // A key on P-256.
  'gmsm_pkcs8_L145_ec256_PRIVATE-KEY.pem': 'KEY_ALGORITHM_UNSUPPORTED',
}

/** Signed with the empty user id, which is not the agreed one. */
const UNUSUAL_USER_ID = new Set(['gmsm_x509_L132_openSSL3Certificate_CERTIFICATE.pem'])

/** Certificates that do not verify, and why they should not. */
const NOT_VERIFIED: Readonly<Record<string, string>> = {
  // ECDSA with SHA-256 by a key of the SM2 curve: not a pair of algorithm and key that exists.
  'cert.pem': 'does not verify',
  // ECDSA with SHA-1, and curve parameters written out.
  'sm2-cert.pem': 'KEY_CURVE_NOT_NAMED',
}

interface Parts {
  readonly tbs: DerElement
  readonly algorithm: DerElement
  readonly signature: Uint8Array
  readonly issuer: string
  readonly subject: string
  readonly spki: DerElement
}

/** Just enough of a certificate, by position. */
function partsOf({ bytes }: Block): Parts {
  const [tbs, algorithm, signature] = der(bytes).children as [DerElement, DerElement, DerElement]
  const fields = tbs.children[0]?.tag === context(0) ? tbs.children.slice(1) : tbs.children
  const [, , issuer, , subject, spki] = fields as [DerElement, DerElement, DerElement, DerElement, DerElement, DerElement]
  return {
    tbs, algorithm, signature: readBitStringOctets(signature), issuer: toHex(issuer.bytes), subject: toHex(subject.bytes),
    spki,
  }
}

describe.skipIf(BLOCKS.length === 0)('keys and certificates of other products (skipped without ../shared/corpus)', () => {
  it('reads private keys', () => {
    const blocks = labelled('PRIVATE KEY', 'EC PRIVATE KEY')
    expect(blocks.length).toBeGreaterThan(15)
    for (const { file, label, bytes } of blocks) {
      const read = label === 'PRIVATE KEY' ? sm2PrivateKeyFromPkcs8 : sm2PrivateKeyFromSec1
      expect([file, outcome(() => sm2PublicKeyOf(read(der(bytes))))]).toEqual([file, REFUSED[file] ?? 'ok'])
    }
  })

  it('reads public keys', () => {
    const blocks = labelled('PUBLIC KEY')
    expect(blocks.length).toBeGreaterThan(2)
    for (const { file, bytes } of blocks) {
      expect([file, outcome(() => parseSpki(der(bytes)))]).toEqual([file, REFUSED[file] ?? 'ok'])
    }
  })

  it('verifies every certificate whose issuer is there', async () => {
    const certificates = labelled('CERTIFICATE').map((block) => ({ file: block.file, ...partsOf(block) }))
    const outcomes = new Map<string, string>()
    for (const { file, tbs, algorithm, signature, issuer } of certificates) {
      const issuers = certificates.filter(({ subject }) => subject === issuer)
      const [oid, parameters] = algorithm.children as [DerElement, DerElement?]
      const encoding = signature[0] === TAG.SEQUENCE ? 'der' : 'raw'
      for (const { spki } of issuers) {
        let result: string
        try {
          const entry = signatureAlgorithm(readOid(oid), parameters)
          const options = { encoding, ...(UNUSUAL_USER_ID.has(file) && { userId: new Uint8Array(0) }) } as const
          result = (await entry.verify(parseSpki(spki), tbs.bytes, signature, options)) ? 'ok' : 'does not verify'
        } catch (error) {
          if (!(error instanceof VerificationError)) throw error
          result = error.code
        }
        if (outcomes.get(file) !== 'ok') outcomes.set(file, result)
      }
    }
    expect([...outcomes.values()].filter((result) => result === 'ok').length).toBeGreaterThan(20)
    expect(Object.fromEntries([...outcomes].filter(([, result]) => result !== 'ok'))).toEqual(NOT_VERIFIED)
  })
})
