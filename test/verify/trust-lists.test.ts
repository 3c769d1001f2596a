/** What a signed trust list says of an anchor, as of the times that matter, seen through `verify`. */
import { describe, expect, it } from 'vitest'
import { trustStore, verify } from '../../src/index.ts'
import type { ValidationReport } from '../../src/index.ts'
import { reportToHtml } from '../../src/report/html/page.ts'
import { reportToText } from '../../src/report/text.ts'
import type { StatusEntry } from '../../src/trust/index.ts'
import { list, opened, provider, service } from '../trust/lists.ts'
import { LICENSE, OPTIONS, ROOT, everyDiagnostic, fixture } from './world.ts'

const GRANTED: StatusEntry = { status: 'granted', since: '2024-01-01T00:00:00Z' }

/** Verifies the license with anchors from a list alone; it was signed on 2026-03-02 and is judged on 2026-06-01. */
async function under(...history: readonly [StatusEntry, ...StatusEntry[]]): Promise<ValidationReport> {
  const services = [service('signerCa', 'national-root', { history }), service('sealMakerCa', 'national-root')] as const
  return verify(LICENSE, { ...OPTIONS, trust: trustStore({ lists: [await opened(list({ providers: [provider(...services)] }))] }) })
}
const codes = (report: ValidationReport): readonly string[] => everyDiagnostic(report).map(({ code }) => code)

describe('anchors from a trust list', () => {
  it('are anchors while their service is granted', async () => {
    expect((await under(GRANTED)).accepted).toBe(true)
  })

  it('are none for a time at which their service was not granted: TRUST_SERVICE_NOT_GRANTED', async () => {
    for (const history of [[GRANTED, { status: 'withdrawn', since: '2026-02-01T00:00:00Z' }], [{ status: 'granted', since: '2026-04-01T00:00:00Z' }]] as const) {
      const report = await under(...history as readonly [StatusEntry, ...StatusEntry[]])
      expect(codes(report)).toContain('TRUST_SERVICE_NOT_GRANTED')
      expect(report.indication).toBe('INDETERMINATE')
    }
  })

  it('of a service withdrawn since signing count only with proof of the time: TRUST_SERVICE_ENDED_NO_POE', async () => {
    const report = await under(GRANTED, { status: 'withdrawn', since: '2026-04-01T00:00:00Z' })
    expect(codes(report)).toContain('TRUST_SERVICE_ENDED_NO_POE')
    expect(report.indication).toBe('INDETERMINATE')
  })

  it('of a time-stamp authority withdrawn since still prove the time: TRUST_SERVICE_ENDED_SINCE', async () => {
    const history = [GRANTED, { status: 'withdrawn', since: '2026-04-01T00:00:00Z' }] as const
    const authorities = await opened(list({ providers: [provider(service('timeStamping', 'national-root', { history }))] }))
    const trust = trustStore({ signer: [ROOT], sealMaker: [ROOT], lists: [authorities] })
    const report = await verify(fixture('ofd/accepted/time-stamped/input.ofd'), { ...OPTIONS, trust })
    expect(codes(report)).toContain('TRUST_SERVICE_ENDED_SINCE')
    expect(report.accepted).toBe(true)
    expect(report.signatures[0]?.signingTime?.provenBy).toBe('timestamp')
  })

  it('of a list that has run out are open', async () => {
    const late = { ...OPTIONS, validationTime: new Date('2026-12-01T00:00:00Z'), trust: trustStore({ lists: [await opened()] }) }
    const report = await verify(LICENSE, late)
    expect(codes(report)).toContain('TRUST_LIST_EXPIRED')
    expect(report.accepted).toBe(false)
  })

  it('of a signer withdrawn since count where a time stamp proves that the signature was there before', async () => {
    const history = [GRANTED, { status: 'withdrawn', since: '2026-04-01T00:00:00Z' }] as const
    const ended = await opened(list({ providers: [provider(service('signerCa', 'national-root', { history }), service('sealMakerCa', 'national-root', { history }))] }))
    const report = await verify(fixture('ofd/accepted/time-stamped/input.ofd'), { ...OPTIONS, trust: trustStore({ timeStamping: [ROOT], lists: [ended] }) })
    expect(codes(report)).toContain('TRUST_SERVICE_ENDED_SINCE')
    expect(codes(report)).not.toContain('TRUST_SERVICE_ENDED_NO_POE')
    expect(report.accepted).toBe(true)
  })

  it('for time stamps are none when the authority was not granted at the time of the stamp', async () => {
    const history = [{ status: 'granted', since: '2026-05-01T00:00:00Z' }] as const
    const late = await opened(list({ providers: [provider(service('timeStamping', 'national-root', { history }))] }))
    const report = await verify(fixture('ofd/accepted/time-stamped/input.ofd'), { ...OPTIONS, trust: trustStore({ signer: [ROOT], sealMaker: [ROOT], lists: [late] }) })
    expect(report.signatures[0]?.steps.timestamp?.diagnostics.map(({ code }) => code)).toContain('TRUST_SERVICE_NOT_GRANTED')
    expect(report.signatures[0]?.signingTime?.provenBy).not.toBe('timestamp')
    expect(report.accepted).toBe(false)
  })

  it('of a territory that the caller left out are none, and no reason is made up', async () => {
    const report = await verify(LICENSE, { ...OPTIONS, trust: trustStore({ lists: [await opened()], territories: ['510000'] }) })
    expect(codes(report)).toContain('PATH_NO_ANCHORS')
    expect(codes(report)).not.toContain('TRUST_SERVICE_NOT_GRANTED')
  })

  it('are named in the report, with the list that each path ended at', async () => {
    const verified = await opened()
    const report = await verify(LICENSE, { ...OPTIONS, trust: trustStore({ timeStamping: [ROOT], lists: [verified] }) })
    expect(report.trust).toEqual({ lists: [verified.reference], anchors: 1 })
    expect(report.signatures[0]?.steps.signerCertificate?.facts).toMatchObject({ anchor: { list: { id: list().id, sequence: 7 } } })
    for (const language of ['zh', 'en'] as const) {
      expect(reportToText(report, { language })).toContain(`${list().id} #7`)
      expect(reportToHtml(report, { language })).toContain(`${list().id} #7`)
    }
    expect((await verify(LICENSE, OPTIONS)).trust).toEqual({ lists: [], anchors: 1 })
  })

  it('beside the same anchor from the caller itself change nothing', async () => {
    const history = [GRANTED, { status: 'withdrawn', since: '2025-01-01T00:00:00Z' }] as const
    const withdrawn = await opened(list({ providers: [provider(service('signerCa', 'national-root', { history }), service('sealMakerCa', 'national-root', { history }))] }))
    const report = await verify(LICENSE, { ...OPTIONS, trust: trustStore({ anchors: [ROOT], lists: [withdrawn] }) })
    expect(report.accepted).toBe(true)
    expect(codes(report).filter((code) => code.startsWith('TRUST_'))).toEqual([])
  })
})
