import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildLicenseIdentifier,
  checkLicenseIdentifier,
  LICENSE_IDENTIFIER_ROOT,
  licenseIdentifierCheckCharacter,
} from '../../src/identifier/index.ts'

const REASONS = (text: string): readonly string[] => checkLicenseIdentifier(text).problems.map((problem) => problem.reason)
const VALID = '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'

describe('licenseIdentifierCheckCharacter: ISO/IEC 7064 MOD 37,36', () => {
  it.each([
    // the worked example of the Global Release Identifier specification
    ['A12425GABC1234002', 'M'],
    // published identifiers
    ['11100000000013338W01111430000006122244L20230000403001', 'U'],
    ['11100000000013338W00911330105002500287C2025052201002', '0'],
    ['11100000MB03271699022340100000000016001', '9'],
    ['11100000000013338W00211320482014138860P201807250201001', 'M'],
    // synthetic
    ['11100000000013338W01111330000ABCD1234XM2026000001001', 'I'],
    ['11100000000013338W01111330000ABCD1234XM2026000001002', 'G'],
    ['11100000MB0327169900111330000ABCD1234XM330000000000000001001', 'B'],
    ['11100000000013127D00111330000ABCD1234XMA1B2C3D4E5F60718293A001', 'X'],
  ])('of %s is %s', (body, check) => {
    expect(licenseIdentifierCheckCharacter(body)).toBe(check)
  })

  it('refuses other characters', () => {
    expect(() => licenseIdentifierCheckCharacter('')).toThrow(RangeError)
    expect(() => licenseIdentifierCheckCharacter('a')).toThrow(RangeError)
  })
})

describe('checkLicenseIdentifier: GB/T 36904-2018', () => {
  it('splits a published identifier', () => {
    expect(checkLicenseIdentifier(VALID)).toEqual({
      identifier: {
        text: VALID,
        typeCode: '11100000000013338W011',
        definingAuthority: '11100000000013338W',
        typeSequence: '011',
        issuer: '11430000006122244L',
        serial: '20230000403',
        version: '001',
        checkCharacter: 'U',
      },
      problems: [],
    })
  })

  it.each([
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
    '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.001.I',
    '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.002.G',
    '1.2.156.3005.2.11100000MB03271699001.11330000ABCD1234XM.330000000000000001.001.B',
    '1.2.156.3005.2.11100000000013127D001.11330000ABCD1234XM.A1B2C3D4E5F60718293A.001.X',
  ])('accepts %s', (text) => {
    expect(REASONS(text)).toEqual([])
  })

  it('tells a valid check character from an issuer that is an area code', () => {
    expect(REASONS('1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9')).toEqual(['ISSUER'])
  })

  it('rejects a hand-edited identifier and says which character would fit', () => {
    const { problems } = checkLicenseIdentifier(
      '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M',
    )
    expect(problems).toContainEqual({ reason: 'CHECK_CHARACTER', found: 'M', expected: 'D' })
  })

  it.each([
    ['1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.7'],
    ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.D'],
    ['1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.2'],
  ])('rejects a check character computed over the root as well: %s', (text) => {
    expect(REASONS(text)).toContain('CHECK_CHARACTER')
    const labels = text.split('.')
    expect(licenseIdentifierCheckCharacter(labels.slice(0, 9).join(''))).toBe(labels[9])
  })

  it.each([
    [VALID.toLowerCase(), ['NOT_CANONICAL']],
    [` ${VALID}\n`, ['NOT_CANONICAL']],
    [VALID.replace('.20230000403.', '.20230000403 .'), ['NOT_CANONICAL']],
    [VALID.replace('20230000403', '２０２３００００４０３'), ['NOT_CANONICAL']],
    [VALID.replace('3005.2', '3005.1'), ['ROOT']],
    [VALID.replace('.001.', '.01.'), ['VERSION', 'CHECK_CHARACTER']],
    [VALID.replace('.001.', '.000.'), ['VERSION', 'CHECK_CHARACTER']],
    [VALID.replace('W011', 'W01'), ['TYPE_CODE', 'CHECK_CHARACTER']],
    [VALID.replace('20230000403', ''), ['SERIAL', 'CHECK_CHARACTER']],
    [VALID.replace('20230000403', '2023-403'), ['SERIAL', 'CHECK_CHARACTER']],
    [VALID.replace('20230000403', '2023000040³'), ['SERIAL', 'CHECK_CHARACTER']],
    [VALID.slice(0, -2), ['STRUCTURE']],
    [VALID.slice(LICENSE_IDENTIFIER_ROOT.length + 1), ['STRUCTURE']],
    [`${VALID}.`, ['STRUCTURE']],
    ['', ['STRUCTURE']],
    ['1.2.156.3005.2.'.repeat(100), ['STRUCTURE']],
  ])('%j has the problems %j', (text, reasons) => {
    expect(REASONS(text)).toEqual(reasons)
  })

  it('names the problems of the codes inside', () => {
    const { problems } = checkLicenseIdentifier(VALID.replace('11430000006122244L', '11430000006122244M'))
    expect(problems[0]).toEqual({ reason: 'ISSUER', uscc: [{ reason: 'CHECK_CHARACTER', expected: 'L', found: 'M' }] })
  })

  it('detects every substitution of one character', () => {
    for (let i = LICENSE_IDENTIFIER_ROOT.length + 1; i < VALID.length; i++) {
      if (VALID[i] === '.') continue
      for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        if (character !== VALID[i]) expect(REASONS(VALID.slice(0, i) + character + VALID.slice(i + 1))).not.toEqual([])
      }
    }
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => REASONS(text).length >= 0))
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 5 }), { minLength: 10, maxLength: 10 }), (l) => REASONS(l.join('.')).length > 0))
  })
})

describe('buildLicenseIdentifier', () => {
  it('reproduces a published identifier from its parts', () => {
    expect(
      buildLicenseIdentifier({ typeCode: '11100000000013338W011', issuer: '11430000006122244L', serial: '20230000403', version: 1 }),
    ).toBe(VALID)
  })
  it.each([{ issuer: '340100' }, { version: 0 }, { version: 1000 }, { version: 1.5 }, { serial: 'abc' }, { typeCode: '11100000000013338W' }])(
    'refuses %j',
    (wrong) => {
      const right = { typeCode: '11100000000013338W011', issuer: '11430000006122244L', serial: '20230000403', version: 1 }
      expect(() => buildLicenseIdentifier({ ...right, ...wrong })).toThrow(RangeError)
    },
  )
})
