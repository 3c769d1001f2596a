/**
 * Who exists in a world, who certifies whom, when, and what the license says: plain data, dated from the time at which the
 * license is signed. Provinces, authorities, people and numbers are invented: area codes that begin with 98 are assigned
 * to nobody, and policy OIDs are under 2.999, the arc for examples.
 */
import { buildLicenseIdentifier, buildUscc } from '../identifier/index.ts'

export const PROVINCE_EAST = '东海省'
export const PROVINCE_WEST = '西岭省'

/** 98 01: 东海省; 98 02: 西岭省; 98 00: the invented nation. */
export const USCC = {
  nationalFoodAuthority: buildUscc('11980000', '00000101'),
  eastAuthority: buildUscc('11980100', '00000202'),
  westAuthority: buildUscc('11980200', '00000303'),
  holder: buildUscc('92980101', 'MA000X00'),
} as const

export type Usage =
  | 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment' | 'dataEncipherment' | 'keyAgreement' | 'keyCertSign' | 'cRLSign'

export interface CertificateDeclaration {
  /** Names the party; keys are derived from it and the seed. */
  readonly id: string
  readonly commonName: string
  readonly organization: string
  /** GB/T 2260 style name of the place; invented. */
  readonly province?: string
  /** `id` of the issuer; itself for a root. */
  readonly issuer: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly ca?: { readonly pathLength?: number }
  readonly usage: readonly Usage[]
  readonly timeStamping?: true
  /** Where the issuer says it publishes its CRL. */
  readonly crlUrl?: string
  /** What it is there for; goes into the README. */
  readonly note: string
}

const SIGN = ['digitalSignature', 'nonRepudiation'] as const
const CA = ['keyCertSign', 'cRLSign'] as const
/** The authority that issues, unless a world names another. */
export const EAST_AUTHORITY = '东海省市场监督管理局'
const WEST_O = '西岭省市场监督管理局'

/** The times of a world. `at` moves a time of the first world, whose license is signed at SIGNING_TIME, to this one. */
export interface WorldTimes {
  /** When the license is signed. */
  readonly signing: Date
  /** When another authority signs after it. */
  readonly later: Date
  /** When the variants judge it: three months after. */
  readonly validation: Date
  readonly at: (text: string) => Date
}

const SIGNING_TIME = new Date('2026-03-02T02:30:00Z')

export function timesFrom(signing: Date): WorldTimes {
  const at = (text: string): Date => new Date(Date.parse(text) + signing.getTime() - SIGNING_TIME.getTime())
  return { signing: new Date(signing), later: at('2026-03-03T07:00:00Z'), validation: at('2026-06-01T00:00:00Z'), at }
}

