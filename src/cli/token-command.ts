/**
 * `yinxin token`: verifies, reads and issues identity tokens; selectively disclosed credentials are for `sd-jwt-command.ts`.
 * Claims about persons are shown only where `--reveal` asks for them.
 */
import { randomBytes } from 'node:crypto'
import type { Checked } from '../diagnostics/index.ts'
import type { Step } from '../diagnostics/step.ts'
import { Budget } from '../limits.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { TOKEN_LIMITS, TOKEN_STEP_NAMES, assertionOfToken, isSdJwt, issueToken, verifyToken } from '../identity/index.ts'
import type { AssertedParty, IdentityAssertion, IdentityKind, IdentityProfile, TokenClaims, TokenReport, VerifiedToken } from '../identity/index.ts'
import { parseJws } from '../jose/index.ts'
import { policyPreset } from '../policy/index.ts'
import { judge } from '../policy/judge.ts'
import type { OptionKinds } from './arguments.ts'
import { readInput } from './files.ts'
import { loadIdentityProfile } from './identity-profile.ts'
import { loadTrust, parseTime, readNamed } from './materials.ts'
import { decodeCredential, issueCredential, presentCredential, verifyCredential } from './sd-jwt-command.ts'
import type { ExitCode, Session } from './session.ts'
import { answering, checkOutput, choiceOf, loadJwsSigner, readJson, required, writeWhole } from './signing-materials.ts'
import { issueList } from './status-list-command.ts'
import { asUsage, claimsText, exitCodeOf, line, shown, verdictText } from './token-text.ts'
import { UsageError, sayText } from './usage-error.ts'

export const TOKEN_OPTIONS = {
  jwks: 'one', trust: 'many', issuer: 'one', audience: 'one', algorithms: 'one', 'user-id': 'one', encoding: 'one', time: 'one', profile: 'one', kind: 'one', json: 'flag', reveal: 'flag',
  key: 'one', 'password-file': 'one', claims: 'one', out: 'one', force: 'flag', lang: 'one', help: 'flag',
  type: 'one', authority: 'one', nonce: 'one', unbound: 'flag', hashes: 'one', 'status-list': 'many', 'status-required': 'flag',
  disclosable: 'one', holder: 'one', decoys: 'one', disclose: 'one', uri: 'one', statuses: 'one', bits: 'one', size: 'one', ttl: 'one', expires: 'one',
} as const satisfies OptionKinds

type Word = 'verify' | 'decode' | 'issue' | 'present' | 'status-list'

type Option = keyof typeof TOKEN_OPTIONS

/** Options that a word has a use for, with a token and with a credential: others, given by mistake, must not be passed over. */
const OPTIONS_OF: Readonly<Record<Word, { readonly token: readonly Option[]; readonly credential: readonly Option[] }>> = {
  verify: {
    token: ['jwks', 'trust', 'issuer', 'audience', 'algorithms', 'user-id', 'encoding', 'time', 'profile', 'kind', 'json', 'reveal'],
    credential: [
      'jwks', 'issuer', 'type', 'authority', 'audience', 'nonce', 'unbound', 'algorithms', 'hashes', 'status-list', 'status-required', 'user-id', 'encoding', 'time', 'json', 'reveal',
    ],
  },
  decode: { token: ['json', 'reveal'], credential: ['json', 'reveal'] },
  issue: { token: ['key', 'password-file', 'claims', 'out', 'force'], credential: ['key', 'password-file', 'claims', 'disclosable', 'holder', 'decoys', 'hashes', 'out', 'force'] },
  present: { token: [], credential: ['disclose', 'key', 'password-file', 'audience', 'nonce', 'time', 'out', 'force'] },
  'status-list': { token: ['key', 'password-file', 'uri', 'issuer', 'statuses', 'bits', 'size', 'ttl', 'expires', 'time', 'out', 'force'], credential: [] },
}

const isWord = (text: string | undefined): text is Word => text !== undefined && Object.hasOwn(OPTIONS_OF, text)

const TOKEN_WORDS = { verify, decode } as const
const CREDENTIAL_WORDS = { verify: verifyCredential, decode: decodeCredential } as const

export async function tokenCommand(session: Session): Promise<ExitCode> {
  const { arguments: given } = session
  const [word, token, ...more] = given.operands
  if (!isWord(word) || more.length > 0 || (token === undefined) !== ['issue', 'status-list'].includes(word)) throw new UsageError('tokenWords')
  return answering(session, async () => {
    const text = token === undefined ? '' : await textOf(token, session)
    const isCredential = word === 'present' || (word === 'issue' ? given.has('disclosable') : isSdJwt(text))
    const known: readonly string[] = [...OPTIONS_OF[word][isCredential ? 'credential' : 'token'], 'lang', 'help']
    const foreign = Object.keys(TOKEN_OPTIONS).find((name) => given.has(name) && !known.includes(name))
    if (foreign !== undefined) throw new UsageError('optionNotHere', { option: `--${foreign}`, command: `token ${word}` })
    if (word === 'issue') return isCredential ? issueCredential(session) : issue(session)
    if (word === 'present') return presentCredential(text, session)
    if (word === 'status-list') return issueList(session)
    return (isCredential ? CREDENTIAL_WORDS : TOKEN_WORDS)[word](text, session)
  })
}

/** The token of the command line; of standard input without the end of its line. */
async function textOf(word: string, { io }: Session): Promise<string> {
  return word === '-' ? (fromUtf8(await readInput('-', io)) ?? '').replace(/\r?\n$/, '') : word
}

