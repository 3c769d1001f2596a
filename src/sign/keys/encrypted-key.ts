/** EncryptedPrivateKeyInfo (RFC 5958 clause 3): a PKCS #8 key under a password; read in all schemes, written in PBES2. */
import type { Budget } from '../../limits.ts'
import { Budget as CallBudget } from '../../limits.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readOctetString } from '../../encoding/der-values.ts'
import { encodeOctetString, encodeSequence } from '../../encoding/der-writer.ts'
import { encryptByPassword, readEncryptionScheme } from './encryption-scheme.ts'
import type { Decrypt, WrittenScheme } from './encryption-scheme.ts'
import { damaged, passwordRequired, passwordWrong } from './errors.ts'
import { isWholeSequence, readKeyFile } from './key-file.ts'
import { passwordForms } from './password.ts'
import type { Password } from './password.ts'
import type { PrivateKey } from './private-key.ts'
import { secretOf } from './private-key.ts'
import { readPrivateKeyInfo } from './private-key-info.ts'

/** What is known about the password before something is decrypted with it. */
export interface PasswordTrial {
  /** The forms to try; none when no password was given. */
  readonly forms: readonly Password[]
  /** A MAC over the file has shown that the password is right: what does not decrypt is damaged. */
  readonly proven: boolean
}

/**
 * Decrypts octets that must be a SEQUENCE.
 * @throws KeyPasswordError; KeyDamagedError where the password is known to be right
 */
export async function decryptSequence(decrypt: Decrypt, content: Uint8Array, { forms, proven }: PasswordTrial): Promise<Uint8Array> {
  if (forms.length === 0) throw passwordRequired()
  for (const form of forms) {
    const plain = await decrypt(form, content)
    if (plain !== undefined && isWholeSequence(plain)) return plain
  }
  throw proven ? damaged('encrypted content') : passwordWrong()
}

/** The key of an EncryptedPrivateKeyInfo. */
export async function readEncryptedPrivateKeyInfo(element: DerElement, trial: PasswordTrial, budget: Budget): Promise<PrivateKey> {
  const fields = new Fields(element, 'EncryptedPrivateKeyInfo')
  const decrypt = readEncryptionScheme(fields.take(), budget)
  const content = readOctetString(fields.take())
  fields.end()
  return readPrivateKeyInfo(readKeyFile(await decryptSequence(decrypt, content, trial), budget))
}

export interface PasswordEncryptionOptions {
  /** Any text; UTF-8 in PBES2. An empty one protects nothing and is refused. */
  readonly password: string
  /** AES-256 with HMAC-SHA-256, or SM4 with HMAC-SM3. @default 'AES-256' */
  readonly scheme?: WrittenScheme
  /** Of PBKDF2. @default 600,000 for AES-256; 50,000 for SM4, whose derivation is not the platform's */
  readonly iterations?: number
}

/** Internal: options checked and filled in. @throws TypeError, RangeError */
export function encryptionSettings(options: PasswordEncryptionOptions): {
  readonly password: Password; readonly scheme: WrittenScheme; readonly iterations: number; readonly budget: CallBudget
} {
  const { password, scheme = 'AES-256' } = options
  if (typeof password !== 'string' || password === '') throw new TypeError('a password is needed')
  if (!(['AES-256', 'SM4'] as readonly string[]).includes(scheme)) throw new TypeError(`unknown encryption scheme: ${scheme}`)
  const { iterations = scheme === 'SM4' ? 50_000 : 600_000 } = options
  if (!Number.isInteger(iterations) || iterations < 1000 || iterations > 0x7fffffff) throw new RangeError('1000 or more iterations')
  // What the caller asks for is done.
  return { password: passwordForms(password)[0], scheme, iterations, budget: new CallBudget({ keyDerivation: Infinity }) }
}

/**
 * The private key under a password, as EncryptedPrivateKeyInfo (PBES2), DER; PEM label `ENCRYPTED PRIVATE KEY`.
 * @throws TypeError or RangeError for wrong options
 */
export async function encodeEncryptedPkcs8(key: PrivateKey, options: PasswordEncryptionOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { password, scheme, iterations, budget } = encryptionSettings(options)
  const { identifier, content } = await encryptByPassword(scheme, password, secretOf(key).pkcs8, iterations, budget)
  return encodeSequence(identifier, encodeOctetString(content))
}
