/**
 * A sharing service for tests and demonstrations that speaks the form of a profile and knows only licenses that it was given. A plain
 * function from request to response, for any server or as a `fetch`. Checks no signatures: what it says of a file is whether it has it.
 */
import { z } from 'zod'
import { randomOctets } from '../../crypto/random.ts'
import { fromBase64, equalOctets, toBase64, toHex, toUtf8 } from '../../encoding/octets.ts'
import { parseJson } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { Budget } from '../../limits.ts'
import type { HeadMeaning, OperationMap, SharingOperation, SharingProfile } from './profile.ts'

export interface MockLicense {
  readonly identifier: string
  readonly typeCode: string
  readonly name: string
  readonly holderCode: string
  readonly holderType: string
  /** By the service's names of fields. */
  readonly face: Readonly<Record<string, string>>
  /** Code of `verifyInfo` for right data, 0 to 3. @default '0' */
  readonly state?: '0' | '1' | '2' | '3'
  /** Code of search results. @default none */
  readonly listedState?: string
  readonly file?: Uint8Array
  /** What the holder's dynamic code says; good for one use. */
  readonly qr?: string
}

export interface MockSharingOptions {
  readonly profile: SharingProfile
  readonly accessId: string
  readonly accessToken: string
  readonly licenses: readonly MockLicense[]
  readonly now: () => Date
  /** Encrypts for the caller. Required where the profile has answers encrypted. */
  readonly seal?: (content: Uint8Array) => Uint8Array
  /** Opens numbers of holders. @default as they are */
  readonly openHolderCode?: (sealed: string) => string
  /** How often a holder is asked for before they consent; `never`: they refuse. @default 1 */
  readonly consentAfter?: number | 'never'
  /** Identifiers of licenses by the credential of whom their holder delegated. @default nobody */
  readonly delegations?: Readonly<Record<string, string>>
  /** Names of operations that it does not provide. @default none */
  readonly notOffered?: readonly SharingOperation[]
}

export interface MockSharingRequest {
  readonly method: string
  /** Whole address. */
  readonly url: string
  readonly body: Uint8Array
}

export interface MockSharingResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

const MINUTES_OF_LINK = 10
const requestSchema = z.object({ head: z.object({ accessId: z.string(), accessToken: z.string() }), data: z.record(z.string(), z.json()) })

