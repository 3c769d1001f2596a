import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const IS_LONG = process.env['SLOW'] !== undefined
const COUNT = IS_LONG ? 100_000 : 1000
// In a short run without the optimizing compiler, whose code takes memory as it comes; a long one has all of it in its first tenths.
const [FLAGS, TOLERATED] = IS_LONG ? [[], 1_000_000] : [['--no-opt'], 500_000]

describe(`memory over ${String(COUNT)} verifications${IS_LONG ? '' : ' (100,000 with SLOW=1)'}`, () => {
  it('stays the same', { timeout: 1_800_000 }, () => {
    const child = join(import.meta.dirname, 'memory-child.ts')
    const output = execFileSync(process.execPath, [...FLAGS, '--expose-gc', '--import', 'tsx', child, String(COUNT)], { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') })
    const { readings } = JSON.parse(output) as { readonly readings: readonly number[] }
    // Of 1,000, keys that come often get tables in the second fifth, and larger ones in the last.
    const [early, late] = [readings.slice(2, 6), readings.slice(6)].map((part) => Math.min(...part)) as [number, number]
    expect(late - early, `octets more: ${readings.join(' ')}`).toBeLessThan(TOLERATED)
  })
})
