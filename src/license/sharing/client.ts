/** A client of a sharing service: a method for each operation, in words of this package, whatever the service's own are. */
import { finding } from '../../diagnostics/index.ts'
import { fromBase64, toBase64 } from '../../encoding/octets.ts'
import { checkLicenseIdentifier } from '../../identifier/index.ts'
import { statusesOfCode } from '../status.ts'
import type { LicenseStatus } from '../status.ts'
import { Exchange } from './exchange.ts'
import type { ExchangeOptions, SharingAnswer, Values } from './exchange.ts'
import type { SharingOperation, VerifyFileMeaning, VerifyInfoMeaning } from './profile.ts'
import { useCauseOf } from './purpose.ts'
import type { UsePurpose } from './purpose.ts'

/** Values by name of the license's face, as the service gave them: data, not proof. */
export type FaceData = Readonly<Record<string, string>>

export interface HolderQuery {
  readonly holderCode: string
  readonly holderType?: string
  readonly holder?: string
  readonly typeCode: string
  /** Number of the license. */
  readonly number?: string
}

export interface ListedLicense {
  readonly identifier: string
  readonly name?: string
  /** What its listed status can mean; absent where the profile does not say how to read it. */
  readonly statuses?: readonly LicenseStatus[]
}

export interface DownloadAddress {
  readonly identifier: string
  /** Good for one download and some minutes. From outside: fetch it only with a client that keeps to hosts that you allow. */
  readonly url: string
  readonly contentType?: string
}

export interface InfoVerification {
  readonly meaning: VerifyInfoMeaning
  /** None unless the data are correct. */
  readonly statuses: readonly LicenseStatus[]
}

export type Consent = 'WAITING' | 'AUTHORIZED' | 'REFUSED'

interface Asking {
  readonly purpose: UsePurpose
}

/** Two writings of one identifier, with and without its root's name, are one. */
export const canonicalIdentifier = (identifier: string): string => checkLicenseIdentifier(identifier).identifier?.text ?? identifier

/**
 * Asks a sharing service (GB/T 36906-2018 as implementations have it). Nothing that it answers has been verified: it is as good as the
 * connection and the service. No method says that a license is good because the service could not be asked.
 * Methods throw TypeError for values that the operation lacks or does not take, and nothing else.
 */
export class SharingClient {
  readonly #exchange: Exchange
  readonly #options: ExchangeOptions

  /** @throws TypeError for options that make no sense */
  constructor(options: ExchangeOptions) {
    this.#exchange = new Exchange(options)
    this.#options = options
  }

  offers(operation: SharingOperation): boolean {
    return this.#options.profile.operations[operation] !== undefined
  }

  now(): Date {
    return this.#options.now()
  }

