/** A client of a mock service with a clock, chance and waits that tests hold in their hands. */
import { sm2Encrypt, sm2GenerateKey } from '../../src/crypto/index.ts'
import { buildLicenseIdentifier } from '../../src/identifier/index.ts'
import { SHARING_PROFILES, SharingClient, USE_CODE_FIELDS, mockSharingService, sm2Opener } from '../../src/license/index.ts'
import type { MockLicense, MockSharingOptions, SharingClientOptions, SharingProfile, UsePurpose } from '../../src/license/index.ts'

export const AUTHORITY = '11330000ABCD1234XM'
export const TYPE = `${AUTHORITY}001`
export const PERSON = '110101190001010014'
export const identifierOf = (serial: string, version = 1): string => buildLicenseIdentifier({ typeCode: TYPE, issuer: AUTHORITY, serial, version })
export const IDENTIFIER = identifierOf('A1')
export const FACE = { holder: '测试甲', holderCode: PERSON, certNo: 'NO-1' } as const
export const LICENSE: MockLicense = {
  identifier: IDENTIFIER, typeCode: TYPE, name: '某某测试证照', holderCode: PERSON, holderType: '111', face: FACE, file: new Uint8Array([1, 2, 3]), qr: 'qr-1',
}
export const PURPOSE: UsePurpose = { basis: 'STATUTORY', cause: '办理登记', system: '某某办事系统', businessNumber: 'B-1', itemCode: 'ITEM', itemName: '某某事项' }
/** Everything that any profile has, in the clear: for what is the same in all. */
export const ALL: SharingProfile = {
  ...SHARING_PROFILES.shandong, id: 'all', sealed: 'none',
  operations: {
    ...SHARING_PROFILES.gtmap.operations, ...SHARING_PROFILES.shandong.operations,
    useCodeByDuty: { ...USE_CODE_FIELDS.useCodeByDuty, path: 'auth' }, useCodeByDelegation: { ...USE_CODE_FIELDS.useCodeByDelegation, path: 'entrust' },
    faceByUseCode: { ...USE_CODE_FIELDS.faceByUseCode, path: 'face' },
  },
  head: { success: ['0'], codes: { ...SHARING_PROFILES.shandong.head.codes, 16: { kind: 'busy' } } },
}

export interface SharingWorld {
  now: number
  readonly sent: { readonly url: string; readonly body: { readonly head: unknown; readonly data: Readonly<Record<string, unknown>> } }[]
  readonly slept: number[]
  /** What comes instead of the service's answers, until there is none left. */
  readonly instead: ((init: RequestInit) => Response | Promise<Response>)[]
  readonly client: SharingClient
  readonly mock: ReturnType<typeof mockSharingService>
}

export function sharingWorld(profile: SharingProfile = ALL, mock: Partial<MockSharingOptions> = {}, client: Partial<SharingClientOptions> = {}): SharingWorld {
  const url = 'https://sharing.example.cn/api'
  const { privateKey, publicKey } = sm2GenerateKey()
  const state = { now: Date.parse('2026-06-01T12:00:00Z'), sent: [] as SharingWorld['sent'], slept: [] as number[], instead: [] as SharingWorld['instead'] }
  const common = { profile, accessId: 'id', accessToken: 'token', now: () => new Date(state.now) }
  const service = mockSharingService(url, { ...common, licenses: [LICENSE], seal: (content) => sm2Encrypt(publicKey, content), openHolderCode: (code) => code.replace('sealed:', ''), ...mock })
  const send = async (address: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const body = init.body as Uint8Array
    state.sent.push({ url: address as string, body: JSON.parse(new TextDecoder().decode(body)) as SharingWorld['sent'][number]['body'] })
    const other = state.instead.shift()
    if (other !== undefined) return other(init)
    const answer = service({ method: init.method ?? 'GET', url: address as string, body })
    return new Response(answer.body as BodyInit, { status: answer.status, headers: answer.headers })
  }
  const made = new SharingClient({
    ...common, url, fetch: send, random: () => 0.5, sleep: (ms) => { state.slept.push(ms); return Promise.resolve() }, open: sm2Opener(privateKey), sealHolderCode: (code) => `sealed:${code}`,
    ...client,
  })
  return Object.assign(state, { client: made, mock: service })
}

export const answer = (status: string | number, data?: unknown): (() => Response) => () => Response.json({ head: { status, message: 'm' }, data })
