/** The list of signatures: signatures hidden, added, or brought from somewhere else. */
import { replacing, withPart } from '../edit.ts'
import { LIST, signaturesXml } from '../signing.ts'
import type { ListEntry } from '../signing.ts'
import { failed, indeterminate, packageVariants } from '../variant.ts'
import type { Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { ENTRY, OTHER_HOLDER, SIGNATURE_XML, SIGNED_VALUE } from './scenes.ts'

const CLAUSE = 'GB/T 33190-2016 clause 18.1'

const list = packageVariants('signature-list', CLAUSE)

const withList = (parts: ReadonlyMap<string, Uint8Array>, ...entries: readonly ListEntry[]): ReadonlyMap<string, Uint8Array> =>
  new Map(parts).set(LIST, signaturesXml(entries, 2))

/** This document with the whole signature of another. */
function transplanted(world: ForgedWorld): ReadonlyMap<string, Uint8Array> {
  const parts = new Map(world.signed())
  for (const [path, octets] of world.signed({}, { holder: OTHER_HOLDER })) if (path.startsWith('Doc_0/Signs/')) parts.set(path, octets)
  return parts
}

const without = (parts: ReadonlyMap<string, Uint8Array>, gone: string): ReadonlyMap<string, Uint8Array> => new Map([...parts].filter(([path]) => !path.startsWith(gone)))

export const SIGNATURE_LIST: readonly Variant[] = [
  list('not-signed', {
    zh: '尚无人签章的证照。', en: 'The license before anybody signed it.', flags: ['Forgery'],
    parts: (world) => new Map(without(world.signed(), 'Doc_0/Signs/')).set('OFD.xml', world.document.ofdXml({})), expected: failed('CUSTOM', 'OFD_NOT_SIGNED'),
  }),
  list('list-emptied', {
    zh: '签名列表被清空，签名文件仍在包内。', en: 'The list of signatures was emptied; the files of the signature are still there.', flags: ['Stripping', 'Tampered'],
    parts: (world) => withList(world.signed()), expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'OFD_SIGNATURE_ORPHAN'),
  }),
  list('second-signature-stripped', {
    zh: '两个签章中的第二个已不在列表中。', en: 'Of two signatures the second is no longer listed.', flags: ['Stripping', 'Tampered'], base: 'ofd/accepted/two-signatures',
    parts: (world) => withList(world.signedTwice().parts, ENTRY), expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'OFD_SIGNATURE_ORPHAN'),
  }),
  list('pointer-redirected', {
    zh: '签章未覆盖 OFD.xml，后者改指另一个空的签名列表。', en: 'OFD.xml is not covered and points to another, empty list of signatures.', flags: ['Stripping', 'Tampered'], base: 'ofd/accepted/root-not-covered',
    parts: (world) => new Map(world.signed({ leaveOut: (path) => path === 'OFD.xml' }))
      .set('OFD.xml', world.document.ofdXml({ signatures: 'Doc_0/Signs/None.xml' })).set('Doc_0/Signs/None.xml', signaturesXml([], 0)),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'OFD_SIGNATURE_ORPHAN'),
  }),
  list('signed-after-lock', {
    zh: '第一个签章已锁定文档，仍被加入第二个签章。', en: 'The first signature locked the document; a second one was added all the same.', flags: ['Tampered'],
    clause: 'GB/T 33190-2016 clause 18.2 (References)', base: 'ofd/accepted/locked',
    parts: (world) => world.signedTwice({ lock: true }).parts, expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  list('stranger-signed-too', {
    zh: '颁发机构签章后，他人又用冒名者所制、名称相同的印章签章。', en: 'After the authority somebody else signed, with a seal of the authority\'s name that an impostor made.', flags: ['Forgery', 'Trust'],
    base: 'ofd/accepted/two-signatures',
    parts: (world) => {
      const signer = world.identity('impostor-authority')
      return world.signedTwice({}, {}, { signer, seal: world.eastSeal({ maker: world.identity('impostor-seal-maker'), signers: [signer] }) }).parts
    },
    expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_ISSUER_NOT_FOUND'),
  }),
  list('entry-added', {
    zh: '列表中加入一项，指向不存在的签名。', en: 'An entry was added to the list for a signature that is not there.', flags: ['Tampered'],
    parts: (world) => withList(world.signed(), ENTRY, { ...ENTRY, id: 's003', baseLoc: '/Doc_0/Signs/Sign_1/Signature.xml' }),
    expected: failed('FORMAT_FAILURE', 'OFD_SIGNATURE_FILE_MISSING'),
  }),
  list('doctype', {
    zh: '签名列表带有含实体的文档类型声明。', en: 'The list of signatures has a document type declaration with an entity.', flags: ['Markup', 'Tampered'], clause: 'CWE-611',
    parts: (world) => withPart(world.signed(), LIST, replacing('<ofd:Signatures ', '<!DOCTYPE Signatures [<!ENTITY page "Page_0">]>\n<ofd:Signatures ')),
    expected: failed('FORMAT_FAILURE', 'XML_DOCTYPE_FORBIDDEN'),
  }),
  list('signature-transplanted', {
    zh: '真实签章取自另一持证主体的证照。', en: 'A genuine signature was taken from the license of another holder.', flags: ['Transplant'],
    parts: transplanted, expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH'),
  }),
  list('value-transplanted', {
    zh: '仅签名值取自另一持证主体的证照；各文件杂凑值相符。', en: 'Only the signed value was taken from the license of another holder; the digests fit.', flags: ['Transplant'],
    clause: 'GB/T 38540-2020 clause 7.3',
    parts: (world) => new Map(world.signed()).set(SIGNED_VALUE, world.signed({}, { holder: OTHER_HOLDER }).get(SIGNED_VALUE) as Uint8Array),
    expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
  list('signature-file-missing', {
    zh: '列表所指的 Signature.xml 不存在。', en: 'The list names a Signature.xml that is not there.', flags: ['Tampered'],
    parts: (world) => without(world.signed(), SIGNATURE_XML), expected: failed('FORMAT_FAILURE', 'OFD_SIGNATURE_FILE_MISSING'),
  }),
  list('value-file-missing', {
    zh: '签名值文件不存在。', en: 'The file of the signed value is not there.', flags: ['Tampered'],
    parts: (world) => without(world.signed(), SIGNED_VALUE), expected: failed('FORMAT_FAILURE', 'OFD_SIGNED_VALUE_MISSING'),
  }),
]
