/**
 * Signed trust lists of a world. The compact JWS is put together by hand from canonical JSON and an SM2 signature, so that
 * reading it is no round trip through the writer of the package.
 */
import { sm2PublicKeyOf, sm2Sign } from '../crypto/index.ts'
import { toBase64Url } from '../encoding/base64url.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toBase64, toUtf8 } from '../encoding/octets.ts'
import { keyToPem } from '../jose/index.ts'
import type { StatusEntry, TrustList, TrustService } from '../trust/index.ts'
import { USCC } from './declarations.ts'
import { testKey } from './identity.ts'
import type { ForgedWorld } from './world.ts'

export const OPERATOR_KEY_ID = 'trust-list-operator'

/** PEM of the key that verifies the lists. */
export const operatorPem = ({ seed }: ForgedWorld): string => keyToPem(sm2PublicKeyOf(testKey(seed, OPERATOR_KEY_ID)))

export interface ForgedTrustList {
  readonly id: string
  readonly note: string
  /** Compact JWS. */
  readonly text: string
}

const ROOT_NAME = { zh: '样例国家电子认证根', en: 'Specimen National Root CA' } as const
const WITHDRAWN_BEFORE = '2026-02-01T00:00:00Z'
const WITHDRAWN_SINCE = '2026-04-01T00:00:00Z'

export function trustListsOf(world: ForgedWorld): readonly ForgedTrustList[] {
  const instant = (text: string): string => world.times.at(text).toISOString().replace('.000Z', 'Z')
  const granted: StatusEntry = { status: 'granted', since: instant('2024-01-01T00:00:00Z') }
  const service = (type: TrustService['type'], ...more: readonly StatusEntry[]): TrustService => ({
    type, name: ROOT_NAME, identity: { certificates: [toBase64(world.identity('national-root').certificate)] }, history: [granted, ...more],
  })
  const list = (sequence: number, ...more: readonly StatusEntry[]): string => signedList(world.seed, OPERATOR_KEY_ID, 'trust-list+jws', {
    schema: 1,
    id: 'urn:example:trust-list:nation',
    sequence,
    issuedAt: instant('2026-05-01T00:00:00Z'),
    nextUpdate: instant('2026-11-01T00:00:00Z'),
    operator: { name: { zh: '样例国家密码管理机构', en: 'Specimen National Cryptography Administration' }, territory: 'CN' },
    scheme: { name: { zh: '样例国家信任名录', en: 'Specimen National Trust List' }, territory: 'CN' },
    providers: [{
      name: { zh: '样例国家电子认证中心', en: 'Specimen National Certification Center' }, territory: '980000', uscc: USCC.nationalFoodAuthority,
      services: [service('signerCa', ...more), service('sealMakerCa'), service('timeStamping')],
    }],
  } satisfies TrustList)
  return [
    { id: 'granted', note: 'The root is granted for signers, seal makers and time stamps.', text: list(7) },
    { id: 'withdrawn-before', note: 'As before, but withdrawn for signers before the license was signed.', text: list(8, { status: 'withdrawn', since: instant(WITHDRAWN_BEFORE) }) },
    { id: 'withdrawn-since', note: 'As before, but withdrawn for signers after the license was signed.', text: list(9, { status: 'withdrawn', since: instant(WITHDRAWN_SINCE) }) },
  ]
}

/** A list as compact JWS under the type of its kind, by the key of an operator. */
export function signedList(seed: string, operatorKeyId: string, typ: string, content: object): string {
  const input = `${toBase64Url(toUtf8(canonicalJson({ alg: 'SM2-SM3', typ })))}.${toBase64Url(toUtf8(canonicalJson(content)))}`
  const signature = sm2Sign(testKey(seed, operatorKeyId), toUtf8(input), { encoding: 'raw', hedge: 'none' })
  return `${input}.${toBase64Url(signature)}\n`
}
