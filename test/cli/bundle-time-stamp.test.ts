/** `--tsa` of bundles: the token beside the file is over its octets, and proves nothing of others. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { policyPreset, trustStore } from '../../src/index.ts'
import { verifyTimeStamp } from '../../src/verify/index.ts'
import { runningAuthority } from './running-authority.ts'
import { yinxin } from './terminal.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'yinxin-bundle-stamp-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const fixture = (path: string): string => join(ROOT, 'fixtures', path)

it('yinxin evidence --tsa has a development authority confirm the bundle', async () => {
  const { world: { origin }, end } = await runningAuthority(join(folder, 'world'))
  const out = join(folder, 'license.evidence')
  const words = ['evidence', fixture('ofd/accepted/gbt-38540-2020/input.ofd'), '--trust', fixture('world/certificates/national-root.pem'), '--certs', fixture('world/certificates/east-ca.pem'), '--out', out]
  const said = await yinxin([...words, '--tsa', `${origin}/tsa`, '--allow-host', new URL(origin).host, '--allow-address', '127.0.0.1'])
  expect(said).toMatchObject({ code: 0, err: expect.stringContaining(`${out}.tsr`) as string })
  const fetched = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(`${origin}${path}`)).arrayBuffer())
  const options = {
    trust: trustStore({ anchors: [await fetched('/root.cer')] }), policy: policyPreset('cn-gov-2025'), certificates: [await fetched('/ca.cer')],
    evidence: { crls: [await fetched('/root.crl'), await fetched('/ca.crl')] }, validationTime: new Date('2026-06-01T00:00:00Z'),
  }
  const token = new Uint8Array(readFileSync(`${out}.tsr`))
  const octets = new Uint8Array(readFileSync(out))
  expect((await verifyTimeStamp(token, octets, options)).time?.toISOString()).toBe('2026-06-01T00:00:00.000Z')
  expect((await verifyTimeStamp(token, octets.subarray(1), options)).time).toBeUndefined()
  // Neither is written over, and nothing is asked without a host.
  for (const [problem, ...options] of [['exists and was not overwritten', '--allow-host', new URL(origin).host, '--allow-address', '127.0.0.1'], ['--allow-host', '--force']] as const) {
    expect(await yinxin([...words, '--tsa', `${origin}/tsa`, ...options])).toMatchObject({ code: 3, out: '', err: expect.stringContaining(problem) as string })
  }
  expect((await end()).code).toBe(0)
}, 60_000)
