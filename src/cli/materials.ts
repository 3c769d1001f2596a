/** Loads what files are judged with: trust anchors, certificates, revocation evidence, the policy, the time. */
import type { BatchSettings, BatchTrustList } from '../batch/index.ts'
import { Budget } from '../limits.ts'
import { VerificationError } from '../errors.ts'
import { parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { parseEvidence } from '../pki/revocation/evidence.ts'
import { POLICY_IDS, parsePolicy, policyPreset } from '../policy/index.ts'
import type { PolicyId, ValidationPolicy } from '../policy/index.ts'
import { certificatesOf, trustStore } from '../trust/index.ts'
import type { TrustStore, TrustStoreInput, VerifiedTrustList } from '../trust/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import type { Arguments } from './arguments.ts'
import { filesBelow, kindOf, readInput } from './files.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

/** An option and the file that its value names, for messages. */
interface Named {
  readonly option: string
  readonly file: string
}

type Input = Pick<Io, 'stdin'>

export async function readNamed({ option, file }: Named, io: Input): Promise<Uint8Array> {
  try {
    return await readInput(file, io)
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    // Both languages are known only where the error is shown; the reason is carried on by key.
    throw cause.about(option, file)
  }
}

/** DER octets of the certificates in a file. @throws UsageError */
async function certificatesIn(named: Named, io: Input): Promise<readonly Uint8Array[]> {
  const octets = await readNamed(named, io)
  try {
    return certificatesOf(octets)
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('notCertificate', { ...named }, { cause })
    throw cause
  }
}

export const DEFAULT_POLICY: PolicyId = 'cn-gov-2025'

const PURPOSES = { trust: 'anchors', 'trust-signer': 'signer', 'trust-maker': 'sealMaker', 'trust-tsa': 'timeStamping' } as const

/** Files of anchors by purpose, as `trustStore` names the purposes. */
type TrustFiles = Readonly<Partial<Record<(typeof PURPOSES)[keyof typeof PURPOSES] | 'tokenIssuer', readonly string[]>>>

function trustFilesOf(given: Arguments): TrustFiles {
  return Object.fromEntries(Object.entries(PURPOSES).map(([option, purpose]) => [purpose, given.many(option)]))
}

/** Of tokens the anchors are for their issuers alone, and have the plain name. */
const OPTION_OF_PURPOSE = new Map<string, string>([...Object.entries(PURPOSES).map(([option, purpose]) => [purpose, `--${option}`] as const), ['tokenIssuer', '--trust']])

/** DER octets of anchors by purpose. @throws UsageError naming the file that is no certificate */
async function loadAnchors(files: TrustFiles, io: Input): Promise<Omit<TrustStoreInput, 'lists'>> {
  const anchors: Record<string, Uint8Array[]> = {}
  for (const [purpose, names] of Object.entries(files)) {
    const found: Uint8Array[] = []
    for (const file of names) {
      const named = { option: OPTION_OF_PURPOSE.get(purpose) ?? purpose, file }
      const certificates = await certificatesIn(named, io)
      try {
        trustStore({ anchors: certificates })
      } catch (cause) {
        if (cause instanceof TypeError) throw new UsageError('notCertificate', named, { cause })
        throw cause
      }
      found.push(...certificates)
    }
    anchors[purpose] = found
  }
  return anchors
}

/** @throws UsageError naming the file that is no certificate */
export async function loadTrust(files: TrustFiles, io: Input, lists: readonly VerifiedTrustList[] = []): Promise<TrustStore> {
  return trustStore({ ...(await loadAnchors(files, io)), lists })
}

/** @throws UsageError naming the file that is no certificate */
export async function loadCertificates(files: readonly string[], io: Input, option = '--certs'): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (const file of files) found.push(...(await certificatesIn({ option, file }, io)))
  return found
}

export interface Evidence {
  readonly crls: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
  /** Certificates that came along, such as those of responders. */
  readonly certificates: readonly Uint8Array[]
}

