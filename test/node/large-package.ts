/** A license with large files in it, all of them signed: stored and deflated ones, cheap to make. */
import { writeZip } from '../../src/encoding/zip-writer.ts'
import { RIGHT, SIGNING_TIME, licensePackage } from '../../fixtures/generate/scene.ts'
import { signPackage, unsigned } from '../../src/forge/signing.ts'

const MEGABYTE = 1024 * 1024

function noise(length: number, seed: number): Uint8Array {
  const words = new Uint32Array(length / 4)
  let state = seed
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[i] = state
  }
  return new Uint8Array(words.buffer)
}

/** @param megabytes of the whole, about: three fifths stored, the rest noise that was deflated in vain and text that shrinks */
export function largePackage(megabytes: number): Uint8Array {
  const part = Math.floor(megabytes / 5) * MEGABYTE
  const text = new Uint8Array(2 * part).map((_, i) => 0x20 + ((i * i) >> 9) % 64)
  const large = new Map<string, Uint8Array>([
    ['Doc_0/Res/a.dat', noise(part, 1)],
    ['Doc_0/Res/b.dat', noise(part, 2)],
    ['Doc_0/Res/c.dat', noise(part, 3)],
    ['Doc_0/Res/deflated.dat', noise(part, 4)],
    ['Doc_0/Res/text.xml', text],
  ])
  const { parts } = signPackage(unsigned(new Map([...licensePackage({}), ...large])), RIGHT)
  return writeZip([...parts].map(([path, bytes]) => ({ path, bytes, method: /\/[abc]\.dat$/.test(path) ? 'stored' as const : 'deflate' as const })), { time: SIGNING_TIME })
}
