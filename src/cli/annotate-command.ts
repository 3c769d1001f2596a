/** `yinxin annotate`: an annotated copy (加注件) of a license, signed by its maker, written whole. */
import { annotateCopy } from '../sign/license/index.ts'
import type { OptionKinds } from './arguments.ts'
import { STDIN, readInput } from './files.ts'
import { readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { SIGNER_OPTIONS, answering, checkOutput, dayOrTime, loadSigner, required, timeOf, writeWhole } from './signing-materials.ts'
import { TSA_OPTIONS, loadTimeStamper, requireRoomForStamp } from './time-stamper.ts'
import { UsageError } from './usage-error.ts'

export const ANNOTATE_OPTIONS = {
  ...SIGNER_OPTIONS, ...TSA_OPTIONS, seal: 'one', purpose: 'one', requester: 'one', creator: 'one', until: 'one',
} as const satisfies OptionKinds

export async function annotateCommand(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'annotate' })
  return answering(session, async () => {
    const out = given.one('out') ?? (file === STDIN ? required(given, 'out') : file.replace(/(\.ofd)?$/i, '.copy.ofd'))
    await checkOutput(out, given)
    const note = {
      purpose: required(given, 'purpose'), requester: required(given, 'requester'), creator: required(given, 'creator'),
      createdAt: timeOf(given, io), expiresAt: dayOrTime('--until', required(given, 'until'), 'last'),
    }
    const sealFile = given.one('seal')
    const seal = sealFile === undefined ? undefined : await readNamed({ option: '--seal', file: sealFile }, io)
    if (sealFile !== undefined && seal !== undefined) await requireRoomForStamp(given, sealFile, seal)
    const signer = await loadSigner(given, io)
    const timeStamper = loadTimeStamper(given)
    const license = await readInput(file, io).catch((cause: unknown) => {
      throw cause instanceof UsageError ? cause.about('annotate', file) : cause
    })
    const copy = await annotateCopy(license, { ...note, signer, ...(seal && { seal }), ...(timeStamper && { timeStamper }) }).catch((cause: unknown) => {
      throw cause instanceof TypeError ? new UsageError('noteInvalid', { problem: cause.message }, { cause }) : cause
    })
    await writeWhole(out, copy, session)
    return 0
  })
}
