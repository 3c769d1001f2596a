/**
 * `npm run fuzz -- [--seconds 60] [--seed N]`: mutated packages, seals and signatures through `verify`, whole and part by
 * part (entries of a package are mutated inside a well-formed ZIP too, so that what lies behind it is reached).
 * Fails when anything is thrown, takes longer than five seconds, is accepted though changed, or ends in INTERNAL_ERROR;
 * prints the seed and writes the input that did it.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unzipSync, zipSync } from 'fflate'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import { mutate, randomNumbers } from './mutate.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const CORPUS = join(ROOT, '..', 'shared', 'corpus')
const SLOW_MS = 5000

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Number(process.hrtime.bigint() & 0xffffffffn) : Number(values.seed)
const random = randomNumbers(seed)
const end = performance.now() + Number(values.seconds) * 1000

const inputs = [join(ROOT, 'fixtures'), join(CORPUS, 'ofd'), join(CORPUS, 'ofd-seals')]
  .filter((directory) => existsSync(directory))
  .flatMap((directory) => readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((file) => join(directory, file)))
  .filter((file) => /\.(ofd|esl|dat|DER)$/.test(file))
  .map((file) => new Uint8Array(readFileSync(file)))
  .filter((octets) => octets.length < 100_000)
if (inputs.length === 0) throw new Error('no inputs to mutate')

const options = {
  trust: trustStore({ anchors: [readFileSync(join(ROOT, 'fixtures', 'world', 'certificates', 'national-root.pem'), 'utf8')] }),
  policy: policyPreset('lenient-vendor'),
  validationTime: new Date('2026-06-01T00:00:00Z'),
}
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item

/** Mutates one entry and packs the ZIP again; undefined when the input is no ZIP that fflate opens. */
function mutateEntry(input: Uint8Array): Uint8Array | undefined {
  let entries: Record<string, Uint8Array>
  try {
    entries = unzipSync(input)
  } catch {
    return undefined
  }
  const names = Object.keys(entries).filter((name) => !name.endsWith('/'))
  // The files that are parsed are where readers can go wrong.
  const parsed = names.filter((name) => /(OFD|Document|Signatures?|Annotations?|Attachments|Res|OFDEntries)\.xml$|\.(dat|esl)$/.test(name))
  const name = pick(parsed.length > 0 && random() < 0.8 ? parsed : names)
  entries[name] = mutate(entries[name] as Uint8Array, pick(inputs), random)
  return zipSync(entries, { level: 0 })
}

let runs = 0
let shown = performance.now()
const problems = new Map<string, number>()
while (performance.now() < end) {
  const input = pick(inputs)
  const octets = (random() < 0.7 ? mutateEntry(input) : undefined) ?? mutate(input, pick(inputs), random)
  const started = performance.now()
  let problem: string | undefined
  try {
    const report = await verify(octets, options)
    const text = JSON.stringify(report)
    if (text.includes('"INTERNAL_ERROR"')) problem = `internal error ${/"error":"(\w+)"/.exec(text)?.[1] ?? ''}`
    // A change that no signature is meant to see (a ZIP time stamp, an entry order) may leave a file accepted.
    else if (report.accepted && !sameParts(octets, input)) problem = 'accepted though changed'
  } catch (error) {
    problem = `thrown ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
  }
  if (performance.now() - started > SLOW_MS) problem = 'slow'
  if (problem !== undefined) {
    problems.set(problem, (problems.get(problem) ?? 0) + 1)
    const file = join(tmpdir(), `yinxin-fuzz-${seed}-${runs}.bin`)
    writeFileSync(file, octets)
    console.error(`${problem}: ${file}`)
    if (problems.size > 20) break
  }
  runs++
  if (performance.now() - shown > 5000) {
    shown = performance.now()
    console.error(`${runs} inputs, ${Math.max(0, Math.round((end - shown) / 1000))} s left`)
  }
}
console.log(`${runs} inputs, seed ${seed}, ${[...problems.values()].reduce((sum, count) => sum + count, 0)} problems`)
process.exitCode = problems.size === 0 ? 0 : 1

/** Whether both are packages of the same entries with the same octets. */
function sameParts(a: Uint8Array, b: Uint8Array): boolean {
  try {
    const [left, right] = [unzipSync(a), unzipSync(b)]
    const names = Object.keys(right)
    return names.every((name) => Buffer.from(right[name] as Uint8Array).equals(left[name] ?? new Uint8Array()))
  } catch {
    return false
  }
}
