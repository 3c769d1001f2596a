/**
 * The cross-province case made of a seed and a time: a license of one province, its holder's token, and all that an agency of
 * another province decides by. Each part can be had in a form that is not acceptable, so that refusals are tried too.
 */
import { buildLicenseIdentifier, buildUscc, personNumberCheckCharacter } from '../identifier/index.ts'
import { identityProfile, issueToken, memoryReplayGuard } from '../identity/index.ts'
import type { TokenClaims } from '../identity/index.ts'
import { jwkOf, sm2Signer } from '../jose/index.ts'
import type { JwsSigner } from '../jose/index.ts'
import { SHARING_PROFILES, SharingClient, SharingStatusSource, mockSharingService } from '../license/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { toPem } from '../encoding/pem.ts'
import { policyPreset } from '../policy/index.ts'
import type { AssessOptions, PresentedToken, StatusSource } from '../recognition/assess.ts'
import { openRecognitionList, recognitionLists } from '../recognition/index.ts'
import type { PurposeFacts, RecognitionList, RecognitionLists, RecognitionPolicy, SealStatusFacts, StatusFacts } from '../recognition/index.ts'
import { operatorKeysOf, trustStore } from '../trust/index.ts'
import { USCC } from './declarations.ts'
import type { LicenseText } from './declarations.ts'
import { buildIdentities, testKey } from './identity.ts'
import type { Identity } from './identity.ts'
import { LicenseDocument } from './page/document.ts'
import { CULTURE, MATTERS, WEST, WEST_RULES, cultureAuthority, listOperatorPem, listTextsOf } from './provinces-lists.ts'
import { signPackage, unsigned } from './signing.ts'
import type { ForgedWorld, ForgeOptions } from './world.ts'
import { forgeWorld } from './world.ts'

const PLATFORM = 'https://id.east.example'
const REGISTER = 'https://register.east.example'
const SEALS = { market: '98010000000020', culture: '98010000000050' } as const

/** Resident numbers of the days of 1900, which nobody alive has. */
const resident = (serial: string): string => `1101011900010${serial}${personNumberCheckCharacter(`1101011900010${serial}`)}`

/** How the register of 东海省 answers. */
export interface RegisterState {
  /** Code of the exchange of construction licenses: 01 valid, 02 suspended, 04 cancelled, 05 expired, 07 revoked as a penalty. @default '01' */
  readonly code?: '01' | '02' | '03' | '04' | '05' | '06' | '07' | '99'
  /** Nobody answers. @default false */
  readonly unreachable?: boolean
}

interface Parts {
  readonly world: ForgedWorld
  readonly lists: RecognitionLists
  readonly platform: JwsSigner
  readonly culture: Identity
  readonly listTexts: Readonly<Record<RecognitionList['kind'], string>>
}

/**
 * Two provinces; from `forgeProvinces`. **For tests only**: all private keys follow from the seed. Whatever is not said
 * otherwise is right, and is accepted for `matters.branch`.
 */
export class ForgedProvinces {
  readonly world: ForgedWorld
  /** When the license is presented: three months after it was signed. */
  readonly time: Date
  /** Where: 西岭省. */
  readonly region = WEST
  /** The agency that decides. */
  readonly agency = USCC.westAuthority
  readonly matters = MATTERS
  readonly rules: RecognitionPolicy = WEST_RULES
  /** The signed lists, opened, and their texts (compact JWS); `operatorPem` verifies them. */
  readonly lists: RecognitionLists
  readonly listTexts: Readonly<Record<RecognitionList['kind'], string>>
  readonly operatorPem: string
  /** The identity platform of 东海省: the text of its JWK set, and what `iss` is. */
  readonly platform: { readonly issuer: string; readonly jwks: string }
  readonly #signer: JwsSigner
  readonly #culture: Identity

  /** Internal: use `forgeProvinces`. */
  constructor({ world, lists, listTexts, platform, culture }: Parts) {
    this.world = world
    this.time = world.times.validation
    this.lists = lists
    this.listTexts = listTexts
    this.operatorPem = listOperatorPem(world)
    this.platform = { issuer: PLATFORM, jwks: JSON.stringify({ keys: platform.publicKey === undefined ? [] : [jwkOf(platform.publicKey)] }) }
    this.#signer = platform
    this.#culture = culture
  }

