/** Published signatures: RFC 7515, RFC 8037, the RFC 7520 cookbook and Wycheproof. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromUtf8, toUtf8 } from '../../src/encoding/octets.ts'
import { parseJwk, verifyJws } from '../../src/jose/index.ts'
import type { JwsKey, VerifyJwsOptions } from '../../src/jose/index.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'

const CORPUS = '../shared/corpus'

const outcome = (text: string, options: VerifyJwsOptions): Promise<string> =>
  codeOfRejection(verifyJws(text, options))

describe('RFC 7515 appendix A.3, RFC 8037 appendix A.4', () => {
  const ec = parseJwk('{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}')
  const okp = parseJwk('{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}')
  const es256 = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'
  const eddsa = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'

  it('verify', async () => {
    expect(fromUtf8((await verifyJws(es256, { keys: [ec], algorithms: ['ES256'] })).payload)).toContain('"iss":"joe"')
    expect(fromUtf8((await verifyJws(eddsa, { keys: [okp], algorithms: ['EdDSA'] })).payload)).toBe('Example of Ed25519 signing')
  })

  it('RFC 7515 appendix A.2 and A.4: RS256 and ES512; A.1 and A.5 are refused: a MAC, and nothing', async () => {
    const claims = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
    const rsa = parseJwk('{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}')
    const rs256 = `eyJhbGciOiJSUzI1NiJ9.${claims}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw`
    expect(await outcome(rs256, { keys: [rsa], algorithms: ['RS256'] })).toBe('accepted')
    const p521 = parseJwk('{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}')
    const es512 = 'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn'
    expect(await outcome(es512, { keys: [p521], algorithms: ['ES512'] })).toBe('accepted')
    expect(await outcome(`eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`, { keys: [rsa], algorithms: ['RS256'] })).toBe('JWS_ALGORITHM_SYMMETRIC')
    expect(await outcome(`eyJhbGciOiJub25lIn0.${claims}.`, { keys: [rsa], algorithms: ['RS256'] })).toBe('JWS_ALGORITHM_NONE')
  })

  it('do not verify once changed', async () => {
    for (const [text, key, algorithms] of [[es256, ec, ['ES256']], [eddsa, okp, ['EdDSA']]] as const) {
      expect(await outcome(text.replace('.', '.A').slice(0, -1), { keys: [key], algorithms })).not.toBe('accepted')
    }
  })
})

type Json = Readonly<Record<string, unknown>>
const publicMembers = (jwk: Json): Json => Object.fromEntries(['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'key_ops', 'alg'].flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])))

const COOKBOOK = join(CORPUS, 'jose')
describe.skipIf(!existsSync(COOKBOOK))(`RFC 7520 cookbook (needs ${COOKBOOK})`, () => {
  const load = (name: string): Json => JSON.parse(readFileSync(join(COOKBOOK, name), 'utf8')) as Json
  interface Example {
    readonly input: { readonly payload: string; readonly key: Json; readonly alg: string }
    readonly output: { readonly compact?: string; readonly json?: Json; readonly json_flat?: Json }
  }

  it('is run whole: every file of it is named in a test', () => {
    const tests = ['vectors.test.ts', 'jwe.test.ts', '../identity/certificates.test.ts'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('')
    expect(readdirSync(COOKBOOK).filter((name) => !tests.includes(name))).toEqual([])
  })

  it.each(['jws__4_1.rsa_v15_signature.json', 'jws__4_2.rsa-pss_signature.json'])('%s: all three forms', async (name) => {
    const { input, output } = load(name) as unknown as Example
    const options = { keys: [parseJwk(JSON.stringify(publicMembers(input.key)))], algorithms: [input.alg] }
    for (const text of [output.compact ?? '', JSON.stringify(output.json), JSON.stringify(output.json_flat)]) {
      expect(fromUtf8((await verifyJws(text, options)).payload)).toBe(input.payload)
    }
  })

  it('the signature of section 6, inside the encryption', async () => {
    const { sign } = load('6.nesting_signatures_and_encryption.json') as unknown as { readonly sign: Example }
    const { payload } = await verifyJws(sign.output.compact ?? '', { keys: [parseJwk(JSON.stringify(publicMembers(sign.input.key)))], algorithms: ['PS256'] })
    expect(fromUtf8(payload)).toBe(sign.input.payload)
  })

  it('refuses what is not a signature by a key of one owner: MACs, unprotected headers, payloads that are not encoded', async () => {
    const options = { keys: [], algorithms: ['ES256'] }
    const codes = async (name: string): Promise<readonly string[]> => {
      const { output } = load(name) as unknown as Example
      const texts = [output.compact, output.json && JSON.stringify(output.json), output.json_flat && JSON.stringify(output.json_flat)]
      return Promise.all(texts.flatMap((text) => (text === undefined ? [] : [outcome(text, { ...options, ...(name.includes('4_5') && { payload: toUtf8('x') }) })])))
    }
    expect(await codes('jws__4_5.signature_with_detached_content.json')).toEqual(['JWS_ALGORITHM_SYMMETRIC', 'JWS_ALGORITHM_SYMMETRIC', 'JWS_ALGORITHM_SYMMETRIC'])
    expect(await codes('jws__4_6.protecting_specific_header_fields.json')).toEqual(['JWS_HEADER_UNPROTECTED', 'JWS_HEADER_UNPROTECTED'])
    expect(new Set(await codes('rfc7797__hmac-sha2_b64_false.json'))).toEqual(new Set(['JWS_BASE64URL_INVALID']))
  })

  it('reads its keys, and refuses the private parts', () => {
    for (const name of ['jwk__3_2.ec_private_key.json', 'jwk__3_4.rsa_private_key.json']) {
      expect(() => parseJwk(readFileSync(join(COOKBOOK, name)))).toThrow('JWK_PRIVATE')
      expect(parseJwk(JSON.stringify(publicMembers(load(name)))).kid).toBe('bilbo.baggins@hobbiton.example')
    }
    expect(() => parseJwk(readFileSync(join(COOKBOOK, 'jwk__3_6.symmetric_key_encryption.json')))).toThrow('JWK_TYPE_UNSUPPORTED')
  })
})

const WYCHEPROOF = join(CORPUS, 'wycheproof/json_web_signature_test.json')

/** Valid by the vectors, refused here, and why. */
const EXCEPTIONS: readonly (readonly [reason: string, applies: (test: Test, key: Json) => boolean])[] = [
  ['a message authentication code is not a signature', (_, { kty }) => kty === 'oct'],
  ['the key says that it is for another algorithm than the header', ({ jws }, { alg }) => alg !== undefined && alg !== headerOf(jws)['alg']],
]

