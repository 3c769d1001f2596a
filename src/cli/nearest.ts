/** Finds what somebody probably meant to type. */

/** Edit distance with transpositions of neighbors counted as one; words here are short. */
export function distance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min((last[column] as number) + 1, (next[column - 1] as number) + 1, (last[column - 1] as number) + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) cost = Math.min(cost, (before[column - 2] as number) + 1)
      next.push(cost)
    }
    ;[before, last] = [last, next]
  }
  return last[b.length] as number
}

const LONGEST = 64

/** Known names that a word is probably meant to be, nearest first: a few slips apart, or the word is a part of it. */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  const wanted = word.slice(0, LONGEST).toUpperCase()
  if (wanted === '') return []
  return known
    .map((name) => {
      const upper = name.toUpperCase()
      const part = wanted.length >= 3 && upper.includes(wanted)
      return { name, far: part ? 1 : distance(wanted, upper) }
    })
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}
