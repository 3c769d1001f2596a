/** Checks that bind a seal signature (SES_Signature) to its original, its signer and its seal. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { concatOctets, equalOctets, toBase64, toUtf8 } from '../encoding/octets.ts'
import { sameOctets } from '../encoding/same-octets.ts'
import { digestAlgorithm, sm2Za, sm3 } from '../crypto/index.ts'
import type { DigestAlgorithm } from '../crypto/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { ElectronicSeal, SealSignature } from '../seal/index.ts'

export interface DataHashFacts {
  readonly algorithm: string
}

/** Z‖message where the key is an SM2 key. */
function prefixed(message: Uint8Array, certificate: Certificate | undefined): Uint8Array | undefined {
  const key = certificate?.publicKey
  return key?.type === 'SM2' ? concatOctets(sm2Za(key), message) : undefined
}

/**
 * The signed dataHash against the original octets. Signatures with SM2 use SM3; those with RSA in GM/T 0031-2014 SHA-1
 * or SHA-256, told apart by length. A match in a non-standard way is labeled and left to the policy.
 */
export async function checkDataHash(
  dataHash: Uint8Array,
  original: Uint8Array,
  signer: Certificate | undefined,
  at: Locator,
): Promise<Checked<DataHashFacts>> {
  const rsa = signer?.publicKey?.type === 'RSA'
  const names = dataHash.length === 20 ? ['SHA-1'] : rsa ? ['SHA-256', 'SM3'] : ['SM3']
  for (const name of names) {
    const digest = digestAlgorithm(name) as DigestAlgorithm
    if (!equalOctets(await digest.digest(original), dataHash)) continue
    const findings = digest.weak ? [finding('DATA_HASH_WEAK', at, { algorithm: digest.name })] : []
    return { facts: { algorithm: digest.name }, findings }
  }
  const withZ = prefixed(original, signer)
  const variants: readonly (readonly [string, Uint8Array])[] = [
    ...(withZ === undefined ? [] : [['sm3-with-z', sm3(withZ)] as const]),
    ['sm3-of-base64', sm3(toUtf8(toBase64(original)))],
    ...(rsa || dataHash.length !== 32 ? [] : [['sha-256', await (digestAlgorithm('SHA-256') as DigestAlgorithm).digest(original)] as const]),
  ]
  const variant = variants.find(([, digest]) => equalOctets(digest, dataHash))?.[0]
  if (variant !== undefined) {
    return { facts: { algorithm: variant }, findings: [finding('DATA_HASH_NONSTANDARD', at, { variant })] }
  }
  return { findings: [finding('DATA_HASH_MISMATCH', at, { algorithm: names[0] as string })] }
}

export interface SignerInSealFacts {
  readonly list: 'certificates' | 'digests'
  readonly listed: number
}

/**
 * Whether the signer's certificate is one that the seal lists: octet for octet, or by digest. Never by name: a
 * certificate that was issued again needs a new seal.
 */
export async function checkSignerInSeal(
  seal: ElectronicSeal,
  signerCertificate: Uint8Array,
  signer: Certificate | undefined,
  at: Locator,
): Promise<Checked<SignerInSealFacts>> {
  const { certListType, certificates, digests, opaqueEntries } = seal.property
  const listed = certificates.length + digests.length + opaqueEntries.length
  const facts = { list: certListType, listed }
  if (certificates.some((certificate) => equalOctets(certificate, signerCertificate))) return { facts, findings: [] }
  for (const { type, value } of digests) {
    const named = digestAlgorithm(type)
    const candidates = named === undefined
      ? ['SM3', 'SHA-256'].map((name) => digestAlgorithm(name) as DigestAlgorithm).filter(({ length }) => length === value.length)
      : named.weak ? [] : [named]
    for (const digest of candidates) {
      if (equalOctets(await digest.digest(signerCertificate), value)) return { facts, findings: [] }
    }
    const withZ = prefixed(signerCertificate, signer)
    if (withZ !== undefined && equalOctets(sm3(withZ), value)) return { facts, findings: [finding('SEAL_LIST_DIGEST_PREFIXED', at)] }
  }
  if (opaqueEntries.length > 0) return { facts, findings: [finding('SEAL_LIST_OPAQUE', at)] }
  return { facts, findings: [finding('SEAL_SIGNER_NOT_LISTED', at, { listed })] }
}

export interface BindingFacts {
  readonly propertyInfo: string
}

/**
 * Whether propertyInfo names the file that was signed. The hash binds the two already; a name that points to another
 * file of the package tells of a transplant.
 * @param isOtherEntry whether the package has such a file
 */
export function checkBinding(
  signature: SealSignature, path: string, isOtherEntry: (path: string) => boolean, at: Locator,
): Checked<BindingFacts> {
  const stated = signature.propertyInfo.trim().replaceAll('\\', '/').replace(/^(\.?\/)+/, '')
  const facts = { propertyInfo: signature.propertyInfo }
  if (stated === path) return { facts, findings: [] }
  if (isOtherEntry(stated)) return { facts, findings: [finding('BINDING_OTHER_ENTRY', at, { path: stated })] }
  return { facts, findings: [finding('BINDING_DIFFERS', at)] }
}

export interface SealFileFacts {
  readonly path: string
  readonly identical: boolean
}

/** Whether the seal file beside the signature is the seal that was signed. */
export function checkSealFile(seal: ElectronicSeal, path: string, file: Uint8Array | undefined, at: Locator): Checked<SealFileFacts> {
  if (file === undefined) return { facts: { path, identical: false }, findings: [finding('SEAL_FILE_MISSING', at, { path })] }
  const findings: Finding[] = []
  const identical = file.length >= seal.bytes.length && sameOctets(file.subarray(0, seal.bytes.length), seal.bytes)
  const rest = file.subarray(seal.bytes.length)
  if (!identical || rest.some((octet) => octet !== 0)) findings.push(finding('SEAL_FILE_DIFFERS', at, { path }))
  else if (rest.length > 0) findings.push(finding('SEAL_FILE_PADDED', at, { path, bytes: rest.length }))
  return { facts: { path, identical: findings.length === 0 }, findings }
}
