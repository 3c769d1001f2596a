/** Which certificates of a file go with a key: its own first, then those of its issuers in order. Nothing is trusted by it. */
import { VerificationError } from '../../errors.ts'
import { Budget } from '../../limits.ts'
import { encodeSpki } from '../../crypto/keys.ts'
import { equalOctets } from '../../encoding/octets.ts'
import { parseCertificate } from '../../pki/certificate.ts'
import type { Certificate } from '../../pki/certificate.ts'
import type { PrivateKey } from './private-key.ts'

/** A certificate that cannot be read is of no use, and no reason to keep its key from its owner. */
function parsed(bytes: Uint8Array, budget: Budget): Certificate | undefined {
  try {
    return parseCertificate(bytes, { budget })
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

const isOf = ({ publicKey }: Certificate, spki: Uint8Array): boolean =>
  publicKey !== undefined && publicKey.type !== 'unsupported' && equalOctets(encodeSpki(publicKey), spki)

/** Certificates of a key, DER; none when its own is not among them. */
export function certificatesOf({ publicKey }: PrivateKey, candidates: readonly Uint8Array[]): readonly Uint8Array[] {
  const budget = new Budget()
  budget.within('certificates', candidates.length)
  const spki = encodeSpki(publicKey)
  const others = new Set(candidates.map((bytes) => parsed(bytes, budget)).filter((certificate) => certificate !== undefined))
  const chain: Uint8Array[] = []
  let next = [...others].find((certificate) => isOf(certificate, spki))
  while (next !== undefined) {
    const { issuer, subject, bytes } = next
    chain.push(bytes)
    others.delete(next)
    if (equalOctets(issuer.bytes, subject.bytes)) break
    next = [...others].find((certificate) => equalOctets(certificate.subject.bytes, issuer.bytes))
  }
  return chain
}
