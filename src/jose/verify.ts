/**
 * Verifies JSON Web Signatures: text, header, key, signature, and only then the payload's octets. What they say is for
 * whoever asked. Algorithms and keys are the caller's; nothing in the text adds to them.
 */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { fromBase64Url, toBase64Url } from '../encoding/base64url.ts'
import { allowedAlgorithms } from './algorithms.ts'
import type { JwsAlgorithm, Sm2JwsOptions } from './algorithms.ts'
import { chooseKey } from './choose-key.ts'
import { isType } from './header.ts'
import type { JwsHeader } from './header.ts'
import { areDistinct, isSameKey } from './jwk.ts'
import type { JwsKey } from './jwk.ts'
import { parseJws, signingInput } from './parse.ts'
import type { JwsSignature, ParsedJws } from './parse.ts'
import { verifyStandard } from './standard.ts'

export interface VerifyJwsOptions {
  /** Keys that are trusted for this. A key verifies only with algorithms of its type, and only with its own `alg` if it has one. */
  readonly keys: readonly JwsKey[]
  /** The names that `alg` may have. Required: taken from the text, it would be the attacker's choice. */
  readonly algorithms: readonly string[]
  /**
   * How many different keys must have signed. Signatures by other keys are then passed over; one by a trusted key that
   * does not verify still refuses the whole. @default the one signature that there may be must verify
   */
  readonly threshold?: number
  /** The payload of a detached JWS. What holds a payload of its own is then refused. @default the payload is inside */
  readonly payload?: Uint8Array
  /** The `typ` that it must have. @default any or none */
  readonly typ?: string
  /** Extensions that the caller takes care of, as `crit` may name them. @default none */
  readonly crit?: readonly string[]
  /** How SM2 signatures are written. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  /** Where the text comes from; prefixed to errors. @default nowhere in particular */
  readonly at?: Locator
}

/** A signature that verified with a key of the caller's. */
export interface VerifiedSignature {
  readonly header: JwsHeader
  readonly key: JwsKey
  /** Name in the algorithm table: `SM2-SM3`, `ECDSA-SHA-256`, ... */
  readonly algorithm: string
}

const MAKER = Symbol('jws')

/** A payload whose signatures verified. Only `verifyJws` makes one: a function that takes it can rely on that. */
export class VerifiedJws {
  readonly payload: Uint8Array
  /** One, or at least as many by different keys as the threshold asked for. */
  readonly signatures: readonly [VerifiedSignature, ...VerifiedSignature[]]

  /** Use `verifyJws`. @throws TypeError for any other caller */
  constructor(maker: symbol, payload: Uint8Array, signatures: readonly [VerifiedSignature, ...VerifiedSignature[]]) {
    if (maker !== MAKER) throw new TypeError('a VerifiedJws is made by verifyJws only')
    this.payload = payload
    this.signatures = Object.freeze(signatures)
    Object.freeze(this)
  }

  /** Header of the first signature that verified. */
  get header(): JwsHeader {
    return this.signatures[0].header
  }
}

/** Options that were checked. */
interface Trust {
  readonly algorithms: ReadonlyMap<string, JwsAlgorithm>
  readonly understood: readonly string[]
  readonly options: VerifyJwsOptions
}

/**
 * Verifies a JWS in compact, flattened or general form.
 * @throws FormatError or UnsupportedAlgorithmError with the code of what is wrong (`JWS_...`, `JSON_...`);
 *   LimitExceededError; TypeError for a mistake in the options
 */
export async function verifyJws(input: Uint8Array | string, options: VerifyJwsOptions): Promise<VerifiedJws> {
  const { budget = new Budget(), at = [] } = options
  const trust = openTrust(options)
  return verifyParsed(parseJws(input, { budget, at }), trust, budget)
}

