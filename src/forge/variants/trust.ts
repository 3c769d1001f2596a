/** Seals, certificates and times: the octets hold, and still it must not be accepted. */
import { toUtf8 } from '../../encoding/octets.ts'
import { timeStampToken } from '../cms.ts'
import type { Signing } from '../signing.ts'
import { failed, indeterminate } from '../variant.ts'
import type { Expectation, Flag, Surroundings, Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { SEAL_FILE, timeStamping, withCrl } from './scenes.ts'

const SEAL_CLAUSE = 'GB/T 38540-2020 clause 7.3'
const MAKING = 'GM/T 0031-2025 (seal verification)'
const PATH_CLAUSE = 'RFC 5280 clause 6.1'

interface Judged extends Surroundings {
  readonly zh: string
  readonly en: string
  readonly flags: readonly [Flag, ...Flag[]]
  readonly clause: string
  readonly base?: string
  readonly expected: Expectation
  /** How it is signed. @default as the genuine license */
  readonly signing?: (world: ForgedWorld) => Partial<Signing>
  readonly make?: Variant['make']
}

function judged(group: string) {
  return (id: string, { zh, en, signing, make, ...rest }: Judged): Variant => ({
    name: `ofd/${group}/${id}`, description: { zh, en }, ...rest, make: make ?? ((world) => world.ofd(signing?.(world) ?? {})),
  })
}

const seal = judged('seal')
const certificate = judged('certificates')
const timeStamp = judged('time-stamp')

/** Signed by somebody else, with a seal that lists them. */
const signedBy = (id: string) => (world: ForgedWorld): Partial<Signing> => ({ signer: world.identity(id), seal: world.eastSeal({ signers: [world.identity(id)] }) })

/** A seal whose maker's certificate names a CRL. */
const revocableMaker = (world: ForgedWorld): Partial<Signing> => ({ seal: world.eastSeal({ maker: world.identity('east-seal-maker-with-crl') }) })

const IMPOSTOR: Surroundings = { certificates: ['east-ca', 'west-ca', 'impostor-root'] }

const SEALS: readonly Variant[] = [
  seal('seal-of-another', {
    zh: '借用另一机构的印章：其列表中没有签章者。', en: 'The seal of another authority: its list does not have the signer.', clause: SEAL_CLAUSE, flags: ['Transplant', 'Forgery'],
    signing: (world) => ({ seal: world.seals['west-2020'] }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_SIGNER_NOT_LISTED'),
  }),
  seal('signer-not-listed', {
    zh: '本机构的印章，但签章者证书不在其列表中。', en: 'The authority\'s own seal, but the signer\'s certificate is not on its list.', clause: SEAL_CLAUSE, flags: ['Forgery'],
    signing: (world) => ({ signer: world.identity('east-authority-with-crl') }), crls: ['east-ca'], expected: failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_SIGNER_NOT_LISTED'),
  }),
  seal('digest-of-another', {
    zh: '印章以杂凑值列出签章者，其中没有本签章者。', en: 'The seal lists digests, none of them of the signer.', clause: 'GB/T 38540-2020 SES_CertList', flags: ['Transplant', 'Forgery'],
    base: 'ofd/accepted/signers-by-digest',
    signing: (world) => ({ seal: world.eastSeal({ signers: [world.identity('west-authority')], byDigest: true }) }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_SIGNER_NOT_LISTED'),
  }),
  seal('seal-file-replaced', {
    zh: '签名旁的 Seal.esl 是另一枚印章且受保护：照它绘制的阅读器会显示另一图像。', en: 'Seal.esl beside the signature is another seal, and covered: a viewer that draws it shows another picture.', clause: 'GB/T 33190-2016 clause 18 (Seal)', flags: ['Wrapping'],
    signing: (world) => ({ sealFile: world.seals['west-2020'].bytes }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_FILE_DIFFERS'),
  }),
  seal('seal-file-replaced-later', {
    zh: '签章后 Seal.esl 被替换。', en: 'Seal.esl was replaced after signing.', clause: 'GB/T 33190-2016 clause 18 (Seal)', flags: ['Tampered'],
    make: (world) => world.zip(new Map(world.signed()).set(SEAL_FILE, world.seals['west-2020'].bytes)), expected: failed('HASH_FAILURE', 'OFD_REFERENCE_MISMATCH', 'SEAL_FILE_DIFFERS'),
  }),
  seal('expired-at-signing', {
    zh: '用印时印章已过期一个月。', en: 'The seal had expired a month before it was used.', clause: SEAL_CLAUSE, flags: ['Dates'],
    signing: (world) => ({ seal: world.eastSeal({ validEnd: world.times.at('2026-01-31T15:59:59Z') }) }), expected: failed('EXPIRED', 'SEAL_EXPIRED'),
  }),
  seal('not-yet-valid', {
    zh: '用印时印章一个月后才生效。', en: 'The seal was used a month before it became valid.', clause: SEAL_CLAUSE, flags: ['Dates'],
    signing: (world) => ({ seal: world.eastSeal({ validStart: world.times.at('2026-03-31T16:00:00Z') }) }), expected: failed('NOT_YET_VALID', 'SEAL_NOT_YET_VALID'),
  }),
  seal('made-after-signing', {
    zh: '印章制作时间晚于所称用印时间。', en: 'The seal was made after the time at which it is said to have been used.', clause: MAKING, flags: ['Dates', 'Forgery'],
    signing: (world) => ({ seal: world.eastSeal({ createDate: world.times.at('2026-04-15T08:00:00Z') }) }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'SEAL_CREATED_AFTER_SIGNING'),
  }),
  seal('made-before-maker-certificate', {
    zh: '印章制作时，制章者证书一年后才生效。', en: 'The seal was made a year before its maker\'s certificate became valid.', clause: MAKING, flags: ['Dates'],
    signing: (world) => ({ seal: world.eastSeal({ createDate: world.times.at('2022-12-01T08:00:00Z') }) }), expected: failed('CHAIN_CONSTRAINTS_FAILURE', 'SEAL_MAKER_NOT_VALID_AT_CREATION'),
  }),
  seal('maker-revoked', {
    zh: '制章者证书在制章前已被撤销。', en: 'The maker\'s certificate was revoked before it made the seal.', clause: 'RFC 5280 clause 6.3', flags: ['Revocation'],
    signing: revocableMaker, crls: ['east-ca-maker-revoked'], expected: failed('REVOKED', 'CERTIFICATE_REVOKED'),
  }),
  seal('maker-impostor', {
    zh: '制章者名称相符，证书由同名而密钥不同的根签发。', en: 'A maker of the right name, certified by a root of the right name and another key.', clause: PATH_CLAUSE, flags: ['Forgery', 'Trust'], ...IMPOSTOR,
    signing: (world) => ({ seal: world.eastSeal({ maker: world.identity('impostor-seal-maker') }) }), expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_SELF_ISSUED_UNTRUSTED'),
  }),
  seal('maker-not-trusted', {
    zh: '只给出了签章者的信任锚：没有任何受信任的制章者。', en: 'Anchors were given for signers only: nobody is trusted to make seals.', clause: PATH_CLAUSE, flags: ['Trust'],
    trust: { signer: ['national-root'] }, expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_NO_ANCHORS'),
  }),
  seal('made-by-signer', {
    zh: '签章者用自己的证书自制印章：信任锚指明制章者时，签章机构不是制章者。', en: 'The signer made the seal itself, with its own certificate: an authority is not a seal maker where anchors say who is.', clause: PATH_CLAUSE, flags: ['Forgery', 'Trust'],
    signing: (world) => ({ seal: world.eastSeal({ maker: world.identity('east-authority') }) }), trust: { signer: ['east-ca'], sealMaker: ['west-ca'] },
    expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_ISSUER_NOT_FOUND'),
  }),
  seal('critical-extension-unknown', {
    zh: '印章含有无人知晓的关键扩展。', en: 'The seal holds a critical extension that nobody knows.', clause: 'GB/T 38540-2020 ExtData (critical)', flags: ['Forgery'],
    signing: (world) => ({ seal: world.eastSeal({ extensions: [{ oid: '2.999.156.4', critical: true, value: toUtf8('not for licenses') }] }) }),
    expected: indeterminate('SIG_CONSTRAINTS_FAILURE', 'SEAL_EXTENSION_CRITICAL'),
  }),
]

const CERTIFICATES: readonly Variant[] = [
  certificate('signer-expired-at-signing', {
    zh: '签章时签章者证书已过期一个月。', en: 'The signer\'s certificate had expired a month before it was used.', clause: PATH_CLAUSE, flags: ['Dates', 'Trust'],
    signing: signedBy('east-authority-short-lived'), expected: failed('EXPIRED', 'CERTIFICATE_EXPIRED'),
  }),
  certificate('signer-key-usage', {
    zh: '用加密证书签章。', en: 'Signed with the encryption certificate.', clause: 'RFC 5280 clause 4.2.1.3', flags: ['Trust'],
    signing: signedBy('east-authority-encryption'), expected: failed('CHAIN_CONSTRAINTS_FAILURE', 'CERTIFICATE_KEY_USAGE'),
  }),
  certificate('signer-impostor', {
    zh: '签章者名称相符，证书由同名而密钥不同的根签发，印章也由其自制。', en: 'A signer of the right name, certified by a root of the right name and another key, with a seal that they made.', clause: PATH_CLAUSE, flags: ['Forgery', 'Trust'], ...IMPOSTOR,
    signing: (world) => ({ signer: world.identity('impostor-authority'), seal: world.eastSeal({ maker: world.identity('impostor-seal-maker'), signers: [world.identity('impostor-authority')] }) }),
    expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_SELF_ISSUED_UNTRUSTED'),
  }),
  certificate('issuer-not-ca', {
    zh: '签章者证书由颁发机构的签名密钥签发，而该机构不是 CA。', en: 'The signer\'s certificate was signed with the key of the authority, which is no CA.', clause: 'RFC 5280 clause 6.1.4 (k)', flags: ['Forgery', 'Trust'],
    signing: signedBy('authority-of-authority'), certificates: ['east-ca', 'west-ca', 'east-authority'], expected: failed('CHAIN_CONSTRAINTS_FAILURE', 'CERTIFICATE_NOT_CA'),
  }),
  certificate('path-too-long', {
    zh: '签章者证书由省级 CA 的下级 CA 签发，而省级 CA 不得有下级。', en: 'The signer\'s certificate is from a CA below the provincial CA, which may not have any.', clause: 'RFC 5280 clause 6.1.4 (l)', flags: ['Trust'],
    signing: signedBy('sub-ca-authority'), certificates: ['east-ca', 'west-ca', 'east-sub-ca'], expected: failed('CHAIN_CONSTRAINTS_FAILURE', 'PATH_LENGTH_EXCEEDED'),
  }),
  certificate('signed-in-future', {
    zh: '所称签章时间比验证时间晚三个月。', en: 'The stated signing time is three months after the time of validation.', clause: 'GB/T 38540-2020 clause 7.3 (signing time)', flags: ['Dates', 'Forgery'],
    signing: (world) => ({ time: world.times.at('2026-09-01T02:30:00Z') }), expected: failed('SIG_CONSTRAINTS_FAILURE', 'TIME_IN_FUTURE'),
  }),
  certificate('root-not-trusted', {
    zh: '唯一的信任锚是另一个根。', en: 'The only anchor is another root.', clause: PATH_CLAUSE, flags: ['Trust'],
    trust: { anchors: ['impostor-root'] }, expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_ISSUER_NOT_FOUND'),
  }),
  certificate('no-anchors', {
    zh: '未给出信任锚：默认不信任任何机构。', en: 'No anchor was given: nothing is trusted by default.', clause: PATH_CLAUSE, flags: ['Trust'],
    trust: {}, expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_NO_ANCHORS'),
  }),
  certificate('intermediate-missing', {
    zh: '缺少省级 CA 的证书。', en: 'The certificate of the provincial CA is not at hand.', clause: PATH_CLAUSE, flags: ['Trust'],
    certificates: [], expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_ISSUER_NOT_FOUND'),
  }),
  certificate('crl-missing', {
    zh: '签章者证书指明了 CRL，但没有 CRL。', en: 'The signer\'s certificate names a CRL, and none is at hand.', clause: 'RFC 5280 clause 6.3', flags: ['Revocation'], base: 'ofd/accepted/crl-good',
    signing: withCrl, expected: indeterminate('TRY_LATER', 'REVOCATION_NO_EVIDENCE'),
  }),
  certificate('crl-revoked', {
    zh: '签章者证书在签章前一个月已被撤销。', en: 'The signer\'s certificate was revoked a month before it was used.', clause: 'RFC 5280 clause 6.3', flags: ['Revocation'], base: 'ofd/accepted/crl-good',
    signing: withCrl, crls: ['east-ca-revoked'], expected: failed('REVOKED', 'CERTIFICATE_REVOKED'),
  }),
  certificate('crl-revoked-later', {
    zh: '证书在所称签章时间之后被撤销，而签章时间无从证明。', en: 'The certificate was revoked after the stated signing time, which nothing proves.', clause: 'ETSI EN 319 102-1 clause 5.5.4', flags: ['Revocation'], base: 'ofd/accepted/crl-good',
    signing: withCrl, crls: ['east-ca-revoked-later'], expected: indeterminate('REVOKED_NO_POE', 'CERTIFICATE_REVOKED_LATER'),
  }),
  certificate('crl-forged', {
    zh: '所提供的 CRL 由他人冒名签发。', en: 'The CRL at hand was signed by another CA in the name of the right one.', clause: 'RFC 5280 clause 6.3.3', flags: ['Revocation', 'Forgery'], base: 'ofd/accepted/crl-good',
    signing: withCrl, crls: ['east-ca-forged'], expected: indeterminate('TRY_LATER', 'REVOCATION_EVIDENCE_UNUSABLE'),
  }),
]

const TIME_STAMPS: readonly Variant[] = [
  timeStamp('over-other-octets', {
    zh: '时间戳针对另一签名。', en: 'The time stamp is over another signature.', clause: 'RFC 3161 clause 2.4.2', flags: ['TimeStamp', 'Transplant'],
    signing: (world) => ({
      editFields: (fields) => ({ ...fields, timeStamp: timeStampToken(toUtf8('the octets of another signature'), { ...timeStamping(world), time: world.times.signing, serialNumber: 4 }) }),
    }),
    expected: failed('HASH_FAILURE', 'TIME_STAMP_IMPRINT_MISMATCH'),
  }),
  timeStamp('before-claimed-time', {
    zh: '所称签章时间比签名的时间戳晚一个月。', en: 'The signer claims to have signed a month after the time stamp over the signature.', clause: 'GM/T 0031-2025 (time stamp)', flags: ['TimeStamp', 'Dates'],
    signing: (world) => ({ timeStamp: { ...timeStamping(world), time: world.times.at('2026-02-02T02:30:00Z'), serialNumber: 4 } }),
    expected: failed('TIMESTAMP_ORDER_FAILURE', 'TIME_AFTER_TIMESTAMP'),
  }),
  timeStamp('authority-not-trusted', {
    zh: '没有受信任的时间戳机构。', en: 'Nobody is trusted to make time stamps.', clause: 'RFC 3161 clause 2.3', flags: ['TimeStamp', 'Trust'],
    signing: (world) => ({ timeStamp: { ...timeStamping(world), time: world.times.signing, serialNumber: 4 } }), trust: { signer: ['national-root'], sealMaker: ['national-root'] },
    expected: indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_NO_ANCHORS'),
  }),
  timeStamp('not-an-authority', {
    zh: '时间戳由签章者自己签发，其证书不得用于时间戳。', en: 'The time stamp was made by the signer, whose certificate is not for time stamps.', clause: 'RFC 3161 clause 2.3', flags: ['TimeStamp', 'Forgery'],
    signing: (world) => ({ timeStamp: { ...timeStamping(world), authority: world.identity('east-authority'), time: world.times.signing, serialNumber: 4 } }),
    expected: failed('CHAIN_CONSTRAINTS_FAILURE', 'CERTIFICATE_KEY_PURPOSE'),
  }),
]

export const TRUST: readonly Variant[] = [...SEALS, ...CERTIFICATES, ...TIME_STAMPS]
