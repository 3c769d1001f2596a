/** MD5, for old files and for examples of what must not be relied on. Imported where needed: nobody else should carry it. */
import forge from 'node-forge/lib/md5.js'

export function md5(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = forge.create()
  for (let offset = 0; offset < message.length; offset += 4096) {
    hash.update(String.fromCharCode(...message.subarray(offset, offset + 4096)))
  }
  return Uint8Array.from(hash.digest().getBytes(), (character) => character.charCodeAt(0))
}
