import { describe, expect, it } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { distance, nearest } from '../../src/cli/nearest.ts'

const KINDS = { trust: 'many', certs: 'many', policy: 'one', json: 'flag' } as const
const read = (line: string): ReturnType<typeof readArguments> => readArguments(line.split(' ').filter((word) => word !== ''), KINDS)
const errorOf = (line: string): string | undefined => {
  try {
    read(line)
    return undefined
  } catch (error) {
    return error instanceof UsageError ? error.key : 'other'
  }
}

describe('words of a command line', () => {
  it.each([
    ['a.ofd --trust r.pem s.pem', ['a.ofd'], ['r.pem', 's.pem']],
    ['--trust r.pem s.pem -- a.ofd -b.ofd', ['a.ofd', '-b.ofd'], ['r.pem', 's.pem']],
    ['--trust=r.pem a.ofd', ['a.ofd'], ['r.pem']],
    ['a.ofd --trust r.pem --json --trust s.pem', ['a.ofd'], ['r.pem', 's.pem']],
    ['--json a.ofd', ['a.ofd'], []],
    ['--policy lenient-vendor a.ofd', ['a.ofd'], []],
    ['- --trust -', ['-'], ['-']],
    ['--trust r=s.pem --', [], ['r=s.pem']],
    ['--trust=r=s.pem', [], ['r=s.pem']],
  ])('%s', (line, operands, trust) => {
    expect(read(line).operands).toEqual(operands)
    expect(read(line).many('trust')).toEqual(trust)
  })

  it('takes words after an option of several values for its values, but documents and standard input for files', () => {
    expect(read('--trust r.pem license').operands).toEqual([])
    for (const file of ['a.ofd', 'A.OFD', 'seal.esl', 'SignedValue.dat', '-']) {
      expect(read(`--trust r.pem ${file} s.pem`).operands).toEqual([file])
      expect(read(`--trust r.pem ${file} s.pem`).many('trust')).toEqual(['r.pem', 's.pem'])
    }
  })

  it.each([
    ['--trsut r', 'unknownOptionNear'],
    ['--nonsense', 'unknownOption'],
    ['-x', 'unknownOption'],
    ['-trust r', 'unknownOptionNear'],
    ['--constructor', 'unknownOption'],
    ['--__proto__=x', 'unknownOption'],
    ['--trust', 'optionWantsValue'],
    ['--trust --json', 'optionWantsValue'],
    ['--trust=', 'optionWantsValue'],
    ['--policy', 'optionWantsValue'],
    ['--policy a --policy b', 'optionRepeated'],
    ['--json --json', 'optionRepeated'],
    ['--json=yes', 'optionTakesNoValue'],
    ['a --json', undefined],
  ])('%s: %s', (line, key) => {
    expect(errorOf(line)).toBe(key)
  })
})

describe('what somebody meant to type', () => {
  it('counts slips', () => {
    expect([distance('', ''), distance('abc', ''), distance('abc', 'abd'), distance('abc', 'acb'), distance('kitten', 'sitting')]).toEqual([0, 3, 1, 1, 3])
  })

  it('names the nearest first, parts of names too, and nothing far away', () => {
    expect(nearest('verfy', ['verify', 'check'])).toEqual(['verify'])
    expect(nearest('digest', ['A_DIGEST_B', 'X'])).toEqual(['A_DIGEST_B'])
    expect(nearest('', ['verify'])).toEqual([])
    expect(nearest('zzzzzz', ['verify', 'check'])).toEqual([])
  })

  it('stays quick for a very long word', () => {
    expect(nearest('A'.repeat(1e6), Array.from({ length: 500 }, (_, index) => `CODE_${index}`))).toEqual([])
  })
})
