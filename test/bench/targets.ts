/** What we want to reach, as ratios within one run, and what was reached. */
import type { Result } from './measure.ts'

export interface Target {
  readonly work: string
  readonly suite: string
  readonly ours: string
  readonly against: string
  /** Times as fast as the other. */
  readonly must: number
  readonly bold: number
}

const STACK = 'sm-crypto-v2, fflate, fast-xml-parser'
const OPENSSL = 'OpenSSL through node:crypto'

export const TARGETS: readonly Target[] = [
  { work: 'SM2 verify, new key', suite: 'verify-new', ours: 'yinxin', against: 'sm-crypto-v2', must: 25, bold: 40 },
  { work: 'SM2 verify, new key', suite: 'verify-new', ours: 'yinxin', against: OPENSSL, must: 2, bold: 3.5 },
  { work: 'SM2 verify, key seen before', suite: 'verify-repeated', ours: 'yinxin', against: 'sm-crypto-v2, precomputed key', must: 18, bold: 30 },
  { work: 'SM2 verify, key seen before', suite: 'verify-repeated', ours: 'yinxin', against: OPENSSL, must: 9, bold: 15 },
  { work: 'SM2 verify without WebAssembly, new key', suite: 'verify-new', ours: 'yinxin without WebAssembly', against: OPENSSL, must: 0.9, bold: 1.3 },
  { work: 'SM2 verify without WebAssembly, key seen before', suite: 'verify-repeated', ours: 'yinxin without WebAssembly', against: OPENSSL, must: 3.5, bold: 5 },
  { work: 'SM2 sign', suite: 'sign', ours: 'yinxin', against: 'sm-crypto-v2', must: 7, bold: 12 },
  { work: 'SM2 sign', suite: 'sign', ours: 'yinxin', against: OPENSSL, must: 5, bold: 10 },
  { work: 'SM3, one message', suite: 'sm3-1048576', ours: 'yinxin', against: OPENSSL, must: 0.9, bold: 1.1 },
  { work: 'SM3, four at once', suite: 'sm3-four', ours: 'yinxin, four at once', against: OPENSSL, must: 1.25, bold: 1.6 },
  { work: 'SM4-CBC in plain JavaScript', suite: 'sm4-cbc', ours: 'yinxin', against: 'sm-crypto-v2', must: 1.5, bold: 2 },
  { work: 'verdict on a sealed OFD, first time', suite: 'document', ours: 'yinxin', against: STACK, must: 12, bold: 20 },
  { work: 'verdict on a sealed OFD, seal and issuer cached', suite: 'document-cached', ours: 'yinxin', against: STACK, must: 30, bold: 38 },
  { work: 'first SM2 verification in a fresh process', suite: 'fresh', ours: 'yinxin', against: 'sm-crypto-v2', must: 6, bold: 12 },
]

export interface Reached extends Target {
  readonly ratio: number
  readonly grade: 'bold' | 'must' | 'missed'
}

/** Targets whose candidates were all measured. */
export function judge(results: ReadonlyMap<string, readonly Result[]>): readonly Reached[] {
  return TARGETS.flatMap((target) => {
    const of = (name: string): number | undefined => results.get(target.suite)?.find((result) => result.name === name)?.median
    const [ours, other] = [of(target.ours), of(target.against)]
    if (ours === undefined || other === undefined) return []
    const ratio = other / ours
    return [{ ...target, ratio, grade: ratio >= target.bold ? 'bold' : ratio >= target.must ? 'must' : 'missed' } as const]
  })
}
