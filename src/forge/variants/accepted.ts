/** Documents that must be accepted: nothing is wrong with them, or only what genuine products do. */
import type { DiagnosticCode } from '../../diagnostics/index.ts'
import { concatOctets, toUtf8 } from '../../encoding/octets.ts'
import { PAGE_WIDTH } from '../../sign/page/ornament.ts'
import { detachedSignature, signatureOverDigest } from '../cms.ts'
import { derAt, replacing, withPart } from '../edit.ts'
import { sign } from '../identity.ts'
import { LIST, signaturesXml } from '../signing.ts'
import { accepted } from '../variant.ts'
import type { Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { ATTACHMENT, ENTRY, OTHER_HOLDER, timeStamping, withCrl, withFileList, withValue, withoutSeal } from './scenes.ts'

/** One seal over the right edges of three pages. */
function ridingSeal(world: ForgedWorld): Uint8Array {
  const document = { annexPages: 2 }
  const width = 14
  const strips = world.document.pageIds(document).map((page, i) => ({
    page, boundary: `${String(PAGE_WIDTH - width * (i + 1))} 84 42 42`, clip: `${String(width * i)} 0 ${String(width)} 42`,
  }))
  return world.ofd({ stamps: [world.faceStamp(document), ...strips] }, document)
}

/** Two seconds after signing. */
const soonAfter = (world: ForgedWorld): Date => new Date(world.times.signing.getTime() + 2000)

const genuine = (id: string, zh: string, en: string, clause: string, make: Variant['make']): Variant => ({
  name: `ofd/accepted/${id}`, description: { zh, en }, clause, flags: ['Genuine'], expected: accepted(), make,
})

const tolerated = (id: string, zh: string, en: string, clause: string, code: DiagnosticCode, make: Variant['make']): Variant => ({
  ...genuine(id, zh, en, clause, make), flags: ['Tolerated'], expected: accepted(code),
})

const COVERAGE = 'GB/T 33190-2016 clause 18.2 (References)'

export const ACCEPTED: readonly Variant[] = [
  genuine('gmt-0031-2014', '使用第一版印章的证照。', 'A license with a seal of the first edition.', 'GM/T 0031-2014 clause 6', (world) => world.ofd({ seal: world.seals['east-2014'] })),
  genuine('gbt-38540-2020', '现今多数证照的签章方式。各错误样本与它只有一处不同。', 'The license as most are sealed today. The wrong cases differ from this one in one thing.', 'GB/T 38540-2020 clause 7', (world) => world.ofd()),
  genuine('gmt-0031-2025', '使用最新版印章的证照。', 'A license with a seal of the newest edition.', 'GM/T 0031-2025', (world) => world.ofd({ seal: world.seals['east-2025'] })),
  genuine('time-stamped', '印章与签章均带时间戳。', 'Seal and signature each with a time stamp.', 'GM/T 0031-2025 (timeStamp)', (world) => world.ofd({
    seal: world.eastSeal({ edition: 'GM/T 0031-2025', esId: '98010000000026', timeStamp: { ...timeStamping(world), serialNumber: 1 } }),
    timeStamp: { ...timeStamping(world), time: soonAfter(world), serialNumber: 2 },
  })),
  genuine('two-signatures', '两个机构先后签章，后一个覆盖前一个。', 'Two authorities sealed one after the other; the second covers the first.', 'GB/T 33190-2016 clause 18', (world) => world.zip(world.signedTwice().parts)),
  genuine('riding-seal', '骑缝章：一个签章，四处印迹，跨三页边缘。', 'A seal across the edges of three pages (骑缝章): one signature, four stamps.', 'GB/T 33190-2016 clause 18.2 (StampAnnot)', ridingSeal),
  genuine('annex', '带一页附页的证照。', 'A license with a page of an annex.', COVERAGE, (world) => world.ofd({}, { annexPages: 1 })),
  genuine('annotated', '带一处可见注释且受保护的证照。', 'A license with a visible annotation, covered.', COVERAGE, (world) => world.ofd({}, { annotations: true })),
  genuine('locked', '签名列表也受保护：此后不能再签章。', 'The list of signatures is covered too: nobody can sign after this.', COVERAGE, (world) => world.ofd({ lock: true })),
  genuine('integrity-file', '包内有已签名的文件清单，不能夹带文件。', 'A signed list of all files of the package is in it, so that none can be smuggled in.', 'GM/T 0099-2020 (OFDEntries.xml)', (world) => world.zip(withFileList(world))),
  genuine('signers-by-digest', '印章以证书杂凑值列出签章者。', 'The seal lists its signer by the digest of the certificate.', 'GB/T 38540-2020 SES_CertList', (world) => world.ofd({ seal: world.eastSeal({ byDigest: true }) })),
  genuine('sign-without-seal', '不用印章的数字签名（Type Sign）：对 Signature.xml 的签名消息。', 'A signature without a seal (Type Sign): a signed message over Signature.xml.', 'GB/T 35275-2017 SignedData', (world) => world.ofd(withoutSeal(world))),
  {
    ...genuine('crl-good', '签章者证书指明了 CRL，所提供的 CRL 未列出该证书。', 'The signer\'s certificate names a CRL, and the CRL at hand does not list it.', 'RFC 5280 clause 6.3', (world) => world.ofd(withCrl(world))),
    flags: ['Genuine', 'Revocation'], crls: ['east-ca'],
  },
  {
    ...genuine('crl-revoked-later', '证书在签章之后被撤销，时间戳可以证明。', 'The certificate was revoked after signing, which a time stamp proves.', 'GM/T 0031-2014 clause 6.2.3 d', (world) => world.ofd({
      ...withCrl(world), timeStamp: { ...timeStamping(world), time: world.times.signing, serialNumber: 3 },
    })),
    flags: ['Genuine', 'Revocation', 'TimeStamp'], crls: ['east-ca-revoked-later'], expected: accepted('CERTIFICATE_REVOKED_AFTER_PROOF'),
  },
  tolerated('sign-content-types-disagree', '不用印章的签名，其内容类型与被签名的声明分属两个标准。', 'A signature without a seal whose content type and its signed statement are of two standards.', 'RFC 5652 11.1',
    'CMS_CONTENT_TYPE_MISMATCH', (world) => world.ofd(withoutSeal(world, { signMessage: (original, by) => detachedSignature(original, { ...by, contentType: '1.2.840.113549.1.7.1' }) }))),
  tolerated('sign-over-digest', '不用印章的签名，对 Signature.xml 的杂凑值签名，签名值为 64 字节。', 'A signature without a seal over the digest of Signature.xml, as 64 octets.', 'GB/T 35275-2017 SignedData',
    'CMS_SIGNATURE_RAW', (world) => world.ofd(withoutSeal(world, { signMessage: signatureOverDigest }))),
  tolerated('raw-signature', '签名值是 r、s 共 64 字节，不是 DER。', 'The signature value is 64 octets r and s, not DER.', 'GB/T 35276-2017 SM2Signature',
    'SEAL_SIGNATURE_RAW', (world) => world.ofd({ signValue: (toSign) => rawSignature(sign(world.right.signer.privateKey, toSign)) })),
  tolerated('value-with-trailing-octets', '签名值文件末尾有多余字节。', 'Octets follow the signature value in its file.', 'X.690 8.1.1',
    'BER_TRAILING_DATA', (world) => world.zip(withValue(world, (value) => concatOctets(value, toUtf8('trailing garbage'))))),
  tolerated('octets-before-zip', 'ZIP 包之前有某产品写入的字节。', 'Octets of a product stand before the ZIP package.', 'APPNOTE 4.3.6',
    'ZIP_PREFIX_BYTES', (world) => concatOctets(toUtf8('A viewer put these octets here.\r\n'), world.ofd())),
  tolerated('root-not-covered', '签章未覆盖 OFD.xml（一些真实发票如此）；只有一个文档，其根文件受保护。', 'OFD.xml is not covered, as in some genuine invoices; there is one document and its root is covered.', COVERAGE,
    'OFD_ROOT_NOT_COVERED', (world) => world.ofd({ leaveOut: (path) => path === 'OFD.xml' })),
  tolerated('second-signature-covers-more', '第一个签章未覆盖某注释，另一机构的第二个签章覆盖了它。', 'The first signature leaves out an annotation; the second, of another authority, covers it.', COVERAGE,
    'OFD_SIGNATURE_COVERS_PART', (world) => world.zip(world.signedTwice({ leaveOut: (path) => path.startsWith('Doc_0/Annots/') }, { annotations: true }).parts)),
  {
    ...tolerated('unreachable-file-added', '签章后加入了文档未引用的文件，任何阅读器都不显示它。', 'A file that nothing in the document refers to was added after signing; no reader shows it.', 'GM/T 0099-2020 (integrity protection)',
      'OFD_UNREACHABLE_ENTRY', (world) => world.zip(new Map(world.signed()).set('Doc_0/Res/note.txt', toUtf8('nobody signed this\n')))),
    flags: ['Tolerated', 'Tampered'],
  },
  {
    ...tolerated('metadata-not-covered', '签章未覆盖 OFD.xml 与元数据附件，两处的持证主体都被改：版面仍受保护，但元数据不可采信。',
      'OFD.xml and the attachment with metadata are not covered, and the holder was changed in both: the page is protected, the metadata must not be relied on.', COVERAGE,
      'LICENSE_METADATA_UNPROTECTED', (world) => {
        const edit = replacing(world.license.holder, OTHER_HOLDER)
        const parts = world.signed({ leaveOut: (path) => path === 'OFD.xml' || path === ATTACHMENT })
        return world.zip(withPart(withPart(parts, 'OFD.xml', edit), ATTACHMENT, edit))
      }),
    flags: ['Tolerated', 'Tampered'],
  },
  {
    ...tolerated('entry-twice', '列表两次列出同一签名。', 'The list names one signature twice.', 'GB/T 33190-2016 clause 18.1',
      'OFD_SIGNATURE_LISTED_TWICE', (world) => world.zip(new Map(world.signed()).set(LIST, signaturesXml([ENTRY, { ...ENTRY, id: 's003' }], 3)))),
    flags: ['Tolerated', 'Tampered'],
  },
  tolerated('times-differ', '签章数据中的时间比 Signature.xml 所述早二十天。', 'The time in the signed value is twenty days before that in Signature.xml.', 'GB/T 33190-2016 clause 18.2 (SignatureDateTime)',
    'TIME_STATEMENTS_DIFFER', (world) => world.ofd({ editToSign: (fields) => ({ ...fields, time: world.times.at('2026-02-10T02:30:00Z') }) })),
  tolerated('property-info-unknown-path', 'propertyInfo 指向包内不存在的路径；杂凑值绑定的文件是对的。', 'propertyInfo names a path that the package does not have; the hash binds the right file.', 'GB/T 38540-2020 TBS_Sign (propertyInfo)',
    'BINDING_DIFFERS', (world) => world.ofd({ editToSign: (fields) => ({ ...fields, propertyInfo: '/Doc_0/Signs/Sign_7/Signature.xml' }) })),
  {
    ...tolerated('type-stated-wrong', '列表把电子签章标为不用印章的签名；以实际内容为准。', 'The list calls a seal signature a signature without seal; the octets decide.', 'GB/T 33190-2016 clause 18.1 (Type)',
      'SIGNATURE_TYPE_DISAGREES', (world) => world.zip(new Map(world.signed()).set(LIST, signaturesXml([{ ...ENTRY, type: 'Sign' }], 2)))),
    flags: ['Tolerated', 'Tampered'],
  },
]

/** The two integers of a DER signature as 32 octets each. */
function rawSignature(der: Uint8Array): Uint8Array {
  return concatOctets(...[0, 1].map((index) => {
    const content = derAt(der, index).content
    const value = content.subarray(Math.max(0, content.length - 32))
    return concatOctets(new Uint8Array(32 - value.length), value)
  }))
}
