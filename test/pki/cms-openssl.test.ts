/** Signed messages and time stamps made by the `openssl` command, judged by it and by us; a second opinion of pkijs. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as pkijs from 'pkijs'
import { Budget } from '../../src/limits.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { checkSignerInfo, checkTimeStamp, parseSignedData, parseTimeStampToken, readableCertificates } from '../../src/pki/index.ts'
import { trustAnchorOf } from '../../src/pki/path/index.ts'
import { HAS_OPENSSL, OPENSSL_SKIPPED, OpensslAuthority } from './revocation/openssl-authority.ts'
import { codes, levelOf } from './revocation/world.ts'

const CONTENT = toUtf8('第一行\r\nsecond line\n')

const TSA_CONFIG = `
[tsa]
default_tsa = t
[t]
serial = tsaserial
crypto_device = builtin
signer_cert = stamp.crt
signer_key = stamp.key
certs = root.crt
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256, sha384, sha512, sm3
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ESS
`

/** Options of `openssl cms -sign`; without `-nodetach` the content is elsewhere. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  plain: ['-nodetach'],
  detached: [],
  'without attributes': ['-noattr', '-nodetach'],
  'detached without attributes': ['-noattr'],
  'signer by key identifier': ['-keyid', '-nodetach'],
  'with signing certificate': ['-cades', '-nodetach'],
  'BER, streamed': ['-stream', '-nodetach'],
  'SHA-1': ['-md', 'sha1', '-nodetach'],
  'SHA-384': ['-md', 'sha384', '-nodetach'],
  'SHA-512, no capabilities': ['-md', 'sha512', '-nosmimecap', '-nodetach'],
  'with the chain': ['-certfile', 'root.crt', '-nodetach'],
}

describe.skipIf(!HAS_OPENSSL).each(['RSA', 'P-256'] as const)(`messages that openssl makes with %s keys${OPENSSL_SKIPPED}`, (kind) => {
  let ca: OpensslAuthority

  beforeAll(() => {
    ca = new OpensslAuthority(kind)
    ca.issue('signer', 'signer')
    ca.issue('second', 'signer')
    writeFileSync(ca.file('content'), CONTENT)
    writeFileSync(ca.file('other'), toUtf8('other content'))
  })
  afterAll(() => { ca.remove() })

  async function ours(octets: Uint8Array, content: Uint8Array): Promise<{ accepted: boolean; codes: readonly string[] }> {
    const message = parseSignedData(octets, { budget: new Budget(), note: () => undefined })
    const certificates = readableCertificates(message.certificates, { budget: new Budget() })
    const all = await Promise.all(message.signerInfos.map((signerInfo) => checkSignerInfo(signerInfo, { content: message.eContent ?? content, certificates })))
    const findings = all.flatMap((checked) => checked.findings)
    return { accepted: all.length > 0 && all.every(({ facts }) => facts !== undefined) && !['fail', 'indeterminate'].includes(levelOf(findings)), codes: codes(findings) }
  }

  const sign = (options: readonly string[]): Uint8Array => {
    ca.run('cms', '-sign', '-binary', '-in', 'content', '-signer', 'signer.crt', '-inkey', 'signer.key', '-outform', 'DER', '-out', 'm.der', ...options)
    return ca.octets('m.der')
  }
  const theirs = (content?: string): boolean =>
    ca.ask('cms', '-verify', '-binary', '-inform', 'DER', '-in', 'm.der', '-noverify', '-out', 'out', ...(content === undefined ? [] : ['-content', content])).ok

  it.each(Object.entries(FORMS))('%s: both accept it, and refuse it when it is changed', async (_, options) => {
    const octets = sign(options)
    const detached = !options.includes('-nodetach')
    expect(theirs(detached ? 'content' : undefined)).toBe(true)
    const accepted = await ours(octets, CONTENT)
    expect(accepted.accepted, accepted.codes.join(' ')).toBe(true)
    if (detached) {
      expect(theirs('other')).toBe(false)
      expect((await ours(octets, toUtf8('other content'))).accepted).toBe(false)
      return
    }
    const changed = Uint8Array.from(octets)
    const at = Buffer.from(octets).indexOf(toUtf8('second line'))
    changed[at] = (changed[at] as number) ^ 1
    writeFileSync(ca.file('m.der'), changed)
    expect(theirs()).toBe(false)
    expect((await ours(changed, CONTENT)).accepted).toBe(false)
  })

  it('signature value changed', async () => {
    const octets = sign(['-nodetach'])
    const value = parseSignedData(octets, { budget: new Budget(), note: () => undefined }).signerInfos[0]?.signature as Uint8Array
    const changed = Uint8Array.from(octets)
    const at = value.byteOffset - octets.byteOffset + value.length - 1
    changed[at] = (changed[at] as number) ^ 1
    writeFileSync(ca.file('m.der'), changed)
    expect(theirs()).toBe(false)
    expect((await ours(changed, CONTENT)).codes).toContain('CMS_SIGNATURE_INVALID')
  })

  it('two signers', async () => {
    const octets = sign(['-nodetach', '-signer', 'second.crt', '-inkey', 'second.key'])
    expect(parseSignedData(octets, { budget: new Budget(), note: () => undefined }).signerInfos).toHaveLength(2)
    expect(theirs()).toBe(true)
    expect((await ours(octets, CONTENT)).accepted).toBe(true)
  })

  it.runIf(kind === 'RSA')('RSASSA-PSS', async () => {
    const octets = sign(['-nodetach', '-keyopt', 'rsa_padding_mode:pss'])
    expect(theirs()).toBe(true)
    expect((await ours(octets, CONTENT)).accepted).toBe(true)
  })

  it('signing certificate exchanged for another one of the same key', async () => {
    sign(['-cades', '-nodetach', '-nocerts'])
    ca.run('req', '-new', '-config', 'ca.cnf', '-key', 'signer.key', '-subj', '/CN=signer', '-out', 'twin.csr')
    ca.run('x509', '-req', '-in', 'twin.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-set_serial', `0x${Buffer.from(ca.certificate('signer').serialNumberBytes).toString('hex')}`, '-days', '30', '-out', 'twin.crt')
    const message = parseSignedData(ca.octets('m.der'), { budget: new Budget(), note: () => undefined })
    const [signerInfo] = message.signerInfos
    if (signerInfo === undefined) throw new Error('no signer')
    const checked = await checkSignerInfo(signerInfo, { content: CONTENT, certificates: [ca.certificate('twin')] })
    expect(codes(checked.findings)).toContain('CMS_SIGNING_CERTIFICATE_MISMATCH')
    expect((await checkSignerInfo(signerInfo, { content: CONTENT, certificates: [ca.certificate('signer')] })).facts).toBeDefined()
  })

  it('pkijs agrees about right and wrong messages', async () => {
    pkijs.setEngine('webcrypto', new pkijs.CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto }))
    const octets = sign(['-nodetach'])
    const changed = Uint8Array.from(octets)
    const at = Buffer.from(octets).indexOf(toUtf8('second line'))
    changed[at] = (changed[at] as number) ^ 1
    const verify = async (der: Uint8Array): Promise<boolean> => {
      const signed = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(Uint8Array.from(der)).content as never })
      return signed.verify({ signer: 0, checkChain: false }).catch(() => false)
    }
    expect([await verify(octets), (await ours(octets, CONTENT)).accepted]).toEqual([true, true])
    expect([await verify(changed), (await ours(changed, CONTENT)).accepted]).toEqual([false, false])
  })

  describe('time stamps', () => {
    beforeAll(() => {
      ca.issue('stamp', 'stamp')
      writeFileSync(ca.file('tsaserial'), '01')
    })

    const stamp = (alg: string, digest: string, options: readonly string[] = []): Uint8Array => {
      writeFileSync(ca.file('ts.cnf'), TSA_CONFIG.replace('ESS', alg))
      ca.run('ts', '-query', '-data', 'content', `-${digest}`, '-cert', '-out', 'q.tsq')
      ca.run('ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'q.tsq', '-out', 'r.tsr', ...options)
      return ca.octets('r.tsr')
    }
    const check = (octets: Uint8Array, about: Uint8Array, noticed: string[] = []): ReturnType<typeof checkTimeStamp> => {
      const token = parseTimeStampToken(octets, { budget: new Budget(), note: ({ code }) => noticed.push(code) })
      return checkTimeStamp(token, { imprints: [{ what: 'content', octets: about }], anchors: [trustAnchorOf(ca.certificate('root'))], budget: new Budget() })
    }

    it.each([['sha1', 'sha256'], ['sha256', 'sm3'], ['sha512', 'sha512'], ['sha384', 'sha1']])('bound with %s, imprint with %s: both accept it', async (alg, digest) => {
      const noticed: string[] = []
      const { facts, findings } = await check(stamp(alg, digest), CONTENT, noticed)
      expect(ca.ask('ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'root.crt').ok).toBe(true)
      expect(facts, codes(findings).join(' ')).toBeDefined()
      expect(['fail', 'indeterminate']).not.toContain(levelOf(findings))
      expect(noticed).toEqual(['TIME_STAMP_RESPONSE_WRAPPED'])
      expect(Math.abs((facts?.genTime.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    })

    it('the bare token, too', async () => {
      const noticed: string[] = []
      expect((await check(stamp('sha256', 'sha256', ['-token_out']), CONTENT, noticed)).facts).toBeDefined()
      expect(noticed).toEqual([])
    })

    it('both refuse it for other data, and when it is changed', async () => {
      const octets = stamp('sha256', 'sha256')
      expect(ca.ask('ts', '-verify', '-data', 'other', '-in', 'r.tsr', '-CAfile', 'root.crt').ok).toBe(false)
      expect(codes((await check(octets, toUtf8('other content'))).findings)).toContain('TIME_STAMP_IMPRINT_MISMATCH')
      const { tstInfo } = parseTimeStampToken(octets, { budget: new Budget(), note: () => undefined })
      const changed = Uint8Array.from(octets)
      const at = Buffer.from(octets).indexOf(tstInfo) + tstInfo.indexOf(0x18) + 5
      // The year's last digit.
      changed[at] = (changed[at] as number) ^ 1
      writeFileSync(ca.file('r.tsr'), changed)
      expect(ca.ask('ts', '-verify', '-data', 'content', '-in', 'r.tsr', '-CAfile', 'root.crt').ok).toBe(false)
      expect((await check(changed, CONTENT)).facts).toBeUndefined()
    })

    it('both refuse an authority that they do not trust', async () => {
      const octets = stamp('sha256', 'sha256')
      const stranger = new OpensslAuthority(kind)
      try {
        const token = parseTimeStampToken(octets, { budget: new Budget(), note: () => undefined })
        const { facts } = await checkTimeStamp(token, {
          imprints: [{ what: 'content', octets: CONTENT }], anchors: [trustAnchorOf(stranger.certificate('root'))], budget: new Budget(),
        })
        expect(facts).toBeUndefined()
        expect(ca.ask('ts', '-verify', '-data', 'content', '-in', 'r.tsr', '-CAfile', stranger.file('root.crt')).ok).toBe(false)
      } finally {
        stranger.remove()
      }
    })
  })
})
