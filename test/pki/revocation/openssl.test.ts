/** CRLs and OCSP responses made by the `openssl` command, judged by it and by us. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { checkRevocation } from '../../../src/pki/index.ts'
import type { RevocationOptions } from '../../../src/pki/index.ts'
import { trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import type { KeyKind } from '../certificate-maker.ts'
import { HAS_OPENSSL, OPENSSL_SKIPPED, OpensslAuthority } from './openssl-authority.ts'
import { codes, levelOf } from './world.ts'

describe.skipIf(!HAS_OPENSSL).each(['P-256', 'RSA', 'SM2'] as const)(`evidence that openssl makes with %s keys${OPENSSL_SKIPPED}`, (kind: KeyKind) => {
  let ca: OpensslAuthority
  const lists: Record<string, Uint8Array> = {}

  beforeAll(() => {
    ca = new OpensslAuthority(kind)
    for (const name of ['good', 'revoked', 'held', 'compromised']) ca.issue(name, 'leaf')
    lists['before'] = ca.crl('before')
    ca.revoke('revoked', '-crl_reason', 'superseded')
    ca.revoke('held', '-crl_hold', 'holdInstructionReject')
    ca.revoke('compromised', '-crl_compromise', '20200101000000Z')
    for (const name of ['users', 'authorities', 'named', 'elsewhere', 'reasons', 'crl']) lists[name] = ca.crl(name, name)
    const changed = Uint8Array.from(lists['crl'] as Uint8Array)
    changed[changed.length - 5] = (changed[changed.length - 5] as number) ^ 1
    writeFileSync(ca.file('changed.crl'), changed)
    lists['changed'] = changed
  })
  afterAll(() => { ca.remove() })

  async function judge(name: string, options: Partial<RevocationOptions>): Promise<{ status: string | undefined; level: string; codes: readonly string[] }> {
    const time = options.time ?? new Date()
    const { facts } = await validatePath(ca.certificate(name), { anchors: [trustAnchorOf(ca.certificate('root'))], intermediates: [], time, purpose: {}, budget: new Budget() })
    if (facts === undefined) throw new Error('no path')
    const checked = await checkRevocation(facts.path, { time, budget: new Budget(), ...options })
    return { status: checked.facts?.certificates[0]?.status, level: levelOf(checked.findings), codes: codes(checked.findings) }
  }

  it('revoked, held and compromised, with reasons and dates', async () => {
    const crls = [lists['crl'] as Uint8Array]
    expect(await judge('good', { crls })).toMatchObject({ status: 'good', codes: [] })
    expect(await judge('revoked', { crls })).toMatchObject({ status: 'revoked', codes: ['CERTIFICATE_REVOKED'] })
    expect(await judge('held', { crls })).toMatchObject({ status: 'onHold' })
    expect(await judge('compromised', { crls })).toMatchObject({ status: 'revoked' })
    // An hour before none of it was so; but the key that was compromised in 2020 was bad already.
    const before = { crls, time: new Date(Date.now() - 3_600_000), validationTime: new Date(), proven: true }
    expect((await judge('revoked', before)).codes).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF'])
    expect((await judge('compromised', before)).codes).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF', 'CERTIFICATE_INVALID_SINCE'])
    expect((await judge('held', { ...before, proven: false })).codes).toEqual(['CERTIFICATE_ON_HOLD'])
  })

  // OpenSSL 3.0 verifies CRLs with an empty SM2 user id: its opinion counts for the other keys.
  it.skipIf(kind === 'SM2').each([
    ['crl'], ['before'], ['users'], ['authorities'], ['named'], ['elsewhere'], ['reasons'], ['changed'],
  ])('with the list %s alone, both judge alike', async (list) => {
    for (const name of ['good', 'revoked', 'held', 'compromised']) {
      const { ok, said } = ca.ask('verify', '-crl_check', '-extended_crl', '-CAfile', 'root.crt', '-CRLfile', `${list}.crl`, `${name}.crt`)
      const ours = await judge(name, { crls: [lists[list] as Uint8Array] })
      const accepted = ours.level !== 'fail' && ours.level !== 'indeterminate'
      expect(accepted, `${list} ${name}: ${ours.codes.join(' ')} | ${said}`).toBe(ok)
    }
  })

  describe('OCSP', () => {
    beforeAll(() => {
      ca.issue('responder', 'responder')
      ca.issue('other', 'leaf')
    })

    it.each([
      ['root', 'good', 'good'], ['root', 'revoked', 'revoked'], ['root', 'held', 'onHold'],
      ['responder', 'good', 'good'], ['responder', 'revoked', 'revoked'], ['responder', 'compromised', 'revoked'],
      ['other', 'good', 'unknown'], ['other', 'revoked', 'unknown'],
    ])('signed by %s, about %s: %s', async (signer, about, status) => {
      const ocspResponses = [ca.ocsp('r.der', about, signer)]
      const ours = await judge(about, { ocspResponses })
      expect(ours.status, ours.codes.join(' ')).toBe(status)
      if (signer === 'other') expect(ours.codes).toContain('REVOCATION_UNAUTHORIZED_RESPONDER')
      if (kind === 'SM2') return
      const { said } = ca.ask('ocsp', '-respin', 'r.der', '-issuer', 'root.crt', '-cert', `${about}.crt`, '-CAfile', 'root.crt', '-no_nonce')
      expect(said.includes('Response verify OK'), said).toBe(status !== 'unknown')
    })

    it.each(['sm3', 'sha256', 'sha512'])('with %s in the identifier, and the responder named by key', async (digest) => {
      const response = ca.ocsp('r.der', 'good', 'responder', { before: [`-${digest}`], after: ['-resp_key_id'] })
      expect((await judge('good', { ocspResponses: [response] })).status).toBe('good')
    })

    it('changed', async () => {
      const response = Uint8Array.from(ca.ocsp('r.der', 'revoked', 'root', { after: ['-resp_no_certs'] }))
      response[response.length - 1] = (response[response.length - 1] as number) ^ 1
      const { status, codes: found } = await judge('revoked', { ocspResponses: [response] })
      expect(status).toBe('unknown')
      expect(found).toContain('REVOCATION_SIGNATURE_INVALID')
    })
  })
})
