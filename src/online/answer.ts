/** Octets that a source answered, read by a parser: what is not what was asked for makes the source useless, not the call fail. */
import { finding } from '../diagnostics/index.ts'
import { fromAscii } from '../encoding/characters.ts'
import { parsePem } from '../encoding/pem.ts'
import { SourceUnavailableError, VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'

/** The error of an answer that is not what was asked for. */
export function unusableAnswer(host: string, code: string, options?: ErrorOptions): SourceUnavailableError {
  return new SourceUnavailableError(finding('ONLINE_RESPONSE_UNUSABLE', [], { host, code }), options)
}

/** Parses within limits of its own. @throws SourceUnavailableError when the parser does not take the octets */
export function parsedAnswer<Value>(host: string, parse: (budget: Budget) => Value): Value {
  try {
    return parse(new Budget())
  } catch (cause) {
    if (cause instanceof VerificationError && !(cause instanceof SourceUnavailableError)) throw unusableAnswer(host, cause.code, { cause })
    throw cause
  }
}

/** DER of an answer: some servers send PEM where the standards have DER. */
export function derOf(octets: Uint8Array, label: string): Uint8Array {
  if (octets[0] !== 0x2d) return octets
  const [block] = parsePem(fromAscii(octets) ?? '').filter((one) => one.label === label)
  return block?.bytes ?? octets
}
