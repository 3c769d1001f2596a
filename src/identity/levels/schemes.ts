/**
 * Levels of assurance of platforms and countries against the scale of 0 to 4, as data with its sources. Where a source
 * puts a value beside several levels, the lowest counts: `upTo` says how far it may reach, for people to read. Where it
 * puts pairs (IAL and AAL), they are taken apart so that the lower of the two gives the pair's level.
 */
import type { NormLevel } from './levels.ts'

/** As in docs/standards.md: A primary text; B code or documents of implementations; C secondary text; D our decision. */
export type Confidence = 'A' | 'B' | 'C' | 'D'

export const LEVEL_SCHEME_IDS = [
  'CN', 'CN-GD', 'CN-ZJ', 'EIDAS', 'ISO-29115', 'NIST-IAL', 'NIST-AAL',
] as const
export type LevelSchemeId = (typeof LEVEL_SCHEME_IDS)[number]

export interface SchemeValue {
  readonly raw: string
  readonly norm: NormLevel
  /** The highest level beside which a source puts the value. @default norm */
  readonly upTo?: NormLevel
  readonly meaning: { readonly zh: string; readonly en: string }
}

export interface LevelScheme {
  readonly id: LevelSchemeId
  readonly name: { readonly zh: string; readonly en: string }
  /** What its values speak of. */
  readonly covers: 'identity-proofing' | 'authenticator' | 'both'
  readonly values: readonly SchemeValue[]
  /** Where the values are from. */
  readonly source: string
  readonly confidence: Confidence
  /** How sure the mapping to our scale is; none of these mappings is anybody's standard. */
  readonly mappingConfidence: Confidence
}

const value = (raw: string, norm: NormLevel, zh: string, en: string, upTo?: NormLevel): SchemeValue =>
  Object.freeze({ raw, norm, meaning: Object.freeze({ zh, en }), ...(upTo !== undefined && { upTo }) })

const scheme = (one: LevelScheme): LevelScheme => Object.freeze({ ...one, name: Object.freeze(one.name), values: Object.freeze(one.values) })

export const LEVEL_SCHEMES: Readonly<Record<LevelSchemeId, LevelScheme>> = Object.freeze({
  CN: scheme({
    id: 'CN', name: { zh: '可信身份等级（本软件标识）', en: 'Levels of identity assurance, named by this package' }, covers: 'both',
    values: ([0, 1, 2, 3, 4] as const).map((norm) => value(`urn:cn:zwfw:loa:${norm}`, norm, `第 ${norm} 级`, `level ${norm}`)),
    source: 'names of this package; the criteria of the national standard for levels of identity were not at hand', confidence: 'D', mappingConfidence: 'D',
  }),
  'CN-GD': scheme({
    id: 'CN-GD', name: { zh: '广东省统一身份认证账号可信等级', en: 'Guangdong, creditable level of account' }, covers: 'identity-proofing',
    values: [
      value('L0', 0, '未核验', 'not verified'), value('L1', 1, '实名', 'real name'), value('L2', 2, '实名，本人核验', 'real name, person verified'),
      value('L3', 3, '最高等级', 'the highest level'),
    ],
    source: 'code of implementations: creditable_level_of_account; L0 is not verified, from L1 on names are real', confidence: 'B', mappingConfidence: 'D',
  }),
  'CN-ZJ': scheme({
    id: 'CN-ZJ', name: { zh: '浙江政务服务网实名等级', en: 'Zhejiang, real-name level' }, covers: 'identity-proofing',
    values: [value('1', 0, '非实名', 'no real name'), value('2', 1, '初级实名', 'elementary real name', 2), value('3', 2, '高级实名', 'advanced real name', 3)],
    source: 'code of implementations: authlevel; real-name fields are valid at 2 and 3 only', confidence: 'B', mappingConfidence: 'D',
  }),
  EIDAS: scheme({
    id: 'EIDAS', name: { zh: '欧盟 eIDAS 保证级别', en: 'eIDAS levels of assurance' }, covers: 'both',
    values: [
      value('http://eidas.europa.eu/LoA/low', 1, '低', 'low'), value('http://eidas.europa.eu/LoA/substantial', 2, '较高', 'substantial'),
      value('http://eidas.europa.eu/LoA/high', 3, '高', 'high', 4),
    ],
    source: 'Regulation (EU) No 910/2014 article 8; Implementing Regulation (EU) 2015/1502', confidence: 'C', mappingConfidence: 'D',
  }),
  'ISO-29115': scheme({
    id: 'ISO-29115', name: { zh: 'ISO/IEC 29115 保证级别', en: 'ISO/IEC 29115 levels of assurance' }, covers: 'both',
    values: [
      value('LoA1', 0, '低', 'low'), value('LoA2', 1, '中', 'medium'), value('LoA3', 2, '高', 'high'), value('LoA4', 3, '很高', 'very high', 4),
    ],
    source: 'ISO/IEC 29115:2013 clause 6', confidence: 'C', mappingConfidence: 'D',
  }),
  'NIST-IAL': scheme({
    id: 'NIST-IAL', name: { zh: 'NIST 身份核验级别', en: 'NIST identity assurance levels' }, covers: 'identity-proofing',
    values: [value('IAL1', 0, '自述', 'self-asserted', 1), value('IAL2', 2, '远程或当面核验', 'proven remotely or in person', 3), value('IAL3', 3, '当面核验', 'proven in person', 4)],
    source: 'NIST SP 800-63A (2017) clause 2.2', confidence: 'C', mappingConfidence: 'D',
  }),
  'NIST-AAL': scheme({
    id: 'NIST-AAL', name: { zh: 'NIST 鉴别级别', en: 'NIST authenticator assurance levels' }, covers: 'authenticator',
    values: [value('AAL1', 1, '单因素', 'one factor'), value('AAL2', 2, '两个因素', 'two factors', 3), value('AAL3', 3, '硬件密码模块', 'hardware-based', 4)],
    source: 'NIST SP 800-63B (2017) clause 4', confidence: 'C', mappingConfidence: 'D',
  }),
})

