/**
 * Administrative area codes (行政区划代码, GB/T 2260): structure and province. Codes of cities and counties come and go,
 * and numbers of persons keep the one of their time, so below the province nothing is looked up.
 */

/** Names of provinces, by the first two digits. 66 is the production corps in Xinjiang, as the platforms number it. */
const PROVINCES: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map([
  ['11', { zh: '北京市', en: 'Beijing' }], ['12', { zh: '天津市', en: 'Tianjin' }], ['13', { zh: '河北省', en: 'Hebei' }],
  ['14', { zh: '山西省', en: 'Shanxi' }], ['15', { zh: '内蒙古自治区', en: 'Inner Mongolia' }], ['21', { zh: '辽宁省', en: 'Liaoning' }],
  ['22', { zh: '吉林省', en: 'Jilin' }], ['23', { zh: '黑龙江省', en: 'Heilongjiang' }], ['31', { zh: '上海市', en: 'Shanghai' }],
  ['32', { zh: '江苏省', en: 'Jiangsu' }], ['33', { zh: '浙江省', en: 'Zhejiang' }], ['34', { zh: '安徽省', en: 'Anhui' }],
  ['35', { zh: '福建省', en: 'Fujian' }], ['36', { zh: '江西省', en: 'Jiangxi' }], ['37', { zh: '山东省', en: 'Shandong' }],
  ['41', { zh: '河南省', en: 'Henan' }], ['42', { zh: '湖北省', en: 'Hubei' }], ['43', { zh: '湖南省', en: 'Hunan' }],
  ['44', { zh: '广东省', en: 'Guangdong' }], ['45', { zh: '广西壮族自治区', en: 'Guangxi' }], ['46', { zh: '海南省', en: 'Hainan' }],
  ['50', { zh: '重庆市', en: 'Chongqing' }], ['51', { zh: '四川省', en: 'Sichuan' }], ['52', { zh: '贵州省', en: 'Guizhou' }],
  ['53', { zh: '云南省', en: 'Yunnan' }], ['54', { zh: '西藏自治区', en: 'Tibet' }], ['61', { zh: '陕西省', en: 'Shaanxi' }],
  ['62', { zh: '甘肃省', en: 'Gansu' }], ['63', { zh: '青海省', en: 'Qinghai' }], ['64', { zh: '宁夏回族自治区', en: 'Ningxia' }],
  ['65', { zh: '新疆维吾尔自治区', en: 'Xinjiang' }], ['66', { zh: '新疆生产建设兵团', en: 'Xinjiang Production and Construction Corps' }],
  ['71', { zh: '台湾省', en: 'Taiwan' }], ['81', { zh: '香港特别行政区', en: 'Hong Kong' }], ['82', { zh: '澳门特别行政区', en: 'Macao' }],
])

export interface AreaCode {
  /** The 6 digits. */
  readonly text: string
  /** `national` for 000000 and 100000, as codes of organizations have it. */
  readonly level: 'national' | 'province' | 'prefecture' | 'county'
  /** The first two digits; absent for `national`. */
  readonly province?: string
}

export type AreaCodeProblem =
  | { readonly reason: 'LENGTH'; readonly found: number }
  | { readonly reason: 'CHARACTER'; readonly position: number }
  /** No province begins with these two digits. */
  | { readonly reason: 'AREA' }

export interface AreaCodeCheck {
  readonly areaCode?: AreaCode
  readonly problems: readonly AreaCodeProblem[]
}

/** Structure and province of a six-digit code. A county that does not exist is not noticed. */
export function checkAreaCode(text: string): AreaCodeCheck {
  if (text.length !== 6) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  const wrong = /[^0-9]/.exec(text)
  if (wrong !== null) return { problems: [{ reason: 'CHARACTER', position: wrong.index + 1 }] }
  if (text === '000000' || text === '100000') return { areaCode: { text, level: 'national' }, problems: [] }
  const province = text.slice(0, 2)
  const level = text.endsWith('0000') ? 'province' : text.endsWith('00') ? 'prefecture' : 'county'
  return { areaCode: { text, level, province }, problems: isProvince(province) ? [] : [{ reason: 'AREA' }] }
}

/** Name of the province of an area code, or of its first two digits. */
export function provinceName(code: string, language: 'zh' | 'en'): string | undefined {
  return PROVINCES.get(code.slice(0, 2))?.[language]
}

export function isProvince(twoDigits: string): boolean {
  return PROVINCES.has(twoDigits)
}
