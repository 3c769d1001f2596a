/** The octets that an authority signs, and the signatures over them, before `openssl pkeyutl`: also where it cannot read the format. */
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSpki } from '../../../src/crypto/index.ts'
import { toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { Budget } from '../../../src/limits.ts'
import { encodeOcspRequest, encodeTimeStampRequest } from '../../../src/online/index.ts'
import { parseCrl, parseOcspResponse, parseSignedData, parseTimeStampToken } from '../../../src/pki/index.ts'
import { DIGESTS } from '../../../src/crypto/index.ts'
import {
  makeCertificateRequest, makeCrl, makeOcspResponse, makeTimeStampResponse, parseCertificateRequest,
} from '../../../src/sign/authority/index.ts'
import { prepareSignedMessage } from '../../../src/sign/signed-message.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../../crypto/openssl.ts'
import { FROM, KINDS, NEXT, POLICY, TIME, read, signerOf, worldOf } from './world.ts'
import type { Kind, Party } from './world.ts'

/** How `openssl pkeyutl` is told of an algorithm that takes the message itself. */
const OPTIONS: Readonly<Record<Kind, readonly string[]>> = {
  'SM2': ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'],
  'P-256': ['-digest', 'sha256'], 'P-384': ['-digest', 'sha384'], 'P-521': ['-digest', 'sha512'],
  'RSA-2048': ['-digest', 'sha256'],
  'RSA-PSS': ['-digest', 'sha256', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'],
  'Ed25519': [],
}

describe.skipIf(!OPENSSL).each(KINDS)(`what is signed with %s (${WHY_SKIPPED})`, async (kind) => {
  const world = await worldOf(kind)
  const workspace = new Workspace()
  afterAll(() => { workspace.remove() })
  const budget = (): Budget => new Budget()

  const verifies = (by: Party, message: Uint8Array, signature: Uint8Array): boolean => workspace.succeeds(
    'pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', workspace.put('key.pem', toPem('PUBLIC KEY', encodeSpki(by.key.publicKey))),
    '-in', workspace.put('message', message), '-sigfile', workspace.put('signature', signature), ...OPTIONS[kind],
  )
  /** The signature is right, and it is about these octets. */
  const witnessed = (by: Party, message: Uint8Array, signature: Uint8Array): void => {
    expect(verifies(by, message, signature)).toBe(true)
    const other = Uint8Array.from(message)
    other[other.length - 1] = (other[other.length - 1] as number) ^ 1
    expect(verifies(by, other, signature)).toBe(false)
  }

  it('certificates and requests', async () => {
    const certificate = read(world.good.certificate)
    witnessed(world.ca, certificate.tbs, certificate.signatureValue)
    const request = await makeCertificateRequest({ signer: signerOf(kind, world.good.key), publicKey: world.good.key.publicKey, subject: [['CN', 'x']] })
    const parsed = parseCertificateRequest(request, { budget: budget() })
    witnessed(world.good, parsed.tbs, parsed.signatureValue)
  })

  it('lists', async () => {
    const entries = [{ serialNumber: 5n, revocationDate: FROM, reason: 'superseded' }] as const
    const list = parseCrl(await makeCrl({ signer: world.ca.signer, number: 1n, thisUpdate: TIME, nextUpdate: NEXT, entries }), { budget: budget() })
    witnessed(world.ca, list.tbs, list.signatureValue)
  })

  it('OCSP responses', async () => {
    const request = await encodeOcspRequest({ certificate: read(world.good.certificate), issuer: read(world.ca.certificate) }, { hash: 'SM3' })
    const { basicResponse } = parseOcspResponse(await makeOcspResponse(request, {
      signer: world.responder.signer, issuer: world.ca.certificate, producedAt: TIME, statusOf: () => ({ kind: 'good' }),
    }), { budget: budget() })
    if (basicResponse === undefined) throw new Error('no response')
    witnessed(world.responder, basicResponse.tbs, basicResponse.signatureValue)
    // And openssl reads the whole of it the same way.
    expect(new TextDecoder().decode(workspace.openssl('asn1parse', '-inform', 'DER', '-in', workspace.put('tbs', basicResponse.tbs)))).toContain('Responder')
  })

  it('time-stamp tokens', async () => {
    const octets = toUtf8('a document')
    const request = encodeTimeStampRequest({ oid: DIGESTS.SM3.oids[0], digest: await DIGESTS.SM3.digest(octets) }, Uint8Array.of(1, 2, 3))
    const response = await makeTimeStampResponse(request, { signer: world.tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY })
    const { signerInfo, tstInfo } = parseTimeStampToken(response, { budget: budget(), note: () => undefined })
    witnessed(world.tsa, signerInfo.signedAttrs?.toBeSigned ?? new Uint8Array(0), signerInfo.signature)
    // What the attributes say of the token's content, by the digest of openssl.
    const name = { 'SM2': 'sm3', 'P-384': 'sha384', 'P-521': 'sha512', 'Ed25519': 'sha512' }[kind as string] ?? 'sha256'
    expect(workspace.openssl('dgst', `-${name}`, '-binary', workspace.put('tst', tstInfo))).toEqual(Uint8Array.from(signerInfo.signedAttrs?.messageDigest ?? []))
  })

  it.runIf(kind === 'SM2')('messages of GB/T 35275', async () => {
    const original = toUtf8('a document')
    const prepared = prepareSignedMessage(original, world.good.signer, TIME)
    const message = await prepared.finish(await world.good.signer.sign(prepared.bytesToSign))
    const [signerInfo] = parseSignedData(message, { budget: budget(), note: () => undefined }).signerInfos
    witnessed(world.good, signerInfo?.signedAttrs?.toBeSigned ?? new Uint8Array(0), signerInfo?.signature ?? new Uint8Array(0))
    expect(workspace.openssl('dgst', '-sm3', '-binary', workspace.put('original', original))).toEqual(Uint8Array.from(signerInfo?.signedAttrs?.messageDigest ?? []))
  })
})
