/** The first verification of a fresh process: load, read a key, verify once. Processes of all candidates in turn. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toHex } from '../../src/encoding/octets.ts'
import type { Result } from './measure.ts'
import { makeSigned } from './sm2-suites.ts'
import type { Signed } from './sm2-suites.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Why the built package cannot be measured, or undefined. */
export function whyNoFreshRun(): string | undefined {
  return existsSync(join(ROOT, 'dist', 'crypto', 'index.js')) ? undefined : 'run `npm run build` first'
}

export function runFresh(rounds: number, peers: readonly ('sm-crypto' | 'sm-crypto-v2')[]): readonly Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const [one] = makeSigned(1) as [Signed]
    const input = { key: toHex(one.octets), message: toHex(one.message), signature: toHex(one.signature) }
    const head = `const input = ${JSON.stringify(input)}\nconst hex = (text) => Uint8Array.from(Buffer.from(text, 'hex'))\nconst start = performance.now()\n`
    const tail = `if (ok !== true) throw new Error('not verified')\nconsole.log(performance.now() - start)\n`
    const scripts = new Map([['yinxin', `${head}const { parseSm2PublicKey, sm2Verify } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'dist', 'crypto', 'index.js')).href)})
const ok = sm2Verify(parseSm2PublicKey(hex(input.key)), hex(input.message), hex(input.signature))\n${tail}`]])
    for (const peer of peers) {
      const message = peer === 'sm-crypto' ? 'Array.from(hex(input.message))' : 'hex(input.message)'
      scripts.set(peer, `import { createRequire } from 'node:module'\nconst require = createRequire(${JSON.stringify(pathToFileURL(join(ROOT, 'package.json')).href)})
${head}const { sm2 } = require('${peer}')\nconst ok = sm2.doVerifySignature(${message}, input.signature, input.key, { hash: true, der: true })\n${tail}`)
    }
    const times = new Map([...scripts.keys()].map((name) => [name, [] as number[]]))
    let number = 0
    for (let round = 0; round < rounds; round++) {
      for (const [name, script] of scripts) {
        const path = join(folder, `${number++}.mjs`)
        writeFileSync(path, script)
        times.get(name)?.push(1000 * Number(execFileSync(process.execPath, [path], { encoding: 'utf8' })))
      }
    }
    return [...times].map(([name, values]) => {
      const sorted = values.sort((a, b) => a - b)
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
      return { name, median: at(0.5), quartiles: [at(0.25), at(0.75)] as const }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
