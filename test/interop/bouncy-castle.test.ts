/**
 * What is made here, read and verified by Bouncy Castle, which knows SM2 in every format that openssl does not. It wants a JDK, and
 * the jars where Maven keeps them; nothing is fetched:
 *
 *     for jar in bcprov bcutil bcpkix; do mvn dependency:get -Dtransitive=false -Dartifact=org.bouncycastle:$jar-jdk18on:1.83; done
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DIGESTS, sm3 } from '../../src/crypto/index.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { encodeOcspRequest, encodeTimeStampRequest } from '../../src/online/index.ts'
import { makeCertificateRequest, makeCrl, makeOcspResponse, makeTimeStampResponse } from '../../src/sign/authority/index.ts'
import { encodeEncryptedPkcs8, encodePfx, encodePkcs8 } from '../../src/sign/keys/index.ts'
import { FROM, NEXT, POLICY, TIME, read, signerOf, worldOf } from '../sign/authority/world.ts'

const VERSION = '1.83'
const JARS = ['bcprov', 'bcutil', 'bcpkix'].map((name) => join(homedir(), `.m2/repository/org/bouncycastle/${name}-jdk18on/${VERSION}/${name}-jdk18on-${VERSION}.jar`))
const HAS_JAVA = spawnSync('javac', ['-version']).status === 0
const WHY = !HAS_JAVA ? ' (skipped: no javac command)' : JARS.every((jar) => existsSync(jar)) ? '' : ` (skipped: no Bouncy Castle ${VERSION} in ~/.m2)`
const PASSWORD = 'pass w0rd'

describe.skipIf(WHY !== '').each(['SM2', 'P-256', 'Ed25519'] as const)(`Bouncy Castle on what is made with %s keys${WHY}`, (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-bouncy-castle-'))
  afterAll(() => { rmSync(folder, { recursive: true }) })

  it('agrees', { timeout: 120_000 }, async () => {
    const { root, ca, good, revoked, tsa, responder } = await worldOf(kind)
    const put = (name: string, octets: Uint8Array): void => { writeFileSync(join(folder, name), octets) }
    for (const [name, { certificate }] of Object.entries({ root, ca, good, revoked, tsa, responder })) put(`${name}.der`, certificate)
    put('request.der', await makeCertificateRequest({ signer: signerOf(kind, good.key), publicKey: good.key.publicKey, subject: [['CN', '甲']] }))
    const { serialNumber } = read(revoked.certificate)
    put('list.der', await makeCrl({ signer: ca.signer, number: 7n, thisUpdate: TIME, nextUpdate: NEXT, entries: [{ serialNumber, revocationDate: FROM, reason: 'keyCompromise' }] }))
    for (const [name, who] of [['ocsp-good', good], ['ocsp-revoked', revoked]] as const) {
      const request = await encodeOcspRequest({ certificate: read(who.certificate), issuer: read(ca.certificate) }, { hash: 'SM3' })
      put(`${name}.der`, await makeOcspResponse(request, {
        signer: responder.signer, issuer: ca.certificate, producedAt: TIME,
        statusOf: (number) => (number === serialNumber ? { kind: 'revoked', revocationTime: FROM, reason: 'superseded' } : { kind: 'good' }),
      }))
    }
    const digest = sm3(toUtf8('a document'))
    put('token.der', await makeTimeStampResponse(encodeTimeStampRequest({ oid: DIGESTS.SM3.oids[0], digest }, Uint8Array.of(1)), { signer: tsa.signer, time: TIME, serialNumber: 5n, policy: POLICY }))
    put('key.p8', await encodeEncryptedPkcs8(good.key, { password: PASSWORD, scheme: 'SM4', iterations: 1000 }))
    put('key.p12', await encodePfx(good.key, { password: PASSWORD, scheme: 'SM4', iterations: 1000, certificates: [good.certificate] }))

    const said = execFileSync('java', ['-cp', JARS.join(delimiter), join(import.meta.dirname, 'Witness.java'), folder], { encoding: 'utf8' })
    const key = toHex(encodePkcs8(good.key))
    expect(said.trim().split('\n')).toEqual([
      'chain true', 'other issuer false', 'request true', 'list KEY_COMPROMISE null', 'ocsp-good true good', 'ocsp-revoked true RevokedStatus',
      `token ${toHex(digest)} 2026-06-01T00:00:00Z`, `key ${key}`, expect.stringMatching(/^key, other password [A-Z]\w+Exception$/),
      `pfx certificate ${toHex(good.certificate)} key ${key}`,
    ])
  })
})