interface Test { readonly tcId: number; readonly comment: string; readonly jws: unknown; readonly result: 'valid' | 'invalid' | 'acceptable' }
interface Group { readonly comment: string; readonly public?: Json; readonly private: Json; readonly tests: readonly Test[] }

function headerOf(jws: unknown): Json {
  return typeof jws === 'string' ? (JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as Json) : {}
}

describe.skipIf(!existsSync(WYCHEPROOF))(`Wycheproof JSON Web Signature (needs ${WYCHEPROOF})`, () => {
  const groups = existsSync(WYCHEPROOF) ? (JSON.parse(readFileSync(WYCHEPROOF, 'utf8')) as { testGroups: Group[] }).testGroups : []
  const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA']

  function keysOf({ public: key }: Group): readonly JwsKey[] {
    return key === undefined ? [] : [parseJwk(JSON.stringify(publicMembers(key)))]
  }

  it.each(groups.map((group, index) => [`${index} ${group.comment}`, group] as const))('%s', async (_, group) => {
    const wrong: string[] = []
    for (const test of group.tests) {
      const got = await outcome(typeof test.jws === 'string' ? test.jws : JSON.stringify(test.jws), { keys: keysOf(group), algorithms })
      const excused = test.result === 'valid' && EXCEPTIONS.some(([, applies]) => applies(test, group.public ?? group.private))
      const wanted = test.result === 'valid' && !excused
      if ((got === 'accepted') !== wanted) wrong.push(`${test.tcId} ${test.comment}: ${test.result}, got ${got}`)
    }
    expect(wrong).toEqual([])
  })

  it('runs all of it, and excuses few', () => {
    const tests = groups.flatMap((group) => group.tests.map((test) => ({ test, key: group.public ?? group.private })))
    expect(tests).toHaveLength(401)
    const excused = tests.filter(({ test, key }) => test.result === 'valid' && EXCEPTIONS.some(([, applies]) => applies(test, key)))
    expect(tests.filter(({ test }) => test.result === 'valid').length - excused.length).toBeGreaterThanOrEqual(25)
  })
})