export function declareCertificates({ at }: WorldTimes, authority: string): readonly CertificateDeclaration[] {
  const EAST_O = authority
  return [
    {
      id: 'national-root', commonName: '样例国家电子认证根 Specimen National Root CA', organization: '样例国家电子认证中心',
      issuer: 'national-root', notBefore: at('2020-01-01'), notAfter: at('2050-01-01'), ca: {}, usage: CA,
      note: 'The only trust anchor of the world.',
    },
    {
      id: 'east-ca', commonName: '东海省电子认证 CA（样例）', organization: '东海省电子认证中心', province: PROVINCE_EAST,
      issuer: 'national-root', notBefore: at('2020-06-01'), notAfter: at('2045-01-01'), ca: { pathLength: 0 }, usage: CA,
      note: 'Provincial CA of 东海省. SES has no place for it in a signature: cases hand it in as a further certificate.',
    },
    {
      id: 'west-ca', commonName: '西岭省电子认证 CA（样例）', organization: '西岭省电子认证中心', province: PROVINCE_WEST,
      issuer: 'national-root', notBefore: at('2020-06-01'), notAfter: at('2045-01-01'), ca: { pathLength: 0 }, usage: CA,
      note: 'Provincial CA of 西岭省.',
    },
    {
      id: 'east-seal-maker', commonName: '东海省电子印章制作中心（样例）', organization: '东海省电子印章制作中心', province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), usage: SIGN,
      note: 'Seal maker (制章者) of 东海省.',
    },
    {
      id: 'west-seal-maker', commonName: '西岭省电子印章制作中心（样例）', organization: '西岭省电子印章制作中心', province: PROVINCE_WEST,
      issuer: 'west-ca', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), usage: SIGN,
      note: 'Seal maker of 西岭省.',
    },
    {
      id: 'east-authority', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: SIGN,
      note: 'Signing certificate of the authority that issues the license.',
    },
    {
      id: 'east-authority-encryption', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
      note: 'Its encryption certificate: never for signatures.',
    },
    {
      id: 'east-authority-short-lived', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2025-01-01'), notAfter: at('2026-02-01'), usage: SIGN,
      note: 'A signing certificate that had expired a month before the license was signed.',
    },
    {
      id: 'east-authority-with-crl', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: SIGN, crlUrl: 'http://crl.example/east-ca.crl',
      note: 'A signing certificate that names where its CRL is.',
    },
    {
      id: 'east-seal-maker-with-crl', commonName: '东海省电子印章制作中心（样例）', organization: '东海省电子印章制作中心', province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), usage: SIGN, crlUrl: 'http://crl.example/east-ca.crl',
      note: 'A seal maker\'s certificate that names where its CRL is.',
    },
    {
      id: 'west-authority', commonName: WEST_O, organization: WEST_O, province: PROVINCE_WEST,
      issuer: 'west-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: SIGN,
      note: 'Signing certificate of another authority.',
    },
    {
      id: 'east-tsa', commonName: '东海省时间戳服务（样例）', organization: '东海省电子认证中心', province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), usage: SIGN, timeStamping: true,
      note: 'Time-stamp authority.',
    },
    {
      id: 'impostor-root', commonName: '样例国家电子认证根 Specimen National Root CA', organization: '样例国家电子认证中心',
      issuer: 'impostor-root', notBefore: at('2020-01-01'), notAfter: at('2050-01-01'), ca: {}, usage: CA,
      note: 'A root of the same name as the anchor, with another key: an attacker made it.',
    },
    {
      id: 'impostor-seal-maker', commonName: '东海省电子印章制作中心（样例）', organization: '东海省电子印章制作中心', province: PROVINCE_EAST,
      issuer: 'impostor-root', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), usage: SIGN,
      note: 'The seal maker\'s name, certified by the impostor.',
    },
    {
      id: 'impostor-authority', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'impostor-root', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: SIGN,
      note: 'The authority\'s name, certified by the impostor.',
    },
    {
      id: 'authority-of-authority', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-authority', notBefore: at('2025-06-01'), notAfter: at('2029-01-01'), usage: SIGN,
      note: 'Certified with the signing key of the authority, which is no CA.',
    },
    {
      id: 'east-sub-ca', commonName: '东海省下级 CA（样例）', organization: '东海省电子认证中心', province: PROVINCE_EAST,
      issuer: 'east-ca', notBefore: at('2024-01-01'), notAfter: at('2034-01-01'), ca: {}, usage: CA,
      note: 'A CA below the provincial CA, which may not have any.',
    },
    {
      id: 'sub-ca-authority', commonName: EAST_O, organization: EAST_O, province: PROVINCE_EAST,
      issuer: 'east-sub-ca', notBefore: at('2025-01-01'), notAfter: at('2030-01-01'), usage: SIGN,
      note: 'A signing certificate of that CA.',
    },
  ]
}

/** What the license says. Dates are days in China, `2026-03-02`. */
export interface LicenseText {
  readonly name: string
  readonly typeCode: string
  readonly number: string
  readonly authority: string
  readonly authorityCode: string
  readonly holder: string
  readonly holderCode: string
  readonly legalRepresentative: string
  readonly residence: string
  readonly premises: string
  readonly business: string
  readonly items: readonly [string, string]
  readonly signatory: string
  readonly issued: string
  readonly validFrom: string
  readonly validTo: string
  readonly identifier: string
}

const day = (time: Date): string => time.toISOString().slice(0, 10)

export function declareLicense({ signing }: WorldTimes, authority: string): LicenseText {
  const inChina = new Date(signing.getTime() + 8 * 3_600_000)
  const issued = day(inChina)
  const validTo = day(new Date(Date.UTC(inChina.getUTCFullYear() + 5, inChina.getUTCMonth(), inChina.getUTCDate() - 1)))
  const [typeCode, number] = [`${USCC.nationalFoodAuthority}001`, 'JY19801010000018']
  return {
    name: '食品经营许可证',
    typeCode,
    number,
    authority,
    authorityCode: USCC.eastAuthority,
    holder: '东海省望潮样例食品店',
    holderCode: USCC.holder,
    legalRepresentative: '林样例',
    residence: '东海省临澜市样例区示范路１号',
    premises: '东海省临澜市样例区示范路１号一层',
    business: '食品销售经营者',
    items: ['预包装食品（含冷藏冷冻食品）销售；', '散装食品（不含冷藏冷冻食品）销售。'],
    signatory: '周范本',
    issued,
    validFrom: issued,
    validTo,
    identifier: buildLicenseIdentifier({ typeCode, issuer: USCC.eastAuthority, serial: number, version: 1 }),
  }
}
