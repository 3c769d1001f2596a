/**
 * A trust list whose signatures, age and place in its series were checked, with the anchors and keys of its services.
 * Only `open-trust-list.ts` makes one: a store that is given one can rely on that.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { readDer } from '../encoding/der.ts'
import { fromBase64 } from '../encoding/octets.ts'
import { parseSpki } from '../crypto/index.ts'
import type { PublicKey } from '../crypto/index.ts'
import { parseCertificate } from '../pki/certificate.ts'
import { parseName } from '../pki/name.ts'
import { trustAnchorOf } from '../pki/path/index.ts'
import type { TrustAnchor } from '../pki/path/index.ts'
import { readable } from './readable.ts'
import type { TrustListState } from './trust-list-state.ts'
import type { TrustList, TrustListReference, TrustService, TrustServiceProvider } from './trust-list.ts'

/** A service with who provides it, and what it is recognized by. */
export interface ListedService {
  readonly list: TrustListReference
  readonly provider: TrustServiceProvider
  readonly service: TrustService
  /** Those of its certificates, or of its name and key, whose algorithm is supported. */
  readonly anchors: readonly TrustAnchor[]
  readonly keys: readonly PublicKey[]
}

const MAKER = Symbol('trust list')

export class VerifiedTrustList {
  readonly list: TrustList
  /** SM3 of the payload, lower-case hex. */
  readonly sm3: string
  /** Thumbprints (RFC 7638) of the keys whose signatures verified. */
  readonly signers: readonly string[]
  readonly services: readonly ListedService[]
  /** To be kept, and given as `lastSeen` with the next list. */
  readonly state: TrustListState

  /** Use `openTrustList`. @throws TypeError for any other caller */
  constructor(maker: symbol, parts: Omit<VerifiedTrustList, 'reference'>) {
    if (maker !== MAKER) throw new TypeError('a VerifiedTrustList is made by openTrustList only')
    this.list = parts.list
    this.sm3 = parts.sm3
    this.signers = Object.freeze([...parts.signers])
    this.services = Object.freeze([...parts.services])
    this.state = parts.state
    Object.freeze(this)
  }

  get reference(): TrustListReference {
    return { id: this.list.id, sequence: this.list.sequence, sm3: this.sm3 }
  }
}

/** For `open-trust-list.ts` alone; not exported from the folder. */
export function madeTrustList(parts: Omit<VerifiedTrustList, 'reference'>): VerifiedTrustList {
  return new VerifiedTrustList(MAKER, parts)
}

/**
 * The services of a list with what they are recognized by.
 * @throws FormatError (`TRUST_LIST_CERTIFICATE_INVALID`) for what is no certificate, key or name; LimitExceededError
 */
export function servicesOf(list: TrustList, reference: TrustListReference, budget: Budget, at: Locator): readonly ListedService[] {
  return list.providers.flatMap((provider, index) => provider.services.map((service, position): ListedService => {
    const place = [...at, 'providers', index, 'services', position, 'identity']
    return { list: reference, provider, service, ...recognized(service, budget, place) }
  }))
}

function recognized({ identity }: TrustService, budget: Budget, at: Locator): Pick<ListedService, 'anchors' | 'keys'> {
  return readable(at, () => {
    if ('certificates' in identity) {
      const anchors = identity.certificates.flatMap((text) => anchorOf(octetsOf(text, at), budget, at))
      return { anchors, keys: anchors.map(({ publicKey }) => publicKey) }
    }
    const spki = octetsOf(identity.spki, at)
    const publicKey = parseSpki(readDer(spki, { budget, at }))
    if (publicKey.type === 'unsupported') return { anchors: [], keys: [] }
    if (identity.subject === undefined) return { anchors: [], keys: [publicKey] }
    const name = parseName(readDer(octetsOf(identity.subject, at), { budget, at }))
    return { anchors: [{ name, spki, publicKey }], keys: [publicKey] }
  })
}

/** None for a certificate with a key that nothing here verifies with: it may stand in the list, and anchors nothing. */
function anchorOf(der: Uint8Array, budget: Budget, at: Locator): readonly TrustAnchor[] {
  const certificate = parseCertificate(der, { budget, at })
  if (certificate.publicKeyError instanceof UnsupportedAlgorithmError || certificate.publicKey?.type === 'unsupported') return []
  return [trustAnchorOf(certificate)]
}

function octetsOf(text: string, at: Locator): Uint8Array {
  const octets = fromBase64(text)
  if (octets === undefined) throw new FormatError(finding('TRUST_LIST_CERTIFICATE_INVALID', at, { reason: 'base64' }))
  return octets
}
