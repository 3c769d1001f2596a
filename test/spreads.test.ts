import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cheapSpreads } from '../spreads.config.ts'

describe('cheapSpreads', () => {
  it('begins objects that are copied and added to with a spread of nothing, at any depth', () => {
    expect(cheapSpreads('export const a = { ...b, c: { ...d(), e: [{ ...f, ...g }] } }\nuse(a)\n'))
      .toBe('export const a = { ...null, ...b, c: { ...null, ...d(), e: [{ ...null, ...f, ...g }] } }\nuse(a)\n')
  })

  it.each([
    'const a = { ...b }', 'const a = { c: 1, ...b }', 'const { ...rest } = a', '({ ...rest } = a)', 'f(...a, b)', 'const a = [...b, c]', "const a = '{ ...b, c: 1 }'", '',
  ])('leaves all else as it is: %s', (code) => {
    expect(cheapSpreads(code)).toBe(code)
  })

  it('changes no object: getters are read once, keys keep their order, later members win', () => {
    const code = `(() => { let reads = 0
const one = { get a() { return ++reads }, b: 2, [Symbol.for('s')]: 3 }
return [{ ...one, c: 4, b: 5 }, { ...undefined, ...one }, { ...(reads > 0 && { d: 6 }), e: 7 }, reads] })()`
    const changed = cheapSpreads(code)
    expect(changed.split('...null').length).toBe(4)
    const [before, after] = [code, changed].map((script) => runInThisContext(script) as readonly unknown[])
    expect(after).toStrictEqual(before)
    const keys = (values: readonly unknown[] = []) => values.map((value) => Reflect.ownKeys(Object(value) as object))
    expect(keys(after)).toEqual(keys(before))
  })
})
