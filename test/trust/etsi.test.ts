import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { draftOfEtsiList, parseEtsiTrustedList, trustStore } from '../../src/trust/index.ts'
import type { DraftHead, UnverifiedEtsiList } from '../../src/trust/index.ts'
import { der, list, opened } from './lists.ts'

const STATUS = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/'
const TYPE = 'http://uri.etsi.org/TrstSvc/Svctype/'

/** Lines as XML files of lists have them. */
const wrapped = (base64: string): string => base64.replaceAll(/(.{64})/g, '$1\n')

interface Service { readonly type?: string; readonly certificates?: readonly string[]; readonly status?: string; readonly since?: string; readonly history?: string; readonly extensions?: string }

const serviceXml = ({ type = `${TYPE}CA/QC`, certificates = [der('east-ca')], status = `${STATUS}granted`, since = '2025-01-01T00:00:00Z', history = '', extensions = '' }: Service): string => `
  <TSPService><ServiceInformation>
    <ServiceTypeIdentifier>${type}</ServiceTypeIdentifier>
    <ServiceName><Name xml:lang="en">Sample CA</Name><Name xml:lang="zh-CN">样例 CA</Name></ServiceName>
    <ServiceDigitalIdentity>${certificates.map((text) => `<DigitalId><X509Certificate>${wrapped(text)}</X509Certificate></DigitalId>`).join('')}<DigitalId><X509SKI>AAAA</X509SKI></DigitalId></ServiceDigitalIdentity>
    <ServiceStatus>${status}</ServiceStatus><StatusStartingTime>${since}</StatusStartingTime>${extensions}
  </ServiceInformation>${history}</TSPService>`

const HISTORY = `<ServiceHistory>
  <ServiceHistoryInstance><ServiceTypeIdentifier>${TYPE}CA/QC</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">x</Name></ServiceName><ServiceDigitalIdentity><DigitalId><X509SKI>AAAA</X509SKI></DigitalId></ServiceDigitalIdentity><ServiceStatus>${STATUS}withdrawn</ServiceStatus><StatusStartingTime>2024-06-01T00:00:00Z</StatusStartingTime></ServiceHistoryInstance>
  <ServiceHistoryInstance><ServiceTypeIdentifier>${TYPE}CA/QC</ServiceTypeIdentifier><ServiceName/><ServiceDigitalIdentity/><ServiceStatus>http://uri.etsi.org/TrstSvc/Svcstatus/undersupervision</ServiceStatus><StatusStartingTime>2016-06-30T22:00:00Z</StatusStartingTime></ServiceHistoryInstance>
</ServiceHistory>`

const EXTENSIONS = `<ServiceInformationExtensions>
  <Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals</URI></AdditionalServiceInformation></Extension>
  <Extension Critical="true"><s:Qualifications xmlns:s="urn:example">x</s:Qualifications></Extension>
</ServiceInformationExtensions>`

const listXml = (services: string, change: (xml: string) => string = (xml) => xml): Uint8Array => toUtf8(change(`<?xml version="1.0" encoding="UTF-8"?>
<tsl:TrustServiceStatusList xmlns:tsl="http://uri.etsi.org/02231/v2#" xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag" Id="l">
  <SchemeInformation>
    <TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>42</TSLSequenceNumber>
    <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>
    <SchemeOperatorName><Name xml:lang="de">Beispielbehörde</Name></SchemeOperatorName>
    <SchemeName><Name xml:lang="en">XX:Sample trusted list</Name></SchemeName>
    <SchemeInformationURI><URI xml:lang="en">https://list.example/info</URI></SchemeInformationURI>
    <StatusDeterminationApproach>http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/EUappropriate</StatusDeterminationApproach>
    <SchemeTypeCommunityRules><URI xml:lang="en">https://list.example/rules</URI></SchemeTypeCommunityRules>
    <SchemeTerritory>XX</SchemeTerritory>
    <PolicyOrLegalNotice><TSLLegalNotice xml:lang="en">Sample notice</TSLLegalNotice></PolicyOrLegalNotice>
    <HistoricalInformationPeriod>65535</HistoricalInformationPeriod>
    <PointersToOtherTSL><OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId><X509Certificate>${der('west-ca')}</X509Certificate></DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities><TSLLocation>https://other.example/list.xml</TSLLocation></OtherTSLPointer></PointersToOtherTSL>
    <ListIssueDateTime>2026-04-01T08:00:00+08:00</ListIssueDateTime>
    <NextUpdate><dateTime>2026-09-01T00:00:00.000Z</dateTime></NextUpdate>
  </SchemeInformation>
  <TrustServiceProviderList><TrustServiceProvider>
    <TSPInformation><TSPName><Name xml:lang="en">Sample provider</Name></TSPName><TSPTradeName><Name xml:lang="en">EX-0001</Name></TSPTradeName></TSPInformation>
    <TSPServices>${services}</TSPServices>
  </TrustServiceProvider></TrustServiceProviderList>
</tsl:TrustServiceStatusList>`))

