/** `yinxin issue`: an electronic license of JSON data, sealed, written whole. */
import { issueLicense, parseLicenseData, parseLicenseTemplate } from '../sign/license/index.ts'
import type { OptionKinds } from './arguments.ts'
import { readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { SIGNER_OPTIONS, answering, checkOutput, loadSigner, readJson, required, timeOf, writeWhole } from './signing-materials.ts'
import { TSA_OPTIONS, loadTimeStamper, requireRoomForStamp } from './time-stamper.ts'
import { UsageError } from './usage-error.ts'

export const ISSUE_OPTIONS = { ...SIGNER_OPTIONS, ...TSA_OPTIONS, seal: 'one', template: 'one', lock: 'flag' } as const satisfies OptionKinds

export async function issueCommand(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError('oneOperand', { command: 'issue' })
  return answering(session, async () => {
    const out = required(given, 'out')
    await checkOutput(out, given)
    const sealFile = required(given, 'seal')
    const seal = await readNamed({ option: '--seal', file: sealFile }, io)
    await requireRoomForStamp(given, sealFile, seal)
    const data = await correct(file, async () => parseLicenseData(await readJson('issue', file, io)))
    const templateFile = given.one('template')
    const template = templateFile === undefined ? undefined : await correct(templateFile, async () => parseLicenseTemplate(await readJson('--template', templateFile, io)))
    const signer = await loadSigner(given, io)
    const timeStamper = loadTimeStamper(given)
    const issued = await correct(file, () => issueLicense(data, {
      seal, signer, time: timeOf(given, io), ...(template && { template }), ...(timeStamper && { timeStamper }), protect: given.has('lock') ? 'all' : 'copies',
    }))
    await writeWhole(out, issued.bytes, session)
    await io.out(`${issued.identifier}\n`)
    return 0
  })
}

/** What is wrong in the data of a file, said of that file. */
async function correct<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) throw new UsageError('dataInvalid', { file, problem: cause.message }, { cause })
    throw cause
  }
}
