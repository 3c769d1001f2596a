/** Reasons read whole in one language: no value of a finding stays a word of the program. */
import { describe, expect, it } from 'vitest'
import { runDecision } from '../../src/cli/decisions.ts'
import { LANGUAGES, messageOf } from '../../src/report/messages/index.ts'
import type { Diagnostic } from '../../src/report/model.ts'
import { RECOGNITION_VALUES } from '../../src/report/messages/recognition-values.ts'
import { MATERIALS, TABLE } from './world.ts'

const FOUND = TABLE.cases.flatMap((one) => runDecision(TABLE, one, MATERIALS).decision.steps.flatMap(({ diagnostics }) => diagnostics))
/** Names that lists give to their entries stay as they are; in the table some are words, too. */
const unnamed = (params: Diagnostic['params']): Diagnostic['params'] => ({ ...params, ...('agreement' in params && { agreement: '1' }) })

describe('the words of decisions', () => {
  it('has one for every value that the table of decisions comes to', () => {
    const raw = FOUND.flatMap((diagnostic) => LANGUAGES.flatMap((language) => {
      const { what, why, next } = messageOf({ code: diagnostic.code, params: unnamed(diagnostic.params) }, language)
      return Object.entries(unnamed(diagnostic.params)).filter(([, value]) => typeof value === 'string' && /^[a-z]+(?:[A-Z-][a-z]+)*$/.test(value)
        && (language === 'zh' ? `${what}${why}${next}`.includes(value) : /[a-z][A-Z]/.test(value) && what.includes(value))).map(([name, value]) => `${diagnostic.code} ${name} ${String(value)} ${language}`)
    }))
    expect([...new Set(raw)]).toEqual([])
  })

  it('has both languages for each', () => {
    for (const [place, terms] of Object.entries(RECOGNITION_VALUES)) {
      for (const [value, { zh, en }] of Object.entries(terms)) {
        expect(zh, `${place} ${value}`).toMatch(/^[\u4e00-\u9fff，]+$/)
        expect(en, `${place} ${value}`).toMatch(/^[a-z ,]+$/)
      }
    }
  })

  it('shows them in place of the values, for codes of recognition alone', () => {
    expect(messageOf({ code: 'MR_NOT_IN_FORCE', params: { agreement: 'a', status: 'repealed', time: '2026-06-01T00:00:00Z' } }, 'zh').what).toContain('已废止')
    expect(messageOf({ code: 'CERT_REVOKED', params: { check: 'signerRevocation' } }, 'zh').what).not.toContain('signerRevocation')
    expect(messageOf({ code: 'LST_UNKNOWN', params: { reason: 'toString' } }, 'zh').what).toContain('toString')
    expect(messageOf({ code: 'SHARING_REFUSED', params: { operation: 'search', reason: 'none' } }, 'en').what).toContain('none')
  })
})
