/** `yinxin assess --status URL`: a sharing service on this machine is asked, and no other host; what it does not say leaves the status open. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LICENSE, SEALS } from '../../fixtures/generate/scene.ts'
import { SHARING_PROFILES, mockSharingService } from '../../src/license/index.ts'
import type { MockLicense } from '../../src/license/index.ts'
import type { AssessmentReport } from '../../src/recognition/assess.ts'
import { CONTEXT } from '../recognition/world.ts'
import { pack } from '../document/ofd/ofd-builder.ts'
import { inDocInfo } from '../license/packages.ts'
import { signOfd } from '../../src/sign/ofd/index.ts'
import { signerOf } from '../sign/party.ts'
import { counterFiles, fixture } from './counter-files.ts'
import { runningAuthority } from './running-authority.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-assess-status-'))
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const HELD: MockLicense = {
  identifier: LICENSE.identifier, typeCode: LICENSE.typeCode, name: LICENSE.name, holderCode: LICENSE.holderCode, holderType: '001', state: '0',
  face: { holder: LICENSE.holder, holderCode: LICENSE.holderCode, certNo: LICENSE.number },
}
let licenses: MockLicense[] = [HELD]
let failing: number | undefined
let asked = 0
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    asked += 1
    if (failing !== undefined) {
      response.writeHead(failing).end()
      return
    }
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sharing`
    const service = mockSharingService(base, { profile: { ...SHARING_PROFILES.gtmap, holderCodes: 'plain' }, accessId: 'window-1', accessToken: 'secret', licenses, now: () => CONTEXT.time })
    const answer = service({ method: request.method ?? 'GET', url: `${base}${(request.url ?? '').slice('/sharing'.length)}`, body: new Uint8Array(Buffer.concat(chunks)) })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sharing`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const CONFIGURATION = {
  profile: 'gtmap', accessId: 'window-1', accessToken: put('token.secret', 'secret\n'), holderCodes: 'plain', face: { holderCode: 'CZZTDM', certNo: 'ZZBH', holder: 'CZZT' },
  purpose: { cause: '办理样例事项', system: '样例窗口系统', businessNumber: 'B-1' }, attempts: 1,
}
const OPTIONS = await counterFiles(folder)
let memories = 0
async function assess(change: Readonly<Record<string, string | undefined>> = {}, { file = fixture('ofd/accepted/gbt-38540-2020/input.ofd'), configuration = CONFIGURATION, env = {} }: { file?: string; configuration?: object; env?: Record<string, string> } = {}): Promise<Said> {
  memories += 1
  const all: Readonly<Record<string, string | undefined>> = {
    ...OPTIONS, used: join(folder, `used-${memories}`), status: url, sharing: put('sharing.json', JSON.stringify(configuration)), 'allow-host': new URL(url).host, 'allow-address': '127.0.0.1', ...change,
  }
  return yinxin(['assess', file, ...Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])), '--json', '--lang', 'en'], { env: { LANG: 'C', ...env } })
}
const reportOf = ({ out }: Said): AssessmentReport => JSON.parse(out) as AssessmentReport
const stepOf = (said: Said): unknown => reportOf(said).decision?.steps.find(({ name }) => name === 'status')

describe('yinxin assess --status URL', () => {
  it('asks the sharing service: the answer counts', async () => {
    const valid = await assess()
    expect(valid.err).toBe('')
    expect(reportOf(valid).status).toEqual({ conclusion: 'PASSED', facts: null, diagnostics: [] })
    expect(stepOf(valid)).toMatchObject({ conclusion: 'PASSED' })
    expect(valid.out).not.toContain('secret')
    licenses = [{ ...HELD, state: '2' }]
    expect(stepOf(await assess())).toMatchObject({ conclusion: 'FAILED', diagnostics: [{ code: 'LST_SUSPENDED' }] })
  })

  it('leaves the status open where the service has no answer', async () => {
    licenses = []
    const unknown = await assess()
    expect([unknown.code, reportOf(unknown).status, stepOf(unknown)]).toMatchObject([2, { diagnostics: [{ code: 'SHARING_NOT_FOUND' }] }, { diagnostics: [{ code: 'LST_UNKNOWN' }] }])
    licenses = [HELD]
    failing = 503
    expect(reportOf(await assess()).status).toMatchObject({ diagnostics: [{ code: 'SHARING_UNAVAILABLE', params: { cause: 'busy' } }] })
    failing = undefined
    expect(reportOf(await assess({ 'allow-address': undefined })).status).toMatchObject({ diagnostics: [{ code: 'SHARING_UNAVAILABLE' }] })
  })

  it('asks nobody that is not allowed, and nobody about a document that failed', async () => {
    const before = asked
    expect(reportOf(await assess({ 'allow-host': 'elsewhere.example.cn' })).status).toMatchObject({ diagnostics: [{ code: 'SHARING_UNAVAILABLE' }] })
    expect(reportOf(await assess({}, { file: put('broken.ofd', readFileSync(fixture('ofd/accepted/gbt-38540-2020/input.ofd')).subarray(0, 900)) })).status).toBeUndefined()
    expect(asked).toBe(before)
  })

  it('takes the access token from the environment too', async () => {
    licenses = [HELD]
    const configuration = { ...CONFIGURATION, accessToken: undefined }
    expect(stepOf(await assess({}, { configuration, env: { YINXIN_SHARING_TOKEN: 'secret' } }))).toMatchObject({ conclusion: 'PASSED' })
    expect(reportOf(await assess({}, { configuration, env: { YINXIN_SHARING_TOKEN: 'wrong' } })).status).toMatchObject({ diagnostics: [{ code: 'SHARING_REFUSED' }] })
    expect(await assess({}, { configuration })).toMatchObject({ code: 3, out: '', err: expect.stringContaining('YINXIN_SHARING_TOKEN') as string })
  })

  it.each([
    ['no configuration', { sharing: undefined }, {}, /--sharing/],
    ['no host', { 'allow-host': undefined, 'allow-address': undefined }, {}, /--allow-host/],
    ['a configuration for no service', { status: undefined }, {}, /--status/],
    ['a profile that is none', {}, { profile: 'nowhere' }, /sharing\.json/],
    ['a face without the holder', {}, { face: { certNo: 'ZZBH' } }, /sharing\.json/],
    ['numbers of holders that must be encrypted', {}, { holderCodes: undefined }, /sealHolderCode/],
  ])('3 for %s', async (_, change, configuration, problem) => {
    const { code, out, err } = await assess(change, { configuration: { ...CONFIGURATION, ...configuration } })
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(problem)
  })
})

describe('with yinxin dev-authority', () => {
  it('asks the service that it has, in both ways of speaking', async () => {
    const dir = join(folder, 'world')
    interface World { readonly origin: string; readonly sharing: { readonly services: Readonly<Record<string, string>>; readonly accessId: string; readonly accessToken: string; readonly key: string; readonly licenses: readonly { readonly identifier: string; readonly typeCode: string; readonly holderCode: string; readonly face: Readonly<Record<string, string>> }[] } }
    const { world, end } = await runningAuthority(dir)
    const { services, accessId, accessToken, key, licenses: [license] } = (world as World).sharing
    if (license === undefined) throw new RangeError('no license')
    const document = await signOfd(pack(inDocInfo([
      ['ZZMC', '某某测试证照'], ['ZZLXDM', license.typeCode], ['ZZBH', license.face['certNo'] ?? ''], ['ZZBS', license.identifier], ['ZZBFJG', LICENSE.authority], ['ZZBFJGDM', '11330000ABCD1234XM'],
      ['ZZBFRQ', '20260302'], ['CZZT', license.face['holder'] ?? ''], ['CZZTDM', license.holderCode], ['CZZTDMLX', '公民身份号码'], ['CZZTDMLXDM', '111'], ['ZZYXQQSRQ', '20260302'], ['ZZYXQJZRQ', '20310301'],
    ])), { signer: signerOf('east-authority'), seal: SEALS['east-2020'].bytes, stamps: [{ page: 1, boundary: [100, 200, 42, 42] }], time: new Date('2026-03-02T02:30:00Z'), protect: 'all' })
    const file = put('dev.ofd', document.bytes)
    for (const profile of ['gtmap', 'shandong'] as const) {
      const service = services[profile] ?? ''
      const configuration = { ...CONFIGURATION, profile, accessId, accessToken: join(dir, accessToken), key: join(dir, key), ...(profile === 'shandong' && { holderCodes: undefined }) }
      const said = await assess({ status: service, 'allow-host': new URL(service).host }, { file, configuration })
      expect(reportOf(said).document?.accepted).toBe(true)
      expect(reportOf(said).status).toMatchObject({ conclusion: 'PASSED' })
      expect(stepOf(said)).toMatchObject({ conclusion: 'PASSED' })
    }
    expect((await end()).code).toBe(0)
  }, 60_000)
})
