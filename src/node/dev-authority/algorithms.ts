/** The algorithms that everybody at a development authority has keys of. */
import type { GeneratedKeyType } from '../../sign/keys/index.ts'

export const DEV_ALGORITHMS = ['sm2', 'rsa', 'ecdsa'] as const
export type DevAlgorithm = (typeof DEV_ALGORITHMS)[number]

export const KEY_TYPES: Readonly<Record<DevAlgorithm, GeneratedKeyType>> = { sm2: 'SM2', rsa: 'RSA-2048', ecdsa: 'P-256' }
