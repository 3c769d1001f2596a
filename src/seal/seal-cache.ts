/** Parses seals once: the seal of an authority is the same in all that it seals. */
import { CacheKind } from '../cache/cache.ts'
import type { VerificationCache } from '../cache/cache.ts'
import { readOnce } from '../cache/parsed.ts'
import type { Parsed } from '../cache/parsed.ts'
import type { DerOptions } from '../encoding/der.ts'
import type { ElectronicSeal, SealSignature } from './model.ts'
import { readSealSignatureWith } from './seal-signature.ts'
import { parseSeal } from './seal.ts'

const SEALS = new CacheKind<Parsed<ElectronicSeal>>('seals')

/** As `parseSealSignature`, remembering the seal in it in the cache. @throws as `parseSealSignature` */
export function readSealSignature(bytes: Uint8Array, options: DerOptions, cache: VerificationCache | undefined): SealSignature {
  return readSealSignatureWith(bytes, options, (octets, inner) =>
    (cache && readOnce(cache, SEALS, octets, inner, parseSeal)) ?? parseSeal(octets, inner))
}