/** For `verifyJws` and `proof.ts`; not exported from the folder. @throws as `verifyJws` */
export async function verifyParsed(jws: ParsedJws, trust: Trust, budget: Budget): Promise<VerifiedJws> {
  const { options, options: { at = [], threshold } } = trust
  const payload = payloadOf(jws, options.payload, at)
  if (threshold === undefined && jws.signatures.length > 1) {
    throw new FormatError(finding('JWS_SIGNATURES_COUNT', at, { count: jws.signatures.length }))
  }
  const verified: VerifiedSignature[] = []
  for (const signature of jws.signatures) {
    budget.spend('signatures', 1, signature.at)
    const one = await verifySignature(signature, payload, trust)
    if (one !== undefined && !verified.some(({ key }) => isSameKey(key.key, one.key.key))) verified.push(one)
  }
  const [first, ...others] = verified
  if (first === undefined || verified.length < (threshold ?? 1)) {
    throw new FormatError(finding('JWS_THRESHOLD_NOT_MET', at, { needed: threshold ?? 1, found: verified.length }))
  }
  return new VerifiedJws(MAKER, fromBase64Url(payload) ?? new Uint8Array(0), [first, ...others])
}

/** @throws TypeError for a mistake in the options */
export function openTrust(options: VerifyJwsOptions): Trust {
  const { keys, threshold, crit = [] } = options
  if (!Array.isArray(keys)) throw new TypeError('keys is required: the keys that are trusted')
  if (!areDistinct(keys)) throw new TypeError('two keys of one type have the same kid')
  if (threshold !== undefined && !(Number.isInteger(threshold) && threshold >= 1)) throw new TypeError('threshold must be an integer of 1 or more')
  return { algorithms: allowedAlgorithms(options.algorithms), understood: crit, options }
}

/** The payload as it is signed, base64url. */
function payloadOf({ payload, form }: ParsedJws, detached: Uint8Array | undefined, at: Locator): string {
  if (detached === undefined) {
    if (payload === undefined) throw new FormatError(finding('JWS_PAYLOAD_ABSENT', at))
    return payload
  }
  // Two payloads, one of which somebody may look at and the other of which is verified.
  if (payload !== undefined && !(form === 'compact' && payload === '')) throw new FormatError(finding('JWS_PAYLOAD_TWICE', at))
  return toBase64Url(detached)
}

/** The signature with its key when it verified; undefined when it may be passed over, as one by somebody else. */
async function verifySignature(
  signature: JwsSignature, payload: string, { algorithms, understood, options }: Trust,
): Promise<VerifiedSignature | undefined> {
  const { header, at } = signature
  const { keys, threshold, typ, sm2 } = options
  if (header.crit.some((name) => !understood.includes(name))) throw new FormatError(finding('JWS_CRITICAL_UNKNOWN', at))
  if (typ !== undefined && !isType(header.typ, typ)) throw new FormatError(finding('JWS_TYPE_UNEXPECTED', at, { expected: typ }))
  const algorithm = algorithms.get(header.alg)
  if (algorithm === undefined) {
    if (threshold !== undefined) return undefined
    throw new FormatError(finding('JWS_ALGORITHM_NOT_ALLOWED', at, { algorithm: shown(header.alg) }))
  }
  const key = await chooseKey(signature, algorithm, keys)
  if (key === undefined) {
    if (threshold !== undefined) return undefined
    throw new FormatError(finding('JWS_KEY_UNKNOWN', at))
  }
  const valid = algorithm.entry.keyType === 'SM2'
    ? await algorithm.entry.verify(key.key, signingInput(signature.protected, payload), signature.value, { encoding: 'raw', ...sm2 })
    : await verifyStandard(algorithm, key.key, signature, payload, understood)
  if (!valid) throw new FormatError(finding('JWS_SIGNATURE_INVALID', at, { algorithm: algorithm.name }))
  return { header, key, algorithm: algorithm.entry.name }
}

/** Names in findings: those that look like one. The rest is text of whoever wrote the header. */
function shown(alg: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/.test(alg) ? alg : '?'
}
