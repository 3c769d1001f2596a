/** `yinxin doctor`: what it says of this machine, and of machines that lack something. */
import { describe, expect, it } from 'vitest'
import { diagnose, diagnosisText, isNodeNewEnough } from '../../src/cli/doctor-command.ts'
import type { Diagnosis } from '../../src/cli/doctor-command.ts'
import { SELF_TESTS, runSelfTests } from '../../src/cli/doctor-tests.ts'
import { UnsupportedAlgorithmError } from '../../src/errors.ts'
import { finding } from '../../src/diagnostics/index.ts'
import { yinxin } from './terminal.ts'

describe('yinxin doctor', () => {
  it('finds this machine fit for use: every published example comes out right', async () => {
    const { code, out, err } = await yinxin(['doctor'])
    expect(err).toBe('')
    expect(out).toContain(`✓ Node ${process.versions.node}`)
    expect(out).toMatch(/✓ SM2 {2}WebAssembly\n✓ SM3 {2}WebAssembly\n✓ SM4 {2}JavaScript/)
    expect(out).not.toContain('✗')
    expect(out.match(/passed/g)).toHaveLength(SELF_TESTS.length)
    expect(code).toBe(0)
  })

  it('says the same in Chinese, and as data', async () => {
    const { out } = await yinxin(['doctor', '--lang', 'zh'])
    expect(out).toContain('由何计算')
    expect(out).toContain('可以使用。')
    const { code, out: json } = await yinxin(['doctor', '--json'])
    const diagnosis = JSON.parse(json) as Diagnosis
    expect(diagnosis).toMatchObject({ ok: true, yinxin: '0.0.0-test', node: { version: process.versions.node, ok: true } })
    expect(diagnosis.tests.map(({ outcome }) => outcome)).toEqual(SELF_TESTS.map(() => 'passed'))
    expect(code).toBe(0)
  })

  it('takes no arguments', async () => {
    const { code, err } = await yinxin(['doctor', 'x.ofd'])
    expect(code).toBe(3)
    expect(err).toBe('yinxin: yinxin doctor takes options only. Add --help to see how.\n')
  })

  it('runs what it says: each test with another outcome where the platform lacks or spoils something', async () => {
    const results = await runSelfTests([
      { algorithm: 'A', source: 'x', required: true, run: () => false },
      { algorithm: 'B', source: '', required: false, run: () => Promise.reject(new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm: 'B' }))) },
      { algorithm: 'C', source: 'x', required: false, run: () => { throw new RangeError() } },
    ])
    expect(results).toEqual([
      { algorithm: 'A', source: 'x', required: true, outcome: 'failed' },
      { algorithm: 'B', required: false, outcome: 'missing' },
      { algorithm: 'C', source: 'x', required: false, outcome: 'failed' },
    ])
  })

  it('names what is missing, and is content without it where it is not required', () => {
    const test = { algorithm: 'Ed25519 (EdDSA)', source: 'RFC 8037 A.4', outcome: 'missing' } as const
    const optional = diagnose('1.0.0', '22.0.0', [{ algorithm: 'SM2', backend: 'JavaScript', reason: 'refused' }], [{ ...test, required: false }])
    expect(optional.ok).toBe(true)
    expect(diagnosisText(optional, 'en')).toContain('– SM2  JavaScript (slower: the platform refuses to compile WebAssembly, or has no memory for it)')
    expect(diagnosisText(optional, 'zh')).toContain('– SM2  JavaScript（较慢：平台不允许编译 WebAssembly，或内存不足）')
    expect(diagnosisText(optional, 'en')).toContain('– Ed25519 (EdDSA)  not on this platform: files that use it cannot be checked (RFC 8037 A.4)')
    expect(diagnose('1.0.0', '22.0.0', [], [{ ...test, required: true }]).ok).toBe(false)
    expect(diagnose('1.0.0', '22.0.0', [], [{ ...test, required: false, outcome: 'failed' }]).ok).toBe(false)
  })

  it('refuses a Node that is too old', () => {
    expect(['20.19.0', '20.20.1', '22.0.0', '100.0.0'].map(isNodeNewEnough)).toEqual([true, true, true, true])
    expect(['20.18.9', '18.20.0', '9.0.0'].map(isNodeNewEnough)).toEqual([false, false, false])
    const old = diagnose('1.0.0', '18.20.0', [], [])
    expect(old.ok).toBe(false)
    expect(diagnosisText(old, 'en')).toContain('✗ Node 18.20.0')
    expect(diagnosisText(old, 'en')).toContain('20.19 or later is needed')
  })
})
