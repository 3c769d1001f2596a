/** A development authority as the clients of `online/` see it, for each algorithm; and what it writes. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { FolderNotEmptyError, startDevAuthority } from '../../../src/node/dev-authority/index.ts'
import { fetchCrl, fetchIssuerCertificates, fetchOcspResponse, fetchTimeStamp } from '../../../src/online/index.ts'
import { checkRevocation, checkTimeStamp, parseCertificate } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { SIGNER_PURPOSE, trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import { openPrivateKey } from '../../../src/sign/keys/index.ts'
import { memorySigner } from '../../../src/sign/index.ts'
import { certificatesOf } from '../../../src/trust/index.ts'
import { codes, levelOf } from '../../pki/revocation/world.ts'
import { devAuthority, fetcherOf, newFolder, revoke } from './world.ts'

const read = (bytes: Uint8Array): Certificate => parseCertificate(bytes, { budget: new Budget() })
const octetsOf = (folder: string, name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))

interface About {
  readonly origin: string
  readonly authority: { readonly tsaPolicy: string; readonly parties: Readonly<Record<string, { readonly certificate: string; readonly key: string; readonly serialNumber: string }>> }
}

describe.each(['sm2', 'rsa', 'ecdsa'] as const)('a development authority with %s keys', async (algorithm) => {
  const authority = await devAuthority({ algorithm })
  const { world } = authority
  const fetcher = fetcherOf(authority)
  const [root, ca] = [read(world.root.certificate), read(world.ca.certificate)]
  const party = (name: string): Certificate => read(world.parties.find((one) => one.name === name)?.certificate ?? new Uint8Array(0))
  const url = (path: string): string => `${world.origin}${path}`

  it('writes keys that fit their certificates, for the owner alone, and says where all is', async () => {
    const about = JSON.parse(readFileSync(join(world.folder, 'world.json'), 'utf8')) as About
    expect(about.origin).toBe(world.origin)
    expect(Object.keys(about.authority.parties)).toEqual(['root', 'ca', 'signer', 'signer-encryption', 'seal-maker', 'tsa', 'ocsp-responder'])
    for (const { certificate, key, serialNumber } of Object.values(about.authority.parties)) {
      const { privateKey } = await openPrivateKey(octetsOf(world.folder, key))
      const { certificates } = memorySigner(privateKey, { certificates: certificatesOf(octetsOf(world.folder, certificate)) })
      expect(BigInt(serialNumber)).toBe(read(certificates[0] as Uint8Array).serialNumber)
      expect(statSync(join(world.folder, key)).mode & 0o077).toBe(0)
    }
    expect(readdirSync(world.folder).includes('seal.esl')).toBe(algorithm === 'sm2')
  })

  it('gives issuers, lists and responses that make a path good, and revoked while it runs', async () => {
    const signer = party('signer')
    const issuers = await fetchIssuerCertificates(url('/ca.cer'), { fetcher })
    expect((await fetchIssuerCertificates(url('/root.cer'), { fetcher }))[0]?.bytes).toEqual(root.bytes)
    const state = async (): Promise<readonly string[]> => {
      const crls = [await fetchCrl(url('/root.crl'), { fetcher }), await fetchCrl(url('/ca.crl'), { fetcher })]
      const responses = await Promise.all((['GET', 'POST'] as const).map((method) =>
        fetchOcspResponse(url('/ocsp'), { certificate: signer, issuer: ca }, { fetcher, method, nonce: 'required', hash: algorithm === 'sm2' ? 'SM3' : 'SHA-1' })))
      const time = world.now()
      const { facts } = await validatePath(signer, { anchors: [trustAnchorOf(root)], intermediates: issuers, time, purpose: SIGNER_PURPOSE, budget: new Budget() })
      if (facts === undefined) throw new Error('no path')
      const by = async (evidence: object): Promise<string> => (await checkRevocation(facts.path, { time, budget: new Budget(), ...evidence })).facts?.certificates[0]?.status ?? 'none'
      return Promise.all([by({ crls: crls.map(({ bytes }) => bytes) }), ...responses.map(({ bytes }) => by({ ocspResponses: [bytes] }))])
    }
    expect(await state()).toEqual(['good', 'good', 'good'])
    revoke(authority, '# nobody yet\n\n')
    expect(await state()).toEqual(['good', 'good', 'good'])
    revoke(authority, `signer keyCompromise ${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z # lost\n`)
    expect(await state()).toEqual(['revoked', 'revoked', 'revoked'])
    revoke(authority, `0x${signer.serialNumber.toString(16)}\nca superseded\n`)
    const [list, again] = [await fetchCrl(url('/ca.crl'), { fetcher }), await fetchCrl(url('/ca.crl'), { fetcher })]
    expect([list.entries.count, list.entries.find(signer)[0]?.reason]).toEqual([1, 'unspecified'])
    // A line without a time means when it was first seen, and goes on meaning that.
    expect(again.entries.find(signer)[0]?.revocationDate).toEqual(list.entries.find(signer)[0]?.revocationDate)
    expect(again.cRLNumber ?? 0n).toBeGreaterThan(list.cRLNumber ?? 0n)
    const above = await fetchCrl(url('/root.crl'), { fetcher })
    expect([above.entries.count, above.entries.find(ca)[0]?.reason]).toEqual([1, 'superseded'])
    revoke(authority, '')
  })

  it('knows nobody whom it did not certify', async () => {
    const response = await fetchOcspResponse(url('/ocsp'), { certificate: ca, issuer: ca }, { fetcher })
    expect(response.basicResponse?.responses[0]?.certStatus.kind).toBe('unknown')
    const later = await world.issue('later', 'signer')
    const known = await fetchOcspResponse(url('/ocsp'), { certificate: read(later.certificate), issuer: ca }, { fetcher })
    expect(known.basicResponse?.responses[0]?.certStatus.kind).toBe('good')
  })

  it('stamps times that verify, and refuses another policy', async () => {
    const octets = new TextEncoder().encode('some document')
    const token = await fetchTimeStamp(octets, url('/tsa'), { fetcher, hash: algorithm === 'sm2' ? 'SM3' : 'SHA-256' })
    const { facts, findings } = await checkTimeStamp(token, { imprints: [{ what: 'document', octets }], anchors: [trustAnchorOf(root)], intermediates: [], budget: new Budget() })
    expect(Math.abs((facts?.genTime.getTime() ?? 0) - Date.now())).toBeLessThan(10_000)
    expect(['none', 'info'], codes(findings).join(' ')).toContain(levelOf(findings))
    await expect(fetchTimeStamp(octets, url('/tsa'), { fetcher, policy: '1.2.3' })).rejects.toMatchObject({ code: 'ONLINE_RESPONSE_UNUSABLE' })
  })
})

describe('a development authority', () => {
  it('tells nobody that all is well while it cannot read what is revoked', async () => {
    const errors: unknown[] = []
    const authority = await devAuthority({ onError: (error) => { errors.push(error) } })
    const { world } = authority
    const fetcher = fetcherOf(authority)
    for (const text of ['nobody', 'root', 'signer removeFromCRL', 'signer yesterday', 'signer 2026-13-01T00:00:00Z', 'signer 2026-01-01T00:00:00']) {
      revoke(authority, text)
      await expect(fetchCrl(`${world.origin}/ca.crl`, { fetcher }), text).rejects.toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE' })
      const [signer, issuer] = [read(world.parties[1]?.certificate as Uint8Array), read(world.ca.certificate)]
      await expect(fetchOcspResponse(`${world.origin}/ocsp`, { certificate: signer, issuer }, { fetcher }), text).rejects.toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE' })
    }
    expect(errors.map((error) => (error as Error).name)).toEqual(new Array(12).fill('RevocationFileError'))
  })

  it('answers requests that are none as the protocols have it', async () => {
    const { world } = await devAuthority({ algorithm: 'ecdsa' })
    const post = async (path: string, type: string, body: Uint8Array<ArrayBuffer>): Promise<number[]> =>
      [...new Uint8Array(await (await fetch(`${world.origin}${path}`, { method: 'POST', headers: { 'content-type': type }, body })).arrayBuffer())]
    const malformed = [0x30, 3, 0x0a, 1, 1]
    expect(await post('/ocsp', 'application/ocsp-request', Uint8Array.of(1, 2))).toEqual(malformed)
    expect([...new Uint8Array(await (await fetch(`${world.origin}/ocsp/not*base64`)).arrayBuffer())]).toEqual(malformed)
    // badDataFormat is bit 5 of PKIFailureInfo.
    expect((await post('/tsa', 'application/timestamp-query', Uint8Array.of(0x30, 0))).slice(-4)).toEqual([3, 2, 2, 4])
    expect((await fetch(`${world.origin}/tsa`)).status).toBe(405)
  })

  it('runs other services beside it, which find its parties and say what they have', async () => {
    const { world } = await devAuthority({
      services: [async (there) => {
        const { name } = await there.issue('platform', 'signer')
        return { name: 'greeting', routes: [{ method: 'GET', path: '/hello', handle: () => ({ body: `from ${name}` }) }], about: { hello: `${there.origin}/hello` }, files: { 'hello.txt': 'hello' } }
      }],
    })
    expect(await (await fetch(`${world.origin}/hello`)).text()).toBe('from platform')
    expect(JSON.parse(readFileSync(join(world.folder, 'world.json'), 'utf8'))).toMatchObject({ greeting: { hello: `${world.origin}/hello` } })
    expect(readFileSync(join(world.folder, 'hello.txt'), 'utf8')).toBe('hello')
    await expect(world.issue('platform', 'signer')).rejects.toThrow(TypeError)
  })

  it('overwrites nothing, and holds no port when it could not start', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'precious'), '')
    await expect(startDevAuthority({ folder })).rejects.toThrow(FolderNotEmptyError)
    expect(readdirSync(folder)).toEqual(['precious'])
    const { world } = await devAuthority({ algorithm: 'ecdsa' })
    await expect(startDevAuthority({ folder: newFolder(), port: Number(new URL(world.origin).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(startDevAuthority({ folder: newFolder(), algorithm: 'dsa' as 'rsa' })).rejects.toThrow(TypeError)
    const port = Number(new URL(world.origin).port) === 20_001 ? 20_002 : 20_001
    const failing = (): never => { throw new Error('no service') }
    await expect(startDevAuthority({ folder: newFolder(), port, services: [failing] })).rejects.toThrow('no service')
    await (await startDevAuthority({ folder: newFolder(), port, algorithm: 'ecdsa' })).close()
  })
})
