/** Lists that cover a part (RFC 5280 5.2.5): by point, by reasons, of other issuers. Judged by our verifier and by openssl. */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPem } from '../../../src/encoding/pem.ts'
import { Budget } from '../../../src/limits.ts'
import { checkRevocation } from '../../../src/pki/index.ts'
import { SIGNER_PURPOSE, trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import { issueCertificate, makeCrl } from '../../../src/sign/authority/index.ts'
import type { CrlInput, DistributionPointInput } from '../../../src/sign/authority/index.ts'
import { OPENSSL, Workspace } from '../../crypto/openssl.ts'
import { FROM, NEXT, PERIOD, TIME, code, newKey, read, signerOf, worldOf } from './world.ts'
import type { World } from './world.ts'

const [A, B] = ['http://crl.example/a', 'http://crl.example/b']

// OpenSSL 3.0 verifies lists with an empty SM2 user id: it judges the ECDSA ones.
describe.each(['SM2', 'P-256'] as const)(`lists of an authority with %s keys${OPENSSL ? '' : ' (without the word of openssl: no such command)'}`, (kind) => {
  let world: World
  const workspace = new Workspace()
  beforeAll(async () => { world = await worldOf(kind) })
  afterAll(() => { workspace.remove() })

  const issued = (crls: readonly DistributionPointInput[]): Promise<Uint8Array> =>
    issueCertificate({ ...PERIOD, profile: 'signer', subject: [['CN', 'Named']], publicKey: world.good.key.publicKey, signer: world.ca.signer, crls })
  const list = (certificate: Uint8Array, more: Partial<CrlInput>): Promise<Uint8Array> => makeCrl({
    signer: world.ca.signer, number: 7n, thisUpdate: TIME, nextUpdate: NEXT,
    entries: [{ serialNumber: read(certificate).serialNumber, revocationDate: FROM, reason: 'keyCompromise' }], ...more,
  })

  async function ours(certificate: Uint8Array, crls: readonly Uint8Array[], certificates: readonly Uint8Array[] = []): Promise<string | undefined> {
    const { facts } = await validatePath(read(certificate), {
      anchors: [trustAnchorOf(read(world.root.certificate))], intermediates: [read(world.ca.certificate)], time: TIME, purpose: SIGNER_PURPOSE, budget: new Budget(),
    })
    if (facts === undefined) throw new Error('no path')
    return (await checkRevocation(facts.path, { time: TIME, budget: new Budget(), crls, certificates: certificates.map(read) })).facts?.certificates[0]?.status
  }

  /** `good`, or what openssl says instead. */
  function openssls(certificate: Uint8Array, crls: readonly Uint8Array[], certificates: readonly Uint8Array[] = []): string {
    const pem = (name: string, ...all: readonly Uint8Array[]): string => workspace.put(name, all.map((one) => toPem(name.endsWith('.crl') ? 'X509 CRL' : 'CERTIFICATE', one)).join(''))
    const { stdout, stderr } = spawnSync('openssl', [
      'verify', '-crl_check', '-extended_crl', '-x509_strict', '-attime', String(TIME.getTime() / 1000), '-CAfile', pem('root.pem', world.root.certificate),
      '-untrusted', pem('more.pem', world.ca.certificate, ...certificates), '-CRLfile', pem('lists.crl', ...crls), pem('leaf.pem', certificate),
    ], { encoding: 'utf8' })
    return stdout.includes(': OK') ? 'good' : /lookup: (.*)$/m.exec(stderr)?.[1] ?? stderr
  }
  const judged = async (...given: Parameters<typeof ours>): Promise<readonly (string | undefined)[]> =>
    [await ours(...given), ...(OPENSSL && kind !== 'SM2' ? [openssls(...given)] : [])]
  const outcome = (here: string, there: string): readonly string[] => (OPENSSL && kind !== 'SM2' ? [here, there] : [here])

  it('by point: the list of a point speaks for the certificates that name it', async () => {
    const certificate = await issued([[A]])
    expect(await judged(certificate, [await list(certificate, { scope: { distributionPoint: [A] } })])).toEqual(outcome('revoked', 'certificate revoked'))
    expect(await judged(certificate, [await list(certificate, { entries: [], scope: { distributionPoint: [A], only: 'userCerts' } })])).toEqual(outcome('good', 'good'))
    expect(await judged(certificate, [await list(certificate, { entries: [], scope: { distributionPoint: [B] } })])).toEqual(outcome('unknown', 'different CRL scope'))
    expect(await judged(certificate, [await list(certificate, { entries: [], scope: { distributionPoint: [A], only: 'cACerts' } })])).toEqual(outcome('unknown', 'different CRL scope'))
  })

  it('by reasons: only all together say good', async () => {
    const [some, others] = [[1, 2], [3, 4, 5, 6, 7, 8]]
    const certificate = await issued([{ urls: [A], reasons: some }, { urls: [B], reasons: others }])
    const first = await list(certificate, { entries: [], scope: { distributionPoint: [A], onlySomeReasons: some } })
    const second = await list(certificate, { entries: [], scope: { distributionPoint: [B], onlySomeReasons: others } })
    expect(await ours(certificate, [first])).toBe('unknown')
    expect(await judged(certificate, [first, second])).toEqual(outcome('good', 'good'))
    const revoked = await list(certificate, { scope: { distributionPoint: [A], onlySomeReasons: some } })
    expect(await judged(certificate, [revoked, second])).toEqual(outcome('revoked', 'certificate revoked'))
  })

  it('indirect: of another issuer, which the certificate names', async () => {
    const key = await newKey(kind)
    const name = [['CN', 'Lists']] as const
    const issuer = await issueCertificate({ ...PERIOD, profile: 'crlIssuer', subject: name, publicKey: key.publicKey, signer: world.ca.signer })
    const signer = signerOf(kind, key, [issuer])
    const certificate = await issued([{ urls: [A], crlIssuer: name }])
    const { serialNumber, issuer: ca } = read(certificate)
    const scope = { distributionPoint: [A], indirectCRL: true }
    const of = (entries: CrlInput['entries']): Promise<Uint8Array> => list(certificate, { signer, scope, entries })
    const entry = { serialNumber, revocationDate: FROM }
    expect(await judged(certificate, [await of([{ ...entry, certificateIssuer: ca.bytes }])], [issuer])).toEqual(outcome('revoked', 'certificate revoked'))
    // The same number, of a certificate of the list's own issuer.
    expect(await judged(certificate, [await of([entry])], [issuer])).toEqual(outcome('good', 'good'))
    // The issuer of an entry holds for those after it.
    expect(await judged(certificate, [await of([{ ...entry, serialNumber: 99n, certificateIssuer: ca.bytes }, entry])], [issuer])).toEqual(outcome('revoked', 'certificate revoked'))
  })

  it('are refused where they make no sense', async () => {
    const certificate = await issued([[A]])
    const entry = { serialNumber: 5n, revocationDate: FROM } as const
    for (const more of [
      { scope: { onlySomeReasons: [0] } }, { scope: { onlySomeReasons: [] } }, { entries: [entry, entry] }, { entries: [{ ...entry, certificateIssuer: [['CN', 'x']] }] },
      { entries: [{ ...entry, reason: 'removeFromCRL' }] }, { number: -1n }, { baseNumber: 8n }, { nextUpdate: TIME },
    ] as const) expect(await code(() => list(certificate, more)), Object.keys(more).join()).toBe('TypeError')
    expect(await code(() => issued([{ urls: [A], reasons: [9] }]))).toBe('TypeError')
  })
})
