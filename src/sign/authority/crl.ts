/** Makes certificate revocation lists (RFC 5280 clause 5): complete, partitioned, indirect, delta. */
import { encodeElement, encodeGeneralizedTime, encodeInteger, encodeSequence, encodeTime } from '../../encoding/der-writer.ts'
import { TAG } from '../../encoding/der.ts'
import { joinOctets } from '../../encoding/octets.ts'
import { CRL_REASONS } from '../../pki/index.ts'
import type { CrlReason } from '../../pki/index.ts'
import { EXTENSION } from '../../pki/object-identifiers.ts'
import { requireTime, requireValidAt } from '../certificate-use.ts'
import { algorithmOfSigner } from '../signer-algorithm.ts'
import type { Signer } from '../signer.ts'
import { authorityKeyIdentifier, cRLNumber, deltaCRLIndicator, distributionPoints, encodeExtension, extensionsField, issuingDistributionPoint, keyIdentifierOf } from './extensions.ts'
import type { CrlScope } from './extensions.ts'
import { ownCertificate, requireUsage, signed } from './issuer.ts'
import { encodeGeneralName } from './names.ts'
import type { NameInput } from './names.ts'
import { requireSerialNumber } from './serial-number.ts'

export interface RevokedCertificate {
  readonly serialNumber: bigint
  readonly revocationDate: Date
  /** `removeFromCRL` in delta lists only. @default unspecified, which is not written */
  readonly reason?: CrlReason
  readonly invalidityDate?: Date
  /** Of this entry and those after it, in indirect lists only. */
  readonly certificateIssuer?: NameInput
}

export interface CrlInput {
  /** Its first certificate is that of the list's issuer. */
  readonly signer: Signer
  readonly entries: readonly RevokedCertificate[]
  /** Larger than that of any earlier list. */
  readonly number: bigint
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** Makes a delta to the complete list of that number. */
  readonly baseNumber?: bigint
  readonly scope?: CrlScope
  /** Where deltas are. */
  readonly freshestCrls?: readonly (readonly string[])[]
}

/** Makes a list, DER. @throws SigningRefusedError when the issuer may not sign lists or not at thisUpdate; TypeError */
export async function makeCrl(input: CrlInput): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, entries, number, thisUpdate, nextUpdate, baseNumber, scope, freshestCrls = [] } = input
  requireTime(thisUpdate, 'thisUpdate')
  requireTime(nextUpdate, 'nextUpdate')
  if (nextUpdate <= thisUpdate) throw new TypeError('nextUpdate must be later than thisUpdate')
  if (number < 0n || number >= 1n << 159n) throw new TypeError('the number of a list is not negative and has at most 20 octets')
  if (baseNumber !== undefined && (baseNumber < 0n || baseNumber > number)) throw new TypeError('a delta has a base number not above its own')
  const issuer = ownCertificate(signer)
  requireUsage(issuer, 'cRLSign')
  requireValidAt(issuer, thisUpdate)
  requireEntries(entries, baseNumber !== undefined, scope?.indirectCRL === true)
  const extensions = [
    authorityKeyIdentifier(issuer.subjectKeyIdentifier ?? await keyIdentifierOf(issuer.spki)),
    cRLNumber(number),
    ...(baseNumber === undefined ? [] : [deltaCRLIndicator(baseNumber)]),
    ...(scope === undefined ? [] : [issuingDistributionPoint(scope)]),
    ...(freshestCrls.length === 0 ? [] : [distributionPoints('freshestCRL', freshestCrls)]),
  ]
  return signed(encodeSequence(
    encodeInteger(1),
    algorithmOfSigner(signer).identifier,
    issuer.subject.bytes,
    encodeTime(thisUpdate),
    encodeTime(nextUpdate),
    // An empty list is left out (RFC 5280 5.1.2.6).
    ...(entries.length === 0 ? [] : [encodeElement(TAG.SEQUENCE, joinOctets(entries.map(encodeEntry)))]),
    ...extensionsField(0, extensions),
  ), signer)
}

function requireEntries(entries: readonly RevokedCertificate[], isDelta: boolean, isIndirect: boolean): void {
  const seen = new Set<bigint>()
  for (const { serialNumber, revocationDate, reason, invalidityDate, certificateIssuer } of entries) {
    requireSerialNumber(serialNumber)
    requireTime(revocationDate, 'revocationDate')
    if (invalidityDate !== undefined) requireTime(invalidityDate, 'invalidityDate')
    if (reason !== undefined && !CRL_REASONS.includes(reason)) throw new TypeError(`there is no reason ${reason}`)
    if (reason === 'removeFromCRL' && !isDelta) throw new TypeError('removeFromCRL is for delta lists')
    if (certificateIssuer !== undefined && !isIndirect) throw new TypeError('certificateIssuer is for indirect lists')
    if (!isIndirect && seen.has(serialNumber)) throw new TypeError('a certificate is on a list once')
    seen.add(serialNumber)
  }
}

function encodeEntry({ serialNumber, revocationDate, reason = 'unspecified', invalidityDate, certificateIssuer }: RevokedCertificate): Uint8Array {
  const extensions = [
    ...(reason === 'unspecified' ? [] : [encodeExtension({ oid: EXTENSION.cRLReason, value: encodeElement(TAG.ENUMERATED, Uint8Array.of(CRL_REASONS.indexOf(reason))) })]),
    ...(invalidityDate === undefined ? [] : [encodeExtension({ oid: EXTENSION.invalidityDate, value: encodeGeneralizedTime(invalidityDate) })]),
    ...(certificateIssuer === undefined ? [] : [encodeExtension({ oid: EXTENSION.certificateIssuer, critical: true, value: encodeSequence(encodeGeneralName({ directoryName: certificateIssuer })) })]),
  ]
  return encodeSequence(encodeInteger(serialNumber), encodeTime(revocationDate), ...(extensions.length === 0 ? [] : [encodeSequence(...extensions)]))
}
