/**
 * A process of its own for `memory.test.ts`: verifies one document many times and says how much memory that leaves behind.
 * Awaits alone: nothing else lets the event loop turn, and every fourth document is damaged.
 */
import { createCache, verify } from '../../src/index.ts'
import { LICENSE, OPTIONS } from '../verify/world.ts'

const count = Number(process.argv[2])
const verificationCache = createCache()
const collect = (globalThis as unknown as { readonly gc: () => void }).gc
const heap = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
const changing = Uint8Array.from(LICENSE)
const readings: number[] = []
for (let index = 0; index < count; index++) {
  // Other octets each time, and every other time without a cache: what is remembered must not grow.
  changing[4000 + (index % 20_000)] = (changing[4000 + (index % 20_000)] as number) ^ 1
  await verify(index % 4 === 0 ? changing : LICENSE, index % 2 === 0 ? OPTIONS : { ...OPTIONS, verificationCache })
  if ((index + 1) % (count / 10) === 0) readings.push(heap())
}
console.log(JSON.stringify({ readings, cached: verificationCache.stats().bytes }))