  /** The license as an OFD file: of the authority that is competent, or of one that is not, with its own genuine seal. */
  license(by: keyof typeof SEALS = 'market'): Uint8Array<ArrayBuffer> {
    const { world } = this
    if (by === 'market') return world.ofd()
    const text = this.#text(by)
    const document = new LicenseDocument(text)
    const signer = this.#culture
    const { parts } = signPackage(unsigned(document.parts()), {
      ...world.right, signer, seal: world.eastSeal({ esId: SEALS.culture, name: text.authority, signers: [signer] }), ofd: (signatures) => document.ofdXml({ signatures }),
    })
    return world.zip(parts)
  }

  /** Claims of the holder's token: the shop, for which its legal representative acts: identified at level 3, authenticated at level 2. */
  get claims(): TokenClaims {
    const { holder, holderCode, legalRepresentative } = this.world.license
    return this.#claims(holder, holderCode, { name: legalRepresentative, id_type: '111', id_number: resident('1001') })
  }

  /** Claims of another shop's token, well-formed in all. */
  get othersClaims(): TokenClaims {
    return this.#claims('东海省听涛样例茶楼', buildUscc('92980101', 'MA000Y00'), { name: '江样例', id_type: '111', id_number: resident('1002') })
  }

  /** A token of the platform. @param claims @default the holder's */
  token(claims: TokenClaims = this.claims): Promise<string> {
    return issueToken(claims, { signer: this.#signer })
  }

  /** Who presents the license, for `assessLicense`. */
  presenter(token: string): PresentedToken {
    const profile = identityProfile('cn-relay')
    if (profile === undefined) throw new RangeError('the package has no profile cn-relay')
    const { issuer, jwks } = this.platform
    return { token, profile, verification: { jwks: toUtf8(jwks), algorithms: ['SM2-SM3'], issuer, audience: this.agency } }
  }

  /** The holder's consent to one look at the license, for one matter; it ends five minutes later. */
  consent(matter: string = MATTERS.branch): PurposeFacts {
    return {
      basis: 'HOLDER_CONSENT', id: 'specimen-use-code-1', matter, agency: this.agency, license: { identifier: this.world.license.identifier }, by: [0],
      expiresAt: this.#at(300),
    }
  }

  /** The register's answer a minute ago, where nobody is asked. */
  get status(): StatusFacts {
    return { identifier: this.world.license.identifier, statuses: ['VALID'], asOf: this.#at(-60) }
  }

  get sealStatuses(): readonly SealStatusFacts[] {
    return Object.values(SEALS).map((sealId) => ({ sealId, status: 'valid' }))
  }

  /** Asks the register through a sharing service that is played within the process: nothing goes over a network. */
  register({ code = '01', unreachable = false }: RegisterState = {}): StatusSource {
    const profile = { ...SHARING_PROFILES.gtmap, holderCodes: 'plain', statusSystem: 'construction' } as const
    const access = { profile, accessId: 'specimen', accessToken: 'specimen', now: () => this.time }
    const licenses = [this.#text('market'), this.#text('culture')].map(({ identifier, typeCode, name, holder, holderCode, number }) => ({
      identifier, typeCode, name, holderCode, holderType: '001', face: { holder, holderCode, certNo: number }, listedState: code,
    }))
    const service = mockSharingService(REGISTER, { ...access, licenses })
    const client = new SharingClient({
      ...access, url: REGISTER, random: () => 0, sleep: () => Promise.resolve(),
      fetch: (url, init) => {
        if (unreachable) return Promise.reject(new TypeError('fetch failed'))
        const { body, ...answer } = service({ method: init?.method ?? 'GET', url: url as string, body: init?.body as Uint8Array })
        return Promise.resolve(new Response(body as BodyInit, answer))
      },
    })
    return new SharingStatusSource({
      client, purpose: { basis: 'STATUTORY', cause: '办理登记', system: '样例系统', businessNumber: 'B-1' }, maximumAgeSeconds: 0,
      face: { holder: 'CZZT', holderCode: 'CZZTDM', certNo: 'ZZBH' },
    }).ask
  }

  /** All that `assessLicense` wants, with a memory of authorizations of its own. @param token @default nobody presents the license */
  counter(token?: string): AssessOptions {
    const { world, lists, rules, region, agency, matters: { branch: matter } } = this
    return {
      trust: trustStore({ anchors: [world.identity('national-root').certificate] }), policy: policyPreset('cn-gov-2025'), certificates: [world.identity('east-ca').certificate],
      time: this.time,
      recognition: { lists, policy: rules, region, matter, agency, numbers: { keyId: 'specimen', key: testKey(world.seed, 'numbers of 西岭省') }, used: memoryReplayGuard() },
      ...(token !== undefined && { presenter: this.presenter(token) }),
      purpose: this.consent(), statusSource: this.register(), sealStatuses: this.sealStatuses, kept: ['document', 'status', 'presenter', 'authorization'],
    }
  }

  #text(by: keyof typeof SEALS): LicenseText {
    const { license } = this.world
    if (by === 'market') return license
    return {
      ...license, authority: CULTURE.name, authorityCode: CULTURE.uscc,
      identifier: buildLicenseIdentifier({ typeCode: license.typeCode, issuer: CULTURE.uscc, serial: license.number, version: 1 }),
    }
  }