/** Whether a text is the id of a scheme. */
export const isLevelScheme = (id: string): id is LevelSchemeId => (LEVEL_SCHEME_IDS as readonly string[]).includes(id)

/** What a scheme says of a value, in its exact spelling; undefined for a value that it does not have. */
export function schemeValue(id: LevelSchemeId, raw: string): SchemeValue | undefined {
  return LEVEL_SCHEMES[id].values.find((one) => one.raw === raw)
}

export interface LevelRow {
  readonly norm: NormLevel
  readonly meaning: { readonly zh: string; readonly en: string }
  readonly use: { readonly zh: string; readonly en: string }
  /** Values of other schemes beside this level; several where a source is not exact. */
  readonly beside: Readonly<Partial<Record<LevelSchemeId, readonly string[]>>>
}

const MEANINGS: Readonly<Record<NormLevel, Omit<LevelRow, 'norm' | 'beside'>>> = {
  0: { meaning: { zh: '自述身份', en: 'self-asserted' }, use: { zh: '浏览', en: 'browsing' } },
  1: { meaning: { zh: '实名，弱绑定（手机号、证件信息比对）', en: 'real name, weakly bound (telephone, data match)' }, use: { zh: '查询进度', en: 'asking how a matter stands' } },
  2: {
    meaning: { zh: '实名，本人绑定（人脸比对权威来源、钱包应用）', en: 'real name, bound to a living person (face against an authoritative source, wallet)' },
    use: { zh: '一般事项办理、用证', en: 'ordinary filing, use of licenses' },
  },
  3: {
    meaning: { zh: '当面、芯片或 eID、数字证书、窗口核验', en: 'in person, chip or eID, digital certificate, counter' },
    use: { zh: '不动产、企业登记、委托', en: 'property, companies, powers of attorney' },
  },
  4: { meaning: { zh: '当面核验、硬件介质与活体检测', en: 'in person, with hardware and liveness' }, use: { zh: '预留', en: 'reserved' } },
}

/** The scale beside all schemes: what the documentation prints. */
export function levelTable(): readonly LevelRow[] {
  return ([0, 1, 2, 3, 4] as const).map((norm) => ({
    norm,
    ...MEANINGS[norm],
    beside: Object.fromEntries(LEVEL_SCHEME_IDS.map((id) => [
      id, LEVEL_SCHEMES[id].values.filter((one) => one.norm <= norm && norm <= (one.upTo ?? one.norm)).map(({ raw }) => raw),
    ] as const).filter(([, raws]) => raws.length > 0)),
  }))
}
