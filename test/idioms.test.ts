import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cheapIdioms } from '../idioms.config.ts'

/** What a script makes, before and after. */
const both = (code: string): readonly [unknown, unknown] => [runInThisContext(code), runInThisContext(cheapIdioms(code))]

/** Keys in their order, at any depth. */
const keysOf = (value: unknown): unknown =>
  (Array.isArray(value) ? value.map(keysOf) : typeof value === 'object' && value !== null ? Reflect.ownKeys(value).map((key) => [key, keysOf((value as Record<PropertyKey, unknown>)[key])]) : 0)

describe('objects', () => {
  it.each([
    ['function f(b) { return { a: 1, ...(b === undefined ? {} : { b }), c: 2 } }',
      'function f(b) { let $o0; return ($o0 = { a: 1 }, (((b === undefined ) ? 0 : ( $o0.b = b ))), $o0.c = 2 , $o0) }'],
    ['const f = (a) => ({ ...a, c: 2 })', 'const f = (a) => { let $o0; return ( (($o0 = { ...null, ...a }, $o0.c = 2 , $o0))); }'],
    ['const a = { ...b, c: { ...d(), e: [{ ...f, ...g }] } }', 'const a = { ...null, ...b, c: { ...null, ...d(), e: [{ ...null, ...f, ...g }] } }'],
    // Without the function, all of it would be kept.
    ['function f(a) { return { ...a, g: () => a } }', 'function f(a) { return { ...null, ...a, g: () => a } }'],
  ])('are made and then added to: %s', (code, changed) => {
    expect(cheapIdioms(code)).toBe(changed)
  })

  it.each([
    'const a = { ...b }', 'const a = { c: 1, ...b }', 'const { ...rest } = a', '({ ...rest } = a)', 'f(...a, b)', 'const a = [...b, c]', "const a = '{ ...b, c: 1 }'", '',
    'function f(a) { return { b: a, c: 1 } }', 'const a = (() => ({ b, ...(c && { c }) }))()', 'function f(a) { return { b: a, toString: 1, ...a } }',
  ])('stay as they are: %s', (code) => {
    expect(cheapIdioms(code)).toBe(code)
  })

  it('are the same: keys in their order, getters read once, later members win', () => {
    const code = `(() => { let reads = 0
const one = { get a() { return ++reads }, b: 2, [Symbol.for('s')]: 3 }
const of = (b, c) => ({ x: 1, ...(b === undefined ? {} : { b, y: [b] }), ...(c ? { c, ...(b && { d: { ...one, b, z: 0 } }) } : { 'no c': true }), ...b === 0 ? { e: 1 } : {}, x: 2,
  last: 'é', })
const nested = (a, { b } = { ...one, q: 1 }) => [a, b].map((v) => ({ ...(v && { v: { ...{ v }, ...(v > 1 ? {} : { small: (v, 7) }) } }), n: function () { return 1 }.call(), m: 1 }))
class C { field = { ...one, f: 1 }; static made = { ...one, f: (() => ({ ...one, g: 2 }))() }; get it() { return { ...this.field, more: { k: 1, ...(this.no && { no: 1 }) } } } }
function* g() { yield { ...one, y: yield 1, z: 2 } }
const all = [...g()]
return [{ ...one, c: 4, b: 5 }, { ...undefined, ...one }, { ...(reads > 0 && { d: 6 }), e: 7 }, of(), of(0, 1), of(1, 1), of(1, 0), nested(1), nested(2, { b: 3 }), { ...C.made }, new C().it, all,
  JSON.parse('{"__proto__":1}') && (() => ({ ...JSON.parse('{"__proto__":1}'), p: 1 }))(), reads] })()`
    const [before, after] = both(code)
    expect(after).toStrictEqual(before)
    expect(keysOf(after)).toEqual(keysOf(before))
  })

  it('are the same where something is waited for on the way', async () => {
    const code = `(async () => { const f = async (a) => ({ a, ...(a > 1 ? { b: await a } : {}), c: await Promise.resolve(a), ...(await a && { d: 1 }) }); return Promise.all([f(0), f(1), f(2)]) })()`
    const [before, after] = both(code) as [Promise<unknown>, Promise<unknown>]
    expect(keysOf(await after)).toEqual(keysOf(await before))
    expect(await after).toEqual(await before)
  })
})

describe('flatMap', () => {
  it('is a function, but for what may be missing', () => {
    expect(cheapIdioms('(a ?? []).flatMap((b) => b.c).length')).toMatch(/^\$flatMap\(\(a \?\? \[\]\), \(b\) => b\.c\)\.length\nfunction \$flatMap\(/)
    for (const code of ['a?.flatMap(f)', 'a.b?.c.flatMap(f)', 'a.flatMap(f, self)', 'a.flatMap?.(f)', "a['flatMap'](f)"]) expect(cheapIdioms(code)).toBe(code)
  })

  it('gives the same', () => {
    const [before, after] = both(`[[1, 2, 3].flatMap((x, i, all) => (x === 2 ? [] : [x, [i, all.length]])), [[1], 2].flatMap((x) => x), [1, 2]
      .flatMap((x) => [x].flatMap((y) => [y, x])), [0, 1].flatMap((x) => x ? undefined : 'ab'), { flatMap: (of) => of(2) }.flatMap((x) => x + 1)]`)
    expect(after).toEqual(before)
  })
})

it('moves nothing to another line', () => {
  const code = `const f = (a) =>
  ({
    a,
    ...(a.b === 1
      ? {}
      : { b: a
          .flatMap(
            (x) => [x]) }),
    c: () => {
      return { ...a, d: 1,
        e: 2,
      }
    },
    z: 1,
  })
const end = 1`
  const [before, after] = [code.split('\n'), cheapIdioms(code).split('\n')]
  const names = (lines: readonly string[]) => lines.map((line) => [...new Set(line.match(/\b(?:[abcdez]|end|const|x)\b/g))].sort())
  expect(names(after.slice(0, before.length)).toString()).toBe(names(before).toString())
})

it('takes no name that is taken', () => {
  expect(() => cheapIdioms('const $o0 = 1')).toThrow('names')
})
