import { describe, expect, it } from 'vitest'
import { checkSigningTime } from '../../src/signature/time.ts'
import type { SigningTimeInput } from '../../src/signature/time.ts'

const at = (text: string): Date => new Date(text)
const base: SigningTimeInput = {
  at: [],
  claimed: at('2026-03-01T08:00:00Z'),
  stamped: undefined,
  stated: undefined,
  validationTime: at('2026-06-01T00:00:00Z'),
  rule: { signing: 'claimed', clockSkewSeconds: 300, dateTimeToleranceSeconds: 300 },
}
const codes = (changes: Partial<SigningTimeInput>): string[] => checkSigningTime({ ...base, ...changes }).findings.map(({ code }) => code)

describe('the time that a signature is judged at', () => {
  it('is the claimed one, said to be claimed, where nothing proves another', () => {
    expect(checkSigningTime(base)).toEqual({
      facts: { time: '2026-03-01T08:00:00.000Z', provenBy: 'claim' },
      findings: [{ code: 'TIME_CLAIMED', at: [], params: {} }],
    })
  })

  it('is that of a verified time stamp', () => {
    const { facts, findings } = checkSigningTime({ ...base, stamped: at('2026-03-01T08:00:02Z') })
    expect(facts).toEqual({ time: '2026-03-01T08:00:02.000Z', provenBy: 'timestamp' })
    expect(findings).toEqual([])
  })

  it('is open where a policy demands proof: TIME_NOT_PROVEN', () => {
    expect(codes({ rule: { ...base.rule, signing: 'proven' } })).toEqual(['TIME_NOT_PROVEN'])
  })

  it('falls back to the validation time, which is open too: TIME_ABSENT', () => {
    const { facts, findings } = checkSigningTime({ ...base, claimed: undefined })
    expect(facts).toEqual({ time: '2026-06-01T00:00:00.000Z', provenBy: 'nothing' })
    expect(findings.map(({ code }) => code)).toEqual(['TIME_ABSENT'])
  })

  it('cannot lie in the future beyond the clock skew: TIME_IN_FUTURE', () => {
    expect(codes({ claimed: at('2026-06-01T00:05:00Z') })).toEqual(['TIME_CLAIMED'])
    expect(codes({ claimed: at('2026-06-01T00:05:01Z') })).toEqual(['TIME_CLAIMED', 'TIME_IN_FUTURE'])
    expect(codes({ stamped: at('2026-06-01T00:06:00Z') })).toEqual(['TIME_IN_FUTURE'])
  })

  it('cannot be claimed later than the stamp that came after it: TIME_AFTER_TIMESTAMP', () => {
    expect(codes({ stamped: at('2026-03-01T07:00:00Z') })).toEqual(['TIME_AFTER_TIMESTAMP'])
  })

  it('is compared with what the container states beside it: TIME_STATEMENTS_DIFFER', () => {
    expect(codes({ stated: at('2026-03-01T08:05:00Z') })).toEqual(['TIME_CLAIMED'])
    expect(codes({ stated: at('2026-03-01T16:00:00Z') })).toEqual(['TIME_CLAIMED', 'TIME_STATEMENTS_DIFFER'])
  })
})
