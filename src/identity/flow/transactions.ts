/** What is remembered between sending a person to a platform and their coming back: behind an interface, each entry for one use. */
import type { IdentityKind } from '../assertion/index.ts'

/** One login under way. */
export interface LoginTransaction {
  readonly profile: string
  readonly kind?: IdentityKind
  readonly nonce: string
  /** Our address to which the person comes back. */
  readonly redirect: string
  /** Digest of what ties it to one browser. */
  readonly browser: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly expiresAt: string
}

/** All instances of a service must share one: a login could otherwise be finished once in each. */
export interface TransactionStore {
  /** Keeps a login under a new key until its end. A rejection: it could not be kept. */
  put(key: string, transaction: LoginTransaction, now: Date): Promise<void>
  /** Gives a login and forgets it, in one step: of two calls at once only one gets it. */
  take(key: string): Promise<LoginTransaction | undefined>
}

/**
 * A store in the memory of one process. When it is full of logins under way it takes no more.
 * @param options.capacity logins; @default 10,000
 * @throws TypeError for a capacity that is none
 */
export function memoryTransactionStore({ capacity = 10_000 }: { readonly capacity?: number } = {}): TransactionStore {
  if (!Number.isInteger(capacity) || capacity < 1) throw new TypeError('capacity must be an integer of 1 or more')
  const known = new Map<string, LoginTransaction>()
  return Object.freeze({
    put: (key: string, transaction: LoginTransaction, now: Date): Promise<void> => {
      if (known.size >= capacity) for (const [other, { expiresAt }] of known) if (Date.parse(expiresAt) <= now.getTime()) known.delete(other)
      if (known.size >= capacity) return Promise.reject(new RangeError('too many logins are under way'))
      known.set(key, transaction)
      return Promise.resolve()
    },
    take: (key: string): Promise<LoginTransaction | undefined> => {
      const found = known.get(key)
      known.delete(key)
      return Promise.resolve(found)
    },
  })
}
