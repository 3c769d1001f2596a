/** Seals by themselves (.esl), and seal signatures without the document that they are over (.dat). */
import { toBase64, toUtf8 } from '../../encoding/octets.ts'
import { flipInElement } from '../edit.ts'
import { GENUINE, accepted, failed, indeterminate } from '../variant.ts'
import type { Expectation, Flag, Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { SIGNED_VALUE, timeStamping } from './scenes.ts'

const CLAUSE = 'GB/T 38540-2020 (seal verification)'

const value = (world: ForgedWorld): Uint8Array => world.signed().get(SIGNED_VALUE) as Uint8Array
const genuine = (world: ForgedWorld): Uint8Array => world.seals['east-2020'].bytes

const bare = (name: string, flags: readonly [Flag, ...Flag[]], zh: string, en: string, expected: Expectation, make: Variant['make'], clause = CLAUSE): Variant =>
  ({ name, description: { zh, en }, clause, flags, expected, make })

export const BARE: readonly Variant[] = [
  bare('seal/accepted/gmt-0031-2014', ['Genuine'], '第一版印章。', 'A seal of the first edition.', accepted(), (world) => world.seals['east-2014'].bytes, 'GM/T 0031-2014 clause 6.1'),
  bare(GENUINE.seal, ['Genuine'], '颁发机构的印章。', 'The seal of the authority.', accepted(), genuine),
  bare('seal/accepted/gmt-0031-2025', ['Genuine'], '最新版印章。', 'A seal of the newest edition.', accepted(), (world) => world.seals['east-2025'].bytes, 'GM/T 0031-2025'),
  bare('seal/accepted/time-stamped', ['Genuine', 'TimeStamp'], '带时间戳的最新版印章。', 'A seal of the newest edition with a time stamp.', accepted(),
    (world) => world.eastSeal({ edition: 'GM/T 0031-2025', esId: '98010000000026', timeStamp: { ...timeStamping(world), serialNumber: 1 } }).bytes, 'GM/T 0031-2025 (timeStamp)'),
  bare('seal/accepted/base64', ['Tolerated'], '印章写为 base64 文本。', 'The seal as base64 text.', accepted('TEXT_ENCODED_INPUT'), (world) => toUtf8(toBase64(genuine(world)))),
  bare('seal/rejected/name-altered', ['Tampered'], '印章名称被改动一位。', 'One bit of the holder\'s name was flipped.', failed('SIG_CRYPTO_FAILURE', 'SEAL_SIGNATURE_INVALID'),
    (world) => flipInElement(genuine(world), [0, 2, 1], -1)),
  bare('seal/rejected/picture-altered', ['Tampered'], '印章图像被改动一位。', 'One bit of the picture was flipped.', failed('SIG_CRYPTO_FAILURE', 'SEAL_SIGNATURE_INVALID'),
    (world) => flipInElement(genuine(world), [0, 3, 1], 400)),
  bare('seal/rejected/maker-impostor', ['Forgery', 'Trust'], '制章者名称相符，但证书由冒名者签发。', 'A maker of the right name, certified by an impostor.',
    indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'PATH_ISSUER_NOT_FOUND'), (world) => world.eastSeal({ maker: world.identity('impostor-seal-maker') }).bytes),
  bare('seal/rejected/expired', ['Dates'], '印章已过期。', 'The seal has expired.', failed('EXPIRED', 'SEAL_EXPIRED'),
    (world) => world.eastSeal({ validEnd: world.times.at('2026-01-31T15:59:59Z') }).bytes),
  bare('seal/rejected/truncated', ['Tampered'], '缺少最后一个字节。', 'The last octet is missing.', failed('FORMAT_FAILURE', 'DER_TRUNCATED'), (world) => genuine(world).slice(0, -1)),
  bare(GENUINE.value, ['Genuine'], '真实的签章数据，但没有所签的文档。', 'A genuine seal signature, but the document is not at hand.',
    indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNED_DATA_ABSENT'), value, 'ETSI EN 319 102-1 clause 5.2.7'),
  bare('seal/value-alone/time-altered', ['Tampered'], '签章数据中的签章时间被改动。', 'The signing time in a seal signature was changed.',
    failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_VALUE_INVALID'), (world) => flipInElement(value(world), [0, 2], 11)),
]
