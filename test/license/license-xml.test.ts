/** Metadata files that come without a package. */
import { describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { readLicenseXml } from '../../src/license/index.ts'
import { ITEMS, xmi } from './packages.ts'

const octets = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('readLicenseXml', () => {
  it('reads the XMI of a production system', () => {
    const { metadata, findings } = readLicenseXml(octets(xmi(ITEMS)))
    expect(metadata).toMatchObject({ number: '2026000001', validTo: '2031-03-01', holders: [{ name: '林样例', codeType: '111' }] })
    expect(findings).toEqual([])
  })
  it('refuses what holds no metadata', () => {
    expect(() => readLicenseXml(octets('<a><b>c</b></a>'))).toThrow(FormatError)
    expect(() => readLicenseXml(octets('<a>'))).toThrow(FormatError)
    try {
      readLicenseXml(octets('<a/>'))
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'LICENSE_METADATA_NONE' })
    }
  })
})
