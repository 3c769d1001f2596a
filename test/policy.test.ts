import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finding } from '../src/diagnostics/index.ts'
import { POLICY_IDS, parsePolicy, policyJsonSchema, policyPreset } from '../src/policy/index.ts'
import { judge, worst } from '../src/policy/judge.ts'
import type { ValidationPolicy } from '../src/policy/index.ts'
import { runExample } from './example.ts'

const policy = policyPreset('cn-gov-2025')
const tolerated = finding('SEAL_SIGNATURE_RAW', ['seal'], { offset: 1, bytes: 64 })
const wrong = finding('SIGNATURE_VALUE_INVALID', [], { algorithm: 'SM2-SM3' })
const open = finding('PATH_NO_ANCHORS', [])

const withLevels = (levels: ValidationPolicy['levels']): ValidationPolicy => ({ ...policy, id: 'test', levels })

describe('presets', () => {
  it.each(POLICY_IDS)('%s is data that parsePolicy takes as JSON and gives back', (id) => {
    const preset = policyPreset(id)
    expect(preset.id).toBe(id)
    expect(parsePolicy(JSON.parse(JSON.stringify(preset)))).toEqual(preset)
    expect(() => { (preset as { id: string }).id = 'changed' }).toThrow(TypeError)
    expect(() => { (preset.time as { signing: string }).signing = 'claimed' }).toThrow(TypeError)
  })

  it('are refused by a name that is none, also one of the prototype', () => {
    for (const id of ['none', 'constructor', '__proto__']) expect(() => policyPreset(id as 'archive')).toThrow(TypeError)
  })
})

describe('parsePolicy', () => {
  const json = (changes: object): unknown => ({ ...JSON.parse(JSON.stringify(policy)) as object, ...changes })

  it.each([
    ['a member that is misspelt', { levles: {} }],
    ['a code that is none', { levels: { NO_SUCH_CODE: 'warning' } }],
    ['a level that is none', { levels: { OFD_UNREACHABLE_ENTRY: 'ignore' } }],
    ['a code whose level is fixed', { levels: { SIGNATURE_VALUE_INVALID: 'warning' } }],
    ['no user id', { sm2UserIds: [] }],
    ['a negative tolerance', { time: { ...policy.time, makerToleranceDays: -1 } }],
    ['__proto__ as a code', { levels: JSON.parse('{"__proto__": "info"}') as object }],
  ])('refuses %s', (_, changes) => {
    expect(() => parsePolicy(json(changes))).toThrow(TypeError)
  })

  it.each([undefined, null, 1, 'cn-gov-2025', []])('refuses %j', (value) => {
    expect(() => parsePolicy(value)).toThrow(TypeError)
  })

  it('describes itself as JSON Schema', () => {
    expect(policyJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false })
  })
})

describe('the judge', () => {
  it('passes only with facts and without errors', () => {
    expect(judge({ facts: 1, findings: [] }, policy)).toEqual({ conclusion: 'PASSED', facts: 1, diagnostics: [] })
    expect(judge({ facts: 1, findings: [tolerated] }, policy)).toMatchObject({ conclusion: 'PASSED', diagnostics: [{ severity: 'warning' }] })
  })

  it('leaves open what was not established, even when nothing was noticed: CHECK_NOT_PERFORMED', () => {
    expect(judge({ findings: [] }, policy)).toMatchObject({ conclusion: 'INDETERMINATE', diagnostics: [{ code: 'CHECK_NOT_PERFORMED', severity: 'error' }] })
    expect(judge({ findings: [tolerated] }, policy).conclusion).toBe('INDETERMINATE')
  })

  it('fails for one failure among open questions, and names the failure', () => {
    expect(judge({ facts: 1, findings: [open, wrong] }, policy)).toMatchObject({ conclusion: 'FAILED', subIndication: 'SIG_CRYPTO_FAILURE' })
    expect(judge({ facts: 1, findings: [open] }, policy)).toMatchObject({ conclusion: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' })
  })

  it('follows the policy, but not against a fixed code', () => {
    expect(judge({ facts: 1, findings: [tolerated] }, withLevels({ SEAL_SIGNATURE_RAW: 'fail' })).conclusion).toBe('FAILED')
    expect(judge({ facts: 1, findings: [tolerated] }, withLevels({ SEAL_SIGNATURE_RAW: 'indeterminate' })).conclusion).toBe('INDETERMINATE')
    expect(judge({ facts: 1, findings: [wrong] }, withLevels({ SIGNATURE_VALUE_INVALID: 'info' })).conclusion).toBe('FAILED')
  })

  it('says the same thing once', () => {
    expect(judge({ facts: 1, findings: [tolerated, tolerated] }, policy).diagnostics).toHaveLength(1)
  })

  it('finds the worst of several steps', () => {
    const steps = [judge({ facts: 1, findings: [] }, policy), judge({ facts: 1, findings: [open] }, policy), judge({ facts: 1, findings: [wrong] }, policy)]
    expect(worst(steps)).toEqual({ conclusion: 'FAILED', subIndication: 'SIG_CRYPTO_FAILURE' })
    expect(worst(steps.slice(0, 2)).conclusion).toBe('INDETERMINATE')
    expect(worst([])).toEqual({ conclusion: 'PASSED' })
  })
})

describe('docs/policy.md', () => {
  const document = readFileSync(join(import.meta.dirname, '../docs/policy.md'), 'utf8')

  it('shows a policy of one\'s own', async () => {
    expect(await runExample('docs/policy.md', (code) => `${code}\nconsole.log(policy.id, policy.levels.OFD_UNREACHABLE_ENTRY)`)).toEqual(['my-agency-2026 fail'])
  })

  it('names every member and every preset', () => {
    const members = Object.entries(policy).flatMap(([name, value]: [string, unknown]) =>
      (['id', 'schema', 'description'].includes(name) ? [] : name === 'levels' || Array.isArray(value) ? [name] : Object.keys(value as object).map((part) => `${name}.${part}`)))
    expect(members.length).toBeGreaterThan(8)
    expect(members.filter((name) => !document.includes(`| \`${name}\` |`))).toEqual([])
    expect(POLICY_IDS.filter((id) => !document.includes(`| \`${id}\` |`))).toEqual([])
  })
})
