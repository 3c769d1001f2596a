/**
 * Trust anchors by purpose, as the caller gave them, and those of verified trust lists while their service was granted.
 * Loading and look-up only: paths are judged in `pki/path`, what a status means for a signature in `verify/`.
 */
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { parsePem } from '../encoding/pem.ts'
import { parseCertificate } from '../pki/certificate.ts'
import { octetsText, trustAnchorOf } from '../pki/path/index.ts'
import type { TrustAnchor } from '../pki/path/index.ts'
import { isGranted, statusAsOf } from './service-status.ts'
import type { StatusAsOf } from './service-status.ts'
import { contains, isTerritory } from './territory.ts'
import type { Territory } from './territory.ts'
import type { ServiceType, TrustListReference } from './trust-list.ts'
import { VerifiedTrustList } from './verified-trust-list.ts'
import type { ListedService } from './verified-trust-list.ts'

/** What a certificate at the end of a path is used for. Anchors serve the purposes that the caller gave them. */
export type TrustPurpose = 'signer' | 'sealMaker' | 'timeStamping' | 'tokenIssuer'

/** Services whose certificates are anchors for a purpose. */
const SERVICES: Readonly<Record<TrustPurpose, readonly ServiceType[]>> = {
  signer: ['signerCa', 'signer'],
  sealMaker: ['sealMakerCa', 'sealMaker'],
  timeStamping: ['timeStamping'],
  tokenIssuer: ['tokenIssuer'],
}

/** DER octets of one certificate, or PEM (text or octets) of one or several. */
export type CertificateInput = Uint8Array | string

export interface TrustStoreInput {
  /** Anchors that serve every purpose. */
  readonly anchors?: readonly CertificateInput[]
  /** Anchors for certificates that sign documents. */
  readonly signer?: readonly CertificateInput[]
  /** Anchors for certificates that make seals. */
  readonly sealMaker?: readonly CertificateInput[]
  /** Anchors for certificates of time-stamp authorities. */
  readonly timeStamping?: readonly CertificateInput[]
  /** Anchors for certificates that sign identity tokens. */
  readonly tokenIssuer?: readonly CertificateInput[]
  /** Lists that `openTrustList` opened: their services are anchors by their type, while they are granted. */
  readonly lists?: readonly VerifiedTrustList[]
  /** Only services of providers in these territories count. The caller's own anchors always do. @default all */
  readonly territories?: readonly Territory[]
}

/** What the lists say of an anchor. */
export interface ListedAnchor extends StatusAsOf {
  readonly list: TrustListReference
  /** Until when its list may be used. */
  readonly nextUpdate: string
}

export interface ServiceQuery {
  readonly type: ServiceType
  /** The service must be granted at this time. */
  readonly time: Date
  /** The provider must be of this territory, or of one that contains it. @default any */
  readonly territory?: Territory
}

export interface TrustStore {
  /**
   * The anchors that may end a path for a purpose; none when none was given: nothing is trusted by default. Those of
   * lists are among them when their service was granted at the time, so without a time they are not.
   */
  anchors(purpose: TrustPurpose, time?: Date): readonly TrustAnchor[]
  /** Anchors that a list names for a purpose, whatever their status is or was: to say why a path is not relied on. */
  listedAnchors(purpose: TrustPurpose): readonly TrustAnchor[]
  /**
   * What the lists say of an anchor at a time: the best answer where several speak of it. Undefined for an anchor that the
   * caller gave itself, and for one that no list names for the purpose.
   */
  standing(anchor: TrustAnchor, purpose: TrustPurpose, time: Date): ListedAnchor | undefined
  /** Services that were granted at a time, anchors or not. */
  services(query: ServiceQuery): readonly ListedService[]
  /** The lists in the store, in the order given. */
  readonly lists: readonly TrustListReference[]
  /** How many different anchors the caller gave itself. */
  readonly ownAnchors: number
}

/**
 * DER octets of the certificates in an input.
 * @throws TypeError when there is no certificate in it
 */
export function certificatesOf(input: CertificateInput): readonly Uint8Array[] {
  const octets = typeof input === 'string' ? toUtf8(input) : input
  if (octets[0] === 0x30) return [octets]
  const blocks = parsePem(fromUtf8(octets) ?? '').filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label))
  if (blocks.length === 0) throw new TypeError('neither a DER certificate nor PEM with a CERTIFICATE block')
  return blocks.map(({ bytes }) => bytes)
}

function anchorsOf(inputs: readonly CertificateInput[]): readonly TrustAnchor[] {
  return inputs.flatMap(certificatesOf).map((der) => {
    try {
      return trustAnchorOf(parseCertificate(der, { budget: new Budget() }))
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause
      throw new TypeError(`a trust anchor cannot be read: ${cause.message}`, { cause })
    }
  })
}

/** What makes anchors the same one. A certificate's constraints bind what it issued, so a bare key is another anchor. */
function identityOf({ certificate, name, spki }: TrustAnchor): string {
  return certificate === undefined ? `${octetsText(name.bytes)} ${octetsText(spki)}` : octetsText(certificate.bytes)
}

