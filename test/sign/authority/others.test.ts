/** What an authority issues, read and verified by two other libraries: pkijs and @peculiar/x509 (ECDSA, RSA, Ed25519; they have no SM2). */
import * as pkijs from 'pkijs'
import type * as X509 from '@peculiar/x509'
import { beforeAll, describe, expect, it } from 'vitest'
import { DIGESTS } from '../../../src/crypto/index.ts'
import { toHex, toUtf8 } from '../../../src/encoding/octets.ts'
import { encodeOcspRequest, encodeTimeStampRequest } from '../../../src/online/index.ts'
import { issueCertificate, makeCertificateRequest, makeCrl, makeOcspResponse, makeTimeStampResponse } from '../../../src/sign/authority/index.ts'
import { FROM, NEXT, PERIOD, POLICY, TIME, read, signerOf, worldOf } from './world.ts'
import type { World } from './world.ts'

/** What @peculiar/x509 wants to find in the process before it is imported (a part of reflect-metadata). */
function provideMetadata(): void {
  const kept = new WeakMap<object, Map<unknown, unknown>>()
  const get = (key: unknown, target: object): unknown => kept.get(target)?.get(key)
  Object.assign(Reflect, {
    getMetadata: get, getOwnMetadata: get,
    hasOwnMetadata: (key: unknown, target: object) => kept.get(target)?.has(key) === true,
    defineMetadata: (key: unknown, value: unknown, target: object) => { kept.set(target, (kept.get(target) ?? new Map<unknown, unknown>()).set(key, value)) },
  })
}

