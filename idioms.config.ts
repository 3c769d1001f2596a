/**
 * Writes some idioms of the sources as the engine of Node 20 (V8 11) runs them fastest; sources stay as they are read best.
 *
 * - `{ a, ...(b === undefined ? {} : { b }), c }` and `{ ...one, c }` make objects that are thrown away, and classes of objects
 *   of their own. They become an object and assignments to it, in the same order.
 * - `flatMap` calls into the engine's runtime for each element. It becomes a function that does not.
 *
 * What the engine does was seen by hand, in profiles and in traces of its garbage collector. Nothing moves to another line: source maps stay right.
 */
import { parseAst } from 'rollup/parseAst'

/** Of a tree after ESTree, what is looked at here. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly name?: string
  readonly key?: Node
  readonly value?: Node | string
  readonly kind?: string
  readonly computed?: boolean
  readonly shorthand?: boolean
  readonly optional?: boolean
  readonly operator?: string
  readonly argument?: Node
  readonly arguments?: readonly Node[]
  readonly callee?: Node
  readonly object?: Node
  readonly property?: Node
  readonly properties?: readonly Node[]
  readonly test?: Node
  readonly consequent?: Node
  readonly alternate?: Node
  readonly left?: Node
  readonly right?: Node
  readonly body?: Node
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const TEMPORARY = '$o'
const FLAT_MAP = '$flatMap'
/** As `Array.prototype.flatMap` for arrays, which have no holes here; whatever else has a `flatMap` keeps its own. */
const FLAT_MAP_CODE = `function ${FLAT_MAP}(all, of) { if (!Array.isArray(all)) return all.flatMap(of); const flat = []; for (let i = 0; i < all.length; i++) { const one = of(all[i], i, all); if (Array.isArray(one)) for (let j = 0; j < one.length; j++) flat.push(one[j]); else flat.push(one); } return flat; }\n`

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : [value])).filter(isNode)
}

/**
 * A property whose definition an assignment can stand for: no accessor, and nothing that every object has already. A function that is assigned
 * to a property is kept by the engine, with all that it refers to, until old memory is cleared; one that is defined is not.
 */
function isPlain({ type, kind, computed, key, value }: Node): boolean {
  if (type !== 'Property' || kind !== 'init' || computed === true || key === undefined) return false
  if (!isNode(value) || FUNCTIONS.has(value.type)) return false
  const name = key.type === 'Identifier' ? key.name : key.value
  return typeof name === 'string' && !(name in Object.prototype)
}

const isAssignable = (property: Node): boolean => isPlain(property) || isConditional(property)

/** A spread of an object literal, or of nothing, as a condition says. */
function isConditional({ type, argument }: Node): boolean {
  if (type !== 'SpreadElement' || argument === undefined) return false
  const isListed = ({ type: of, properties = [] }: Node): boolean => of === 'ObjectExpression' && properties.every(isAssignable)
  if (argument.type === 'LogicalExpression') return argument.operator === '&&' && isListed(argument.right as Node)
  return argument.type === 'ConditionalExpression' && isListed(argument.consequent as Node) && isListed(argument.alternate as Node)
}

/** The first property from which on assignments do: the length where they do for none, -1 where there is no need of any. */
function assignableFrom(properties: readonly Node[]): number {
  const from = properties.findLastIndex((property) => !isAssignable(property)) + 1
  return from > 0 ? from : properties.findIndex(isConditional)
}

/** Whether what stands before a call ends it where something is missing, as in `a?.b.flatMap(c)`. */
function isOptional({ type, optional, object, callee }: Node): boolean {
  const before = type === 'MemberExpression' ? object : type === 'CallExpression' ? callee : undefined
  return optional === true || (before !== undefined && isOptional(before))
}

class Rewriter {
  readonly #code: string
  /** How many temporaries the function has that is being written; undefined outside of functions, and in their parameters. */
  #temporaries: number | undefined
  /** Functions that are called where they are written, outside of others. */
  readonly #once = new Set<Node>()
  usesFlatMap = false

  constructor(code: string) {
    this.#code = code
  }

  /** The code of a node, and with `from` and `to` what stands around it. */
  write(node: Node, from = node.start, to = node.end): string {
    return this.#write(childrenOf(node), from, to)
  }

