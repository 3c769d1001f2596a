/** A batch that is killed, several times, without warning: in the end there is every item, each once. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../verify/world.ts'

const COUNT = 5000
/** Of the items that are finished when the batch is killed. */
const KILLS = process.env['SLOW'] === undefined ? [0.2, 0.6] : [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const root = mkdtempSync(join(tmpdir(), 'yinxin-kill-'))
afterAll(() => { rmSync(root, { recursive: true }) })
const [folder, journal] = [join(root, 'in'), join(root, 'journal')]

const nameOf = (index: number): string => `${String(index).padStart(5, '0')}.esl`

function makeInputs(): void {
  mkdirSync(folder)
  const seal = fixture('seal/accepted/gbt-38540-2020/input.esl')
  for (let index = 0; index < COUNT; index++) writeFileSync(join(folder, nameOf(index)), index % 25 === 0 ? seal : `no seal, number ${String(index)}`)
}

/** Runs the batch; kills it when its journal has grown to a size. @returns whole lines that it wrote */
function run(killAt: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'kill-child.ts'), folder, journal], {
    cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pieces: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  const watch = setInterval(() => {
    if (existsSync(journal) && statSync(journal).size > killAt) child.kill('SIGKILL')
  }, 5)
  return new Promise((resolve) => {
    child.on('close', () => {
      clearInterval(watch)
      resolve(Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1))
    })
  })
}

const finished = (): readonly string[] => readFileSync(journal, 'utf8').split('\n').slice(1, -1).map((line) => (JSON.parse(line) as { id: string }).id)

describe('kill -9', () => {
  it(`during a batch of ${String(COUNT)}, ${String(KILLS.length)} times: every item once`, { timeout: 240_000 }, async () => {
    makeInputs()
    let before = 0
    for (const share of KILLS) {
      // About 700 octets for each item.
      const lines = await run(share * COUNT * 700)
      const done = finished().length
      expect([lines.at(-1) === 'end', done > before]).toEqual([false, true])
      // What was said to be new before the kill is in the journal.
      expect(lines.filter((line) => line.startsWith('new')).length).toBeLessThanOrEqual(done - before)
      before = done
    }
    expect(before).toBeLessThan(COUNT)
    const lines = await run(Infinity)
    expect(lines.pop()).toBe('end')
    const names = lines.map((line) => line.slice(line.lastIndexOf('/') + 1))
    expect(names).toEqual(Array.from({ length: COUNT }, (_, index) => nameOf(index)))
    expect(lines.filter((line) => line.startsWith('resumed'))).toHaveLength(before)
    const ids = finished()
    expect([ids.length, new Set(ids).size]).toEqual([COUNT, COUNT])
    expect(lines.filter((line) => line.includes('TOTAL_PASSED'))).toHaveLength(COUNT / 25)
  })
})
