/** URIs of ETSI TS 119 612 in the words of our own lists. Data only; what has no counterpart is left to people. */
import type { ServiceStatus, ServiceType } from './trust-list.ts'

const SERVICE = 'http://uri.etsi.org/TrstSvc/Svctype/'
const STATUS = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/'
/** Of lists by earlier editions, which histories still quote. */
const OLD_STATUS = 'http://uri.etsi.org/TrstSvc/Svcstatus/'

/** Clauses 5.5.1.1 to 5.5.1.3. Services for signatures; seals of legal persons are made with certificates of the same CAs. */
export const ETSI_SERVICE_TYPES: ReadonlyMap<string, ServiceType> = new Map([
  ['CA/QC', 'signerCa'], ['CA/PKC', 'signerCa'], ['NationalRootCA-QC', 'signerCa'],
  ['TSA/QTST', 'timeStamping'], ['TSA', 'timeStamping'], ['TSA/TSS-QC', 'timeStamping'], ['TSA/TSS-AdESQCandQES', 'timeStamping'],
  ['Certstatus/OCSP/QC', 'ocsp'], ['Certstatus/OCSP', 'ocsp'],
].map(([name, type]) => [`${SERVICE}${name as string}`, type as ServiceType]))

const GRANTED = ['granted', 'recognisedatnationallevel', 'setbynationallaw', 'undersupervision', 'supervisionincessation', 'accredited']
const WITHDRAWN = [
  'withdrawn', 'deprecatedatnationallevel', 'deprecatedbynationallaw', 'supervisionceased', 'supervisionrevoked', 'accreditationceased', 'accreditationrevoked',
]

/** Clause 5.5.4 and annex J; `supervisionincessation` still is supervision (annex J). */
export const ETSI_STATUSES: ReadonlyMap<string, ServiceStatus> = new Map(
  [STATUS, OLD_STATUS].flatMap((base) => [
    ...GRANTED.map((name) => [`${base}${name}`, 'granted'] as const),
    ...WITHDRAWN.map((name) => [`${base}${name}`, 'withdrawn'] as const),
  ]),
)
