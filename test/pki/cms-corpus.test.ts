/** Signed messages and time stamps of others, against what their list says; every exception has its reason. */
import { describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { fromUtf8, toUtf8 } from '../../src/encoding/octets.ts'
import { checkSignerInfo, parseSignedData, readableCertificates } from '../../src/pki/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile, manifestRows } from '../corpus/manifest.ts'
import type { ManifestRow } from '../corpus/manifest.ts'

type Outcome = 'verifies' | 'wrong' | 'open' | 'detached' | 'no signers' | 'refused'

/** Contents of detached signatures that are known. */
const CONTENTS: ReadonlyMap<string, () => Uint8Array> = new Map([
  ['cms-tsp/bc_PSSSignDataSHA256.sig', () => corpusFile('cms-tsp/bc_PSSSignData.data')],
  ['cms-tsp/bc_PSSSignDataSHA512.sig', () => corpusFile('cms-tsp/bc_PSSSignData.data')],
  ['sm2/gmsm_cfca_sadkSignedDataDetach.p7s', () => toUtf8('Hello Secret World!')],
  ['cms-tsp/rfc4134/4.3.bin', () => corpusFile('cms-tsp/rfc4134/ExContent.bin')],
])

const SHA3 = 'the digest is SHA-3, which no signature of a license uses'
const DSA = 'DSA is not in the algorithm table: no key of a license uses it'
const NOT_SIGNED = 'not a signed message'

/** Where the outcome is not what the list says or suggests. */
const EXCEPTIONS: Readonly<Record<string, { readonly outcome: Outcome; readonly reason: string }>> = {
  'cms-tsp/dss/CAdES-BpB-att-SHA3_224-SHA256withRSA.p7m': { outcome: 'open', reason: SHA3 },
  'cms-tsp/dss/CAdES-BpB-att-SHA3_256-SHA256withRSA.p7m': { outcome: 'open', reason: SHA3 },
  'cms-tsp/dss/CAdES-BpB-att-SHA3_512-SHA256withRSA.p7m': { outcome: 'open', reason: SHA3 },
  'cms-tsp/dss/CAdES-BpB-att-SHA3_512-SHA3_512withRSA.p7m': { outcome: 'open', reason: SHA3 },
  'cms-tsp/dss/cades-double-signing-certificate.p7m': { outcome: 'refused', reason: 'the attribute signingCertificateV2 occurs twice' },
  'cms-tsp/dss/cades-duplicated-signed-attrs.p7m': { outcome: 'refused', reason: 'signingTime has three values; the list says that the signature is not intact' },
  'cms-tsp/dss/malformed-cades.p7m': { outcome: 'refused', reason: 'malformed by name' },
  'cms-tsp/dss/C-B-B-detached.p7s': { outcome: 'detached', reason: 'its content is not in the corpus' },
  'cms-tsp/dss/zz-certChain.p7c': { outcome: 'no signers', reason: 'only carries certificates' },
  'x509-misc/pyhanko/certs_to_unpack/test.p7b': { outcome: 'no signers', reason: 'only carries certificates' },
  'x509-misc/pyhanko/certs_to_unpack/test.p7b.pem': { outcome: 'no signers', reason: 'only carries certificates' },
  'cms-tsp/rfc4134/4.11.bin': { outcome: 'no signers', reason: 'only carries certificates and CRLs' },
  'cms-tsp/gmsm_pkcs7_L139_SignedTestFixture_PKCS7.pem': { outcome: 'refused', reason: 'the PEM block has a line that is not base64' },
  'cms-tsp/ossl_cms_pkcs7-md4.pem': { outcome: 'open', reason: 'the digest is MD4' },
  'cms-tsp/ossl_cms_ciphertext_from_1_1_1.cms': { outcome: 'refused', reason: NOT_SIGNED },
  'sm2/gmsm_signenv_L17_smSignedEvelopedTestData_PKCS7.pem': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/4.1.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/4.3.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/4.4.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/4.6.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/4.7.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/4.10.bin': { outcome: 'open', reason: DSA },
  'cms-tsp/rfc4134/3.1.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/3.2.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/5.1.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/5.2.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/6.0.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/7.1.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/7.2.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/rfc4134/ExContent.bin': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/ossl_cmsapi_cms_pwri_kek_oob.der': { outcome: 'refused', reason: NOT_SIGNED },
  'cms-tsp/ossl_cmsapi_encryptedData.der': { outcome: 'refused', reason: NOT_SIGNED },
}

const isMessage = ({ path, what }: ManifestRow): boolean =>
  /\.(p7m|p7s|p7c|p7b|pkcs7|cms|sig|tst)$/.test(path) || /PKCS7|p7b/.test(what + path) || /rfc4134\/[^/]*\.bin$/.test(path) || /ossl_cms.*\.der$/.test(path)

/** What the list lets one expect. Where it only says that its source reads a file, the signature should verify. */
function expectedOf({ path, expected }: ManifestRow): Outcome {
  const exception = EXCEPTIONS[path]
  if (exception !== undefined) return exception.outcome
  if (/must fail/.test(expected)) return 'wrong'
  if (/must not crash|malformed/.test(expected)) return 'refused'
  return 'verifies'
}

function octetsOf(path: string): Uint8Array {
  const octets = corpusFile(path)
  if (octets[0] !== 0x2d) return octets
  return parsePem(fromUtf8(octets) ?? '')[0]?.bytes ?? octets
}

async function outcomeOf(path: string): Promise<{ outcome: Outcome; codes: readonly string[] }> {
  try {
    const message = parseSignedData(octetsOf(path), { budget: new Budget(), note: () => undefined })
    const certificates = readableCertificates(message.certificates, { budget: new Budget() })
    if (message.signerInfos.length === 0) return { outcome: 'no signers', codes: [] }
    const known = message.eContent ?? CONTENTS.get(path)?.()
    const all = await Promise.all(message.signerInfos.map((signerInfo) => checkSignerInfo(signerInfo, { content: known ?? new Uint8Array(0), certificates })))
    const codes = all.flatMap(({ findings }) => findings.map(({ code }) => code))
    const levels = new Set(codes.filter((code) => known !== undefined || code !== 'CMS_MESSAGE_DIGEST_MISMATCH').map((code) => diagnosticDefinition(code).level))
    if (levels.has('fail')) return { outcome: 'wrong', codes }
    if (levels.has('indeterminate')) return { outcome: 'open', codes }
    if (known === undefined) return { outcome: 'detached', codes }
    return { outcome: all.every(({ facts }) => facts !== undefined) ? 'verifies' : 'open', codes }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { outcome: 'refused', codes: [error.code] }
  }
}

const rows = ['cms-tsp', 'sm2', 'x509-misc'].flatMap(manifestRows).filter(isMessage)

describe.skipIf(!HAS_CORPUS)(`signed messages of others${SKIPPED}`, () => {
  it('finds them', () => {
    expect(rows.length).toBeGreaterThan(70)
    expect(Object.keys(EXCEPTIONS).filter((path) => !rows.some((row) => row.path === path))).toEqual([])
  })

  it.each(rows.map((row) => [row.path, row] as const))('%s', async (path, row) => {
    const { outcome, codes } = await outcomeOf(path)
    const expected = expectedOf(row)
    // A detached signature whose content is elsewhere: attributes and signature are right, and the digest waits for it.
    expect(outcome === 'detached' && expected === 'verifies' ? 'verifies' : outcome, codes.join(' ')).toBe(expected)
  })
})
