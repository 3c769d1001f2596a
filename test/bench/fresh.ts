/** The first answer of a fresh process: load, read, verify once. Processes of all candidates in turn; the built package. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toHex } from '../../src/encoding/octets.ts'
import { makeDocuments } from './documents.ts'
import type { SealedDocument } from './documents.ts'
import { quantile } from './measure.ts'
import type { Result } from './measure.ts'
import { makeSigned } from './sm2-suites.ts'
import type { Signed } from './sm2-suites.ts'

const ROOT = join(import.meta.dirname, '..', '..')
export const DIST = join(ROOT, 'dist')

/** Why the built package cannot be measured, or undefined. */
export function whyNotBuilt(): string | undefined {
  return existsSync(join(DIST, 'index.js')) ? undefined : 'run `npm run build` first'
}

const url = (path: string): string => JSON.stringify(pathToFileURL(path).href)

/** Runs scripts in processes of their own. Each prints milliseconds. */
export function inTurns(rounds: number, scripts: ReadonlyMap<string, string>): readonly Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const times = new Map([...scripts.keys()].map((name) => [name, [] as number[]]))
    let number = 0
    for (let round = 0; round < rounds; round++) {
      for (const [name, script] of scripts) {
        const path = join(folder, `${String(number++)}.mjs`)
        writeFileSync(path, script)
        times.get(name)?.push(1000 * Number(execFileSync(process.execPath, [path], { encoding: 'utf8' })))
      }
    }
    return [...times].map(([name, values]) => {
      const sorted = values.sort((a, b) => a - b)
      return { name, median: quantile(sorted, 0.5), quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)] as const }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a script begins with: helpers, its input, and the clock. @param head statements before the clock starts */
const begin = (input: object, head = ''): string => `import { createRequire } from 'node:module'
const require = createRequire(${url(join(ROOT, 'package.json'))})
const hex = (text) => Uint8Array.from(Buffer.from(text, 'hex'))
const input = ${JSON.stringify(input)}
${head}const start = performance.now()
`
const END = `if (ok !== true) throw new Error('not verified')
console.log(performance.now() - start)
`

/** One SM2 signature. */
export function freshSignature(rounds: number, peers: readonly ('sm-crypto' | 'sm-crypto-v2')[]): readonly Result[] {
  const [one] = makeSigned(1) as [Signed]
  const head = begin({ key: toHex(one.octets), message: toHex(one.message), signature: toHex(one.signature) })
  const scripts = new Map([['yinxin', `${head}const { parseSm2PublicKey, sm2Verify } = await import(${url(join(DIST, 'crypto', 'index.js'))})
const ok = sm2Verify(parseSm2PublicKey(hex(input.key)), hex(input.message), hex(input.signature))\n${END}`]])
  for (const peer of peers) {
    const message = peer === 'sm-crypto' ? 'Array.from(hex(input.message))' : 'hex(input.message)'
    scripts.set(peer, `${head}const { sm2 } = require('${peer}')
const ok = sm2.doVerifySignature(${message}, input.signature, input.key, { hash: true, der: true })\n${END}`)
  }
  return inTurns(rounds, scripts)
}

/** The verdict on a sealed OFD, against the stack of `document-suites.ts` with the same head start. */
export async function freshDocument(rounds: number): Promise<readonly Result[]> {
  const { ofOne } = await makeDocuments(1, 1)
  const [{ bytes, options, root, checks, dataHash }] = ofOne as [SealedDocument]
  const head = begin({
    bytes: toHex(bytes), root: toHex(root), ca: (options.certificates ?? []).map((one) => toHex(one as Uint8Array)), time: options.validationTime?.toISOString(),
    dataHash: toHex(dataHash), checks: checks.map(({ key, message, signature }) => ({ key: toHex(key.octets), message: toHex(message), signature: toHex(signature) })),
  }, 'const bytes = hex(input.bytes)\n')
  return inTurns(rounds, new Map([
    ['yinxin', `${head}const { policyPreset, trustStore, verify } = await import(${url(join(DIST, 'index.js'))})
const ok = (await verify(bytes, {
  trust: trustStore({ anchors: [hex(input.root)] }), policy: policyPreset('cn-gov-2025'), validationTime: new Date(input.time), certificates: input.ca.map(hex),
})).accepted\n${END}`],
    ['sm-crypto-v2, fflate, fast-xml-parser', `${head}const { sm2, sm3 } = require('sm-crypto-v2')
const { unzipSync } = require('fflate')
const { XMLParser } = require('fast-xml-parser')
const parser = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true })
const files = unzipSync(bytes)
const path = (location) => location.replace(/^\\//, '')
const parse = (name) => parser.parse(new TextDecoder().decode(files[name]))
const { DocBody } = parse('OFD.xml').OFD
parse(path(DocBody.DocRoot))
const own = path(parse(path(DocBody.Signatures)).Signatures.Signature['@_BaseLoc'])
const { Reference } = parse(own).Signature.SignedInfo.References
const ok = sm3(files[own]) === input.dataHash &&
  Reference.every((one) => sm3(files[path(one['@_FileRef'])]) === Buffer.from(one.CheckValue, 'base64').toString('hex')) &&
  input.checks.every(({ key, message, signature }) => sm2.doVerifySignature(hex(message), signature, key, { hash: true, der: true }))\n${END}`],
  ]))
}

/** Documents that a worker verifies before its time counts: engines go on making code faster for over a thousand of them. */
const WARMING = 1500

/**
 * Documents of one authority through `verifyMany`: time of each with one worker and with two, once workers have settled. As many
 * for each worker, because each makes its code faster by itself.
 */
export async function batch(rounds: number, measured: number, warming = WARMING): Promise<readonly Result[]> {
  const { ofOne } = await makeDocuments(1, 20)
  const [{ options, root }] = ofOne as [SealedDocument]
  const head = begin({
    bytes: ofOne.map(({ bytes }) => toHex(bytes)), root: toHex(root), ca: (options.certificates ?? []).map((one) => toHex(one as Uint8Array)), time: options.validationTime?.toISOString(),
  }, `const { verifyMany } = await import(${url(join(DIST, 'batch', 'index.js'))})
const bytes = input.bytes.map(hex)
`)
  const script = (jobs: number): string => `${head.slice(0, head.lastIndexOf('const start'))}
const [warming, all] = [${String(jobs * warming)}, ${String(jobs * (warming + measured))}]
function* source() { for (let i = 0; i < all; i++) yield { id: String(i), bytes: bytes[i % bytes.length] } }
let [start, end, count] = [0, 0, 0]
for await (const { json } of verifyMany(source(), {
  trust: { anchors: [hex(input.root)] }, policy: 'cn-gov-2025', validationTime: new Date(input.time), certificates: input.ca.map(hex), jobs: ${String(jobs)}, cacheBytes: 0, order: 'completion',
})) {
  // Taken as a program takes them that writes them down.
  if (!json.includes('"accepted":true')) throw new Error('not accepted')
  if (++count === warming) start = performance.now()
  // Before workers are ended.
  if (count === all) end = performance.now()
}
console.log((end - start) / (all - warming))
`
  return inTurns(rounds, new Map([['one worker', script(1)], ['two workers', script(2)]]))
}
