/** Each kind of source against the openssl command: it reads our requests and makes the answers. Lists of trust are text. */
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { sm3 } from '../../src/crypto/index.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { Budget } from '../../src/limits.ts'
import { encodeOcspRequest, encodeTimeStampRequest, fetchCrl, fetchIssuerCertificates, fetchOcspResponse, fetchTimeStamp, fetchTrustList } from '../../src/online/index.ts'
import { checkRevocation, checkTimeStamp } from '../../src/pki/index.ts'
import { SIGNER_PURPOSE, trustAnchorOf, validatePath } from '../../src/pki/path/index.ts'
import { HAS_OPENSSL, OPENSSL_SKIPPED, OpensslAuthority } from '../pki/revocation/openssl-authority.ts'
import { HOST, fetcherFor, loopback, refusalOf } from './loopback.ts'
import type { Answer, Seen } from './loopback.ts'

/** A server with one answer, and a fetcher for it. */
async function serving(answer: (seen: Seen) => Answer | Promise<Answer>): Promise<{ readonly url: string; readonly fetcher: ReturnType<typeof fetcherFor>; readonly seen: Seen[] }> {
  const server = await loopback(answer)
  return { url: server.url(HOST, '/'), fetcher: fetcherFor(server.port), seen: server.seen }
}

