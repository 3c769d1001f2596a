/** `yinxin token` for selectively disclosed credentials (SD-JWT): verifies, reads, issues and presents them. */
import { VerificationError } from '../errors.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import type { JsonObject } from '../encoding/json.ts'
import { checkLicenseTypeCode } from '../identifier/index.ts'
import { SD_JWT_STEP_NAMES, issueSdJwt, parseSdJwt, presentSdJwt, verifyLicenseCredential, verifySdJwt } from '../identity/index.ts'
import type { ClaimPath, IssueSdJwtOptions, SdHash, SdJwtReport, VerifySdJwtOptions } from '../identity/index.ts'
import { parseJwk, parseJwks } from '../jose/index.ts'
import { parseTime, readNamed } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { about, checkOutput, choiceOf, countOf, loadJwsSigner, readJson, required, timeOf, writeWhole } from './signing-materials.ts'
import { asUsage, claimsText, exitCodeOf, line, shown, verdictText } from './token-text.ts'
import { UsageError, sayText } from './usage-error.ts'

/** `license.holders.*.name`: members by name, elements by index, `*` for all elements. */
const pathOf = (text: string): ClaimPath => text.split('.').map((part) => (part === '*' ? null : /^\d+$/.test(part) ? Number(part) : part))
const listOf = (text: string): readonly string[] => text.split(',').filter((part) => part !== '')

export async function verifyCredential(token: string, session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [jwks, type, time, userId, hashes] = [required(given, 'jwks'), required(given, 'type'), given.one('time'), given.one('user-id'), given.one('hashes')]
  const keys = await about('--jwks', jwks, async () => parseJwks(await readNamed({ option: '--jwks', file: jwks }, io)))
  const encoding = choiceOf(given, 'encoding', ['raw', 'der'])
  const lists = await Promise.all(given.many('status-list').map(async (file) => (fromUtf8(await readNamed({ option: '--status-list', file }, io)) ?? '').trim()))
  const options: Omit<VerifySdJwtOptions, 'type'> = {
    keys, algorithms: required(given, 'algorithms').split(','), issuer: required(given, 'issuer'), keyBinding: bindingOf(session),
    status: { mode: given.has('status-required') ? 'required' : 'ifPresent', lists },
    ...(hashes !== undefined && { hashes: listOf(hashes) as readonly SdHash[] }),
    sm2: { ...(encoding !== undefined && { encoding }), ...(userId !== undefined && { userId: toUtf8(userId) }) },
    validationTime: time === undefined ? io.now() : parseTime(time),
  }
  const report = await verified(token, type, options, session)
  await io.out(given.has('json') ? `${line(reportData(report, given.has('reveal')))}\n` : reportText(report, session))
  return exitCodeOf(report)
}

/** With the code of a license type as the type, the license in the credential is looked at too. */
async function verified(token: string, type: string, options: Omit<VerifySdJwtOptions, 'type'>, { arguments: given }: Session): Promise<SdJwtReport> {
  const isLicense = checkLicenseTypeCode(type).length === 0
  if (!isLicense && given.has('authority')) throw new UsageError('optionNotHere', { option: '--authority', command: `token verify --type ${type}` })
  try {
    if (!isLicense) return await verifySdJwt(token, { ...options, type })
    const authority = required(given, 'authority')
    return await verifyLicenseCredential(token, { ...options, typeCode: type, authorities: authority === 'any' ? 'any' : listOf(authority) })
  } catch (cause) {
    throw asUsage(cause)
  }
}

/** Whether the holder's proof is wanted is said, never guessed from what was presented. */
function bindingOf({ arguments: given }: Session): VerifySdJwtOptions['keyBinding'] {
  if (given.has('unbound') === given.has('nonce')) throw new UsageError('tokenBinding')
  return given.has('unbound') ? 'none' : { audience: required(given, 'audience'), nonce: required(given, 'nonce') }
}

