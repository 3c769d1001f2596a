/** `yinxin verify --online` with sources on a loopback server. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toPem } from '../../src/encoding/pem.ts'
import type { ValidationReport } from '../../src/index.ts'
import { yinxin } from '../cli/terminal.ts'
import { OnlineWorld } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-online-cli-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const world = await OnlineWorld.create()
const here = `http://localhost:${world.server.port}/ca.crl`
const { bytes } = await world.seal({ crl: [here] })
const [seal, root, ca] = ['seal.esl', 'root.pem', 'ca.pem'].map((name) => join(folder, name)) as [string, string, string]
writeFileSync(seal, bytes)
writeFileSync(root, toPem('CERTIFICATE', world.root.certificate.bytes))
writeFileSync(ca, toPem('CERTIFICATE', world.ca.certificate.bytes))
world.answers.set('/ca.crl', await world.crl())

const LOOPBACK = ['--allow-address', '127.0.0.0/8', '::1']
const HOSTS = ['--allow-host', `localhost:${world.server.port}`]
const verify = (...words: readonly string[]): ReturnType<typeof yinxin> =>
  yinxin(['verify', seal, '--trust', root, '--certs', ca, '--time', '2026-06-01T00:00:00Z', ...words])

describe('yinxin verify --online', () => {
  it('asks nobody unless it is told to', async () => {
    const { code, out } = await verify()
    expect(code).toBe(2)
    expect(out).toContain('REVOCATION_NO_EVIDENCE')
    expect(world.asked()).toEqual([])
  })

  it('accepts with what it fetched, and the report says what that was', async () => {
    const { code, out } = await verify('--online', ...HOSTS, ...LOOPBACK, '--json')
    const { report } = JSON.parse(out) as { report: ValidationReport }
    expect(report.signatures[0]?.steps.makerRevocation?.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'ONLINE_EVIDENCE_FETCHED', params: { kind: 'CRL', host: 'localhost' } }))
    expect(code).toBe(0)
    expect(world.asked()).toEqual(['/ca.crl'])
    expect((await verify('--online', ...HOSTS, ...LOOPBACK)).out).toContain('ONLINE_EVIDENCE_FETCHED')
    world.asked()
  })

  it('asks once for all files of a run, and not at all for what a folder holds', async () => {
    const more = join(folder, 'more.esl')
    writeFileSync(more, bytes)
    expect((await verify('--online', ...HOSTS, ...LOOPBACK, '--', more)).code).toBe(0)
    expect(world.asked()).toEqual(['/ca.crl'])
    const cache = join(folder, 'cache')
    expect((await verify('--online', ...HOSTS, ...LOOPBACK, '--cache', cache)).code).toBe(0)
    expect(readdirSync(cache)).toHaveLength(1)
    expect((await verify('--online', ...HOSTS, ...LOOPBACK, '--cache', cache)).out).toContain('ONLINE_EVIDENCE_CACHED')
    expect(world.asked()).toEqual(['/ca.crl'])
  })

  it('SSRF: does not go where it was not allowed to', async () => {
    const elsewhere = await verify('--online', '--allow-host', 'crl.example.cn')
    expect(elsewhere.code).toBe(2)
    expect(elsewhere.out).toContain('ONLINE_HOST_NOT_ALLOWED')
    const inside = await verify('--online', ...HOSTS)
    expect(inside.code).toBe(2)
    expect(inside.out).toContain('ONLINE_ADDRESS_REFUSED')
    expect(world.asked()).toEqual([])
  })

  it.each([
    ['no hosts', ['--online'], /--online wants --allow-host/],
    ['hosts without --online', ['--allow-host', 'a.example'], /--allow-host goes with --online only/],
    ['a folder without --online', ['--cache', 'x'], /--cache goes with --online only/],
    ['everything', ['--online', '--allow-host', '*'], /cannot be used \(not a host that can be allowed: \*\)/],
    ['an address that is none', ['--online', '--allow-host', 'a.example', '--allow-address', '10.0.0.0/99'], /10\.0\.0\.0\/99/],
  ])('says what is wrong with %s', async (_, words, text) => {
    const { code, err } = await verify(...words)
    expect(code).toBe(3)
    expect(err).toMatch(text)
  })

  it('is explained, in both languages', async () => {
    expect((await yinxin(['verify', '--help'])).out).toContain('--allow-host HOST...')
    expect((await yinxin(['verify', '--help'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('--allow-host 主机...')
  })
})
