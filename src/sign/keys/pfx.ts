/**
 * PFX, the file of PKCS #12 (RFC 7292): password, MAC, bags. One reader for modern, legacy and SM4/SM3 files: they differ
 * in schemes only, which `encryption-scheme.ts` and `pfx-mac.ts` hold.
 */
import type { Budget } from '../../limits.ts'
import { context, contextPrimitive, readNested } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readOctetString, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { TAG } from '../../encoding/der.ts'
import { decryptSequence, readEncryptedPrivateKeyInfo } from './encrypted-key.ts'
import type { PasswordTrial } from './encrypted-key.ts'
import { readEncryptionScheme } from './encryption-scheme.ts'
import { damaged, passwordRequired, passwordWrong, schemeUnsupported } from './errors.ts'
import { readKeyFile } from './key-file.ts'
import { passwordForms } from './password.ts'
import { readMac } from './pfx-mac.ts'
import type { PrivateKey } from './private-key.ts'
import { readPrivateKeyInfo } from './private-key-info.ts'

/** The second of each pair: GB/T 35275. */
const DATA = ['1.2.840.113549.1.7.1', '1.2.156.10197.6.1.4.2.1']
const ENCRYPTED_DATA = ['1.2.840.113549.1.7.6', '1.2.156.10197.6.1.4.2.5']
const BAG = '1.2.840.113549.1.12.10.1.'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'

/** What a file holds, in its order. */
export interface KeyFileContent {
  readonly keys: PrivateKey[]
  readonly certificates: Uint8Array[]
}

/** `[0] EXPLICIT` content of a ContentInfo or bag. */
function explicit(element: DerElement, structure: string): DerElement {
  const fields = new Fields(element, structure, context(0))
  const inner = fields.take()
  fields.end()
  return inner
}

/** @throws the errors of this folder, FormatError, LimitExceededError */
export async function readPfx(element: DerElement, password: string | undefined, budget: Budget): Promise<KeyFileContent> {
  const fields = new Fields(element, 'PFX')
  if (readSmallInteger(fields.take()) !== 3) throw damaged('version')
  const authSafe = new Fields(fields.take(), 'ContentInfo')
  const contentType = readOid(authSafe.take())
  if (!DATA.includes(contentType)) throw schemeUnsupported(contentType)
  const contentElement = explicit(authSafe.take(), 'ContentInfo')
  const content = readOctetString(contentElement)
  const macData = fields.optional(TAG.SEQUENCE)
  fields.end()
  const trial = await tryPassword(macData, content, password, budget)
  const found: KeyFileContent = { keys: [], certificates: [] }
  const safes = readNested(content, contentElement)
  if (safes.tag !== TAG.SEQUENCE) throw damaged('AuthenticatedSafe')
  for (const safe of safes.children) {
    await readBags(await safeContents(safe, trial, budget), trial, budget, found)
  }
  return found
}

/** With a MAC, the password is known to be right or wrong before anything is decrypted. */
async function tryPassword(
  macData: DerElement | undefined, content: Uint8Array, password: string | undefined, budget: Budget,
): Promise<PasswordTrial> {
  if (macData === undefined) return { forms: password === undefined ? [] : passwordForms(password), proven: false }
  const isRight = readMac(macData, content, budget)
  if (password === undefined) throw passwordRequired()
  for (const form of passwordForms(password)) if (await isRight(form)) return { forms: [form], proven: true }
  throw passwordWrong()
}

/** The SafeContents of one ContentInfo. */
async function safeContents(safe: DerElement, trial: PasswordTrial, budget: Budget): Promise<DerElement> {
  const fields = new Fields(safe, 'ContentInfo')
  const contentType = readOid(fields.take())
  if (DATA.includes(contentType)) {
    const octets = explicit(fields.take(), 'ContentInfo')
    return readNested(readOctetString(octets), octets)
  }
  if (!ENCRYPTED_DATA.includes(contentType)) throw schemeUnsupported(contentType)
  const encrypted = new Fields(explicit(fields.take(), 'ContentInfo'), 'EncryptedData')
  encrypted.take(TAG.INTEGER)
  const info = new Fields(encrypted.take(), 'EncryptedContentInfo')
  readOid(info.take())
  const decrypt = readEncryptionScheme(info.take(), budget)
  const content = readOctetString(info.take(), contextPrimitive(0))
  return readKeyFile(await decryptSequence(decrypt, content, trial), budget)
}

/** Bags in bags are as deep as elements may be. */
async function readBags(contents: DerElement, trial: PasswordTrial, budget: Budget, found: KeyFileContent): Promise<void> {
  if (contents.tag !== TAG.SEQUENCE) throw damaged('SafeContents')
  for (const bag of contents.children) {
    const fields = new Fields(bag, 'SafeBag')
    const type = readOid(fields.take())
    const value = explicit(fields.take(), 'SafeBag')
    switch (type) {
      case `${BAG}1`:
        found.keys.push(await readPrivateKeyInfo(value))
        break
      case `${BAG}2`:
        found.keys.push(await readEncryptedPrivateKeyInfo(value, trial, budget))
        break
      case `${BAG}3`: {
        const certificate = new Fields(value, 'CertBag')
        if (readOid(certificate.take()) !== X509_CERTIFICATE) break
        budget.spend('certificates', 1)
        found.certificates.push(readOctetString(explicit(certificate.take(), 'CertBag')))
        break
      }
      case `${BAG}6`:
        await readBags(value, trial, budget, found)
        break
      default:
        // CRLs and secrets are not keys to sign with.
        break
    }
  }
}