function reportData(report: SdJwtReport, all: boolean): object {
  if (!report.accepted) return report
  const { schema, kind, accepted, indication, validationTime, steps, heldByPresenter, statusAsOf } = report
  return { schema, kind, accepted, indication, validationTime, steps, heldByPresenter, ...(statusAsOf !== undefined && { statusAsOf }), ...shown(report.claims, all) }
}

function reportText(report: SdJwtReport, session: Session): string {
  const text = verdictText(report, SD_JWT_STEP_NAMES.map((name) => [name, report.steps[name]] as const), session)
  if (!report.accepted) return text
  const held = `  ${sayText(report.heldByPresenter ? 'credentialHeld' : 'credentialUnbound', session.language)}\n`
  return text + held + claimsText(shown(report.claims, session.arguments.has('reveal')), session)
}

export async function decodeCredential(token: string, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const { header: { alg, kid, typ }, claims, placed, proof, hash } = await parseSdJwt(token)
  const all = given.has('reveal')
  const header = { alg, ...(kid !== undefined && { kid }), ...(typ !== undefined && { typ }) }
  // Names of hidden claims are the holder's to tell, and here they are told; values only where they are asked for.
  const disclosures = placed.map(({ place }) => place.join('.')).sort()
  const said = { header, hash, keyBinding: proof !== '', disclosures, ...shown(claims, all) }
  const names = disclosures.map((name) => line(name).slice(1, -1)).join(', ') || '-'
  await io.out(given.has('json')
    ? `${line({ verified: false, ...said })}\n`
    : `${sayText('listNotVerified', language)}\n  ${line(header)}\n  ${sayText('credentialDisclosures', language, { names })}\n${claimsText(said, session)}`)
  return 0
}

export async function issueCredential(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [key, file, out, holder, hash] = [required(given, 'key'), required(given, 'claims'), given.one('out'), given.one('holder'), given.one('hashes')]
  if (out !== undefined) await checkOutput(out, given)
  const claims = await readJson('--claims', file, io) as IssueSdJwtOptions['claims'] & JsonObject
  const confirmed = holder === undefined ? undefined : await about('--holder', holder, async () => parseJwk(await readNamed({ option: '--holder', file: holder }, io)))
  const decoys = countOf(given, 'decoys')
  const signer = await loadJwsSigner('--key', key, given, io)
  const text = await issueSdJwt({
    signer, claims, disclosable: listOf(required(given, 'disclosable')).map(pathOf), ...(confirmed !== undefined && { holder: confirmed.key }),
    ...(decoys !== undefined && { decoys: [{ in: [], count: decoys }] }), ...(hash !== undefined && { hash: hash as SdHash }),
  }).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw new UsageError('listUnsignable', { problem: cause.message }, { cause, subject: `--claims ${file}` })
    throw cause
  })
  return written(text, out, session)
}

export async function presentCredential(token: string, session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [wanted, out, key] = [required(given, 'disclose'), given.one('out'), given.one('key')]
  if (out !== undefined) await checkOutput(out, given)
  if (key === undefined && ['audience', 'nonce', 'time', 'password-file'].some((name) => given.has(name))) throw new UsageError('optionMissing', { option: '--key' })
  const keyBinding = key === undefined ? undefined : {
    signer: await loadJwsSigner('--key', key, given, io), audience: required(given, 'audience'), nonce: required(given, 'nonce'), issuedAt: timeOf(given, io),
  }
  const text = await presentSdJwt(token, { disclose: wanted === 'all' ? 'all' : listOf(wanted === 'none' ? '' : wanted).map(pathOf), ...(keyBinding !== undefined && { keyBinding }) })
    .catch((cause: unknown) => { throw cause instanceof TypeError && cause.cause instanceof VerificationError ? cause.cause : asUsage(cause) })
  return written(text, out, session)
}

async function written(text: string, out: string | undefined, session: Session): Promise<ExitCode> {
  if (out === undefined) await session.io.out(`${text}\n`)
  else await writeWhole(out, toUtf8(`${text}\n`), session)
  return 0
}
