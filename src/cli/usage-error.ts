/** What keeps the command from running, with a text in both languages that says what to do. Ends with exit code 3. */
import { fillText } from '../report/messages/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import { plainText } from '../report/plain-text.ts'
import { TEXTS } from './texts.ts'
import type { TextKey } from './texts.ts'

type Params = Readonly<Record<string, string | number>>

export class UsageError extends Error {
  readonly key: TextKey
  readonly params: Params
  /** The option and value that it is about, said before the text. */
  readonly subject: string | undefined

  constructor(key: TextKey, params: Params = {}, options: ErrorOptions & { readonly subject?: string } = {}) {
    super(key, options)
    this.name = 'UsageError'
    this.key = key
    this.params = params
    this.subject = options.subject
  }

  /** The same problem, of the file that an option names. */
  about(option: string, file: string): UsageError {
    return new UsageError(this.key, this.params, { cause: this, subject: `${option} ${file}` })
  }

  text(language: Language): string {
    return `${this.subject === undefined ? '' : `${plainText(this.subject)}: `}${sayText(this.key, language, this.params)}`
  }
}

/** A text of the command with its values; values are made visible, so that a file name cannot drive the terminal. */
export function sayText(key: TextKey, language: Language, params: Params = {}): string {
  return fillText(TEXTS[key][language], params)
}
