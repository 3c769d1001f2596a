/** Trust lists of the generated world, and the keys of the operator that signs them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jwkOf, sm2Signer } from '../../src/jose/index.ts'
import type { JwsKey, JwsSigner } from '../../src/jose/index.ts'
import { fromHex } from '../../src/encoding/octets.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { openTrustList, signTrustList } from '../../src/trust/index.ts'
import type { OpenTrustListOptions, OperatorJwk, StatusEntry, TrustList, TrustService, TrustServiceProvider, VerifiedTrustList } from '../../src/trust/index.ts'
import { toBase64 } from '../../src/encoding/octets.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'

const CERTIFICATES = join(import.meta.dirname, '../../fixtures/world/certificates')

export const pem = (name: string): string => readFileSync(join(CERTIFICATES, `${name}.pem`), 'utf8')
/** Base64 of DER, as lists hold it. */
export const der = (name: string): string => toBase64(parsePem(pem(name))[0]?.bytes ?? new Uint8Array(0))

const secret = (digit: string): Uint8Array => fromHex(digit.repeat(64)) as Uint8Array

/** Keys that the operator has one after the other. */
export const signers: readonly [JwsSigner, JwsSigner, JwsSigner] = [await sm2Signer(secret('1')), await sm2Signer(secret('2')), await sm2Signer(secret('3'))]

export function keyOf({ publicKey }: JwsSigner): JwsKey {
  if (publicKey === undefined) throw new TypeError('a signer without public key')
  return { key: publicKey }
}
export const operatorJwk = (signer: JwsSigner): OperatorJwk => jwkOf(keyOf(signer).key) as OperatorJwk

export const GRANTED: readonly [StatusEntry] = [{ status: 'granted', since: '2024-01-01T00:00:00Z' }]
export const TIME = new Date('2026-06-01T00:00:00Z')

export const service = (type: TrustService['type'], name: string, more: Partial<TrustService> = {}): TrustService => ({
  type, name: { zh: `样例服务 ${name}`, en: `Sample service ${name}` }, identity: { certificates: [der(name)] }, history: GRANTED, ...more,
})

export const provider = (...services: readonly [TrustService, ...TrustService[]]): TrustServiceProvider => ({
  name: { zh: '样例电子认证服务机构', en: 'Sample certification authority' }, territory: '330000', services,
})

export const list = (more: Partial<TrustList> = {}): TrustList => ({
  schema: 1,
  id: 'urn:example:trust-list:nation',
  sequence: 7,
  issuedAt: '2026-04-01T00:00:00Z',
  nextUpdate: '2026-10-01T00:00:00Z',
  operator: { name: { zh: '样例密码管理机构', en: 'Sample cryptography administration' }, territory: 'CN' },
  scheme: { name: { zh: '样例信任名录', en: 'Sample trust list' }, territory: 'CN' },
  providers: [provider(service('signerCa', 'national-root'), service('sealMakerCa', 'national-root'), service('timeStamping', 'national-root'))],
  ...more,
})

export const signed = (content: TrustList = list(), by: readonly [JwsSigner, ...JwsSigner[]] = [signers[0]]): Promise<string> => signTrustList(content, by)

export const OPTIONS: OpenTrustListOptions = { keys: [keyOf(signers[0])], time: TIME }

/** A list that is open, without going through its text by hand. */
export async function opened(content: TrustList = list(), options: Partial<OpenTrustListOptions> = {}): Promise<VerifiedTrustList> {
  return openTrustList(await signed(content), { ...OPTIONS, ...options })
}

/** The code that a text is refused with, or `accepted`. */
export const outcome = (text: Uint8Array | string, options: Partial<OpenTrustListOptions> = {}): Promise<string> =>
  codeOfRejection(openTrustList(text, { ...OPTIONS, ...options }))
