/** Writes Signature.xml (GB/T 33190-2016 clause 18.2): what is protected, where the seal is stamped, where the value is. */
import { toBase64 } from '../../encoding/octets.ts'
import type { Box } from '../../document/ofd/index.ts'
import { element, millimetres, part } from '../page/markup.ts'

export const SM3_OID = '1.2.156.10197.1.401'

/** Who made the software. */
export interface SignatureProvider {
  readonly name: string
  readonly version?: string
  readonly company?: string
}

export interface SignatureXmlFields {
  readonly provider: SignatureProvider
  readonly time: Date
  /** OID of the signature algorithm. */
  readonly method: string
  /** Path without leading slash and SM3 of each protected file. */
  readonly references: readonly (readonly [path: string, sm3: Uint8Array])[]
  readonly stamps: readonly { readonly id: string; readonly pageId: string; readonly boundary: Box; readonly clip?: Box }[]
  /** Paths without leading slash. */
  readonly sealPath?: string
  readonly valuePath: string
}

const boxText = (box: Box): string => box.map(millimetres).join(' ')

export function signatureXml({ provider, time, method, references, stamps, sealPath, valuePath }: SignatureXmlFields): Uint8Array {
  return part(
    element('Signature', {},
      element('SignedInfo', {},
        element('Provider', { ProviderName: provider.name, Version: provider.version, Company: provider.company }),
        element('SignatureMethod', {}, method),
        element('SignatureDateTime', {}, `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}.000Z`),
        element('References', { CheckMethod: SM3_OID }, ...references.map(([path, digest]) =>
          element('Reference', { FileRef: `/${path}` }, element('CheckValue', {}, toBase64(digest))))),
        ...stamps.map(({ id, pageId, boundary, clip }) =>
          element('StampAnnot', { ID: id, PageRef: pageId, Boundary: boxText(boundary), Clip: clip && boxText(clip) })),
        ...(sealPath === undefined ? [] : [element('Seal', {}, element('BaseLoc', {}, `/${sealPath}`))]),
      ),
      element('SignedValue', {}, `/${valuePath}`),
    ),
  )
}
