/** Takes the fields of a SEQUENCE one after the other, and insists that none is left. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG } from './der.ts'
import type { DerElement } from './der.ts'
import { expectTag } from './der-values.ts'

export class Fields {
  readonly #outer: DerElement
  readonly #structure: string
  #index = 0

  /**
   * @param structure the ASN.1 type's name, for errors
   * @param tag the identifier octet wanted; a SEQUENCE by default
   * @throws FormatError when the element has another tag
   */
  constructor(outer: DerElement, structure: string, tag: number = TAG.SEQUENCE) {
    expectTag(outer, tag)
    this.#outer = outer
    this.#structure = structure
  }

  /** How many fields have not been taken. */
  get remaining(): number {
    return this.#outer.children.length - this.#index
  }

  /** The next field without taking it. */
  peek(): DerElement | undefined {
    return this.#outer.children[this.#index]
  }

  /** Takes the next field, of one of the tags where any is given. @throws FormatError when there is none such */
  take(...tags: readonly number[]): DerElement {
    const next = this.peek()
    if (next === undefined) throw this.#unexpected()
    if (tags.length > 0) expectTag(next, ...tags)
    this.#index++
    return next
  }

  /** Takes the next field if it has one of the tags. */
  optional(...tags: readonly number[]): DerElement | undefined {
    const next = this.peek()
    if (next === undefined || !tags.includes(next.tag)) return undefined
    this.#index++
    return next
  }

  /** @throws FormatError when a field is left */
  end(): void {
    if (this.remaining > 0) throw this.#unexpected()
  }

  #unexpected(): FormatError {
    const offset = this.peek()?.start ?? this.#outer.contentEnd
    return new FormatError(
      finding('DER_STRUCTURE_UNEXPECTED', this.#outer.rules.at, { offset, structure: this.#structure }),
    )
  }
}
