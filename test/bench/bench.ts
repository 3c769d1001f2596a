/**
 * `npm run bench`: measures the crypto room side by side with other implementations, prints medians and ratios, and writes
 * `docs/performance.md` and `docs/performance.svg`.
 *
 *   --rounds N         rounds of each suite (default 9)
 *   --milliseconds N   of each candidate in each round (default 150)
 *   --only ID[,ID]     suites by id; then nothing is written to docs
 *   --json FILE        the same as data
 *   --no-docs          print only
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cryptoBackends } from '../../src/crypto/index.ts'
import { digestSuites } from './digest-suites.ts'
import { documentSuites } from './document-suites.ts'
import { runFresh, whyNoFreshRun } from './fresh.ts'
import { runSuite } from './measure.ts'
import type { Clock, Result, Suite } from './measure.ts'
import { loadPeers } from './peers.ts'
import { startPlainWorker } from './plain-worker.ts'
import { chartText, documentText, terminalText } from './report.ts'
import type { Measured } from './report.ts'
import { openSslThroughNode, sm2Suites } from './sm2-suites.ts'
import { judge } from './targets.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const { values } = parseArgs({
  options: {
    'rounds': { type: 'string', default: '9' },
    'milliseconds': { type: 'string', default: '150' },
    'only': { type: 'string' },
    'clock': { type: 'string', default: 'wall' },
    'json': { type: 'string' },
    'no-docs': { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const milliseconds = Number(values.milliseconds)
const clock: Clock = values.clock === 'processor' ? 'processor' : 'wall'
const only = values.only?.split(',')

function versionOf(name: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string }).version
  } catch {
    return undefined
  }
}

/** Verifications per second by the `openssl` command's own measure, if it is there. */
function openSslSpeed(): string | undefined {
  try {
    const text = execFileSync('openssl', ['speed', '-seconds', '2', 'sm2'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [sign, verify] = /\(CurveSM2\)\s+\S+\s+\S+\s+([\d.]+)\s+([\d.]+)/.exec(text)?.slice(1) ?? []
    return sign === undefined || verify === undefined ? undefined
      : `\`openssl speed sm2\`, run by itself in the same minutes: ${verify} verifications and ${sign} signatures per second`
  } catch {
    return undefined
  }
}

const native = openSslThroughNode()
const peers = await loadPeers(versionOf)
const plain = startPlainWorker()
const all = [...await sm2Suites(peers, native, plain), ...digestSuites(peers, plain), ...await documentSuites(peers)]
const suites = all.filter(({ id }) => only?.includes(id) ?? true)

const results = new Map<string, readonly Result[]>()
const measured: (Pick<Suite, 'id' | 'title' | 'note' | 'octets'> & { readonly results: readonly Result[] })[] = []
const notes: string[] = []
for (const suite of suites) {
  process.stderr.write(`${suite.title}\n`)
  const outcome = await runSuite(suite, rounds, milliseconds, clock)
  results.set(suite.id, outcome)
  const { id, title, note, octets } = suite
  measured.push({ id, title, ...(note === undefined ? {} : { note }), ...(octets === undefined ? {} : { octets }), results: outcome })
}
await plain.close()
if (only?.includes('fresh') ?? true) {
  const why = whyNoFreshRun()
  if (why === undefined) {
    process.stderr.write('fresh processes\n')
    const outcome = runFresh(2 * rounds + 1, ['sm-crypto-v2', 'sm-crypto'].filter((name) => versionOf(name) !== undefined) as ('sm-crypto' | 'sm-crypto-v2')[])
    results.set('fresh', outcome)
    measured.push({
      id: 'fresh', title: 'First SM2 verification in a fresh process',
      note: 'From before the library is loaded to the verdict, without the start of Node itself; the built package.', results: outcome,
    })
  } else notes.push(`Fresh processes were not measured: ${why}`)
}
if (!native) notes.push('OpenSSL through node:crypto does not verify SM2 here, and is left out')
const speed = only === undefined ? openSslSpeed() : undefined
if (speed !== undefined) notes.push(speed)

const backends = cryptoBackends().map(({ algorithm, backend }) => `${algorithm} in ${backend}`).join(', ')
const report: Measured = {
  machine: [
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} of its processors; Node ${process.versions.node} (V8 ${process.versions.v8}, OpenSSL ${process.versions.openssl})`,
    `yinxin: ${backends}`,
    `${rounds} rounds of ${milliseconds} ms`,
  ],
  peers, suites: measured, reached: judge(results), notes,
}
console.log(terminalText(report))
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...report, peers: { found: peers.found, missing: peers.missing } }, undefined, 2)}\n`)
if (!values['no-docs'] && only === undefined) {
  writeFileSync(join(ROOT, 'docs', 'performance.md'), documentText(report))
  writeFileSync(join(ROOT, 'docs', 'performance.svg'), chartText(report))
}
