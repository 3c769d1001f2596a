import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { toHex } from '../../src/encoding/octets.ts'
import {
  encodeSeal, encodeSealInfo, encodeSealSignature, encodeSealSignedBytes, encodeToSign,
} from '../../src/seal/index.ts'
import type { SealEdition, SealInfoFields } from '../../src/seal/index.ts'
import {
  GIF, PROPERTY_INFO, SIGNING_TIME, SM2_SM3, VALID_END, VALID_START, hex, selfMade, vectors,
} from './vectors/self-made.ts'

/** The element reached by child indexes. */
function descend(element: DerElement, ...path: readonly number[]): DerElement {
  return path.reduce<DerElement>((outer, index) => {
    const child = outer.children[index]
    if (child === undefined) throw new TypeError(`no child ${index}`)
    return child
  }, element)
}

const root = (edition: SealEdition): DerElement => readDer(selfMade(edition), { budget: new Budget() })

function infoFields(edition: SealEdition, vid: string, type: number, signer: Uint8Array): SealInfoFields {
  return {
    header: { vid: 'TESTVID' },
    esId: vid,
    property: {
      type, name: '测试章', certificates: [signer], createDate: VALID_START, validStart: VALID_START, validEnd: VALID_END,
    },
    picture: { type: 'GIF', data: GIF, widthMm: 40, heightMm: 40 },
    ...(edition === 'GM/T 0031-2014'
      ? {}
      : { extensions: [{ oid: '1.2.156.10197.6.7.2.2.1', critical: false, value: hex('322e31'), writeFalse: true }] }),
  }
}

describe('writer against blobs made by other code', () => {
  it('writes the GM/T 0031-2014 blob octet for octet', () => {
    const edition = 'GM/T 0031-2014'
    const blob = root(edition)
    const signerCertificate = descend(blob, 0, 5).content
    const makerCertificate = descend(blob, 0, 1, 1, 0).content
    const info = encodeSealInfo(edition, {
      ...infoFields(edition, 'V1-0001', 1, signerCertificate), header: { vid: descendText(blob, 0, 1, 0, 0, 2) },
    })
    const seal = encodeSeal({
      edition, info, makerCertificate, algorithm: SM2_SM3, signature: descend(blob, 0, 1, 1, 2).content.subarray(1),
    })
    const toSign = encodeToSign({
      edition, seal, time: SIGNING_TIME, dataHash: hex(vectors.dataHash), propertyInfo: PROPERTY_INFO, signerCertificate,
      algorithm: SM2_SM3,
    })
    const signature = encodeSealSignature({ edition, toSign, signature: descend(blob, 1).content.subarray(1) })
    expect(toHex(signature)).toBe(toHex(blob.bytes))
  })

  it('writes the GB/T 38540-2020 blob octet for octet', () => {
    const edition = 'GB/T 38540-2020'
    const blob = root(edition)
    const signerCertificate = descend(blob, 1).content
    const makerCertificate = descend(blob, 0, 1, 1).content
    const fields = {
      ...infoFields(edition, 'V4-0001', 3, signerCertificate), header: { vid: descendText(blob, 0, 1, 0, 0, 2) },
    }
    const info = encodeSealInfo(edition, fields)
    const seal = encodeSeal({
      edition, info, makerCertificate, algorithm: SM2_SM3, signature: descend(blob, 0, 1, 3).content.subarray(1),
    })
    const toSign = encodeToSign({
      edition, seal, time: SIGNING_TIME, dataHash: hex(vectors.dataHash), propertyInfo: PROPERTY_INFO,
      extensions: fields.extensions ?? [],
    })
    const signature = encodeSealSignature({
      edition, toSign, signerCertificate, algorithm: SM2_SM3, signature: descend(blob, 3).content.subarray(1),
    })
    expect(toHex(signature)).toBe(toHex(blob.bytes))
  })
})

const descendText = (element: DerElement, ...path: readonly number[]): string =>
  new TextDecoder().decode(descend(element, ...path).content)

