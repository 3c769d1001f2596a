/** `npm run size`: prints the sizes of the entries, and fails where one is over its limit. Needs a build. */
import { AIM, measureSizes } from './sizes.ts'

const kilobytes = (octets: number): string => (octets / 1000).toFixed(1)

const sizes = await measureSizes()
console.log('entry              minified KB   gzip KB   later KB   limit KB')
for (const { entry, node, minified, gzip, later, limit } of sizes) {
  const mark = gzip > limit ? '  OVER' : node ? '  (Node)' : ''
  console.log(`${entry.padEnd(18)} ${kilobytes(minified).padStart(11)} ${kilobytes(gzip).padStart(9)} ${kilobytes(later).padStart(10)} ${kilobytes(limit).padStart(10)}${mark}`)
}
const whole = sizes.find(({ entry }) => entry === 'yinxin')
if (whole !== undefined && whole.gzip > AIM) console.log(`yinxin, which verifies OFD, is ${kilobytes(whole.gzip - AIM)} KB above the aim of ${kilobytes(AIM)} KB`)
process.exitCode = sizes.some(({ gzip, limit }) => gzip > limit) ? 1 : 0
