/**
 * Looks for answers to what a verification left open. Revocation is asked about only for certificates whose path reached
 * an anchor: their sources are named by issuers that are vouched for. Issuers are looked for before that, so under harder
 * rules: `docs/online.md` has them. What is collected is trusted no more than what a file brings.
 */
import { diagnosticDefinition, finding } from '../diagnostics/index.ts'
import type { DiagnosticCode, Finding } from '../diagnostics/index.ts'
import { sm3 } from '../crypto/index.ts'
import { equalOctets, joinOctets, toHex } from '../encoding/octets.ts'
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import type { Certificate } from '../pki/index.ts'
import { checkRevocation, namesMatch } from '../pki/index.ts'
import { validatePath } from '../pki/path/index.ts'
import { SignatureChecks } from '../pki/path/signature-checks.ts'
import type { IssuerQuestion, OpenQuestion, RevocationQuestion } from '../verify/index.ts'
import type { EvidenceCache } from './cache.ts'
import { issuerAsks, revocationAsks } from './evidence-asks.ts'
import type { Ask, AskGroup, EvidenceSource } from './evidence-asks.ts'
import type { Fetcher } from './fetcher.ts'
import type { FetchOcspOptions } from './ocsp.ts'
import { Sources } from './sources.ts'
import type { Obtained, Piece } from './sources.ts'

export interface OnlineOptions {
  /** From `createFetcher`, or `nodeFetcher` of `yinxin/node`. */
  readonly fetcher: Fetcher
  /** @default none: everything is fetched again */
  readonly cache?: EvidenceCache
  /** What is looked for; `ocsp` and `crl` in the order in which they are tried. @default ocsp, crl, issuers */
  readonly sources?: readonly EvidenceSource[]
  /** Questions that are worked on at a time. @default 4 */
  readonly concurrency?: number
  /** How OCSP responders are asked. */
  readonly ocsp?: Omit<FetchOcspOptions, 'fetcher'>
  /** How long anything is kept at most, whatever its own dates say. @default 604 800, seven days */
  readonly maxCacheSeconds?: number
}

export interface CollectedEvidence {
  /** DER. */
  readonly crls: readonly Uint8Array[]
  /** DER. */
  readonly ocspResponses: readonly Uint8Array[]
  /** DER of issuers' certificates, each of which signed the certificate that it was looked for. Not trusted. */
  readonly certificates: readonly Uint8Array[]
  /** What was found and what was not, at the places of the questions. */
  readonly findings: readonly Finding[]
}

const SOURCES: readonly EvidenceSource[] = ['ocsp', 'crl', 'issuers']

/**
 * Collects evidence for open questions, as `verifyWithQuestions` lists them.
 * @param options.time what time it is: decides what the cache may still give
 * @returns evidence in the order of the questions; what failed is in `findings`
 * @throws TypeError for options that make no sense; nothing else, whatever the network does
 */
export async function collectEvidence(open: readonly OpenQuestion[], options: OnlineOptions & { readonly time: Date }): Promise<CollectedEvidence> {
  return (await new EvidenceCollector(options).collect(open, options.time)) ?? { crls: [], ocspResponses: [], certificates: [], findings: [] }
}

/** What was found for one question. */
interface Answer {
  readonly pieces: readonly Piece[]
  readonly certificates: readonly Certificate[]
  readonly findings: readonly Finding[]
}

type Given<Options> = { readonly [Name in keyof Options]: Options[Name] | undefined }

/** Collects for one call in several rounds; asks no question twice and no source twice. */
export class EvidenceCollector {
  readonly #sources: readonly EvidenceSource[]
  readonly #concurrency: number
  readonly #ocsp: Omit<FetchOcspOptions, 'fetcher'>
  readonly #sourcesAt: (time: Date) => Sources
  #started: Sources | undefined
  readonly #asked = new Set<string>()

  /** @throws TypeError */
  constructor({ fetcher, cache, sources = SOURCES, concurrency = 4, ocsp = {}, maxCacheSeconds = 7 * 86_400 }: Given<OnlineOptions>) {
    if (typeof fetcher?.fetch !== 'function') throw new TypeError('fetcher is required: use createFetcher(), or nodeFetcher() of yinxin/node')
    const unknown = sources.find((source) => !SOURCES.includes(source))
    if (unknown !== undefined) throw new TypeError(`not a kind of source: ${unknown}`)
    if (!(concurrency >= 1)) throw new TypeError('concurrency must be 1 or more')
    if (!(maxCacheSeconds >= 0)) throw new TypeError('maxCacheSeconds must be 0 or more')
    this.#sources = sources
    this.#concurrency = concurrency
    this.#ocsp = ocsp
    this.#sourcesAt = (time) => new Sources({ fetcher, cache, time, maxCacheSeconds })
  }

