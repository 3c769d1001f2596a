/** Published examples, computed again on this platform: what `yinxin doctor` runs. Nothing here is of our own making. */
import { Sm2Hasher, digestAlgorithm, parseSm2PublicKey, sm2GenerateKey, sm2Sign, sm2Verify, sm3, sm3Many, sm4EcbEncrypt } from '../crypto/index.ts'
import { UnsupportedAlgorithmError } from '../errors.ts'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../encoding/octets.ts'
import { parseJwk, verifyJws } from '../jose/index.ts'

export type Outcome = 'passed' | 'failed' | 'missing'

export interface SelfTest {
  readonly algorithm: string
  /** Where the example is published; empty for one that is made on the spot. */
  readonly source: string
  /** Whether a platform without it can do no work here; else files that use the algorithm cannot be checked. */
  readonly required: boolean
  readonly run: () => boolean | Promise<boolean>
}

const hex = (text: string): Uint8Array => fromHex(text) as Uint8Array
const ABC = toUtf8('abc')

function sm2(): boolean {
  const key = parseSm2PublicKey(hex('0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'))
  const signature = hex('F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA')
  const message = toUtf8('message digest')
  return toHex(new Sm2Hasher(key).update(message).digest()) === 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640' &&
    sm2Verify(key, message, signature, { encoding: 'raw' }) && !sm2Verify(key, toUtf8('message digesT'), signature, { encoding: 'raw' })
}

/** The example fixes a nonce, which is not for the public interface to take: a signature must verify, with its own key only. */
function sm2Signing(): boolean {
  const [own, other] = [sm2GenerateKey(), sm2GenerateKey()]
  const signature = sm2Sign(own.privateKey, ABC)
  return sm2Verify(own.publicKey, ABC, signature) && !sm2Verify(other.publicKey, ABC, signature)
}

function sm3Examples(): boolean {
  const [first, second] = ['66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732']
  const long = toUtf8('abcd'.repeat(16))
  return toHex(sm3(ABC)) === first && toHex(sm3(long)) === second && sm3Many([ABC, long, ABC, long, ABC]).map(toHex).join() === [first, second, first, second, first].join()
}

async function digestOfAbc(name: string, expected: string): Promise<boolean> {
  return toHex(await (digestAlgorithm(name) as NonNullable<ReturnType<typeof digestAlgorithm>>).digest(ABC)) === expected
}

async function jws(algorithm: string, jwk: string, text: string, payload: string): Promise<boolean> {
  const verified = await verifyJws(text, { keys: [parseJwk(jwk)], algorithms: [algorithm] })
  return fromUtf8(verified.payload)?.includes(payload) === true
}

/** RFC 7520 3.4. */
const COOKBOOK_KEY = JSON.stringify({
  kty: 'RSA', kid: 'bilbo.baggins@hobbiton.example', e: 'AQAB',
  n: 'n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dAp' +
  'r5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLq' +
  'KnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw',
})
const COOKBOOK_PAYLOAD =
  'SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlv' +
  'dXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4'
const COOKBOOK_RS256 =
  'MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-Xt' +
  'L0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-' +
  'ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg'
const COOKBOOK_PS384 =
  'cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiRe' +
  'QFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64Q' +
  'QSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw'
const RFC_7515_PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'

export const SELF_TESTS: readonly SelfTest[] = [
  { algorithm: 'SM2', source: 'GB/T 32918.5-2017 A.2', required: true, run: sm2 },
  { algorithm: 'SM2', source: '', required: true, run: sm2Signing },
  { algorithm: 'SM3', source: 'GB/T 32905-2016 A.1, A.2', required: true, run: sm3Examples },
  {
    algorithm: 'SM4', source: 'GB/T 32907-2016 A.1', required: true,
    run: (): boolean => {
      const key = hex('0123456789abcdeffedcba9876543210')
      return toHex(sm4EcbEncrypt(key, key, { padding: 'none' })) === '681edf34d206965e86b3e94f536e4246'
    },
  },
  { algorithm: 'SHA-1', source: 'FIPS 180-4, "abc"', required: false, run: () => digestOfAbc('SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d') },
  { algorithm: 'SHA-256', source: 'FIPS 180-4, "abc"', required: false, run: () => digestOfAbc('SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad') },
  {
    algorithm: 'SHA-384', source: 'FIPS 180-4, "abc"', required: false,
    run: () => digestOfAbc('SHA-384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'),
  },
  {
    algorithm: 'SHA-512', source: 'FIPS 180-4, "abc"', required: false,
    run: () => digestOfAbc('SHA-512', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'),
  },
  {
    algorithm: 'RSA PKCS #1 v1.5 (RS256)', source: 'RFC 7520 4.1', required: false,
    run: () => jws('RS256', COOKBOOK_KEY, `eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.${COOKBOOK_PAYLOAD}.${COOKBOOK_RS256}`, 'a dangerous business'),
  },
  {
    algorithm: 'RSA PSS (PS384)', source: 'RFC 7520 4.2', required: false,
    run: () => jws('PS384', COOKBOOK_KEY, `eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.${COOKBOOK_PAYLOAD}.${COOKBOOK_PS384}`, 'a dangerous business'),
  },
  {
    algorithm: 'ECDSA P-256 (ES256)', source: 'RFC 7515 A.3', required: false,
    run: () => jws('ES256', '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}',
      `eyJhbGciOiJFUzI1NiJ9.${RFC_7515_PAYLOAD}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`, '"iss":"joe"'),
  },
  {
    algorithm: 'ECDSA P-521 (ES512)', source: 'RFC 7515 A.4', required: false,
    run: () => jws('ES512', '{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}',
      'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn', 'Payload'),
  },
  {
    algorithm: 'Ed25519 (EdDSA)', source: 'RFC 8037 A.4', required: false,
    run: () => jws('EdDSA', '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg', 'Example of Ed25519 signing'),
  },
]

export interface TestResult {
  readonly algorithm: string
  readonly source?: string
  readonly required: boolean
  readonly outcome: Outcome
}

/** Runs the tests one after the other. What the platform does not have is missing, anything else that goes wrong has failed. */
export async function runSelfTests(tests: readonly SelfTest[]): Promise<readonly TestResult[]> {
  const results: TestResult[] = []
  for (const { algorithm, source, required, run } of tests) {
    let outcome: Outcome
    try {
      outcome = (await run()) ? 'passed' : 'failed'
    } catch (error) {
      outcome = error instanceof UnsupportedAlgorithmError ? 'missing' : 'failed'
    }
    results.push({ algorithm, ...(source === '' ? {} : { source }), required, outcome })
  }
  return results
}
