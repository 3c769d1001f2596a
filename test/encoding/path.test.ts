import { describe, expect, test } from 'vitest'
import { directoryOf, foldPath, normalizePath, resolvePackagePath } from '../../src/encoding/path.ts'

const resolve = (reference: string, base: string): readonly [string, ...string[]] | undefined => {
  const resolved = resolvePackagePath(reference, base)
  return resolved === undefined ? undefined : [resolved.path, ...resolved.deviations]
}

describe('references between files of a package (ST_Loc)', () => {
  test('from the root with a leading slash, else from the directory of the file', () => {
    expect(resolve('/Doc_0/Document.xml', 'Doc_0/Signs')).toEqual(['Doc_0/Document.xml'])
    expect(resolve('SignedValue.dat', 'Doc_0/Signs/Sign_0')).toEqual(['Doc_0/Signs/Sign_0/SignedValue.dat'])
    expect(resolve('Doc_0/Document.xml', '')).toEqual(['Doc_0/Document.xml'])
    expect(resolve('../Res/a.png', 'Doc_0/Signs')).toEqual(['Doc_0/Res/a.png'])
    expect(resolve('a%2e%2e/b c.xml', '')).toEqual(['a%2e%2e/b c.xml'])
  })

  test('deviations are named', () => {
    expect(resolve('Pages\\Page_0\\Content.xml', 'Doc_0')).toEqual(['Doc_0/Pages/Page_0/Content.xml', 'backslash'])
    expect(resolve('./Res//a', 'Doc_0')).toEqual(['Doc_0/Res/a', 'dotSegment'])
    expect(resolve(' \n/OFD.xml\t', 'Doc_0')).toEqual(['OFD.xml', 'whiteSpace'])
    expect(resolve('Res/', 'Doc_0')).toEqual(['Doc_0/Res', 'trailingSlash'])
    expect(resolve('e\u0301.xml', '')).toEqual(['\u00e9.xml', 'notNfc'])
    expect(resolve('\\OFD.xml', 'Doc_0')).toEqual(['OFD.xml', 'backslash'])
  })

  test('nothing leaves the package, names the root or hides control characters', () => {
    const references = [
      '..', '../..', '/..', '../../OFD.xml', 'a/../../../b', '..\\..\\..\\x', 'C:\\x', 'c:/x', '/C:/x', '', ' ', '/', '.', './', 'Doc_0/..', '/a\u0000', 'a\nb',
    ]
    for (const reference of references) expect([reference, resolve(reference, '')]).toEqual([reference, undefined])
  })
})

test('paths that start at the root', () => {
  expect(normalizePath('/')).toEqual({ path: '', deviations: new Set(['absolute', 'trailingSlash']) })
  expect(normalizePath('//a//')).toEqual({ path: 'a', deviations: new Set(['absolute', 'trailingSlash', 'dotSegment']) })
  expect(normalizePath('a/../b')).toEqual({ path: 'b', deviations: new Set(['parentSegment']) })
})

test('directory of a path', () => {
  expect([directoryOf('OFD.xml'), directoryOf('Doc_0/Document.xml'), directoryOf('a/b/c'), directoryOf('')]).toEqual(['', 'Doc_0', 'a/b', ''])
})

test('paths that differ in case only fold to one key, others do not', () => {
  for (const [a, b] of [['OFD.XML', 'ofd.xml'], ['ſ', 's'], ['ß', 'SS'], ['ς', 'Σ'], ['\u212a', 'k'], ['e\u0301', '\u00c9']] as const) expect(foldPath(a)).toBe(foldPath(b))
  for (const [a, b] of [['a/b', 'a\\b'], ['a', 'à'], ['发', '發'], ['a.xml', 'a.xml ']] as const) expect(foldPath(a)).not.toBe(foldPath(b))
})
