/**
 * Codes of license holders by type (持证主体代码类型, GB/T 36903-2018 annex A): which document a code belongs to, and
 * whether it is well-formed by the rules of that document.
 */
import { checkPersonNumber } from './person-number.ts'
import type { PersonNumberOptions, PersonNumberProblem } from './person-number.ts'
import { checkMainlandTravelPermit, checkOlderPermanentResidentNumber, checkPassportNumber, checkTaiwanTravelPermit } from './travel-document.ts'
import type { OlderPermanentResidentProblem } from './travel-document.ts'
import { checkUscc } from './uscc.ts'
import type { UsccProblem } from './uscc.ts'

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

export type HolderCodeProblem = UsccProblem | PersonNumberProblem | OlderPermanentResidentProblem

export interface HolderCodeCheck {
  /** False where no rule for the form of such codes is known: nothing was checked, and `problems` is empty. */
  readonly checked: boolean
  readonly problems: readonly HolderCodeProblem[]
}

/**
 * Whether a code is well-formed for its type. Type 111 takes residence permits and cards of permanent residents too, which
 * have no type of their own.
 * @param type code of annex A
 */
export function checkHolderCode(type: string, code: string, options: PersonNumberOptions = {}): HolderCodeCheck {
  switch (type) {
    case '001': return { checked: true, problems: checkUscc(code).problems }
    case '111': return { checked: true, problems: checkPersonNumber(code, options).problems }
    case '411': case '412': case '413': case '414': return { checked: true, problems: checkPassportNumber(code).problems }
    case '511': return { checked: true, problems: checkTaiwanTravelPermit(code).problems }
    case '516': return { checked: true, problems: checkMainlandTravelPermit(code).problems }
    case '999': return checkOtherPersonCode(code, options)
    default: return { checked: false, problems: [] }
  }
}

/** Cards of permanent residents come as 999. Anything that has not their form is some other code, of which nothing is known. */
function checkOtherPersonCode(code: string, options: PersonNumberOptions): HolderCodeCheck {
  if (/^[A-Z]{3}\d{12}$/.test(code)) return { checked: true, problems: checkOlderPermanentResidentNumber(code, options).problems }
  if (/^\d{17}[\dXx]$/.test(code)) return { checked: true, problems: checkPersonNumber(code, options).problems }
  return { checked: false, problems: [] }
}
