/** Signers of private keys in memory: SM2 by this package, RSA, ECDSA and Ed25519 by the platform's WebCrypto. */
import { UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { equalOctets } from '../encoding/octets.ts'
import { encodeSpki } from '../crypto/keys.ts'
import { signatureToDer } from '../crypto/signature-value.ts'
import { sm2Sign } from '../crypto/sm2.ts'
import type { Sm2SignOptions } from '../crypto/sm2.ts'
import { subtle, unshared } from '../crypto/webcrypto.ts'
import { defaultAlgorithm } from './keys/default-algorithm.ts'
import { secretOf } from './keys/private-key.ts'
import type { PrivateKey } from './keys/private-key.ts'
import type { Signer } from './signer.ts'
import { algorithmOfSigner, signerAlgorithmsOf } from './signer-algorithm.ts'
import type { SignerAlgorithmName } from './signer-algorithm.ts'
import { publicKeyOfSigner } from './signer-signature.ts'

export interface MemorySignerOptions {
  /** DER, the key's own certificate first. @default none */
  readonly certificates?: readonly Uint8Array[]
  /** @default SM2-SM3, RSA-SHA-256 (RSA-PSS-SHA-256 for keys of RSASSA-PSS alone), ECDSA with the digest of the curve's length, Ed25519 */
  readonly algorithm?: SignerAlgorithmName
  /** SM2 only: see `sm2Sign`. `'none'` makes signatures that can be repeated, for fixtures. @default 'random' */
  readonly hedge?: Sm2SignOptions['hedge']
}

/**
 * A signer of a private key in memory.
 * @throws TypeError when the algorithm does not fit the key or the first certificate is of another key; FormatError when
 *   it is no certificate
 */
export function memorySigner(privateKey: PrivateKey, options: MemorySignerOptions = {}): Signer {
  const { certificates = [], hedge = 'random' } = options
  const algorithm = options.algorithm ?? defaultAlgorithm(privateKey)
  if (!fits(privateKey, algorithm)) throw new TypeError(`a key of type ${privateKey.type} does not sign with ${algorithm}`)
  if (certificates.length > 0) {
    const certified = publicKeyOfSigner({ certificates })
    // By their plainest encodings: a certificate may write the same key in another form.
    if (certified.type === 'unsupported' || !equalOctets(encodeSpki(certified), encodeSpki(privateKey.publicKey))) {
      throw new TypeError('the first certificate is of another key')
    }
  }
  const sign = privateKey.type === 'SM2' ? sm2Signing(privateKey, hedge) : webSigning(privateKey, algorithm)
  return Object.freeze({ algorithm, certificates: Object.freeze([...certificates]), sign })
}

function fits({ type, publicKey }: PrivateKey, algorithm: SignerAlgorithmName): boolean {
  if (!signerAlgorithmsOf(type).includes(algorithm)) return false
  return publicKey.type !== 'RSA' || !publicKey.pssOnly || algorithm.startsWith('RSA-PSS-')
}

type Signing = Signer['sign']

function sm2Signing(privateKey: PrivateKey, hedge: NonNullable<Sm2SignOptions['hedge']>): Signing {
  const { scalar = new Uint8Array(0) } = secretOf(privateKey)
  // As a promise also where it throws.
  return (bytes) => Promise.resolve().then(() => sm2Sign(scalar, bytes, { hedge }))
}

/** The parameters of WebCrypto: for the import of a key, and for a signature. */
function webParameters(privateKey: PrivateKey, algorithm: SignerAlgorithmName): {
  readonly import: RsaHashedImportParams | EcKeyImportParams | Algorithm
  readonly sign: Algorithm | RsaPssParams | EcdsaParams
} {
  const { digest, pss, keyType } = algorithmOfSigner({ algorithm }).entry
  const hash = digest?.name ?? ''
  switch (keyType) {
    case 'RSA': {
      const name = pss === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS'
      return { import: { name, hash }, sign: { name, ...(pss && { saltLength: pss.saltLength }) } }
    }
    case 'EC':
      return { import: { name: 'ECDSA', namedCurve: privateKey.type }, sign: { name: 'ECDSA', hash } }
    default:
      return { import: { name: 'Ed25519' }, sign: { name: 'Ed25519' } }
  }
}

function webSigning(privateKey: PrivateKey, algorithm: SignerAlgorithmName): Signing {
  const parameters = webParameters(privateKey, algorithm)
  let imported: Promise<CryptoKey> | undefined
  return async (bytes) => {
    try {
      const web = subtle(parameters.import.name)
      imported ??= web.importKey('pkcs8', secretOf(privateKey).pkcs8, parameters.import, false, ['sign'])
      const signature = new Uint8Array(await web.sign(parameters.sign, await imported, unshared(bytes)))
      return parameters.import.name === 'ECDSA' ? signatureToDer(signature) : signature
    } catch (error) {
      if (error instanceof UnsupportedAlgorithmError) throw error
      // The key was checked when it was opened: what is refused is the algorithm. The cause saw the key and stays here.
      throw new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm }))
    }
  }
}
