/**
 * Whether an OCSP response was signed by who may sign it (RFC 6960 4.2.2.2): the CA that issued the certificate, a
 * responder that this CA certified directly for the purpose, or one that the caller trusts. Any other certificate, however
 * well trusted, has no say.
 */
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { equalOctets } from '../../encoding/octets.ts'
import { TAG, readDer } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBitStringOctets } from '../../encoding/der-values.ts'
import { DIGESTS } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import type { Certificate } from '../certificate.ts'
import { readableCertificates } from '../cms-certificates.ts'
import { namesMatch } from '../name-comparison.ts'
import type { DistinguishedName } from '../name.ts'
import { EXTENSION } from '../object-identifiers.ts'
import type { BasicOcspResponse, ResponderId } from '../ocsp.ts'
import { OCSP_SIGNING_PURPOSE } from '../path/index.ts'
import type { CertificationPath, PathLink, TrustAnchor } from '../path/index.ts'
import { fewCertificates, signerPath } from './context.ts'
import type { CheckContext } from './context.ts'

export interface ResponderOutcome {
  readonly authorized: boolean
  readonly findings: readonly Finding[]
}

/** @throws LimitExceededError */
export async function authorizeResponder(
  { label: evidence, value: response }: { readonly label: string; readonly value: BasicOcspResponse },
  link: PathLink, context: CheckContext, at: Locator,
): Promise<ResponderOutcome> {
  const responders = await respondersOf(response, link, context)
  let unsupported = false
  let unauthorizedSigned = false
  for (const responder of responders) {
    const outcome = await context.signatures.verify(response, responder.publicKey)
    unsupported ||= outcome === 'unsupported'
    if (outcome !== 'valid') continue
    const authorization = await authorizationOf(responder, response, link, context)
    if (authorization === 'unchecked') return { authorized: true, findings: [finding('REVOCATION_RESPONDER_UNCHECKED', at, { evidence })] }
    if (authorization === 'authorized') return { authorized: true, findings: [] }
    unauthorizedSigned = true
  }
  if (unsupported && !unauthorizedSigned) {
    return { authorized: false, findings: [finding('REVOCATION_ALGORITHM_UNSUPPORTED', at, { evidence, oid: response.signatureAlgorithm.oid })] }
  }
  const code = responders.length === 0 || unauthorizedSigned ? 'REVOCATION_UNAUTHORIZED_RESPONDER' : 'REVOCATION_SIGNATURE_INVALID'
  return { authorized: false, findings: [finding(code, at, { evidence })] }
}

interface Responder {
  readonly role: 'issuer' | 'trusted' | 'delegate'
  readonly publicKey: PublicKey
  readonly certificate?: Certificate
}

/** Everybody whom the responder identifier fits, in the order of RFC 6960. */
async function respondersOf(response: BasicOcspResponse, link: PathLink, context: CheckContext): Promise<readonly Responder[]> {
  const { responderId } = response
  const responders: Responder[] = []
  if (await fits(responderId, link.issuer.name, link.issuer.spki)) responders.push({ role: 'issuer', publicKey: link.issuer.publicKey })
  const own = readableCertificates(response.certificates, { budget: context.budget, cache: context.cache })
  const add = async (role: Responder['role'], certificates: readonly Certificate[]): Promise<void> => {
    const fitting: Certificate[] = []
    for (const certificate of certificates) if (await fits(responderId, certificate.subject, certificate.spki)) fitting.push(certificate)
    for (const certificate of fewCertificates(fitting)) {
      if (certificate.publicKey !== undefined) responders.push({ role, publicKey: certificate.publicKey, certificate })
    }
  }
  await add('trusted', context.trustedResponders)
  await add('delegate', [...own, ...context.certificates])
  return responders
}

async function authorizationOf(
  { role, certificate }: Responder, response: BasicOcspResponse, link: PathLink, context: CheckContext,
): Promise<'authorized' | 'unchecked' | 'refused'> {
  if (role === 'issuer' || certificate === undefined) return 'authorized'
  const { producedAt } = response
  if (role === 'trusted') return certificate.notBefore <= producedAt && producedAt <= certificate.notAfter ? 'authorized' : 'refused'
  // The issuer as the only anchor and no intermediates: a path of any other shape than one step cannot be found.
  const { name, spki, publicKey } = link.issuer
  const anchor: TrustAnchor = { name, spki, publicKey }
  if (!namesMatch(certificate.issuer, name)) return 'refused'
  const path = await signerPath(certificate, producedAt, { anchors: [anchor], intermediates: [], purpose: OCSP_SIGNING_PURPOSE, context })
  if (path === undefined) return 'refused'
  return statusOfDelegate(certificate, path, context)
}

async function statusOfDelegate(certificate: Certificate, path: CertificationPath, context: CheckContext): Promise<'authorized' | 'unchecked' | 'refused'> {
  // The CA says that its word holds for the certificate's whole life (RFC 6960 4.2.2.2.1).
  if (certificate.extensions.has(EXTENSION.ocspNoCheck)) return 'authorized'
  switch (await context.signerStatus(path)) {
    case 'good':
      return 'authorized'
    case 'unknown':
      return 'unchecked'
    case 'revoked':
      return 'refused'
  }
}

async function fits(responderId: ResponderId, name: DistinguishedName, spki: Uint8Array): Promise<boolean> {
  if (responderId.kind === 'byName') return namesMatch(responderId.name, name)
  const { keyHash } = responderId
  return equalOctets(await keyHashOf(spki, keyHash.length === DIGESTS.SM3.length ? 'SM3' : 'SHA-1'), keyHash)
}

const keyHashes = { SM3: new WeakMap<Uint8Array, Uint8Array>(), 'SHA-1': new WeakMap<Uint8Array, Uint8Array>() }

/** Hash of a key's bits; once per key, however many responses are looked at. */
async function keyHashOf(spki: Uint8Array, name: 'SM3' | 'SHA-1'): Promise<Uint8Array> {
  const known = keyHashes[name].get(spki)
  if (known !== undefined) return known
  const hash = await DIGESTS[name].digest(keyBits(spki))
  keyHashes[name].set(spki, hash)
  return hash
}

/** The content of subjectPublicKey without its unused-bits octet: what OCSP hashes. */
export function keyBits(spki: Uint8Array): Uint8Array {
  const fields = new Fields(readDer(spki, { budget: new Budget() }), 'SubjectPublicKeyInfo')
  fields.take(TAG.SEQUENCE)
  return readBitStringOctets(fields.take())
}
