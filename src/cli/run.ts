/** Finds the command in the words and runs it. All that goes wrong ends here, in one line and an exit code. */
import { ANNOTATE_OPTIONS, annotateCommand } from './annotate-command.ts'
import { readArguments } from './arguments.ts'
import type { OptionKinds } from './arguments.ts'
import { ASSESS_OPTIONS, assessCommand } from './assess-command.ts'
import { CHECK_OPTIONS, checkCommand } from './check-command.ts'
import { DEV_AUTHORITY_OPTIONS, devAuthorityCommand } from './dev-authority-command.ts'
import { DOCTOR_OPTIONS, doctorCommand } from './doctor-command.ts'
import { EVIDENCE_OPTIONS, REJUDGE_OPTIONS, evidenceCommand, rejudgeCommand } from './evidence-command.ts'
import { EXPLAIN_OPTIONS, explainCommand } from './explain-command.ts'
import { FORGE_OPTIONS, forgeCommand } from './forge-command.ts'
import { HELP, MAIN_HELP } from './help.ts'
import type { CommandName } from './help.ts'
import { INSPECT_OPTIONS, inspectCommand } from './inspect-command.ts'
import type { Io } from './io.ts'
import { ISSUE_OPTIONS, issueCommand } from './issue-command.ts'
import { nearest } from './nearest.ts'
import { PROFILE_OPTIONS, profileCommand } from './profile-command.ts'
import { RECOGNIZE_OPTIONS, recognizeCommand } from './recognize-command.ts'
import { SEAL_OPTIONS, sealCommand, sealWordTaken } from './seal-command.ts'
import { checkLanguage, languageAskedFor, spelledOut } from './session.ts'
import type { ExitCode, Session } from './session.ts'
import { SIGN_OPTIONS, signCommand } from './sign-command.ts'
import { TOKEN_OPTIONS, tokenCommand } from './token-command.ts'
import { TRENDS_OPTIONS, trendsCommand } from './trends-command.ts'
import { TRUST_OPTIONS, trustCommand } from './trust-command.ts'
import { UsageError, sayText } from './usage-error.ts'
import { VERIFY_OPTIONS, verifyCommand } from './verify-command.ts'

interface Command {
  readonly options: OptionKinds
  readonly run: (session: Session) => Promise<ExitCode>
}

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  verify: { options: VERIFY_OPTIONS, run: verifyCommand },
  inspect: { options: INSPECT_OPTIONS, run: inspectCommand },
  explain: { options: EXPLAIN_OPTIONS, run: explainCommand },
  assess: { options: ASSESS_OPTIONS, run: assessCommand },
  recognize: { options: RECOGNIZE_OPTIONS, run: recognizeCommand },
  check: { options: CHECK_OPTIONS, run: checkCommand },
  evidence: { options: EVIDENCE_OPTIONS, run: evidenceCommand },
  rejudge: { options: REJUDGE_OPTIONS, run: rejudgeCommand },
  seal: { options: SEAL_OPTIONS, run: sealCommand },
  sign: { options: SIGN_OPTIONS, run: signCommand },
  issue: { options: ISSUE_OPTIONS, run: issueCommand },
  annotate: { options: ANNOTATE_OPTIONS, run: annotateCommand },
  trust: { options: TRUST_OPTIONS, run: trustCommand },
  token: { options: TOKEN_OPTIONS, run: tokenCommand },
  trends: { options: TRENDS_OPTIONS, run: trendsCommand },
  profile: { options: PROFILE_OPTIONS, run: profileCommand },
  'dev-authority': { options: DEV_AUTHORITY_OPTIONS, run: devAuthorityCommand },
  forge: { options: FORGE_OPTIONS, run: forgeCommand },
  doctor: { options: DOCTOR_OPTIONS, run: doctorCommand },
}

const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word)

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  const language = languageAskedFor(words, io.env)
  const [first, ...rest] = words
  if (first !== undefined && isCommand(first)) {
    const { options, run: runCommand } = COMMANDS[first]
    const given = readArguments(rest, options)
    checkLanguage(given)
    if (given.has('help')) {
      await io.out(HELP[first][language])
      return 0
    }
    return runCommand({ io, language, arguments: given })
  }
  if (first !== undefined && !first.startsWith('-') && first !== 'help') {
    const near = nearest(first, Object.keys(COMMANDS))[0]
    throw near === undefined ? new UsageError('commandUnknown', { command: first }) : new UsageError('commandUnknownNear', { command: first, near })
  }
  const given = readArguments(first === 'help' ? rest : words, { help: 'flag', version: 'flag', lang: 'one' })
  checkLanguage(given)
  if (given.has('version')) {
    await io.out(`yinxin ${io.version}\n`)
    return 0
  }
  const [topic] = given.operands
  if (topic !== undefined && !isCommand(topic)) throw new UsageError('commandUnknown', { command: topic })
  const help = topic === undefined ? MAIN_HELP[language] : HELP[topic][language]
  if (words.length > 0) {
    await io.out(help)
    return 0
  }
  io.err(help)
  return 3
}

/** Runs a command line. @returns the exit code */
export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  const spelled = sealWordTaken(spelledOut(words))
  try {
    return await dispatch(spelled, io)
  } catch (error) {
    io.progress('')
    const language = languageAskedFor(spelled, io.env)
    const text = error instanceof UsageError
      ? error.text(language)
      : sayText('defect', language, { error: error instanceof Error ? `${error.name}: ${error.message}` : typeof error })
    io.err(`yinxin: ${text}\n`)
    return 3
  }
}
