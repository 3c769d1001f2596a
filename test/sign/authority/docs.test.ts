/** The example of docs/authority.md: it runs, and the document shows it as it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { certify, list, makeAuthority, ocsp, timeStamp } from '../../../docs/examples/authority.ts'
import { CERTIFICATE_PROFILES, issueCertificate } from '../../../src/sign/authority/index.ts'
import { generatePrivateKey } from '../../../src/sign/keys/index.ts'
import { memorySigner } from '../../../src/sign/index.ts'
import { DIGESTS, sm3 } from '../../../src/crypto/index.ts'
import { Budget } from '../../../src/limits.ts'
import { encodeOcspRequest, encodeTimeStampRequest } from '../../../src/online/index.ts'
import { checkRevocation, parseTimeStampToken } from '../../../src/pki/index.ts'
import { SIGNER_PURPOSE, trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import { PERIOD, TIME, read } from './world.ts'

const DOCS = join(import.meta.dirname, '../../../docs')
const document = readFileSync(join(DOCS, 'authority.md'), 'utf8')

describe('docs/authority.md', () => {
  it('shows the example as it runs, and names every profile', () => {
    const code = readFileSync(join(DOCS, 'examples/authority.ts'), 'utf8')
    const parts = [...code.matchAll(/\/\/ <([\w-]+)>\n([\s\S]*?)\/\/ <\/\1>/g)].map(([, , part]) => part as string)
    expect(parts).toHaveLength(2)
    for (const part of parts) expect(document).toContain(`\`\`\`ts\n${part}\`\`\``)
    for (const profile of Object.keys(CERTIFICATE_PROFILES)) expect(document).toContain(`\`${profile}\``)
  })

  it('issues, lists, answers and stamps', async () => {
    const { root, ca } = await makeAuthority()
    const [holder, other] = [await certify(ca), await certify(ca)]
    const [issuer, certificate] = [read(ca.certificates[0] as Uint8Array), read(holder.certificates[0] as Uint8Array)]
    const revoked = read(other.certificates[0] as Uint8Array)
    const state = async (of: typeof certificate, evidence: object): Promise<string | undefined> => {
      const { facts } = await validatePath(of, { anchors: [trustAnchorOf(read(root.certificates[0] as Uint8Array))], intermediates: [issuer], time: TIME, purpose: SIGNER_PURPOSE, budget: new Budget() })
      if (facts === undefined) throw new Error('no path')
      return (await checkRevocation(facts.path, { time: TIME, budget: new Budget(), ...evidence })).facts?.certificates[0]?.status
    }
    for (const [of, status] of [[certificate, 'good'], [revoked, 'revoked']] as const) {
      expect(await state(of, { crls: [await list(ca, revoked.serialNumber, TIME)] })).toBe(status)
      expect(await state(of, { ocspResponses: [await ocsp(await encodeOcspRequest({ certificate: of, issuer }), ca, revoked.serialNumber, TIME)] })).toBe(status)
    }
    const key = await generatePrivateKey('SM2')
    const tsa = memorySigner(key, { certificates: [await issueCertificate({ ...PERIOD, profile: 'timeStamping', signer: ca, publicKey: key.publicKey, subject: [['CN', '样例时间戳机构']] })] })
    const token = await timeStamp(encodeTimeStampRequest({ oid: DIGESTS.SM3.oids[0], digest: sm3(Uint8Array.of(1)) }, Uint8Array.of(1)), tsa, TIME)
    expect(parseTimeStampToken(token, { budget: new Budget(), note: () => undefined }).genTime).toEqual(TIME)
  })
})
