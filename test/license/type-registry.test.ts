/** Types of licenses as data. */
import { describe, expect, it } from 'vitest'
import { checkLicenseTypeCode } from '../../src/identifier/index.ts'
import { LICENSE_TYPES, licenseTypes, parseLicenseTypes } from '../../src/license/index.ts'

const OWN = { code: '11330000ABCD1234XM001', name: '样例许可证', definingAuthority: '东海省行政审批局', level: 'PROVINCE', holderCategory: 'ORGANIZATION', validity: '5年', status: 'CURRENT' } as const

describe('the registry', () => {
  it('holds types with well-formed codes, each under its own', () => {
    expect(LICENSE_TYPES.size).toBe(8)
    for (const [code, type] of LICENSE_TYPES) {
      expect(checkLicenseTypeCode(code)).toEqual([])
      expect(type.code).toBe(code)
    }
    expect(LICENSE_TYPES.get('11100000MB03271699001')?.name).toBe('不动产权证书')
  })
  it('takes the types of a caller, and their word over its own', () => {
    const renamed = { code: '11100000000013338W009', name: '建筑工程施工许可证', status: 'CURRENT' } as const
    const types = licenseTypes([OWN, renamed])
    expect(types.size).toBe(9)
    expect(types.get(OWN.code)).toEqual(OWN)
    expect(types.get(renamed.code)).toEqual(renamed)
    expect(LICENSE_TYPES.has(OWN.code)).toBe(false)
  })
  it.each([[[{ ...OWN, code: '11330000ABCD1234XN001' }]], [[OWN, OWN]], [[{ ...OWN, code: '11330000ABCD1234XM01' }]]])('refuses wrong and repeated codes', (own) => {
    expect(() => licenseTypes(own)).toThrow(TypeError)
  })
})

describe('parseLicenseTypes', () => {
  it('reads an array of types', async () => {
    expect(await parseLicenseTypes(JSON.parse(JSON.stringify([OWN])))).toEqual([OWN])
    expect(await parseLicenseTypes([])).toEqual([])
  })
  it.each([
    [[{ ...OWN, status: 'valid' }], /0\.status/], [[{ ...OWN, names: 'x' }], /names/], [[{ code: OWN.code, name: OWN.name }], /0\.status/], [{}, /license types/], [null, /license types/],
    [[{ ...OWN, code: '11330000ABCD1234XN001' }], /no type code/], [[OWN, OWN], /twice/],
  ])('names what is wrong in %j', async (json, message) => {
    await expect(parseLicenseTypes(json)).rejects.toThrow(message)
    await expect(parseLicenseTypes(json)).rejects.toThrow(TypeError)
  })
})