/** A service as anchors for a purpose, with the list that names it. */
interface Listed {
  readonly service: ListedService
  readonly nextUpdate: string
  readonly anchors: ReadonlyMap<string, TrustAnchor>
}

const distinct = (anchors: readonly TrustAnchor[]): ReadonlyMap<string, TrustAnchor> => new Map(anchors.map((anchor) => [identityOf(anchor), anchor]))

class Store implements TrustStore {
  readonly lists: readonly TrustListReference[]
  readonly ownAnchors: number
  readonly #own: Readonly<Record<TrustPurpose, ReadonlyMap<string, TrustAnchor>>>
  readonly #listed: readonly Listed[]

  constructor(own: Readonly<Record<TrustPurpose, readonly TrustAnchor[]>>, lists: readonly VerifiedTrustList[], territories: readonly Territory[] | undefined) {
    this.#own = { signer: distinct(own.signer), sealMaker: distinct(own.sealMaker), timeStamping: distinct(own.timeStamping), tokenIssuer: distinct(own.tokenIssuer) }
    this.ownAnchors = distinct(Object.values(own).flat()).size
    this.lists = Object.freeze(lists.map(({ reference }) => Object.freeze(reference)))
    this.#listed = lists.flatMap(({ services, list: { nextUpdate } }) => services
      .filter(({ provider }) => territories === undefined || territories.some((territory) => contains(territory, provider.territory)))
      .map((service) => ({ service, nextUpdate, anchors: distinct(service.anchors) })))
    Object.freeze(this)
  }

  anchors(purpose: TrustPurpose, time?: Date): readonly TrustAnchor[] {
    if (time === undefined) return [...this.#own[purpose].values()]
    return this.#withListed(purpose, this.#own[purpose], ({ service }) => isGranted(service.service, time))
  }

  listedAnchors(purpose: TrustPurpose): readonly TrustAnchor[] {
    return this.#withListed(purpose, new Map(), () => true)
  }

  standing(anchor: TrustAnchor, purpose: TrustPurpose, time: Date): ListedAnchor | undefined {
    const identity = identityOf(anchor)
    if (this.#own[purpose].has(identity)) return undefined
    const entries = this.#for(purpose).filter(({ anchors }) => anchors.has(identity))
    const answers = entries.map(({ service, nextUpdate }) => ({ ...statusAsOf(service.service, time), list: service.list, nextUpdate }))
    // Of lists that agree the one that may be used longest; what one list takes back another may still grant.
    return answers.sort((a, b) => rank(a) - rank(b) || (a.nextUpdate < b.nextUpdate ? 1 : -1))[0]
  }

  services({ type, time, territory }: ServiceQuery): readonly ListedService[] {
    return this.#listed.map(({ service }) => service).filter(({ service, provider }) =>
      service.type === type && isGranted(service, time) && (territory === undefined || contains(provider.territory, territory)))
  }

  #for(purpose: TrustPurpose): readonly Listed[] {
    return this.#listed.filter(({ service }) => SERVICES[purpose].includes(service.service.type))
  }

  #withListed(purpose: TrustPurpose, own: ReadonlyMap<string, TrustAnchor>, counts: (listed: Listed) => boolean): readonly TrustAnchor[] {
    const found = new Map(own)
    for (const listed of this.#for(purpose)) {
      if (!counts(listed)) continue
      for (const [identity, anchor] of listed.anchors) if (!found.has(identity)) found.set(identity, anchor)
    }
    return [...found.values()]
  }
}

const rank = ({ status }: StatusAsOf): number => ['granted', 'suspended', 'withdrawn', 'notListed'].indexOf(status)

/**
 * A store of trust anchors.
 * @throws TypeError when an input is not a certificate, or a list is not one that `openTrustList` opened
 */
export function trustStore(input: TrustStoreInput): TrustStore {
  const { lists = [], territories } = input
  if (!lists.every((list) => list instanceof VerifiedTrustList)) throw new TypeError('lists are those that openTrustList opened')
  if (territories !== undefined && !territories.every(isTerritory)) throw new TypeError('a territory is six digits, a country or a part of one: 330000, CN, CN-ZJ')
  const every = anchorsOf(input.anchors ?? [])
  const store = new Store({
    signer: [...every, ...anchorsOf(input.signer ?? [])],
    sealMaker: [...every, ...anchorsOf(input.sealMaker ?? [])],
    timeStamping: [...every, ...anchorsOf(input.timeStamping ?? [])],
    tokenIssuer: [...every, ...anchorsOf(input.tokenIssuer ?? [])],
  }, lists, territories)
  // Members of its own: whoever wraps a store by spreading it keeps them all.
  return Object.freeze({
    anchors: (purpose: TrustPurpose, time?: Date) => store.anchors(purpose, time),
    listedAnchors: (purpose: TrustPurpose) => store.listedAnchors(purpose),
    standing: (anchor: TrustAnchor, purpose: TrustPurpose, time: Date) => store.standing(anchor, purpose, time),
    services: (query: ServiceQuery) => store.services(query),
    lists: store.lists,
    ownAnchors: store.ownAnchors,
  })
}
