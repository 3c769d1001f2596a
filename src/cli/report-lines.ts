/** Lines of files of any size, in memory that does not grow with them. */
import { createReadStream } from 'node:fs'
import { fromUtf8 } from '../encoding/octets.ts'
import { STDIN, reasonOf, unreadable } from './files.ts'
import type { Io } from './io.ts'

const LINE_FEED = 0x0a

/** A line without its end; what is longer than may be is passed over, and what is not UTF-8 is no text. */
export type Line = { readonly text: string } | { readonly problem: 'long' | 'encoding' }

function lineOf(pieces: readonly Uint8Array[], isFirst: boolean): Line {
  const text = fromUtf8(Buffer.concat(pieces))
  if (text === undefined) return { problem: 'encoding' }
  return { text: isFirst ? text.replace(/^\ufeff/, '') : text }
}

/**
 * The lines of a file or of standard input.
 * @param longest octets of one line
 * @throws UsageError when it cannot be read
 */
export async function* linesOf(name: string, longest: number, io: Pick<Io, 'stdin'>): AsyncGenerator<Line, void, undefined> {
  let [pieces, length, count]: [Uint8Array[], number, number] = [[], 0, 0]
  const take = (piece: Uint8Array): void => {
    length += piece.length
    if (length > longest) pieces = []
    else pieces.push(piece)
  }
  const end = (): Line => {
    const line: Line = length > longest ? { problem: 'long' } : lineOf(pieces, count === 0)
    ;[pieces, length, count] = [[], 0, count + 1]
    return line
  }
  const chunks = (name === STDIN ? io.stdin : createReadStream(name)) as AsyncIterable<Uint8Array>
  try {
    for await (const chunk of chunks) {
      let start = 0
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, start)) {
        take(chunk.subarray(start, at))
        start = at + 1
        yield end()
      }
      take(chunk.subarray(start))
    }
  } catch (cause) {
    throw unreadable(reasonOf(cause), cause)
  }
  if (length > 0) yield end()
}
