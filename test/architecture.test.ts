/** Holds the order of the rooms: imports go up the list only, never in a circle, and the world outside has its rooms. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')

/** From the bottom up: a room may import from the rooms above it in this list (and from itself). */
const ROOMS = [
  'diagnostics', 'errors.ts', 'limits.ts', 'encoding', 'crypto', 'cache', 'jose', 'identifier', 'pki', 'seal', 'document', 'trust',
  'signature', 'policy', 'license', 'report', 'verify', 'identity', 'recognition', 'evidence', 'trends', 'sign', 'forge', 'index.ts', 'online', 'node', 'batch', 'cli',
]
/** Rooms that may reach out: files, the clock, the process. */
const OUTSIDE = ['cli', 'batch', 'node']
/** The one portable place that reads the clock, once per call. */
const CLOCK = ['cli', 'batch', 'verify', 'node']
/** Pairs that the order would allow but the design forbids. */
const FORBIDDEN: readonly (readonly [string, string])[] = [['document', 'pki'], ['document', 'seal'], ['crypto', 'pki']]

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => file.replaceAll('\\', '/'))
const sourceOf = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]))
const roomOf = (file: string): string => file.split('/')[0] as string

interface Edge { readonly from: string; readonly to: string; readonly typeOnly: boolean }

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')

const edges: readonly Edge[] = files.flatMap((from) =>
  [...withoutComments(sourceOf.get(from) as string).matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g)].map((match) => ({
    from,
    to: relative(SRC, join(SRC, dirname(from), (match[2] ?? match[3]) as string)).replaceAll('\\', '/'),
    typeOnly: match[1] !== undefined,
  })),
)

describe('the house', () => {
  it('knows every room, and has something in each', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual([...ROOMS].sort())
  })

  it('imports only files that exist', () => {
    expect(edges.filter(({ to }) => !sourceOf.has(to) && !(to.endsWith('.json') && existsSync(join(SRC, to))))).toEqual([])
    expect(edges.length).toBeGreaterThan(files.length)
  })

  it('imports only upward', () => {
    const wrong = edges.filter(({ from, to, typeOnly }) => {
      // Definitions of codes and the errors made of them name each other's types.
      if (typeOnly && roomOf(from) === 'errors.ts' && roomOf(to) === 'limits.ts') return false
      return ROOMS.indexOf(roomOf(to)) > ROOMS.indexOf(roomOf(from))
    })
    expect(wrong).toEqual([])
  })

  it('keeps containers and mathematics ignorant of certificates', () => {
    const wrong = edges.filter(({ from, to }) => FORBIDDEN.some(([a, b]) => roomOf(from) === a && roomOf(to) === b))
    expect(wrong).toEqual([])
  })

  it('has no import cycle between files', () => {
    const next = new Map<string, string[]>()
    for (const { from, to, typeOnly } of edges) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to])
    const done = new Set<string>()
    const cycles: string[][] = []
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file])
      else if (!done.has(file)) {
        for (const to of next.get(file) ?? []) visit(to, [...trail, file])
        done.add(file)
      }
    }
    files.forEach((file) => { visit(file, []) })
    expect(cycles).toEqual([])
  })

  it.each([
    ['the network', /\bfetch\s*\(|XMLHttpRequest|WebSocket/, ['online', ...OUTSIDE]],
    ['the clock', /\bDate\.now\b|new Date\(\)|performance\.now/, CLOCK],
    ['Node', /from 'node:|require\(|\bBuffer\b|\bprocess\./, OUTSIDE],
    ['ambient randomness', /Math\.random/, []],
  ])('reaches %s only from the rooms that own it', (_, pattern, allowed) => {
    const wrong = files.filter((file) => !allowed.includes(roomOf(file)) && pattern.test(withoutComments(sourceOf.get(file) as string)))
    expect(wrong).toEqual([])
  })

  it('has no room for odds and ends', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc)(\.ts|\/)/.test(file))).toEqual([])
  })

  it('says at the head of every file what it owns', () => {
    const headless = files.filter((file) => !file.endsWith('index.ts') && !/^(#!.*\n)?\s*(\/\*\*|import[\s\S]*?\n\/\*\*)/.test(sourceOf.get(file) as string))
    expect(headless).toEqual([])
  })
})