/** Why there is no answer. */
class Refusal extends Error {
  readonly kind: HeadMeaning['kind']
  constructor(kind: HeadMeaning['kind']) {
    super(kind)
    this.kind = kind
  }
}
type Data = (name: string) => JsonValue | undefined
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** What a service needs: answers to POST below `base`, and to GET for the downloads that it named. @throws TypeError when it cannot encrypt as the profile says */
export function mockSharingService(base: string, options: MockSharingOptions): (request: MockSharingRequest) => MockSharingResponse {
  const { profile, licenses, now, seal, consentAfter = 1, notOffered = [], delegations = {}, openHolderCode = (code: string) => code } = options
  if (profile.sealed !== 'none' && seal === undefined) throw new TypeError(`answers of ${profile.id} are encrypted: seal is required`)
  const root = new URL(base.endsWith('/') ? base : `${base}/`)
  const links = new Map<string, { readonly license: MockLicense; readonly until: number }>()
  const consents = new Map<string, { readonly license: MockLicense; readonly typeCodes: readonly unknown[]; asked: number }>()
  const usedCodes = new Set<string>()
  const useCodes = new Map<string, MockLicense>()
  const random = (): string => toHex(randomOctets(16))

  const known = (license: MockLicense | undefined): MockLicense => {
    if (license === undefined) throw new Refusal('notFound')
    return license
  }
  const byId = (data: Data): MockLicense => known(licenses.find(({ identifier }) => identifier === data('identifier')))
  const byHolder = (data: Data): readonly MockLicense[] => {
    const code = openHolderCode(textOf(data('holderCode')))
    const found = licenses.filter(({ holderCode, typeCode, holderType, face }) => holderCode === code && typeCode === data('typeCode')
      && (data('holderType') === undefined || holderType === data('holderType')) && (data('number') === undefined || face['certNo'] === data('number')))
    if (found.length === 0) throw new Refusal('notFound')
    return found
  }
  const byQr = (data: Data): MockLicense => {
    const qr = textOf(data('qr'))
    const license = known(licenses.find((one) => one.qr === qr && !usedCodes.has(qr)))
    usedCodes.add(qr)
    return license
  }
  const face = ({ identifier, face: values }: MockLicense): JsonValue => ({ ...values, cert_identifier: identifier })
  const link = (license: MockLicense): JsonValue => {
    if (license.file === undefined) throw new Refusal('notFound')
    const token = random()
    links.set(token, { license, until: now().getTime() + MINUTES_OF_LINK * 60_000 })
    return { contentType: 'application/ofd', content: new URL(`content/${token}`, root).href, certIdentifier: license.identifier }
  }
  const useCode = (license: MockLicense): JsonValue => {
    const code = random()
    useCodes.set(code, license)
    return { auth_code: code }
  }

  const answers: Readonly<Record<SharingOperation, (data: Data) => JsonValue>> = {
    search: (data) => byHolder(data).map(({ identifier, name, listedState }) => ({ zzbs: identifier, zzmc: name, ...(listedState !== undefined && { zzzt: listedState }) })),
    metadata: (data) => {
      const { identifier, face: values } = byId(data)
      const wanted = textOf(data('elements')).split(',').filter((name) => name !== '')
      return { zzzmxx: Object.fromEntries(Object.entries({ ...values, ZZBS: identifier }).filter(([name]) => wanted.length === 0 || wanted.includes(name))) }
    },
    faceById: (data) => ({ certData: face(byId(data)) }),
    faceByHolder: (data) => ({ certData: byHolder(data).map(({ identifier }) => ({ cert_identifier: identifier })) }),
    downloadUrl: (data) => link(byId(data)),
    downloadUrlsByHolder: (data) => byHolder(data).map(link),
    downloadFile: (data) => {
      const { file } = byId(data)
      if (file === undefined) throw new Refusal('notFound')
      return { file: toBase64(file) }
    },
    faceFields: (data) => Object.fromEntries(Object.keys(known(licenses.find(({ typeCode }) => typeCode === data('typeCode'))).face).map((name) => [name, name])),
    verifyInfo: (data) => {
      const given = Object.entries((data('face') ?? {}) as Readonly<Record<string, JsonValue>>)
      if (given.length === 0) return { result: codeOf(profile.verifyInfo, 'incomplete') }
      const type = data('typeCode')
      const license = licenses.find(({ typeCode, holderCode, face: values }) => (type === undefined || typeCode === type) && given.some(([, text]) => text === holderCode || text === values['certNo']))
      if (license === undefined) return { result: codeOf(profile.verifyInfo, 'notFound') }
      return { result: given.every(([name, text]) => license.face[name] === text) ? (license.state ?? '0') : codeOf(profile.verifyInfo, 'wrong') }
    },
    verifyFile: (data) => {
      const file = fromBase64(textOf(data('content')))
      const has = file !== undefined && licenses.some((one) => one.file !== undefined && equalOctets(one.file, file))
      return { result: codeOf(profile.verifyFile, has ? 'passed' : 'fileFailed') }
    },
    faceByQr: (data) => ({ certData: face(byQr(data)) }),
    consentBegin: (data) => {
      const typeCodes = data('typeCodes')
      if (!Array.isArray(typeCodes)) throw new Refusal('parameters')
      const transaction = random()
      consents.set(transaction, { license: byQr(data), typeCodes, asked: 0 })
      return { trxId: transaction }
    },
    consentStatus: (data) => {
      const consent = consents.get(textOf(data('transaction')))
      if (consent === undefined) throw new Refusal('notFound')
      consent.asked++
      return { verifyStatus: consentAfter === 'never' ? '3' : consent.asked > consentAfter ? '2' : '1' }
    },
    faceByConsent: (data) => {
      const consent = consents.get(textOf(data('transaction')))
      if (consent === undefined || consentAfter === 'never' || consent.asked <= consentAfter) throw new Refusal('unauthorized')
      if (!consent.typeCodes.includes(data('typeCode')) || consent.license.typeCode !== data('typeCode')) throw new Refusal('unauthorized')
      consents.delete(textOf(data('transaction')))
      return { certData: [face(consent.license)] }
    },
    useCodeByDuty: (data) => useCode(known(licenses.find(({ holderCode }) => holderCode === data('holderCode')))),
    useCodeByDelegation: (data) => {
      const credential = textOf(data('credential'))
      return useCode(known(licenses.find(({ identifier }) => Object.hasOwn(delegations, credential) && identifier === delegations[credential])))
    },
    faceByUseCode: (data) => {
      const code = textOf(data('useCode'))
      const license = known(useCodes.get(code))
      useCodes.delete(code)
      return { certData: face(license) }
    },
  }

  const enveloped = (status: string, data?: JsonValue): MockSharingResponse => ({
    status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ head: { status, message: status }, ...(data !== undefined && { data }) }),
  })
  const encrypted = (value: JsonValue): string => toHex((seal as NonNullable<typeof seal>)(toUtf8(JSON.stringify(value))))
  const sealedAnswer = (value: JsonValue): JsonValue => {
    if (profile.sealed === 'data') return encrypted(value)
    const certData = profile.sealed === 'certData' ? (value as { readonly certData?: JsonValue }).certData : undefined
    return certData === undefined ? value : { ...(value as object), certData: encrypted(certData) }
  }
  const refused = (kind: HeadMeaning['kind']): MockSharingResponse =>
    enveloped(Object.entries(profile.head.codes).find(([, meaning]) => meaning.kind === kind)?.[0] ?? '999')

  return ({ method, url, body }) => {
    const path = new URL(url).pathname.slice(root.pathname.length)
    if (method === 'GET' && path.startsWith('content/')) {
      const token = path.slice('content/'.length)
      const content = links.get(token)
      links.delete(token)
      if (content?.license.file === undefined || content.until <= now().getTime()) return { status: 404, headers: {}, body: '' }
      return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content.license.file }
    }
    const [operation, map] = (Object.entries(profile.operations) as [SharingOperation, OperationMap][]).find(([, one]) => one.path === path) ?? []
    if (method !== 'POST' || operation === undefined || map === undefined) return { status: 404, headers: {}, body: '' }
    if (notOffered.includes(operation)) return refused('notOffered')
    let request
    try {
      request = requestSchema.safeParse(parseJson(body, { budget: new Budget({ jsonBytes: 64 * 1024 * 1024, jsonDepth: 16, jsonValues: 10_000 }) }))
    } catch {
      return refused('parameters')
    }
    if (!request.success) return refused('parameters')
    const { head, data: given } = request.data
    if (head.accessId !== options.accessId || head.accessToken !== options.accessToken) return refused('unauthorized')
    const data: Data = (name) => { const wire = map.fields[name]; return wire === undefined ? undefined : given[wire] }
    if (map.required.some((name) => data(name) === undefined || data(name) === '')) return refused('parameters')
    try {
      return enveloped(profile.head.success[0] ?? '0', sealedAnswer(answers[operation](data)))
    } catch (error) {
      if (error instanceof Refusal) return refused(error.kind)
      throw error
    }
  }
}

function codeOf<Meaning extends string>(codes: Readonly<Record<string, Meaning>>, meaning: Meaning): string {
  return Object.entries(codes).find(([, one]) => one === meaning)?.[0] ?? '999'
}
