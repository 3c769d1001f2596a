/** Which implementations compute SM2 and SM3 on this platform, for people who ask (`yinxin doctor`). */
import type { FallbackReason } from './load-module.ts'
import type { Sm2Choice } from './sm2-choice.ts'
import { sm2Choice } from './sm2-choice.ts'
import type { Sm3Choice } from './sm3-choice.ts'
import { sm3Choice } from './sm3-choice.ts'

export type { FallbackReason }

/** What computes an algorithm here, and why nothing faster does. */
export interface CryptoBackend {
  readonly algorithm: 'SM2' | 'SM3'
  readonly backend: 'WebAssembly' | 'JavaScript'
  /** Absent when it is the fastest there is. */
  readonly reason?: FallbackReason
}

export function describeBackend(algorithm: CryptoBackend['algorithm'], { reason }: Sm2Choice | Sm3Choice): CryptoBackend {
  return reason === undefined ? { algorithm, backend: 'WebAssembly' } : { algorithm, backend: 'JavaScript', reason }
}

/** What computes SM2 and SM3 here. Loads them when that was not done yet. */
export function cryptoBackends(): readonly CryptoBackend[] {
  return [describeBackend('SM2', sm2Choice()), describeBackend('SM3', sm3Choice())]
}
