/**
 * Opens files of private keys, whatever their form: recognized by their octets, never by a name. The door of this folder:
 * what the readers below find wrong leaves it as one of the errors of `errors.ts`, or as LimitExceededError.
 */
import { FormatError, UnsupportedAlgorithmError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import type { Limits } from '../../limits.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { fromAscii } from '../../encoding/characters.ts'
import { fromBase64 } from '../../encoding/octets.ts'
import { parsePem } from '../../encoding/pem.ts'
import type { SignerAlgorithmName } from '../signer-algorithm.ts'
import { readCfcaFile } from './cfca.ts'
import { defaultAlgorithm } from './default-algorithm.ts'
import { readEncryptedPrivateKeyInfo } from './encrypted-key.ts'
import { isEnvelopedKeyBlob, readEnvelopedKey, readEnvelopedKeyBlob } from './enveloped-key.ts'
import { KeyDamagedError, KeySchemeUnsupportedError, damaged, schemeUnsupported } from './errors.ts'
import { readKeyFile } from './key-file.ts'
import { certificatesOf } from './own-certificates.ts'
import { passwordForms } from './password.ts'
import { readPfx } from './pfx.ts'
import type { KeyFileContent } from './pfx.ts'
import { PrivateKey } from './private-key.ts'
import { readPrivateKeyInfo, readRsaPrivateKey, readSec1 } from './private-key-info.ts'

export interface OpenKeyOptions {
  /** Any text, also the empty one; absent means that there is none. */
  readonly password?: string
  /** The SM2 key that an envelope was made for: SM2EnvelopedKey and ENVELOPEDKEYBLOB only. */
  readonly recipient?: PrivateKey
  /** Single members of `DEFAULT_LIMITS`: `keyFileBytes`, `keyDerivation` and those of ASN.1 matter here. */
  readonly limits?: Partial<Limits>
}

export interface OpenedKey {
  readonly privateKey: PrivateKey
  /** The algorithm that `memorySigner` takes where nothing is said. */
  readonly algorithm: SignerAlgorithmName
  /** DER; the key's own certificate first, then those of its issuers that the file holds. Empty when its own is not there. */
  readonly certificates: readonly Uint8Array[]
}

/**
 * Opens a file that holds one private key: PKCS #8 plain or encrypted, SEC 1, PKCS #1, PFX, CFCA .sm2, SM2EnvelopedKey,
 * ENVELOPEDKEYBLOB; DER, PEM (also with certificates beside the key) or bare base64.
 * @throws KeyPasswordError, KeyDamagedError, KeySchemeUnsupportedError; FormatError (`KEY_FILE_NOT_RECOGNIZED`,
 *   `KEY_FILE_WITHOUT_KEY`, `KEY_FILE_SEVERAL_KEYS`); UnsupportedAlgorithmError (`PLATFORM_ALGORITHM_MISSING`);
 *   LimitExceededError; TypeError for arguments of other types
 */
export async function openPrivateKey(bytes: Uint8Array, options: OpenKeyOptions = {}): Promise<OpenedKey> {
  const [first, ...others] = await openPrivateKeys(bytes, options)
  if (first === undefined) throw new FormatError(finding('KEY_FILE_WITHOUT_KEY', []))
  if (others.length > 0) throw new FormatError(finding('KEY_FILE_SEVERAL_KEYS', [], { count: others.length + 1 }))
  return first
}

/** As `openPrivateKey`, for files with any number of keys, in their order; none for files of certificates. */
export async function openPrivateKeys(bytes: Uint8Array, options: OpenKeyOptions = {}): Promise<readonly OpenedKey[]> {
  const { password, recipient } = options
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a key file is octets (Uint8Array)')
  if (password !== undefined && typeof password !== 'string') throw new TypeError('a password is text')
  if (recipient !== undefined && (!(recipient instanceof PrivateKey) || recipient.type !== 'SM2')) {
    throw new TypeError('the recipient of an envelope is an SM2 PrivateKey')
  }
  const budget = new Budget(options.limits)
  budget.within('keyFileBytes', bytes.length)
  try {
    const { keys, certificates } = await readFile(Uint8Array.from(bytes), { ...options, budget })
    return keys.map((privateKey) => ({
      privateKey,
      algorithm: defaultAlgorithm(privateKey),
      certificates: certificatesOf(privateKey, certificates),
    }))
  } catch (error) {
    throw told(error)
  }
}

/** Codes that are answers about the file as a whole. */
const ANSWERS: ReadonlySet<string> = new Set(['KEY_FILE_NOT_RECOGNIZED', 'KEY_FILE_WITHOUT_KEY', 'PLATFORM_ALGORITHM_MISSING'])

/** What went wrong in a reader below, in this folder's terms. Causes are left behind: they have seen the key. */
function told(error: unknown): unknown {
  if (error instanceof FormatError && !(error instanceof KeyDamagedError) && !ANSWERS.has(error.code)) {
    const reason = error.finding.params['reason']
    return damaged(reason === undefined ? error.code : `${error.code}: ${reason}`)
  }
  if (error instanceof UnsupportedAlgorithmError && !(error instanceof KeySchemeUnsupportedError) && !ANSWERS.has(error.code)) {
    return schemeUnsupported(String(error.finding.params['algorithm'] ?? error.code))
  }
  return error
}

interface Reading extends OpenKeyOptions {
  readonly budget: Budget
}

const notRecognized = (): FormatError => new FormatError(finding('KEY_FILE_NOT_RECOGNIZED', []))

async function readFile(octets: Uint8Array, reading: Reading): Promise<KeyFileContent> {
  if (octets[0] === 0x30) return readStructure(readKeyFile(octets, reading.budget), reading)
  if (isEnvelopedKeyBlob(octets)) return { keys: [readEnvelopedKeyBlob(octets, reading.recipient)], certificates: [] }
  const [a, b, c, d] = octets
  if (a === 0xfe && b === 0xed && c === 0xfe && d === 0xed) throw schemeUnsupported('Java KeyStore (JKS)')
  const text = fromAscii(octets[0] === 0xef ? octets.subarray(3) : octets)
  if (text === undefined) throw notRecognized()
  if (text.includes('-----BEGIN ')) return readPem(text, reading)
  const decoded = fromBase64(text.replaceAll(/\s/g, ''))
  if (decoded?.[0] !== 0x30) throw notRecognized()
  return readStructure(readKeyFile(decoded, reading.budget), reading)
}

/** Labels of blocks that are no keys and may stand beside one. */
const BESIDE = /(?:PARAMETERS|PUBLIC KEY|REQUEST|CRL)$/

async function readPem(text: string, reading: Reading): Promise<KeyFileContent> {
  const found: KeyFileContent = { keys: [], certificates: [] }
  const blocks = parsePem(text)
  const other = /-----BEGIN (?:OPENSSH|SSH2 ENCRYPTED) PRIVATE KEY-----/.exec(text)
  if (other !== null) throw schemeUnsupported('OpenSSH private key')
  if (/^Proc-Type: ?4,ENCRYPTED/m.test(text)) throw schemeUnsupported('PEM encryption (RFC 1421)')
  if (blocks.length === 0) throw damaged('PEM')
  for (const { label, bytes } of blocks) {
    if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE') {
      reading.budget.spend('certificates', 1)
      found.certificates.push(bytes)
    } else if (!BESIDE.test(label)) {
      const { keys, certificates } = await readStructure(readKeyFile(bytes, reading.budget), reading)
      found.keys.push(...keys)
      found.certificates.push(...certificates)
    }
  }
  return found
}

