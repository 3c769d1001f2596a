/** Prints products for 64-bit integers, one element at a time: limbs in one lane of a register, 8 octets apart. */
import type { Node, ProgramBuilder, Term } from './limb-program.ts'
import { i64 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import type { FunctionBuilder, ModuleBuilder } from './wasm-module.ts'

function times(code: Code, factor: bigint): Code {
  if (factor === 1n) return code
  return (factor & (factor - 1n)) === 0n ? i64.shl(code, i64.const(BigInt(factor.toString(2).length - 1))) : i64.mul(code, i64.const(factor))
}

export function printScalarProduct(
  program: ProgramBuilder, module: ModuleBuilder, builder: FunctionBuilder, result: Local, operands: Readonly<Record<string, Local>>,
): Code[] {
  const width = BigInt(program.layout.width)
  const mask = i64.const((1n << width) - 1n)
  const half = i64.const(1n << (width - 1n))
  const code: Code[] = []
  const variables = new Map<string, Local>()
  const assign = (name: string, value: Code): Local => {
    const local = builder.local('i64')
    variables.set(name, local)
    code.push(local.set(value))
    return local
  }
  const print = (node: Node): Code => {
    switch (node.kind) {
      case 'limb': return module.load('i64 from signed 32', (operands[node.operand] as Local).get, 8 * node.index)
      case 'variable': return (variables.get(node.name) as Local).get
      case 'product': return i64.mul(print(node.a), print(node.b))
      case 'sum': return sum(node.terms)
    }
  }
  const sum = (terms: readonly Term[]): Code => terms.reduce<Code | undefined>((result, { coefficient, of }) => {
    const part = times(print(of), coefficient < 0n ? -coefficient : coefficient)
    if (coefficient < 0n) return i64.sub(result ?? i64.const(0n), part)
    return result === undefined ? part : i64.add(result, part)
  }, undefined) ?? i64.const(0n)

  // Results are written at the end: the result may be an operand.
  const stores: Code[] = []
  for (const statement of program.statements) {
    switch (statement.kind) {
      case 'let':
        assign(statement.name, print(statement.value))
        break
      case 'split': {
        const whole = assign(`${statement.low} whole`, statement.balanced ? i64.add(print(statement.value), half) : print(statement.value))
        const low = i64.and(whole.get, mask)
        assign(statement.low, statement.balanced ? i64.sub(low, half) : low)
        assign(statement.high, i64.shrS(whole.get, i64.const(width)))
        break
      }
      case 'quotient':
        assign(statement.name, i64.and(times(print(statement.value), statement.factor), mask))
        break
      case 'store':
        stores.push(module.store('i64 to 32', result.get, print(statement.value), 8 * statement.index))
        break
      case 'cut': throw new TypeError('not for one element at a time')
    }
  }
  return [...code, ...stores]
}
