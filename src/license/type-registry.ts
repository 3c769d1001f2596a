/**
 * Types of licenses (证照类型), as data: which authority defines a type and what it is called. The built-in registry holds
 * what public material shows; whoever has a catalogue (目录, GB/T 36902) adds to it from JSON.
 */
import { checkLicenseTypeCode } from '../identifier/index.ts'

export interface LicenseType {
  /** 21 characters: USCC of the authority that defines the type, and three digits. */
  readonly code: string
  /** Chinese name of the type. */
  readonly name: string
  readonly definingAuthority?: string
  /** Level of the authority that defines it. */
  readonly level?: 'NATIONAL' | 'PROVINCE' | 'PREFECTURE' | 'COUNTY' | 'TOWNSHIP' | 'OTHER'
  readonly holderCategory?: 'PERSON' | 'ORGANIZATION' | 'BOTH' | 'OTHER'
  /** How long such licenses are valid, in words: `2年`, `长期`. */
  readonly validity?: string
  /** The standard of the type, such as `ZWFW C0293-2024`. */
  readonly standard?: string
  readonly status: 'CURRENT' | 'WITHDRAWN'
  /** Set where the name was inferred from how the code was used and no catalogue was seen. */
  readonly inferred?: true
}

export type LicenseTypes = ReadonlyMap<string, LicenseType>

const HOUSING = { definingAuthority: '住房和城乡建设部', level: 'NATIONAL', status: 'CURRENT' } as const
const LAND = { definingAuthority: '自然资源部', level: 'NATIONAL', status: 'CURRENT' } as const

/** Types that public material names. A type that is not here is not wrong: the registry is far from complete. */
export const LICENSE_TYPES: LicenseTypes = byCode([
  { code: '11100000000013127D001', name: '居民身份证', definingAuthority: '公安部', level: 'NATIONAL', holderCategory: 'PERSON', status: 'CURRENT' },
  { code: '11100000MB03271699001', name: '不动产权证书', ...LAND },
  { code: '11100000MB03271699022', name: '不动产登记证明', ...LAND },
  { code: '11100000000013338W001', name: '二级建造师', holderCategory: 'PERSON', ...HOUSING },
  { code: '11100000000013338W009', name: '施工许可', inferred: true, ...HOUSING },
  { code: '11100000000013338W011', name: '安管人员考核合格证', holderCategory: 'PERSON', ...HOUSING },
  { code: '11100000000013338W032', name: '特种作业人员操作资格证', holderCategory: 'PERSON', ...HOUSING },
  { code: '11100000000013661B006', name: '危险化学品经营许可证', level: 'NATIONAL', status: 'CURRENT', inferred: true },
])

/**
 * The built-in types and those of the caller, which win where both have a code.
 * @throws TypeError for a code that is no type code, and for one that the caller lists twice
 */
export function licenseTypes(own: readonly LicenseType[]): LicenseTypes {
  return new Map([...LICENSE_TYPES, ...registryOf(own)])
}

/**
 * Types from JSON that was read from outside: an array of types. `docs/license-types.schema.json` describes it.
 * @throws TypeError naming the first place that is wrong; unknown members are refused
 */
export async function parseLicenseTypes(json: unknown): Promise<readonly LicenseType[]> {
  // Loaded when first needed: who brings no types carries no schema library.
  const { licenseTypesSchema } = await import('./type-registry-schema.ts')
  const result = licenseTypesSchema.safeParse(json)
  if (!result.success) {
    const [first] = result.error.issues
    throw new TypeError(`license types: ${first?.path.map(String).join('.') ?? ''}: ${first?.message ?? 'invalid'}`, { cause: result.error })
  }
  registryOf(result.data)
  return result.data
}

/** A test checks the built-in codes, so that no program has to when it starts. */
function byCode(list: readonly LicenseType[]): LicenseTypes {
  return new Map(list.map((type) => [type.code, Object.freeze(type)]))
}

function registryOf(list: readonly LicenseType[]): LicenseTypes {
  const registry = new Map<string, LicenseType>()
  for (const type of list) {
    if (checkLicenseTypeCode(type.code).length > 0) throw new TypeError(`license types: ${type.code} is no type code`)
    if (registry.has(type.code)) throw new TypeError(`license types: ${type.code} is there twice`)
    registry.set(type.code, Object.freeze({ ...type }))
  }
  return registry
}
