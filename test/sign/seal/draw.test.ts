/** Drawn seal pictures: specimens, and never anything else. */
import { describe, expect, it } from 'vitest'
import { parseXml } from '../../../src/encoding/xml.ts'
import { Budget } from '../../../src/limits.ts'
import { sniffPicture } from '../../../src/seal/index.ts'
import { drawSealPicture } from '../../../src/sign/seal/index.ts'
import { sealPicture } from '../../../src/sign/seal/picture/seal-picture.ts'

const draw = (name: string, text?: string, format?: 'PNG' | 'SVG'): ReturnType<typeof drawSealPicture> =>
  drawSealPicture({ name, shape: 'round', specimen: true, ...(text !== undefined && { text }), ...(format && { format }) })
const textOf = (data: Uint8Array): string => new TextDecoder().decode(data)

describe('drawSealPicture', () => {
  it('draws the picture of the fixtures as PNG', () => {
    const { type, data, widthMm, heightMm } = draw('东海省市场监督管理局', undefined, 'PNG')
    expect([type, widthMm, heightMm]).toEqual(['PNG', 42, 42])
    expect(data).toEqual(sealPicture('东海省市场监督管理局'))
    expect(sniffPicture(data).format).toBe('PNG')
  })

  it('draws SVG: strokes where there are some, text elsewhere, a line of text below', () => {
    const drawn = draw('东海省', '监督章')
    expect(sniffPicture(drawn.data).format).toBe('SVG')
    expect(textOf(drawn.data)).not.toContain('<text')
    const set = textOf(draw('南屏<市>', '公章').data)
    expect(set.match(/<text/g)).toHaveLength(6)
    expect(set).toContain('>&lt;</text>')
    expect(set).toContain('>公章</text>')
    expect(() => parseXml(new TextEncoder().encode(set), { budget: new Budget() })).not.toThrow()
  })

  it('marks every picture as a specimen, and cannot be asked not to', () => {
    // The strokes of 样章 and of SPECIMEN: the same paths whatever the name.
    const paths = (data: Uint8Array): ReadonlySet<string> => new Set(textOf(data).match(/<path[^>]*>/g))
    const other = paths(draw('西', '理').data)
    const common = [...paths(draw('东').data)].filter((path) => other.has(path))
    expect(common.length).toBeGreaterThan(60)
    expect(() => drawSealPicture({ name: '东', shape: 'round', specimen: false as unknown as true })).toThrow(TypeError)
    expect(() => draw('')).toThrow(TypeError)
  })

  it('refuses a PNG of characters that it has no strokes for', () => {
    expect(() => draw('南屏市', undefined, 'PNG')).toThrow(RangeError)
    expect(() => draw('constructor', undefined, 'PNG')).toThrow(RangeError)
  })
})
