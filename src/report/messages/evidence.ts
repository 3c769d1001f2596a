/** Texts for evidence bundles and signed reports. */
import type { evidenceDiagnostics } from '../../diagnostics/evidence.ts'
import type { Messages } from './catalog.ts'

export const evidenceMessages: Messages<keyof typeof evidenceDiagnostics> = {
  BUNDLE_MALFORMED: {
    en: {
      what: 'This is not an evidence bundle, or a member of it cannot be read: {problem}.',
      why: 'A bundle is judged again from everything in it; what cannot be read cannot be judged.',
      next: 'Get the bundle from the archive once more; whoever wrote it should write it with this program.',
    },
    zh: {
      what: '这不是证据包，或其中有无法读取的内容：{problem}。',
      why: '重新判断要用到证据包中的全部内容，无法读取的部分就无法判断。',
      next: '请从档案系统重新取得证据包；制作方应使用本程序制作。',
    },
  },
  BUNDLE_VERSION_UNSUPPORTED: {
    en: {
      what: 'The evidence bundle is of a version that this program does not know.',
      why: 'Members that are not known may change what the others mean.',
      next: 'Use a newer version of this program.',
    },
    zh: {
      what: '证据包的版本不受本程序支持。',
      why: '未知的成员可能改变其他成员的含义。',
      next: '请使用更新版本的程序。',
    },
  },
  BUNDLE_REPORT_OTHER: {
    en: {
      what: 'The report in the evidence bundle does not have the digest that the bundle states, or is about another document.',
      why: 'Somebody or something changed the bundle after it was made.',
      next: 'Do not rely on the bundle; get it from the archive once more.',
    },
    zh: {
      what: '证据包中的报告与其所载摘要不符，或者报告说的是另一份文件。',
      why: '证据包制作之后被改动过。',
      next: '请勿采信该证据包，并从档案系统重新取得。',
    },
  },
  BUNDLE_CONTENT_OTHER: {
    en: {
      what: 'The evidence of the assessment does not have the digest that it states.',
      why: 'Somebody or something changed the bundle after it was made.',
      next: 'Do not rely on the bundle; get it from the archive once more.',
    },
    zh: {
      what: '采信意见的证据包与其所载摘要不符。',
      why: '证据包制作之后被改动过。',
      next: '请勿采信该证据包，并从档案系统重新取得。',
    },
  },
  BUNDLE_UNSIGNED: {
    en: {
      what: 'The evidence bundle is not signed, although a key was given that should have signed it.',
      why: 'Anybody could have made it, with a trust anchor of their own in it.',
      next: 'Ask for the signed bundle, or judge this one under trust anchors of your own.',
    },
    zh: {
      what: '证据包没有签名，而您指定了应当签名的密钥。',
      why: '任何人都可以制作这样的证据包，并放入自己的信任根。',
      next: '请索取已签名的证据包，或者改用您自己的信任根重新判断。',
    },
  },
  BUNDLE_DOCUMENT_ABSENT: {
    en: {
      what: 'The evidence bundle holds only the digest of the document, and the document was not given.',
      why: 'Without its octets nothing in it can be checked again.',
      next: 'Give the document together with the bundle.',
    },
    zh: {
      what: '证据包只有文件的摘要，而文件本身没有提供。',
      why: '没有文件内容，就无法重新验证。',
      next: '请同时提供该文件。',
    },
  },
  BUNDLE_DOCUMENT_OTHER: {
    en: {
      what: 'The document is not the one that the evidence bundle was made for: its digest is another.',
      why: 'The recorded verdict says nothing about this document.',
      next: 'Find the document that belongs to the bundle.',
    },
    zh: {
      what: '该文件不是证据包所对应的文件：摘要不同。',
      why: '证据包记录的结论与该文件无关。',
      next: '请找到与证据包对应的文件。',
    },
  },
  BUNDLE_TIME_STAMP_UNUSABLE: {
    en: {
      what: 'The time stamp over the evidence bundle does not hold ({code}).',
      why: 'Nothing then proves since when the bundle has been there, so later revocations count.',
      next: 'Look up the code named; get the right time stamp, or judge the bundle without one.',
    },
    zh: {
      what: '证据包的时间戳不成立（{code}）。',
      why: '这样就无法证明证据包自何时存在，其后的吊销仍然有效。',
      next: '请查看所列代码；取得正确的时间戳，或者不带时间戳重新判断。',
    },
  },
}