const ber = (octets: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(octets)

describe.each(['P-256', 'P-384', 'P-521', 'RSA-2048', 'RSA-PSS', 'Ed25519'] as const)('an authority with %s keys', (kind) => {
  let world: World
  let x509: typeof X509
  beforeAll(async () => {
    provideMetadata()
    x509 = await import('@peculiar/x509')
    pkijs.setEngine('webcrypto', new pkijs.CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto }))
    world = await worldOf(kind)
  })
  // pkijs does not know Ed25519.
  const known = kind !== 'Ed25519'

  it('certificates', async () => {
    const certificate = await issueCertificate({
      ...PERIOD, profile: 'signer', signer: world.ca.signer, publicKey: world.good.key.publicKey, subject: [['C', 'CN'], ['O', '示例单位'], ['CN', '甲']], serialNumber: 0x80n,
      subjectAltName: [{ dNSName: 'a.example' }], crls: [['http://crl.example/a']], access: { ocsp: ['http://ocsp.example'], caIssuers: ['http://crl.example/ca.cer'] },
    })
    const theirs = new x509.X509Certificate(ber(certificate))
    const issuer = new x509.X509Certificate(ber(world.ca.certificate))
    expect(await theirs.verify({ publicKey: issuer.publicKey, signatureOnly: true }, globalThis.crypto)).toBe(true)
    expect(await theirs.verify({ publicKey: new x509.X509Certificate(ber(world.root.certificate)).publicKey, signatureOnly: true }, globalThis.crypto)).toBe(false)
    expect([theirs.subject, theirs.issuer, theirs.serialNumber]).toEqual(['C=CN, O=示例单位, CN=甲', 'C=CN, O=示例单位, CN=Subordinate', '80'])
    expect([theirs.notBefore, theirs.notAfter]).toEqual([PERIOD.notBefore, PERIOD.notAfter])
    expect(theirs.getExtension(x509.KeyUsagesExtension)?.usages).toBe(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation)
    expect(theirs.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId).toBe(issuer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId)
    expect(theirs.getExtension(x509.SubjectAlternativeNameExtension)?.names.toJSON()).toEqual([{ type: 'dns', value: 'a.example' }])
    expect(issuer.getExtension(x509.BasicConstraintsExtension)?.ca).toBe(true)
    if (known) expect(await pkijs.Certificate.fromBER(ber(certificate)).verify(pkijs.Certificate.fromBER(ber(world.ca.certificate)))).toBe(true)
  })

  it('requests', async () => {
    const request = await makeCertificateRequest({ signer: signerOf(kind, world.good.key), publicKey: world.good.key.publicKey, subject: [['CN', '甲']], subjectAltName: [{ dNSName: 'a.example' }] })
    const theirs = new x509.Pkcs10CertificateRequest(ber(request))
    expect(await theirs.verify(globalThis.crypto)).toBe(true)
    expect([theirs.subject, theirs.extensions.length]).toEqual(['CN=甲', 1])
    if (known) expect(await pkijs.CertificationRequest.fromBER(ber(request)).verify()).toBe(true)
  })

  it('lists', async () => {
    const { serialNumber } = read(world.revoked.certificate)
    const list = await makeCrl({ signer: world.ca.signer, number: 7n, thisUpdate: TIME, nextUpdate: NEXT, entries: [{ serialNumber, revocationDate: FROM, reason: 'keyCompromise' }] })
    const theirs = new x509.X509Crl(ber(list))
    expect(await theirs.verify({ publicKey: new x509.X509Certificate(ber(world.ca.certificate)) }, globalThis.crypto)).toBe(true)
    expect(theirs.findRevoked(toHex(read(world.revoked.certificate).serialNumberBytes))).toMatchObject({ reason: x509.X509CrlReason.keyCompromise, revocationDate: FROM })
    expect(theirs.findRevoked(toHex(read(world.good.certificate).serialNumberBytes))).toBeNull()
    if (known) expect(await pkijs.CertificateRevocationList.fromBER(ber(list)).verify({ issuerCertificate: pkijs.Certificate.fromBER(ber(world.ca.certificate)) })).toBe(true)
  })

  it.runIf(known)('OCSP responses and time-stamp tokens', async () => {
    const request = await encodeOcspRequest({ certificate: read(world.good.certificate), issuer: read(world.ca.certificate) }, { hash: 'SHA-256' })
    const octets = await makeOcspResponse(request, { signer: world.responder.signer, issuer: world.ca.certificate, producedAt: TIME, nextUpdate: NEXT, statusOf: () => ({ kind: 'good' }) })
    const response = pkijs.OCSPResponse.fromBER(ber(octets))
    const basic = pkijs.BasicOCSPResponse.fromBER(response.responseBytes?.response.valueBlock.valueHexView.slice() ?? new Uint8Array(0))
    const [ca, root] = [world.ca, world.root].map(({ certificate }) => pkijs.Certificate.fromBER(ber(certificate))) as [pkijs.Certificate, pkijs.Certificate]
    expect(await basic.getCertificateStatus(pkijs.Certificate.fromBER(ber(world.good.certificate)), ca)).toEqual({ isForCertificate: true, status: 0 })
    basic.certs?.push(ca)
    expect(await basic.verify({ trustedCerts: [root] })).toBe(true)

    const stamped = toUtf8('a document')
    const query = encodeTimeStampRequest({ oid: DIGESTS['SHA-256'].oids[0], digest: await DIGESTS['SHA-256'].digest(stamped) }, Uint8Array.of(1, 2, 3))
    const answer = pkijs.TimeStampResp.fromBER(ber(await makeTimeStampResponse(query, { signer: world.tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY, accuracySeconds: 1 })))
    const signed = new pkijs.SignedData({ schema: answer.timeStampToken?.content as never })
    const info = pkijs.TSTInfo.fromBER(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0))
    expect([info.policy, info.genTime, info.accuracy?.seconds]).toEqual([POLICY, TIME, 1])
    expect(await info.verify({ data: ber(stamped).buffer })).toBe(true)
    expect(await signed.verify({ signer: 0, data: ber(stamped).buffer, checkChain: false, checkDate: TIME })).toBe(true)
  })
})
