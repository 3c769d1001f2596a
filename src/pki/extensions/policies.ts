/** Reads the policy extensions (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). They are processed in `path/policy-graph.ts`. */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { contextPrimitive } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { EXTENSION } from '../object-identifiers.ts'
import { sequenceOf } from './extension.ts'
import type { ExtensionContext } from './extension.ts'

export interface PolicyInformation {
  readonly policyIdentifier: string
  /** PolicyQualifierInfo elements as they stand; they tell people where to read the policy and decide nothing. */
  readonly policyQualifiers: readonly Uint8Array[]
}

export interface PolicyMapping {
  readonly issuerDomainPolicy: string
  readonly subjectDomainPolicy: string
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number
  readonly inhibitPolicyMapping?: number
}

/** @throws FormatError also when a policy occurs twice */
export function readCertificatePolicies(element: DerElement, { at }: ExtensionContext): readonly PolicyInformation[] {
  const seen = new Set<string>()
  return sequenceOf(element, 'CertificatePolicies', (item) => {
    const fields = new Fields(item, 'PolicyInformation')
    const policyIdentifier = readOid(fields.take())
    const qualifiers = fields.remaining > 0 ? fields.take() : undefined
    fields.end()
    if (seen.has(policyIdentifier)) throw new FormatError(finding('CERTIFICATE_POLICY_DUPLICATE', at, { oid: policyIdentifier }))
    seen.add(policyIdentifier)
    return {
      policyIdentifier,
      policyQualifiers: qualifiers === undefined ? [] : sequenceOf(qualifiers, 'PolicyQualifiers', (inner) => inner.bytes),
    }
  })
}

export function readPolicyMappings(element: DerElement): readonly PolicyMapping[] {
  return sequenceOf(element, 'PolicyMappings', (item) => {
    const fields = new Fields(item, 'PolicyMapping')
    const mapping = { issuerDomainPolicy: readOid(fields.take()), subjectDomainPolicy: readOid(fields.take()) }
    fields.end()
    return mapping
  })
}

export function readPolicyConstraints(element: DerElement, { at, note }: ExtensionContext): PolicyConstraints {
  const fields = new Fields(element, 'PolicyConstraints')
  const explicit = fields.optional(contextPrimitive(0))
  const mapping = fields.optional(contextPrimitive(1))
  fields.end()
  if (explicit === undefined && mapping === undefined) note(finding('EXTENSION_EMPTY', at, { oid: EXTENSION.policyConstraints }))
  return {
    ...(explicit !== undefined && { requireExplicitPolicy: readSmallInteger(explicit, contextPrimitive(0)) }),
    ...(mapping !== undefined && { inhibitPolicyMapping: readSmallInteger(mapping, contextPrimitive(1)) }),
  }
}

export const readInhibitAnyPolicy = (element: DerElement): number => readSmallInteger(element)
