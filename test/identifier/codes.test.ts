/** Codes of organizations, areas and holders, lineage of license identifiers, and problems as findings. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildLicenseIdentifier, checkAreaCode, checkHolderCode, checkLicenseIdentifier, checkOrganizationCode, checkPersonNumber, checkUscc, HOLDER_CODE_TYPES,
  holderCodeTypeOfName, identifierFindings, licenseLineage, nextLicenseIdentifier, organizationCodeCheckCharacter, provinceName,
} from '../../src/identifier/index.ts'

describe('checkOrganizationCode: GB 11714-1997', () => {
  it.each(['D2143569X', 'D2143569-X'])('accepts the published example as %s', (text) => {
    expect(checkOrganizationCode(text)).toEqual({ organizationCode: 'D2143569X', problems: [] })
  })
  it.each([
    ['D21435690', [{ reason: 'CHECK_CHARACTER' }]], ['D2143569', [{ reason: 'LENGTH', found: 8 }]], ['D2143569_X', [{ reason: 'LENGTH', found: 10 }]],
    ['d2143569X', [{ reason: 'CHARACTER', position: 1 }]], ['D2143569Y', [{ reason: 'CHARACTER', position: 9 }]], ['D21-43569', [{ reason: 'CHARACTER', position: 4 }]],
  ])('says why %s is not one', (text, problems) => {
    expect(checkOrganizationCode(text).problems).toEqual(problems)
  })
  it('accepts what the rule makes', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9A-Z]{8}$/), (body) => {
      expect(checkOrganizationCode(body + organizationCodeCheckCharacter(body)).problems).toEqual([])
    }))
  })
})

describe('checkAreaCode: GB/T 2260', () => {
  it.each([
    ['330000', { text: '330000', level: 'province', province: '33' }], ['330100', { text: '330100', level: 'prefecture', province: '33' }],
    ['330106', { text: '330106', level: 'county', province: '33' }], ['000000', { text: '000000', level: 'national' }], ['100000', { text: '100000', level: 'national' }],
    ['660000', { text: '660000', level: 'province', province: '66' }],
  ])('reads %s', (text, areaCode) => {
    expect(checkAreaCode(text)).toEqual({ areaCode, problems: [] })
  })
  it.each([
    ['33010', [{ reason: 'LENGTH', found: 5 }]], ['33O100', [{ reason: 'CHARACTER', position: 3 }]], ['170000', [{ reason: 'AREA' }]], ['991234', [{ reason: 'AREA' }]],
  ])('says why %s is not one', (text, problems) => {
    expect(checkAreaCode(text).problems).toEqual(problems)
  })
  it('names provinces', () => {
    expect(provinceName('330106', 'zh')).toBe('浙江省')
    expect(provinceName('82', 'en')).toBe('Macao')
    expect(provinceName('990000', 'zh')).toBeUndefined()
  })
})

describe('checkHolderCode: GB/T 36903-2018 annex A', () => {
  it.each([
    ['001', '11330000ABCD1234XM'], ['111', '110101190001010014'], ['111', '810000199408230021'], ['411', 'D1234567'], ['414', 'E12345678'],
    ['511', '12345678'], ['516', 'H12345678'], ['999', 'CAN110081080310'], ['999', '911124198108030024'],
  ])('checks a code of type %s: %s', (type, code) => {
    expect(checkHolderCode(type, code)).toEqual({ checked: true, problems: [] })
  })
  it.each([
    ['001', '12100000400006483P', 'CHECK_CHARACTER'], ['111', '110101190001010015', 'CHECK_CHARACTER'], ['111', 'E12345678', 'LENGTH'],
    ['516', '110101190001010014', 'LENGTH'], ['511', 'H12345678', 'LENGTH'], ['413', '护照', 'CHARACTER'], ['999', 'CAN110081080311', 'CHECK_CHARACTER'],
  ])('finds a code of type %s wrong: %s', (type, code, reason) => {
    expect(checkHolderCode(type, code).problems.map((problem) => problem.reason)).toContain(reason)
  })
  it.each([['099', 'X'], ['114', '军字第0000001号'], ['122', 'Y'], ['999', 'anything'], ['000', ''], ['', '']])('says that a code of type %j is not checked', (type, code) => {
    expect(checkHolderCode(type, code)).toEqual({ checked: false, problems: [] })
  })
  it('finds a type by its name', () => {
    for (const [code, { zh }] of HOLDER_CODE_TYPES) expect(holderCodeTypeOfName(zh)).toBe(code)
    expect(holderCodeTypeOfName('身份证')).toBeUndefined()
    expect(HOLDER_CODE_TYPES.size).toBe(16)
  })
})

describe('lineage of license identifiers', () => {
  const FIRST = '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.001.I'
  const SECOND = '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.002.G'
  const OTHER = '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'
  it.each([
    [FIRST, FIRST, 'SAME'], [FIRST, ` ${FIRST.toLowerCase()}`, 'SAME'], [FIRST, SECOND, 'LATER_VERSION'], [SECOND, FIRST, 'EARLIER_VERSION'],
    [FIRST, OTHER, 'OTHER_LICENSE'], [FIRST, `${FIRST.slice(0, -1)}J`, 'UNKNOWN'], ['', FIRST, 'UNKNOWN'],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(licenseLineage(a, b)).toBe(expected)
  })
  it('holds for issuers that are area codes, as they occur', () => {
    const text = '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9'
    expect(licenseLineage(text, text)).toBe('SAME')
  })
  it('makes the identifier of the next re-issue', () => {
    expect(nextLicenseIdentifier(FIRST)).toBe(SECOND)
    expect(() => nextLicenseIdentifier(FIRST.slice(0, -1))).toThrow(RangeError)
    expect(() => nextLicenseIdentifier('')).toThrow(RangeError)
    const last = buildLicenseIdentifier({ typeCode: '11100000000013338W011', issuer: '11330000ABCD1234XM', serial: 'A', version: 999 })
    expect(() => nextLicenseIdentifier(last)).toThrow(RangeError)
  })
  it('is the mirror image from the other side', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (v, w) => {
      const [a, b] = [v, w].map((version) => buildLicenseIdentifier({ typeCode: '11100000000013338W011', issuer: '11330000ABCD1234XM', serial: 'A1', version })) as [string, string]
      const mirror = { SAME: 'SAME', LATER_VERSION: 'EARLIER_VERSION', EARLIER_VERSION: 'LATER_VERSION', OTHER_LICENSE: 'OTHER_LICENSE', UNKNOWN: 'UNKNOWN' } as const
      expect(licenseLineage(b, a)).toBe(mirror[licenseLineage(a, b)])
    }))
  })
})

describe('identifierFindings', () => {
  const NOW = new Date('2026-11-24T00:00:00Z')
  it.each([
    [checkUscc('1').problems, 'IDENTIFIER_LENGTH'],
    [checkUscc('11330000ABCD1234xM').problems, 'IDENTIFIER_CHARACTER'],
    [checkUscc('11330000ABCD1234XN').problems, 'IDENTIFIER_CHECK_CHARACTER'],
    [checkUscc('12100000400006483P').problems, 'IDENTIFIER_ORGANIZATION_CHECK_CHARACTER'],
    [checkPersonNumber('11010519491231002x').problems, 'IDENTIFIER_NOT_CANONICAL'],
    [checkAreaCode('990000').problems, 'IDENTIFIER_AREA_UNKNOWN'],
    [checkPersonNumber('110105194902290021').problems, 'IDENTIFIER_BIRTH_DATE_INVALID'],
    [checkPersonNumber('110105209912310021', { time: NOW }).problems, 'IDENTIFIER_BIRTH_DATE_IMPLAUSIBLE'],
    [[{ reason: 'OTHER_DOCUMENT', document: 'RESIDENCE_PERMIT' } as const], 'IDENTIFIER_OTHER_DOCUMENT'],
    [checkLicenseIdentifier('1.2.3').problems, 'LICENSE_IDENTIFIER_STRUCTURE'],
    [checkLicenseIdentifier('1.2.156.3005.1.A.B.-.0.X').problems, 'LICENSE_IDENTIFIER_ROOT'],
    [checkLicenseIdentifier('1.2.156.3005.2.A.B.-.0.X').problems, 'LICENSE_IDENTIFIER_TYPE_CODE'],
    [checkLicenseIdentifier('1.2.156.3005.2.A.B.-.0.X').problems, 'LICENSE_IDENTIFIER_ISSUER'],
    [checkLicenseIdentifier('1.2.156.3005.2.A.B.-.0.X').problems, 'LICENSE_IDENTIFIER_SERIAL'],
    [checkLicenseIdentifier('1.2.156.3005.2.A.B.-.0.X').problems, 'LICENSE_IDENTIFIER_VERSION'],
  ])('says %j as %s', (problems, code) => {
    const findings = identifierFindings(problems, ['here'])
    expect(findings.map((one) => one.code)).toContain(code)
    expect(findings).toHaveLength(problems.length)
    expect(findings.every(({ at }) => at[0] === 'here')).toBe(true)
  })
})
