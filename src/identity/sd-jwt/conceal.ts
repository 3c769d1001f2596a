/** Puts digests in the place of claims (RFC 9901 clause 4.2): of members, of elements, within one another, and decoys. */
import type { DigestAlgorithm } from '../../crypto/index.ts'
import { toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import type { Place } from './disclose.ts'

export interface Concealment {
  /** Places of what is to be hidden. */
  readonly hidden: readonly Place[]
  /** How many decoys stand in the object or array at a place. */
  readonly decoys: readonly { readonly in: Place; readonly count: number }[]
  readonly hash: DigestAlgorithm
  /** 16 octets, never twice the same. */
  readonly salt: () => Uint8Array
}

export interface Concealed {
  readonly claims: JsonObject
  /** In the order of the claims; of what lies within another disclosure, before that. */
  readonly disclosures: readonly string[]
}

/** What is to be done below a place: children by name or index. */
interface Plan {
  hidden: boolean
  decoys: number
  readonly children: Map<string | number, Plan>
}

const newPlan = (): Plan => ({ hidden: false, decoys: 0, children: new Map() })

function planAt(root: Plan, place: Place): Plan {
  return place.reduce((plan, part) => {
    const child = plan.children.get(part) ?? newPlan()
    plan.children.set(part, child)
    return child
  }, root)
}

export async function conceal(claims: JsonObject, { hidden, decoys, hash, salt }: Concealment): Promise<Concealed> {
  const root = newPlan()
  for (const place of hidden) planAt(root, place).hidden = true
  for (const { in: place, count } of decoys) planAt(root, place).decoys += count
  const disclosures: string[] = []
  const digestOf = async (text: string): Promise<string> => toBase64Url(await hash.digest(toUtf8(text)))
  const disclosed = async (...content: readonly JsonValue[]): Promise<string> => {
    const text = toBase64Url(toUtf8(JSON.stringify([toBase64Url(salt()), ...content])))
    disclosures.push(text)
    return digestOf(text)
  }
  const decoy = (): Promise<string> => digestOf(toBase64Url(salt()))

  const valueOf = async (value: JsonValue, plan: Plan | undefined): Promise<JsonValue> => {
    if (plan === undefined) return value
    if (Array.isArray(value)) return arrayOf(value as readonly JsonValue[], plan)
    return isJsonObject(value) ? objectOf(value, plan) : value
  }
  const objectOf = async (object: JsonObject, { children, decoys: count }: Plan): Promise<JsonObject> => {
    const out: Record<string, JsonValue> = {}
    const digests: string[] = []
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue
      const plan = children.get(name)
      const inner = await valueOf(value, plan)
      if (plan?.hidden === true) digests.push(await disclosed(name, inner))
      else out[name] = inner
    }
    for (let made = 0; made < count; made++) digests.push(await decoy())
    // Sorted: the order must not tell which digest is of which claim (clause 4.2.4.1).
    return digests.length === 0 ? out : { ...out, _sd: digests.sort() }
  }
  const arrayOf = async (array: readonly JsonValue[], { children, decoys: count }: Plan): Promise<readonly JsonValue[]> => {
    const out: JsonValue[] = []
    for (const [index, value] of array.entries()) {
      const plan = children.get(index)
      const inner = await valueOf(value, plan)
      out.push(plan?.hidden === true ? { '...': await disclosed(inner) } : inner)
    }
    // Anywhere: decoys that all stood last would be known for what they are.
    for (let made = 0; made < count; made++) {
      const [first = 0, second = 0] = salt()
      out.splice((first * 256 + second) % (out.length + 1), 0, { '...': await decoy() })
    }
    return out
  }
  return { claims: await objectOf(claims, root), disclosures }
}
