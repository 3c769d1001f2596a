/** The items in turn, again and again. */
export function turns<T>(items: readonly T[]): () => T {
  let at = 0
  return () => {
    at = at + 1 === items.length ? 0 : at + 1
    return items[at] as T
  }
}
