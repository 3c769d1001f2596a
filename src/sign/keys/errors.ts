/**
 * What can be wrong with a file of a private key, told apart by class and code: the password (or the recipient's key),
 * the file, or its scheme. Messages hold codes, algorithm names and OIDs; never a password, never octets of the file.
 */
import { FormatError, UnsupportedAlgorithmError, VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'

/**
 * What opens the file is missing or another one: `KEY_PASSWORD_REQUIRED`, `KEY_PASSWORD_WRONG`, `KEY_RECIPIENT_REQUIRED`,
 * `KEY_RECIPIENT_WRONG`. A file whose encrypted or authenticated octets were damaged looks like a wrong password: MACs and
 * paddings cannot tell them apart.
 */
export class KeyPasswordError extends VerificationError {}

/** The file is broken whatever the password (`KEY_DAMAGED`): its structure, or a key that is none. */
export class KeyDamagedError extends FormatError {}

/** The file or its key is of a scheme that is not supported (`KEY_SCHEME_UNSUPPORTED`, param `scheme`: a name or an OID). */
export class KeySchemeUnsupportedError extends UnsupportedAlgorithmError {}

export const passwordWrong = (): KeyPasswordError => new KeyPasswordError(finding('KEY_PASSWORD_WRONG', []))

export const passwordRequired = (): KeyPasswordError => new KeyPasswordError(finding('KEY_PASSWORD_REQUIRED', []))

/** @param reason a few fixed words or a code; part of the public texts */
export const damaged = (reason: string): KeyDamagedError => new KeyDamagedError(finding('KEY_DAMAGED', [], { reason }))

export const schemeUnsupported = (scheme: string): KeySchemeUnsupportedError =>
  new KeySchemeUnsupportedError(finding('KEY_SCHEME_UNSUPPORTED', [], { scheme }))
