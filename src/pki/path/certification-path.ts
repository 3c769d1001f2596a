/**
 * A certification path whose signatures were verified up to a trust anchor and that broke none of the rules that no
 * policy may relax. Only `validate-path.ts` makes one: a function that takes it can rely on that. Dates, strength of
 * algorithms, key purposes and revocation are in findings beside it, for a policy to judge.
 */
import type { PublicKey } from '../../crypto/index.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import type { DistinguishedName } from '../name.ts'
import type { TrustAnchor } from './trust-anchor.ts'

/** Who issued a certificate of the path. */
export interface IssuerOfPath {
  readonly name: DistinguishedName
  readonly publicKey: PublicKey
  readonly spki: Uint8Array
  /** Absent for an anchor that was given as name and key. */
  readonly certificate?: Certificate
}

export interface PathLink {
  readonly certificate: Certificate
  readonly issuer: IssuerOfPath
}

const MAKER = Symbol('path')

export class CertificationPath {
  /** End entity first; the anchor's own certificate is not among them, unless the end entity is the anchor itself. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  readonly anchor: TrustAnchor

  /** Use `validatePath`. @throws TypeError for any other caller */
  constructor(maker: symbol, certificates: readonly [Certificate, ...Certificate[]], anchor: TrustAnchor) {
    if (maker !== MAKER) throw new TypeError('a CertificationPath is made by validatePath only')
    this.certificates = Object.freeze([...certificates] as const)
    this.anchor = anchor
    Object.freeze(this)
  }

  get endEntity(): Certificate {
    return this.certificates[0]
  }

  /** The end entity's certificate is itself the trust anchor: there is no issuer whose word for it could be withdrawn. */
  get endEntityIsAnchor(): boolean {
    const [only, ...others] = this.certificates
    const { certificate } = this.anchor
    return others.length === 0 && certificate !== undefined && equalOctets(certificate.bytes, only.bytes)
  }

  /** Each certificate with its issuer's name and working key, end entity first; none when the end entity is the anchor. */
  get links(): readonly PathLink[] {
    if (this.endEntityIsAnchor) return []
    return this.certificates.map((certificate, index) => ({ certificate, issuer: this.#issuer(index + 1) }))
  }

  #issuer(index: number): IssuerOfPath {
    const certificate = this.certificates[index]
    if (certificate?.publicKey === undefined) return this.anchor
    return { name: certificate.subject, publicKey: certificate.publicKey, spki: certificate.spki, certificate }
  }
}

/** For `validate-path.ts` alone; not exported from the folder. */
export function madePath(certificates: readonly [Certificate, ...Certificate[]], anchor: TrustAnchor): CertificationPath {
  return new CertificationPath(MAKER, certificates, anchor)
}
