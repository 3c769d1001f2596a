/** The examples of docs/identity.md and docs/sd-jwt.md do what they show, and the documents name what there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import * as identity from '../../src/identity/index.ts'
import * as jose from '../../src/jose/index.ts'
import { IDENTITY_PROFILE_IDS } from '../../src/identity/profiles/index.ts'
import { LICENSE_PERSONAL_CLAIMS, SD_JWT_STEP_NAMES, TOKEN_STEP_NAMES } from '../../src/identity/index.ts'

const documentOf = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')

/** What the first example of a document says. */
async function saidBy(document: string): Promise<unknown[][]> {
  const code = (/```ts\n([^]*?)```/.exec(document)?.[1] ?? '').replaceAll(/^import (\{[^}]*\}) from '(yinxin\/\w+)'$/gm, "const $1 = modules['$2']")
  const said: unknown[][] = []
  // The document is our own: its example is run as it stands.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  await new Function('modules', 'console', `return (async () => { ${code} })()`)({ 'yinxin/identity': identity, 'yinxin/jose': jose }, { log: (...words: unknown[]) => said.push(words) })
  return said
}

describe('docs/identity.md', () => {
  const document = documentOf('identity.md')

  it('shows a token that is accepted', async () => {
    const said = await saidBy(document)
    expect(said).toHaveLength(1)
    expect(said[0]?.[0]).toBe('user-0001')
  })

  it('shows replay guards that are ones, of whatever client there is', async () => {
    const said: string[][] = []
    const client = { sendCommand: (words: readonly string[]) => Promise.resolve(said.push([...words]) === 1 ? 'OK' : null) }
    const code = /`(redisReplayGuard\(\{ set:[^`]*)`/.exec(document)?.[1]?.replaceAll('\n', ' ') ?? ''
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const guard = new Function('redisReplayGuard', 'client', `return ${code}`)(identity.redisReplayGuard, client) as identity.ReplayGuard
    const [now, until] = [new Date(0), new Date(1500)]
    expect([await guard.first('k', until, now), await guard.first('k', until, now)]).toEqual([true, false])
    expect(said[0]).toEqual(['SET', 'k', '1', 'PX', '1500', 'NX'])
    expect(document).toContain('memoryReplayGuard({ capacity: 50_000 })')
    expect(() => identity.memoryReplayGuard({ capacity: 50_000 })).not.toThrow()
  })

  it('shows how attributes that came with SM2 and SM4-GCM are opened', async () => {
    const secret = new Uint8Array(32).fill(4)
    const privateJwk = JSON.stringify({ ...jose.jwkOf(sm2PublicKeyOf(secret)), d: toBase64Url(secret) })
    const code = [...document.matchAll(/```ts\n([^]*?)```/g)].map(([, one]) => one as string).find((one) => one.includes('decryptJwe'))?.replace(/^import .*$/m, '') ?? ''
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    const open = await new Function('decryptJwe', 'decryptionKeyFromJwk', 'privateJwk', `return (async () => { ${code}\nreturn open })()`)(jose.decryptJwe, jose.decryptionKeyFromJwk, privateJwk) as (sealed: string) => Promise<string>
    expect(await open(jose.encryptSm2Jwe(toUtf8('{"name":"示例人"}'), sm2PublicKeyOf(secret)))).toBe('{"name":"示例人"}')
  })

  it('names every step', () => {
    expect(TOKEN_STEP_NAMES.filter((name) => !document.includes(`\`${name}\``))).toEqual([])
  })
})

describe('docs/sd-jwt.md', () => {
  const document = documentOf('sd-jwt.md')

  it('shows a license of which the holder shows the name alone', async () => {
    expect(JSON.parse(JSON.stringify(await saidBy(document)))).toEqual([[[{ name: '林样例' }], null, true]])
  })

  it('names every step, and what is hidden of a license', () => {
    expect(SD_JWT_STEP_NAMES.filter((name) => !document.includes(`\`${name}\``))).toEqual([])
    const [, hidden] = /Hidden by default \(`LICENSE_PERSONAL_CLAIMS`\): ([^.]*)\./.exec(document.replaceAll('\n', ' ')) ?? []
    expect(hidden).toBe('number, identifier, name, code and type of code of every holder, all extensions')
    expect(LICENSE_PERSONAL_CLAIMS.map((path) => (path as readonly (string | null)[]).slice(1).map((part) => part ?? '*').join('.'))).toEqual(['number', 'identifier', 'holders.*.name', 'holders.*.code', 'holders.*.codeType', 'extensions.*'])
  })
})

describe('docs/identity-profiles.md', () => {
  it('lists every platform with the confidence that its profile states, which docs/standards.md explains', () => {
    const rows = [...documentOf('identity-profiles.md').matchAll(/^\| (`cn-[^|]*) \|[^|]*\| ([A-D])[;:]? ?[^|]*\|$/gm)]
    const listed = rows.flatMap(([, ids = '', confidence]) => [...ids.matchAll(/`([\w-]+)`/g)].map(([, id]) => [id, confidence]))
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(IDENTITY_PROFILE_IDS.map((id) => [id, identity.identityProfile(id)?.evidence.confidence])))
    for (const confidence of ['A', 'B', 'C', 'D']) expect(documentOf('standards.md')).toContain(`**${confidence}** `)
  })

  it('has the table of levels as the schemes have it', () => {
    const columns = [['CN-GD'], ['CN-ZJ'], ['EIDAS'], ['ISO-29115'], ['NIST-IAL', 'NIST-AAL']] as const
    for (const norm of [0, 1, 2, 3, 4]) {
      const cells = columns.map((ids) => ids.flatMap((id) => identity.LEVEL_SCHEMES[id].values.filter((one) => one.norm <= norm && norm <= (one.upTo ?? one.norm)).map(({ raw }) => raw.split('/').at(-1))).join(', '))
      expect(documentOf('identity-profiles.md').replaceAll(/ +/g, ' ')).toContain(`| ${[norm, ...cells].join(' | ')} |`.replaceAll(/ +/g, ' '))
    }
  })
})