  #claims(name: string, number: string, person: Readonly<Record<'name' | 'id_type' | 'id_number', string>>): TokenClaims {
    const seconds = this.time.getTime() / 1000
    return {
      iss: PLATFORM, aud: this.agency, sub: number, jti: `specimen-${number}`, iat: seconds - 60, exp: seconds + 600, auth_time: seconds - 120, acr: 'urn:cn:zwfw:loa:3', amr: ['face', 'mfa'],
      kind: 'LEGAL', name, id_type: '001', id_number: number, representative: person, agent: person,
    }
  }

  #at(seconds: number): string {
    return new Date(this.time.getTime() + seconds * 1000).toISOString()
  }
}

/**
 * Makes two provinces. Equal options give equal octets, as for `forgeWorld`.
 * @throws TypeError, RangeError as `forgeWorld`
 */
export async function forgeProvinces(options: ForgeOptions): Promise<ForgedProvinces> {
  const world = forgeWorld(options)
  const declaration = cultureAuthority(world)
  const chain = world.parties.filter(({ id }) => id === 'national-root' || id === declaration.issuer)
  const culture = buildIdentities(world.seed, [...chain, declaration]).get(declaration.id) as Identity
  const listTexts = listTextsOf(world, culture)
  const keys = operatorKeysOf(toUtf8(listOperatorPem(world)))
  const lists = await Promise.all(Object.values(listTexts).map((text) => openRecognitionList(text, { keys, time: world.times.validation })))
  const platform = await sm2Signer(testKey(world.seed, 'identity platform of 东海省'), { sm2: { hedge: 'none' } })
  return new ForgedProvinces({ world, lists: recognitionLists(lists), listTexts, platform, culture })
}

/**
 * The cross-province case as files by path, for the command line and for programs in any language: the license, trust, lists, rules,
 * the holder's token, the consent and the answers of register and seal maker.
 */
export async function provincesFolder(provinces: ForgedProvinces): Promise<ReadonlyMap<string, Uint8Array>> {
  const { world, listTexts } = provinces
  const json = (value: object): Uint8Array => toUtf8(`${canonicalJson(value)}\n`)
  const pem = (id: string): Uint8Array => toUtf8(toPem('CERTIFICATE', world.identity(id).certificate))
  return new Map([
    ['license.ofd', provinces.license()], ['root.pem', pem('national-root')], ['ca.pem', pem('east-ca')],
    ...Object.entries(listTexts).map(([kind, text]) => [`lists/${kind}.jws`, toUtf8(text)] as const),
    ['operator.pem', toUtf8(provinces.operatorPem)], ['rules.json', json(provinces.rules)],
    ['token.txt', toUtf8(await provinces.token())], ['issuer.jwks', toUtf8(provinces.platform.jwks)],
    ['consent.json', json(provinces.consent())], ['status.json', json(provinces.status)], ['seals.json', json(provinces.sealStatuses)],
  ])
}
