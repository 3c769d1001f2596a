/** What a signed trust list says of an anchor, as of the times that matter, seen through `verify`. */
import { describe, expect, it } from 'vitest'
import { trustStore, verify } from '../../src/index.ts'
import type { ValidationReport } from '../../src/index.ts'
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
})
