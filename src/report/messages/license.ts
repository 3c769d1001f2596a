/** Texts for the license in a document: its metadata and the note of an annotated copy. */
import type { licenseDiagnostics } from '../../diagnostics/license.ts'
import type { Messages } from './catalog.ts'

/** For data that say two things: whoever reads one place and whoever reads the other hold two different licenses. */
const TWO_READERS = {
  en: {
    why: 'A program that reads one place and a program that reads the other would take it for two different licenses, so neither value can be relied on.',
    next: 'Check the license with the issuing authority under its number; the authority should issue it again with one set of data.',
  },
  zh: {
    why: '读取不同位置的系统会得到不同的内容，因此任何一处都不能采信。',
    next: '请按证照编号向颁发机构核实；颁发机构应以一致的数据重新制证。',
  },
} as const

/** For data that are not as the standard has them, in a file whose signatures may be right. */
const DATA = {
  en: {
    why: 'The signatures are not concerned: this is what the license says of itself. What is not clear in it cannot be used for a decision.',
    next: 'Check this point with the issuing authority, which should correct its data when it issues the license again.',
  },
  zh: {
    why: '这不影响签章是否有效，而是证照自身的数据问题；不明确的内容不能作为办理依据。',
    next: '请就此向颁发机构核实；颁发机构应在换发时更正数据。',
  },
} as const

/** For values that anybody can change. */
const UNPROTECTED = {
  en: {
    why: 'No valid signature protects the files that it stands in, so that anyone can change it while all signatures stay valid.',
    next: 'Decide nothing by it. Ask the issuing authority for a file that is signed as a whole, or check the license with it.',
  },
  zh: {
    why: '其所在文件不受任何有效签名保护，任何人都可以更改，而签章依然有效。',
    next: '不得据此办理；请颁发机构提供整体签章的文件，或向其核实。',
  },
} as const

export const licenseMessages: Messages<keyof typeof licenseDiagnostics> = {
  LICENSE_METADATA_NONE: {
    en: { what: 'The file holds no metadata of a license.', why: 'None of the names of GB/T 36903 stands in it.', next: 'Check that it is the file that was meant.' },
    zh: { what: '文件中没有证照元数据。', why: '其中没有 GB/T 36903 规定的任何元数据名称。', next: '请确认是否选错文件。' },
  },
  LICENSE_METADATA_UNPROTECTED: {
    en: { what: 'The data of the license stand only where no signature protects them: {path}.', ...UNPROTECTED.en },
    zh: { what: '证照元数据只写在不受签名保护的位置：{path}。', ...UNPROTECTED.zh },
  },
  LICENSE_METADATA_CONFLICT: {
    en: { what: 'The license says something else for {element} here than in {path}.', ...TWO_READERS.en },
    zh: { what: '此处的 {element} 与 {path} 中的不一致。', ...TWO_READERS.zh },
  },
  LICENSE_ELEMENT_REPEATED: {
    en: { what: 'The license states {element} more than once, and not the same.', ...TWO_READERS.en },
    zh: { what: '证照元数据 {element} 出现多次且内容不同。', ...TWO_READERS.zh },
  },
  LICENSE_ELEMENT_MISSING: {
    en: { what: 'The data of the license do not have {element}.', ...DATA.en },
    zh: { what: '证照元数据缺少 {element}。', ...DATA.zh },
  },
  LICENSE_METADATA_DISAGREES: {
    en: { what: 'The license says something else in {element} than in {other}.', ...DATA.en },
    zh: { what: '证照元数据 {element} 与 {other} 不一致。', ...DATA.zh },
  },
  LICENSE_PARTIES_UNPAIRED: {
    en: { what: 'The license lists {names} names in {element} and {codes} codes for them: which code is whose cannot be told.', ...DATA.en },
    zh: { what: '证照的 {element} 有 {names} 个名称、{codes} 个代码，无法一一对应。', ...DATA.zh },
  },
  LICENSE_HOLDER_TYPE_UNKNOWN: {
    en: { what: 'The license gives its holder’s code a type that annex A of the standard does not have.', ...DATA.en },
    zh: { what: '持证主体代码类型代码不在标准附录 A 之中。', ...DATA.zh },
  },
  LICENSE_DATE_UNREADABLE: {
    en: { what: 'A day or time of the license cannot be read: {element}.', ...DATA.en },
    zh: { what: '证照的日期或时间无法识别：{element}。', ...DATA.zh },
  },
  LICENSE_PERIOD_REVERSED: {
    en: { what: 'The validity of the license ends before it begins.', ...DATA.en },
    zh: { what: '证照的有效期截止日期早于起始日期。', ...DATA.zh },
  },
  LICENSE_NOT_YET_VALID: {
    en: {
      what: 'The license is not valid yet on the day that it was checked for.',
      why: 'Its validity begins on a later day, as the license itself says.',
      next: 'Use it from that day on; until then ask the holder for the license in force.',
    },
    zh: {
      what: '在所核验的日期，证照尚未生效。',
      why: '按证照自身记载，其有效期自更晚的日期开始。',
      next: '请自生效之日起使用；在此之前请持证人提供现行有效的证照。',
    },
  },
  LICENSE_EXPIRED: {
    en: {
      what: 'The license had run out on the day that it was checked for.',
      why: 'Its validity ended before that day, as the license itself says. The file may be genuine all the same.',
      next: 'Ask the holder to have it extended, and for the new license.',
    },
    zh: {
      what: '在所核验的日期，证照已过有效期。',
      why: '按证照自身记载，其有效期在该日期之前已截止；文件本身仍可能是真实的。',
      next: '请持证人办理延续，并提供新证照。',
    },
  },
  LICENSE_COPY_EXPIRED: {
    en: {
      what: 'The annotated copy of the license may no longer be used.',
      why: 'Such a copy is made for one purpose and a limited time, which is over.',
      next: 'Ask for a new copy from the license service, for this purpose.',
    },
    zh: {
      what: '证照加注件已超过可使用的期限。',
      why: '加注件只供特定事由在限定时间内使用，该期限已过。',
      next: '请通过电子证照共享服务为本次事由重新获取。',
    },
  },
  LICENSE_COPY_CONFLICT: {
    en: { what: 'The notes of the annotated copy say two things for {element}, here and in {path}.', ...TWO_READERS.en },
    zh: { what: '加注件的 {element} 在此处与 {path} 中不一致。', ...TWO_READERS.zh },
  },
  LICENSE_COPY_UNPROTECTED: {
    en: { what: 'The note that says what this copy of the license is for is not signed.', ...UNPROTECTED.en },
    zh: { what: '说明加注件用途的标注没有签名保护。', ...UNPROTECTED.zh },
  },
}
