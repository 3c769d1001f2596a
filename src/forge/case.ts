/** A variant made in a world: for a test in code, and as a folder that `yinxin check` runs. */
import { toUtf8 } from '../encoding/octets.ts'
import { toPem } from '../encoding/pem.ts'
import { policyPreset } from '../policy/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import { openTrustList, operatorKeysOf, trustStore } from '../trust/index.ts'
import type { VerifyOptions } from '../verify/options.ts'
import { variantNamed } from './catalog.ts'
import type { Expectation, Variant } from './variant.ts'
import type { ForgedWorld } from './world.ts'

const POLICY = 'cn-gov-2025'

interface Judgement {
  readonly trust: NonNullable<Variant['trust']>
  readonly trustLists: readonly string[]
  readonly certificates: readonly string[]
  readonly crls: readonly string[]
}

/** What a variant is judged with, nothing left out. */
function judgementOf({ trust = { anchors: ['national-root'] }, trustLists = [], certificates = ['east-ca', 'west-ca'], crls = [] }: Variant): Judgement {
  return { trust, trustLists, certificates, crls }
}

function named<Thing extends { readonly id: string }>(things: readonly Thing[], id: string): Thing {
  const found = things.find((thing) => thing.id === id)
  if (found === undefined) throw new RangeError(`the world has no ${id}`)
  return found
}

export interface ForgedCase {
  readonly variant: Variant
  /** The octets to be verified. */
  readonly input: Uint8Array
  /** For `verify(input, options)`. */
  readonly options: VerifyOptions
  /** What must come of it. */
  readonly expected: Expectation
}

/**
 * Makes a variant in a world, with all that is needed to verify it.
 * @throws RangeError when there is no such variant
 */
export async function forgeCase(world: ForgedWorld, name: string): Promise<ForgedCase> {
  const variant = variantNamed(name)
  const { trust, trustLists, certificates, crls } = judgementOf(variant)
  const der = (ids: readonly string[] = []): readonly Uint8Array[] => ids.map((id) => world.identity(id).certificate)
  const time = world.times.validation
  const keys = operatorKeysOf(toUtf8(world.operatorPem))
  const lists = await Promise.all(trustLists.map((id) => openTrustList(named(world.trustLists, id).text, { keys, time })))
  return {
    variant,
    input: variant.make(world),
    options: {
      trust: trustStore({ ...Object.fromEntries(Object.entries(trust).map(([purpose, ids]) => [purpose, der(ids)])), lists }),
      policy: policyPreset(POLICY),
      validationTime: time,
      certificates: der(certificates),
      evidence: { crls: crls.map((id) => named(world.crls, id).bytes) },
    },
    expected: variant.expected,
  }
}

/** Where files of the world are, seen from the folder of the case. */
export interface CasePlaces {
  readonly schema?: string
  readonly certificate: (id: string) => string
  readonly trustList: (id: string) => string
  readonly operator: string
  readonly crl: (id: string) => string
}

/** File name of a variant's input. */
export function inputName({ name }: Pick<Variant, 'name'>): string {
  if (name.startsWith('ofd/')) return 'input.ofd'
  return name.startsWith('seal/value-alone/') ? 'input.dat' : 'input.esl'
}

/** The text of `case.json` (`yinxin check`). */
export function caseJson(world: ForgedWorld, variant: Variant, places: CasePlaces, generatedBy: string, language: Language): string {
  const { name, description, clause, flags, expected } = variant
  const { trust, trustLists, certificates, crls } = judgementOf(variant)
  return `${JSON.stringify({
    ...(places.schema !== undefined && { $schema: places.schema }),
    id: name,
    description: description[language],
    clause,
    flags,
    generatedBy,
    input: inputName(variant),
    validationTime: world.times.validation.toISOString(),
    trust: Object.fromEntries(Object.entries(trust).map(([purpose, ids]) => [purpose, ids.map(places.certificate)])),
    ...(trustLists.length > 0 && { trustLists: trustLists.map((id) => ({ file: places.trustList(id), keys: [places.operator] })) }),
    ...(certificates.length > 0 && { certificates: certificates.map(places.certificate) }),
    ...(crls.length > 0 && { crls: crls.map(places.crl) }),
    policy: POLICY,
    expect: expected,
  }, null, 2)}\n`
}

const OWN: CasePlaces = {
  certificate: (id) => `trust/${id}.pem`, trustList: (id) => `trust/${id}.jws`, operator: 'trust/operator.pem', crl: (id) => `trust/${id}.crl`,
}

/**
 * A folder for a variant, files by path: the input, `case.json`, and below `trust/` the certificates, lists and CRLs that
 * it is judged with. `yinxin check` passes on it.
 * @throws RangeError when there is no such variant
 */
export function caseFolder(world: ForgedWorld, name: string, language: Language = 'en'): ReadonlyMap<string, Uint8Array> {
  const variant = variantNamed(name)
  const { trust, trustLists, certificates, crls } = judgementOf(variant)
  const files = new Map<string, Uint8Array>([
    [inputName(variant), variant.make(world)],
    ['case.json', toUtf8(caseJson(world, variant, OWN, 'yinxin forge', language))],
  ])
  for (const id of [...Object.values(trust).flat(), ...certificates]) files.set(OWN.certificate(id), toUtf8(toPem('CERTIFICATE', world.identity(id).certificate)))
  for (const id of trustLists) files.set(OWN.trustList(id), toUtf8(named(world.trustLists, id).text)).set(OWN.operator, toUtf8(world.operatorPem))
  for (const id of crls) files.set(OWN.crl(id), named(world.crls, id).bytes)
  return files
}