  async search({ holderCode, holderType, holder, typeCode }: Omit<HolderQuery, 'number'>): Promise<SharingAnswer<readonly ListedLicense[]>> {
    const { statusSystem } = this.#options.profile
    return mapped('search', await this.#exchange.ask('search', { holderCode, holderType, holder, typeCode }), (listed) => listed.map(({ zzbs, zzmc, zzzt }) => ({
      identifier: zzbs, ...(zzmc !== undefined && { name: zzmc }),
      ...(zzzt !== undefined && statusSystem !== undefined && { statuses: statusesOfCode(statusSystem, zzzt) ?? [] }),
    })))
  }

  /** @param elements short names of GB/T 36903; all when there are none */
  async metadata(identifier: string, elements: readonly string[] = []): Promise<SharingAnswer<FaceData>> {
    return mapped('metadata', await this.#exchange.ask('metadata', { identifier, elements: elements.join(',') }), ({ zzzmxx }) => {
      // The whole of it names its license; a part need not.
      const stated = zzzmxx['ZZBS']
      return stated === undefined || same(stated, identifier) ? zzzmxx : undefined
    }, 'mismatched')
  }

  async faceById(identifier: string, { purpose }: Asking): Promise<SharingAnswer<FaceData>> {
    return mapped('faceById', await this.#exchange.ask('faceById', { identifier, purpose: this.#cause(purpose) }), ({ certData }) =>
      (same(certData['cert_identifier'] ?? '', identifier) ? certData : undefined), 'mismatched')
  }

  /** The identifiers of a holder's licenses of a type. */
  async faceByHolder(query: Omit<HolderQuery, 'holder'>, { purpose }: Asking): Promise<SharingAnswer<readonly ListedLicense[]>> {
    return mapped('faceByHolder', await this.#exchange.ask('faceByHolder', { ...holderValues(query), purpose: this.#cause(purpose) }), ({ certData }) =>
      certData.map(({ cert_identifier: identifier }) => ({ identifier })))
  }

  async downloadUrl(identifier: string, { purpose, expires }: Asking & { readonly expires?: string }): Promise<SharingAnswer<DownloadAddress>> {
    return mapped('downloadUrl', await this.#exchange.ask('downloadUrl', { identifier, purpose: this.#cause(purpose), expires }), (link) => {
      const address = addressOf(link)
      return same(address.identifier, identifier) ? address : undefined
    }, 'mismatched')
  }

  async downloadUrlsByHolder(query: Omit<HolderQuery, 'holder'>, { purpose, expires }: Asking & { readonly expires?: string }): Promise<SharingAnswer<readonly DownloadAddress[]>> {
    return mapped('downloadUrlsByHolder', await this.#exchange.ask('downloadUrlsByHolder', { ...holderValues(query), purpose: this.#cause(purpose), expires }), (links) => links.map(addressOf))
  }

  /** The file: not verified, and not known to be of that license before `verifyFile` of this package has read it. */
  async downloadFile(identifier: string, { purpose, fileType = 'ofd', expires }: Asking & { readonly fileType?: 'ofd' | 'png'; readonly expires?: string }): Promise<SharingAnswer<Uint8Array>> {
    return mapped('downloadFile', await this.#exchange.ask('downloadFile', { identifier, fileType, expires, purpose: this.#cause(purpose, 'text') }), ({ file }) => fromBase64(file))
  }

  /** Chinese names of the fields on a type's face, by short name. */
  async faceFields(typeCode: string, name: string): Promise<SharingAnswer<FaceData>> {
    return this.#exchange.ask('faceFields', { typeCode, name })
  }

  /** Whether data are those of the register, and the status if they are. A code that the profile does not have is no answer. */
  async verifyInfo({ typeCode, face }: { readonly typeCode: string; readonly face: FaceData }, { purpose }: Asking): Promise<SharingAnswer<InfoVerification>> {
    const { profile } = this.#options
    const cause = profile.operations.verifyInfo?.fields['purpose'] === undefined ? undefined : this.#cause(purpose)
    return mapped('verifyInfo', await this.#exchange.ask('verifyInfo', { typeCode, face, purpose: cause }), ({ result }) => {
      const meaning = own(profile.verifyInfo, result)
      return meaning === undefined ? undefined : { meaning, statuses: meaning === 'correct' ? (statusesOfCode('sharing', result) ?? []) : [] }
    })
  }

  /** What the service says of a file. @param at type, or area of the issuer, as the service wants it */
  async verifyFile(file: Uint8Array, at: { readonly typeCode: string } | { readonly area: string }): Promise<SharingAnswer<VerifyFileMeaning>> {
    return mapped('verifyFile', await this.#exchange.ask('verifyFile', { content: toBase64(file), contentType: 'base64', ...at }), ({ result }) => own(this.#options.profile.verifyFile, result))
  }

  async faceByQr(qr: string, { purpose }: Asking): Promise<SharingAnswer<readonly FaceData[]>> {
    return mapped('faceByQr', await this.#exchange.ask('faceByQr', { qr, purpose: this.#cause(purpose) }), ({ certData }) => certData)
  }

  /** Asks a holder for consent by the code that they show; gives the number of the transaction. */
  async beginConsent(qr: string, typeCodes: readonly string[]): Promise<SharingAnswer<string>> {
    return mapped('consentBegin', await this.#exchange.ask('consentBegin', { qr, typeCodes }), ({ trxId }) => trxId)
  }

  async consent(transaction: string): Promise<SharingAnswer<Consent>> {
    return mapped('consentStatus', await this.#exchange.ask('consentStatus', { transaction }), ({ verifyStatus }): Consent => (verifyStatus === '2' ? 'AUTHORIZED' : verifyStatus === '1' ? 'WAITING' : 'REFUSED'))
  }

  /** What the holder consented to be seen. The service holds to the consent; ask `consent` first. */
  async faceByConsent(transaction: string, typeCode: string, { purpose }: Asking): Promise<SharingAnswer<readonly FaceData[]>> {
    return mapped('faceByConsent', await this.#exchange.ask('faceByConsent', { transaction, typeCode, purpose: this.#cause(purpose) }), ({ certData }) => certData)
  }

  /** A use code (用证码) for a clerk with the power to look: for one license, one matter, and soon over. */
  async useCodeByDuty(
    { account, name, number, role, holderCode }: { readonly account: string; readonly name: string; readonly number: string; readonly role: string; readonly holderCode: string },
    { purpose }: Asking,
  ): Promise<SharingAnswer<string>> {
    return mapped('useCodeByDuty', await this.#exchange.ask('useCodeByDuty', { ...matterOf(purpose, 'STATUTORY'), account, name, number, role, holderCode }), (answer) => answer.auth_code)
  }

  /** A use code for whom a holder delegated. @param credential token of the delegate's log-in under their real name */
  async useCodeByDelegation(credential: string, { purpose }: Asking): Promise<SharingAnswer<string>> {
    return mapped('useCodeByDelegation', await this.#exchange.ask('useCodeByDelegation', { ...matterOf(purpose, 'DELEGATION'), credential }), (answer) => answer.auth_code)
  }

  async faceByUseCode(useCode: string): Promise<SharingAnswer<FaceData>> {
    return mapped('faceByUseCode', await this.#exchange.ask('faceByUseCode', { useCode }), ({ certData }) => certData)
  }

  #cause(purpose: UsePurpose, form = this.#options.profile.useCause): string | Readonly<Record<string, string>> {
    return useCauseOf(purpose, form)
  }
}

/** @param otherwise what it is when the value is not accepted */
function mapped<From, To>(
  operation: SharingOperation, answer: SharingAnswer<From>, map: (value: From) => To | undefined, otherwise: 'unreadable' | 'mismatched' = 'unreadable',
): SharingAnswer<To> {
  if (answer.problem !== undefined) return answer
  const value = map(answer.value)
  if (value !== undefined) return { value, asOf: answer.asOf }
  const problem = otherwise === 'mismatched' ? finding('SHARING_ANSWER_MISMATCHED', [], { operation }) : finding('SHARING_ANSWER_UNREADABLE', [], { operation, reason: 'value' })
  return { problem, asOf: answer.asOf }
}

const same = (a: string, b: string): boolean => canonicalIdentifier(a) === canonicalIdentifier(b)
const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined => (Object.hasOwn(table, key) ? table[key] : undefined)
const holderValues = ({ holderCode, holderType, typeCode, number }: Omit<HolderQuery, 'holder'>): Values => ({ holderCode, holderType, typeCode, number })
const addressOf = ({ certIdentifier, content, contentType }: { certIdentifier: string; content: string; contentType?: string }): DownloadAddress =>
  ({ identifier: certIdentifier, url: content, ...(contentType !== undefined && { contentType }) })

function matterOf(purpose: UsePurpose, basis: UsePurpose['basis']): Values {
  useCauseOf(purpose, 'text')
  if (purpose.basis !== basis) throw new TypeError(`purpose.basis is ${basis} here`)
  return { itemCode: purpose.itemCode, itemName: purpose.itemName, businessNumber: purpose.businessNumber }
}
