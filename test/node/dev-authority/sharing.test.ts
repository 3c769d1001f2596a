/** The sharing services of a development authority, asked over loopback. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fromHex } from '../../../src/encoding/octets.ts'
import { SHARING_PROFILES, SharingClient, SharingStatusSource, sm2Opener } from '../../../src/license/index.ts'
import { devAuthority } from './world.ts'

interface About {
  readonly sharing: {
    readonly services: Readonly<Record<string, string>>; readonly accessId: string; readonly accessToken: string; readonly key: string
    readonly licenses: readonly { readonly identifier: string; readonly typeCode: string; readonly holderCode: string; readonly holderType: string; readonly face: Readonly<Record<string, string>> }[]
  }
}

it('answers in each profile to whoever has its token', async () => {
  const { world: { folder } } = await devAuthority({ algorithm: 'ecdsa' })
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const { sharing } = JSON.parse(text('world.json')) as About
  for (const [id, profile] of Object.entries(SHARING_PROFILES)) {
    const client = (accessToken: string): SharingClient => new SharingClient({
      profile, url: sharing.services[id] ?? '', fetch, accessId: sharing.accessId, accessToken, now: () => new Date(), random: () => 0, sleep: () => Promise.resolve(),
      open: sm2Opener(fromHex(text(sharing.key)) as Uint8Array), sealHolderCode: (code) => code,
    })
    const ask = (accessToken: string): Promise<unknown[]> => {
      const source = new SharingStatusSource({ client: client(accessToken), purpose: { basis: 'STATUTORY', cause: 'test', system: 'test', businessNumber: '1' } })
      return Promise.all(sharing.licenses.map((license) => source.statusOf(license)))
    }
    expect(await ask(text(sharing.accessToken))).toMatchObject([{ status: { statuses: ['VALID'] } }, { status: { statuses: ['REVOKED_ANNULLED', 'CANCELLED', 'EXPIRED', 'TRANSFERRED_OUT', 'REVOKED_PENALTY'] } }])
    expect(await ask('guess')).toMatchObject(new Array(2).fill({ problem: { code: 'SHARING_REFUSED' } }))
  }
})
