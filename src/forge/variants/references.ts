/** What is signed and what is shown are two things: references, coverage, and the document around them. */
import { sm3 } from '../../crypto/index.ts'
import { md5 } from '../../crypto/md5.ts'
import { toBase64, toUtf8 } from '../../encoding/octets.ts'
import { replacing, withPart } from '../edit.ts'
import type { Package } from '../page/document.ts'
import { LIST } from '../signing.ts'
import type { Signing } from '../signing.ts'
import { failed, indeterminate, packageVariants } from '../variant.ts'
import type { Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { ATTACHMENT, OTHER_HOLDER, PAGE, TEMPLATE, laterEnd, withFileList } from './scenes.ts'

const CLAUSE = 'GB/T 33190-2016 clause 18.2 (References)'

const leaving = (...paths: readonly string[]): Partial<Signing> => ({ leaveOut: (path) => paths.some((start) => path.startsWith(start)) })

const reference = packageVariants('references', CLAUSE)

/** A second document that nobody signed, and an OFD.xml (not covered) that shows it too, or instead. */
function withOtherDocument(world: ForgedWorld, instead: boolean): Package {
  const others = [{ holder: OTHER_HOLDER }]
  const parts = new Map(world.signed(leaving('OFD.xml')))
  for (const [path, octets] of world.document.parts({ others })) if (path.startsWith('Doc_1/')) parts.set(path, octets)
  if (!instead) return parts.set('OFD.xml', world.document.ofdXml({ signatures: LIST, others }))
  return withPart(parts, 'OFD.xml', replacing('<ofd:DocRoot>Doc_0/', '<ofd:DocRoot>Doc_1/'))
}

/** With SM3 digests of which one is of other octets. */
function wrongDigestOf(part: string): Partial<Signing> {
  return { digestOf: (path, octets) => sm3(path === part ? toUtf8('another file') : octets) }
}

export const REFERENCES: readonly Variant[] = [
  reference('page-altered', {
    zh: '签章后改动版面一个字：有效期改为另一年。', en: 'One character of the page was changed after signing: the license runs to another year.',
    flags: ['Tampered'], parts: (world) => withPart(world.signed(), PAGE, replacing(...laterEnd(world))), expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  reference('metadata-altered', {
    zh: '签章后改动 OFD.xml 元数据中的持证主体名称。', en: 'The holder\'s name in the metadata of OFD.xml was changed after signing.',
    flags: ['Tampered'], parts: (world) => withPart(world.signed(), 'OFD.xml', replacing(world.license.holder, OTHER_HOLDER)), expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  reference('metadata-not-covered', {
    zh: '签章未覆盖 OFD.xml，其元数据中的持证主体被改，与受保护的附件不一致。', en: 'OFD.xml is not covered, and the holder in its metadata was changed: it is not what the covered attachment says.',
    flags: ['Wrapping', 'Tampered'], base: 'ofd/accepted/root-not-covered',
    parts: (world) => withPart(world.signed(leaving('OFD.xml')), 'OFD.xml', replacing(world.license.holder, OTHER_HOLDER)),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'LICENSE_METADATA_CONFLICT'),
  }),
  reference('attachment-not-covered', {
    zh: '签章未覆盖元数据附件，其中的持证主体被改，与受保护的 OFD.xml 不一致。', en: 'The attachment with metadata is not covered, and the holder in it was changed: it is not what the covered OFD.xml says.',
    flags: ['Wrapping', 'Tampered'], parts: (world) => withPart(world.signed(leaving(ATTACHMENT)), ATTACHMENT, replacing(world.license.holder, OTHER_HOLDER)),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'LICENSE_METADATA_CONFLICT'),
  }),
  reference('metadata-conflict', {
    zh: '签章者签署的两处元数据不一致：OFD.xml 与附件所载持证主体不同。', en: 'The signer signed two kinds of metadata: OFD.xml and the attachment name different holders.',
    flags: ['Forgery'], clause: 'GB/T 36903-2018', parts: (world) => world.signed({ ofd: (signatures) => replacing(world.license.holder, OTHER_HOLDER)(world.document.ofdXml({ signatures })) }),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'LICENSE_METADATA_CONFLICT'),
  }),
  reference('wrong-digest', {
    zh: '签章者签署的引用列表中，版面的杂凑值属于另一文件。', en: 'Among the references that the signer signed, the digest of the page is that of another file.',
    flags: ['Forgery'], parts: (world) => world.signed(wrongDigestOf(PAGE)), expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  reference('reference-repeated', {
    zh: '同一文件有两处引用，其中一处的杂凑值不符。', en: 'One file is referred to twice, once with the digest of something else.',
    flags: ['Forgery'],
    parts: (world) => world.signed({
      editSignatureXml: replacing('<ofd:Reference ', `<ofd:Reference FileRef="/${PAGE}"><ofd:CheckValue>${toBase64(sm3(toUtf8('another file')))}</ofd:CheckValue></ofd:Reference><ofd:Reference `),
    }),
    expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  reference('page-removed', {
    zh: '签章覆盖的一页附页已从包中删去。', en: 'A page of the annex that the signature covers is not in the package.',
    flags: ['Tampered'], base: 'ofd/accepted/annex',
    parts: (world) => new Map([...world.signed({}, { annexPages: 1 })].filter(([path]) => path !== 'Doc_0/Pages/Page_1/Content.xml')),
    expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISSING'),
  }),
  reference('page-not-covered', {
    zh: '签章有效，但未覆盖版面本身。', en: 'The signature holds but leaves out the page itself.',
    flags: ['Wrapping'], parts: (world) => world.signed(leaving(PAGE)), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('template-swapped', {
    zh: '签章未覆盖底版模板，模板文字被替换。', en: 'The signature leaves out the background template, and its text was replaced.',
    flags: ['Wrapping', 'Tampered'], parts: (world) => withPart(world.signed(leaving(TEMPLATE)), TEMPLATE, replacing('>样　本<', '>正　本<')),
    expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('fonts-not-covered', {
    zh: '签章未覆盖字体资源：换一种字体可以显示别的字。', en: 'The signature leaves out the fonts: another font can show other characters.',
    flags: ['Wrapping'], parts: (world) => world.signed(leaving('Doc_0/PublicRes.xml')), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('annotation-not-covered', {
    zh: '签章未覆盖一处可见注释。', en: 'A visible annotation that the signature leaves out.',
    flags: ['Wrapping'], base: 'ofd/accepted/annotated', parts: (world) => world.signed(leaving('Doc_0/Annots/'), { annotations: true }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('document-added', {
    zh: '加入了第二个文档；OFD.xml 受保护并显示它。', en: 'A second document was added; OFD.xml is covered and shows it.',
    flags: ['Tampered', 'Wrapping'],
    parts: (world) => {
      const others = [{ holder: OTHER_HOLDER }]
      const added = [...world.document.parts({ others })].filter(([path]) => path.startsWith('Doc_1/'))
      return new Map([...world.signed(), ...added]).set('OFD.xml', world.document.ofdXml({ signatures: LIST, others }))
    },
    expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('document-added-root-not-covered', {
    zh: '同上，但签章未覆盖 OFD.xml：所有杂凑值都相符。', en: 'The same where the signature does not cover OFD.xml: every digest holds.',
    flags: ['Wrapping'], base: 'ofd/accepted/root-not-covered', parts: (world) => withOtherDocument(world, false), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('document-redirected', {
    zh: '签章未覆盖 OFD.xml，其 DocRoot 被指向无人签署的文档。', en: 'The signature does not cover OFD.xml, whose DocRoot was led to a document that nobody signed.',
    flags: ['Wrapping'], base: 'ofd/accepted/root-not-covered', parts: (world) => withOtherDocument(world, true), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_ROOT_REDIRECTABLE', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('file-smuggled', {
    zh: '包内有已签名的文件清单，却夹带了清单外的文件。', en: 'A file came into a package that has a signed list of its files.',
    flags: ['Tampered'], clause: 'GM/T 0099-2020 (FileList)', base: 'ofd/accepted/integrity-file',
    parts: (world) => new Map(withFileList(world)).set('Doc_0/Res/note.txt', toUtf8('nobody signed this\n')),
    expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_INTEGRITY_NOT_LISTED'),
  }),
  reference('check-value-short', {
    zh: '校验值被截为前 16 字节，截取部分与文件相符。', en: 'A check value is cut to its first 16 octets: it agrees as far as it goes.',
    flags: ['Forgery', 'Algorithm'],
    parts: (world) => world.signed({ digestOf: (_path, octets) => sm3(octets).subarray(0, 16) }),
    expected: failed('HASH_FAILURE', 'OFD_CHECK_VALUE_LENGTH'),
  }),
  reference('weak-digest-md5', {
    zh: '引用使用 MD5：可以造出杂凑值相同的另一文件。', en: 'The references are MD5 digests, for which another file with the same digest can be made.',
    flags: ['Algorithm'],
    parts: (world) => world.signed({ checkMethod: 'MD5', digestOf: (_path, octets) => md5(octets) }),
    expected: indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'OFD_DIGEST_WEAK'),
  }),
  reference('digest-unknown', {
    zh: '引用使用无人知晓的杂凑算法。', en: 'The references name a digest that nobody knows.',
    flags: ['Algorithm'], parts: (world) => world.signed({ checkMethod: '2.999.156.9' }),
    expected: indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'OFD_CHECK_METHOD_UNKNOWN'),
  }),
  reference('reference-escapes', {
    zh: '一处引用指向包外。', en: 'A reference leads out of the package.',
    flags: ['Forgery'],
    parts: (world) => world.signed({ editSignatureXml: replacing('FileRef="/Doc_0/PublicRes.xml"', 'FileRef="/../Doc_0/PublicRes.xml"') }),
    expected: failed('FORMAT_FAILURE', 'OFD_PATH_ESCAPES'),
  }),
  reference('no-references', {
    zh: '签章未覆盖任何文件。', en: 'The signature covers no file at all.',
    flags: ['Wrapping'], parts: (world) => world.signed({ leaveOut: () => true }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'OFD_REFERENCES_EMPTY', 'OFD_VISIBLE_NOT_COVERED'),
  }),
  reference('doctype', {
    zh: 'Signature.xml 带有含实体的文档类型声明。', en: 'Signature.xml has a document type declaration with an entity.',
    flags: ['Markup'], clause: 'CWE-611',
    parts: (world) => world.signed({ editSignatureXml: replacing('<ofd:Signature ', '<!DOCTYPE Signature [<!ENTITY page "Page_0">]>\n<ofd:Signature ') }),
    expected: failed('FORMAT_FAILURE', 'XML_DOCTYPE_FORBIDDEN'),
  }),
  reference('decompression-bomb', {
    zh: '受保护的文件解压后膨胀至千倍。', en: 'A covered file that inflates to a thousand times its size.',
    flags: ['Exhaustion'], clause: 'CWE-409',
    parts: (world) => world.signed({}, { extraParts: new Map([['Doc_0/Attachs/zeros.bin', new Uint8Array(4 * 1024 * 1024)]]) }),
    expected: indeterminate('POLICY_PROCESSING_ERROR', 'LIMIT_EXCEEDED'),
  }),
]