  /**
   * Evidence for the questions that were not asked before; undefined when there are none.
   * @param time of the first call: what time it is for the cache
   * @throws TypeError for an invalid time
   */
  async collect(open: readonly OpenQuestion[], time: Date): Promise<CollectedEvidence | undefined> {
    if (Number.isNaN(time.getTime())) throw new TypeError('time must be a valid Date')
    const network = (this.#started ??= this.#sourcesAt(time))
    const questions = open.filter((question) => {
      const key = keyOf(question)
      return !this.#asked.has(key) && this.#asked.add(key)
    })
    if (questions.length === 0) return undefined
    const answers = await inOrder(questions, this.#concurrency, (question) =>
      (question.kind === 'revocation' ? this.#revocation(question, network) : this.#issuer(question, network)))
    const pieces = answers.flatMap((answer) => answer.pieces)
    return {
      crls: distinct(pieces.flatMap(({ evidence }) => evidence.crls.map(({ bytes }) => bytes))),
      ocspResponses: distinct(pieces.flatMap(({ evidence }) => evidence.ocspResponses.map(({ bytes }) => bytes))),
      certificates: distinct(answers.flatMap(({ certificates }) => certificates.map(({ bytes }) => bytes))),
      findings: answers.flatMap(({ findings }) => findings),
    }
  }

  async #revocation(question: RevocationQuestion, network: Sources): Promise<Answer> {
    const pieces: Piece[] = []
    const findings: Finding[] = []
    for (const group of await revocationAsks(question, this.#sources, this.#ocsp)) {
      let asked = await askAll(group, (ask) => network.obtain(ask))
      let settled = await settles(question, asked.pieces)
      // What was kept does not do: it may have been replaced since, or somebody tampered with it.
      if (!settled && asked.pieces.some(({ origin }) => origin === 'cached')) {
        asked = await askAll(group, (ask) => network.fetch(ask))
        settled = await settles(question, asked.pieces)
      }
      pieces.push(...asked.pieces)
      findings.push(...asked.failures, ...asked.pieces.map(noteOf))
      if (!settled) continue
      for (const piece of asked.pieces) await network.keep(piece)
      break
    }
    return { pieces, certificates: [], findings: findings.map((noticed) => ({ ...noticed, at: question.at })) }
  }

  async #issuer(question: IssuerQuestion, network: Sources): Promise<Answer> {
    const findings: Finding[] = []
    const at = (noticed: Finding): Finding => ({ ...noticed, at: question.at })
    for (const ask of this.#sources.includes('issuers') ? issuerAsks(question) : []) {
      // Attack: nobody vouches for this certificate, and a query may do something where it leads.
      if (ask.url.includes('?')) {
        findings.push(finding('ONLINE_URL_UNUSABLE', [], { reason: 'query' }))
        continue
      }
      let obtained = await network.obtain(ask)
      let found = await issuersIn(obtained, question)
      if (found.issuers.length === 0 && 'piece' in obtained && obtained.piece.origin === 'cached') {
        obtained = await network.fetch(ask)
        found = await issuersIn(obtained, question)
      }
      if ('failure' in obtained) findings.push(obtained.failure)
      else if (found.issuers.length === 0) findings.push(finding('ONLINE_RESPONSE_UNUSABLE', [], { host: obtained.piece.host, code: found.problem }))
      else {
        await network.keep(obtained.piece)
        findings.push(noteOf(obtained.piece))
        return { pieces: [], certificates: found.issuers, findings: findings.map(at) }
      }
    }
    return { pieces: [], certificates: [], findings: findings.map(at) }
  }
}

/** The same question, asked again in a later round. */
function keyOf(question: OpenQuestion): string {
  const octets = question.kind === 'issuer' ? question.certificate.bytes : joinOctets(question.path.certificates.map(({ bytes }) => bytes))
  const time = question.kind === 'issuer' ? '' : question.question.time.toISOString()
  return JSON.stringify([question.kind, question.at, toHex(sm3(octets)), time])
}

const noteOf = ({ ask: { kind }, host, origin }: Piece): Finding =>
  finding(origin === 'cached' ? 'ONLINE_EVIDENCE_CACHED' : 'ONLINE_EVIDENCE_FETCHED', [], { kind, host })

/** One answer for each point of a group, from the first alternative that has one. */
async function askAll(group: AskGroup, ask: (one: Ask) => Promise<Obtained>): Promise<{ readonly pieces: readonly Piece[]; readonly failures: readonly Finding[] }> {
  const pieces: Piece[] = []
  const failures: Finding[] = []
  for (const alternatives of group) {
    for (const one of alternatives) {
      const obtained = await ask(one)
      if ('piece' in obtained) {
        pieces.push(obtained.piece)
        break
      }
      failures.push(obtained.failure)
    }
  }
  return { pieces, failures }
}

/**
 * Whether evidence answers a question: decides only whether more is asked and what is kept. Evidence that a responder made
 * after the verification began is no worse for that here; the verification that follows judges its dates.
 */
async function settles({ path, index, question }: RevocationQuestion, pieces: readonly Piece[]): Promise<boolean> {
  const crls = pieces.flatMap(({ evidence }) => evidence.crls)
  const ocspResponses = pieces.flatMap(({ evidence }) => evidence.ocspResponses)
  if (crls.length + ocspResponses.length === 0) return false
  const dates = [...crls, ...ocspResponses.flatMap(({ basicResponse }) => basicResponse?.responses ?? [])].map(({ thisUpdate }) => thisUpdate.getTime())
  const validationTime = new Date(dates.reduce((latest, date) => Math.max(latest, date), question.validationTime.getTime()))
  try {
    const { facts } = await checkRevocation(path, { ...question, validationTime, crls, ocspResponses, budget: new Budget() })
    const status = facts?.certificates[index]?.status
    return status !== undefined && status !== 'unknown'
  } catch (error) {
    if (error instanceof VerificationError) return false
    throw error
  }
}

interface FoundIssuers {
  readonly issuers: readonly Certificate[]
  /** Why there are none. */
  readonly problem: DiagnosticCode
}

/** Those among fetched certificates whose key signed the certificate in question, and that lead nowhere wrong. */
async function issuersIn(obtained: Obtained, { certificate, search }: IssuerQuestion): Promise<FoundIssuers> {
  const checks = new SignatureChecks(() => undefined)
  const issuers: Certificate[] = []
  let problem: DiagnosticCode = 'PATH_ISSUER_NOT_FOUND'
  for (const candidate of 'failure' in obtained ? [] : obtained.piece.evidence.certificates) {
    if (!namesMatch(candidate.subject, certificate.issuer) || (await checks.check(certificate, candidate)) !== 'verified') continue
    const harm = await harmOf(candidate, search)
    if (harm === undefined) issuers.push(candidate)
    else problem = harm
  }
  return { issuers, problem }
}

/**
 * What a certificate would make fail that does not fail without it. Attack: whoever answers in the CA's place hands out its
 * certificate altered, or an old one, and a genuine document is rejected. It is as if nothing had been found then.
 */
async function harmOf(candidate: Certificate, { endEntity, intermediates, ...search }: IssuerQuestion['search']): Promise<DiagnosticCode | undefined> {
  const failures = async (certificates: readonly Certificate[]): Promise<readonly DiagnosticCode[]> => {
    const { findings } = await validatePath(endEntity, { ...search, intermediates: certificates, budget: new Budget() })
    return findings.map(({ code }) => code).filter((code) => diagnosticDefinition(code).level === 'fail')
  }
  try {
    const before = await failures(intermediates)
    return (await failures([...intermediates, candidate])).find((code) => !before.includes(code))
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

/** Each piece once, where it stands first. */
export const distinct = (pieces: readonly Uint8Array[]): readonly Uint8Array[] =>
  pieces.filter((piece, index) => pieces.findIndex((other) => other === piece || equalOctets(other, piece)) === index)

/** Results in the order of the items, a few at a time. */
async function inOrder<Item, Result>(items: readonly Item[], concurrency: number, work: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results = new Map<number, Result>()
  const queue = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.set(next[0], await work(next[1]))
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker))
  return items.map((_, index) => results.get(index) as Result)
}
