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
