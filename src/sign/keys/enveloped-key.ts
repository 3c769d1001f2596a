/**
 * SM2 keys in an envelope for another SM2 key, as authorities deliver encryption keys: SM2EnvelopedKey (GM/T 0009,
 * GB/T 35276) and ENVELOPEDKEYBLOB, the C structure of GM/T 0016. The blob's layout is not proved against a device's output.
 */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBitStringOctets } from '../../encoding/der-values.ts'
import { concatOctets, equalOctets } from '../../encoding/octets.ts'
import { sm2Decrypt } from '../../crypto/sm2-encryption.ts'
import type { Sm2CiphertextFormat } from '../../crypto/sm2-encryption.ts'
import { isSm2PrivateKey, parseSm2PublicKey } from '../../crypto/sm2-key.ts'
import type { Sm2PublicKey } from '../../crypto/sm2-key.ts'
import { sm4EcbDecrypt } from '../../crypto/sm4.ts'
import { readAlgorithm } from './encryption-scheme.ts'
import { KeyPasswordError, damaged, schemeUnsupported } from './errors.ts'
import { secretOf, sm2PrivateKey } from './private-key.ts'
import type { PrivateKey } from './private-key.ts'

const SM4 = ['1.2.156.10197.1.104', '1.2.156.10197.1.104.1']

/** SGD_ identifiers of GM/T 0006. */
const SGD_SM4_ECB = 0x401
const SGD_SECRET: ReadonlyMap<number, string> = new Map([[0x101, 'SM1-ECB'], [0x201, 'SSF33-ECB']])

const BLOB_HEADER = 12 + 64 + 4 + 128 + 128 + 32 + 4

interface Envelope {
  readonly wrappedKey: Uint8Array
  readonly format: Sm2CiphertextFormat
  readonly encryptedKey: Uint8Array
  readonly publicKey: Sm2PublicKey
}

export function readEnvelopedKey(element: DerElement, recipient: PrivateKey | undefined): PrivateKey {
  const fields = new Fields(element, 'SM2EnvelopedKey')
  const { oid } = readAlgorithm(fields.take())
  if (!SM4.includes(oid)) throw schemeUnsupported(oid)
  const wrappedKey = fields.take(TAG.SEQUENCE).bytes
  const publicKey = parseSm2PublicKey(readBitStringOctets(fields.take()))
  const encryptedKey = readBitStringOctets(fields.take())
  fields.end()
  return openEnvelope({ wrappedKey, format: 'DER', encryptedKey, publicKey }, recipient)
}

/** Whether octets begin as an ENVELOPEDKEYBLOB: version 1, a cipher of GM/T 0006, 256 bits. */
export function isEnvelopedKeyBlob(octets: Uint8Array): boolean {
  if (octets.length < BLOB_HEADER) return false
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const cipher = view.getUint32(4, true)
  return view.getUint32(0, true) === 1 && view.getUint32(8, true) === 256 && (cipher === SGD_SM4_ECB || SGD_SECRET.has(cipher))
}

/** The upper 32 of 64 octets must be zero: numbers stand at the right. */
function rightHalf(octets: Uint8Array): Uint8Array {
  if (octets.subarray(0, 32).some((octet) => octet !== 0)) throw damaged('number longer than 256 bits')
  return octets.subarray(32)
}

export function readEnvelopedKeyBlob(octets: Uint8Array, recipient: PrivateKey | undefined): PrivateKey {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const secret = SGD_SECRET.get(view.getUint32(4, true))
  if (secret !== undefined) throw schemeUnsupported(secret)
  const take = (offset: number): Uint8Array => rightHalf(octets.subarray(offset, offset + 64))
  if (view.getUint32(76, true) !== 256) throw damaged('length of the public key')
  const length = view.getUint32(BLOB_HEADER - 4, true)
  if (octets.length !== BLOB_HEADER + length) throw damaged('length of the wrapped key')
  const point = (offset: number): Uint8Array => concatOctets(Uint8Array.of(4), take(offset), take(offset + 64))
  return openEnvelope({
    wrappedKey: concatOctets(point(208), octets.subarray(336, 368), octets.subarray(BLOB_HEADER)),
    format: 'C1C3C2', encryptedKey: take(12), publicKey: parseSm2PublicKey(point(80)),
  }, recipient)
}

function openEnvelope({ wrappedKey, format, encryptedKey, publicKey }: Envelope, recipient: PrivateKey | undefined): PrivateKey {
  if (recipient === undefined) throw new KeyPasswordError(finding('KEY_RECIPIENT_REQUIRED', []))
  const key = unwrap(secretOf(recipient).scalar ?? new Uint8Array(0), wrappedKey, format)
  if (key.length !== 16) throw damaged('length of the wrapped key')
  if (encryptedKey.length !== 32 && encryptedKey.length !== 64) throw damaged('length of encrypted content')
  const decrypted = sm4EcbDecrypt(key, encryptedKey, { padding: 'none' })
  const scalar = decrypted.length === 64 ? rightHalf(decrypted) : decrypted
  if (!isSm2PrivateKey(scalar)) throw damaged('private key value')
  const privateKey = sm2PrivateKey(scalar)
  const own = privateKey.publicKey
  if (own.type !== 'SM2' || !equalOctets(own.point, publicKey.point)) throw damaged('public key of another key')
  return privateKey
}

/** The digest C3 is right for the right key only, or when nothing was damaged. */
function unwrap(scalar: Uint8Array, wrappedKey: Uint8Array, format: Sm2CiphertextFormat): Uint8Array {
  try {
    return sm2Decrypt(scalar, wrappedKey, { format })
  } catch (error) {
    if (error instanceof FormatError && error.finding.params['reason'] === 'C3') {
      throw new KeyPasswordError(finding('KEY_RECIPIENT_WRONG', []))
    }
    throw error
  }
}