async function verify(token: string, session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [issuer, audience] = [required(given, 'issuer'), required(given, 'audience')]
  const algorithms = required(given, 'algorithms').split(',')
  const [jwks, anchors, userId, time] = [given.one('jwks'), given.many('trust'), given.one('user-id'), given.one('time')]
  if ((jwks === undefined) === (anchors.length === 0)) throw new UsageError('tokenKeys')
  const encoding = choiceOf(given, 'encoding', ['raw', 'der'])
  const source = jwks === undefined
    ? { x5c: { trust: await loadTrust({ tokenIssuer: anchors }, io) } }
    : { jwks: await readNamed({ option: '--jwks', file: jwks }, io) }
  const profile = given.one('profile')
  const reader = profile === undefined ? undefined : { profile: await loadIdentityProfile(profile, io), kind: choiceOf(given, 'kind', ['NATURAL', 'LEGAL']) }
  if (reader === undefined && given.has('kind')) throw new UsageError('optionMissing', { option: '--profile' })
  const report = await verifyToken(token, {
    ...source, issuer, audience, algorithms, ...(reader && { required: ['iat', 'jti'] }), validationTime: time === undefined ? io.now() : parseTime(time),
    sm2: { ...(encoding !== undefined && { encoding }), ...(userId !== undefined && { userId: toUtf8(userId) }) },
  }).catch((cause: unknown) => { throw asUsage(cause) })
  const said = report.accepted && reader !== undefined ? assertionOf(report.token, reader, audience, given.has('reveal')) : undefined
  await io.out(given.has('json') ? `${line(reportData(report, said, given.has('reveal')))}\n` : reportText(report, said, session))
  return !report.accepted || said === undefined ? exitCodeOf(report) : EXIT_CODES[said.step.conclusion]
}

const EXIT_CODES = { PASSED: 0, FAILED: 1, INDETERMINATE: 2 } as const

interface Said {
  readonly step: Step<null>
  /** Without digests of numbers, whose key is of this run alone; names and numbers where they were asked for. */
  readonly assertion?: object
}

/** What the token says of whom, read by a profile. */
function assertionOf(token: VerifiedToken, { profile, kind }: { readonly profile: IdentityProfile; readonly kind: IdentityKind | undefined }, audience: string, reveal: boolean): Said {
  const numbers = { keyId: 'run', key: randomBytes(32) }
  let checked: Checked<IdentityAssertion>
  try {
    checked = assertionOfToken(token, profile, { audience, numbers, reveal, ...(kind !== undefined && { kind }) })
  } catch (cause) {
    throw asUsage(cause)
  }
  const { facts, findings } = checked
  const step = judge<null>({ ...(facts !== undefined && { facts: null }), findings }, policyPreset('cn-gov-2025'))
  if (facts === undefined || step.conclusion !== 'PASSED') return { step }
  const { holder, agent, level, home, kind: found, expiresAt } = facts
  const party = ({ type, name, revealed }: AssertedParty): object => ({ type, ...(reveal && { name, number: revealed }) })
  return { step, assertion: { kind: found, holder: party(holder), ...(agent && { agent: { ...party(agent), authority: agent.authority } }), level, home, expiresAt } }
}

function reportData(report: TokenReport, said: Said | undefined, all: boolean): object {
  if (!report.accepted) return report
  const { token, ...rest } = report
  return { ...rest, ...said, token: { ...shown(token.claims, all), issuer: token.issuer, audience: token.audience, key: token.key, time: token.time } }
}

function reportText(report: TokenReport, said: Said | undefined, session: Session): string {
  const text = verdictText(report, [...TOKEN_STEP_NAMES.map((name) => [name, report.steps[name]] as const), ['assertion', said?.step]], session)
  const asserted = said?.assertion === undefined ? '' : `  ${sayText('tokenAssertion', session.language)} ${line(said.assertion)}\n`
  return text + asserted + (report.accepted ? claimsText(shown(report.token.claims, session.arguments.has('reveal')), session) : '')
}

async function decode(token: string, session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const budget = new Budget(TOKEN_LIMITS)
  const parsed = parseJws(token, { budget })
  const payload = parseJson(fromBase64Url(parsed.payload ?? '') ?? new Uint8Array(0), { budget })
  if (!isJsonObject(payload)) throw new UsageError('tokenNotClaims')
  const claims = shown(payload, given.has('reveal'))
  const { alg, kid, typ } = parsed.signatures[0].header
  const header = { alg, ...(kid !== undefined && { kid }), ...(typ !== undefined && { typ }) }
  await io.out(given.has('json')
    ? `${line({ verified: false, header, ...claims })}\n`
    : `${sayText('listNotVerified', language)}\n  ${line(header)}\n${claimsText(claims, session)}`)
  return 0
}

async function issue(session: Session): Promise<ExitCode> {
  const { io, arguments: given } = session
  const [key, file, out] = [required(given, 'key'), required(given, 'claims'), given.one('out')]
  if (out !== undefined) await checkOutput(out, given)
  const claims = await readJson('--claims', file, io) as TokenClaims
  const signer = await loadJwsSigner('--key', key, given, io)
  const token = await issueToken(claims, { signer }).catch((cause: unknown) => {
    if (cause instanceof TypeError) throw new UsageError('listUnsignable', { problem: cause.message }, { cause, subject: `--claims ${file}` })
    throw cause
  })
  if (out === undefined) await io.out(`${token}\n`)
  else await writeWhole(out, toUtf8(`${token}\n`), session)
  return 0
}
