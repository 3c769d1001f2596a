/** Signature.xml and the signed value: each changed after signing, or made wrong, in one place. */
import { sm3 } from '../../crypto/index.ts'
import { encodeInteger, encodeSequence } from '../../encoding/der-writer.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { detachedSignature, signatureOverDigest } from '../cms.ts'
import { ecdsaOnSm2Curve } from '../ecdsa.ts'
import { flipInElement, replacing, withPart } from '../edit.ts'
import { sign } from '../identity.ts'
import type { Signing } from '../signing.ts'
import { failed, indeterminate, packageVariants } from '../variant.ts'
import type { Expectation, PackageVariant, Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { SIGNATURE_XML, withValue, withoutSeal } from './scenes.ts'

const CLAUSE = 'GB/T 38540-2020 clause 7.3'

const value = packageVariants('signed-value', CLAUSE)

const xmlEdited = (world: ForgedWorld, from: string, to: string): ReadonlyMap<string, Uint8Array> => withPart(world.signed(), SIGNATURE_XML, replacing(from, to))

const EDITED: readonly Variant[] = [
  value('signature-xml-altered', {
    zh: '签章后改动 Signature.xml 中的软件提供者名称。', en: 'The name of the provider in Signature.xml was changed after signing.', flags: ['Tampered'],
    parts: (world) => xmlEdited(world, 'yinxin fixtures', 'another product'), expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
  value('stamp-moved', {
    zh: '签章后印迹被移到页面其他位置。', en: 'The stamp was moved to another place on the page after signing.', flags: ['Tampered'], clause: 'GB/T 33190-2016 clause 18.2 (StampAnnot)',
    parts: (world) => xmlEdited(world, 'Boundary="216 ', 'Boundary="30 '), expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
  value('reference-dropped', {
    zh: '签章后从 Signature.xml 中删去对版面的引用，以便改动版面。', en: 'The reference to the page was taken out of Signature.xml after signing, to free the page for changes.', flags: ['Tampered', 'Wrapping'],
    parts: (world) => withPart(world.signed(), SIGNATURE_XML, (octets) =>
      toUtf8(new TextDecoder().decode(octets).replace(/ *<ofd:Reference FileRef="\/Doc_0\/Pages[^]*?<\/ofd:Reference>\n/, ''))),
    expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
]

const IN_SEAL = [0, 1, 0] as const
const VALUE_ONLY = failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID')
const SEAL_TOO = failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID', 'SEAL_SIGNATURE_INVALID', 'SEAL_FILE_DIFFERS')

/** Fields of the signed value of GB/T 38540-2020: path of child indexes, the octet that changes, and what must be said. */
const BIT_FLIPS: readonly (readonly [field: string, zh: string, path: readonly number[], at: number, expected: Expectation])[] = [
  ['version', '版本', [0, 0], 0, VALUE_ONLY],
  ['seal-vendor', '印章厂商标识', [...IN_SEAL, 0, 2], 0, SEAL_TOO],
  ['seal-id', '印章标识', [...IN_SEAL, 1], -1, SEAL_TOO],
  ['seal-type', '印章类型', [...IN_SEAL, 2, 0], 0, SEAL_TOO],
  ['seal-name', '印章名称', [...IN_SEAL, 2, 1], -1, SEAL_TOO],
  ['seal-signer-list', '印章的签章者列表', [...IN_SEAL, 2, 3, 0], -1, failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID', 'SEAL_SIGNATURE_INVALID', 'SEAL_SIGNER_NOT_LISTED')],
  ['seal-valid-end', '印章有效期截止时间', [...IN_SEAL, 2, 6], 3, SEAL_TOO],
  ['seal-picture', '印章图像', [...IN_SEAL, 3, 1], 400, SEAL_TOO],
  ['maker-certificate', '制章者证书', [0, 1, 1], -1, failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID', 'SEAL_FILE_DIFFERS')],
  ['seal-signature', '印章签名值', [0, 1, 3], -1, SEAL_TOO],
  ['time', '签章时间', [0, 2], 11, VALUE_ONLY],
  ['data-hash', '原文杂凑值', [0, 3], -1, failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID', 'DATA_HASH_MISMATCH')],
  ['property-info', '原文属性', [0, 4], -1, VALUE_ONLY],
  ['signer-certificate', '签章者证书', [1], -1, failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_SIGNER_NOT_LISTED')],
  ['signature', '签名值', [3], -1, VALUE_ONLY],
]

const FLIPPED: readonly Variant[] = BIT_FLIPS.map(([field, zh, path, at, expected]) => value(`bit-in-${field}`, {
  zh: `签章数据被改动一位：${zh}。`, en: `One bit of the signed value was flipped: ${field.replaceAll('-', ' ')}.`, flags: ['Tampered'],
  parts: (world) => withValue(world, (octets) => flipInElement(octets, path, at)), expected,
}))

/** A key that nobody in the world has. */
const nobodysKey = (): Uint8Array => sm3(toUtf8('a key of nobody'))
const wrong = (changes: (world: ForgedWorld) => Partial<Signing>): PackageVariant['parts'] => (world) => world.signed(changes(world))

const MADE_WRONG: readonly Variant[] = [
  value('data-hash-wrong', {
    zh: '签章者签署的是其他内容的杂凑值。', en: 'The signer signed the hash of other octets.', flags: ['Forgery'],
    parts: wrong(() => ({ editToSign: (fields) => ({ ...fields, dataHash: sm3(toUtf8('another Signature.xml')) }) })), expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
  value('property-info-other-file', {
    zh: 'propertyInfo 指向包内另一文件。', en: 'propertyInfo names another file of the package.', flags: ['Transplant'], clause: 'GB/T 38540-2020 TBS_Sign (propertyInfo)',
    parts: wrong(() => ({ editToSign: (fields) => ({ ...fields, propertyInfo: '/Doc_0/Document.xml' }) })), expected: failed('SIG_CONSTRAINTS_FAILURE', 'BINDING_OTHER_ENTRY'),
  }),
  value('user-id-other', {
    zh: '签名使用了约定以外的用户标识。', en: 'Signed under another user id than the agreed one.', flags: ['Algorithm'], clause: 'GB/T 35276-2017 (user id and Z)',
    parts: wrong(({ right }) => ({ signValue: (toSign) => sign(right.signer.privateKey, toSign, toUtf8('8765432187654321')) })), expected: VALUE_ONLY,
  }),
  value('ecdsa-on-sm2-curve', {
    zh: '密钥与曲线都对，签名值却是 ECDSA 签名。', en: 'The key and the curve are right, but the value is an ECDSA signature.', flags: ['Algorithm'], clause: 'GB/T 32918.2-2016 clause 7',
    parts: wrong(({ right }) => ({ signValue: (toSign) => ecdsaOnSm2Curve(right.signer.privateKey, toSign) })), expected: VALUE_ONLY,
  }),
  value('another-key', {
    zh: '签名所用密钥不是证书中的密钥。', en: 'Signed with another key than that of the certificate.', flags: ['Forgery'],
    parts: wrong(() => ({ signValue: (toSign) => sign(nobodysKey(), toSign) })), expected: VALUE_ONLY,
  }),
  value('zeros', {
    zh: '签名值是两个零。', en: 'The signature is two zeros.', flags: ['Algorithm', 'Forgery'], clause: 'GB/T 32918.2-2016 clause 7',
    parts: wrong(() => ({ signValue: () => encodeSequence(encodeInteger(0), encodeInteger(0)) })), expected: VALUE_ONLY,
  }),
  value('critical-extension-unknown', {
    zh: '被签名的数据含有无人知晓的关键扩展。', en: 'The signed octets hold a critical extension that nobody knows.', flags: ['Forgery'], clause: 'GB/T 38540-2020 ExtData (critical)',
    parts: wrong(() => ({ editToSign: (fields) => ({ ...fields, extensions: [{ oid: '2.999.156.3', critical: true, value: toUtf8('only for use in 西岭省') }] }) })),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'SEAL_EXTENSION_CRITICAL'),
  }),
  value('not-a-signature', {
    zh: '签名值文件里是一段文字。', en: 'The file of the signed value holds text.', flags: ['Forgery'],
    parts: (world) => withValue(world, () => toUtf8('signed, I promise\n')), expected: failed('FORMAT_FAILURE', 'SIGNATURE_FORMAT_UNKNOWN'),
  }),
  value('seal-in-its-place', {
    zh: '签名值文件里只有印章。', en: 'The file of the signed value holds the seal alone.', flags: ['Transplant'],
    parts: (world) => withValue(world, () => world.seals['east-2020'].bytes), expected: failed('FORMAT_FAILURE', 'SIGNATURE_FORMAT_UNKNOWN'),
  }),
]

const message = (signMessage: NonNullable<Signing['signMessage']>): PackageVariant['parts'] => (world) => world.signed(withoutSeal(world, { signMessage }))
const base = 'ofd/accepted/sign-without-seal'

const MESSAGES: readonly Variant[] = [
  value('message-over-other-octets', {
    zh: '不用印章的签名，所签内容不是 Signature.xml。', en: 'A signature without a seal over other octets than Signature.xml.', flags: ['Transplant'], clause: 'RFC 5652 clause 11.2', base,
    parts: message((_original, by) => detachedSignature(toUtf8('another Signature.xml'), by)), expected: failed('HASH_FAILURE', 'CMS_MESSAGE_DIGEST_MISMATCH'),
  }),
  value('message-over-other-digest', {
    zh: '不用印章的签名，其内容是其他文件的杂凑值。', en: 'A signature without a seal whose content is the digest of other octets.', flags: ['Transplant'], clause: 'GB/T 35275-2017 SignedData', base: 'ofd/accepted/sign-over-digest',
    parts: message((_original, by) => signatureOverDigest(toUtf8('another Signature.xml'), by)), expected: failed('HASH_FAILURE', 'DATA_HASH_MISMATCH'),
  }),
  value('message-by-another-key', {
    zh: '不用印章的签名，所用密钥不是证书中的密钥。', en: 'A signature without a seal, made with another key than that of the certificate.', flags: ['Forgery'], clause: 'RFC 5652 clause 5.6', base,
    parts: message((original, by) => detachedSignature(original, { ...by, signer: { ...by.signer, privateKey: nobodysKey() } })),
    expected: failed('SIG_CRYPTO_FAILURE', 'CMS_SIGNATURE_INVALID'),
  }),
]

export const SIGNED_VALUES: readonly Variant[] = [...EDITED, ...FLIPPED, ...MADE_WRONG, ...MESSAGES]
