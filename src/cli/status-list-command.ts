/** `yinxin token status-list`: signs the list by which issued credentials are revoked and suspended. */
import { toUtf8 } from '../encoding/octets.ts'
import { STATUS_BITS, STATUS_VALUES, issueStatusList } from '../identity/index.ts'
import type { StatusBits } from '../identity/index.ts'
import type { Arguments } from './arguments.ts'
import { parseTime } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { checkOutput, choiceOf, countOf, loadJwsSigner, readJson, required, timeOf, writeWhole } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

/** Room for so many credentials, whatever their number: an index then tells nothing of who was issued what. */
const DEFAULT_SIZE = 100_000

export async function issueList(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [key, uri, file, out, issuer, expires] = [required(given, 'key'), required(given, 'uri'), required(given, 'statuses'), given.one('out'), given.one('issuer'), given.one('expires')]
  if (out !== undefined) await checkOutput(out, given)
  const statuses = statusesOf(await readJson('--statuses', file, io), file)
  const ttlSeconds = countOf(given, 'ttl')
  const signer = await loadJwsSigner('--key', key, given, io)
  const text = await issueStatusList({
    signer, uri, statuses, bits: bitsOf(given), size: countOf(given, 'size') ?? DEFAULT_SIZE, issuedAt: timeOf(given, io), ...(issuer !== undefined && { issuer }),
    ...(expires !== undefined && { expiresAt: parseTime(expires) }), ...(ttlSeconds !== undefined && { ttlSeconds }),
  }).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw new UsageError('listUnsignable', { problem: cause.message }, { cause, subject: `--statuses ${file}` })
    throw cause
  })
  if (out === undefined) await io.out(`${text}\n`)
  else await writeWhole(out, toUtf8(`${text}\n`), session)
  return 0
}

const bitsOf = (given: Arguments): StatusBits => Number(choiceOf(given, 'bits', STATUS_BITS.map(String)) ?? 2) as StatusBits

/** `{ "42": "INVALID", "7": "SUSPENDED", "9": 3 }`: what is not in it is valid. @throws UsageError */
function statusesOf(json: unknown, file: string): readonly (readonly [index: number, value: number])[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new UsageError('dataInvalid', { file, problem: '{"42": "INVALID"}' })
  return Object.entries(json as Readonly<Record<string, unknown>>).map(([index, status]) => {
    const value = typeof status === 'string' && Object.hasOwn(STATUS_VALUES, status) ? STATUS_VALUES[status as keyof typeof STATUS_VALUES] : status
    if (!/^(?:0|[1-9]\d{0,8})$/.test(index) || typeof value !== 'number') throw new UsageError('dataInvalid', { file, problem: index })
    return [Number(index), value] as const
  })
}
