/** Revocation evidence of others, judged as its makers meant it. */
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { fromAscii } from '../../../src/encoding/characters.ts'
import { fromBase64, fromUtf8 } from '../../../src/encoding/octets.ts'
import { parsePem } from '../../../src/encoding/pem.ts'
import { checkRevocation } from '../../../src/pki/index.ts'
import type { Certificate, RevocationOptions } from '../../../src/pki/index.ts'
import { trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile } from '../../corpus/manifest.ts'
import { read } from '../certificate-maker.ts'
import { codes } from './world.ts'

const load = (path: string): Certificate => {
  const octets = corpusFile(path)
  return read(octets[0] === 0x30 ? octets : (parsePem(fromUtf8(octets) ?? '').find(({ label }) => label === 'CERTIFICATE')?.bytes ?? octets), path)
}

/** Statuses of a path, end entity first. */
async function statuses(chain: readonly Certificate[], options: Omit<RevocationOptions, 'budget'>): Promise<{ status: readonly string[]; codes: readonly string[] }> {
  const [endEntity, ...rest] = chain
  const root = rest.at(-1) ?? endEntity
  if (endEntity === undefined || root === undefined) throw new Error('no chain')
  const validated = await validatePath(endEntity, { anchors: [trustAnchorOf(root)], intermediates: rest, time: options.time, purpose: {}, budget: new Budget() })
  if (validated.facts === undefined) throw new Error(codes(validated.findings).join(' '))
  const { facts, findings } = await checkRevocation(validated.facts.path, { ...options, budget: new Budget() })
  return { status: (facts?.certificates ?? []).map(({ status }) => status), codes: codes(findings) }
}

describe.skipIf(!HAS_CORPUS)(`a signer and an authority that are revoked on 2020-12-01${SKIPPED}`, () => {
  const base = 'x509-misc/pyhanko/freshness'
  const slide = 'x509-misc/pyhanko/ades_time-slide'
  const chain = (folder: string, authority = 'interm'): readonly Certificate[] => ['alice', authority, 'root'].map((name) => load(`${folder}/certs__${name}.crt`))
  /** The responses are good for ten minutes. */
  const at = (text: string): Date => new Date(`${text}T00:05:00Z`)
  const evidence = (date: string, folder = base): Pick<RevocationOptions, 'crls' | 'ocspResponses'> => ({
    ocspResponses: [corpusFile(`${folder}/alice-${date}.ors`)],
    crls: [corpusFile(`${folder}/root-${date}.crl`), ...(folder === slide ? [corpusFile(`${folder}/interm-${date}.crl`)] : [])],
  })

  it.each([['2020-10-01'], ['2020-11-29']])('%s: good on both levels', async (date) => {
    for (const folder of [base, slide]) {
      const { status } = await statuses(chain(folder), { ...evidence(date, folder), time: at(date), validationTime: at(date) })
      expect(status).toEqual(['good', 'good'])
    }
  })

  it('revoked from then on, good or revoked later before', async () => {
    for (const folder of [base, slide]) {
      const options = { ...evidence('2020-12-10', folder), validationTime: at('2020-12-10') }
      expect((await statuses(chain(folder), { ...options, time: at('2020-12-05') })).status).toEqual(['revoked', 'good'])
      const before = await statuses(chain(folder), { ...options, time: at('2020-11-29') })
      expect(before.status).toEqual(['revokedLater', 'good'])
      expect(before.codes).toEqual(['CERTIFICATE_REVOKED_LATER'])
    }
  })

  it('the authority’s other certificate, which the root revoked', async () => {
    const options = { ...evidence('2020-12-10'), validationTime: at('2020-12-10') }
    expect((await statuses(chain(base, 'interm-revoked'), { ...options, time: at('2020-12-05') })).status[1]).toBe('revoked')
    const before = await statuses(chain(base, 'interm-revoked'), { ...options, time: at('2020-11-29') })
    expect(before.status[1]).toBe('revokedLater')
    expect(before.codes).toContain('CERTIFICATE_CA_REVOKED_LATER')
  })

  it('evidence of October does not speak for December', async () => {
    const { status } = await statuses(chain(base), { ...evidence('2020-10-01'), time: at('2020-12-20'), validationTime: at('2020-12-20') })
    expect(status).toEqual(['unknown', 'unknown'])
  })

  it('a response of ten minutes is stale after eleven', async () => {
    const time = new Date('2020-10-01T00:10:01Z')
    const answer = await statuses(chain(base), { ...evidence('2020-10-01'), time })
    expect(answer.status).toEqual(['unknown', 'good'])
    expect(answer.codes).toContain('REVOCATION_STALE')
  })
})

describe.skipIf(!HAS_CORPUS)(`OCSP responses of three authorities${SKIPPED}`, () => {
  const load3 = (name: string): Certificate => load(`x509-misc/ocsp/ocsp_${name}.pem`)
  const response = (name: string): Uint8Array => fromBase64((fromAscii(corpusFile(`x509-misc/ocsp/ocsp_${name}.ors`)) ?? '').replaceAll(/\s/g, '')) ?? new Uint8Array(0)
  const time = new Date('2012-10-12T12:00:00Z')

  it.each([
    ['ND1', ['ND1_Cert_EE', 'ND1_Issuer_ICA']],
    ['ND2', ['ND1_Issuer_ICA', 'ND2_Issuer_Root']],
    ['ND3', ['ND3_Cert_EE', 'ND1_Cross_Root']],
  ])('%s answers for its certificate, and for no other', async (name, chain) => {
    const certificates = chain.map(load3)
    const options = { time }
    const { status, codes: found } = await statuses(certificates, { ...options, ocspResponses: [response(name)] })
    expect(found.filter((code) => code.startsWith('REVOCATION_UNAUTHORIZED') || code === 'REVOCATION_SIGNATURE_INVALID')).toEqual([])
    expect(status[0]).toBe('good')
    const others = ['ND1', 'ND2', 'ND3'].filter((other) => other !== name)
    const wrong = await statuses(certificates, { ...options, ocspResponses: others.map(response) })
    expect(wrong.status[0]).toBe('unknown')
    expect(wrong.codes).toContain('REVOCATION_NO_EVIDENCE')
  })
})

describe.skipIf(!HAS_CORPUS)(`lists of SM2 root authorities${SKIPPED}`, () => {
  it('an authority below a root: judged by the root’s list', async () => {
    const root = load('sm2/ROOTCA.pem')
    const time = new Date('2022-05-06T00:00:00Z')
    for (const name of ['Taier_CA', 'Ant_Financial_Certification_Authority_S1', 'sm2-x509']) {
      const { status, codes: found } = await statuses([load(`sm2/${name}.pem`), root], { time, validationTime: time, crls: [corpusFile('sm2/ROOTCA.crl'), corpusFile('sm2/Device_ROOT.crl')] })
      expect(status, found.join(' ')).toEqual(['good'])
    }
  })
})
