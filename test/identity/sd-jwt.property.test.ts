/** Whatever an issuer signs and a holder adds: an answer, never a defect, and never a claim that nobody signed or disclosed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/encoding/json.ts'
import { issueStatusList, licenseVct, openStatusList, parseSdJwt, verifyLicenseCredential, verifySdJwt } from '../../src/identity/index.ts'
import type { LicenseCredentialReport, SdJwtReport } from '../../src/identity/index.ts'
import { VerificationError } from '../../src/errors.ts'
import { keyOf } from '../jose/signers.ts'
import { ISSUER, TIME, encoded, es, forged } from './tokens.ts'

const TYPE = '11100000000013338W011'
const OPTIONS = { keys: [keyOf(es)], algorithms: ['ES256'], issuer: ISSUER, keyBinding: 'none', validationTime: TIME } as const
const LIST = await issueStatusList({ signer: es, uri: 'u', bits: 1, size: 8, statuses: [], issuedAt: TIME })

/** Names and values that mean something here, and others. */
const name = fc.oneof(fc.constantFrom('_sd', '...', '_sd_alg', 'iss', 'vct', 'exp', 'cnf', 'status', 'status_list', 'idx', 'uri', 'license', 'holders', 'issuers', 'validTo', 'typeCode', 'constructor', 'a'), fc.string({ maxLength: 3 }))
const leaf = fc.oneof(fc.constantFrom<JsonValue>(ISSUER, licenseVct(TYPE), TYPE, 'sha-256', 'u', 0, -1, 1.5, true, null, [], {}, '2026-06-01', '长期'), fc.string({ maxLength: 4 }))
const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(name, tie('tree'), { maxKeys: 4 })),
}))
const digestOf = async (text: string): Promise<string> => Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url')

/** No defect: an answer of its own. */
function answered(report: SdJwtReport | LicenseCredentialReport): boolean {
  expect(JSON.stringify(report.steps)).not.toContain('INTERNAL_ERROR')
  return report.accepted
}

describe('property: SD-JWT of any content', () => {
  it('is answered', async () => {
    let accepted = 0
    await fc.assert(fc.asyncProperty(
      fc.dictionary(name, tree, { maxKeys: 5 }), fc.array(fc.oneof(fc.array(tree, { maxLength: 4 }), fc.tuple(fc.constant('salt'), name, tree), fc.tuple(fc.constant('salt'), tree)), { maxLength: 4 }), fc.boolean(),
      async (claims, contents, wellFormed) => {
        const disclosures = contents.map((content) => encoded(content))
        const digests = await Promise.all(disclosures.map(digestOf))
        const base = wellFormed ? { iss: ISSUER, vct: licenseVct(TYPE) } : {}
        const text = [await forged({ alg: 'ES256', typ: 'dc+sd-jwt' }, { ...claims, ...base, _sd: digests, license: { _sd: claims['_sd'] ?? [], ...(claims['license'] as object | undefined) } }), ...disclosures, ''].join('~')
        const status = { mode: 'ifPresent', lists: [LIST] } as const
        if (answered(await verifySdJwt(text, { ...OPTIONS, type: licenseVct(TYPE), status }))) accepted += 1
        answered(await verifyLicenseCredential(text, { ...OPTIONS, typeCode: TYPE, authorities: 'any', status }))
        await parseSdJwt(text).catch((cause: unknown) => { if (!(cause instanceof VerificationError)) throw cause })
      },
    ), { numRuns: 400 })
    expect(accepted).toBeGreaterThan(10)
  }, 60_000)

  it('as text is answered', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ maxLength: 60 }), tree.map((value) => JSON.stringify(value)), fc.array(fc.constantFrom('~', '.', '{', '"', 'e30', 'disclosures')).map((parts) => parts.join(''))), async (text) => {
      expect(answered(await verifySdJwt(text, { ...OPTIONS, type: 'x' }))).toBe(false)
    }), { numRuns: 300 })
  }, 60_000)

  it('status lists of any claims open or say why not', async () => {
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.constantFrom('iss', 'sub', 'iat', 'exp', 'ttl', 'status_list'), tree), tree, async (claims, list) => {
      const token = await forged({ alg: 'ES256', typ: 'statuslist+jwt' }, { iss: ISSUER, sub: 'u', iat: 0, ...claims, status_list: list })
      await openStatusList(token, { ...OPTIONS, uri: 'u', time: TIME }).catch((cause: unknown) => { if (!(cause instanceof VerificationError)) throw cause })
    }), { numRuns: 200 })
  }, 60_000)
})
