/** New private keys from the platform's random numbers. */
import { UnsupportedAlgorithmError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { sm2GenerateKey } from '../../crypto/sm2-key.ts'
import { subtle } from '../../crypto/webcrypto.ts'
import { readKeyFile } from './key-file.ts'
import { sm2PrivateKey } from './private-key.ts'
import type { PrivateKey } from './private-key.ts'
import { readPrivateKeyInfo } from './private-key-info.ts'

/** What can be made; RSA by the length of its modulus. */
export type GeneratedKeyType = 'SM2' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'P-256' | 'P-384' | 'P-521' | 'Ed25519'

function parametersOf(type: Exclude<GeneratedKeyType, 'SM2'>): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm {
  switch (type) {
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return { name: 'ECDSA', namedCurve: type }
    case 'Ed25519':
      return { name: 'Ed25519' }
    default:
      return {
        name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: Number(type.slice(4)), publicExponent: Uint8Array.of(1, 0, 1),
      }
  }
}

/** @throws UnsupportedAlgorithmError when the platform does not make such keys; TypeError for a type that does not exist */
export async function generatePrivateKey(type: GeneratedKeyType): Promise<PrivateKey> {
  if (type === 'SM2') return sm2PrivateKey(sm2GenerateKey().privateKey)
  if (!/^(?:RSA-(?:2048|3072|4096)|P-(?:256|384|521)|Ed25519)$/.test(type)) throw new TypeError(`unknown type of keys: ${type}`)
  const web = subtle(type)
  const pair = await web.generateKey(parametersOf(type), true, ['sign', 'verify']).catch(() => undefined)
  if (pair === undefined || !('privateKey' in pair)) {
    throw new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm: type }))
  }
  return readPrivateKeyInfo(readKeyFile(new Uint8Array(await web.exportKey('pkcs8', pair.privateKey)), new Budget()))
}
