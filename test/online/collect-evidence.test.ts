/** Collecting by itself: from questions to evidence, in order, bounded, each source once. */
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/encoding/octets.ts'
import { verify } from '../../src/index.ts'
import { collectEvidence, verifyOnline, verifyWithQuestions } from '../../src/online/index.ts'
import type { Fetcher, OpenQuestion } from '../../src/online/index.ts'
import { KEY_PURPOSE, parseCrl } from '../../src/pki/index.ts'
import { Budget } from '../../src/limits.ts'
import { extKeyUsage, keyUsage, testKey } from '../pki/certificate-maker.ts'
import { makeTimeStamp } from '../pki/cms-maker.ts'
import { distributionPoints } from '../pki/crl-maker.ts'
import { NOW, OnlineWorld, codesOf } from './world.ts'

const world = await OnlineWorld.create()
const list = await world.crl()

/** Open questions of seals, as if one document had brought them all. */
async function questionsOf(...paths: readonly (readonly string[])[]): Promise<readonly OpenQuestion[]> {
  const found: OpenQuestion[] = []
  for (const [index, crl] of paths.entries()) {
    const { open } = await verifyWithQuestions((await world.seal({ crl })).bytes, world.options())
    found.push(...open.map((question) => ({ ...question, at: [index, ...question.at] })))
  }
  return found
}

describe('verifyWithQuestions', () => {
  it('reports as verify does, and asks about the certificate whose state is unknown', async () => {
    const { bytes, maker } = await world.seal({ crl: ['/ca.crl'] })
    const { report, open } = await verifyWithQuestions(bytes, world.options())
    expect(report).toEqual(await verify(bytes, world.options()))
    expect(open).toMatchObject([{ kind: 'revocation', at: ['makerCertificate', 'certificate', 0], index: 0 }])
    expect(open[0]?.kind === 'revocation' && toHex(open[0].path.endEntity.bytes)).toBe(toHex(maker.bytes))
    const without = await verifyWithQuestions(bytes, world.options({ certificates: [] }))
    expect(without.open).toMatchObject([{ kind: 'issuer', at: ['makerCertificate'] }])
    expect((await verifyWithQuestions(bytes, world.options({ evidence: { crls: [list] } }))).open).toEqual([])
  })
})

