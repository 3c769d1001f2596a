/** What the command itself says, in both languages. One line each: what is wrong, then what to do. */
import type { Language } from '../report/messages/catalog.ts'

export const TEXTS = {
  commandUnknown: {
    zh: '没有名为 {command} 的命令。请运行 yinxin --help 查看全部命令。',
    en: 'There is no command {command}. Run yinxin --help to see all commands.',
  },
  commandUnknownNear: {
    zh: '没有名为 {command} 的命令，是否指 {near}？请运行 yinxin --help 查看全部命令。',
    en: 'There is no command {command}; did you mean {near}? Run yinxin --help to see all commands.',
  },
  unknownOption: { zh: '没有 {option} 这个选项。加 --help 可查看全部选项。', en: 'There is no option {option}. Add --help to see all options.' },
  unknownOptionNear: {
    zh: '没有 {option} 这个选项，是否指 {near}？加 --help 可查看全部选项。',
    en: 'There is no option {option}; did you mean {near}? Add --help to see all options.',
  },
  optionRepeated: { zh: '选项 {option} 只能给出一次。', en: 'The option {option} can be given only once.' },
  optionTakesNoValue: { zh: '选项 {option} 不带值。', en: 'The option {option} takes no value.' },
  optionWantsValue: { zh: '选项 {option} 后面缺少值。', en: 'The option {option} wants a value after it.' },
  optionsExclude: { zh: '{first} 与 {second} 不能同时使用。', en: '{first} and {second} cannot be used together.' },
  languageUnknown: { zh: '语言只能是 zh 或 en，而不是 {language}。', en: 'The language is zh or en, not {language}.' },
  noFiles: {
    zh: '没有给出要验证的文件。--trust 等选项会取走其后的所有词：请把文件写在选项之前，或写在 -- 之后。',
    en: 'No file to verify was given. Options such as --trust take all words after them: put files first, or after --.',
  },
  oneOperand: { zh: '{command} 需要且只需要一个参数。加 --help 可查看用法。', en: '{command} wants exactly one argument. Add --help to see how.' },
  regionsMissing: { zh: 'recognize 需要两个参数：来源地与使用地的区划代码。加 --help 可查看用法。', en: 'recognize wants two arguments: the regions that licenses come from and go to. Add --help to see how.' },
  noOperand: { zh: '{command} 不带参数，只有选项。加 --help 可查看用法。', en: '{command} takes options only. Add --help to see how.' },
  fileAbsent: { zh: '文件不存在。', en: 'No such file.' },
  isFolder: { zh: '这是目录。请给出其中的文件。', en: 'This is a folder. Name a file in it.' },
  nothingMatches: { zh: '没有文件与此匹配。', en: 'No file matches.' },
  directoryEmpty: { zh: '该目录下没有 .ofd、.esl 或 .dat 文件。', en: 'There is no .ofd, .esl or .dat file in this directory.' },
  fileUnreadable: { zh: '文件无法读取（{reason}）。请检查权限与路径。', en: 'The file cannot be read ({reason}). Check its permissions and path.' },
  fileTooLarge: {
    zh: '文件超过 {maximum} 字节，未读取。如确有需要，请用 SDK 并调高 limits.inputBytes。',
    en: 'The file is larger than {maximum} octets and was not read. If it must be, use the SDK with a higher limits.inputBytes.',
  },
  notRegularFile: {
    zh: '不是普通文件。使用 --jobs 或 --journal 时，只读取普通文件与标准输入（-）。',
    en: 'Not a regular file. With --jobs or --journal only regular files and standard input (-) are read.',
  },
  fileTimedOut: { zh: '在规定时间（--timeout）内没有得出结论，已放弃。', en: 'There was no result within the time given to a file (--timeout); it was given up.' },
  fileCrashed: {
    zh: '验证此文件的线程意外终止（{problem}），没有得出结论。请将此情况报告给开发者。',
    en: 'The thread that verified this file came to an end ({problem}); there is no result. Please report it.',
  },
  workersMissing: { zh: '{option} 需要 --jobs 为 2 或更大。', en: '{option} wants --jobs with 2 or more.' },
  journalOther: {
    zh: '--journal {file}：这不是 yinxin 的批次日志，未读取也未改动。请另取文件名。',
    en: '--journal {file}: this is no journal of yinxin; it was neither used nor changed. Choose another name.',
  },
  journalDamaged: {
    zh: '--journal {file}：日志已损坏（{problem}），未改动。请另取文件名，从头开始。',
    en: '--journal {file}: the journal is damaged ({problem}); it was not changed. Begin again with another name.',
  },
  journalSettings: {
    zh: '--journal {file}：此日志属于另一批次，其信任、证据、策略或时间与本次不同。请使用与上次相同的选项，或另取文件名。',
    en: '--journal {file}: it belongs to a batch with other trust, evidence, policy or time. Give the same options as before, or another name.',
  },
  journalShared: {
    zh: '--journal {file}：另一进程正在写入此日志，已停止。',
    en: '--journal {file}: another process is writing to it; this one has stopped.',
  },
  notCertificate: {
    zh: '{option} {file}：其中没有可用的证书。请给出 PEM（-----BEGIN CERTIFICATE-----）或 DER 格式的 X.509 证书。',
    en: '{option} {file}: there is no usable certificate in it. Give an X.509 certificate in PEM (-----BEGIN CERTIFICATE-----) or DER.',
  },
  notEvidence: {
    zh: '{option} {file}：既不是 CRL，也不是 OCSP 响应。请给出 DER 或 PEM 格式的文件。',
    en: '{option} {file}: neither a CRL nor an OCSP response. Give such a file in DER or PEM.',
  },
  evidenceEmpty: {
    zh: '{option} {file}：该目录下没有 .crl、.ors、.ocsp、.der 或 .pem 文件。',
    en: '{option} {file}: there is no .crl, .ors, .ocsp, .der or .pem file in this directory.',
  },
  policyUnknown: {
    zh: '没有名为 {policy} 的策略，也没有这个文件。内置策略：{known}。',
    en: 'There is no policy {policy}, nor such a file. Policies that come with yinxin: {known}.',
  },
  policyInvalid: {
    zh: '策略文件 {file} 有误：{problem}。格式见 docs/policy.md。',
    en: 'The policy file {file} is wrong: {problem}. For its form see docs/policy.md.',
  },
  timeInvalid: {
    zh: '--time {time} 不是带时区的完整时间。示例：--time 2026-03-01T09:00:00+08:00',
    en: '--time {time} is not a full time with a time zone. Example: --time 2026-03-01T09:00:00+08:00',
  },
  noTrust: {
    zh: '提示：没有给出信任的机构（--trust），任何签章都无法追溯，结论最多为“无法判定”。',
    en: 'Note: no trusted authority was given (--trust); no signature can lead to one, so none can be accepted.',
  },
  onlineMissing: { zh: '{option} 只能与 --online 同时使用。', en: '{option} goes with --online only.' },
  onlineWantsHosts: {
    zh: '--online 须用 --allow-host 指明允许访问的主机，例如 --allow-host crl.example.cn。程序不会访问其他主机。',
    en: '--online wants --allow-host with the hosts that may be asked, such as --allow-host crl.example.cn. No other host is contacted.',
  },
  onlineInvalid: { zh: '--online：无法使用所给的主机或地址（{problem}）。', en: '--online: a host or address cannot be used ({problem}).' },
  outputUnwritable: { zh: '无法写入 {file}（{reason}）。', en: '{file} cannot be written ({reason}).' },
  outputIsInput: {
    zh: '{option} {file}：这是要验证的文件类型或输入文件本身，不会覆盖。请另取文件名。',
    en: '{option} {file}: that is an input, or named like one, and will not be overwritten. Choose another name.',
  },
  outputNotDirectory: {
    zh: '验证多个文件时，--html 须指定目录；{file} 不是目录。',
    en: 'With several files --html must name a directory; {file} is none.',
  },
  written: { zh: '已写入 {file}', en: 'Wrote {file}' },
  progress: { zh: '正在验证 {bar} {done}/{count}（{percent}%）', en: 'Verifying {bar} {done}/{count} ({percent}%)' },
  progressRate: { zh: '，每秒 {rate} 个，剩余约 {left}', en: ', {rate} a second, about {left} left' },
  summary: {
    zh: '共 {count} 个文件：通过 {accepted}，不通过 {rejected}，无法判定 {open}，没有结果 {unread}。',
    en: '{count} files: {accepted} accepted, {rejected} not accepted, {open} undetermined, {unread} without a result.',
  },
  codeUnknown: { zh: '没有 {code} 这个代码。', en: 'There is no code {code}.' },
  codeUnknownNear: { zh: '没有 {code} 这个代码，是否指：{near}？', en: 'There is no code {code}; did you mean: {near}?' },
  caseInvalid: { zh: '{file} 不是合格的用例：{problem}', en: '{file} is not a case: {problem}' },
  casesAbsent: { zh: '{file} 之下没有 case.json。', en: 'There is no case.json below {file}.' },
  caseSummary: {
    zh: '共 {count} 个用例：相符 {good}，不符 {bad}，无法运行 {broken}。',
    en: '{count} cases: {good} as expected, {bad} not, {broken} could not run.',
  },
  notInspectable: {
    zh: '{file}：读不出任何结构（{code}）。请运行 yinxin explain {code} 查看原因。',
    en: '{file}: no structure can be read in it ({code}). Run yinxin explain {code} to see why.',
  },
  optionMissing: { zh: '缺少选项 {option}。加 --help 可查看用法与示例。', en: 'The option {option} is missing. Add --help to see how, with an example.' },
  sealMakeOnly: {
    zh: '用法为 yinxin seal make、yinxin seal inspect 文件 或 yinxin seal verify 文件。',
    en: 'Say yinxin seal make, yinxin seal inspect FILE or yinxin seal verify FILE.',
  },
  valueInvalid: { zh: '{option} {value} 无效，应为：{expected}', en: '{option} {value} is not usable; expected: {expected}' },
  keyMismatch: {
    zh: '--key 与 --cert 不配对：第一张证书不是该私钥的证书。请检查文件与顺序（自己的证书在前）。',
    en: '--key and --cert do not belong together: the first certificate is of another key. Check the files and their order (the own one first).',
  },
  certificateMissing: {
    zh: '密钥文件中没有证书。请用 --cert 给出签名证书。',
    en: 'There is no certificate in the file of the key. Give the signing certificate with --cert.',
  },
  sizeMissing: { zh: '使用 --picture 时须用 --size 给出印章宽高（毫米），例如 --size 42,42', en: '--picture wants the seal\'s width and height in millimetres with --size, e.g. --size 42,42' },
  pictureUndrawable: {
    zh: '无法绘制此名称的样章图像。请用 --picture 提供图像。',
    en: 'No specimen picture of this name can be drawn. Give a picture with --picture.',
  },
  stampWantsSeal: { zh: '{option} 需要同时给出 --seal。', en: '{option} wants a --seal too.' },
  sealUnseen: {
    zh: '提示：没有给出 --at 或 --riding，印章不会显示在页面上。',
    en: 'Note: neither --at nor --riding was given; the seal will not be seen on a page.',
  },
  dataInvalid: { zh: '{file} 有误：{problem}', en: '{file} is wrong: {problem}' },
  outputExists: {
    zh: '{file} 已存在，未覆盖。请另取文件名，或加 --force。',
    en: '{file} exists and was not overwritten. Choose another name, or add --force.',
  },
  outputIsMaterial: {
    zh: '--out {file} 是签章所用的材料，不会覆盖。请另取文件名。',
    en: '--out {file} is something that is signed with, and will not be overwritten. Choose another name.',
  },
  trustWords: {
    zh: '用法为 yinxin trust inspect|sign|verify|draft 文件。加 --help 可查看选项与示例。',
    en: 'Say yinxin trust inspect, sign, verify or draft, and one FILE. Add --help to see options and examples.',
  },
  optionNotHere: { zh: '{command} 没有 {option} 这个选项。', en: '{command} has no option {option}.' },
  notOperatorKey: {
    zh: '{option} {file}：其中没有可用的公钥。请给出 SM2、P-256 或 Ed25519 公钥（PEM 公钥或证书、JWK、JWKS）。',
    en: '{option} {file}: there is no usable public key in it. Give an SM2, P-256 or Ed25519 key (PEM of a key or certificate, JWK, JWKS).',
  },
  stateInvalid: {
    zh: '{option} {file}：这不是信任名录的状态文件，未读取也未改动。',
    en: '{option} {file}: this is not the state of a trust list; it was neither used nor changed.',
  },
  rejudgeOwnTime: {
    zh: '评估只按当时的时间重新判定，不能使用 {option}。', en: 'An assessment is judged again at its own time only, without {option}.',
  },
  rejudgeWantsTrust: {
    zh: '请给出信任根（--trust 等），或给出应当签署证据包的公钥（--bundle-key）：证据包自己说的信任不能作准。',
    en: 'Give trust anchors (--trust and so on), or the key that should have signed the bundle (--bundle-key): what a bundle says of trust proves nothing by itself.',
  },
  rejudgeSame: { zh: '结论与当时一致：{now}。', en: 'The verdict is that of then: {now}.' },
  rejudgeOther: { zh: '结论与当时不同：当时 {before}，现在 {now}。', en: 'The verdict is another: {before} then, {now} now.' },
  rejudgeSameReport: { zh: '报告与当时逐字相同。', en: 'The report is that of then, octet for octet.' },
  rejudgeExistedBy: { zh: '时间戳证明证据包在 {time} 已经存在。', en: 'A time stamp proves that the bundle was there at {time}.' },
  listMissing: { zh: '{option} 需要同时给出 --trust-list。', en: '{option} wants a --trust-list too.' },
  listWantsKey: {
    zh: '--trust-list 需要同时用 --trust-list-key 给出名录运营机构的公钥。',
    en: '--trust-list wants the public key of the list\'s operator with --trust-list-key.',
  },
  listUnsignable: { zh: '无法签名：{problem}', en: 'Cannot be signed: {problem}' },
  listNotVerified: { zh: '以下内容未经验证：', en: 'What follows was not verified:' },
  listAccepted: { zh: '信任名录可以使用', en: 'Trust list accepted' },
  listRefused: { zh: '信任名录不可使用', en: 'Trust list not accepted' },
  listFirstSeen: {
    zh: '提示：{file} 尚不存在，本次视为首次见到该名录；此后不再接受更旧的名录。',
    en: 'Note: {file} was not there: this list counts as the first one seen. Older ones are refused from now on.',
  },
  tokenWords: {
    zh: '用法：yinxin token verify 令牌、yinxin token decode 令牌、yinxin token issue --key 文件 --claims 文件、yinxin token present 凭证 --disclose 路径，或 yinxin token status-list --key 文件 --uri 地址 --statuses 文件。',
    en: 'Usage: yinxin token verify TOKEN, yinxin token decode TOKEN, yinxin token issue --key FILE --claims FILE, yinxin token present CREDENTIAL --disclose PATHS, or yinxin token status-list --key FILE --uri URI --statuses FILE.',
  },
  tokenBinding: {
    zh: '请用 --audience 和 --nonce 给出持证人证明须回应的请求，或用 --unbound 表明任何持有副本者均可出示。',
    en: 'Give the request that the holder\'s proof must answer with --audience and --nonce, or say with --unbound that whoever has a copy may present it.',
  },
  credentialHeld: { zh: '出示人已证明持有持证人密钥', en: 'the presenter proved to have the key of the holder' },
  credentialUnbound: { zh: '未证明出示人即持证人', en: 'nothing proves that the presenter is the holder' },
  credentialDisclosures: { zh: '披露项：{names}', en: 'disclosures: {names}' },
  tokenKeys: {
    zh: '签发者公钥须由 --jwks 或 --trust 之一给出，且只能给出其一。',
    en: 'Say where the issuer\'s keys come from: either --jwks or --trust, not both.',
  },
  tokenOptions: { zh: '选项无法使用：{problem}', en: 'The options are not usable: {problem}' },
  recognitionListsAbsent: { zh: '--lists {file}：没有这个目录，或其下没有名录（.jws）。', en: '--lists {file}: there is no such folder, or no list (.jws) below it.' },
  sharingWantsHost: {
    zh: '--status 网址须用 --allow-host 指明允许访问的主机，例如 --allow-host sharing.example.cn。程序不会访问其他主机。',
    en: '--status with an address wants --allow-host with the host that may be asked, such as --allow-host sharing.example.cn. No other host is contacted.',
  },
  sharingWantsToken: {
    zh: '--sharing {file}：没有访问令牌。请在其中用 accessToken 指明令牌所在文件，或设置环境变量 {variable}。',
    en: '--sharing {file}: there is no access token. Name the file that holds it there (accessToken), or set the variable {variable}.',
  },
  sharingAlone: { zh: '{option} 只能与 --status 网址同时使用。', en: '{option} goes with --status and an address only.' },
  tokenNotClaims: { zh: '令牌内容不是 JSON 对象。', en: 'The content of this token is not a JSON object.' },
  tokenAccepted: { zh: '令牌通过验证', en: 'Token accepted' },
  tokenRefused: { zh: '令牌不予接受', en: 'Token not accepted' },
  tokenOpen: { zh: '令牌无法判定', en: 'Token undetermined' },
  tokenAssertion: { zh: '办事人：', en: 'asserts:' },
  claimsWithheld: { zh: '未显示（--reveal 可显示）：{names}', en: 'Not shown (--reveal shows them): {names}' },
  profileWords: {
    zh: '用法：yinxin profile list，或 yinxin profile check 文件。',
    en: 'Usage: yinxin profile list, or yinxin profile check FILE.',
  },
  profileUsable: { zh: '配置可以使用', en: 'Profile usable' },
  draftToReview: {
    zh: '提示：{file} 只是草稿。请逐项核对，填写运营机构，然后用 yinxin trust sign 签名。',
    en: 'Note: {file} is a draft. Compare it entry by entry, fill in the operator, then sign it with yinxin trust sign.',
  },
  tsaMissing: { zh: '{option} 只能与 --tsa 同时使用。', en: '{option} goes with --tsa only.' },
  tsaWantsHost: {
    zh: '--tsa 须用 --allow-host 指明允许访问的主机，例如 --allow-host tsa.example.cn。程序不会访问其他主机。',
    en: '--tsa wants --allow-host with the host that may be asked, such as --allow-host tsa.example.cn. No other host is contacted.',
  },
  tsaInvalid: { zh: '--tsa：无法使用所给的主机或地址（{problem}）。', en: '--tsa: a host or address cannot be used ({problem}).' },
  folderNotEmpty: {
    zh: '{option} {file} 不是空目录，未写入任何内容。请给出新目录或空目录。',
    en: '{option} {file} is not empty; nothing was written there. Name a folder that is new or empty.',
  },
  portUnavailable: {
    zh: '无法在 127.0.0.1 上使用端口 {port}（{reason}）。请换一个端口，或不给 --port。',
    en: 'Port {port} of 127.0.0.1 cannot be used ({reason}). Choose another, or leave --port out.',
  },
  devFolderAlgorithm: { zh: '{file} 中的测试机构使用 {value}，--algorithm 不能改变。', en: '{file} holds an authority whose keys are {value}: --algorithm cannot change that.' },
  devFolderPort: { zh: '{file} 中的测试机构使用端口 {value}，其证书载有该地址，--port 不能改变。', en: '{file} holds an authority at port {value}, which its certificates name: --port cannot change that.' },
  devFolderFile: { zh: '{file} 中的测试机构不完整：{value} 缺失或不相符。请另选空目录。', en: '{file} holds an authority that is not whole: {value} is missing or does not fit. Use an empty folder.' },
  devAuthorityReady: {
    zh: '测试机构已就绪，信息见 {file}。仅供测试与演示，仅限本机访问。按 Ctrl-C 停止。',
    en: 'The test authority is ready; {file} says what it has. For tests and demonstrations only, reachable from this machine only. Ctrl-C ends it.',
  },
  devAuthorityProblem: { zh: '未能回答一个请求：{problem}', en: 'A request could not be answered: {problem}' },
  noteInvalid: { zh: '加注内容有误：{problem}', en: 'The note is not usable: {problem}' },
  variantUnknown: {
    zh: '没有名为 {name} 的变体。请运行 yinxin forge list 查看全部变体。',
    en: 'There is no variant {name}. Run yinxin forge list to see all.',
  },
  variantUnknownNear: {
    zh: '没有名为 {name} 的变体，是否指：{near}？',
    en: 'There is no variant {name}; did you mean: {near}?',
  },
  worldImpossible: { zh: '无法按这些选项生成：{problem}', en: 'Nothing can be made with these options: {problem}' },
  reportsMissing: {
    zh: '没有给出报告文件。请把报告写在选项之前，例如：yinxin trends reports.ndjson',
    en: 'No file of reports was given. Put reports first, such as: yinxin trends reports.ndjson',
  },
  reportsAbsent: { zh: '该目录下没有 .json、.jsonl、.ndjson 或 .journal 文件。', en: 'There is no .json, .jsonl, .ndjson or .journal file in this directory.' },
  reportLines: { zh: '正在读取报告：第 {file}/{files} 个文件，已读 {lines} 行', en: 'Reading reports: file {file} of {files}, {lines} lines so far' },
  trendStateKept: { zh: '有文件未能读取，{file} 中的状态保持不变。', en: 'a file could not be read: the state in {file} stays as it was.' },
  lineUnread: { zh: '第 {line} 行未计入：{problem}', en: 'line {line} was not counted: {problem}' },
  linesUnread: { zh: '另有 {count} 行未计入。', en: 'another {count} lines were not counted.' },
  lineLong: { zh: '过长或嵌套过深。', en: 'it is too long or nested too deeply.' },
  lineJson: { zh: '不是完整的 JSON 对象（每行应有一个）。', en: 'it is not one whole JSON object (one a line is expected).' },
  lineVersion: { zh: '报告由其他版本的 yinxin 生成，请使用生成它的版本。', en: 'the report is of another version of yinxin; use that version.' },
  lineReport: { zh: '不是本版本所知的报告。', en: 'it is no report that this version knows.' },
  lineTime: { zh: '报告中没有可用的时间（2000 至 2099 年）。', en: 'it says no time that can be used (of the years 2000 to 2099).' },
  stateMissing: { zh: '{option} 需要同时给出 --state。', en: '{option} wants --state too.' },
  trendStateInvalid: {
    zh: '{option} {file}：这不是本版本可用的堵点状态文件（{problem}），未读取也未改动。',
    en: '{option} {file}: this is no state of trends that this version can use ({problem}); it was neither used nor changed.',
  },
  reasonUnseen: { zh: '{option} {code}：报告中尚未出现过该原因，或其报告太少。', en: '{option} {code}: this reason was never seen, or in too few reports.' },
  defect: {
    zh: '程序内部错误（{error}），没有得出结论。请将此情况报告给开发者。',
    en: 'A defect of this program ({error}); there is no result. Please report it.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

export type TextKey = keyof typeof TEXTS