describe('layouts that the blobs do not have', () => {
  const base = { info: hex('3000'), makerCertificate: hex('300102'), algorithm: SM2_SM3, signature: hex('aabb') }

  it('signs the information alone from GB/T 38540-2020 on, and a SEQUENCE of three before', () => {
    expect(toHex(encodeSealSignedBytes({ ...base, edition: 'GB/T 38540-2020' }))).toBe('3000')
    expect(toHex(encodeSealSignedBytes({ ...base, edition: 'GM/T 0031-2025' }))).toBe('3000')
    expect(toHex(encodeSealSignedBytes({ ...base, edition: 'GM/T 0031-2014' }))).toBe('3011' + '3000' + '0403300102' + '06082a811ccf55018375')
  })

  it('puts time stamps into [0] EXPLICIT BIT STRING', () => {
    const seal = encodeSeal({ ...base, edition: 'GM/T 0031-2025', timeStamp: hex('3000') })
    expect(toHex(seal)).toBe('301d' + '3000' + '0403300102' + '06082a811ccf55018375' + '030300aabb' + 'a005' + '0303003000')
    const signature = encodeSealSignature({
      edition: 'GB/T 38540-2020', toSign: hex('3000'), signerCertificate: hex('300102'), algorithm: SM2_SM3, signature: hex('aabb'),
      timeStamp: hex('3000'),
    })
    expect(toHex(signature)).toBe(toHex(seal))
  })

  it('writes digests of certificates as PrintableString and OCTET STRING, and leaves a FALSE out', () => {
    const info = encodeSealInfo('GM/T 0031-2025', {
      header: { vid: 'v' },
      esId: 'e',
      property: {
        type: 3, name: 'n', digests: [{ type: 'SM3', value: hex('01') }], createDate: VALID_START, validStart: VALID_START, validEnd: VALID_END,
      },
      picture: { type: 'PNG', data: hex('00'), widthMm: 1, heightMm: 200 },
      extensions: [{ oid: '1.2.3', critical: false, value: hex('05') }, { oid: '1.2.4', critical: true, value: hex('06') }],
    })
    expect(toHex(info)).toBe(
      '308181' + '300a' + '16024553' + '020105' + '160176' + '160165' +
      '3048' + '020103' + '0c016e' + '020102' + '300a' + '3008' + '1303534d33' + '040101' +
      ('180f' + '32303235303630313030303030305a').repeat(2) + '180f' + '32303330303630313030303030305a' +
      '300f' + '1603504e47' + '040100' + '020101' + '020200c8' +
      '3015' + '3007' + '06022a03' + '040105' + '300a' + '06022a04' + '0101ff' + '040106',
    )
  })

  it('puts a time-stamp token into timeInfo of GM/T 0031-2014 only', () => {
    const fields = {
      seal: hex('3000'), time: hex('3003020101'), dataHash: hex('11'), propertyInfo: 'p', signerCertificate: hex('3000'), algorithm: '1.2.3',
    }
    expect(toHex(encodeToSign({ ...fields, edition: 'GM/T 0031-2014' }))).toContain('0306003003020101')
    expect(() => encodeToSign({ ...fields, edition: 'GB/T 38540-2020' })).toThrow(TypeError)
  })

  it('takes what an edition does not have for a mistake of the caller', () => {
    const none = { ...base, timeStamp: hex('3000') }
    expect(() => encodeSeal({ ...none, edition: 'GM/T 0031-2014' })).toThrow(TypeError)
    expect(() => encodeSeal({ ...none, edition: 'GB/T 38540-2020' })).toThrow(TypeError)
    expect(() => encodeSealSignature({ edition: 'GM/T 0031-2014', toSign: hex('3000'), signature: hex('00'), timeStamp: hex('3000') })).toThrow(TypeError)
    expect(() => encodeSealSignature({ edition: 'GB/T 38540-2020', toSign: hex('3000'), signature: hex('00') })).toThrow(TypeError)
    const toSign = { seal: hex('3000'), time: SIGNING_TIME, dataHash: hex('11'), propertyInfo: 'p' }
    expect(() => encodeToSign({ ...toSign, edition: 'GM/T 0031-2014' })).toThrow(TypeError)
    expect(() => encodeToSign({ ...toSign, edition: 'GB/T 38540-2020', propertyInfo: '路径' })).toThrow(TypeError)
    const signer = { signerCertificate: hex('3000'), algorithm: '1.2.3' }
    expect(() => encodeToSign({ ...toSign, ...signer, edition: 'GM/T 0031-2014', extensions: [] })).toThrow(TypeError)
    const fields = infoFields('GM/T 0031-2014', 'x', 1, hex('3000'))
    const { type, name, createDate, validStart, validEnd } = fields.property
    const rest = { type, name, createDate, validStart, validEnd }
    expect(() => encodeSealInfo('GM/T 0031-2014', { ...fields, property: { ...rest, digests: [] } })).toThrow(TypeError)
    expect(() => encodeSealInfo('GM/T 0031-2014', { ...fields, property: rest })).toThrow(TypeError)
  })
})