const HEAD: DraftHead = { id: 'urn:example:imported', sequence: 1, issuedAt: list().issuedAt, nextUpdate: list().nextUpdate, operator: list().operator }
const codes = ({ findings }: Pick<UnverifiedEtsiList, 'findings'>): readonly string[] => findings.map(({ code }) => code)

function outcome(bytes: Uint8Array): string {
  try {
    parseEtsiTrustedList(bytes)
    return 'read'
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

describe('parseEtsiTrustedList', () => {
  it('reads scheme, providers, services and histories as data', () => {
    const read = parseEtsiTrustedList(listXml(serviceXml({ history: HISTORY, extensions: EXTENSIONS })))
    expect(read).toMatchObject({
      xmlSignature: 'NOT VERIFIED', version: 5, sequenceNumber: 42, type: 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric', territory: 'XX',
      operatorNames: [{ language: 'de', text: 'Beispielbehörde' }], schemeInformation: ['https://list.example/info'], rules: ['https://list.example/rules'],
      legalNotices: [{ language: 'en', text: 'Sample notice' }], issuedAt: '2026-04-01T00:00:00Z', nextUpdate: '2026-09-01T00:00:00Z',
      pointers: [{ location: 'https://other.example/list.xml', certificates: [der('west-ca')] }],
    })
    expect(read.providers).toHaveLength(1)
    expect(read.providers[0]).toMatchObject({ names: [{ language: 'en', text: 'Sample provider' }], tradeNames: [{ language: 'en', text: 'EX-0001' }] })
    expect(read.providers[0]?.services).toMatchObject([{
      type: `${TYPE}CA/QC`, certificates: [der('east-ca')],
      statuses: [
        { status: `${STATUS}granted`, since: '2025-01-01T00:00:00Z' }, { status: `${STATUS}withdrawn`, since: '2024-06-01T00:00:00Z' },
        { status: 'http://uri.etsi.org/TrstSvc/Svcstatus/undersupervision', since: '2016-06-30T22:00:00Z' },
      ],
      additionalInformation: ['http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals'],
    }])
  })

  it('says loudly that nobody verified it, and what it does not read', () => {
    const read = parseEtsiTrustedList(listXml(serviceXml({ extensions: EXTENSIONS })))
    expect(codes(read)).toEqual(['TRUST_LIST_XML_NOT_VERIFIED', 'TRUST_LIST_XML_EXTENSION_IGNORED'])
    expect(read.findings[1]).toMatchObject({ at: ['TrustServiceProvider', 0, 'TSPService', 0], params: { critical: 'true' } })
    // Not by mistake either.
    expect(() => trustStore({ lists: [read] as never })).toThrow(TypeError)
  })

  it('reads a list of a closed scheme, without next update, and one of pointers only', () => {
    expect(parseEtsiTrustedList(listXml('', (xml) => xml.replace(/<NextUpdate>.*<\/NextUpdate>/, '<NextUpdate/>'))).nextUpdate).toBeUndefined()
    expect(parseEtsiTrustedList(listXml('', (xml) => xml.replace(/<TrustServiceProviderList>[^]*<\/TrustServiceProviderList>/, ''))).providers).toEqual([])
  })

  it.each<[string, (xml: string) => string]>([
    ['another root', (xml) => xml.replaceAll('tsl:TrustServiceStatusList', 'tsl:Other')],
    ['no scheme', (xml) => xml.replaceAll('SchemeInformation>', 'Scheme>')],
    ['two sequence numbers', (xml) => xml.replace('<TSLSequenceNumber>', '<TSLSequenceNumber>1</TSLSequenceNumber><TSLSequenceNumber>')],
    ['a sequence that is no number', (xml) => xml.replace('>42<', '>4e1<')],
    ['an endless sequence number', (xml) => xml.replace('>42<', `>${'9'.repeat(30)}<`)],
    ['no issue time', (xml) => xml.replace(/<ListIssueDateTime>.*<\/ListIssueDateTime>/, '')],
    ['a time without zone', (xml) => xml.replace('08:00:00+08:00', '08:00:00')],
    ['a day that is none', (xml) => xml.replace('2026-04-01T08', '2026-02-30T08')],
    ['a status without beginning', (xml) => xml.replace(/<StatusStartingTime>.*?<\/StatusStartingTime>/, '')],
    ['two statuses at once', (xml) => xml.replace('<ServiceStatus>', `<ServiceStatus>${STATUS}granted</ServiceStatus><ServiceStatus>`)],
    ['an empty type', (xml) => xml.replace(`>${TYPE}CA/QC<`, '> <')],
    ['a provider without name', (xml) => xml.replace(/<TSPName>.*<\/TSPName>/, '')],
  ])('TRUST_LIST_XML_INVALID: %s', (_, change) => {
    expect(outcome(listXml(serviceXml({}), change))).toBe('TRUST_LIST_XML_INVALID')
  })

  it('refuses document types and broken XML, and keeps to its limits', () => {
    expect(outcome(listXml('', (xml) => xml.replace('?>', '?><!DOCTYPE x>')))).toBe('XML_DOCTYPE_FORBIDDEN')
    expect(outcome(toUtf8('<a'))).toBe('XML_NOT_WELL_FORMED')
    expect(() => parseEtsiTrustedList(listXml(serviceXml({})), { budget: new Budget({ xmlNodes: 20 }) })).toThrow('LIMIT_EXCEEDED')
  })

  it('throws nothing but its own errors', () => {
    const text = new TextDecoder().decode(listXml(serviceXml({ history: HISTORY })))
    fc.assert(fc.property(fc.nat(text.length), fc.nat(60), fc.string({ maxLength: 8 }), (start, length, put) => { outcome(toUtf8(text.slice(0, start) + put + text.slice(start + length))) }), { numRuns: 200 })
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => { outcome(octets) }))
  })
})