/** Tags of the first elements, in hex, as far as they tell the structures apart. */
const shapeOf = (element: DerElement): string =>
  element.children.slice(0, 10).map(({ tag }) => tag.toString(16).padStart(2, '0')).join(' ')

const isInteger = (element: DerElement | undefined, value: number): boolean =>
  element?.tag === TAG.INTEGER && element.content.length === 1 && element.content[0] === value

async function readStructure(element: DerElement, reading: Reading): Promise<KeyFileContent> {
  const { password, recipient, budget } = reading
  if (element.tag !== TAG.SEQUENCE) throw notRecognized()
  const shape = shapeOf(element)
  const one = (privateKey: PrivateKey): KeyFileContent => ({ keys: [privateKey], certificates: [] })
  if (/^02 30(?: 30)?$/.test(shape) && isInteger(element.children[0], 3)) return readPfx(element, password, budget)
  if (/^02 30 (?:04|24)(?: |$)/.test(shape)) return one(await readPrivateKeyInfo(element))
  if (/^02 04(?: |$)/.test(shape)) return one(readSec1(element))
  if (/^02 30 30$/.test(shape)) return readCfcaFile(element, password)
  if (/^(?:02 ?){9}/.test(shape)) return one(readRsaPrivateKey(element))
  if (/^30 (?:04|24)$/.test(shape)) {
    const trial = { forms: password === undefined ? [] : passwordForms(password), proven: false }
    return one(await readEncryptedPrivateKeyInfo(element, trial, budget))
  }
  if (/^30 30 03 03$/.test(shape)) return one(readEnvelopedKey(element, recipient))
  if (/^30 30 03$/.test(shape) || /^30 03$/.test(shape)) throw new FormatError(finding('KEY_FILE_WITHOUT_KEY', []))
  throw notRecognized()
}
