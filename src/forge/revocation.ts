/** Certificate revocation lists of a world's CAs (RFC 5280 clause 5). */
import {
  encodeBitString, encodeElement, encodeExplicit, encodeImplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeTime,
} from '../encoding/der-writer.ts'
import type { Identity } from './identity.ts'
import { SM2_WITH_SM3, keyIdentifier, sign } from './identity.ts'
import type { ForgedWorld } from './world.ts'

export interface RevocationList {
  readonly issuer: Identity
  readonly number: number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly revoked: readonly { readonly certificate: Identity; readonly date: Date; readonly reason: number }[]
}

/** Reasons of CRLReason (RFC 5280 5.3.1). */
const KEY_COMPROMISE = 1

export function encodeRevocationList({ issuer, number, thisUpdate, nextUpdate, revoked }: RevocationList): Uint8Array {
  const algorithm = encodeSequence(encodeOid(SM2_WITH_SM3))
  const extension = (oid: string, value: Uint8Array): Uint8Array => encodeSequence(encodeOid(oid), encodeOctetString(value))
  const entries = revoked.map(({ certificate, date, reason }) =>
    encodeSequence(certificate.serialNumber, encodeTime(date), encodeSequence(extension('2.5.29.21', encodeElement(0x0a, Uint8Array.of(reason))))),
  )
  const tbs = encodeSequence(
    encodeInteger(1),
    algorithm,
    issuer.name,
    encodeTime(thisUpdate),
    encodeTime(nextUpdate),
    ...(entries.length === 0 ? [] : [encodeSequence(...entries)]),
    encodeExplicit(0, encodeSequence(
      extension('2.5.29.35', encodeSequence(encodeImplicit(0, keyIdentifier(issuer)))),
      extension('2.5.29.20', encodeInteger(number)),
    )),
  )
  return encodeSequence(tbs, algorithm, encodeBitString(sign(issuer.privateKey, tbs)))
}

export interface ForgedCrl {
  readonly id: string
  readonly note: string
  readonly bytes: Uint8Array
}

/** The lists of the provincial CA, and one that it did not make. */
export function crlsOf(world: ForgedWorld): readonly ForgedCrl[] {
  const { at } = world.times
  const issuer = world.identity('east-ca')
  const period = { thisUpdate: at('2026-05-31T00:00:00Z'), nextUpdate: at('2026-06-30T00:00:00Z') }
  const revoked = (id: string, date: string): RevocationList['revoked'] => [{ certificate: world.identity(id), date: at(date), reason: KEY_COMPROMISE }]
  const list = (number: number, entries: RevocationList['revoked'], by = issuer): Uint8Array =>
    encodeRevocationList({ issuer: by, number, ...period, revoked: entries })
  return [
    { id: 'east-ca', note: 'Nothing is revoked.', bytes: list(7, []) },
    { id: 'east-ca-revoked', note: 'The certificate was revoked before the license was signed.', bytes: list(8, revoked('east-authority-with-crl', '2026-02-01T00:00:00Z')) },
    { id: 'east-ca-revoked-later', note: 'The certificate was revoked after the license was signed.', bytes: list(9, revoked('east-authority-with-crl', '2026-04-01T00:00:00Z')) },
    {
      id: 'east-ca-forged', note: 'In the name of the provincial CA, signed with another key.',
      bytes: list(10, [], { ...issuer, privateKey: world.identity('impostor-root').privateKey }),
    },
    { id: 'east-ca-maker-revoked', note: 'The seal maker\'s certificate was revoked before it made the seal.', bytes: list(11, revoked('east-seal-maker-with-crl', '2025-01-15T00:00:00Z')) },
  ]
}
