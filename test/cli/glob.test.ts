import { describe, expect, it } from 'vitest'
import { expandPattern, matchesName } from '../../src/cli/glob.ts'
import type { ListFolder } from '../../src/cli/glob.ts'

describe('patterns of file names', () => {
  it.each([
    ['*.ofd', 'a.ofd', true], ['*.ofd', '.ofd', false], ['.*', '.ofd', true], ['*', 'a', true], ['*', '.a', false],
    ['a?c', 'abc', true], ['a?c', 'a𠮷c', true], ['a?c', 'ac', false], ['[ab]x', 'bx', true], ['[!ab]x', 'bx', false], ['[^ab]x', 'cx', true],
    ['[0-9][0-9].ofd', '42.ofd', true], ['[0-9].ofd', 'x.ofd', false], ['a[', 'a[', true], ['a[]', 'a[]', true], ['*证*', '许可证.ofd', true],
    ['a.c', 'abc', false], ['a*b*c', 'aXbYbZc', true], ['a*b*c', 'aXbYbZ', false], ['**', 'ab', true], ['', '', true],
  ])('%s against %s', (pattern, name, matches) => {
    expect(matchesName(pattern, name)).toBe(matches)
  })

  it('does not hang on many stars (exponential backtracking)', () => {
    expect(matchesName(`${'*a'.repeat(30)}b`, 'a'.repeat(5000))).toBe(false)
  })
})

const TREE: Readonly<Record<string, readonly string[]>> = {
  '.': ['a.ofd', 'b.txt', 'in/', '.hidden/'],
  in: ['c.ofd', 'deep/'],
  'in/deep': ['d.ofd', '.e.ofd'],
  '.hidden': ['x.ofd'],
  '/': ['abs.ofd'],
}
const list: ListFolder = (path) => Promise.resolve((TREE[path] ?? []).map((name) => ({ name: name.replace('/', ''), isFolder: name.endsWith('/') })))

describe('files that a pattern finds', () => {
  it.each([
    ['*.ofd', ['a.ofd']],
    ['./*.ofd', ['a.ofd']],
    ['in/*.ofd', ['in/c.ofd']],
    ['*/*.ofd', ['in/c.ofd']],
    ['**/*.ofd', ['a.ofd', 'in/c.ofd', 'in/deep/d.ofd']],
    ['in/**/*.ofd', ['in/c.ofd', 'in/deep/d.ofd']],
    ['in/**', ['in/c.ofd', 'in/deep/d.ofd']],
    ['**/deep/*', ['in/deep/d.ofd']],
    ['/*.ofd', ['/abs.ofd']],
    ['no/*.ofd', []],
  ])('%s', async (pattern, files) => {
    expect(await expandPattern(pattern, list)).toEqual(files)
  })
})