describe.skipIf(!HAS_OPENSSL).each(['P-256', 'SM2'] as const)(`with openssl and %s${OPENSSL_SKIPPED}`, (kind) => {
  const authority = new OpensslAuthority(kind)
  afterAll(() => { authority.remove() })
  const leaf = authority.issue('leaf', 'leaf')
  const root = authority.certificate('root')
  const now = new Date()
  const budget = new Budget()

  const pathOfLeaf = async (): Promise<NonNullable<Awaited<ReturnType<typeof validatePath>>['facts']>['path']> => {
    const { facts } = await validatePath(leaf, { anchors: [trustAnchorOf(root)], intermediates: [], time: now, purpose: SIGNER_PURPOSE, budget })
    if (facts === undefined) throw new Error('no path')
    return facts.path
  }
  /** The state of the leaf; evidence of the command may be of the next second. */
  const statusFrom = async (evidence: Pick<Parameters<typeof checkRevocation>[1], 'crls' | 'ocspResponses'>): Promise<string | undefined> => {
    const { facts } = await checkRevocation(await pathOfLeaf(), { ...evidence, time: now, validationTime: new Date(now.getTime() + 60_000), budget })
    return facts?.certificates[0]?.status
  }

  it.each(['SHA-1', 'SHA-256', 'SM3'] as const)('sends OCSP requests that openssl reads, with CertIDs by %s', async (hash) => {
    writeFileSync(authority.file('request.der'), await encodeOcspRequest({ certificate: leaf, issuer: root }, { hash, nonce: new Uint8Array(32).fill(0xab) }))
    const { ok, said } = authority.ask('ocsp', '-reqin', 'request.der', '-req_text', '-noverify')
    expect(ok).toBe(true)
    expect(said).toMatch(new RegExp(`Hash Algorithm: ${hash.replace('-', '')}`, 'i'))
    expect(said).toContain(`Serial Number: ${toHex(leaf.serialNumberBytes).toUpperCase()}`)
    expect(said).toMatch(/OCSP Nonce:\s*\n?\s*0420ABABAB/)
    // The command makes the same identifier of the same certificates.
    authority.run('ocsp', `-${hash.replace('-', '').toLowerCase()}`, '-issuer', 'root.crt', '-cert', 'leaf.crt', '-no_nonce', '-reqout', 'theirs.der')
    expect(toHex(await encodeOcspRequest({ certificate: leaf, issuer: root }, { hash }))).toBe(toHex(authority.octets('theirs.der')))
  })

  it.each(['POST', 'GET'] as const)('gets responses from openssl by %s, with the nonce of the request', async (method) => {
    const responder = await serving(({ body, path }) => {
      writeFileSync(authority.file('in.der'), method === 'POST' ? body : Buffer.from(decodeURIComponent(path.slice(1)), 'base64'))
      const sm2 = kind === 'SM2' ? ['-rsigopt', 'distid:1234567812345678', '-rmd', 'sm3'] : []
      authority.run('ocsp', '-index', 'index.txt', '-CA', 'root.crt', '-rsigner', 'root.crt', '-rkey', 'root.key', ...sm2, '-reqin', 'in.der', '-ndays', '1', '-respout', 'out.der')
      return authority.octets('out.der')
    })
    const response = await fetchOcspResponse(responder.url, { certificate: leaf, issuer: root }, { fetcher: responder.fetcher, method, nonce: 'required' })
    expect(responder.seen).toMatchObject([{ method }])
    expect(response.basicResponse?.nonce).toHaveLength(32)
    expect(await statusFrom({ ocspResponses: [response] })).toBe('good')
  })

  it('gets CRLs that openssl made', async () => {
    const list = authority.crl('good')
    const source = await serving(() => list)
    expect(await statusFrom({ crls: [await fetchCrl(source.url, { fetcher: source.fetcher })] })).toBe('good')
  })

  it('gets issuers from PKCS #7 that openssl made', async () => {
    authority.run('crl2pkcs7', '-nocrl', '-certfile', 'root.crt', '-certfile', 'leaf.crt', '-outform', 'DER', '-out', 'bundle.p7b')
    const source = await serving(() => authority.octets('bundle.p7b'))
    const certificates = await fetchIssuerCertificates(source.url, { fetcher: source.fetcher })
    expect(certificates.map(({ subject }) => subject.text)).toEqual([root.subject.text, leaf.subject.text])
  })

  it('gets time stamps from openssl over what it asked for', async () => {
    authority.issue('tsa', 'stamp')
    writeFileSync(authority.file('ts.cnf'), [
      '[tsa]', 'default_tsa = t', '[t]', 'serial = tsserial', 'signer_cert = tsa.crt', 'signer_key = tsa.key', 'default_policy = 1.2.3.4', 'other_policies = 1.2.3.5',
      'digests = sm3, sha256', 'signer_digest = sha256', 'ess_cert_id_alg = sha256', '',
    ].join('\n'))
    let spoil: (request: Uint8Array) => Uint8Array = (request) => request
    const tsa = await serving(({ body }) => {
      writeFileSync(authority.file('q.tsq'), spoil(body))
      authority.ask('ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'q.tsq', '-out', 'r.tsr')
      return authority.octets('r.tsr')
    })
    const octets = new TextEncoder().encode('what is to be stamped')
    writeFileSync(authority.file('query.der'), encodeTimeStampRequest({ oid: '1.2.156.10197.1.401', digest: sm3(octets) }, new Uint8Array(16).fill(0xff), '1.2.3.5'))
    const { said } = authority.ask('ts', '-query', '-in', 'query.der', '-text')
    expect(said).toMatch(/Hash Algorithm: sm3/)
    expect(said).toMatch(/Policy OID: 1\.2\.3\.5/)
    expect(said).toMatch(/Certificate required: yes/)
    expect(said).toMatch(/Nonce: 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF/)
    // The command cannot sign time stamps with SM2.
    if (kind === 'SM2') return
    for (const hash of ['SM3', 'SHA-256'] as const) {
      const token = await fetchTimeStamp(octets, tsa.url, { fetcher: tsa.fetcher, hash, policy: '1.2.3.5' })
      const { facts } = await checkTimeStamp(token, { imprints: [{ what: 'octets', octets }], anchors: [trustAnchorOf(root)], budget })
      expect(facts).toMatchObject({ imprint: 'octets', policy: '1.2.3.5' })
    }
    expect(tsa.seen[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/timestamp-query' } })

    const other = new TextEncoder().encode('something else')
    const about = (text: Uint8Array, nonce: number, policy?: string) => (): Uint8Array =>
      encodeTimeStampRequest({ oid: '1.2.156.10197.1.401', digest: sm3(text) }, new Uint8Array(16).fill(nonce), policy)
    const refused = (options: { readonly policy?: string } = {}): Promise<Record<string, string | number>> =>
      refusalOf(fetchTimeStamp(octets, tsa.url, { fetcher: tsa.fetcher, random: (length) => new Uint8Array(length).fill(7), ...options }))
    spoil = about(other, 7)
    expect(await refused()).toEqual({ code: 'ONLINE_RESPONSE_UNUSABLE', host: HOST, answer: 'TIME_STAMP_IMPRINT_MISMATCH' })
    spoil = about(octets, 8)
    expect(await refused()).toMatchObject({ answer: 'TIME_STAMP_NONCE_MISMATCH' })
    spoil = about(octets, 7)
    await fetchTimeStamp(octets, tsa.url, { fetcher: tsa.fetcher, random: (length) => new Uint8Array(length).fill(7) })
    expect(await refused({ policy: '1.2.3.5' })).toMatchObject({ answer: 'other policy' })
    // The authority does not know this one: its response says so and holds no token.
    spoil = about(octets, 7, '1.2.3.9')
    expect(await refused({ policy: '1.2.3.9' })).toMatchObject({ answer: 'TIME_STAMP_NOT_GRANTED' })
  })
})

describe('fetchTrustList', () => {
  it('gets text, and judges nothing in it', async () => {
    const list = await serving(() => 'eyJhbGciOiJTTTIifQ.e30.AAAA 信任列表')
    expect(await fetchTrustList(list.url, { fetcher: list.fetcher })).toBe('eyJhbGciOiJTTTIifQ.e30.AAAA 信任列表')
  })

  it('refuses octets that are no text, and more of it than any list has', async () => {
    const bad = await serving(() => Uint8Array.of(0x22, 0xff, 0x22))
    expect(await refusalOf(fetchTrustList(bad.url, { fetcher: bad.fetcher }))).toEqual({ code: 'ONLINE_RESPONSE_UNUSABLE', host: HOST, answer: 'not UTF-8' })
    const large = await serving(() => 'a'.repeat(4 * 1024 * 1024 + 1))
    expect(await refusalOf(fetchTrustList(large.url, { fetcher: large.fetcher }))).toMatchObject({ code: 'ONLINE_RESPONSE_TOO_LARGE' })
  })
})
