/**
 * The .sm2 files of a certification authority's toolkit: certificate and SM2 key under a password, SM4-CBC with key and
 * vector out of one SM3. No specification is public; read as other open software reads them. The password is hashed once,
 * so these files protect little.
 */
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readOctetString, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { concatOctets } from '../../encoding/octets.ts'
import { isSm2PrivateKey } from '../../crypto/sm2-key.ts'
import { sm3 } from '../../crypto/sm3.ts'
import { decryptContent } from './content-ciphers.ts'
import type { KeyDamagedError, KeyPasswordError } from './errors.ts'
import { damaged, passwordRequired, passwordWrong, schemeUnsupported } from './errors.ts'
import { certificatesOf } from './own-certificates.ts'
import { passwordForms } from './password.ts'
import type { KeyFileContent } from './pfx.ts'
import { sm2PrivateKey } from './private-key.ts'

/** "data" of GB/T 35275, for both halves. */
const DATA = '1.2.156.10197.6.1.4.2.1'
const SM4 = ['1.2.156.10197.1.104', '1.2.156.10197.1.104.2']

export async function readCfcaFile(element: DerElement, password: string | undefined): Promise<KeyFileContent> {
  const fields = new Fields(element, 'CFCA key file')
  if (readSmallInteger(fields.take()) !== 1) throw damaged('version')
  const key = new Fields(fields.take(), 'CFCA key')
  requireData(readOid(key.take()))
  const algorithm = readOid(key.take())
  const encrypted = readOctetString(key.take())
  key.end()
  const certificateFields = new Fields(fields.take(), 'CFCA certificate')
  requireData(readOid(certificateFields.take()))
  const certificate = readOctetString(certificateFields.take())
  certificateFields.end()
  fields.end()
  if (!SM4.includes(algorithm)) throw schemeUnsupported(algorithm)
  if (password === undefined) throw passwordRequired()
  // The key derivation of GB/T 32918.4 5.4.3, whose first block is all that is needed.
  const derived = sm3(concatOctets(passwordForms(password)[0].utf8, Uint8Array.of(0, 0, 0, 1)))
  const plain = await decryptContent(
    { name: 'SM4-CBC', keyLength: 16, block: 16 }, derived.slice(16), derived.slice(0, 16), encrypted,
  )
  if (plain === undefined) throw passwordWrong()
  // Fifteen or sixteen octets of padding are not right by chance: what is wrong then is the file, not the password.
  const wrong = (reason: string): KeyPasswordError | KeyDamagedError =>
    plain.length === 32 || plain.length === 33 ? damaged(reason) : passwordWrong()
  const scalar = scalarOf(plain)
  if (scalar === undefined) throw wrong('private key value')
  const privateKey = sm2PrivateKey(scalar)
  if (certificatesOf(privateKey, [certificate]).length === 0) throw wrong('certificate of another key')
  return { keys: [privateKey], certificates: [certificate] }
}

function requireData(oid: string): void {
  if (oid !== DATA) throw schemeUnsupported(oid)
}

/** Numbers are written as long as they are: with a zero octet in front of a high bit, without zeros that lead. */
function scalarOf(octets: Uint8Array): Uint8Array | undefined {
  if (octets.length > 33 || (octets.length === 33 && octets[0] !== 0)) return undefined
  const scalar = concatOctets(new Uint8Array(32), octets).slice(-32)
  return isSm2PrivateKey(scalar) ? scalar : undefined
}