describe('collectEvidence', () => {
  it('gives what verify takes', async () => {
    world.answers.set('/ca.crl', list)
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    const { open } = await verifyWithQuestions(bytes, world.options())
    const { crls, ocspResponses, certificates, findings } = await collectEvidence(open, { fetcher: world.fetcher(), time: NOW })
    expect([crls.map(toHex), ocspResponses, certificates]).toEqual([[toHex(list)], [], []])
    expect(findings).toEqual([{ code: 'ONLINE_EVIDENCE_FETCHED', at: ['makerCertificate', 'certificate', 0], params: { kind: 'CRL', host: 'crl.east.example' } }])
    expect((await verify(bytes, world.options({ evidence: { crls, ocspResponses } }))).accepted).toBe(true)
  })

  it('asks a source once for all who want it, and says so at the place of each', async () => {
    world.answers.set('/ca.crl', list)
    world.asked()
    const collected = await collectEvidence(await questionsOf(...Array.from({ length: 12 }, () => ['/ca.crl'])), { fetcher: world.fetcher(), time: NOW })
    expect(world.asked()).toEqual(['/ca.crl'])
    expect(collected.crls).toHaveLength(1)
    expect(collected.findings.map(({ at }) => at[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('works on a few questions at a time, and keeps their order', async () => {
    const lists = await Promise.all(Array.from({ length: 10 }, (_, number) => world.crl([], { number })))
    const questions = await questionsOf(...lists.map((_, number) => [`/${number}.crl`]))
    let [running, most] = [0, 0]
    const fetcher: Fetcher = {
      maxRequests: 20,
      fetch: async ({ url }) => {
        running += 1
        most = Math.max(most, running)
        const number = Number(/\/(\d+)\.crl$/.exec(url)?.[1])
        await new Promise((resolve) => setTimeout(resolve, (number * 7) % 20))
        running -= 1
        return { octets: lists[number] as Uint8Array, host: 'h' }
      },
    }
    for (const concurrency of [1, 3]) {
      most = 0
      const { crls } = await collectEvidence(questions, { fetcher, time: NOW, concurrency })
      expect(crls.map((bytes) => Number(parseCrl(bytes, { budget: new Budget() }).cRLNumber))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(most).toBe(concurrency)
    }
  })

  it('makes no more requests than it may, and says that there would have been more', async () => {
    world.answers.clear()
    world.asked()
    const questions = await questionsOf(['/1.crl', '/2.crl'], ['/3.crl'], ['/4.crl'])
    const { findings } = await collectEvidence(questions, { fetcher: world.fetcher({ maxRequests: 2 }), time: NOW, concurrency: 1 })
    expect(world.asked()).toEqual(['/1.crl', '/2.crl'])
    expect(findings.map(({ code, params }) => [code, params['maximum']])).toEqual([
      ['ONLINE_SOURCE_UNAVAILABLE', undefined], ['ONLINE_SOURCE_UNAVAILABLE', undefined], ['ONLINE_REQUESTS_EXHAUSTED', 2], ['ONLINE_REQUESTS_EXHAUSTED', 2],
    ])
  })

  it('resource exhaustion: looks at a few of the places that a certificate names', async () => {
    world.answers.clear()
    world.asked()
    const many = (kind: string): readonly string[] => Array.from({ length: 40 }, (_, index) => `/${kind}-${index}`)
    const { bytes } = await world.seal({ crl: many('crl'), ocsp: many('ocsp'), issuers: many('issuers') })
    const { open } = await verifyWithQuestions(bytes, world.options())
    await collectEvidence(open, { fetcher: world.fetcher({ maxRequests: 1000 }), time: NOW })
    expect(world.asked()).toHaveLength(12)
    const without = await verifyWithQuestions(bytes, world.options({ certificates: [] }))
    await collectEvidence(without.open, { fetcher: world.fetcher({ maxRequests: 1000 }), time: NOW })
    expect(world.asked()).toHaveLength(4)
  })

  it('has nothing to do without questions, and wants a time', async () => {
    expect(await collectEvidence([], { fetcher: world.fetcher(), time: NOW })).toEqual({ crls: [], ocspResponses: [], certificates: [], findings: [] })
    await expect(collectEvidence([], { fetcher: world.fetcher(), time: new Date(Number.NaN) })).rejects.toThrow(TypeError)
  })
})

describe('time-stamp authorities', () => {
  it('are asked about like other certificates, and what was found stands in the step of the token', async () => {
    world.answers.set('/ca.crl', list)
    const key = await testKey('SM2')
    const tsa = await world.ca.endEntity('O=Test,CN=tsa', [
      keyUsage('digitalSignature'), extKeyUsage([KEY_PURPOSE.timeStamping], true), distributionPoints({ uri: world.url('/ca.crl') }),
    ], { key })
    const stamped = await world.seal({}, world.ca, (signature) => makeTimeStamp({ about: signature, genTime: new Date('2026-03-01T00:00:00Z'), certificate: tsa, key }))
    const offline = await verify(stamped.bytes, world.options())
    expect(offline.signatures[0]?.steps.timestamp?.conclusion).toBe('INDETERMINATE')
    const report = await verifyOnline(stamped.bytes, { ...world.options(), fetcher: world.fetcher() })
    expect(codesOf(report, 'timestamp')).toContain('ONLINE_EVIDENCE_FETCHED')
    expect(report.signatures[0]?.steps.timestamp?.conclusion).toBe('PASSED')
    expect(report.accepted).toBe(true)
  })
})
