/** What an authority issues, before the `openssl` command and before our own verifier, for each kind of keys. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { Budget } from '../../../src/limits.ts'
import { DIGESTS } from '../../../src/crypto/index.ts'
import { encodeOcspRequest } from '../../../src/online/index.ts'
import { checkRevocation, checkTimeStamp, parseTimeStampToken } from '../../../src/pki/index.ts'
import { SIGNER_PURPOSE, trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import {
  checkCertificateRequest, issueCertificate, issueCertificatePair, makeCertificateRequest, makeCrl, makeOcspError, makeOcspResponse,
  makeTimeStampFailure, makeTimeStampResponse, makeTimeStampToken, newSerialNumber, parseCertificateRequest,
} from '../../../src/sign/authority/index.ts'
import { generatePrivateKey } from '../../../src/sign/keys/index.ts'
import { memorySigner } from '../../../src/sign/signer-memory.ts'
import type { Signer } from '../../../src/sign/signer.ts'
import { HAS_OPENSSL, OPENSSL_SKIPPED } from '../../pki/revocation/openssl-authority.ts'
import { codes, levelOf } from '../../pki/revocation/world.ts'
import { FROM, KINDS, NEXT, PERIOD, POLICY, TIME, code, read, signerOf, worldOf } from './world.ts'
import type { Party, World } from './world.ts'

describe.each(KINDS)('an authority with %s keys', (kind) => {
  let world: World
  let folder: string
  const path = (name: string): string => join(folder, name)
  const write = (name: string, octets: Uint8Array | string): string => {
    writeFileSync(path(name), octets)
    return path(name)
  }
  const pem = (name: string, octets: Uint8Array, label = 'CERTIFICATE'): string => write(name, toPem(label, octets))
  const openssl = (...words: readonly string[]): { readonly ok: boolean; readonly said: string } => {
    const { status, stdout, stderr } = spawnSync('openssl', words, { encoding: 'utf8' })
    return { ok: status === 0, said: stdout + stderr }
  }
  const sm2 = kind === 'SM2' ? ['-vfyopt', 'distid:1234567812345678'] : []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yinxin-authority-'))
    world = await worldOf(kind)
    for (const [name, { certificate }] of Object.entries(world) as [string, Party][]) pem(`${name}.pem`, certificate)
  })
  afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

  const revokedList = (more: object = {}): Promise<Uint8Array> => makeCrl({
    signer: world.ca.signer, number: 7n, thisUpdate: TIME, nextUpdate: NEXT,
    entries: [{ serialNumber: read(world.revoked.certificate).serialNumber, revocationDate: FROM, reason: 'keyCompromise' }], ...more,
  })

  async function judge(who: Party, evidence: { readonly crls?: readonly Uint8Array[]; readonly ocspResponses?: readonly Uint8Array[] }): Promise<{ status: string | undefined; codes: readonly string[] }> {
    const found = await validatePath(read(who.certificate), {
      anchors: [trustAnchorOf(read(world.root.certificate))], intermediates: [read(world.ca.certificate)], time: TIME, purpose: SIGNER_PURPOSE, budget: new Budget(),
    })
    expect(codes(found.findings)).toEqual([])
    if (found.facts === undefined) throw new Error('no path')
    const { facts, findings } = await checkRevocation(found.facts.path, { time: TIME, budget: new Budget(), ...evidence })
    return { status: facts?.certificates[0]?.status, codes: codes(findings) }
  }

  it.skipIf(!HAS_OPENSSL)(`certificates: openssl verifies them link by link${OPENSSL_SKIPPED}`, () => {
    const verify = (leaf: string, issuer: string): { ok: boolean; said: string } =>
      openssl('verify', ...sm2, '-x509_strict', '-partial_chain', '-attime', String(TIME.getTime() / 1000), '-trusted', path(`${issuer}.pem`), path(`${leaf}.pem`))
    for (const [leaf, issuer] of [['ca', 'root'], ['good', 'ca'], ['tsa', 'ca'], ['responder', 'ca']] as const) {
      const { ok, said } = verify(leaf, issuer)
      expect(ok, said).toBe(true)
    }
    expect(verify('good', 'root').ok).toBe(false)
  })

  it('lists: our verifier tells good from revoked', async () => {
    expect(await judge(world.good, { crls: [await revokedList()] })).toMatchObject({ status: 'good' })
    expect(await judge(world.revoked, { crls: [await revokedList()] })).toMatchObject({ status: 'revoked' })
    const delta = await revokedList({ number: 9n, baseNumber: 7n, scope: undefined })
    const base = await revokedList({ entries: [], freshestCrls: [['http://crl.example/delta']] })
    expect(await judge(world.revoked, { crls: [base, delta] })).toMatchObject({ status: 'revoked' })
    const authorities = await revokedList({ scope: { only: 'cACerts' } })
    // A list of CA certificates says nothing about the signer's.
    expect((await judge(world.revoked, { crls: [authorities] })).status).toBe('noSource')
  })

  // OpenSSL 3.0 verifies lists with an empty SM2 user id: it is asked for the other keys.
  it.skipIf(!HAS_OPENSSL || kind === 'SM2')(`lists: openssl verifies them${OPENSSL_SKIPPED}`, async () => {
    const { ok, said } = openssl('crl', '-inform', 'DER', '-in', write('list.crl', await revokedList()), '-CAfile', path('ca.pem'), '-noout')
    expect(ok && said.includes('verify OK'), said).toBe(true)
  })

  it.skipIf(!HAS_OPENSSL)(`requests: openssl verifies ours, and we verify those of openssl${OPENSSL_SKIPPED}`, async () => {
    const request = await makeCertificateRequest({ signer: signerOf(kind, world.good.key), publicKey: world.good.key.publicKey, subject: [['CN', '申请者']], subjectAltName: [{ dNSName: 'a.example' }] })
    const { ok, said } = openssl('req', '-verify', '-noout', '-in', pem('request.pem', request, 'CERTIFICATE REQUEST'), ...sm2)
    expect(ok && said.includes('OK'), said).toBe(true)
    const parameters = kind === 'Ed25519' ? ['ED25519'] : kind.startsWith('RSA') ? ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'] : ['EC', '-pkeyopt', `ec_paramgen_curve:${kind}`]
    const options = { 'SM2': ['-sm3', '-sigopt', 'distid:1234567812345678'], 'RSA-PSS': ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest'] } as const
    expect(openssl('genpkey', '-algorithm', ...parameters, '-out', path('k.pem')).ok).toBe(true)
    const made = openssl(
      'req', '-new', '-key', path('k.pem'), '-subj', '/CN=theirs', '-outform', 'DER', '-out', path('theirs.csr'),
      ...(kind === 'SM2' || kind === 'RSA-PSS' ? options[kind] : []),
    )
    expect(made.ok, made.said).toBe(true)
    const theirs = new Uint8Array(readFileSync(path('theirs.csr')))
    const certificate = await issueCertificate({ ...PERIOD, profile: 'signer', signer: world.ca.signer, request: theirs })
    expect(read(certificate).subject.text).toBe('CN=theirs')
    const changed = Uint8Array.from(theirs)
    changed[changed.length - 3] = (changed[changed.length - 3] as number) ^ 1
    const { facts, findings } = await checkCertificateRequest(parseCertificateRequest(changed, { budget: new Budget() }))
    expect([facts, findings[0]?.code]).toEqual([undefined, 'CERTIFICATE_REQUEST_SIGNATURE_INVALID'])
    expect(await code(() => issueCertificate({ ...PERIOD, profile: 'signer', signer: world.ca.signer, request: changed }))).toMatch(/^CERTIFICATE_REQUEST_SIGNATURE_INVALID/)
  })

  it('OCSP responses: good, revoked and unknown, for our verifier and for openssl where it can', async () => {
    const revokedNumber = read(world.revoked.certificate).serialNumber
    for (const signer of [world.ca.signer, world.responder.signer]) {
      for (const [who, status] of [[world.good, 'good'], [world.revoked, 'revoked']] as const) {
        const request = await encodeOcspRequest({ certificate: read(who.certificate), issuer: read(world.ca.certificate) }, { hash: 'SHA-1', nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) })
        const response = await makeOcspResponse(request, {
          signer, issuer: world.ca.certificate, producedAt: TIME, nextUpdate: NEXT,
          statusOf: (serialNumber) => (serialNumber === revokedNumber ? { kind: 'revoked', revocationTime: FROM, reason: 'superseded' } : { kind: 'good' }),
        })
        expect(await judge(who, { ocspResponses: [response] })).toMatchObject({ status })
        if (!HAS_OPENSSL || kind === 'SM2') continue
        const { said } = openssl(
          'ocsp', '-respin', write('r.der', response), '-issuer', path('ca.pem'), '-cert', path(`${who === world.good ? 'good' : 'revoked'}.pem`), '-CAfile', path('root.pem'), '-verify_other', path('ca.pem'), '-no_nonce', '-partial_chain', '-trusted_first', '-attime', String(TIME.getTime() / 1000),
        )
        expect(said).toContain('Response verify OK')
        // What openssl says of the dates is about the day of the test, not that of the response.
        expect(said).toMatch(new RegExp(`(?:^|: )${status}$`, 'm'))
      }
    }
    const refuse = (signer: Signer) => (): Promise<unknown> => makeOcspResponse(new Uint8Array(0), { signer, issuer: world.ca.certificate, producedAt: TIME, statusOf: () => ({ kind: 'good' }) })
    expect(await code(refuse(world.good.signer))).toBe('AUTHORITY_RESPONDER_UNSUITABLE')
    expect(makeOcspError('malformedRequest')).toEqual(Uint8Array.of(0x30, 3, 0x0a, 1, 1))
  })

  it('time stamps: our verifier accepts them, and openssl with keys that it knows here', async () => {
    const octets = toUtf8('a document')
    const input = { signer: world.tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY, accuracySeconds: 1 }
    const check = async (bytes: Uint8Array): Promise<string> => {
      const token = parseTimeStampToken(bytes, { budget: new Budget(), note: () => undefined })
      const { facts, findings } = await checkTimeStamp(token, {
        imprints: [{ what: 'document', octets }], anchors: [trustAnchorOf(read(world.root.certificate))], intermediates: [read(world.ca.certificate)], budget: new Budget(),
      })
      return `${facts?.genTime.toISOString() ?? 'none'} ${levelOf(findings)} ${codes(findings).join(' ')}`
    }
    const made = await check(await makeTimeStampToken({ digest: await DIGESTS.SM3.digest(octets), hash: 'SM3' }, input))
    expect(made).toMatch(new RegExp(`^${TIME.toISOString()} (?!fail|indeterminate)`))
    expect(await code(() => makeTimeStampToken({ digest: new Uint8Array(32), hash: 'SM3' }, { ...input, signer: world.good.signer }))).toBe('AUTHORITY_TIME_STAMPER_UNSUITABLE')
    expect(makeTimeStampFailure('badAlg').length).toBeGreaterThan(5)
    if (!HAS_OPENSSL) return
    write('data', octets)
    expect(openssl('ts', '-query', '-data', path('data'), '-sha256', '-cert', '-out', path('q.tsq')).ok).toBe(true)
    const response = await makeTimeStampResponse(new Uint8Array(readFileSync(path('q.tsq'))), input)
    expect(await check(response)).toMatch(new RegExp(`^${TIME.toISOString()} (?!fail|indeterminate)`))
    // Its PKCS #7 code knows neither SM2 nor PSS nor Ed25519: witness.test.ts has it verify those octets.
    if (kind === 'SM2' || kind === 'RSA-PSS' || kind === 'Ed25519') return
    const verified = openssl('ts', '-verify', '-queryfile', path('q.tsq'), '-in', write('r.tsr', response), '-CAfile', path('root.pem'), '-untrusted', path('ca.pem'), '-attime', String(TIME.getTime() / 1000))
    expect(verified.ok, verified.said).toBe(true)
  })
})

describe('an authority refuses', () => {
  let world: World
  beforeAll(async () => { world = await worldOf('SM2') })
  const issue = (by: Party, more: object): Promise<string> => code(() => issueCertificate({
    ...PERIOD, profile: 'signer', subject: [['CN', 'x']], publicKey: world.good.key.publicKey, signer: by.signer, ...more,
  }))

  it('what verifiers would reject', async () => {
    expect(await issue(world.good, {})).toBe('AUTHORITY_ISSUER_UNSUITABLE basicConstraints')
    expect(await issue(world.ca, { notAfter: new Date('2037-01-01T00:00:00Z') })).toMatch(/^AUTHORITY_VALIDITY_OUTSIDE_ISSUER/)
    const { publicKey } = await generatePrivateKey('Ed25519')
    expect(await issue(world.ca, { publicKey, profile: 'encryption' })).toBe('AUTHORITY_KEY_UNSUITABLE Ed25519')
    expect(await code(() => makeCrl({ signer: world.good.signer, entries: [], number: 1n, thisUpdate: TIME, nextUpdate: NEXT }))).toBe('AUTHORITY_ISSUER_UNSUITABLE cRLSign')
    const short = await issueCertificate({ ...PERIOD, profile: 'subordinate', pathLenConstraint: 0, subject: [['CN', 'short']], publicKey: world.ca.key.publicKey, signer: world.root.signer })
    const signer = memorySigner(world.ca.key, { certificates: [short] })
    expect(await issue({ ...world.ca, signer }, { profile: 'subordinate' })).toBe('AUTHORITY_ISSUER_UNSUITABLE pathLenConstraint')
  })

  it('calls that make no sense', async () => {
    for (const more of [
      { profile: 'root' }, { issuer: 'self' }, { serialNumber: 0n }, { subject: [['C', 'china']] }, { subject: [] }, { profile: 'tlsServer' }, { notAfter: FROM },
      { request: new Uint8Array(1) }, { profile: 'nobody' }, { pathLenConstraint: 1 },
    ]) expect(await issue(world.ca, more), JSON.stringify(Object.keys(more))).toBe('TypeError')
  })

  it('a request of another version', async () => {
    const request = await makeCertificateRequest({ signer: memorySigner(world.good.key), publicKey: world.good.key.publicKey, subject: [['CN', 'x']] })
    const changed = Uint8Array.from(request)
    const index = changed.findIndex((octet, at) => octet === 2 && changed[at + 1] === 1 && changed[at + 2] === 0)
    changed[index + 2] = 1
    expect(await code(() => Promise.resolve().then(() => parseCertificateRequest(changed, { budget: new Budget() })))).toBe('CERTIFICATE_REQUEST_VERSION 2')
  })

  it('and makes pairs, with numbers that are random, positive and of 16 octets', async () => {
    const { signing, encryption } = await issueCertificatePair({ ...PERIOD, subject: [['CN', '双证书']], publicKey: world.good.key.publicKey, encryptionKey: world.revoked.key.publicKey, signer: world.ca.signer })
    expect([...read(signing).keyUsage ?? []]).toEqual(['digitalSignature', 'nonRepudiation'])
    expect([...read(encryption).keyUsage ?? []]).toEqual(['keyEncipherment', 'dataEncipherment', 'keyAgreement'])
    expect(read(signing).serialNumber).not.toBe(read(encryption).serialNumber)
    expect(read(signing).findings).toEqual([])
    expect(newSerialNumber((length) => new Uint8Array(length).fill(255))).toBe((1n << 127n) - 1n)
    expect(newSerialNumber().toString(16)).toHaveLength(32)
  })
})