describe('draftOfEtsiList', () => {
  const draftOf = (services: string): ReturnType<typeof draftOfEtsiList> => draftOfEtsiList(parseEtsiTrustedList(listXml(services)), HEAD)

  it('makes a list that can be signed, opened and looked up as of a date', async () => {
    const { list: draft, findings } = draftOf(serviceXml({ history: HISTORY }) + serviceXml({ type: `${TYPE}TSA/QTST`, certificates: [der('east-tsa')] }) + serviceXml({ type: `${TYPE}Certstatus/OCSP/QC`, certificates: [der('west-ca')] }) + serviceXml({ type: 'urn:example:else', certificates: [der('west-authority')] }))
    expect(findings.map(({ code }) => code)).toEqual(['TRUST_LIST_XML_NOT_VERIFIED'])
    expect(draft.scheme).toEqual({ name: { en: 'XX:Sample trusted list' }, territory: 'XX', rules: ['https://list.example/rules'], legalNotice: { en: 'Sample notice' } })
    expect(draft.providers[0]).toMatchObject({ name: { en: 'Sample provider' }, territory: 'XX', registrations: ['EX-0001'] })
    expect(draft.providers[0]?.services.map(({ type, typeUri }) => [type, typeUri])).toEqual([
      ['signerCa', `${TYPE}CA/QC`], ['timeStamping', `${TYPE}TSA/QTST`], ['ocsp', `${TYPE}Certstatus/OCSP/QC`], ['other', 'urn:example:else'],
    ])
    expect(draft.providers[0]?.services[0]).toMatchObject({
      name: { zh: '样例 CA', en: 'Sample CA' },
      history: [
        { status: 'granted', since: '2016-06-30T22:00:00Z', uri: 'http://uri.etsi.org/TrstSvc/Svcstatus/undersupervision' },
        { status: 'withdrawn', since: '2024-06-01T00:00:00Z' }, { status: 'granted', since: '2025-01-01T00:00:00Z' },
      ],
    })
    const store = trustStore({ lists: [await opened(draft)] })
    const counts = ['2016-06-30T21:59:59Z', '2020-01-01T00:00:00Z', '2024-07-01T00:00:00Z', '2026-01-01T00:00:00Z'].map((time) => store.anchors('signer', new Date(time)).length)
    expect(counts).toEqual([0, 1, 0, 1])
  })

  it('an unknown status grants nothing: TRUST_LIST_XML_STATUS_UNKNOWN', () => {
    const { list: draft, findings } = draftOf(serviceXml({ status: `${STATUS}GRANTED` }))
    expect(draft.providers[0]?.services[0].history).toEqual([{ status: 'withdrawn', since: '2025-01-01T00:00:00Z', uri: `${STATUS}GRANTED` }])
    expect(findings.map(({ code }) => code)).toContain('TRUST_LIST_XML_STATUS_UNKNOWN')
  })

  it('leaves out what cannot be recognized or is there twice, and says so: TRUST_LIST_XML_SERVICE_OMITTED', () => {
    const { list: draft, findings } = draftOf(serviceXml({ certificates: [] }) + serviceXml({ certificates: ['AAAA'] }) + serviceXml({}) + serviceXml({ status: `${STATUS}withdrawn` }))
    expect(draft.providers[0]?.services).toHaveLength(1)
    expect(findings.filter(({ code }) => code === 'TRUST_LIST_XML_SERVICE_OMITTED').map(({ at, params }) => [at[3], params['reason']])).toEqual([
      [0, 'no certificate'], [1, 'certificate not readable'], [3, 'listed before'],
    ])
    expect(draftOf(serviceXml({ certificates: [] })).list.providers).toEqual([])
  })

  it('shortens texts without leaving half a character', () => {
    const long = `${'x'.repeat(999)}😀`
    const { list: draft } = draftOfEtsiList(parseEtsiTrustedList(listXml(serviceXml({}), (xml) => xml.replace('Sample provider', long))), HEAD)
    expect(draft.providers[0]?.name).toEqual({ en: 'x'.repeat(999) })
  })

  it('refuses a head that does not fit', () => {
    expect(() => draftOfEtsiList(parseEtsiTrustedList(listXml('')), { ...HEAD, sequence: 0 })).toThrow('TRUST_LIST_MALFORMED')
  })
})
