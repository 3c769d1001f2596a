/**
 * A platform's way of saying who somebody is, as data: where its answers have which attribute, what its codes stand for,
 * and how its gateway wants requests. Another province is another file of this form, and no code.
 * Attributes are named by path from the record: `personInfo.userName` is the member `userName` of the member `personInfo`.
 */
import type { IdentityKind } from '../assertion/index.ts'
import type { Confidence, LevelSchemeId, NormLevel } from '../levels/index.ts'

export interface LocalName {
  readonly zh: string
  readonly en: string
}

/** Which of the platform's codes stands for which type of document (GB/T 36903-2018 annex A, or `CN_NETID`). */
export type TypeMap =
  | { readonly always: string }
  | { readonly attribute: string; readonly values: Readonly<Record<string, string>> }

export interface PartyMap {
  readonly name?: string
  readonly type: TypeMap
  readonly number?: string
}

export interface PersonMap {
  readonly holder: PartyMap
}

export interface OrganizationMap {
  readonly holder: PartyMap
  /** The legal representative: says who that is, not that they are acting. */
  readonly representative?: PartyMap
  /** Who acts (经办人). */
  readonly agent?: PartyMap
}

export interface LevelMap {
  readonly scheme: LevelSchemeId
  readonly attribute: string
  /** Attributes of which one at least must be there for any level above 0, and all that are there have the value. */
  readonly confirmed?: { readonly attributes: readonly string[]; readonly value: string }
  /** The ways in which the account was proven, beside its level. */
  readonly methods?: {
    readonly attribute: string
    /** `L2@YSS@...||L3@GW@...`: level, method and an identifier that is not kept. */
    readonly grammar: 'level@method@id'
    /** The highest level that each method can give; methods that are not listed give none. */
    readonly highest: Readonly<Record<string, string>>
  }
}

export interface AuthenticatorMap {
  readonly attribute?: string
  /** `amr` of tokens: several values, the highest counts. @default false */
  readonly several?: boolean
  readonly values: Readonly<Record<string, { readonly code: string; readonly level: NormLevel }>>
  /** Where the platform says nothing or something that is not listed: somebody logged in by some means. Not above the listed. */
  readonly unstated: 0 | 1
}

/** What a code of an answer means for the login. */
export type AnswerOutcome = 'ticket-expired' | 'ticket-invalid' | 'ticket-foreign' | 'token-invalid' | 'no-user' | 'refused'

export interface AnswerMap {
  /** Absent where HTTP alone says whether it went well. */
  readonly status?: {
    readonly attribute: string
    readonly success: readonly string[]
    /** Where the code is, if not in `attribute`. */
    readonly code?: string
    readonly codes: Readonly<Record<string, { readonly meaning: LocalName; readonly outcome: AnswerOutcome }>>
  }
  /** The body as a whole is a text that the deployment's own key opens. @default false */
  readonly sealed?: boolean
  /** Path to the content; empty for the whole answer. */
  readonly content: string
  /** `text`: JSON in a string. `encrypted`: a string that the deployment's own key opens. */
  readonly encoding: 'json' | 'text' | 'encrypted'
}

/** Texts with `{client}`, `{redirect}`, `{state}`, `{nonce}`, `{ticket}`, `{token}`, `{time}`; nothing else is replaced. */
export type Parameters = Readonly<Record<string, string>>

export interface RequestMap {
  readonly body: 'form' | 'json'
  readonly parameters: Parameters
  readonly answer: AnswerMap
}

export type SigningRule =
  /** Secret among the parameters: protected by TLS alone. */
  | { readonly kind: 'secret-parameter'; readonly parameter: string }
  /** MD5 over client, secret and time. Says nothing of the request; kept because platforms demand it. */
  | { readonly kind: 'md5-client-secret-time'; readonly parameter: string; readonly client: string; readonly time: string }
  /** HMAC-SHA-256 over method, path, query, key and date in headers; the body is not covered. */
  | { readonly kind: 'hmac-sha256-gateway' }
  /** HMAC-SM3 over method, path, query, client, time, a number used once, and the SM3 of the body. */
  | { readonly kind: 'hmac-sm3' }

export interface TicketMap {
  /** Parameters of the address to which the person is sent. */
  readonly entry: Parameters
  /** Of the address to which the person comes back: the one-time ticket. */
  readonly ticket: string
  /** The platform gives `state` back under this name; without it the state travels in our own address. */
  readonly state?: string
  /** Seconds within which the person must be back, and the ticket be redeemed. At most 300. */
  readonly seconds: number
  readonly token: RequestMap & { readonly token: string }
  /** Asked with the token, by kind. */
  readonly attributes: Readonly<Partial<Record<IdentityKind, RequestMap>>>
  readonly signing: SigningRule
}

export interface IdentityProfile {
  readonly schema: 1
  /** `cn-gd-tyrz` */
  readonly id: string
  readonly name: LocalName
  readonly home: { readonly areaCode: string; readonly platform: string }
  /** Where this is from, and how sure it is (docs/standards.md). */
  readonly evidence: { readonly confidence: Confidence; readonly source: string }
  /** Path to the object that attributes are read from; empty for the whole. */
  readonly record: string
  /** An attribute that lists further ones as `name=value`. */
  readonly pairs?: string
  /** Values that stand for none, beside the empty text. */
  readonly absent?: readonly string[]
  /** `asked`: the platform has another service for each kind, and the caller says which one was asked. */
  readonly kind:
    | { readonly attribute: string; readonly values: Readonly<Record<string, IdentityKind>> }
    | { readonly always: IdentityKind }
    | 'asked'
  /** The platform's name for the person or organization. */
  readonly subject: Readonly<Partial<Record<IdentityKind, string>>>
  readonly NATURAL?: PersonMap
  readonly LEGAL?: OrganizationMap
  /** Absent where no level is known to be stated: then it is 0. */
  readonly level?: LevelMap
  readonly authenticator: AuthenticatorMap
  /** When the person authenticated; absent where the platform does not say. */
  readonly authenticatedAt?: { readonly attribute: string; readonly format: 'epoch-seconds' | 'epoch-milliseconds' | 'china' }
  /** Attributes that the platform gives back from the request; they are compared with it. */
  readonly nonce?: string
  readonly audience?: string
  /** Known attributes that are not read: telephone numbers, addresses and the like. */
  readonly ignored: readonly string[]
  /** Absent for platforms whose assertions come as tokens only. */
  readonly ticket?: TicketMap
}
