/** `yinxin seal make`: an electronic seal from its data; `seal inspect` and `seal verify` are the commands of those names. */
import type { SealEdition } from '../seal/index.ts'
import { drawSealPicture, makeSeal } from '../sign/seal/index.ts'
import type { SealFields } from '../sign/seal/index.ts'
import type { OptionKinds } from './arguments.ts'
import { loadCertificates, readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import {
  SIGNER_OPTIONS, about, answering, checkOutput, choiceOf, countOf, dayOrTime, loadSigner, pairOf, required, timeOf, writeWhole,
} from './signing-materials.ts'
import { TSA_OPTIONS, loadTimeStamper } from './time-stamper.ts'
import { UsageError } from './usage-error.ts'

export const SEAL_OPTIONS = {
  ...SIGNER_OPTIONS, ...TSA_OPTIONS, name: 'one', id: 'one', vid: 'one', type: 'one', signer: 'many', list: 'one', edition: 'one', from: 'one', to: 'one',
  picture: 'one', size: 'one', text: 'one',
} as const satisfies OptionKinds

const EDITIONS: Readonly<Record<'2014' | '2020' | '2025', SealEdition>> = {
  2014: 'GM/T 0031-2014', 2020: 'GB/T 38540-2020', 2025: 'GM/T 0031-2025',
}

/** `seal inspect` and `seal verify` are `inspect` and `verify`. */
export function sealWordTaken(words: readonly string[]): readonly string[] {
  const [first, second] = words
  return first === 'seal' && (second === 'inspect' || second === 'verify') ? words.slice(1) : words
}

export async function sealCommand(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  if (given.operands.length !== 1 || given.operands[0] !== 'make') throw new UsageError('sealMakeOnly')
  return answering(session, async () => {
    const out = required(given, 'out')
    await checkOutput(out, given)
    const edition = choiceOf(given, 'edition', ['2014', '2020', '2025'])
    const list = choiceOf(given, 'list', ['certificates', 'digests'])
    if (edition === '2014' && list === 'digests') throw new UsageError('optionsExclude', { first: '--edition 2014', second: '--list digests' })
    if (edition !== '2025' && given.has('tsa')) throw new UsageError('optionsExclude', { first: '--tsa', second: `--edition ${edition ?? '2020'}` })
    const timeStamper = loadTimeStamper(given)
    const [type, vid] = [countOf(given, 'type'), given.one('vid')]
    const name = required(given, 'name')
    if (!given.has('signer')) throw new UsageError('optionMissing', { option: '--signer' })
    const fields: SealFields = {
      ...(edition && { edition: EDITIONS[edition] }), ...(list && { list }), ...(type !== undefined && { type }), ...(vid !== undefined && { vid: ascii('vid', vid) }),
      esId: ascii('id', required(given, 'id')),
      name,
      signers: await loadCertificates(given.many('signer'), io, '--signer'),
      createDate: timeOf(given, io),
      validStart: dayOrTime('--from', required(given, 'from'), 'first'),
      validEnd: dayOrTime('--to', required(given, 'to'), 'last'),
      picture: await pictureOf(session, name),
    }
    const seal = await makeSeal(fields, await loadSigner(given, io), timeStamper && { timeStamper })
    await writeWhole(out, seal, session)
    return 0
  })
}

/** @throws UsageError for what IA5String cannot hold */
function ascii(option: string, text: string): string {
  if (!/^[\u0020-\u007e]+$/.test(text)) throw new UsageError('valueInvalid', { option: `--${option}`, value: text, expected: 'ASCII' })
  return text
}

/** The picture in a file, else a drawn one, which is marked as a specimen. */
async function pictureOf({ io, arguments: given }: Session, name: string): Promise<SealFields['picture']> {
  const file = given.one('picture')
  const size = pairOf(given, 'size')
  if (size?.some((millimetres) => !Number.isInteger(millimetres) || millimetres < 1 || millimetres > 1000) === true) {
    throw new UsageError('valueInvalid', { option: '--size', value: given.one('size') ?? '', expected: '42,42' })
  }
  if (file === undefined) {
    const text = given.one('text')
    const drawn = drawSealPicture({ name, shape: 'round', specimen: true, ...(text !== undefined && { text }) })
    return size === undefined ? drawn : { ...drawn, widthMm: size[0], heightMm: size[1] }
  }
  if (size === undefined) throw new UsageError('sizeMissing')
  const data = await readNamed({ option: '--picture', file }, io)
  return about('--picture', file, () => ({ data, widthMm: size[0], heightMm: size[1] }))
}
