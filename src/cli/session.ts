/** What a command works with: its words, the language and the process. */
import type { Language } from '../report/messages/catalog.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

export interface Session {
  readonly io: Io
  readonly language: Language
  readonly arguments: Arguments
}

/** 0 as wanted, 1 not accepted, 2 undetermined, 3 could not run. */
export type ExitCode = 0 | 1 | 2 | 3

/** Words before `--`, short names spelled out. */
export function spelledOut(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const spelled = before.map((word) => (word === '-h' || word === '-?' ? '--help' : word === '-V' ? '--version' : word))
  return [...spelled, ...(end < 0 ? [] : words.slice(end))]
}

/** The language of the environment: `zh` for every Chinese locale, else `en`. */
function languageOfEnvironment(env: Io['env']): Language {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '')
  const locale = named ?? Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh/i.test(locale) ? 'zh' : 'en'
}

/** The language asked for with `--lang`, looked up before anything else so that errors too are in it. */
export function languageAskedFor(words: readonly string[], env: Io['env']): Language {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const index = before.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const value = index < 0 ? undefined : (before[index] as string).includes('=') ? (before[index] as string).slice('--lang='.length) : before[index + 1]
  return value === 'zh' || value === 'en' ? value : languageOfEnvironment(env)
}

/** @throws UsageError for a language that is not there */
export function checkLanguage(given: Arguments): void {
  const language = given.one('lang')
  if (language !== undefined && language !== 'zh' && language !== 'en') throw new UsageError('languageUnknown', { language })
}

/** Colors only for a terminal that shows them to somebody who did not ask for none (no-color.org). */
export function wantsColor({ io, arguments: given }: Session): boolean {
  return io.stdoutIsTerminal && !given.has('no-color') && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb'
}
