import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeText, plainText, timeText } from '../../src/report/plain-text.ts'
import { HOSTILE } from './sample-reports.ts'

/** What a terminal or a bidirectional renderer obeys instead of showing. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

describe('text from files (terminal escape injection, Trojan Source bidi controls)', () => {
  it.each(Object.entries(HOSTILE))('%s: nothing is left that is obeyed', (_, text) => {
    expect(plainText(text)).not.toMatch(OBEYED)
  })

  it('spells out what it takes away, so that the evidence stays', () => {
    expect(plainText('a\u001b[31mb')).toBe('a⟨U+001B⟩[31mb')
    expect(plainText('\u202egnp.exe')).toBe('⟨U+202E⟩gnp.exe')
    expect(plainText('\u{e0041}')).toBe('⟨U+E0041⟩')
    expect(plainText('x\ud800y')).toBe('x⟨U+D800⟩y')
  })

  it('keeps names: rare characters, private use, ideographic space, Tibetan and Uyghur', () => {
    for (const name of ['𠮷野家', '\ue863某', '张\u3000三', 'བོད་ལྗོངས', 'شىنجاڭ', 'Zürich']) expect(plainText(name)).toBe(name)
  })

  it('does not let blanks push text out of sight', () => {
    expect(plainText(HOSTILE.blanks, 1000)).toBe('name⟨␠×500⟩✓ Accepted')
    expect(plainText('a   b')).toBe('a   b')
  })

  it('cuts what is overlong, says how much, and never splits a character', () => {
    expect(plainText(HOSTILE.long)).toBe(`${'长'.repeat(300)}…(+99700)`)
    expect(plainText('𠮷'.repeat(10), 3)).toBe('𠮷…(+18)')
  })

  it('leaves nothing obeyed in any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const shown = plainText(text)
      expect(shown).not.toMatch(OBEYED)
      expect(plainText(shown, 10_000)).toBe(shown)
    }))
  })

  it('writes a place on one line', () => {
    expect(placeText(['Doc_0/a.xml', 'Reference', 3])).toBe('Doc_0/a.xml › Reference › [3]')
    expect(placeText(['a\nb'])).toBe('a⟨U+000A⟩b')
    expect(placeText([])).toBe('')
  })
})

describe('times', () => {
  it('shows the clock of Beijing with its offset', () => {
    expect(timeText('2026-03-02T03:04:05.000Z')).toBe('2026-03-02 11:04:05 +08:00')
    expect(timeText('2025-12-31T16:00:00Z')).toBe('2026-01-01 00:00:00 +08:00')
  })

  it('shows what is no time as it is', () => {
    for (const text of ['', 'never', '2026', '9999-99-99T00:00:00Z']) expect(timeText(text)).toBe(text)
    expect(timeText('\u001b')).toBe('⟨U+001B⟩')
  })
})
