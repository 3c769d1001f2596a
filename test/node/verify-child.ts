/** A process of its own for `verify-file.test.ts`: verifies a file and says how much memory that took at most. */
import { join } from 'node:path'
import { verifyFile } from '../../src/node/verify-file.ts'
import { FIXTURES, OPTIONS } from '../verify/world.ts'

await verifyFile(join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd'), OPTIONS)
const before = process.resourceUsage().maxRSS
const { accepted } = await verifyFile(process.argv[2] as string, OPTIONS)
// Kilobytes.
console.log(JSON.stringify({ accepted, before, peak: process.resourceUsage().maxRSS }))
