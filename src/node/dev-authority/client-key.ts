/** The SM2 key of whoever asks a service of a development authority: in a file in hexadecimal, the same after each start. */
import { sm2GenerateKey, sm2PublicKeyOf } from '../../crypto/index.ts'
import type { Sm2PublicKey } from '../../crypto/index.ts'
import { fromHex } from '../../encoding/octets.ts'
import { DevFolderError } from './folder.ts'
import type { DevWorld } from './world.ts'

/** A new key; that of the file where an authority ran in the folder before. @throws DevFolderError */
export async function clientKey(world: DevWorld, file: string): Promise<{ readonly privateKey: Uint8Array; readonly publicKey: Sm2PublicKey }> {
  const kept = await world.keptText(file)
  if (kept === undefined) return sm2GenerateKey()
  const privateKey = fromHex(kept.trim())
  try {
    return { privateKey: privateKey ?? new Uint8Array(0), publicKey: sm2PublicKeyOf(privateKey ?? new Uint8Array(0)) }
  } catch (cause) {
    throw new DevFolderError('file', file, { cause })
  }
}
