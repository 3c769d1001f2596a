/** What we want to reach, as ratios within one run, and what was reached. */
import type { Result } from './measure.ts'

const STACK = 'sm-crypto-v2, fflate, fast-xml-parser'
const OPENSSL = 'OpenSSL through node:crypto'
const FLOOR = 'the floor'

export interface Target {
  readonly work: string
  readonly suite: string
  readonly ours: string
  readonly against: string
  /** Times as fast as the other; of the floor, at most so many times its time. */
  readonly must: number
  readonly bold: number
  /** What stands between us and the bold one. */
  readonly obstacle?: string
}

export const TARGETS: readonly Target[] = [
  {
    work: 'SM2 verify, new key', suite: 'verify-new', ours: 'yinxin', against: 'sm-crypto-v2', must: 25, bold: 40,
    obstacle: 'A new key has no table: 256 doublings come before anything else. WebAssembly has no product of 64 bits by 64, so that limbs of 29 bits need several times the multiplications of assembler.',
  },
  { work: 'SM2 verify, new key', suite: 'verify-new', ours: 'yinxin', against: OPENSSL, must: 2, bold: 3.5, obstacle: 'A new key has no table; OpenSSL gets a key object that is ready, while here the key is read and found to be on the curve every time.' },
  {
    work: 'SM2 verify, key seen before', suite: 'verify-repeated', ours: 'yinxin', against: 'sm-crypto-v2, precomputed key', must: 18, bold: 30,
    obstacle: 'What is left beside the additions: SM3 of the message, DER, the way into the module and back.',
  },
  { work: 'SM2 verify, key seen before', suite: 'verify-repeated', ours: 'yinxin', against: OPENSSL, must: 9, bold: 15, obstacle: 'What is left beside the additions: SM3 of the message, DER, the way into the module and back.' },
  {
    work: 'SM2 verify without WebAssembly, new key', suite: 'verify-new', ours: 'yinxin without WebAssembly', against: OPENSSL, must: 0.9, bold: 1.3,
    obstacle: 'Eleven limbs of 24 bits in doubles, which no engine puts into vectors. Two elements at a time were tried, and are slower: their code does not fit the instruction cache.',
  },
  { work: 'SM2 verify without WebAssembly, key seen before', suite: 'verify-repeated', ours: 'yinxin without WebAssembly', against: OPENSSL, must: 3.5, bold: 5, obstacle: 'Eleven limbs of 24 bits in doubles, which no engine puts into vectors, and SM3 in JavaScript.' },
  { work: 'SM2 sign', suite: 'sign', ours: 'yinxin', against: 'sm-crypto-v2', must: 7, bold: 12, obstacle: 'Tables are read whole so that addresses do not depend on the nonce, and the inverse takes a fixed number of steps.' },
  { work: 'SM2 sign', suite: 'sign', ours: 'yinxin', against: OPENSSL, must: 5, bold: 10, obstacle: 'Tables are read whole so that addresses do not depend on the nonce, and the inverse takes a fixed number of steps.' },
  { work: 'SM3, one message', suite: 'sm3-1048576', ours: 'yinxin', against: OPENSSL, must: 0.9, bold: 1.1, obstacle: 'Each round of SM3 waits for the one before.' },
  { work: 'SM3, four at once', suite: 'sm3-four', ours: 'yinxin, four at once', against: OPENSSL, must: 1.25, bold: 1.6, obstacle: 'WebAssembly has no rotation of lanes: two shifts and an OR stand in for it.' },
  { work: 'SM4-CBC in plain JavaScript', suite: 'sm4-cbc', ours: 'yinxin', against: 'sm-crypto-v2', must: 1.5, bold: 2, obstacle: 'CBC encrypts one block after the other; four table look-ups a round are what is left.' },
  {
    work: 'verdict on a sealed OFD, first time', suite: 'document', ours: 'yinxin', against: STACK, must: 12, bold: 20,
    obstacle: 'The stack checks digests and signatures only. Here, in a profile of a loop that had run for long, signatures, SM3 and inflate are two fifths of the time; the rest is what the stack leaves out, in some thousand functions that run a few times each: certificates, paths, seal and XML read strictly, use of every file, license, report. Three new certificates are parsed, and none of their names and keys was seen before. Tried by hand: text made by way of UTF-16, which takes a third of the time by itself and no less in a whole verdict.',
  },
  {
    work: 'verdict on a sealed OFD, seal and issuer cached', suite: 'document-cached', ours: 'yinxin', against: STACK, must: 30, bold: 38,
    obstacle: 'As above. SM3, of the file itself too, inflate and the one signature are a quarter of the time, XML of what is in this document alone and the license an eighth each, paths with revocation a twentieth, nothing else more. The cache holds signatures, certificates, seals, and parts that documents have in common; what depends on time, trust and policy is judged anew for each document. Tried by hand: an inflater of our own for small files, in JavaScript, which takes three to four times as long as zlib; SM3 of the signed octets side by side with that of the files, and shorter ways to write times, look paths up and tell findings apart, which take no less in a whole verdict.',
  },
  { work: 'verdict, first time, in times of the floor', suite: 'document', ours: 'yinxin', against: FLOOR, must: 2, bold: 1.4, obstacle: 'All that the floor leaves out: certificates, paths, seal and XML read strictly, use of every file, license, report.' },
  { work: 'verdict, cached, in times of the floor', suite: 'document-cached', ours: 'yinxin', against: FLOOR, must: 2, bold: 1.4, obstacle: 'All that the floor leaves out: certificates, paths, seal and XML read strictly, use of every file, license, report. The floor is one signature here.' },
  {
    work: 'first SM2 verification in a fresh process', suite: 'fresh', ours: 'yinxin', against: 'sm-crypto-v2', must: 6, bold: 12,
    obstacle: 'Six tenths of it is reading four files and what the engine does to them before anything runs, for all that `yinxin/crypto` offers; the rest is compiling and testing the module, and JavaScript that runs for the first time. Tried: BigInt in place of the module, which takes three times as long with its own table; one file less, which takes half a millisecond off and brings `yinxin/errors` above its limit; code without white space, which changes nothing that can be measured; shorter names, which take a tenth off, and the names from every stack trace.',
  },
  {
    work: 'first verdict in a fresh process', suite: 'fresh-document', ours: 'yinxin', against: STACK, must: 6, bold: 12,
    obstacle: 'A third of it is loading, which takes as long as there is JavaScript to read: 0.8 MB unpacked, in ten files. With one file for seals, packages, certificates and the rest, loading took an eighth less, and loading of seals or packages alone two to three times as long. The rest is code that runs for the first time: each function is compiled when it is first called, and interpreted. Bytecode of an earlier run, which a package cannot bring along, took a third off that when it was tried, no more. A second document takes a sixth of the time.',
  },
  { work: 'two workers against one', suite: 'batch', ours: 'two workers', against: 'one worker', must: 1.8, bold: 1.95, obstacle: 'Once all has settled, the thread that hands over items is busy for a thirtieth of the time with two workers. What takes the rest no benchmark here shows. Tried by hand: two threads that verify in a loop and are handed nothing, which gain no more, while loops over one signature or one digest double; groups of items, and a second group at hand, which bring two workers no nearer to twice one, and hold up results behind one slow item; young generations of other sizes, and collection of garbage in one thread, which change nothing.' },
]

/** Where less is better: as a multiple of the floor. */
export const isFloor = ({ against }: Target): boolean => against === FLOOR

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
    const ratio = isFloor(target) ? ours / other : other / ours
    const reaches = (wanted: number): boolean => (isFloor(target) ? ratio <= wanted : ratio >= wanted)
    return [{ ...target, ratio, grade: reaches(target.bold) ? 'bold' : reaches(target.must) ? 'must' : 'missed' } as const]
  })
}
