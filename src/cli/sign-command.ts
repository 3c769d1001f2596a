/** `yinxin sign`: an OFD document with a seal or without, written whole beside the original. */
import { messageOf } from '../report/messages/index.ts'
import { parseSeal } from '../seal/index.ts'
import { Budget } from '../limits.ts'
import { addIntegrityFile, signOfd } from '../sign/ofd/index.ts'
import type { OfdSigningOptions } from '../sign/ofd/index.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { STDIN, readInput } from './files.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { SIGNER_OPTIONS, about, answering, checkOutput, choiceOf, countOf, loadSigner, pairOf, required, timeOf, writeWhole } from './signing-materials.ts'
import { TSA_OPTIONS, loadTimeStamper, requireRoomForStamp } from './time-stamper.ts'
import { UsageError, sayText } from './usage-error.ts'

export const SIGN_OPTIONS = {
  ...SIGNER_OPTIONS, ...TSA_OPTIONS, seal: 'one', page: 'one', at: 'one', size: 'one', riding: 'one', lock: 'flag', 'list-files': 'flag', 'even-if-broken': 'flag',
} as const satisfies OptionKinds

export async function signCommand(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'sign' })
  return answering(session, async () => {
    const out = given.one('out') ?? (file === STDIN ? required(given, 'out') : file.replace(/(\.ofd)?$/i, '.signed.ofd'))
    await checkOutput(out, given)
    const time = timeOf(given, io)
    const look = await lookOf(given, io)
    const signer = await loadSigner(given, io)
    const timeStamper = loadTimeStamper(given)
    const document = await readInput(file, io).catch((cause: unknown) => {
      throw cause instanceof UsageError ? cause.about('sign', file) : cause
    })
    if (given.has('seal') && !given.has('at') && !given.has('riding')) io.err(`${sayText('sealUnseen', language)}\n`)
    const signed = await signOfd(document, {
      signer, time, ...look, ...(timeStamper && { timeStamper }), protect: given.has('lock') ? 'all' : 'keepOpen', ...(given.has('even-if-broken') && { brokenSignatures: 'allow' as const }),
    })
    const whole = given.has('list-files') ? await addIntegrityFile(signed.bytes, { signer, time }) : signed.bytes
    await writeWhole(out, whole, session)
    for (const warning of signed.warnings) {
      const { what, next } = messageOf(warning, language)
      io.err(`${what} ${next} [${warning.code}]\n`)
    }
    return 0
  })
}

/** Seal and stamps of a command line. @throws UsageError, MaterialError */
async function lookOf(given: Arguments, io: Io): Promise<Pick<OfdSigningOptions, 'seal' | 'stamps' | 'ridingSeal'>> {
  const file = given.one('seal')
  const [at, page, edge] = [pairOf(given, 'at'), countOf(given, 'page'), choiceOf(given, 'riding', ['left', 'right', 'top', 'bottom'])]
  if (page !== undefined && at === undefined) throw new UsageError('optionMissing', { option: '--at' })
  const stated = pairOf(given, 'size')
  if (stated?.some((millimetres) => millimetres <= 0) === true) throw new UsageError('valueInvalid', { option: '--size', value: given.one('size') ?? '', expected: '42,42' })
  if (file === undefined) {
    const alone = (['at', 'riding', 'size'] as const).find((name) => given.has(name))
    if (alone !== undefined) throw new UsageError('stampWantsSeal', { option: `--${alone}` })
    return {}
  }
  const seal = await readNamed({ option: '--seal', file }, io)
  await requireRoomForStamp(given, file, seal)
  const { picture } = await about('--seal', file, () => parseSeal(seal, { budget: new Budget() }))
  const [width, height] = stated ?? [picture.widthMm, picture.heightMm]
  return {
    seal,
    ...(at && { stamps: [{ page: page ?? 1, boundary: [at[0], at[1], width, height] as const }] }),
    ...(edge && { ridingSeal: { edge, width, height } }),
  }
}
