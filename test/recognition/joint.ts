/** A license of two persons, signed under the seal of its authority, and the tokens of those who may present it. */
import { LICENSE, SEALS } from '../../fixtures/generate/scene.ts'
import { DELEGATION_TOKEN_TYPE } from '../../src/recognition/assess.ts'
import type { AssessOptions, DelegationClaims, PresentedDelegation } from '../../src/recognition/assess.ts'
import type { PurposeFacts, StatusFacts } from '../../src/recognition/index.ts'
import { issueToken } from '../../src/identity/index.ts'
import type { TokenClaims } from '../../src/identity/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { signOfd } from '../../src/sign/ofd/index.ts'
import { buildLicenseIdentifier } from '../../src/identifier/index.ts'
import { pack } from '../document/ofd/ofd-builder.ts'
import { keyOf } from '../jose/signers.ts'
import { inDocInfo } from '../license/packages.ts'
import { signerOf } from '../sign/party.ts'
import { CLAIMS, ISSUER, PLATFORM, PURPOSE, STATUS, optionsOf, tokenOf } from './counter.ts'
import { CONTEXT } from './world.ts'

export const [FIRST, SECOND, AGENT] = [
  { name: '林样例', id_type: '111', id_number: '110101190001010014' }, { name: '王样例', id_type: '111', id_number: '110101190001010030' },
  { name: '赵样例', id_type: '111', id_number: '110101190001010057' },
] as const

const IDENTIFIER = buildLicenseIdentifier({ typeCode: LICENSE.typeCode, issuer: LICENSE.authorityCode, serial: 'JOINT1', version: 1 })
/** Unsigned. */
export const JOINT_FILES = inDocInfo([
  ['ZZMC', LICENSE.name], ['ZZLXDM', LICENSE.typeCode], ['ZZBH', 'JOINT1'], ['ZZBS', IDENTIFIER], ['ZZBFJG', LICENSE.authority], ['ZZBFJGDM', LICENSE.authorityCode], ['ZZBFRQ', '20260302'],
  ['CZZT', FIRST.name], ['CZZT', SECOND.name], ['CZZTDM', FIRST.id_number], ['CZZTDM', SECOND.id_number], ['CZZTDMLX', '公民身份号码'], ['CZZTDMLXDM', '111'],
  ['ZZYXQQSRQ', '20260302'], ['ZZYXQJZRQ', '20310301'],
])
const signed = async (): Promise<Uint8Array> => (await signOfd(pack(JOINT_FILES), { signer: signerOf('east-authority'), seal: SEALS['east-2020'].bytes, stamps: [{ page: 1, boundary: [100, 200, 42, 42] }], time: new Date('2026-03-02T02:30:00Z'), protect: 'all' })).bytes
export const JOINT = await signed()

/** What a person's token says. */
export const personOf = (who: { readonly name: string; readonly id_type: string; readonly id_number: string }): TokenClaims => {
  const claims = Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== 'representative' && name !== 'agent')) as TokenClaims
  return { ...claims, ...who, kind: 'NATURAL', sub: who.id_number.slice(-4), jti: `person-${who.id_number.slice(-4)}` }
}
export const tokenOfPerson = (who: Parameters<typeof personOf>[0]): Promise<string> => tokenOf(personOf(who))

export const POWER: TokenClaims & DelegationClaims = {
  iss: ISSUER, aud: CONTEXT.agency, jti: 'power-1', iat: CLAIMS['iat'] as number, exp: CLAIMS.exp, principal: SECOND, agent: FIRST, matters: [CONTEXT.matter],
}
export const powerOf = async (claims: object = {}, { signer = PLATFORM, typ = DELEGATION_TOKEN_TYPE, ...more }: { signer?: JwsSigner; typ?: string } & Partial<PresentedDelegation> = {}): Promise<PresentedDelegation> => ({
  token: await issueToken({ ...POWER, ...claims }, { signer, typ }),
  verification: { keys: [keyOf(PLATFORM)], algorithms: ['SM2-SM3'], issuer: ISSUER, audience: CONTEXT.agency }, ...more,
})

export const JOINT_PURPOSE: PurposeFacts = { ...PURPOSE, license: { identifier: IDENTIFIER }, by: [0, 1] }
export const JOINT_STATUS: StatusFacts = { ...STATUS, identifier: IDENTIFIER }
export const jointOptions = (change: Partial<AssessOptions> = {}, recognition: Partial<AssessOptions['recognition']> = {}): AssessOptions =>
  optionsOf({ purpose: JOINT_PURPOSE, statusSource: JOINT_STATUS, ...change }, recognition)
