/** Opens and signs recognition lists: what every signed list is held against (`trust/`), under a type of their own. */
import { Budget } from '../limits.ts'
import { parseJson } from '../encoding/json.ts'
import type { JwsSigner } from '../jose/index.ts'
import { openSignedList } from '../trust/open-signed-list.ts'
import type { OpenedList, SignedListForm } from '../trust/open-signed-list.ts'
import type { OpenTrustListOptions, TrustListState } from '../trust/index.ts'
import { checkOperatorKeys } from '../trust/operator-keys.ts'
import { signList } from '../trust/sign-trust-list.ts'
import type { RecognitionList } from './recognition-list.ts'
import { recognitionListOf } from './recognition-list-schema.ts'

const FORM: SignedListForm<RecognitionList> = {
  typ: 'recognition-list+jws',
  listOf: (json, _, at) => recognitionListOf(json, at),
}

const MAKER = Symbol('recognition list')

/** A recognition list whose signatures, age and place in its series were checked. Only `openRecognitionList` makes one. */
export class VerifiedRecognitionList {
  readonly list: RecognitionList
  /** SM3 of the payload, lower-case hex. */
  readonly sm3: string
  /** Thumbprints (RFC 7638) of the keys whose signatures verified. */
  readonly signers: readonly string[]
  /** To be kept, and given as `lastSeen` with the next list. */
  readonly state: TrustListState

  /** Use `openRecognitionList`. @throws TypeError for any other caller */
  constructor(maker: symbol, { list, sm3, signers, state }: OpenedList<RecognitionList>) {
    if (maker !== MAKER) throw new TypeError('a VerifiedRecognitionList is made by openRecognitionList only')
    this.list = list
    this.sm3 = sm3
    this.signers = Object.freeze([...signers])
    this.state = state
    Object.freeze(this)
  }
}

/**
 * Opens a signed recognition list, by the rules of trust lists (docs/trust-lists.md): `options.keys` are those of its
 * operator, from another source than the list.
 * @returns the list, to be given to `recognitionLists`; its `state` is to be kept and given back with the next one
 * @throws FormatError, UnsupportedAlgorithmError with the code of what is wrong (`TRUST_LIST_...`, or `JWS_...` and
 *   `JSON_...` for what is no signed text); LimitExceededError; TypeError for a mistake in the options
 */
export async function openRecognitionList(input: Uint8Array | string, options: OpenTrustListOptions): Promise<VerifiedRecognitionList> {
  return new VerifiedRecognitionList(MAKER, await openSignedList(FORM, input, options))
}

/**
 * A list before it is signed: nothing proves that it is anybody's.
 * @throws FormatError when the JSON text is not a list; LimitExceededError
 */
export function parseUnsignedRecognitionList(text: Uint8Array | string, budget: Budget = new Budget()): RecognitionList {
  const list = recognitionListOf(parseJson(text, { budget }))
  checkOperatorKeys(list, budget, [])
  return list
}

/**
 * Signs a list, as `signTrustList` does.
 * @throws TypeError when it is no list, or for a signer with another algorithm than SM2-SM3, ES256 or EdDSA
 */
export async function signRecognitionList(list: RecognitionList, signers: readonly [JwsSigner, ...JwsSigner[]]): Promise<string> {
  return signList(FORM.typ, list, parseUnsignedRecognitionList, signers)
}
