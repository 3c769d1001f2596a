export { encodePkcs8, encodeSec1 } from './encode-key.ts'
export { KeyDamagedError, KeyPasswordError, KeySchemeUnsupportedError } from './errors.ts'
export { PrivateKey, sm2PrivateKey } from './private-key.ts'
export type { SigningPublicKey } from './private-key.ts'
