/** `yinxin evidence` and `yinxin rejudge`, through the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { encodeEvidence, openEvidence, reportDigest } from '../../src/evidence/index.ts'
import { keyToPem } from '../../src/jose/index.ts'
import { policyPreset } from '../../src/policy/index.ts'
import { FIXTURES } from '../verify/world.ts'
import { yinxin } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-evidence-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const path = (name: string): string => join(folder, name)
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content)
  return path(name)
}
const secret = new Uint8Array(32).fill(0x11)
const KEY = put('archive.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(secret)))
const PUBLIC = put('archive.pem', keyToPem(sm2PublicKeyOf(secret)))
const LICENSE = join(FIXTURES, 'ofd', 'accepted', 'gbt-38540-2020', 'input.ofd')
const CERTIFICATES = join(FIXTURES, 'world', 'certificates')
const ROOT = join(CERTIFICATES, 'national-root.pem')
const MATERIALS = ['--trust', ROOT, '--certs', join(CERTIFICATES, 'east-ca.pem'), join(CERTIFICATES, 'west-ca.pem')]

describe('yinxin evidence', () => {
  it('keeps what the verdict rests on, and rejudge gives the same verdict from it', async () => {
    const out = path('license.evidence')
    expect(await yinxin(['evidence', LICENSE, ...MATERIALS, '--key', KEY, '--out', out])).toMatchObject({ code: 0 })
    const again = await yinxin(['rejudge', out, '--bundle-key', PUBLIC])
    expect(again.code).toBe(0)
    expect(again.out).toContain('The verdict is that of then: TOTAL_PASSED.')
    expect(again.out).toContain('octet for octet')
    expect((await yinxin(['rejudge', out, '--bundle-key', PUBLIC], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('结论与当时一致')
  })

  it('says what another trust, policy or time changes', async () => {
    const out = path('unsigned.evidence')
    await yinxin(['evidence', LICENSE, ...MATERIALS, '--out', out])
    const other = await yinxin(['rejudge', out, '--trust', join(CERTIFICATES, 'impostor-root.pem')])
    expect(other.code).toBe(2)
    expect(other.out).toContain('signatures 0 signerCertificate: PASSED -> INDETERMINATE')
    const archive = await yinxin(['rejudge', out, '--trust', ROOT, '--policy', 'archive', '--now', '--json'])
    expect(archive.code).toBe(2)
    expect(JSON.parse(archive.out)).toMatchObject({ sameVerdict: false, report: { policy: { id: 'archive' }, accepted: false } })
  })

  it('takes the document from elsewhere where only the digest is kept', async () => {
    const out = path('light.evidence')
    await yinxin(['evidence', LICENSE, ...MATERIALS, '--without-document', '--out', out])
    expect((JSON.parse(readFileSync(out, 'utf8')) as { document: object }).document).not.toHaveProperty('content')
    expect(await yinxin(['rejudge', out, '--trust', ROOT])).toMatchObject({ code: 3, err: expect.stringContaining('BUNDLE_DOCUMENT_ABSENT') as string })
    expect(await yinxin(['rejudge', out, '--trust', ROOT, '--document', LICENSE])).toMatchObject({ code: 0 })
  })

  it('writes nothing over what is there, and nothing without a name', async () => {
    const there = put('there', 'x')
    expect(await yinxin(['evidence', LICENSE, ...MATERIALS, '--out', there])).toMatchObject({ code: 3, err: expect.stringContaining('was not overwritten') as string })
    expect(readFileSync(there, 'utf8')).toBe('x')
    expect(await yinxin(['evidence', LICENSE, ...MATERIALS])).toMatchObject({ code: 3, err: expect.stringContaining('--out') as string })
  })
})

describe('yinxin rejudge', () => {
  it('takes no bundle\'s word for whom to trust', async () => {
    const out = path('word.evidence')
    await yinxin(['evidence', LICENSE, ...MATERIALS, '--out', out])
    expect(await yinxin(['rejudge', out])).toMatchObject({ code: 3, err: expect.stringContaining('--bundle-key') as string })
    expect(await yinxin(['rejudge', out, '--bundle-key', PUBLIC])).toMatchObject({ code: 3, err: expect.stringContaining('BUNDLE_UNSIGNED') as string })
  })

  it('takes no bundle\'s word for what to overlook: attack: a file that was added to, in a bundle with a policy that lets it pass', async () => {
    const added = join(FIXTURES, 'ofd', 'references', 'page-not-covered', 'input.ofd')
    const levels = { OFD_VISIBLE_NOT_COVERED: 'info', OFD_ROOT_REDIRECTABLE: 'info' }
    const lenient = put('lenient.json', JSON.stringify({ ...policyPreset('cn-gov-2025'), id: 'lenient', levels }))
    const out = path('added.evidence')
    expect(await yinxin(['evidence', added, ...MATERIALS, '--policy', lenient, '--out', out, '--key', KEY])).toMatchObject({ code: 0 })
    const unsigned = put('added.json', encodeEvidence((await openEvidence(readFileSync(out))).bundle))
    expect(await yinxin(['rejudge', unsigned, '--trust', ROOT])).toMatchObject({ code: 1, out: expect.stringContaining('OFD_VISIBLE_NOT_COVERED') as string })
    expect(await yinxin(['rejudge', out, '--trust', ROOT, '--bundle-key', PUBLIC])).toMatchObject({ code: 0 })
  })

  it('shows no text of a bundle as a conclusion', async () => {
    const out = path('words.evidence')
    await yinxin(['evidence', LICENSE, ...MATERIALS, '--out', out])
    const { bundle } = await openEvidence(readFileSync(out))
    const written = (change: object): string => {
      const report = { ...bundle.report, ...change }
      return put('written.evidence', encodeEvidence({ ...bundle, report, reportSm3: reportDigest(report) }))
    }
    const shown = await yinxin(['rejudge', written({ container: { conclusion: '\u001b[2JPASSED' } }), '--trust', ROOT])
    expect([shown.code, shown.out.includes('\u001b[2J'), shown.out.includes('container: - -> PASSED')]).toEqual([0, false, true])
    expect(await yinxin(['rejudge', written({ indication: '\u001b[2J' }), '--trust', ROOT])).toMatchObject({ code: 3, err: expect.stringContaining('BUNDLE_MALFORMED') as string })
  })

  it('says what is no bundle', async () => {
    expect(await yinxin(['rejudge', put('no.json', '{"a":1}'), '--trust', ROOT])).toMatchObject({ code: 3, err: expect.stringMatching(/\[(?:JWS_NOT_RECOGNIZED|BUNDLE_[A-Z_]+)\]\n$/) as string })
    expect(await yinxin(['rejudge', LICENSE, '--trust', ROOT])).toMatchObject({ code: 3, err: expect.stringMatching(/\[(?:JWS_NOT_RECOGNIZED|BUNDLE_[A-Z_]+)\]\n$/) as string })
    expect(await yinxin(['rejudge', path('nowhere'), '--trust', ROOT])).toMatchObject({ code: 3, err: expect.stringContaining('No such file') as string })
  })
})
