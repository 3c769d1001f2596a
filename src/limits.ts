/** What one call may use up. A `Budget` is made once per call in `verify/` and passed down, never reset. */
import { LimitExceededError } from './errors.ts'
import type { Locator } from './diagnostics/index.ts'

export interface Limits {
  /** Octets of the input itself. */
  readonly inputBytes: number
  /** Entries of a ZIP directory. */
  readonly zipEntries: number
  /** Octets of one ZIP entry name. */
  readonly zipNameBytes: number
  /** Inflated octets of one entry. */
  readonly zipEntryBytes: number
  /** Inflated octets of all entries that are read. */
  readonly zipTotalBytes: number
  /** Inflated over compressed size of one entry (entries under 1 MiB inflated are not measured). */
  readonly zipRatio: number
  /** Octets of one XML document that is parsed. */
  readonly xmlBytes: number
  /** Nesting of XML elements. */
  readonly xmlDepth: number
  /** XML elements and attributes in all documents together. */
  readonly xmlNodes: number
  /** Nesting of ASN.1 elements. */
  readonly derDepth: number
  /** ASN.1 elements read, all structures together. */
  readonly derElements: number
  /** Octets or characters of one JSON text, and of one JWS. */
  readonly jsonBytes: number
  /** Nesting of JSON arrays and objects. */
  readonly jsonDepth: number
  /** JSON values in all texts together. */
  readonly jsonValues: number
  /** Signatures in one document. */
  readonly signatures: number
  /** References of all signatures together. */
  readonly references: number
  /** Certificates considered when paths are built. */
  readonly certificates: number
  /** Certificates in one path, anchor not counted. */
  readonly pathLength: number
  /** Signature checks while paths are built. Go's crypto/x509 and rustls-webpki stop at 100 per path search. */
  readonly pathSignatures: number
  /** Signature checks on CRLs and OCSP responses while the revocation of one path is checked. */
  readonly revocationSignatures: number
  /** Octets of a file of a private key. */
  readonly keyFileBytes: number
  /** Steps of deriving keys from a password, all of a key file together; what is computed slowly counts manyfold. */
  readonly keyDerivation: number
  /** Comparisons of names with name constraints. rustls-webpki: 250,000. */
  readonly nameConstraintComparisons: number
}

export const DEFAULT_LIMITS: Limits = Object.freeze({
  inputBytes: 512 * 1024 * 1024,
  zipEntries: 20_000,
  zipNameBytes: 1024,
  zipEntryBytes: 256 * 1024 * 1024,
  zipTotalBytes: 1024 * 1024 * 1024,
  zipRatio: 1000,
  xmlBytes: 64 * 1024 * 1024,
  xmlDepth: 128,
  xmlNodes: 2_000_000,
  derDepth: 32,
  derElements: 500_000,
  jsonBytes: 16 * 1024 * 1024,
  jsonDepth: 64,
  jsonValues: 500_000,
  signatures: 256,
  references: 100_000,
  certificates: 1000,
  pathLength: 10,
  pathSignatures: 100,
  revocationSignatures: 100,
  keyFileBytes: 16 * 1024 * 1024,
  keyDerivation: 10_000_000,
  nameConstraintComparisons: 250_000,
})

/** Limits that a budget checked: those of the next one need not be checked again. */
const checked = new WeakSet<Partial<Limits>>([DEFAULT_LIMITS])

export class Budget {
  readonly limits: Limits
  readonly #spent = new Map<keyof Limits, number>()

  /** @throws TypeError when a limit is not a positive number or not a known one. */
  constructor(limits: Partial<Limits> = DEFAULT_LIMITS) {
    if (checked.has(limits)) {
      this.limits = limits as Limits
      return
    }
    for (const [name, value] of Object.entries(limits)) {
      if (!Object.hasOwn(DEFAULT_LIMITS, name)) throw new TypeError(`unknown limit: ${name}`)
      if (typeof value !== 'number' || !(value >= 0)) throw new TypeError(`limit ${name} must be a number of 0 or more`)
    }
    this.limits = Object.freeze({ ...DEFAULT_LIMITS, ...limits })
    checked.add(this.limits)
  }

  /** Adds to what was used of a limit. @throws LimitExceededError when it passes the maximum. */
  spend(limit: keyof Limits, amount: number, at: Locator = []): void {
    const total = (this.#spent.get(limit) ?? 0) + amount
    this.#spent.set(limit, total)
    this.within(limit, total, at)
  }

  /** Holds one value against a limit. @throws LimitExceededError when it is greater. */
  within(limit: keyof Limits, value: number, at: Locator = []): void {
    if (value > this.limits[limit]) throw new LimitExceededError(limit, this.limits[limit], at)
  }

  /** How much of a limit has been used. */
  spent(limit: keyof Limits): number {
    return this.#spent.get(limit) ?? 0
  }
}
