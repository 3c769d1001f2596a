/** What was measured, as text for the terminal, as a document and as a drawing. */
import type { Result, Suite } from './measure.ts'
import { AIM } from './sizes.ts'
import type { EntrySize } from './sizes.ts'
import { isFloor } from './targets.ts'
import type { Reached } from './targets.ts'

export interface Measured {
  readonly machine: readonly string[]
  readonly peers: { readonly found: readonly string[]; readonly missing: readonly string[] }
  readonly suites: readonly (Pick<Suite, 'id' | 'title' | 'note' | 'octets'> & { readonly results: readonly Result[] })[]
  readonly reached: readonly Reached[]
  readonly notes: readonly string[]
}

const digits = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2))

function duration(microseconds: number): string {
  return microseconds >= 1000 ? `${digits(microseconds / 1000)} ms` : `${digits(microseconds)} µs`
}

function rate(octets: number | undefined, microseconds: number): string {
  return octets === undefined ? `${digits(1e6 / microseconds)}/s` : `${digits(octets / microseconds)} MB/s`
}

function table(head: readonly string[], rows: readonly (readonly string[])[], align: 'left' | 'right' = 'right'): string {
  return [head, head.map((_, i) => (i === 0 || align === 'left' ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function suiteRows({ octets, results }: Measured['suites'][number]): readonly (readonly string[])[] {
  const [ours] = results
  return results.map(({ name, median, quartiles }) => [
    name, duration(median), `${duration(quartiles[0])} to ${duration(quartiles[1])}`, rate(octets, median),
    ours === undefined || name === ours.name ? '' : `${digits(median / ours.median)}x`,
  ])
}

const HEAD = ['', 'median', 'middle half of the rounds', 'rate', 'yinxin is faster by']

export function terminalText(measured: Measured): string {
  const lines: string[] = [...measured.machine, '']
  const padded = (rows: readonly (readonly string[])[]): string => {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
    return rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')).join('\n')
  }
  for (const suite of measured.suites) lines.push(suite.title, padded([HEAD, ...suiteRows(suite)]), '')
  lines.push('Targets', padded([
    ['', 'against', 'must', 'bold', 'reached', ''],
    ...measured.reached.map(targetRow),
  ]), '', ...measured.notes)
  if (measured.peers.missing.length > 0) lines.push(`Not installed, and left out: ${measured.peers.missing.join(', ')}`)
  return lines.join('\n')
}

function targetRow(target: Reached): readonly string[] {
  const { work, against, must, bold, ratio, grade } = target
  const most = isFloor(target) ? 'at most ' : ''
  return [work, against, `${most}${String(must)}x`, `${most}${String(bold)}x`, `${digits(ratio)}x`, grade]
}

function sizeText(sizes: readonly EntrySize[]): string {
  if (sizes.length === 0) return 'Not measured: there was no build.'
  const kilobytes = (octets: number): string => (octets / 1000).toFixed(1)
  const whole = sizes.find(({ entry }) => entry === 'yinxin')
  return [
    'What a browser loads of an entry: bundled with what it needs by esbuild, minified, compressed by gzip; and what is loaded later, when a',
    'file asks for it. Kilobytes are 1,000 octets. `npm run size` prints this table and fails above the limits.', '',
    table(['entry', 'minified', 'gzip', 'later, gzip', 'limit'], sizes.map(({ entry, node, minified, gzip, later, limit }) =>
      [`\`${entry}\`${node ? ' (Node)' : ''}`, kilobytes(minified), kilobytes(gzip), kilobytes(later), kilobytes(limit)])),
    ...(whole === undefined || whole.gzip <= AIM ? [] : ['', `The aim for \`yinxin\`, which verifies OFD, is ${kilobytes(AIM)} KB. It is missed: certificates, revocation and time stamps take about 25 KB, the two`,
      'WebAssembly modules 13 KB, the definitions of diagnostics 10 KB and the XML parser for documents that are not plain 8 KB.',
      'All of them can be wanted in the middle of a verification that must not wait for the network.']),
  ].join('\n')
}

export function documentText(measured: Measured, sizes: readonly EntrySize[]): string {
  return `# Performance

Written by \`npm run bench -- --write\`, on one machine, in one run. Candidates of a table take turns, round
by round; the figures are medians. Machines differ and are shared: trust the ratios, not the times, and those only
roughly where the machine had other work: whoever needs more memory suffers more from neighbors.

${measured.machine.map((line) => `- ${line}`).join('\n')}
- Beside yinxin: ${measured.peers.found.join(', ')}${measured.peers.missing.length === 0 ? '' : `; not installed, and left out: ${measured.peers.missing.join(', ')}`}

![SM2 verifications per second](performance.svg)

## Targets

${table(['work', 'against', 'must', 'bold', 'reached', ''], measured.reached.map(targetRow))}

What stands between yinxin and the targets that it does not reach, or reaches only in part:

${table(['work', 'against', 'what stands in the way'], measured.reached.filter(({ grade, obstacle }) => grade !== 'bold' && obstacle !== undefined)
  .map(({ work, against, obstacle }) => [work, against, obstacle ?? '']), 'left')}

${measured.notes.map((note) => `- ${note}`).join('\n')}

## What was measured

SM2 signatures are over a message of 200 octets with the default user id: a verification hashes Z and the message. yinxin
is called as everybody calls it, with DER and public functions. A key that was not seen before is read from its octets
every time, with the check that it is on the curve; other libraries get it as text, their own way. A key that was seen often is one of four, and has its table. OpenSSL gets
key objects that are ready, and Z computed by its own SM3: \`crypto.verify\` would take the empty user id.

${measured.suites.map((suite) => [
  `### ${suite.title}`, '', ...(suite.note === undefined ? [] : [suite.note, '']), table(HEAD, suiteRows(suite)), '',
].join('\n')).join('\n')}
## Size

${sizeText(sizes)}

## How it is done

**WebAssembly.** \`src/crypto/kernel/generate/\` writes two modules, SM2 and SM3, with no tool but itself; they are embedded as
text, and a test writes them again and compares. Elements modulo p are nine limbs of 29 bits, two elements side by side in
the lanes of vectors. One description of the point formulas serves this and the JavaScript below. When it is written, interval
arithmetic proves for every product of every formula that no sum leaves 64 bits (53 in JavaScript) and no limb its place,
however often and in whatever order the formulas are called; a description for which that does not hold cannot be written.

**Tables.** A key gets a comb of 6 bits after 4 uses and of 8 bits after 400; at most 16 and 4 keys have one at a time, and the least
recently used give way, so that memory stays below 4 MB. G has one of 5 bits (66 KB) with the first of those, or when something is signed, and of 8 bits
after 64 verifications (328 KB). A table is a function of the key's octets alone: nothing that depends on time, trust or policy is kept.
A key without a table is multiplied in non-adjacent form, doubling by doubling; as long as G has none either, both are doubled together.

**Exceptional additions.** The formulas do not look whether points are equal or opposite. Where they were, Z is 0 in the end,
and the verification is done again in BigInt with formulas that do look. Small multiples of G as keys get there, and crafted signatures.

**No inversion.** x1 is not computed: X is compared with x1 times Z squared, for both x1 that fit r where there are two.

**Without WebAssembly** (a content security policy without \`wasm-unsafe-eval\`, an engine without vectors) the same formulas
run over Numbers, eleven limbs of 24 bits; the first 16 calls go to BigInt, which needs no warming
up, and so do others until that code is loaded. \`cryptoBackends()\` says
which it is, and why. Chromium's main thread compiles modules above 8 MB (4 KB until 2023) only asynchronously: where that
limit is met, JavaScript works until the module is there.

**Starting.** What Node brings along is loaded when it is first needed. The first kilobyte of SM3 is done by JavaScript, which answers before its
module would be there; SM2 is done by its module from the start: BigInt takes longer for a first verification than loading, testing and using it.

**Documents.** Each file is inflated once (small ones of a package that is in memory all by one call, as members of one gzip file), digested side by side with the others of its signature and with the package itself, and parsed only where signatures, coverage or the
license need it. XML is read from the numbers of its characters by a reader for plain documents; whatever is odd or broken goes to a parser
for all of XML. The build writes \`{ ...x, a }\` and \`flatMap\` in another way, which is cheaper in the engine of Node 20:
that engine keeps what \`a\` refers to until it clears old memory, as its traces show that were looked at by hand.

**The cache** of a caller holds certificates, seals and valid signatures, and parts that came a second time with their digests and
elements. Parts are found by all octets that are stored of them: what is remembered is used only where not one differs. Reports
and limits are the same with it and without; a test compares them over all fixtures.

**Signing.** In WebAssembly, signing, key generation and decryption take the same instructions and touch the same addresses
whatever the secrets are: tables are read whole and selected from by masks, all digits are odd, inverses are computed by a fixed number of division
steps. A test counts instructions and hashes addresses in a build of the same generator. What an engine makes of the code, and
what a processor does with it, is beyond that. In plain JavaScript and BigInt the time does depend on the numbers; there the nonce and the key
are hidden behind a random blind, which is less. Keys that matter belong in a token.
`
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Verifications per second, on a logarithmic scale. */
export function chartText(measured: Measured): string {
  const bars = ['verify-new', 'verify-repeated'].flatMap((id) => {
    const suite = measured.suites.find((one) => one.id === id)
    if (suite === undefined) return []
    const heading = id === 'verify-new' ? 'a new key' : 'a key seen often'
    return [{ heading }, ...[...suite.results].sort((a, b) => a.median - b.median).map(({ name, median }) => ({ name, value: 1e6 / median }))]
  })
  const values = bars.flatMap((bar) => ('value' in bar ? [bar.value] : []))
  const least = 10 ** Math.floor(Math.log10(Math.min(...values)))
  const most = 10 ** Math.ceil(Math.log10(Math.max(...values)))
  const [left, width, step] = [250, 430, 24]
  const at = (value: number): number => left + (width * (Math.log10(value) - Math.log10(least))) / (Math.log10(most) - Math.log10(least))
  const height = 70 + bars.length * step
  const rows = bars.map((bar, i) => {
    const y = 48 + i * step
    if ('heading' in bar) return `<text x="12" y="${y + 14}" font-weight="bold">${bar.heading}</text>`
    const end = at(bar.value)
    const own = bar.name.startsWith('yinxin')
    return `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escape(bar.name)}</text>` +
      `<rect x="${left}" y="${y + 3}" width="${(end - left).toFixed(1)}" height="${step - 8}" fill="${own ? '#b3261e' : '#8a8f98'}"/>` +
      `<text x="${(end + 6).toFixed(1)}" y="${y + 14}">${digits(bar.value)}</text>`
  })
  const lines: string[] = []
  for (let value = least; value <= most; value *= 10) {
    const x = at(value).toFixed(1)
    lines.push(`<line x1="${x}" y1="44" x2="${x}" y2="${height - 22}" stroke="#d0d4da"/>` +
      `<text x="${x}" y="${height - 8}" text-anchor="middle" fill="#5f6670">${value.toLocaleString('en')}</text>`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="${height}" viewBox="0 0 760 ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="title">
<title id="title">SM2 verifications per second, logarithmic scale</title>
<rect width="760" height="${height}" fill="#ffffff"/>
<text x="12" y="24" font-size="15" font-weight="bold">SM2 verifications per second</text>
<text x="748" y="24" text-anchor="end" fill="#5f6670">logarithmic scale</text>
${lines.join('\n')}
${rows.join('\n')}
</svg>
`
}
