/**
 * The one table of digests: what a file may name, by name or OID, and how it is computed. MD5 and SHA-1 are there to
 * check old files against themselves; they protect nothing, and are marked weak for policies to judge.
 */
import { sm3 } from './sm3.ts'
import { webDigest } from './webcrypto.ts'

export type DigestName = 'SM3' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'MD5'

export interface DigestAlgorithm {
  readonly name: DigestName
  /** The first is the one to write. */
  readonly oids: readonly [string, ...string[]]
  /** Octets of a digest. A shorter or longer value never matches. */
  readonly length: number
  /** Two messages with one digest can be made. */
  readonly weak: boolean
  /** @throws UnsupportedAlgorithmError when the platform cannot compute it */
  digest(message: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

const sha = (name: DigestName, oid: string, length: number, weak = false): DigestAlgorithm => ({
  name, oids: [oid], length, weak, digest: (message) => webDigest(name, message),
})

/** Loaded when a file asks for it: nobody else should carry it. */
const oldDigest = async (message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => (await import('./md5.ts')).md5(message)

export const DIGESTS: Readonly<Record<DigestName, DigestAlgorithm>> = {
  SM3: {
    name: 'SM3',
    // 401.1 is "SM3 without key"; 401.2, "with key", stands for plain SM3 in some files.
    oids: ['1.2.156.10197.1.401', '1.2.156.10197.1.401.1', '1.2.156.10197.1.401.2'],
    length: 32, weak: false, digest: (message) => Promise.resolve(sm3(message)),
  },
  'SHA-1': sha('SHA-1', '1.3.14.3.2.26', 20, true),
  'SHA-256': sha('SHA-256', '2.16.840.1.101.3.4.2.1', 32),
  'SHA-384': sha('SHA-384', '2.16.840.1.101.3.4.2.2', 48),
  'SHA-512': sha('SHA-512', '2.16.840.1.101.3.4.2.3', 64),
  MD5: { name: 'MD5', oids: ['1.2.840.113549.2.5'], length: 16, weak: true, digest: oldDigest },
}

const fold = (name: string): string => name.toUpperCase().replaceAll(/[-_ ]/g, '')

const BY_NAME: ReadonlyMap<string, DigestAlgorithm> = new Map(
  Object.values(DIGESTS).flatMap((entry) => [fold(entry.name), ...entry.oids].map((name) => [name, entry] as const)),
)

/** The digest of a name (any case; `-`, `_` and spaces do not count) or OID; undefined when it is not in the table. */
export function digestAlgorithm(nameOrOid: string): DigestAlgorithm | undefined {
  return nameOrOid.length > 64 ? undefined : BY_NAME.get(fold(nameOrOid))
}
