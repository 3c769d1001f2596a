/** Collects the findings of one parse, in order, without letting hostile input multiply them. */
import type { Finding, Note } from '../diagnostics/index.ts'

/** Findings kept of one code. A blob of ten thousand indefinite lengths has one problem, not ten thousand. */
const MAXIMUM_OF_ONE_CODE = 8

const NOT_DER: ReadonlySet<string> = new Set(['BER_INDEFINITE_LENGTH', 'BER_LENGTH_NOT_MINIMAL', 'BER_CONSTRUCTED_STRING'])

export class Notes {
  readonly #findings: Finding[] = []
  readonly #counts = new Map<string, number>()

  /** Keeps a finding; the first eight of a code, and each offset of a code once. */
  readonly note: Note = (noticed) => {
    const offset = noticed.params['offset']
    const repeated = offset !== undefined && this.#findings.some(({ code, params }) => code === noticed.code && params['offset'] === offset)
    const count = this.#counts.get(noticed.code) ?? 0
    if (repeated || count >= MAXIMUM_OF_ONE_CODE) return
    this.#counts.set(noticed.code, count + 1)
    this.#findings.push(noticed)
  }

  /** Whether the input has lengths or split strings that DER does not, so that its DER form differs. */
  get departsFromDer(): boolean {
    return this.#findings.some(({ code }) => NOT_DER.has(code))
  }

  get findings(): readonly Finding[] {
    return [...this.#findings]
  }
}
