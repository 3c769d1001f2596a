/** Texts for the input as a whole. */
import type { inputDiagnostics } from '../../diagnostics/input.ts'
import type { Messages } from './catalog.ts'

export const inputMessages: Messages<keyof typeof inputDiagnostics> = {
  INPUT_NOT_RECOGNIZED: {
    en: {
      what: 'The file is neither an OFD document nor an electronic seal or seal signature.',
      why: 'Nothing in it could be checked, so nothing in it can be relied on.',
      next: 'Make sure that the right file was chosen and that it was not damaged or converted on its way; ask for the original file.',
    },
    zh: {
      what: '该文件既不是 OFD 文档，也不是电子印章或电子签章数据。',
      why: '其中没有任何内容能够验证，因此也没有任何内容可以采信。',
      next: '请确认所选文件无误，且传输中未损坏、未被转换格式；必要时请对方重新提供原始文件。',
    },
  },
  INPUT_CHANGED: {
    en: {
      what: 'The file changed while it was being checked.',
      why: 'Part of what was looked at is of before the change and part of after it, so nothing that was found holds for either state.',
      next: 'Make sure that no program is still writing the file and check it again; if it keeps changing, find out who changes it before relying on it.',
    },
    zh: {
      what: '文件在验证过程中发生了变化。',
      why: '所读内容一部分来自变化之前，一部分来自变化之后，检查结果对哪一种状态都不成立。',
      next: '请确认没有程序仍在写入该文件，然后重新验证；如仍不断变化，请先查明由谁改动，再考虑采信。',
    },
  },
  LIMIT_EXCEEDED: {
    en: {
      what: 'The file needs more than is allowed: the limit {limit} is {maximum}.',
      why: 'Checking stopped here to protect the system. Nothing is known about the rest of the file; it may be harmless or an attack.',
      next: 'If the file comes from a known source and is legitimately this large, have it checked again with a higher limit; otherwise do not accept it.',
    },
    zh: {
      what: '该文件超出了允许的资源上限：{limit} 的上限为 {maximum}。',
      why: '为保护系统，验证在此停止，其余内容未经验证：可能无害，也可能是攻击。',
      next: '如文件来源可靠且确有这么大，请调高该上限后重新验证；否则不应受理。',
    },
  },
  CHECK_NOT_PERFORMED: {
    en: {
      what: 'This check could not be carried out.',
      why: 'What could not be checked counts neither as valid nor as invalid.',
      next: 'See the other findings of this signature for what was missing, supply it and check again.',
    },
    zh: {
      what: '此项检查未能进行。',
      why: '未能检查的内容，既不能视为有效，也不能视为无效。',
      next: '请查看该签章的其他检查结果，补齐所缺材料后重新验证。',
    },
  },
  INTERNAL_ERROR: {
    en: { what: 'A check stopped because of a defect of this program ({error}).', why: 'The question of that check stays open; nothing is accepted on it.', next: 'Report the defect to the makers of the program, with the file if you may share it; have the document checked in another way.' },
    zh: { what: '某项检查因本程序缺陷（{error}）中断。', why: '该项检查没有结论，不会据此接受任何内容。', next: '请将缺陷（在允许的情况下连同文件）报告给程序开发者，并以其他方式验证该文件。' },
  },
  TEXT_ENCODED_INPUT: {
    en: {
      what: 'The file holds its data as {encoding} text; it was decoded before checking.',
      why: 'This is only another way of writing the same data and changes nothing in the result.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '文件内容以 {encoding} 文本形式保存，验证前已先行解码。',
      why: '这只是同一数据的另一种书写形式，不影响结论。',
      next: '无需处理。',
    },
  },
}
