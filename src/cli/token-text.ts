/** How verified and unverified tokens are shown on the command line: claims about persons by name only, steps with their marks. */
import type { Step } from '../diagnostics/step.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import type { JsonObject } from '../encoding/json.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import type { Indication } from '../report/model.ts'
import { placeText } from '../report/plain-text.ts'
import type { ExitCode, Session } from './session.ts'
import { UsageError, sayText } from './usage-error.ts'

/** Claims that say nothing of the person: the rest may be names and numbers, `sub` too. */
const OF_THE_TOKEN = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'azp', 'auth_time', 'acr', 'amr', 'vct'])

export interface ShownClaims {
  readonly claims: JsonObject
  /** Names of the others. */
  readonly withheld: readonly string[]
}

export function shown(claims: JsonObject, all: boolean): ShownClaims {
  const entries = Object.entries(claims)
  const isShown = ([name]: readonly [string, unknown]): boolean => all || OF_THE_TOKEN.has(name)
  return { claims: Object.fromEntries(entries.filter(isShown)), withheld: entries.filter((entry) => !isShown(entry)).map(([name]) => name) }
}

/** A value as one line in which every character can be seen. */
export const line = (value: unknown): string => visibleJson(canonicalJson(value))

export function claimsText({ claims, withheld }: ShownClaims, { language }: Session): string {
  const lines = Object.entries(claims).map(([name, value]) => `  ${line(name).slice(1, -1)}: ${line(value)}\n`)
  return lines.join('') + (withheld.length === 0 ? '' : `  ${sayText('claimsWithheld', language, { names: withheld.map((name) => line(name).slice(1, -1)).join(', ') })}\n`)
}

const MARKS = { PASSED: '✓', FAILED: '✗', INDETERMINATE: '?' } as const

interface Verdict {
  readonly accepted: boolean
  readonly indication: Indication
  readonly subIndication?: string
}

/** The verdict and the steps that were taken, with what each noticed. */
export function verdictText({ accepted, indication, subIndication }: Verdict, steps: readonly (readonly [name: string, step: Step | undefined])[], { language }: Session): string {
  const [mark, verdict] = accepted ? ['✓', 'tokenAccepted'] as const : indication === 'TOTAL_FAILED' ? ['✗', 'tokenRefused'] as const : ['?', 'tokenOpen'] as const
  const lines = [`${mark} ${sayText(verdict, language)}${accepted ? '' : `  ${subIndication ?? ''}`}\n`]
  for (const [name, step] of steps) {
    if (step === undefined) continue
    lines.push(`  ${MARKS[step.conclusion]} ${name}\n`)
    for (const { code, params, at } of step.diagnostics) {
      const { what, next } = messageOf({ code, params }, language)
      const place = placeText(at)
      lines.push(`      ${place === '' ? '' : `${place}: `}${what} ${next} [${code}]\n`)
    }
  }
  return lines.join('')
}

/** 0 as wanted, 1 not accepted, 2 undetermined. */
export const exitCodeOf = ({ accepted, indication }: Verdict): ExitCode => (accepted ? 0 : indication === 'TOTAL_FAILED' ? 1 : 2)

/** Mistakes in options that the library found. */
export const asUsage = (cause: unknown): unknown => (cause instanceof TypeError ? new UsageError('tokenOptions', { problem: cause.message }, { cause }) : cause)
