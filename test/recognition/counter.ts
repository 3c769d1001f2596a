/** A counter in the other province: a genuine license, the holder's token, and all that the agency decides by. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityProfile, issueToken, memoryReplayGuard } from '../../src/identity/index.ts'
import type { IdentityProfile, TokenClaims } from '../../src/identity/index.ts'
import { policyPreset, trustStore } from '../../src/index.ts'
import type { AssessOptions, PresentedToken } from '../../src/recognition/assess.ts'
import type { PurposeFacts, StatusFacts } from '../../src/recognition/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { keyOf } from '../jose/signers.ts'
import { es, sm2 } from '../identity/tokens.ts'
import { CONTEXT, FACTS, LISTS, MATERIALS } from './world.ts'

export const ROOT = join(import.meta.dirname, '../..')
export const fixture = (path: string): Uint8Array => new Uint8Array(readFileSync(join(ROOT, 'fixtures', path)))
export const GENUINE = fixture('ofd/accepted/gbt-38540-2020/input.ofd')

/** One octet of the middle is another. */
export const tampered = (): Uint8Array => {
  const octets = Uint8Array.from(GENUINE)
  octets[octets.length >> 1] = (octets[octets.length >> 1] ?? 0) ^ 1
  return octets
}

export const ISSUER = 'https://id.example'
const seconds = CONTEXT.time.getTime() / 1000
const HOLDER = FACTS.license?.metadata?.holders[0]
const REPRESENTATIVE = { name: '林样例', id_type: '111', id_number: '110101190001010014' }
export const CLAIMS: TokenClaims = {
  iss: ISSUER, aud: CONTEXT.agency, sub: 'specimen', jti: 'specimen-1', iat: seconds - 60, exp: seconds + 600, auth_time: seconds - 120, acr: 'urn:cn:zwfw:loa:3', amr: ['face', 'mfa'],
  kind: 'LEGAL', name: HOLDER?.name ?? '', id_type: '001', id_number: HOLDER?.code ?? '', representative: REPRESENTATIVE, agent: REPRESENTATIVE,
}
/** Another organization, well-formed in all. */
export const OTHERS: TokenClaims = { ...CLAIMS, name: '样例他人商店', id_number: CONTEXT.agency }
export const tokenOf = (claims: TokenClaims = CLAIMS, signer: JwsSigner = sm2): Promise<string> => issueToken(claims, { signer })

/** The platform signs with SM2; `es` is a stranger's key. */
export const PLATFORM = sm2
export const STRANGER = es
export const presenterOf = (token: string | Uint8Array, more: Partial<PresentedToken> = {}): PresentedToken => ({
  token, verification: { keys: [keyOf(PLATFORM)], algorithms: ['SM2-SM3'], issuer: ISSUER, audience: CONTEXT.agency }, profile: identityProfile('cn-relay') as IdentityProfile, ...more,
})

export const PURPOSE = FACTS.purpose as PurposeFacts
export const STATUS = FACTS.status as StatusFacts

/** A new memory each time: what one assessment used up, another has not. */
export const optionsOf = (change: Partial<AssessOptions> = {}, recognition: Partial<AssessOptions['recognition']> = {}): AssessOptions => ({
  trust: trustStore({ anchors: [fixture('world/certificates/national-root.pem')] }), policy: policyPreset('cn-gov-2025'), certificates: [fixture('world/certificates/east-ca.pem')],
  time: CONTEXT.time, purpose: PURPOSE, statusSource: STATUS, sealStatuses: [{ sealId: '98010000000020', status: 'valid' }], kept: ['document', 'status', 'presenter', 'authorization'],
  recognition: {
    lists: LISTS, policy: MATERIALS.policy, region: CONTEXT.region, matter: CONTEXT.matter, agency: CONTEXT.agency,
    numbers: { keyId: 'specimen', key: new Uint8Array(32).fill(7) }, used: memoryReplayGuard(), ...recognition,
  },
  ...change,
})
