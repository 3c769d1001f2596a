/**
 * A whole world made of a seed and a time: certificates, keys, seals, lists, and the license signed the right way. The
 * pieces that variants change are open to callers, so that they can make wrong documents of their own.
 */
import { writeZip } from '../encoding/zip-writer.ts'
import { EAST_AUTHORITY, declareCertificates, declareLicense, timesFrom } from './declarations.ts'
import type { CertificateDeclaration, LicenseText, WorldTimes } from './declarations.ts'
import { buildIdentities } from './identity.ts'
import type { Identity } from './identity.ts'
import { LicenseDocument } from './page/document.ts'
import type { DocumentOptions, Package } from './page/document.ts'
import { STAMP } from './page/license.ts'
import { crlsOf } from './revocation.ts'
import type { ForgedCrl } from './revocation.ts'
import { makeSeal } from './seals.ts'
import type { Seal, SealPlan } from './seals.ts'
import { signPackage, unsigned } from './signing.ts'
import type { SignedPackage, Signing, Stamp } from './signing.ts'
import { operatorPem, trustListsOf } from './trust-lists.ts'
import type { ForgedTrustList } from './trust-lists.ts'

export interface ForgeOptions {
  /** Any text. Worlds of different seeds share no key. */
  readonly seed: string
  /** When the license is signed, in whole seconds; everything else is dated from it. */
  readonly time: Date
  /** Name of the authority that issues, 1 to 30 characters. @default 东海省市场监督管理局 */
  readonly authority?: string
}

type SealName = 'east-2014' | 'east-2020' | 'east-2025' | 'west-2020'

/**
 * A world; from `forgeWorld`. **For tests only**: its private keys follow from the seed, and whoever trusts one of its
 * certificates trusts everybody who knows the seed.
 */
export class ForgedWorld {
  readonly seed: string
  readonly times: WorldTimes
  /** What the license says. */
  readonly license: LicenseText
  /** Who is in the world. `id` names certificates and keys. */
  readonly parties: readonly CertificateDeclaration[]
  readonly document: LicenseDocument
  readonly #identities: ReadonlyMap<string, Identity>
  readonly #made = new Map<string, unknown>()

  /** Internal: use `forgeWorld`, which checks. */
  constructor({ seed, time, authority = EAST_AUTHORITY }: ForgeOptions) {
    this.seed = seed
    this.times = timesFrom(time)
    this.license = declareLicense(this.times, authority)
    this.parties = declareCertificates(this.times, authority)
    this.document = new LicenseDocument(this.license)
    this.#identities = buildIdentities(seed, this.parties)
  }

  /** Key and certificate of a party. @throws RangeError when nobody in the world is called so */
  identity(id: string): Identity {
    const found = this.#identities.get(id)
    if (found === undefined) throw new RangeError(`nobody in the world is ${id}`)
    return found
  }

