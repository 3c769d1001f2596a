/**
 * `npm run bench`: yinxin side by side with other implementations, in turns; prints medians, ratios and what was reached.
 *
 *   --rounds N         rounds of each suite (default 9)
 *   --milliseconds N   of each candidate in each round (default 150)
 *   --quick            3 rounds of 60 ms, for a first look
 *   --clock processor  counts the time that the process was given, not the time that went by: for a busy machine
 *   --only ID[,ID]     suites by id
 *   --json FILE        the same as data
 *   --write            writes docs/performance.md and docs/performance.svg; for a whole run
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cryptoBackends } from '../../src/crypto/index.ts'
import { digestSuites } from './digest-suites.ts'
import { documentSuites } from './document-suites.ts'
import { batch, freshDocument, freshSignature, whyNotBuilt } from './fresh.ts'
import { runSuite } from './measure.ts'
import type { Clock, Result, Suite } from './measure.ts'
import { loadPeers } from './peers.ts'
import { measureSizes } from './sizes.ts'
import { startPlainWorker } from './plain-worker.ts'
import { chartText, documentText, terminalText } from './report.ts'
import type { Measured } from './report.ts'
import { openSslThroughNode, sm2Suites } from './sm2-suites.ts'
import { judge } from './targets.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const { values } = parseArgs({
  options: {
    'rounds': { type: 'string' },
    'milliseconds': { type: 'string' },
    'quick': { type: 'boolean', default: false },
    'only': { type: 'string' },
    'clock': { type: 'string', default: 'wall' },
    'json': { type: 'string' },
    'write': { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 3 : 9))
const milliseconds = Number(values.milliseconds ?? (values.quick ? 60 : 150))
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

const SINCE_LOADING = 'From before the library is loaded to the verdict, without the start of Node itself; the built package.'

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
const built = whyNotBuilt()
const inProcesses: readonly (Pick<Suite, 'id' | 'title' | 'note'> & { readonly run: () => readonly Result[] | Promise<readonly Result[]> })[] = [
  {
    id: 'fresh', title: 'First SM2 verification in a fresh process', note: `${SINCE_LOADING} SM2 alone: \`yinxin/crypto\`.`,
    run: () => freshSignature(2 * rounds + 1, (['sm-crypto-v2', 'sm-crypto'] as const).filter((name) => versionOf(name) !== undefined)),
  },
  { id: 'fresh-document', title: 'First verdict on a sealed OFD in a fresh process', note: SINCE_LOADING, run: () => freshDocument(2 * rounds + 1) },
  {
    id: 'batch', title: 'Verdicts on sealed OFDs by `verifyMany`, no cache', note: 'By wall clock: documents that come when each worker has verified many, and its code is as fast as it gets.',
    run: () => (values.quick ? batch(1, 200, 300) : batch(Math.ceil(rounds / 3), 500)),
  },
]
for (const { id, title, note, run } of inProcesses) {
  if (!(only?.includes(id) ?? true)) continue
  if (built !== undefined) {
    notes.push(`${title}: not measured, ${built}`)
    continue
  }
  process.stderr.write(`${title}\n`)
  const outcome = await run()
  results.set(id, outcome)
  measured.push({ id, title, ...(note === undefined ? {} : { note }), results: outcome })
}
if (!native) notes.push('OpenSSL through node:crypto does not verify SM2 here, and is left out')
const speed = only === undefined ? openSslSpeed() : undefined
if (speed !== undefined) notes.push(speed)

const backends = cryptoBackends().map(({ algorithm, backend }) => `${algorithm} in ${backend}`).join(', ')
const report: Measured = {
  machine: [
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} of its processors; Node ${process.versions.node} (V8 ${process.versions.v8}, OpenSSL ${process.versions.openssl})`,
    `yinxin: ${backends}`,
    `${rounds} rounds of ${milliseconds} ms, ${clock === 'wall' ? 'wall clock' : 'processor time'}; load of the machine ${loadavg().slice(0, 2).map((load) => load.toFixed(1)).join(' and ')} in the last 1 and 5 minutes`,
  ],
  peers, suites: measured, reached: judge(results), notes,
}
console.log(terminalText(report))
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...report, peers: { found: peers.found, missing: peers.missing } }, undefined, 2)}\n`)
if (values.write && only === undefined) {
  writeFileSync(join(ROOT, 'docs', 'performance.md'), documentText(report, built === undefined ? await measureSizes() : []))
  writeFileSync(join(ROOT, 'docs', 'performance.svg'), chartText(report))
}
