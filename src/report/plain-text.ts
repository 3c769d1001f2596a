/**
 * Makes text from a file harmless to show: names of seals and paths of packages are chosen by whoever made the file, and
 * a terminal or browser obeys control characters. Escaping for HTML or XML is left to the renderers.
 */

/**
 * Characters that are obeyed rather than seen: C0 and C1 controls (terminal escape sequences), format characters
 * (bidirectional overrides, zero-width characters, tags), lone surrogates, line separators, blank "letters".
 * Private-use and unassigned code points stay: rare Chinese names need them.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu
/** Enough blanks to push what follows out of sight or onto a line of its own. */
const BLANKS = /\p{Zs}{4,}/gu
/** More combining marks than any name has; stacked ones paint over neighboring lines. */
const MARKS = /(\p{Mn}{4})\p{Mn}+/gu

const LONGEST = 300

/** Text of our own layout with what is obeyed spelled out as `⟨U+202E⟩`; blanks and length stay. */
export function visibleText(value: string): string {
  return value.replace(UNSEEN, (character) => `⟨U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}⟩`)
}

/** One line of visible text: what is not visible is spelled out as `⟨U+202E⟩`, what is overlong is cut and counted. */
export function plainText(value: string, longest: number = LONGEST): string {
  // Cut before replacing, so that a megabyte of controls costs no more than the limit; never inside a surrogate pair.
  const within = value.length > longest ? value.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : value
  const shown = visibleText(within)
    .replace(BLANKS, (blanks) => `⟨␠×${blanks.length}⟩`)
    .replace(MARKS, '$1…')
  return within.length < value.length ? `${shown}…(+${value.length - within.length})` : shown
}

/** A place in the input as one line. */
export function placeText(at: readonly (string | number)[]): string {
  return plainText(at.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(' › '))
}

/**
 * A report's ISO time as people in China read it: the same moment on the clock of Beijing, with the offset.
 * What is not a time is shown as it is.
 */
export function timeText(iso: string): string {
  const milliseconds = /^-?\d{4,6}-\d\d-\d\dT/.test(iso) ? Date.parse(iso) : Number.NaN
  const local = new Date(milliseconds + 8 * 3_600_000)
  if (Number.isNaN(local.getTime())) return plainText(iso)
  return `${local.toISOString().slice(0, -5).replace('T', ' ')} +08:00`
}
