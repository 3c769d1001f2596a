/** What a signature is checked against, whatever it was found in. */
import type { Locator } from '../diagnostics/index.ts'

export interface Subject {
  readonly at: Locator
  /** The ID that its container gives it. */
  readonly id?: string
  /** The octets that the signature is about: of Signature.xml in an OFD package. Absent for a bare signature value. */
  readonly original?: Uint8Array
  /** Package path of the original. */
  readonly path?: string
  /** Whether the package has another file of this path. */
  readonly isOtherEntry?: (path: string) => boolean
  /** What the container calls it. */
  readonly statedType?: 'Seal' | 'Sign'
  /** A time that the container states beside the signature (SignatureDateTime). */
  readonly statedTime?: Date
  /** A seal file that the container puts beside the signature; without bytes when it is missing. */
  readonly sealFile?: { readonly path: string; readonly bytes?: Uint8Array }
}
