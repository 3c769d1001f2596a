/**
 * The ciphers that keys are encrypted with, in CBC with the padding of PKCS #7: AES by the platform, SM4 by this package,
 * DES, triple DES and RC2 of old files by node-forge, loaded when a file asks; RC4, which old PFX files may name.
 */
import { sm4CbcDecrypt, sm4CbcEncrypt } from '../../crypto/sm4.ts'
import { subtle, unshared } from '../../crypto/webcrypto.ts'
import { FormatError } from '../../errors.ts'
import { damaged } from './errors.ts'
import { fromCharacters, toCharacters } from './iterated-hash.ts'

type Octets = Uint8Array<ArrayBuffer>

export type ContentCipher =
  | { readonly name: 'AES-CBC'; readonly keyLength: 16 | 24 | 32; readonly block: 16 }
  | { readonly name: 'SM4-CBC'; readonly keyLength: 16; readonly block: 16 }
  | { readonly name: '3DES-CBC'; readonly keyLength: 16 | 24; readonly block: 8 }
  | { readonly name: 'DES-CBC'; readonly keyLength: 8; readonly block: 8 }
  | { readonly name: 'RC2-CBC'; readonly keyLength: number; readonly block: 8; readonly effectiveBits: number }
  | { readonly name: 'RC4'; readonly keyLength: number; readonly block: 1 }

/**
 * Decrypts; undefined when the padding is wrong: another key, or damaged octets.
 * @throws KeyDamagedError for lengths that no key can make right
 */
export async function decryptContent(cipher: ContentCipher, key: Octets, iv: Uint8Array, content: Uint8Array): Promise<Octets | undefined> {
  const { block } = cipher
  if (content.length === 0 || content.length % block !== 0) throw damaged('length of encrypted content')
  switch (cipher.name) {
    case 'AES-CBC': {
      const web = subtle('AES-CBC')
      const aes = await web.importKey('raw', key, 'AES-CBC', false, ['decrypt'])
      try {
        return new Uint8Array(await web.decrypt({ name: 'AES-CBC', iv: Uint8Array.from(iv) }, aes, unshared(content)))
      } catch {
        return undefined
      }
    }
    case 'SM4-CBC':
      try {
        return sm4CbcDecrypt(key, iv, content)
      } catch (error) {
        if (error instanceof FormatError) return undefined
        throw error
      }
    case '3DES-CBC':
    case 'DES-CBC': {
      // The module adds the algorithms to the registry of the other.
      await import('node-forge/lib/des.js')
      const [{ default: ciphers }, { default: util }] = await Promise.all([import('node-forge/lib/cipher.js'), import('node-forge/lib/util.js')])
      // Two keys: the first is used again as the third.
      const whole = cipher.name === '3DES-CBC' && key.length === 16 ? Uint8Array.of(...key, ...key.subarray(0, 8)) : key
      const decipher = ciphers.createDecipher(cipher.name, toCharacters(whole))
      decipher.start({ iv: toCharacters(iv) })
      decipher.update(util.createBuffer(toCharacters(content)))
      return decipher.finish() ? checked(decipher.output.getBytes(), content.length, block) : undefined
    }
    case 'RC2-CBC': {
      const [{ default: rc2 }, { default: util }] = await Promise.all([import('node-forge/lib/rc2.js'), import('node-forge/lib/util.js')])
      const decipher = rc2.createDecryptionCipher(toCharacters(key), cipher.effectiveBits)
      decipher.start(toCharacters(iv))
      decipher.update(util.createBuffer(toCharacters(content)))
      return decipher.finish() ? checked(decipher.output.getBytes(), content.length, block) : undefined
    }
    case 'RC4':
      return rc4(key, content)
  }
}

/** node-forge looks at the last octet of the padding only. */
function checked(text: string, length: number, block: number): Octets | undefined {
  const padding = length - text.length
  return padding >= 1 && padding <= block ? fromCharacters(text) : undefined
}

/** The key stream of RC4, added. */
function rc4(key: Uint8Array, content: Uint8Array): Octets {
  const s = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] as number) + (key[i % key.length] as number)) & 0xff
    ;[s[i], s[j]] = [s[j] as number, s[i] as number]
  }
  let i = 0
  let j = 0
  return Uint8Array.from(content, (octet) => {
    i = (i + 1) & 0xff
    j = (j + (s[i] as number)) & 0xff
    ;[s[i], s[j]] = [s[j] as number, s[i] as number]
    return octet ^ (s[((s[i] as number) + (s[j] as number)) & 0xff] as number)
  })
}

/** Encrypts, for what is written here: AES and SM4 only. */
export async function encryptContent(name: 'AES-CBC' | 'SM4-CBC', key: Octets, iv: Octets, content: Uint8Array): Promise<Octets> {
  if (name === 'SM4-CBC') return sm4CbcEncrypt(key, iv, content)
  const web = subtle('AES-CBC')
  const aes = await web.importKey('raw', key, 'AES-CBC', false, ['encrypt'])
  return new Uint8Array(await web.encrypt({ name: 'AES-CBC', iv }, aes, unshared(content)))
}
