/**
 * Signatures.xml: which signatures a document says it has, and where. Normally no signature protects this list, so
 * what it says is a claim; the files that it names are read by `signature.ts`.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Locator, Note } from '../../diagnostics/index.ts'
import { attribute, childElements, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import { quote } from './locate.ts'

/** Signatures/Signature (GB/T 33190 clause 18.1). */
export interface ListedSignature {
  readonly at: Locator
  readonly id?: string
  /** `Seal` where the list states none; absent when it states something else. */
  readonly type?: 'Seal' | 'Sign'
  /** As written; absent when it is missing. */
  readonly baseLoc?: string
  /** ID of the signature that this one builds on (GM/T 0099). */
  readonly relative?: string
}

export interface SignatureList {
  readonly signatures: readonly ListedSignature[]
  /** Numeric part of the largest MaxSignId, wherever and however often it stands. */
  readonly maxSignId?: number
}

/** Digits of an ID such as `s001`; undefined when there are none or too many to be a count. */
export function idNumber(id: string): number | undefined {
  const digits = /\d{1,15}$/.exec(id.trim())?.[0]
  return digits === undefined ? undefined : Number(digits)
}

export function readSignatureList(root: XmlElement, path: string, note: Note): SignatureList {
  const maxima = childElements(root, 'MaxSignId').map((element) => idNumber(textOf(element)))
  const known = maxima.filter((value) => value !== undefined)
  if (maxima.length > 1) note(finding('OFD_MAX_SIGN_ID_REPEATED', [path], { count: maxima.length }))

  const seen = new Set<string>()
  const signatures = childElements(root, 'Signature').map((element, index): ListedSignature => {
    const at = [path, 'Signature', index]
    const id = attribute(element, 'ID')?.trim()
    if (id === undefined || id === '') note(finding('OFD_SIGNATURE_ID_MISSING', at))
    else if (seen.has(id)) note(finding('OFD_SIGNATURE_ID_REPEATED', at, { id: quote(id) }))
    if (id !== undefined) seen.add(id)
    const stated = (attribute(element, 'Type') ?? 'Seal').trim().toLowerCase()
    const type = stated === 'seal' ? 'Seal' : stated === 'sign' ? 'Sign' : undefined
    if (type === undefined) note(finding('OFD_SIGNATURE_TYPE_UNKNOWN', at))
    const baseLoc = attribute(element, 'BaseLoc')
    const relative = attribute(element, 'Relative')?.trim()
    return {
      at,
      ...(id !== undefined && id !== '' && { id }),
      ...(type !== undefined && { type }),
      ...(baseLoc !== undefined && { baseLoc }),
      ...(relative !== undefined && relative !== '' && { relative }),
    }
  })
  for (const { at, relative } of signatures) {
    if (relative !== undefined && !seen.has(relative)) note(finding('OFD_SIGNATURE_BASE_UNKNOWN', at))
  }
  return { signatures, ...(known.length > 0 && { maxSignId: known.reduce((a, b) => Math.max(a, b)) }) }
}
