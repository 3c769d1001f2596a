/** Scenes that several variants start from, and the places in the package that they change. */
import type { TimeStamping } from '../cms.ts'
import type { Package } from '../page/document.ts'
import { withIntegrityFile } from '../signing.ts'
import type { ListEntry, Signing } from '../signing.ts'
import type { ForgedWorld } from '../world.ts'

export const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
export const TEMPLATE = 'Doc_0/Tpls/Tpl_0/Content.xml'
export const SIGNATURE_XML = 'Doc_0/Signs/Sign_0/Signature.xml'
export const SIGNED_VALUE = 'Doc_0/Signs/Sign_0/SignedValue.dat'
export const SEAL_FILE = 'Doc_0/Signs/Sign_0/Seal.esl'
export const ATTACHMENT = 'Doc_0/Attachs/metadata.xml'
/** The one signature in the list. */
export const ENTRY: ListEntry = { id: 's001', type: 'Seal', baseLoc: `/${SIGNATURE_XML}` }
export const OTHER_HOLDER = '东海省另一样例食品店'

/** The world's time-stamp authority. */
export const timeStamping = (world: ForgedWorld): Pick<TimeStamping, 'authority' | 'issuer'> => ({ authority: world.identity('east-tsa'), issuer: world.identity('east-ca') })

/** Signed by the one whose certificate names a CRL. */
export function withCrl(world: ForgedWorld): Partial<Signing> {
  const signer = world.identity('east-authority-with-crl')
  return { signer, seal: world.eastSeal({ signers: [signer] }) }
}

/** The license with a signed list of its files. */
export function withFileList(world: ForgedWorld): Package {
  return withIntegrityFile(world.signed(), { signer: world.right.signer, issuer: world.identity('east-ca'), time: world.times.signing })
}

/** A signature without a seal (Type Sign). */
export function withoutSeal(world: ForgedWorld, changes: Partial<Signing> = {}): Partial<Signing> {
  return { seal: undefined, stamps: [], issuer: world.identity('east-ca'), ...changes }
}

/** The license with another value file. */
export function withValue(world: ForgedWorld, edit: (value: Uint8Array) => Uint8Array): Map<string, Uint8Array> {
  const parts = new Map(world.signed())
  return parts.set(SIGNED_VALUE, edit(parts.get(SIGNED_VALUE) as Uint8Array))
}

/** Two years in which the license ends: on its page, and on the page that a forger would like. */
export function laterEnd({ license }: ForgedWorld): readonly [from: string, to: string] {
  const year = Number(license.validTo.slice(0, 4))
  return [`${String(year)}年`, `${String(year + 8)}年`]
}
