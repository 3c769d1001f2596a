/** Trust anchors by purpose, as the caller gave them. Loading and look-up only: paths are judged in `pki/path`. */
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { parsePem } from '../encoding/pem.ts'
import { parseCertificate } from '../pki/certificate.ts'
import { trustAnchorOf } from '../pki/path/index.ts'
import type { TrustAnchor } from '../pki/path/index.ts'

/** What a certificate at the end of a path is used for. Anchors serve the purposes that the caller gave them. */
export type TrustPurpose = 'signer' | 'sealMaker' | 'timeStamping'

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
}

export interface TrustStore {
  /** The anchors that may end a path for a purpose; none when none was given: nothing is trusted by default. */
  anchors(purpose: TrustPurpose): readonly TrustAnchor[]
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

/**
 * A store of trust anchors.
 * @throws TypeError when an input is not a certificate
 */
export function trustStore(input: TrustStoreInput): TrustStore {
  const every = anchorsOf(input.anchors ?? [])
  const byPurpose: Readonly<Record<TrustPurpose, readonly TrustAnchor[]>> = {
    signer: [...every, ...anchorsOf(input.signer ?? [])],
    sealMaker: [...every, ...anchorsOf(input.sealMaker ?? [])],
    timeStamping: [...every, ...anchorsOf(input.timeStamping ?? [])],
  }
  return Object.freeze({ anchors: (purpose: TrustPurpose) => byPurpose[purpose] })
}
