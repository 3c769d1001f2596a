/** Trust lists as text for a terminal: who stands in them, as what, and since when. Values are made visible. */
import type { Language } from '../report/messages/catalog.ts'
import { plainText, timeText } from '../report/plain-text.ts'
import { columnsOf } from '../report/text.ts'
import { statusAsOf } from '../trust/index.ts'
import type { LocalText, ServiceType, StatusAsOf, TrustList, UnverifiedEtsiList } from '../trust/index.ts'

type Terms<Name extends string> = Readonly<Record<Name, Readonly<Record<Language, string>>>>

const LABELS = {
  id: { zh: '名录', en: 'list' },
  sequence: { zh: '期号', en: 'sequence' },
  issued: { zh: '签发时间', en: 'issued' },
  nextUpdate: { zh: '下次更新', en: 'next update' },
  operator: { zh: '运营机构', en: 'operator' },
  scheme: { zh: '名录名称', en: 'scheme' },
  territory: { zh: '地域', en: 'territory' },
  nextKeys: { zh: '下期密钥', en: 'keys of the next' },
  digest: { zh: '载荷 SM3', en: 'payload SM3' },
  signers: { zh: '签名密钥', en: 'signed by' },
  since: { zh: '自', en: 'since' },
} as const satisfies Terms<string>

const TYPES: Terms<ServiceType> = {
  signerCa: { zh: '签章者证书颁发机构', en: 'CA of signers' },
  signer: { zh: '签章者', en: 'signer' },
  sealMakerCa: { zh: '制章者证书颁发机构', en: 'CA of seal makers' },
  sealMaker: { zh: '制章者', en: 'seal maker' },
  timeStamping: { zh: '时间戳机构', en: 'time stamping' },
  ocsp: { zh: '证书状态查询', en: 'OCSP' },
  tokenIssuer: { zh: '令牌签发方', en: 'token issuer' },
  other: { zh: '其他', en: 'other' },
}

const STATUSES: Terms<StatusAsOf['status']> = {
  granted: { zh: '具备资格', en: 'granted' },
  suspended: { zh: '暂停', en: 'suspended' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
  notListed: { zh: '未列入', en: 'not listed' },
}

const textOf = (text: LocalText, language: Language): string => plainText((language === 'zh' && 'zh' in text ? text.zh : text.en) ?? ('zh' in text ? text.zh : ''))

function rows(pairs: readonly (readonly [label: keyof typeof LABELS, value: string | undefined])[], language: Language): readonly string[] {
  const width = Math.max(...pairs.map(([label]) => columnsOf(LABELS[label][language])))
  return pairs.flatMap(([label, value]) => {
    const name = LABELS[label][language]
    return value === undefined ? [] : [`  ${name}${' '.repeat(width - columnsOf(name) + 2)}${value}`]
  })
}

export interface ListTextOptions {
  readonly language: Language
  /** Statuses are shown as of this time. */
  readonly time: Date
  /** Of a list that was verified. */
  readonly verified?: { readonly sm3: string; readonly signers: readonly string[] }
}

/** The head of a list and a line for each of its services. */
export function trustListText(list: TrustList, { language, time, verified }: ListTextOptions): string {
  const { operator: { keys } } = list
  const head = rows([
    ['id', plainText(list.id)], ['sequence', String(list.sequence)], ['issued', timeText(isoOf(list.issuedAt))], ['nextUpdate', timeText(isoOf(list.nextUpdate))],
    ['operator', textOf(list.operator.name, language)], ['scheme', textOf(list.scheme.name, language)], ['territory', list.scheme.territory],
    ['nextKeys', keys && `${keys.threshold}/${keys.keys.length}`], ['digest', verified?.sm3], ['signers', verified?.signers.join(', ')],
  ], language)
  const services = list.providers.flatMap((provider) => [
    '', `  ${textOf(provider.name, language)}  (${provider.territory})`,
    ...provider.services.map((service) => {
      const { status, since } = statusAsOf(service, time)
      const from = since === undefined ? '' : ` ${LABELS.since[language]} ${timeText(isoOf(since))}`
      return `    ${TYPES[service.type][language]}  ${textOf(service.name, language)}  ${STATUSES[status][language]}${from}`
    }),
  ])
  return `${[...head, ...services].join('\n')}\n`
}

/** An XML list: the words of TS 119 612 as they stand. */
export function etsiListText(list: UnverifiedEtsiList, language: Language): string {
  const first = (texts: readonly { readonly text: string }[]): string => plainText(texts[0]?.text ?? '-')
  const head = rows([
    ['scheme', first(list.schemeNames)], ['operator', first(list.operatorNames)], ['territory', plainText(list.territory)], ['sequence', String(list.sequenceNumber)],
    ['issued', timeText(isoOf(list.issuedAt))], ['nextUpdate', list.nextUpdate && timeText(isoOf(list.nextUpdate))],
  ], language)
  const last = (uri: string): string => plainText(uri.split('/').slice(-2).join('/'))
  const services = list.providers.flatMap(({ names, services: listed }) => [
    '', `  ${first(names)}`,
    ...listed.map(({ type, names: own, statuses: [{ status, since }] }) => `    ${last(type)}  ${first(own)}  ${last(status)} ${LABELS.since[language]} ${timeText(isoOf(since))}`),
  ])
  return `${[...head, ...services].join('\n')}\n`
}

const isoOf = (time: string): string => new Date(time).toISOString()
