/** What a receiving province decides by: its signed lists and the rules of its matters, dated from the license. */
import { sm2PublicKeyOf, sm3 } from '../crypto/index.ts'
import { toHex } from '../encoding/octets.ts'
import { buildUscc } from '../identifier/index.ts'
import { keyToPem } from '../jose/index.ts'
import type { MatterRules, RecognitionList, RecognitionPolicy } from '../recognition/index.ts'
import { PROVINCE_EAST } from './declarations.ts'
import type { CertificateDeclaration } from './declarations.ts'
import { testKey } from './identity.ts'
import type { Identity } from './identity.ts'
import { signedList } from './trust-lists.ts'
import type { ForgedWorld } from './world.ts'

/** 东海省, which issues, and 西岭省, where the license is presented. No such codes are assigned. */
export const EAST = '980100'
export const WEST = '980200'

/** Matters of 西岭省, by what is to be tried with them. */
export const MATTERS = {
  /** Recognized; the level of assurance is 2, which the holder's token has. */
  branch: 'WEST-BRANCH',
  /** Recognized; the level of assurance is 3: the presenter must step up. */
  supply: 'WEST-SUPPLY',
  /** Recognized until the agreement was repealed, a month before the license is presented. */
  pilot: 'WEST-PILOT',
} as const

/** An authority of 东海省 with a genuine seal that may not issue licenses of this type. */
export const CULTURE = { name: '东海省文化和旅游厅', uscc: buildUscc('11980100', '00000505') } as const
const CULTURE_TYPE = `${buildUscc('11980000', '00000606')}001`

export function cultureAuthority({ times: { at } }: ForgedWorld): CertificateDeclaration {
  return {
    id: 'east-culture', commonName: CULTURE.name, organization: CULTURE.name, province: PROVINCE_EAST,
    issuer: 'east-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: ['digitalSignature', 'nonRepudiation'],
    note: 'Signing certificate of an authority that is competent for other licenses.',
  }
}

const OPERATOR_KEY_ID = 'operator of recognition lists'

/** PEM of the key that verifies the lists. */
export const listOperatorPem = ({ seed }: ForgedWorld): string => keyToPem(sm2PublicKeyOf(testKey(seed, OPERATOR_KEY_ID)))

type ListContent = RecognitionList extends infer List ? List extends RecognitionList ? Pick<List, 'kind' | 'entries'> : never : never

/** The four lists as compact JWS, by kind. */
export function listTextsOf(world: ForgedWorld, culture: Identity): Readonly<Record<RecognitionList['kind'], string>> {
  const { license, parties, seed, times } = world
  const instant = (text: string): string => times.at(text).toISOString().replace('.000Z', 'Z')
  const digest = ({ certificate }: Pick<Identity, 'certificate'>): string => toHex(sm3(certificate))
  const since = instant('2024-01-01T00:00:00Z')
  const active = [{ status: 'active', since }] as const
  const inForce = { status: 'inForce', since: instant('2025-01-01T00:00:00Z') } as const
  const region = { from: [EAST], to: [WEST], types: [license.typeCode] } as const
  const maker = parties.find(({ id }) => id === 'east-seal-maker')
  const signed = (zh: string, territory: string, content: ListContent): string => signedList(seed, OPERATOR_KEY_ID, 'recognition-list+jws', {
    schema: 1, id: `urn:example:recognition:${content.kind}`, sequence: 3, issuedAt: instant('2026-05-01T00:00:00Z'), nextUpdate: instant('2026-11-01T00:00:00Z'),
    operator: { name: { zh: '样例国家政务服务管理机构', en: 'Specimen National Administration of Government Services' }, territory: 'CN' },
    scheme: { name: { zh }, territory }, ...content,
  } satisfies RecognitionList)
  return {
    issuers: signed('样例颁发机构名录', EAST, {
      kind: 'issuers',
      entries: [
        {
          uscc: license.authorityCode, name: license.authority, territory: EAST, history: active, competences: [{ types: [license.typeCode], areas: [EAST], from: since }],
          seals: [{ certificates: [digest(world.identity('east-authority'))], from: since }],
        },
        {
          uscc: CULTURE.uscc, name: CULTURE.name, territory: EAST, history: active, competences: [{ types: [CULTURE_TYPE], areas: [EAST], from: since }],
          seals: [{ certificates: [digest(culture)], from: since }],
        },
      ],
    }),
    sealMakers: signed('样例制章机构名录', 'CN', {
      kind: 'sealMakers',
      entries: [{ id: 'east', name: { zh: maker?.organization ?? '' }, territory: EAST, certificates: [digest(world.identity('east-seal-maker'))], history: active }],
    }),
    licenseTypes: signed('样例证照类型名录', 'CN', {
      kind: 'licenseTypes', entries: [{ code: license.typeCode, name: { zh: license.name }, required: ['ZZBH'], history: [{ status: 'current', since }] }],
    }),
    agreements: signed('样例互认清单', 'CN', {
      kind: 'agreements',
      entries: [
        { id: 'east-west-food', name: { zh: '东海省与西岭省证照互认协议（样例）' }, document: '样例互认〔2025〕1号', ...region, matters: [MATTERS.branch, MATTERS.supply], history: [inForce] },
        {
          id: 'east-west-pilot', name: { zh: '东海省与西岭省网络餐饮备案互认试点（样例）' }, document: '样例互认〔2025〕2号', ...region, matters: [MATTERS.pilot],
          history: [inForce, { status: 'repealed', since: instant('2026-05-01T00:00:00Z') }],
        },
      ],
    }),
  }
}

const RULES: MatterRules = {
  level: 2, authenticationMaximumAge: 3600, statusMaximumAge: 3600, purposes: ['HOLDER_CONSENT', 'DELEGATION'], statutes: [], jointHolders: 'all', agents: true,
  copies: true, expiryGraceDays: 0, sealMakers: 'listed', evidence: ['document', 'status', 'presenter', 'authorization'], promise: false, levels: {},
}

/** The rules of 西岭省. */
export const WEST_RULES: RecognitionPolicy = {
  id: 'specimen-west',
  description: { zh: '西岭省（样例）互认规则', en: 'Rules of 西岭省 (specimen)' },
  levels: {},
  matters: [
    { code: MATTERS.branch, name: { zh: '食品经营者跨省开设分店登记（样例）', en: 'Registration of a branch by a food business of another province (specimen)' }, ...RULES },
    { code: MATTERS.supply, name: { zh: '学校食堂供货商备案（样例）', en: 'Filing as a supplier of school canteens (specimen)' }, ...RULES, level: 3 },
    { code: MATTERS.pilot, name: { zh: '网络餐饮经营备案（样例）', en: 'Filing of an online catering business (specimen)' }, ...RULES },
  ],
}
