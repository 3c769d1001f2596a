/** Makes a list of our own form of an XML trusted list: a draft, for a person to compare, correct and sign. */
import { VerificationError } from '../errors.ts'
import type { Finding } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { fromBase64 } from '../encoding/octets.ts'
import { parseCertificate } from '../pki/certificate.ts'
import { ETSI_SERVICE_TYPES, ETSI_STATUSES } from './etsi-terms.ts'
import type { EtsiProvider, EtsiService, EtsiText, UnverifiedEtsiList } from './etsi-ts-119612.ts'
import type { LocalText, StatusEntry, TrustList, TrustService, TrustServiceProvider } from './trust-list.ts'
import { trustListOf } from './trust-list-schema.ts'

/** Who will answer for the list, and for how long: its signer, not the operator of the XML list. */
export type DraftHead = Pick<TrustList, 'id' | 'sequence' | 'issuedAt' | 'nextUpdate' | 'operator'> & Partial<Pick<TrustList, 'previous'>>

export interface TrustListDraft {
  /** Unsigned, and of unverified origin: nothing to rely on. */
  readonly list: TrustList
  /** What was read of the XML, and what has no place in the draft or should be looked at. */
  readonly findings: readonly Finding[]
}

/**
 * A draft of what an XML list says. Left out, each with a finding: services without a readable certificate, and a second
 * entry for one certificate. A status that is not known here becomes `withdrawn`.
 * @throws FormatError (`TRUST_LIST_MALFORMED`) when the head, or a text of the XML list, does not fit the form of lists
 */
export function draftOfEtsiList(source: UnverifiedEtsiList, head: DraftHead, { budget = new Budget() }: { readonly budget?: Budget } = {}): TrustListDraft {
  const findings: Finding[] = [...source.findings]
  const taken = new Set<string>()
  const providers = source.providers.flatMap((provider): readonly TrustServiceProvider[] => {
    const [first, ...others] = provider.services.flatMap((service) => serviceOf(service, taken, budget, findings))
    return first === undefined ? [] : [{ ...providerOf(provider, source.territory), services: [first, ...others] }]
  })
  const notice = localText(source.legalNotices)
  const list: TrustList = {
    schema: 1,
    ...head,
    scheme: {
      name: localText(source.schemeNames) ?? localText(source.operatorNames) ?? { en: source.territory },
      territory: source.territory,
      ...(source.rules.length === 0 ? {} : { rules: source.rules }),
      ...(notice === undefined ? {} : { legalNotice: notice }),
    },
    providers,
  }
  return { list: trustListOf(list as unknown as Parameters<typeof trustListOf>[0]), findings }
}

/** As long as a text in our lists may be, and no half character at its end. */
const shortened = (text: string): string => text.slice(0, 1000).replace(/[\ud800-\udbff]$/, '')

/** Our lists hold texts in two languages; a text that is in neither is taken as it comes. */
function localText(texts: readonly EtsiText[]): LocalText | undefined {
  const of = (language: string): EtsiText | undefined => texts.find((one) => one.language.toLowerCase().split('-')[0] === language)
  const [zh, en] = [of('zh'), of('en') ?? texts[0]].map((one) => one && shortened(one.text))
  if (zh !== undefined) return { zh, ...(en === undefined || en === zh ? {} : { en }) }
  return en === undefined ? undefined : { en }
}

function providerOf({ names, tradeNames }: EtsiProvider, territory: string): Omit<TrustServiceProvider, 'services'> {
  const registrations = [...new Set(tradeNames.map(({ text }) => shortened(text)))]
  return { name: localText(names) ?? { en: '-' }, territory, ...(registrations.length === 0 ? {} : { registrations }) }
}

function serviceOf(service: EtsiService, taken: Set<string>, budget: Budget, findings: Finding[]): readonly TrustService[] {
  const { at, type: typeUri, names, certificates, additionalInformation } = service
  const type = ETSI_SERVICE_TYPES.get(typeUri) ?? 'other'
  const omit = (reason: string): void => { findings.push(finding('TRUST_LIST_XML_SERVICE_OMITTED', at, { reason })) }
  const [first, ...others] = [...new Set(certificates)].filter((text) => {
    if (!isCertificate(text, budget)) omit('certificate not readable')
    else if (taken.has(`${type} ${text}`)) omit('listed before')
    else {
      taken.add(`${type} ${text}`)
      return true
    }
    return false
  })
  if (first === undefined) {
    if (certificates.length === 0) omit('no certificate')
    return []
  }
  return [{
    type,
    typeUri,
    name: localText(names) ?? { en: '-' },
    identity: { certificates: [first, ...others] },
    history: historyOf(service, findings),
    ...(additionalInformation.length === 0 ? {} : { qualifiers: [...new Set(additionalInformation)] }),
  }]
}

/** Oldest first. Of entries from the same second the one that the XML has as the newer stands. */
function historyOf({ statuses, at }: EtsiService, findings: Finding[]): TrustService['history'] {
  const bySince = new Map<string, StatusEntry>()
  for (const { status: uri, since } of [...statuses].reverse()) {
    const status = ETSI_STATUSES.get(uri.replace(/\/$/, ''))
    if (status === undefined) findings.push(finding('TRUST_LIST_XML_STATUS_UNKNOWN', at))
    bySince.set(since, { status: status ?? 'withdrawn', since, uri: uri.slice(0, 2000) })
  }
  const [first, ...others] = [...bySince.values()].sort((a, b) => (a.since < b.since ? -1 : 1))
  return [first as StatusEntry, ...others]
}

function isCertificate(text: string, budget: Budget): boolean {
  const der = fromBase64(text)
  if (der === undefined) return false
  try {
    parseCertificate(der, { budget })
    return true
  } catch (error) {
    if (!(error instanceof VerificationError) || error.code === 'LIMIT_EXCEEDED') throw error
    return false
  }
}
