/** An inspected structure as text: one line an element, with the columns of `openssl asn1parse` and the standard's names. */
import type { InspectNode } from './inspect.ts'

const INDENT = '  '

/** Columns: offset, header octets, content octets, then name, structure, type and value, indented. Ends in a line break. */
export function renderInspection(node: InspectNode): string {
  const width = String(node.offset + node.headerLength + node.length).length
  const lines: string[] = [`${'offset'.padStart(Math.max(width, 6))} hl ${'length'.padStart(Math.max(width, 6))}  element`]
  appendLines(node, 0, Math.max(width, 6), lines)
  return `${lines.join('\n')}\n`
}

/** Nodes are no deeper than the limits of inspection allow. */
function appendLines(node: InspectNode, depth: number, width: number, lines: string[]): void {
  const { name, structure, type, value, problem } = node
  const words = [name === undefined ? undefined : `${name}:`, structure, structure === type ? undefined : type, value]
  const text = words.filter((word) => word !== undefined).join(' ')
  const columns = `${String(node.offset).padStart(width)} ${String(node.headerLength).padStart(2)} ${String(node.length).padStart(width)}`
  lines.push(`${columns}  ${INDENT.repeat(depth)}${text}${problem === undefined ? '' : ` <${problem}>`}`)
  for (const child of node.children) appendLines(child, depth + 1, width, lines)
}
