import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const COUNT = process.env['SLOW'] === undefined ? 1000 : 100_000

describe(`memory over ${String(COUNT)} verifications${COUNT < 100_000 ? ' (100,000 with SLOW=1)' : ''}`, () => {
  it('stays the same', { timeout: 1_800_000 }, () => {
    const child = join(import.meta.dirname, 'memory-child.ts')
    // Without the optimizing compiler, whose code takes memory as it comes.
    const output = execFileSync(process.execPath, ['--no-opt', '--expose-gc', '--import', 'tsx', child, String(COUNT)], { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') })
    const { readings } = JSON.parse(output) as { readonly readings: readonly number[] }
    // Of 1,000, keys that come often get tables in the second fifth, and larger ones in the last.
    const [early, late] = [readings.slice(2, 6), readings.slice(6)].map((part) => Math.min(...part)) as [number, number]
    expect(late - early, `octets more: ${readings.join(' ')}`).toBeLessThan(500_000)
  })
})
