/** `yinxin token` for selectively disclosed credentials, through the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Step } from '../../src/diagnostics/step.ts'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { issueStatusList, sdJwtToJson } from '../../src/identity/index.ts'
import { jwkOf, jwkThumbprint, sm2Signer } from '../../src/jose/index.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-sd-jwt-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const put = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const [issuerSecret, holderSecret] = [new Uint8Array(32).fill(0x11), new Uint8Array(32).fill(0x12)]
const ISSUER_KEY = put('issuer.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(issuerSecret)))
const HOLDER_KEY = put('holder.key', toPem('PRIVATE KEY', encodeSm2Pkcs8(holderSecret)))
const HOLDER = put('holder.jwk', JSON.stringify(jwkOf(sm2PublicKeyOf(holderSecret))))
const JWKS = put('issuer.jwks', JSON.stringify({ keys: [{ ...jwkOf(sm2PublicKeyOf(issuerSecret)), kid: await jwkThumbprint(sm2PublicKeyOf(issuerSecret)) }] }))
const ISS = 'https://license.example.gov.cn'
const [TYPE, AUTHORITY, URI] = ['11100000000013338W011', '11330000MB0000000X', `${ISS}/status/1`]
const license = { typeCode: TYPE, number: '2026000001', validFrom: '2026-03-02', validTo: '2031-03-01', issuers: [{ name: '东海省行政审批局', code: AUTHORITY }], holders: [{ name: '林样例' }] }
const CLAIMS = put('claims.json', JSON.stringify({ iss: ISS, vct: `urn:yinxin:license-type:${TYPE}`, exp: 1_900_000_000, status: { status_list: { idx: 3, uri: URI } }, license }))
const list = async (name: string, value: number): Promise<string> => put(name, `${await issueStatusList({
  signer: await sm2Signer(issuerSecret), uri: URI, bits: 2, size: 100, statuses: [[3, value]], issuedAt: new Date('2026-05-31T00:00:00Z'),
})}\n`)

const { out: issued, err } = await yinxin(['token', 'issue', '--key', ISSUER_KEY, '--claims', CLAIMS, '--disclosable', 'license.number,license.holders.*.name', '--holder', HOLDER, '--decoys', '2'])
if (err !== '') throw new Error(err)
const CREDENTIAL = issued.trim()
const BINDING = ['--audience', 'urn:example:window', '--nonce', 'n-1']
const present = (...words: readonly string[]): Promise<Said> => yinxin(['token', 'present', CREDENTIAL, ...words])
const { out: presented } = await present('--disclose', 'license.holders.*.name', '--key', HOLDER_KEY, ...BINDING)
const RULES = ['--jwks', JWKS, '--issuer', ISS, '--type', TYPE, '--authority', AUTHORITY, '--algorithms', 'SM2-SM3']
const verify = async (token: string, ...words: readonly string[]): Promise<Said> =>
  yinxin(['token', 'verify', '-', ...RULES, ...words, '--status-list', await list('valid.jwt', 0)], { stdin: new TextEncoder().encode(token) })

describe('yinxin token with a credential', () => {
  it('0 for a presentation, without what it says of persons', async () => {
    const said = await verify(presented, ...BINDING)
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/^✓ Token accepted/)
    expect(said.out).toContain('✓ status')
    expect(said.out).toContain('the presenter proved')
    expect(said.out).not.toMatch(/林样例|2026000001/)
    const machine = JSON.parse((await verify(presented, ...BINDING, '--json')).out) as object
    expect(machine).toMatchObject({ accepted: true, heldByPresenter: true, withheld: expect.arrayContaining(['license', 'cnf', 'status']) as unknown })
    const revealed = await verify(presented, ...BINDING, '--reveal', '--json')
    expect(JSON.parse(revealed.out)).toMatchObject({ claims: { license: { holders: [{ name: '林样例' }] } }, withheld: [] })
    expect(revealed.out).not.toContain('2026000001')
    expect((await verify(sdJwtToJson(presented.trim()), ...BINDING)).code).toBe(0)
  })

  it('1 for what is wrong, 2 for what cannot be said', async () => {
    const answers = async (...words: readonly string[]): Promise<readonly [number, string | undefined]> => {
      const { code, out } = await yinxin(['token', 'verify', presented.trim(), ...words, '--json'])
      const { steps } = JSON.parse(out) as { readonly steps: Readonly<Record<string, Step>> }
      return [code, Object.values(steps).flatMap(({ diagnostics }) => diagnostics).find(({ severity }) => severity === 'error')?.code]
    }
    const valid = ['--status-list', await list('valid.jwt', 0)]
    expect(await answers(...RULES, '--audience', 'urn:example:window', '--nonce', 'n-2', ...valid)).toEqual([1, 'SD_JWT_KEY_BINDING_MISMATCH'])
    expect(await answers(...RULES, ...BINDING, '--time', '2026-06-01T00:10:00Z', ...valid)).toEqual([1, 'SD_JWT_KEY_BINDING_TIME'])
    expect(await answers(...RULES.map((word) => (word === AUTHORITY ? 'other' : word)), ...BINDING, ...valid)).toEqual([1, 'LICENSE_CREDENTIAL_AUTHORITY'])
    expect(await answers(...RULES, ...BINDING, '--status-list', await list('revoked.jwt', 1))).toEqual([1, 'SD_JWT_STATUS_INVALID'])
    expect(await answers(...RULES, ...BINDING)).toEqual([2, 'SD_JWT_STATUS_LIST_MISSING'])
    expect(await answers(...RULES, '--unbound', ...valid)).toEqual([2, 'SD_JWT_KEY_BINDING_UNEXPECTED'])
    const other = ['--jwks', JWKS, '--issuer', ISS, '--type', 'urn:example:other', '--algorithms', 'SM2-SM3']
    expect(await answers(...other, ...BINDING, ...valid)).toEqual([1, 'SD_JWT_TYPE_MISMATCH'])
  })

  it('3 where it cannot run', async () => {
    const [verifying, issuing] = [['verify', CREDENTIAL, ...RULES], ['issue', '--key', ISSUER_KEY, '--claims', CLAIMS]]
    for (const [problem, words] of [
      ['with --audience and --nonce, or say with --unbound', verifying], ['with --audience and --nonce, or say with --unbound', [...verifying, ...BINDING, '--unbound']], ['--audience is missing', [...verifying, '--nonce', 'n']],
      ['--authority is missing', [...verifying.filter((word) => !['--authority', AUTHORITY].includes(word)), '--unbound']], ['no option --profile', [...verifying, '--unbound', '--profile', 'cn-relay']],
      ['--type urn:x has no option --authority', [...verifying.map((word) => (word === TYPE ? 'urn:x' : word)), '--unbound']], ['hashes must be names', [...verifying, '--unbound', '--hashes', 'md5']],
      ['no option --type', ['verify', 'a.b.c', ...RULES, '--unbound']], ['nowhere: No such file', [...verifying, '--unbound', '--status-list', join(folder, 'nowhere')]],
      ['no such claim: name', [...issuing, '--disclosable', 'name']], ['cannot be hidden: iss', [...issuing, '--disclosable', 'iss']],
      ['JWK_INVALID', [...issuing, '--disclosable', 'license', '--holder', CLAIMS]], ['no option --decoys', [...issuing, '--decoys', '2']],
      ['--disclose is missing', ['present', CREDENTIAL]], ['has the name iss', ['present', CREDENTIAL, '--disclose', 'iss']], ['--key is missing', ['present', CREDENTIAL, '--disclose', 'all', ...BINDING]],
      ['a presentation with a proof is no credential', ['present', presented.trim(), '--disclose', 'none']], ['SD_JWT_MALFORMED', ['present', 'x', '--disclose', 'all']],
      ['SD_JWT_DISCLOSURE_INVALID', ['decode', `${CREDENTIAL}x~`]],
    ] as const) {
      const { code, out, err: said } = await yinxin(['token', ...words])
      expect({ words, code, out }).toEqual({ words, code: 3, out: '' })
      expect(said).toMatch(/^yinxin: /)
      expect(said).toContain(problem)
      expect(said).not.toMatch(/defect|林样例|2026000001/)
    }
  })

  it('decode says what can be disclosed, and that nothing was verified', async () => {
    const { code, out } = await yinxin(['token', 'decode', CREDENTIAL])
    expect(code).toBe(0)
    expect(out).toMatch(/^What follows was not verified/)
    expect(out).toContain('disclosures: license.holders.0.name, license.number')
    expect(out).not.toMatch(/林样例|2026000001/)
    expect(JSON.parse((await yinxin(['token', 'decode', presented.trim(), '--json', '--reveal'])).out)).toMatchObject({
      verified: false, keyBinding: true, hash: 'sha-256', disclosures: ['license.holders.0.name'], claims: { license: { holders: [{ name: '林样例' }] } },
    })
  })

  it('signs a status list that revokes it', async () => {
    const sign = (statuses: unknown, ...words: readonly string[]): Promise<Said> =>
      yinxin(['token', 'status-list', '--key', ISSUER_KEY, '--uri', URI, '--statuses', put('statuses.json', JSON.stringify(statuses)), ...words])
    const answers = async (statuses: unknown, ...words: readonly string[]): Promise<number> => {
      const { out, err: said } = await sign(statuses, '--issuer', ISS, '--time', '2026-05-31T00:00:00Z', ...words)
      expect(said).toBe('')
      return (await yinxin(['token', 'verify', presented.trim(), ...RULES, ...BINDING, '--status-list', put('signed.jwt', out)])).code
    }
    expect(await answers({ 2: 'INVALID' })).toBe(0)
    expect(await answers({ 3: 'INVALID' }, '--bits', '1', '--size', '50')).toBe(1)
    expect(await answers({ 3: 'SUSPENDED' })).toBe(2)
    expect(await answers({ 3: 9 }, '--bits', '4')).toBe(2)
    expect(await answers({}, '--expires', '2026-05-31T12:00:00Z')).toBe(2)
    expect(await answers({}, '--ttl', '60')).toBe(2)
    for (const [problem, statuses, ...words] of [
      ['is wrong: {"42": "INVALID"}', []], ['is wrong: x', { x: 'INVALID' }], ['is wrong: 3', { 3: 'GONE' }], ['does not fit 2 bits', { 3: 4 }], ['not in the list', { 200_000: 1 }],
      ['--bits 3', {}, '--bits', '3'], ['--size 0', {}, '--size', '0'], ['no option --disclose', {}, '--disclose', 'all'],
    ] as const) {
      const { code, out, err: said } = await sign(statuses, ...words)
      expect({ statuses, code, out }).toEqual({ statuses, code: 3, out: '' })
      expect(said).toContain(problem)
    }
  })

  it('presents all, nothing, and into a file', async () => {
    expect((await present('--disclose', 'all')).out.trim().split('~')).toHaveLength(4)
    expect((await present('--disclose', 'none')).out.trim().split('~')).toHaveLength(2)
    const out = join(folder, 'presentation.txt')
    expect(await present('--disclose', 'all', '--out', out)).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(out, 'utf8')).toMatch(/~\n$/)
    expect((await present('--disclose', 'all', '--out', out)).code).toBe(3)
  })
})