  /** The code from a place to another, and in it of some nodes. */
  #write(nodes: readonly Node[], from: number, to: number): string {
    let [written, at] = ['', from]
    for (const child of [...nodes].sort((a, b) => a.start - b.start)) {
      // The name of a shorthand property is its value too.
      if (child.start < at) continue
      written += this.#code.slice(at, child.start) + this.#one(child)
      at = child.end
    }
    return written + this.#code.slice(at, to)
  }

  #one(node: Node): string {
    if (FUNCTIONS.has(node.type)) return this.#function(node)
    if (node.type === 'PropertyDefinition' || node.type === 'StaticBlock') return this.#within(undefined, () => this.write(node))
    if (node.type === 'ObjectExpression') return this.#object(node)
    if (node.type === 'CallExpression') return this.#call(node)
    return this.write(node)
  }

  #within<Result>(temporaries: number | undefined, write: () => Result): Result {
    const before = this.#temporaries
    this.#temporaries = temporaries
    const result = write()
    this.#temporaries = before
    return result
  }

  #function(node: Node): string {
    if (this.#once.has(node)) return this.write(node)
    const body = node.body as Node
    const isBlock = body.type === 'BlockStatement'
    // Parentheses about the body of an arrow function belong to neither it nor the arrow.
    const start = isBlock ? body.start : this.#code.lastIndexOf('=>', body.start) + 2
    const head = this.#within(undefined, () => this.#write(childrenOf(node).filter((one) => one !== body), node.start, start))
    const { written, declared } = this.#within(0, () => ({
      written: this.#write([body], start, node.end),
      declared: Array.from({ length: this.#temporaries ?? 0 }, (_, index) => `${TEMPORARY}${String(index)}`).join(', '),
    }))
    if (declared === '') return head + written
    return isBlock ? `${head}{ let ${declared};${written.slice(1)}` : `${head} { let ${declared}; return (${written}); }`
  }

  #object(node: Node): string {
    const properties = node.properties as readonly Node[]
    const from = assignableFrom(properties)
    const [first] = properties
    const spread = first?.type === 'SpreadElement' && properties.length > 1 ? '...null, ' : ''
    const isWorthIt = from >= 0 && from < properties.length && properties.some(({ type }) => type === 'SpreadElement')
    if (this.#temporaries === undefined || !isWorthIt) {
      return spread === '' ? this.write(node) : `{${this.#code.slice(node.start + 1, (first as Node).start)}${spread}${this.write(node, (first as Node).start)}`
    }
    const name = `${TEMPORARY}${String(this.#temporaries++)}`
    let [written, at] = [`(${name} = {`, node.start + 1]
    for (const [index, property] of properties.entries()) {
      const between = this.#code.slice(at, property.start)
      if (index === from) written += index === 0 ? `}, ${between}` : ` }${between}`
      else written += between
      if (index === 0) written += from === 0 ? '' : spread
      written += index < from ? this.#one(property) : this.#assign(property, name)
      at = property.end
    }
    return `${written}${this.#code.slice(at, node.end - 1).replace(',', '')}, ${name})`
  }

  /** A property as an assignment to the object of a name. */
  #assign(property: Node, name: string): string {
    if (property.type === 'Property') {
      const { key, value, shorthand } = property as { readonly key: Node; readonly value: Node; readonly shorthand?: boolean }
      const text = this.#code.slice(key.start, key.end)
      const target = key.type === 'Identifier' ? `${name}.${text}` : `${name}[${text}]`
      if (shorthand === true) return `${target} = ${text}`
      const [before, after] = [this.#code.slice(key.end, value.start), this.#code.slice(value.end, property.end)]
      return `${target} =${before.replace(':', '')}${this.#one(value)}${after}`
    }
    const argument = property.argument as Node
    const isLogical = argument.type === 'LogicalExpression'
    const parts = isLogical ? [argument.left, argument.right] : [argument.test, argument.consequent, argument.alternate]
    const [test, yes, no] = parts as [Node, Node, Node?]
    const start = this.#code.slice(property.start, test.start).replace('...', '')
    const open = `(${start}(${this.#one(test)}`
    const then = this.#code.slice(test.end, yes.start)
    if (no === undefined) return `${open}${then.replace('&&', ') &&')}${this.#assignAll(yes, name)}${this.#code.slice(yes.end, property.end)})`
    const otherwise = this.#code.slice(yes.end, no.start)
    return `${open}${then.replace('?', ') ?')}${this.#assignAll(yes, name)}${otherwise}${this.#assignAll(no, name)}${this.#code.slice(no.end, property.end)})`
  }

  #assignAll(node: Node, name: string): string {
    const properties = node.properties as readonly Node[]
    if (properties.length === 0) return '0'
    let [written, at] = ['(', node.start + 1]
    for (const property of properties) {
      written += this.#code.slice(at, property.start) + this.#assign(property, name)
      at = property.end
    }
    return `${written}${this.#code.slice(at, node.end - 1).replace(',', '')})`
  }

  #call(node: Node): string {
    // What runs once, when a module is loaded, need not be fast.
    if (this.#temporaries === undefined && FUNCTIONS.has((node.callee as Node).type)) this.#once.add(node.callee as Node)
    const { callee, arguments: given = [], optional } = node as { readonly callee: Node; readonly arguments?: readonly Node[]; readonly optional?: boolean }
    const { object, property } = callee
    const isFlatMap = callee.type === 'MemberExpression' && callee.computed !== true && callee.optional !== true && optional !== true && property?.name === 'flatMap'
    if (!isFlatMap || given.length !== 1 || object === undefined || isOptional(object)) return this.write(node)
    this.usesFlatMap = true
    const [of] = given as [Node]
    // A line that ends before the dot ends before the comma.
    const before = this.#code.slice(object.end, callee.end).replace(/\.\s*flatMap$/, ', ')
    const open = this.#code.slice(callee.end, of.start).replace('(', '')
    return `${FLAT_MAP}(${this.#code.slice(callee.start, object.start)}${this.#one(object)}${before}${open}${this.#one(of)}${this.#code.slice(of.end, node.end)}`
  }
}

/** The same JavaScript in idioms that are cheap. */
export function cheapIdioms(code: string): string {
  if (/\$o\d|\$flatMap/.test(code)) throw new Error('the code has names that are wanted here')
  const rewriter = new Rewriter(code)
  // rollup's type of a tree leaves out what its nodes have.
  const written = rewriter.write(parseAst(code) as unknown as Node, 0, code.length)
  return rewriter.usesFlatMap ? `${written}\n${FLAT_MAP_CODE}` : written
}
