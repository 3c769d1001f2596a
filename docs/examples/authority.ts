/** The example of ../authority.md. A test runs it and holds the document against this file. */
import { issueCertificate, makeCertificateRequest, makeCrl, makeOcspResponse, makeTimeStampResponse, newSerialNumber } from '../../src/sign/authority/index.ts'
import { generatePrivateKey } from '../../src/sign/keys/index.ts'
import { memorySigner } from '../../src/sign/index.ts'
import type { Signer } from '../../src/sign/index.ts'

// <issue>
const period = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

/** A root, and a CA below it. Their keys may as well be in a module: give `remoteSigner` instead of `memorySigner`. */
export async function makeAuthority(): Promise<{ readonly root: Signer; readonly ca: Signer }> {
  const rootKey = await generatePrivateKey('SM2')
  const rootCertificate = await issueCertificate({
    ...period, profile: 'root', issuer: 'self', signer: memorySigner(rootKey), publicKey: rootKey.publicKey, subject: [['C', 'CN'], ['O', '样例认证机构'], ['CN', '样例根']],
  })
  const root = memorySigner(rootKey, { certificates: [rootCertificate] })
  const caKey = await generatePrivateKey('SM2')
  const caCertificate = await issueCertificate({
    ...period, profile: 'subordinate', pathLenConstraint: 0, signer: root, publicKey: caKey.publicKey, subject: [['C', 'CN'], ['O', '样例认证机构'], ['CN', '样例签发机构']],
    crls: [['http://crl.example/root.crl']],
  })
  return { root, ca: memorySigner(caKey, { certificates: [caCertificate, rootCertificate] }) }
}

/** Whoever wants a certificate makes a request; the authority checks that they hold the key, and decides about the rest. */
export async function certify(ca: Signer): Promise<Signer> {
  const key = await generatePrivateKey('SM2')
  const request = await makeCertificateRequest({ signer: memorySigner(key), publicKey: key.publicKey, subject: [['C', 'CN'], ['CN', '东海省市场监督管理局']] })
  const certificate = await issueCertificate({
    ...period, profile: 'signer', signer: ca, request,
    crls: [['http://crl.example/ca.crl']], access: { ocsp: ['http://ocsp.example/'], caIssuers: ['http://crl.example/ca.cer'] },
  })
  return memorySigner(key, { certificates: [certificate, ...ca.certificates] })
}
// </issue>

// <answer>
export function list(ca: Signer, revoked: bigint, now: Date): Promise<Uint8Array> {
  return makeCrl({
    signer: ca, number: 1n, thisUpdate: now, nextUpdate: new Date(now.getTime() + 86_400_000),
    entries: [{ serialNumber: revoked, revocationDate: now, reason: 'superseded' }],
  })
}

/** The octets of a request in, those of a response out; the transport is yours. */
export function ocsp(request: Uint8Array, ca: Signer, revoked: bigint, now: Date): Promise<Uint8Array> {
  return makeOcspResponse(request, {
    signer: ca, issuer: ca.certificates[0] as Uint8Array, producedAt: now,
    statusOf: (serialNumber) => (serialNumber === revoked ? { kind: 'revoked', revocationTime: now, reason: 'superseded' } : { kind: 'good' }),
  })
}

/** @param tsa its first certificate has the profile `timeStamping` */
export function timeStamp(request: Uint8Array, tsa: Signer, now: Date): Promise<Uint8Array> {
  return makeTimeStampResponse(request, { signer: tsa, time: now, serialNumber: newSerialNumber(), policy: '1.3.6.1.4.1.32473.1', accuracySeconds: 1 })
}
// </answer>
