/**
 * Writes OFDEntries.xml (GM/T 0099-2020): a signed list of all files of a package, against files that are smuggled in later.
 * It comes last: signatures after it would be such files. The element names are those that other software writes.
 */
import { finding } from '../../diagnostics/index.ts'
import { openOfd } from '../../document/ofd/index.ts'
import { rewriteZip } from '../../encoding/zip-writer.ts'
import { Budget } from '../../limits.ts'
import type { Limits } from '../../limits.ts'
import { element, part } from '../page/markup.ts'
import { SigningRefusedError } from '../refusal.ts'
import { prepareSignedMessage } from '../signed-message.ts'
import type { Signer } from '../signer.ts'
import { requireSound, untrustingReport } from './self-check.ts'
import { firstFree, pathsInUse } from './signature-list.ts'

export interface IntegrityFileOptions {
  readonly signer: Signer
  readonly time: Date
  /** @default 'yinxin' */
  readonly creatorName?: string
  readonly limits?: Partial<Limits>
}

const LIST = 'OFDEntries.xml'

/**
 * Adds the list of files and its signature to a package; every other entry is copied octet for octet.
 * @throws SigningRefusedError, also where there is such a list; FormatError and its relatives for an input that cannot be read
 */
export async function addIntegrityFile(ofdBytes: Uint8Array, options: IntegrityFileOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, time, limits } = options
  const ofd = openOfd(Uint8Array.from(ofdBytes), { budget: new Budget(limits) })
  if (ofd.encrypted) throw new SigningRefusedError(finding('SIGN_DOCUMENT_ENCRYPTED', []))
  if (ofd.integrityFile !== undefined) throw new SigningRefusedError(finding('SIGN_INTEGRITY_FILE_PRESENT', [], { path: ofd.integrityFile.path }))
  const valuePath = firstFree((n) => (n === 0 ? 'OFDEntries.dat' : `OFDEntries_${n}.dat`), pathsInUse(ofd))
  const files = ofd.zip.entries.filter(({ isDirectory }) => !isDirectory)
  const list = part(
    element('DocEntries', { ID: '1', CreatorName: options.creatorName ?? 'yinxin', Version: '1', CreationDate: time.toISOString().slice(0, 10) },
      element('SignedValueLoc', {}, `/${valuePath}`),
      element('FileList', {}, ...files.map(({ path }, i) => element('File', { ID: i + 1, FileLoc: `/${path}` }))),
    ),
  )
  const message = prepareSignedMessage(list, signer, time)
  const value = await message.finish(await signer.sign(message.bytesToSign))
  const signed = rewriteZip(ofd.zip, new Map([[LIST, list], [valuePath, value]]), { time })
  requireSound(await untrustingReport(signed, time, limits), LIST)
  return signed
}
