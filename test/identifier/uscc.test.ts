import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildUscc, checkUscc, organizationCodeCheckCharacter, usccCheckCharacter } from '../../src/identifier/index.ts'

describe('checkUscc: both check characters of GB 32100-2015', () => {
  // Published codes of public bodies and specimen codes of standards, and two synthetic ones.
  it.each([
    '91350100M000100Y43', '91110000600037341L', '11100000000013338W', '11100000000013127D', '11100000MB03271699',
    '11430000006122244L', '11330105002500287C', '11110000000021135M', '91330100MA00000X70', '11330000ABCD1234XM',
  ])('accepts %s', (text) => {
    expect(checkUscc(text).problems).toEqual([])
    expect(checkUscc(text).uscc?.organizationCode).toBe(text.slice(8, 17))
  })

  it('rejects an arbitrary string that looks like one', () => {
    const { problems } = checkUscc('12100000400006483P')
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.map((problem) => problem.reason)).not.toContain('CHARACTER')
  })

  it.each([
    ['1133000ABCD1234XM', [{ reason: 'LENGTH', found: 17 }]],
    ['', [{ reason: 'LENGTH', found: 0 }]],
    ['11330000ABCD1234xM', [{ reason: 'CHARACTER', position: 17 }]],
    ['1133O000ABCD1234XM', [{ reason: 'CHARACTER', position: 5 }]],
    ['11330A00ABCD1234XM', [{ reason: 'CHARACTER', position: 6 }]],
    ['I1330000ABCD1234XM', [{ reason: 'CHARACTER', position: 1 }]],
    ['11330000ABCD1234XI', [{ reason: 'CHARACTER', position: 18 }]],
    ['11330000ABCD1234XN', [{ reason: 'CHECK_CHARACTER', expected: 'M', found: 'N' }]],
  ])('says why %s is not one', (text, problems) => {
    expect(checkUscc(text).problems).toEqual(problems)
  })

  it('checks the organization code by itself: a right last character does not hide a wrong 17th', () => {
    const body = '11330000ABCD12341'
    expect(checkUscc(body + usccCheckCharacter(body)).problems).toEqual([
      { reason: 'ORGANIZATION_CHECK_CHARACTER', expected: 'X', found: '1' },
    ])
  })

  it('detects every substitution of one character', () => {
    const text = '91350100M000100Y43'
    for (let i = 0; i < text.length; i++) {
      for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        if (character === text[i]) continue
        expect(checkUscc(text.slice(0, i) + character + text.slice(i + 1)).problems).not.toEqual([])
      }
    }
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => checkUscc(text).problems.length >= 0))
  })
})

describe('organizationCodeCheckCharacter: GB 11714', () => {
  it('gives X for the published example D2143569-X', () => {
    expect(organizationCodeCheckCharacter('D2143569')).toBe('X')
  })
  it('refuses what is not 8 characters', () => {
    expect(() => organizationCodeCheckCharacter('D214356')).toThrow(RangeError)
  })
})

describe('buildUscc', () => {
  it('reproduces a published code from its parts', () => {
    expect(buildUscc('91350100', 'M000100Y')).toBe('91350100M000100Y43')
  })
  it('refuses letters that the alphabet leaves out', () => {
    expect(() => buildUscc('91350100', 'M000100I')).toThrow(RangeError)
    expect(() => buildUscc('9135010X', 'M000100Y')).toThrow(RangeError)
  })
  it('refuses a body of the wrong length', () => {
    expect(() => usccCheckCharacter('1133')).toThrow(RangeError)
  })
})
