/** The generated world, and the options under which its main license is accepted. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyPreset, trustStore } from '../../src/index.ts'
import type { Diagnostic, Step, ValidationReport, VerifyOptions } from '../../src/index.ts'

export const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures')

export const fixture = (path: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, path)))
export const certificate = (name: string): string => readFileSync(join(FIXTURES, 'world', 'certificates', `${name}.pem`), 'utf8')

export const ROOT = certificate('national-root')

export const OPTIONS: VerifyOptions = {
  trust: trustStore({ anchors: [ROOT] }),
  policy: policyPreset('cn-gov-2025'),
  validationTime: new Date('2026-06-01T00:00:00Z'),
  certificates: [certificate('east-ca'), certificate('west-ca')],
}

export const LICENSE = fixture('ofd/accepted/gbt-38540-2020/input.ofd')

export function everyStep(report: ValidationReport): readonly Step[] {
  return [report.container, ...(report.coverage === undefined ? [] : [report.coverage]), ...(report.license === undefined ? [] : [report.license]), ...report.signatures.flatMap(({ steps }) => Object.values(steps))]
}

export function everyDiagnostic(report: ValidationReport): readonly Diagnostic[] {
  return everyStep(report).flatMap(({ diagnostics }) => diagnostics)
}

export const errorCodes = (report: ValidationReport): readonly string[] =>
  everyDiagnostic(report).filter(({ severity }) => severity === 'error').map(({ code }) => code)
