/** `yinxin recognize`: without a document, whether licenses of a type are taken from there here for a matter, and what is asked. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import { explainRecognition, explanationText } from '../recognition/index.ts'
import type { RecognitionExplanation } from '../recognition/index.ts'
import { visibleJson } from '../report/json.ts'
import type { OptionKinds } from './arguments.ts'
import { DEFAULT_RULES, loadRecognitionLists, loadRules } from './assess-inputs.ts'
import type { ExitCode, Session } from './session.ts'
import { answering, required, timeOf } from './signing-materials.ts'
import { asUsage } from './token-text.ts'
import { loadOperatorKeys } from './trust-materials.ts'
import { UsageError } from './usage-error.ts'

export const RECOGNIZE_OPTIONS = {
  type: 'one', matter: 'one', lists: 'one', 'list-key': 'many', state: 'one', rules: 'one', time: 'one', json: 'flag', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

const EXIT_CODES: Readonly<Record<RecognitionExplanation['answer'], ExitCode>> = { COVERED: 0, NOT_COVERED: 2, UNDETERMINED: 2 }

export function recognizeCommand(session: Session): Promise<ExitCode> {
  return answering(session, () => recognize(session))
}

async function recognize({ io, language, arguments: given }: Session): Promise<ExitCode> {
  const [from, to, ...more] = given.operands
  if (from === undefined || to === undefined || more.length > 0) throw new UsageError('regionsMissing')
  const [type, matter, folder, time] = [required(given, 'type'), required(given, 'matter'), required(given, 'lists'), timeOf(given, io)]
  const keys = await loadOperatorKeys('--list-key', [required(given, 'list-key'), ...given.many('list-key').slice(1)], io)
  const { lists } = await loadRecognitionLists(folder, keys, time, given.one('state'), io)
  const policy = await loadRules(given.one('rules') ?? DEFAULT_RULES, io)
  const explanation = explained(() => explainRecognition(from, to, type, matter, { lists, policy, time }))
  await io.out(given.has('json') ? `${visibleJson(canonicalJson(explanation))}\n` : explanationText(explanation, language))
  return EXIT_CODES[explanation.answer]
}

/** @throws UsageError for a region, type or matter that is none */
function explained(work: () => RecognitionExplanation): RecognitionExplanation {
  try {
    return work()
  } catch (cause) {
    throw asUsage(cause)
  }
}
