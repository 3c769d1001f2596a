/** Types of codes of license holders (持证主体代码类型, GB/T 36903-2018 annex A) and their names. */

/** Annex A as far as it is known: three independent implementations agree on it; the standard's own text was not read. */
export const HOLDER_CODE_TYPES: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map([
  ['001', { zh: '统一社会信用代码', en: 'unified social credit code' }],
  ['099', { zh: '其他法人或其他组织有效证件代码', en: 'other code of an organization' }],
  ['111', { zh: '公民身份号码', en: 'citizen identity number' }],
  ['114', { zh: '解放军军官证编号', en: 'military officer card' }],
  ['115', { zh: '武警警官证编号', en: 'armed police officer card' }],
  ['118', { zh: '解放军士兵证编号', en: 'soldier card' }],
  ['119', { zh: '武警士兵证编号', en: 'armed police soldier card' }],
  ['120', { zh: '解放军文职人员证编号', en: 'military civilian staff card' }],
  ['122', { zh: '武警文职人员证编号', en: 'armed police civilian staff card' }],
  ['411', { zh: '外交护照号', en: 'diplomatic passport' }],
  ['412', { zh: '公务护照号', en: 'service passport' }],
  ['413', { zh: '公务普通护照号', en: 'passport for public affairs' }],
  ['414', { zh: '普通护照号', en: 'ordinary passport' }],
  ['511', { zh: '台湾居民来往大陆通行证号码', en: 'mainland travel permit for Taiwan residents' }],
  ['516', { zh: '港澳居民来往内地通行证号码', en: 'mainland travel permit for Hong Kong and Macao residents' }],
  ['999', { zh: '其他自然人有效证件代码', en: 'other code of a person' }],
])

/** Code of a type by its name in annex A. */
export function holderCodeTypeOfName(name: string): string | undefined {
  for (const [code, { zh }] of HOLDER_CODE_TYPES) if (zh === name) return code
  return undefined
}
