import { describe, expect, it } from 'vitest'
import { KeyTables, REMEMBERED_KEYS } from '../../../src/crypto/kernel/key-tables.ts'

const point = (first: number, last = 0): Uint8Array => {
  const octets = new Uint8Array(64)
  octets[3] = first & 0xff
  octets[2] = first >> 8
  octets[63] = last
  return octets
}

interface Table { readonly serial: number; of: number }

function make(slots: readonly [number, number] = [2, 1]): { readonly tables: KeyTables<Table>; readonly built: Table[] } {
  const built: Table[] = []
  const tables = new KeyTables<Table>([{ width: 4, uses: 2, slots: slots[0] }, { width: 8, uses: 5, slots: slots[1] }], (width, over, octets) => {
    const table = over ?? { serial: built.length, of: 0 }
    table.of = (octets[3] as number) + 1000 * width
    if (over === undefined) built.push(table)
    return table
  })
  return { tables, built }
}

const use = (tables: KeyTables<Table>, octets: Uint8Array, times: number): unknown => {
  let last: unknown
  for (let i = 0; i < times; i++) last = tables.use(octets)
  return last
}

describe('tables of keys', () => {
  it('come after some uses, and a larger one after more', () => {
    const { tables } = make()
    expect(use(tables, point(1), 2)).toBeUndefined()
    expect(tables.use(point(1))).toMatchObject({ width: 4, table: { of: 4001 } })
    expect(use(tables, point(1), 3)).toMatchObject({ width: 8, table: { of: 8001 } })
  })

  it('belong to the octets, not to the object that holds them', () => {
    const { tables } = make()
    const octets = point(1)
    use(tables, octets, 3)
    octets[63] = 9
    expect(tables.use(octets)).toBeUndefined()
    expect(use(tables, point(1), 3)).toMatchObject({ table: { of: 4001 } })
  })

  it('of keys that begin alike do not take each other for the same', () => {
    const { tables } = make()
    expect(use(tables, point(1, 1), 3)).toMatchObject({ width: 4 })
    expect(tables.use(point(1, 2))).toBeUndefined()
    // The other was pushed out, and starts anew.
    expect(tables.use(point(1, 1))).toBeUndefined()
  })

  it('give way to those used later, and are never more than there is room for', () => {
    const { tables, built } = make()
    use(tables, point(1), 3)
    use(tables, point(2), 3)
    tables.use(point(1))
    expect(use(tables, point(3), 3)).toMatchObject({ table: { of: 4003 } })
    expect(tables.use(point(2))).toBeUndefined()
    expect(tables.use(point(1))).toMatchObject({ table: { of: 4001 } })
    for (let key = 10; key < 60; key++) use(tables, point(key), 7)
    expect(built.length).toBe(3)
    expect(new Set(built.map(({ of }) => of)).size).toBe(3)
  })

  it('outlive any number of keys that come once, and those are forgotten', () => {
    const { tables } = make()
    use(tables, point(1), 3)
    use(tables, point(2), 2)
    for (let key = 3; key < 3 + REMEMBERED_KEYS; key++) tables.use(point(key))
    expect(tables.use(point(1))).toMatchObject({ table: { of: 4001 } })
    expect(tables.use(point(2))).toBeUndefined()
  })

  it('are done without when there is no memory', () => {
    let asked = 0
    const tables = new KeyTables<number>([{ width: 4, uses: 2, slots: 4 }], () => {
      asked++
      return undefined
    })
    for (let i = 0; i < 100; i++) expect(tables.use(point(1))).toBeUndefined()
    expect(asked).toBe(1)
  })
})
