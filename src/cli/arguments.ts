/**
 * Reads the words of a command line by one rule: an option that takes several values takes all words up to the next
 * option; `--name=value` takes exactly that one; words before the first option and after `--` are operands. Behind the
 * first value of such an option, `-` and a word with the ending of a document are operands too, so that options may
 * come before files. An unknown option, a missing value or a repeated single option is an error.
 */
import { UsageError } from './usage-error.ts'
import { nearest } from './nearest.ts'

/** `flag`: no value; `one`: one value, given once; `each`: one value, may be repeated; `many`: one or more values, may be repeated. */
type OptionKind = 'flag' | 'one' | 'each' | 'many'
export type OptionKinds = Readonly<Record<string, OptionKind>>

export interface Arguments {
  readonly operands: readonly string[]
  has(name: string): boolean
  one(name: string): string | undefined
  many(name: string): readonly string[]
}

/** What no certificate, list or key is called. */
const DOCUMENT = /\.(ofd|esl|dat)$/i

const isOption = (word: string): boolean => word.startsWith('-') && word !== '-'

/** @throws UsageError */
export function readArguments(words: readonly string[], kinds: OptionKinds): Arguments {
  const operands: string[] = []
  const values = new Map<string, string[]>()
  let index = 0
  while (index < words.length) {
    const word = words[index] as string
    index += 1
    if (word === '--') {
      operands.push(...words.slice(index))
      break
    }
    if (!isOption(word)) {
      operands.push(word)
      continue
    }
    const [, name, attached] = /^--?([^=]*)(?:=([\s\S]*))?$/.exec(word) as unknown as [string, string, string | undefined]
    const kind = word.startsWith('--') && Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) {
      const near = nearest(name, Object.keys(kinds))[0]
      throw near === undefined ? new UsageError('unknownOption', { option: word }) : new UsageError('unknownOptionNear', { option: word, near: `--${near}` })
    }
    const known = values.get(name) ?? []
    if (known.length > 0 && kind !== 'many' && kind !== 'each') throw new UsageError('optionRepeated', { option: `--${name}` })
    if (kind === 'flag') {
      if (attached !== undefined) throw new UsageError('optionTakesNoValue', { option: `--${name}` })
      values.set(name, ['true'])
      continue
    }
    const taken: string[] = []
    if (attached !== undefined) taken.push(attached)
    else {
      while (index < words.length && !isOption(words[index] as string) && (kind === 'many' || taken.length === 0)) {
        const value = words[index] as string
        const isOperand = kind === 'many' && taken.length > 0 && (value === '-' || DOCUMENT.test(value))
        ;(isOperand ? operands : taken).push(value)
        index += 1
      }
    }
    if (taken.length === 0 || taken.includes('')) throw new UsageError('optionWantsValue', { option: `--${name}` })
    values.set(name, [...known, ...taken])
  }
  return {
    operands,
    has: (name) => values.has(name),
    one: (name) => values.get(name)?.[0],
    many: (name) => values.get(name) ?? [],
  }
}