/** CRLs and OCSP responses in files and folders, told apart by content. @throws UsageError */
export async function loadEvidence(words: readonly string[], io: Input, option = '--evidence'): Promise<Evidence> {
  const [crls, ocspResponses, certificates] = [[] as Uint8Array[], [] as Uint8Array[], [] as Uint8Array[]]
  for (const word of words) {
    const isFolder = (await kindOf(word)) === 'folder'
    const files = isFolder ? await filesBelow(word, /\.(crl|ors|ocsp|der|pem)$/i) : [word]
    if (files.length === 0) throw new UsageError('evidenceEmpty', { option, file: word })
    for (const file of files) {
      const octets = await readNamed({ option, file }, io)
      try {
        const found = parseEvidence(octets, { budget: new Budget() })
        crls.push(...found.crls.map(({ bytes }) => bytes))
        ocspResponses.push(...found.ocspResponses.map(({ bytes }) => bytes))
        certificates.push(...found.certificates.map(({ bytes }) => bytes))
      } catch (cause) {
        if (cause instanceof VerificationError) throw new UsageError('notEvidence', { option, file }, { cause })
        throw cause
      }
    }
  }
  return { crls, ocspResponses, certificates }
}

const isPolicyId = (text: string): text is PolicyId => (POLICY_IDS as readonly string[]).includes(text)

/** A preset by its id, else the policy in a file. @throws UsageError */
export async function loadPolicy(word: string, io: Input): Promise<ValidationPolicy> {
  if (isPolicyId(word)) return policyPreset(word)
  if ((await kindOf(word)) !== 'file') throw new UsageError('policyUnknown', { policy: word, known: POLICY_IDS.join(', ') })
  const octets = await readNamed({ option: '--policy', file: word }, io)
  try {
    return parsePolicy(parseJson(fromUtf8(octets) ?? '', { budget: new Budget() }))
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof VerificationError) {
      throw new UsageError('policyInvalid', { file: word, problem: cause.message.replaceAll(/\s+/g, ' ') }, { cause })
    }
    throw cause
  }
}

/** A time with its zone: a time without one would mean another moment on another machine. @throws UsageError */
export function parseTime(text: string): Date {
  const time = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? text : Number.NaN)
  // `2026-02-30` is not a day although Date makes one of it.
  if (Number.isNaN(time.getTime()) || !isDay(text.slice(0, 10))) throw new UsageError('timeInvalid', { time: text })
  return time
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** What the options of a command line say about judging: ready for `verify`, and as data for a batch. */
export interface Materials {
  readonly options: VerifyOptions & { readonly validationTime: Date }
  readonly settings: BatchSettings
}

/** A trust list that was opened, and what it was opened with. */
export interface OpenedList {
  readonly opened: VerifiedTrustList
  readonly data: BatchTrustList
}

/**
 * Everything that the options of a command line say about judging.
 * @param now when there is no `--time`
 * @param lists opens trust lists at the time of judging
 * @throws UsageError, and what `lists` throws
 */
export async function loadMaterials(given: Arguments, io: Io, now: Date, lists: (time: Date) => Promise<readonly OpenedList[]>): Promise<Materials> {
  const evidence = await loadEvidence(given.many('evidence'), io)
  const time = given.one('time')
  const validationTime = time === undefined ? now : parseTime(time)
  const anchors = await loadAnchors(trustFilesOf(given), io)
  const trustLists = await lists(validationTime)
  const common = {
    policy: await loadPolicy(given.one('policy') ?? DEFAULT_POLICY, io),
    validationTime,
    certificates: [...(await loadCertificates(given.many('certs'), io)), ...evidence.certificates],
    evidence: { crls: evidence.crls, ocspResponses: evidence.ocspResponses },
  }
  return {
    options: { ...common, trust: trustStore({ ...anchors, lists: trustLists.map(({ opened }) => opened) }) },
    settings: { ...common, trust: { ...anchors, lists: trustLists.map(({ data }) => data) } },
  }
}
