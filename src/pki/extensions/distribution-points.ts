/** Where to find more: CRL distribution points and authority information access (RFC 5280 4.2.1.13, 4.2.2.1). Read only. */
import { context, contextPrimitive } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readNamedBits, readOid } from '../../encoding/der-values.ts'
import { explicitContent, parseGeneralName, parseGeneralNames } from '../general-name.ts'
import type { GeneralName } from '../general-name.ts'
import { parseRelativeName } from '../name.ts'
import type { RelativeName } from '../name.ts'
import type { Note } from '../../diagnostics/index.ts'
import { sequenceOf } from './extension.ts'
import type { ExtensionContext } from './extension.ts'

export type DistributionPointName =
  | { readonly kind: 'fullName'; readonly names: readonly GeneralName[] }
  /** To be appended to the name of the CRL issuer. */
  | { readonly kind: 'nameRelativeToCRLIssuer'; readonly rdn: RelativeName }

export interface DistributionPoint {
  readonly distributionPoint?: DistributionPointName
  /** Bits of ReasonFlags; absent: all reasons. */
  readonly reasons?: ReadonlySet<number>
  readonly cRLIssuer?: readonly GeneralName[]
}

export interface AccessDescription {
  readonly accessMethod: string
  readonly accessLocation: GeneralName
}

export function readCRLDistributionPoints(element: DerElement, { note }: ExtensionContext): readonly DistributionPoint[] {
  return sequenceOf(element, 'CRLDistributionPoints', (item) => {
    const fields = new Fields(item, 'DistributionPoint')
    const name = fields.optional(context(0))
    const reasons = fields.optional(contextPrimitive(1))
    const issuer = fields.optional(context(2))
    fields.end()
    return {
      ...(name !== undefined && { distributionPoint: parseDistributionPointName(name, note) }),
      ...(reasons !== undefined && { reasons: readNamedBits(reasons, contextPrimitive(1)) }),
      ...(issuer !== undefined && { cRLIssuer: parseGeneralNames(issuer, note, context(2)) }),
    }
  })
}

/** `[0] DistributionPointName`, of a distribution point or an issuing distribution point. @throws FormatError */
export function parseDistributionPointName(element: DerElement, note?: Note): DistributionPointName {
  const choice = explicitContent(element, 'DistributionPointName')
  return choice.tag === context(1)
    ? { kind: 'nameRelativeToCRLIssuer', rdn: parseRelativeName(choice, context(1)) }
    : { kind: 'fullName', names: parseGeneralNames(choice, note, context(0)) }
}

export function readAuthorityInfoAccess(element: DerElement, { note }: ExtensionContext): readonly AccessDescription[] {
  return sequenceOf(element, 'AuthorityInfoAccessSyntax', (item) => {
    const fields = new Fields(item, 'AccessDescription')
    const description = { accessMethod: readOid(fields.take()), accessLocation: parseGeneralName(fields.take(), note) }
    fields.end()
    return description
  })
}
