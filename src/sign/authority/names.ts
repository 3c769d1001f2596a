/** Writes names: distinguished names (RFC 5280 4.1.2.4, GB/T 20518) and alternative names. What they mean is the caller's. */
import {
  encodeElement, encodeIa5String, encodeImplicit, encodeOid, encodePrintableString, encodeSequence, encodeSetOf, encodeUtf8String,
} from '../../encoding/der-writer.ts'
import { TAG, context, readDer } from '../../encoding/der.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import { Budget } from '../../limits.ts'
import { parseName } from '../../pki/name.ts'

type Octets = Uint8Array<ArrayBuffer>

const ATTRIBUTES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3', SN: '2.5.4.4', serialNumber: '2.5.4.5', C: '2.5.4.6', L: '2.5.4.7', ST: '2.5.4.8', STREET: '2.5.4.9', O: '2.5.4.10',
  OU: '2.5.4.11', title: '2.5.4.12', GN: '2.5.4.42', organizationIdentifier: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1', DC: '0.9.2342.19200300.100.1.25', emailAddress: '1.2.840.113549.1.9.1',
}

/** Short names of attributes that `NameInput` knows; others go by OID. */
export type NameAttributeType =
  | 'CN' | 'SN' | 'serialNumber' | 'C' | 'L' | 'ST' | 'STREET' | 'O' | 'OU' | 'title' | 'GN' | 'organizationIdentifier' | 'UID' | 'DC' | 'emailAddress'

/**
 * A distinguished name: attributes from the most general to the most specific, `[['C', 'CN'], ['O', '示例单位'], ['CN', '示例']]`,
 * by short name or OID; or the DER of a Name, which is used as it stands.
 */
export type NameInput = readonly (readonly [type: NameAttributeType | `${number}.${string}`, value: string])[] | Uint8Array

/** Alternative names, and places of names that are URIs. */
export type GeneralNameInput =
  | { readonly dNSName: string }
  | { readonly uniformResourceIdentifier: string }
  | { readonly rfc822Name: string }
  | { readonly iPAddress: Uint8Array }
  | { readonly directoryName: NameInput }

/** X.520 upper bounds of what people write too much into. */
const MAXIMUM_LENGTH = 1024

function attributeValue(type: string, value: string): Octets {
  switch (type) {
    case 'C':
      if (!/^[A-Z]{2}$/.test(value)) throw new TypeError('C is a country of two capital letters')
      return encodePrintableString(value)
    case 'serialNumber':
      if (!/^[A-Za-z0-9 '()+,\-./:=?]+$/.test(value)) throw new TypeError('serialNumber of a name holds characters of PrintableString')
      return encodePrintableString(value)
    case 'DC':
    case 'emailAddress':
      return encodeIa5String(ascii(value, type))
    default:
      return encodeUtf8String(value)
  }
}

function ascii(text: string, what: string): string {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new TypeError(`${what} holds 7-bit characters without spaces`)
  return text
}

/** DER of a Name. @throws TypeError for an unknown attribute or a value that it cannot have; FormatError for octets that are no Name */
export function encodeName(name: NameInput): Uint8Array {
  if (name instanceof Uint8Array) {
    parseName(readDer(name, { budget: new Budget() }))
    return name
  }
  return encodeSequence(...name.map(([type, value]) => {
    const oid = Object.hasOwn(ATTRIBUTES, type) ? ATTRIBUTES[type] : /^\d+(\.\d+)+$/.test(type) ? type : undefined
    if (oid === undefined) throw new TypeError(`a name has no attribute ${type}`)
    if (typeof value !== 'string' || value === '' || value.length > MAXIMUM_LENGTH) throw new TypeError(`the value of ${type} must be text of 1 to ${MAXIMUM_LENGTH} characters`)
    return encodeSetOf(encodeSequence(encodeOid(oid), attributeValue(type, value)))
  }))
}

/** DER of a GeneralName. @throws TypeError */
export function encodeGeneralName(name: GeneralNameInput): Octets {
  if ('dNSName' in name) return encodeImplicit(2, toUtf8(ascii(name.dNSName, 'dNSName')))
  if ('rfc822Name' in name) return encodeImplicit(1, toUtf8(ascii(name.rfc822Name, 'rfc822Name')))
  if ('uniformResourceIdentifier' in name) return encodeImplicit(6, toUtf8(ascii(name.uniformResourceIdentifier, 'uniformResourceIdentifier')))
  if ('iPAddress' in name) {
    if (name.iPAddress.length !== 4 && name.iPAddress.length !== 16) throw new TypeError('iPAddress has 4 or 16 octets')
    return encodeImplicit(7, name.iPAddress)
  }
  return encodeElement(context(4), encodeName(name.directoryName))
}

/** `[0] DistributionPointName` with addresses that all lead to the same. */
export function encodeDistributionPointName(urls: readonly string[]): Octets {
  return encodeElement(context(0), encodeElement(context(0), ...urls.map((url) => encodeGeneralName({ uniformResourceIdentifier: url }))))
}

/** A Name without attributes. */
export const isEmptyName = (name: Uint8Array): boolean => name.length === 2 && name[0] === TAG.SEQUENCE
