/** zlib data (RFC 1950) of which nobody says how much they give: inflated strictly, up to a limit, with their checksum. */
import { FormatError, LimitExceededError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { inflateUpTo } from './inflate.ts'

/** The largest prime below 65536. */
const ADLER_MODULUS = 65_521
/** How many octets fit into a sum of 32 bits before it must be reduced. */
const ADLER_RUN = 5552

function adler32(octets: Uint8Array): number {
  let [a, b] = [1, 0]
  for (let start = 0; start < octets.length; start += ADLER_RUN) {
    for (const octet of octets.subarray(start, start + ADLER_RUN)) {
      a += octet
      b += a
    }
    a %= ADLER_MODULUS
    b %= ADLER_MODULUS
  }
  return b * 65_536 + a
}

/**
 * Inflates zlib data that fill the input.
 * @throws FormatError (`ZLIB_INVALID`) for anything but one stream with its checksum, without a preset dictionary;
 *   LimitExceededError (`zipEntryBytes`)
 */
export function inflateZlib(source: Uint8Array, { budget, at = [] }: { readonly budget: Budget; readonly at?: Locator }): Uint8Array<ArrayBuffer> {
  const invalid = (): FormatError => new FormatError(finding('ZLIB_INVALID', at))
  const [method = 0, flags = 0] = source
  const isZlib = source.length > 6 && (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && (method * 256 + flags) % 31 === 0
  if (!isZlib) throw invalid()
  const maximum = budget.limits.zipEntryBytes
  const output = inflateUpTo(source.subarray(2, -4), maximum)
  if (output === 'tooMuch') throw new LimitExceededError('zipEntryBytes', maximum, at)
  const checksum = new DataView(source.buffer, source.byteOffset + source.length - 4, 4).getUint32(0)
  if (output === undefined || adler32(output) !== checksum) throw invalid()
  return output
}
