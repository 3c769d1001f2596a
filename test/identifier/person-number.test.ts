/** Numbers of persons and their documents: published specimens, invented people of 1900, and what is wrong with others. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkMainlandTravelPermit, checkOlderPermanentResidentNumber, checkPassportNumber, checkPermanentResidentNumber, checkPersonNumber,
  checkResidencePermitNumber, checkResidentNumber, checkTaiwanTravelPermit, personNumberCheckCharacter,
} from '../../src/identifier/index.ts'

const NOW = new Date('2026-11-24T00:00:00Z')
const reasons = (check: { readonly problems: readonly { readonly reason: string }[] }): readonly string[] => check.problems.map(({ reason }) => reason)

/** 17 digits of an invented person and the right check character. */
const person = fc.tuple(fc.constantFrom('110101', '330102', '440524', '659001'), fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }), fc.integer({ min: 0, max: 999 }))
  .map(([area, day, sequence]) => {
    const body = `${area}${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
    return body + personNumberCheckCharacter(body)
  })

describe('checkResidentNumber: GB 11643-1999', () => {
  it.each([
    // the standard's own examples, and an invented person of 1900
    ['11010519491231002X', { areaCode: '110105', birthDate: '1949-12-31', sex: 'female' }],
    ['440524188001010014', { areaCode: '440524', birthDate: '1880-01-01', sex: 'male' }],
    ['110101190001010014', { areaCode: '110101', birthDate: '1900-01-01', sex: 'male' }],
  ])('reads %s', (text, parts) => {
    expect(checkResidentNumber(text, { time: NOW })).toEqual({ number: { document: 'RESIDENT_IDENTITY_CARD', digits: 18, text, ...parts }, problems: [] })
  })

  it('reads a number of the first generation as its successor', () => {
    expect(checkResidentNumber('110105491231002', { time: NOW })).toEqual({
      number: { document: 'RESIDENT_IDENTITY_CARD', digits: 15, text: '11010519491231002X', areaCode: '110105', birthDate: '1949-12-31', sex: 'female' },
      problems: [],
    })
  })

  it.each([
    ['', [{ reason: 'LENGTH', found: 0 }]],
    ['1101051949123100', [{ reason: 'LENGTH', found: 16 }]],
    ['11010519491231002Ｘ', [{ reason: 'CHARACTER', position: 18 }]],
    ['X1010519491231002X', [{ reason: 'CHARACTER', position: 1 }]],
    ['11010549123100X', [{ reason: 'CHARACTER', position: 15 }]],
    ['11010519491231002x', [{ reason: 'NOT_CANONICAL' }]],
    ['110105194912310021', [{ reason: 'CHECK_CHARACTER' }]],
    ['810000199408230021', [{ reason: 'OTHER_DOCUMENT', document: 'RESIDENCE_PERMIT' }]],
    ['911124198108030024', [{ reason: 'OTHER_DOCUMENT', document: 'PERMANENT_RESIDENT_CARD' }]],
  ])('says why %j is not one', (text, problems) => {
    expect(checkResidentNumber(text).problems).toEqual(problems)
  })

  it.each([
    ['00010519491231002', 'AREA'], ['17010519491231002', 'AREA'],
    ['11010519490229002', 'BIRTH_DATE'], ['11010519491301002', 'BIRTH_DATE'], ['11010519491200002', 'BIRTH_DATE'], ['11010500001231002', 'BIRTH_DATE'],
    ['11010520261125002', 'BIRTH_DATE_IMPLAUSIBLE'], ['11010518750101002', 'BIRTH_DATE_IMPLAUSIBLE'],
  ])('finds %s… with a right check character wrong all the same: %s', (body, reason) => {
    expect(reasons(checkResidentNumber(body + personNumberCheckCharacter(body), { time: NOW }))).toEqual([reason])
  })

  it('takes days as days in China, and asks nothing of plausibility without a time', () => {
    const body = '11010520261125002'
    const number = body + personNumberCheckCharacter(body)
    expect(reasons(checkResidentNumber(number))).toEqual([])
    expect(reasons(checkResidentNumber(number, { time: new Date('2026-11-24T15:59:59Z') }))).toEqual(['BIRTH_DATE_IMPLAUSIBLE'])
    expect(reasons(checkResidentNumber(number, { time: new Date('2026-11-24T16:00:00Z') }))).toEqual([])
  })

  it('does not reject counties that no list has any more', () => {
    const body = '11999919000101001'
    expect(reasons(checkResidentNumber(body + personNumberCheckCharacter(body)))).toEqual([])
  })

  it('accepts every number that was made by the rule, and no other last character', () => {
    fc.assert(fc.property(person, fc.constantFrom(...Array.from('0123456789X')), (number, last) => {
      expect(checkResidentNumber(number, { time: NOW }).problems).toEqual([])
      if (number.endsWith(last)) return
      expect(reasons(checkResidentNumber(number.slice(0, 17) + last))).toEqual(['CHECK_CHARACTER'])
    }))
  })

  it('detects every wrong digit and every pair of neighbors that changed places', () => {
    fc.assert(fc.property(person, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const digit = String((Number(number.charAt(at)) + by) % 10)
      expect(checkPersonNumber(number.slice(0, at) + digit + number.slice(at + 1)).problems).not.toEqual([])
      if (at === 16 || number.charAt(at) === number.charAt(at + 1)) return
      const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2)
      expect(checkPersonNumber(swapped).problems).not.toEqual([])
    }))
  })

  it('refuses a body that is not 17 digits', () => {
    expect(() => personNumberCheckCharacter('1101051949123100')).toThrow(RangeError)
    expect(() => personNumberCheckCharacter('1101051949123100X')).toThrow(RangeError)
  })
})

describe('checkResidencePermitNumber', () => {
  it.each([
    ['810000199408230021', 'HONG_KONG', '1994-08-23', 'female'],
    ['830000199201300022', 'TAIWAN', '1992-01-30', 'female'],
    ['81000019980902013X', 'HONG_KONG', '1998-09-02', 'male'],
  ])('reads the specimen %s', (text, territory, birthDate, sex) => {
    expect(checkResidencePermitNumber(text, { time: NOW })).toEqual({ number: { document: 'RESIDENCE_PERMIT', territory, text, birthDate, sex }, problems: [] })
  })
  it('knows Macao, and refuses other areas', () => {
    const body = '82000019000101001'
    expect(checkResidencePermitNumber(body + personNumberCheckCharacter(body)).number?.territory).toBe('MACAO')
    expect(checkResidencePermitNumber('11010519491231002X').problems).toEqual([{ reason: 'OTHER_DOCUMENT', document: 'RESIDENT_IDENTITY_CARD' }])
  })
  it('has no predecessor of 15 digits', () => {
    expect(checkResidencePermitNumber('810000940823002').problems).toEqual([{ reason: 'LENGTH', found: 15 }])
  })
})

describe('cards of permanent residents', () => {
  it('reads the specimen of 2023', () => {
    expect(checkPermanentResidentNumber('911124198108030024', { time: NOW })).toEqual({
      number: { document: 'PERMANENT_RESIDENT_CARD', text: '911124198108030024', province: '11', country: '124', birthDate: '1981-08-03' }, problems: [],
    })
  })
  it('finds a wrong province and a wrong check character', () => {
    expect(reasons(checkPermanentResidentNumber('911124198108030025'))).toEqual(['CHECK_CHARACTER'])
    const body = '91712419810803002'
    expect(reasons(checkPermanentResidentNumber(body + personNumberCheckCharacter(body)))).toEqual(['AREA'])
    expect(reasons(checkPermanentResidentNumber('110101190001010014'))).toEqual(['OTHER_DOCUMENT'])
  })
  it('reads the specimen of before 2023, whose century is open', () => {
    expect(checkOlderPermanentResidentNumber('CAN110081080310')).toEqual({ number: { country: 'CAN', areaCode: '1100', birthDates: ['1981-08-03', '2081-08-03'] }, problems: [] })
    expect(checkOlderPermanentResidentNumber('CAN110081080310', { time: NOW }).number?.birthDates).toEqual(['1981-08-03'])
  })
  it.each([
    ['CAN110081080311', ['CHECK_CHARACTER']], ['CAN11008108031', ['LENGTH']], ['C1N110081080310', ['CHARACTER']], ['can110081080310', ['CHARACTER']],
    ['CAN170081080310', ['AREA', 'CHECK_CHARACTER']], ['CAN110081130310', ['BIRTH_DATE', 'CHECK_CHARACTER']],
  ])('says why %s is not one', (text, expected) => {
    expect(reasons(checkOlderPermanentResidentNumber(text))).toEqual(expected)
  })
  it('calls a day implausible only when both centuries are', () => {
    expect(reasons(checkOlderPermanentResidentNumber('CAN110081080310', { time: new Date('1980-01-01T00:00:00Z') }))).toEqual(['BIRTH_DATE_IMPLAUSIBLE'])
  })
})

describe('checkPersonNumber', () => {
  it.each([
    ['11010519491231002X', 'RESIDENT_IDENTITY_CARD'], ['110105491231002', 'RESIDENT_IDENTITY_CARD'],
    ['830000199201300022', 'RESIDENCE_PERMIT'], ['911124198108030024', 'PERMANENT_RESIDENT_CARD'],
  ])('tells that %s is of a %s', (text, document) => {
    expect(checkPersonNumber(text)).toMatchObject({ number: { document }, problems: [] })
  })
})

describe('travel documents', () => {
  it.each([
    ['H12345678', { territory: 'HONG_KONG', number: 'H12345678' }],
    ['M1234567802', { territory: 'MACAO', number: 'M12345678', renewal: '02' }],
  ])('reads the mainland travel permit %s', (text, number) => {
    expect(checkMainlandTravelPermit(text)).toEqual({ number, problems: [] })
  })
  it.each([
    ['K12345678', 'CHARACTER'], ['h12345678', 'CHARACTER'], ['H1234567', 'LENGTH'], ['H123456789', 'LENGTH'], ['H1234567A', 'CHARACTER'],
  ])('refuses %s', (text, reason) => {
    expect(reasons(checkMainlandTravelPermit(text))).toEqual([reason])
  })
  it.each([['12345678', []], ['1234567890A', []], ['1234567', ['LENGTH']], ['1234567A', ['CHARACTER']], ['12345678901', ['CHARACTER']]])('checks the form of the Taiwan permit %s', (text, expected) => {
    expect(reasons(checkTaiwanTravelPermit(text))).toEqual(expected)
  })
  it.each([['E12345678', []], ['', ['LENGTH']], ['E'.repeat(21), ['LENGTH']], ['E1234-678', ['CHARACTER']], ['e12345678', ['CHARACTER']]])('checks the characters of the passport number %j', (text, expected) => {
    expect(reasons(checkPassportNumber(text))).toEqual(expected)
  })
})

describe('all of them', () => {
  const CHECKS = [
    checkResidentNumber, checkResidencePermitNumber, checkPermanentResidentNumber, checkPersonNumber, checkOlderPermanentResidentNumber,
    checkMainlandTravelPermit, checkTaiwanTravelPermit, checkPassportNumber,
  ]
  it('never throw', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[0-9Xx]{15,18}$/), fc.string({ unit: 'binary', minLength: 18, maxLength: 18 }))
    fc.assert(fc.property(anything, (text) => { for (const check of CHECKS) expect(check(text, { time: NOW }).problems.length).toBeGreaterThanOrEqual(0) }))
  })
  it('repeat no digits of a number in what they find', () => {
    fc.assert(fc.property(person, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...Array.from('0123456789XA')), (number, at, character) => {
      const changed = number.slice(0, at) + character + number.slice(at + 1)
      for (const check of CHECKS) {
        const said = JSON.stringify(check(changed, { time: NOW }).problems)
        for (let i = 0; i + 3 <= changed.length; i++) expect(said.includes(changed.slice(i, i + 3))).toBe(false)
      }
    }))
  })
})
