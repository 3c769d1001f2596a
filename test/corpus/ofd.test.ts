/**
 * Every package and seal of the corpus, through `verify`, against what an independent check of digests and signatures
 * computed for it. That check knew no trust and no time, so that only steps of the mathematics are compared.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { SignatureReport, StepName, ValidationReport } from '../../src/index.ts'
import { CORPUS, SKIPPED, corpusFile, manifestRows } from './manifest.ts'

/** Paths whose outcome is not that of the manifest, each with the reason. A reason that no longer applies fails. */
const EXCEPTIONS = JSON.parse(readFileSync(join(import.meta.dirname, 'ofd-exceptions.json'), 'utf8')) as Readonly<Record<string, string>>

const options = { trust: trustStore({}), policy: policyPreset('cn-gov-2025'), validationTime: new Date('2026-11-01T00:00:00Z') }

interface ReferencesFacts { readonly references: readonly { readonly status: string }[] }
interface PartFacts { readonly visible: readonly string[]; readonly reachable: readonly string[]; readonly unreachable: readonly string[] }

const conclusion = (signature: SignatureReport, step: StepName): string | undefined => signature.steps[step]?.conclusion
const word = (passed: boolean, yes: string, no: string): string => (passed ? yes : no)

/** One signature's outcome in the manifest's words. */
function outcomeOf(signature: SignatureReport): string {
  const { references } = (signature.steps.references as { readonly facts: ReferencesFacts }).facts
  const matches = references.filter(({ status }) => status === 'match').length
  const part = (signature.steps.coverage as { readonly facts?: PartFacts }).facts
  const left = part === undefined ? [] : [...part.visible, ...part.reachable, ...part.unreachable].sort()
  return [
    `[${signature.id ?? ''}] refs ${matches}/${references.length}`,
    ...(signature.format === 'SES' ? [
      `dataHash=${word(conclusion(signature, 'dataHash') === 'PASSED', 'match', 'mismatch')}`,
      `SES signature=${word(conclusion(signature, 'signatureValue') === 'PASSED', 'valid', 'INVALID')}`,
      `seal signature=${word(conclusion(signature, 'sealSignature') === 'PASSED', 'valid', 'INVALID')}`,
      `Seal file=${signature.steps.sealFile === undefined ? 'none' : word(signature.steps.sealFile.conclusion === 'PASSED', 'identical', 'differs')}`,
    ] : [
      `CMS messageDigest=${word(conclusion(signature, 'dataHash') === 'PASSED', 'match', 'mismatch')}`,
      `CMS signature=${word(conclusion(signature, 'signatureValue') === 'PASSED', 'valid', 'INVALID')}`,
    ]),
    ...(left.length === 0 ? [] : [`NOT COVERED: ${left.join(',')}`]),
  ].join('; ')
}

/** The manifest's words for each signature, in the same form. */
function expectedOf(text: string): readonly string[] {
  return text.split(/ (?=\[[^\]]*\] refs )/).slice(1).map((segment) => {
    const get = (pattern: RegExp): string | undefined => pattern.exec(segment)?.[1]
    const left = get(/NOT COVERED: ([^\s;]+)/)?.split(',').sort().join(',')
    const cms = segment.includes('CMS signature=')
    return [
      `[${get(/^\[([^\]]*)\]/) ?? ''}] refs ${get(/refs (\d+\/\d+)/) ?? ''}`,
      ...(cms ? [`CMS messageDigest=${get(/messageDigest=(\w+)/) ?? ''}`, `CMS signature=${get(/CMS signature=(\w+)/) ?? ''}`] : [
        `dataHash=${get(/dataHash=(\w+)/) ?? ''}`,
        `SES signature=${get(/SES signature=(\w+)/) ?? ''}`,
        `seal signature=${get(/seal signature=(\w+)/) ?? ''}`,
        `Seal file=${get(/Seal file=(\w+)/) ?? ''}`,
      ]),
      ...(left === undefined ? [] : [`NOT COVERED: ${left}`]),
    ].join('; ')
  })
}

function everyCode(report: ValidationReport): readonly string[] {
  return [report.container, ...(report.coverage === undefined ? [] : [report.coverage]), ...report.signatures.flatMap(({ steps }) => Object.values(steps))]
    .flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))
}

const packages = manifestRows('ofd').filter(({ path }) => path.endsWith('.ofd'))
const blobs = manifestRows('ofd-seals').filter(({ path }) => /\.(esl|dat|DER)$/.test(path))

describe(`packages of the corpus${SKIPPED}`, () => {
  it.skipIf(packages.length === 0).each(packages)('$path', async ({ path, expected }) => {
    const report = await verify(corpusFile(path), options)
    expect(report.kind).toBe('ofd')
    expect(report.accepted).toBe(false)
    expect(everyCode(report)).not.toContain('INTERNAL_ERROR')
    const signatures = report.signatures.filter(({ at }) => at[0] !== 'OFDEntries.xml')
    let actual = 'unsigned'
    let wanted = expected
    if (expected.startsWith('computed')) {
      actual = signatures.map(outcomeOf).join('\n')
      wanted = expectedOf(expected).join('\n')
      expect(wanted).not.toBe('')
    } else {
      expect(expected).toBe('unsigned')
      if (!everyCode(report).includes('OFD_NOT_SIGNED') || signatures.length > 0) actual = 'signed'
    }
    if (Object.hasOwn(EXCEPTIONS, path)) expect(actual, `the exception is not needed: ${EXCEPTIONS[path] ?? ''}`).not.toBe(wanted)
    else expect(actual).toBe(wanted)
  })

  it.skipIf(packages.length === 0)('are as many as were there when this was written', () => {
    expect(packages.length).toBeGreaterThan(20)
  })
})

describe(`seals and signature values of the corpus${SKIPPED}`, () => {
  it.skipIf(blobs.length > 0)('has nothing to read here', () => undefined)

  it.skipIf(blobs.length === 0).each(blobs)('$path', async ({ path, expected }) => {
    const report = await verify(corpusFile(path), options)
    expect(everyCode(report)).not.toContain('INTERNAL_ERROR')
    expect(report.accepted).toBe(false)
    const [signature] = report.signatures
    expect(signature?.edition).toBeDefined()
    if (signature === undefined || !expected.startsWith('computed')) return
    const computed = {
      ...(expected.includes('SES signature') ? { signature: /SES signature[^=]*=valid/.test(expected) } : {}),
      seal: /seal signature=valid/.test(expected),
    }
    expect({
      ...(expected.includes('SES signature') ? { signature: conclusion(signature, 'signatureValue') === 'PASSED' } : {}),
      seal: conclusion(signature, 'sealSignature') === 'PASSED',
    }).toEqual(computed)
  })
})

describe(`a bare signature of the corpus${SKIPPED}`, () => {
  it.skipIf(packages.length === 0)('names no signer: open without a certificate, and with one that did not make it', async () => {
    const input = corpusFile('ofd/DigitalSign.ofd')
    const other = readFileSync(join(CORPUS, 'ofd-seals', 'sign_cert.pem'), 'utf8')
    for (const certificates of [[], [other]]) {
      const report = await verify(input, { ...options, certificates })
      const [signature] = report.signatures
      expect(signature?.format).toBe('SM2')
      expect(signature?.steps.signatureValue?.diagnostics.map(({ code }) => code)).toEqual(['SIGNER_CERTIFICATE_ABSENT'])
      expect(report.indication).toBe('INDETERMINATE')
    }
  })
})
