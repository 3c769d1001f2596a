/** Digests that are computed together are those that are computed one after the other, at the same price, and fail alike. */
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { DIGESTS } from '../../../src/crypto/digest.ts'
import { sm3 } from '../../../src/crypto/index.ts'
import { EntryDigests } from '../../../src/document/ofd/entry-digests.ts'
import { toHex } from '../../../src/encoding/octets.ts'
import { openZip } from '../../../src/encoding/zip.ts'
import { LimitExceededError, VerificationError } from '../../../src/errors.ts'
import { Budget } from '../../../src/limits.ts'

const SIZES = [0, 1, 40_000, 700, 300_000, 64, 5, 2000]
const CONTENTS = SIZES.map((size, i) => new Uint8Array(size).map((_, at) => (at * (i + 3)) & 0xff))

/** A package in which the content of one file was changed. */
function pack(broken?: number): Uint8Array {
  const bytes = zipSync(Object.fromEntries(CONTENTS.map((content, i) => [`f${String(i)}`, content])), { level: 0 })
  const budget = new Budget()
  if (broken !== undefined) (bytes[openZip(bytes, { budget }).entries[broken]?.layout.dataStart ?? 0] as number) ^= 1
  return bytes
}

/** What asking for each digest, twice, gives, up to the first limit; and what was paid. */
async function outcomes(bytes: Uint8Array, together: boolean, zipTotalBytes: number): Promise<readonly string[]> {
  const budget = new Budget({ zipTotalBytes })
  const zip = openZip(bytes, { budget })
  const digests = new EntryDigests(zip)
  const told: string[] = []
  for (const round of [1, 2]) {
    if (together) digests.prepare(zip.entries, DIGESTS.SM3, budget)
    for (const entry of zip.entries) {
      try {
        told.push(toHex(await digests.of(entry, DIGESTS.SM3, budget)))
      } catch (error) {
        if (!(error instanceof VerificationError)) throw error
        told.push(`${String(round)} ${error.code} ${error.at.join()}`)
        if (error instanceof LimitExceededError) return told
      }
    }
  }
  return [...told, `paid ${String(budget.spent('zipTotalBytes'))}`]
}

test('together and one after the other', async () => {
  const alone = await outcomes(pack(), false, 1_000_000)
  expect(alone.slice(0, CONTENTS.length)).toEqual(CONTENTS.map((content) => toHex(sm3(content))))
  const total = SIZES.reduce((sum, size) => sum + size, 0)
  for (const broken of [undefined, 1, 2, 3, 4, 7]) {
    for (const limit of [10, 40_001, 40_700, 40_701, total - 1, total, total + 1, 2 * total, 1_000_000]) {
      const bytes = pack(broken)
      expect(await outcomes(bytes, true, limit)).toEqual(await outcomes(bytes, false, limit))
    }
  }
  expect((await outcomes(pack(3), true, 1_000_000))[3]).toBe('1 ZIP_CRC_MISMATCH f3')
})
