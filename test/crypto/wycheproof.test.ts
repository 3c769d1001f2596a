import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { digestAlgorithm, joseAlgorithm, parseSpki, signatureAlgorithm } from '../../src/crypto/index.ts'
import type { PublicKey, SignatureAlgorithm, SignatureEncoding } from '../../src/crypto/index.ts'
import { verifyPkcs1, verifyPss } from '../../src/crypto/rsa.ts'
import { readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { encodeExplicit, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { UnsupportedAlgorithmError, VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { octets } from './octets.ts'

const FOLDER = '../shared/corpus/wycheproof'

interface Group {
  readonly publicKeyDer: string
  readonly sha?: string
  readonly mgfSha?: string
  readonly sLen?: number
  readonly tests: readonly {
    readonly tcId: number
    readonly comment: string
    readonly flags: readonly string[]
    readonly msg: string
    readonly sig: string
    readonly result: 'valid' | 'invalid' | 'acceptable'
  }[]
}

const der = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })

const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
const ECDSA_OIDS = new Map([['SHA-256', '1.2.840.10045.4.3.2'], ['SHA-384', '1.2.840.10045.4.3.3'], ['SHA-512', '1.2.840.10045.4.3.4']])
// Digests of the vectors that the table does not have.
const OTHER_DIGESTS = new Map([
  ['SHA-224', '2.16.840.1.101.3.4.2.4'], ['SHA-512/224', '2.16.840.1.101.3.4.2.5'], ['SHA-512/256', '2.16.840.1.101.3.4.2.6'],
])

const digestIdentifier = (name: string): Uint8Array =>
  encodeSequence(encodeOid(digestAlgorithm(name)?.oids[0] ?? OTHER_DIGESTS.get(name) ?? '0.0'), encodeNull())

function pssEntry({ sha = '', mgfSha = '', sLen = 0 }: Group): SignatureAlgorithm {
  return signatureAlgorithm(RSA_PSS, der(encodeSequence(
    encodeExplicit(0, digestIdentifier(sha)),
    encodeExplicit(1, encodeSequence(encodeOid(MGF1), digestIdentifier(mgfSha))),
    encodeExplicit(2, encodeInteger(sLen)),
  )))
}

function entryOf(algorithm: string, group: Group): SignatureAlgorithm {
  switch (algorithm) {
    case 'ECDSA':
      return signatureAlgorithm(ECDSA_OIDS.get(group.sha ?? '') ?? '0.0')
    case 'RSASSA-PKCS1-v1_5':
      return signatureAlgorithm('1.2.840.113549.1.1.1', der(encodeNull()), digestAlgorithm(group.sha ?? ''))
    case 'RSASSA-PSS':
      return pssEntry(group)
    default:
      return signatureAlgorithm(group.publicKeyDer.includes('06032b6570') ? '1.3.101.112' : '1.3.101.113')
  }
}

interface Exception {
  readonly applies: (group: Group, test: Group['tests'][number]) => boolean
  readonly outcome: Outcome
  /** How many tests it stands for: it must apply to exactly these. */
  readonly tests: number
  readonly reason: string
}

const MISSING_NULL: Exception = {
  applies: (_, { flags }) => flags.includes('MissingNull'), outcome: 'invalid', tests: 1,
  reason: 'RFC 8017 A.2.4: the parameters in a DigestInfo SHALL be NULL; leaving them out is merely "acceptable"',
}

const NO_SUCH_DIGEST: Exception = {
  applies: ({ sha = '', mgfSha = '' }) => OTHER_DIGESTS.has(sha) || OTHER_DIGESTS.has(mgfSha), outcome: 'unsupported', tests: 54,
  reason: 'SHA-224, SHA-512/224 and SHA-512/256 are not in the table: no license or seal format names them',
}

const unsupportedCurve = (tests: number): Exception => ({
  applies: () => true, outcome: 'unsupported', tests, reason: 'the curve is not in the table; never valid, never invalid',
})

/** Files, and where the outcome here is another than theirs. */
const FILES: readonly { readonly file: string; readonly exception?: Exception }[] = [
  { file: 'ecdsa_secp256r1_sha512_test.json' },
  { file: 'ecdsa_secp256r1_sha512_p1363_test.json' },
  { file: 'ecdsa_secp384r1_sha512_p1363_test.json' },
  { file: 'ecdsa_secp521r1_sha512_test.json' },
  { file: 'ecdsa_secp521r1_sha512_p1363_test.json' },
  { file: 'ecdsa_brainpoolP256r1_sha256_p1363_test.json', exception: unsupportedCurve(261) },
  { file: 'ecdsa_brainpoolP384r1_sha384_p1363_test.json', exception: unsupportedCurve(292) },
  { file: 'ecdsa_brainpoolP384r1_sha384_test.json', exception: unsupportedCurve(516) },
  { file: 'ecdsa_brainpoolP512r1_sha512_test.json', exception: unsupportedCurve(559) },
  { file: 'ecdsa_secp256k1_sha256_test.json', exception: unsupportedCurve(476) },
  { file: 'ed25519_test.json' },
  { file: 'ed448_test.json' },
  { file: 'rsa_pss_2048_sha1_mgf1_20_test.json' },
  { file: 'rsa_pss_3072_sha256_mgf1_32_test.json' },
  { file: 'rsa_pss_4096_sha256_mgf1_32_test.json' },
  { file: 'rsa_pss_4096_sha512_mgf1_64_test.json' },
  { file: 'rsa_pss_misc_params_test.json', exception: NO_SUCH_DIGEST },
  { file: 'rsa_signature_2048_sha384_test.json', exception: MISSING_NULL },
  { file: 'rsa_signature_3072_sha256_test.json', exception: MISSING_NULL },
  { file: 'rsa_signature_3072_sha512_test.json', exception: MISSING_NULL },
  { file: 'rsa_signature_4096_sha256_test.json', exception: MISSING_NULL },
  { file: 'rsa_signature_4096_sha384_test.json', exception: MISSING_NULL },
]

type Outcome = 'valid' | 'invalid' | 'unsupported'

async function outcome(run: () => Promise<boolean>): Promise<Outcome> {
  try {
    return (await run()) ? 'valid' : 'invalid'
  } catch (error) {
    if (error instanceof UnsupportedAlgorithmError) return 'unsupported'
    if (error instanceof VerificationError) return 'invalid'
    throw error
  }
}

const read = (file: string): { algorithm: string; numberOfTests: number; testGroups: readonly Group[] } =>
  JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as ReturnType<typeof read>

/** Runs a file; answers with the tests that came out otherwise than the file and the exception say. */
async function run(
  file: string,
  exception: Exception | undefined,
  verify: (algorithm: string, group: Group, key: PublicKey, message: Uint8Array, signature: Uint8Array) => Promise<boolean>,
): Promise<string[]> {
  const { algorithm, numberOfTests, testGroups } = read(file)
  const surprises: string[] = []
  let count = 0
  let excepted = 0
  for (const group of testGroups) {
    let key: PublicKey | undefined
    for (const test of group.tests) {
      count++
      const found = await outcome(() => {
        key ??= parseSpki(der(octets(group.publicKeyDer)))
        return verify(algorithm, group, key, octets(test.msg), octets(test.sig))
      })
      const applies = exception?.applies(group, test) === true
      if (applies) excepted++
      if (found !== (applies ? exception.outcome : test.result)) surprises.push(`${test.tcId} ${test.comment}: ${found}`)
    }
  }
  expect(count).toBe(numberOfTests)
  expect(excepted).toBe(exception?.tests ?? 0)
  return surprises
}

describe.skipIf(!existsSync(FOLDER))('Wycheproof through the algorithm table (skipped without ../shared/corpus)', () => {
  it.each(FILES)('$file', async ({ file, exception }) => {
    const encoding: SignatureEncoding = file.includes('p1363') ? 'raw' : 'der'
    const surprises = await run(file, exception, (algorithm, group, key, message, signature) =>
      entryOf(algorithm, group).verify(key, message, signature, { encoding }))
    expect(surprises).toEqual([])
  })

  it('ES512 by its JOSE name, raw by default', async () => {
    const entry = joseAlgorithm('ES512')
    const surprises = await run('ecdsa_secp521r1_sha512_p1363_test.json', undefined, async (_, __, key, message, signature) =>
      entry?.verify(key, message, signature) ?? false)
    expect(surprises).toEqual([])
  })

  it.each(FILES.filter(({ file }) => file.startsWith('rsa_')))('$file without WebCrypto', async ({ file, exception }) => {
    const surprises = await run(file, exception, async (algorithm, group, key, message, signature) => {
      const entry = entryOf(algorithm, group)
      if (key.type !== 'RSA' || entry.digest === undefined) return false
      return entry.pss === undefined
        ? verifyPkcs1(key, entry.digest, message, signature)
        : verifyPss(key, entry.pss, message, signature)
    })
    expect(surprises).toEqual([])
  })
})