  /** The seals: of the issuing authority in the three editions, and of another authority. */
  get seals(): Readonly<Record<SealName, Seal>> {
    return this.#once('seals', () => ({
      'east-2014': this.eastSeal({ edition: 'GM/T 0031-2014', esId: '98010000000014' }),
      'east-2020': this.eastSeal(),
      'east-2025': this.eastSeal({ edition: 'GM/T 0031-2025', esId: '98010000000025' }),
      'west-2020': makeSeal({
        edition: 'GB/T 38540-2020', esId: '98020000000020', name: '西岭省市场监督管理局', maker: this.identity('west-seal-maker'),
        signers: [this.identity('west-authority')], ...this.#sealDates(),
      }),
    }))
  }

  /** The seal of the issuing authority, with changes. */
  eastSeal(changes: Partial<SealPlan> = {}): Seal {
    return makeSeal({
      edition: 'GB/T 38540-2020', esId: '98010000000020', name: this.license.authority, maker: this.identity('east-seal-maker'),
      signers: [this.identity('east-authority')], ...this.#sealDates(), ...changes,
    })
  }

  /** CRLs, DER, and what they say. */
  get crls(): readonly ForgedCrl[] {
    return this.#once('crls', () => crlsOf(this))
  }

  /** Signed trust lists, and what they say. `operatorPem` verifies them. */
  get trustLists(): readonly ForgedTrustList[] {
    return this.#once('trust lists', () => trustListsOf(this))
  }

  /** PEM of the key of the operator of the trust lists. */
  get operatorPem(): string {
    return operatorPem(this)
  }

  /** The stamp over the authority's name and the date. */
  faceStamp(options: DocumentOptions = {}): Stamp {
    return { page: this.document.pageIds(options)[0] as number, boundary: `${String(STAMP.x)} ${String(STAMP.y)} 42 42` }
  }

  /** How the license is signed when nothing is wrong. */
  get right(): Signing {
    return { signer: this.identity('east-authority'), seal: this.seals['east-2020'], time: this.times.signing, stamps: [this.faceStamp()], ofd: this.#ofd() }
  }

  /** The parts of the license, signed; with changes to document and signing. */
  signed(changes: Partial<Signing> = {}, document: DocumentOptions = {}): Package {
    return signPackage(unsigned(this.document.parts(document)), {
      ...this.right, stamps: [this.faceStamp(document)], ofd: this.#ofd(document), ...changes,
    }).parts
  }

  /** The license, signed by one authority and then by another. */
  signedTwice(first: Partial<Signing> = {}, document: DocumentOptions = {}, second: Partial<Signing> = {}): SignedPackage {
    const once = signPackage(unsigned(this.document.parts(document)), { ...this.right, ...first })
    return signPackage(once, {
      signer: this.identity('west-authority'), seal: this.seals['west-2020'], time: this.times.later,
      stamps: [{ page: this.document.pageIds()[0] as number, boundary: '212 82 42 42' }], ...second,
    })
  }

  zip(parts: Package): Uint8Array<ArrayBuffer> {
    return writeZip([...parts].map(([path, bytes]) => ({ path, bytes })), { time: this.times.signing })
  }

  /** The license as an OFD file: genuine, unless the changes say otherwise. */
  ofd(changes: Partial<Signing> = {}, document: DocumentOptions = {}): Uint8Array<ArrayBuffer> {
    return this.zip(this.signed(changes, document))
  }

  #ofd(document: DocumentOptions = {}): (list: string) => Uint8Array {
    return (signatures) => this.document.ofdXml({ ...document, signatures })
  }

  /** From midnight in Beijing to the last second of a day there, in the world of the fixtures. */
  #sealDates(): Pick<SealPlan, 'createDate' | 'validStart' | 'validEnd'> {
    const { at } = this.times
    return { createDate: at('2025-02-28T08:00:00Z'), validStart: at('2025-02-28T16:00:00Z'), validEnd: at('2029-12-31T15:59:59Z') }
  }

  #once<Value>(what: string, make: () => Value): Value {
    if (!this.#made.has(what)) this.#made.set(what, make())
    return this.#made.get(what) as Value
  }
}

/** ZIP states years from 1980; seals of 2014 years to 2049, and those of a world run for nearly four years after it. */
const [EARLIEST, LATEST] = [Date.UTC(1980, 0), Date.UTC(2045, 0)]

/**
 * Makes a world. Equal options give equal octets, on every machine; nothing is read from a clock or a source of chance.
 * @throws TypeError for options of the wrong kind; RangeError for a time before 1980 or after 2044
 */
export function forgeWorld(options: ForgeOptions): ForgedWorld {
  const { seed, time, authority } = options
  if (typeof seed !== 'string' || seed.length > 1000) throw new TypeError('seed is a text of up to 1000 characters')
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw new TypeError('time must be a valid Date')
  if (time.getTime() % 1000 !== 0) throw new TypeError('time is in whole seconds: certificates and seals state no more')
  if (time.getTime() < EARLIEST || time.getTime() >= LATEST) throw new RangeError('time is in the years 1980 to 2044')
  if (authority !== undefined && (typeof authority !== 'string' || !/^[\p{L}\p{N}（）·]{1,30}$/u.test(authority))) {
    throw new TypeError('authority is a name of 1 to 30 letters or digits')
  }
  return new ForgedWorld(options)
}
