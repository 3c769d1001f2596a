/** `yinxin inspect`: what is in a file, with offsets, nothing judged: packages, seals, signature values, certificates. */
import { FormatError, VerificationError } from '../errors.ts'
import { openOfd, readDocumentGraph } from '../document/ofd/index.ts'
import type { OfdPackage, OfdSignature } from '../document/ofd/index.ts'
import { elementOfName, METADATA_ELEMENTS, readMetadataSources } from '../license/index.ts'
import type { MetadataSource } from '../license/index.ts'
import { Budget } from '../limits.ts'
import { visibleJson } from '../report/json.ts'
import { messageOf } from '../report/messages/index.ts'
import { placeText, plainText, visibleText } from '../report/plain-text.ts'
import { inspectSes, renderInspection } from '../seal/index.ts'
import type { InspectNode } from '../seal/index.ts'
import type { OptionKinds } from './arguments.ts'
import { readInput } from './files.ts'
import type { ExitCode, Session } from './session.ts'
import { UsageError, sayText } from './usage-error.ts'

export const INSPECT_OPTIONS = { json: 'flag', lang: 'one', help: 'flag' } as const satisfies OptionKinds

type Opened = { readonly package: OfdPackage } | { readonly tree: InspectNode }

/** A package or a structure, whichever the octets are. @throws VerificationError of the structure when they are neither */
function open(bytes: Uint8Array, budget: Budget): Opened {
  const asPackage = (): Opened => ({ package: openOfd(bytes, { budget }) })
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return asPackage()
  try {
    return { tree: inspectSes(bytes, { budget }) }
  } catch (structure) {
    if (!(structure instanceof FormatError)) throw structure
    try {
      return asPackage()
    } catch (error) {
      if (error instanceof FormatError) throw structure
      throw error
    }
  }
}

/** The tree of a signature value, or the code of what keeps it from being read. */
function treeOf(signature: OfdSignature, budget: Budget): InspectNode | string | undefined {
  if (signature.signedValue === undefined) return undefined
  try {
    return inspectSes(signature.signedValue, { budget, at: signature.at })
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
}

/** What the package says of a license, as written and wherever; whether it is signed is for `verify`. */
function metadataOf(opened: OfdPackage, budget: Budget): readonly MetadataSource[] {
  return readMetadataSources(opened, readDocumentGraph(opened, budget), budget)
}

function metadataText({ place, path, items }: MetadataSource): readonly string[] {
  return ['', `license data  ${place}  ${plainText(path, 1024)}`, ...items.map(({ name, value }) => {
    const element = elementOfName(name)
    const known = element === undefined ? '' : ` (${METADATA_ELEMENTS.get(element)?.en ?? ''})`
    return `  ${plainText(name)}${known}  ${plainText(value)}`
  })]
}

const treeText = (node: InspectNode, indent: string): string =>
  renderInspection(node).split('\n').map((line) => (line === '' ? '' : indent + visibleText(line))).join('\n')

function packageText(opened: OfdPackage, budget: Budget): string {
  const { zip, version, docType, docBodies, signatures, findings } = opened
  const lines = [
    `OFD ${plainText(docType ?? '?')} ${plainText(version ?? '?')}  entries ${zip.entries.length}  documents ${docBodies.length}  signatures ${signatures.length}`,
    '',
    `${'offset'.padStart(10)} ${'size'.padStart(10)} ${'packed'.padStart(10)}  path`,
    ...zip.entries.map(({ path, size, compressedSize, layout }) =>
      `${String(layout.dataStart).padStart(10)} ${String(size).padStart(10)} ${String(compressedSize).padStart(10)}  ${plainText(path, 1024)}`),
  ]
  for (const { code, at } of findings) lines.push(`  ${code}  ${placeText(at)}`)
  for (const [index, signature] of signatures.entries()) {
    const { id, type, listed, baseLoc, signedValuePath, signedInfo, findings: noticed } = signature
    const tree = treeOf(signature, budget)
    lines.push(
      '',
      `signature ${index + 1}  ID ${plainText(id ?? '-')}  ${type ?? '-'}  ${listed ? 'listed' : 'not listed'}  ${plainText(baseLoc ?? placeText(signature.at), 1024)}`,
    )
    if (signedInfo !== undefined) {
      const { provider, signatureMethod, checkMethod, references, stampAnnots } = signedInfo
      lines.push(`  provider ${plainText(provider?.name ?? '-')}  method ${plainText(signatureMethod ?? '-')}  digests ${plainText(checkMethod)}  references ${references.length}  stamps ${stampAnnots.length}`)
    }
    for (const { code, at } of noticed) lines.push(`  ${code}  ${placeText(at)}`)
    lines.push(`  ${plainText(signedValuePath ?? '-', 1024)}`)
    if (typeof tree === 'string') lines.push(`  ${tree}`)
    else if (tree !== undefined) lines.push(treeText(tree, '  '))
  }
  lines.push(...metadataOf(opened, budget).flatMap(metadataText))
  return `${lines.join('\n')}\n`
}

function packageJson(opened: OfdPackage, budget: Budget): object {
  const { zip, version, docType, signatures, findings } = opened
  return {
    kind: 'ofd', version, docType, findings,
    entries: zip.entries.map(({ path, size, compressedSize, layout }) => ({ path, size, compressedSize, offset: layout.dataStart })),
    signatures: signatures.map((signature) => {
      const { at, id, type, listed, baseLoc, signedValuePath, findings: noticed } = signature
      return { at, id, type, listed, baseLoc, signedValuePath, findings: noticed, signedValue: treeOf(signature, budget) }
    }),
    license: metadataOf(opened, budget).map(({ place, path, items }) => ({ place, path, items })),
  }
}

export async function inspectCommand({ io, language, arguments: given }: Session): Promise<ExitCode> {
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'inspect' })
  const budget = new Budget()
  const bytes = await readInput(file, io).catch((cause: unknown) => {
    throw cause instanceof UsageError ? cause.about('inspect', file) : cause
  })
  try {
    const opened = open(bytes, budget)
    if (given.has('json')) {
      const json = 'tree' in opened ? { kind: 'structure', tree: opened.tree } : packageJson(opened.package, budget)
      await io.out(`${visibleJson(JSON.stringify(json))}\n`)
    } else await io.out('tree' in opened ? treeText(opened.tree, '') : packageText(opened.package, budget))
    const problem = 'tree' in opened ? opened.tree.problem : undefined
    if (problem === undefined) return 0
    io.err(`yinxin: ${sayText('notInspectable', language, { file, code: problem })}\n`)
    return 3
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    const { what, next } = messageOf(error.finding, language)
    io.err(`yinxin: ${plainText(file)}: ${what} ${next} [${error.code}] ${placeText(error.at)}\n`)
    return 3
  }
}
