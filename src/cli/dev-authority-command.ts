/** `yinxin dev-authority`: a certificate authority with its services on this machine, until somebody ends it. */
import { join } from 'node:path'
import { DEV_ALGORITHMS, DevFolderError, FolderNotEmptyError, startDevAuthority } from '../node/dev-authority/index.ts'
import type { DevAuthority } from '../node/dev-authority/index.ts'
import { plainText } from '../report/plain-text.ts'
import type { OptionKinds } from './arguments.ts'
import { reasonOf } from './files.ts'
import type { ExitCode, Session } from './session.ts'
import { choiceOf, required } from './signing-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const DEV_AUTHORITY_OPTIONS = { dir: 'one', algorithm: 'one', port: 'one', lang: 'one', help: 'flag' } as const satisfies OptionKinds

const FOLDER_TEXTS = { algorithm: 'devFolderAlgorithm', port: 'devFolderPort', file: 'devFolderFile' } as const satisfies Readonly<Record<DevFolderError['problem'], string>>

export async function devAuthorityCommand(session: Session): Promise<ExitCode> {
  const { io, language } = session
  const interrupted = io.interrupted()
  const authority = await start(session)
  try {
    // For scripts: one line, when it can be asked.
    await io.out(`${authority.world.origin}\n`)
    io.err(`${sayText('devAuthorityReady', language, { file: join(authority.world.folder, 'world.json') })}\n`)
    await interrupted
  } finally {
    await authority.close()
  }
  return 0
}

async function start({ io, language, arguments: given }: Session): Promise<DevAuthority> {
  const [folder, algorithm, port] = [required(given, 'dir'), choiceOf(given, 'algorithm', DEV_ALGORITHMS), given.one('port')]
  if (given.operands.length > 0) throw new UsageError('noOperand', { command: 'dev-authority' })
  if (port !== undefined && !/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) throw new UsageError('valueInvalid', { option: '--port', value: port ?? '', expected: '1 – 65535' })
  const onError = (error: unknown): void => {
    io.err(`${sayText('devAuthorityProblem', language, { problem: plainText(error instanceof Error ? error.message : typeof error) })}\n`)
  }
  try {
    return await startDevAuthority({ folder, now: () => io.now(), onError, ...(algorithm && { algorithm }), ...(port !== undefined && { port: Number(port) }) })
  } catch (cause) {
    if (cause instanceof FolderNotEmptyError) throw new UsageError('folderNotEmpty', { option: '--dir', file: folder }, { cause })
    if (cause instanceof DevFolderError) throw new UsageError(FOLDER_TEXTS[cause.problem], { file: folder, value: cause.value }, { cause })
    const reason = reasonOf(cause)
    if (/^E(?:ADDRINUSE|ACCES|ADDRNOTAVAIL)$/.test(reason) && cause instanceof Error && 'syscall' in cause && cause.syscall === 'listen') {
      throw new UsageError('portUnavailable', { port: 'port' in cause ? String(cause.port) : port ?? '', reason }, { cause })
    }
    if (cause instanceof Error && 'syscall' in cause) throw new UsageError('outputUnwritable', { file: folder, reason }, { cause })
    throw cause
  }
}
