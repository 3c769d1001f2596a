/**
 * The parties of a development authority: a root, a CA below it, and those whom it certifies; and what is revoked of them.
 * In a folder where one ran before, its parties are those whose keys and certificates are there.
 */
import { join } from 'node:path'
import { fromUtf8 } from '../../encoding/octets.ts'
import { parseCertificate } from '../../pki/index.ts'
import type { OcspCertStatus } from '../../pki/index.ts'
import { Budget } from '../../limits.ts'
import { issueCertificate } from '../../sign/authority/index.ts'
import type { CertificateInput, CertificateProfileName, RevokedCertificate } from '../../sign/authority/index.ts'
import { generatePrivateKey, openPrivateKey } from '../../sign/keys/index.ts'
import type { PrivateKey } from '../../sign/keys/index.ts'
import { memorySigner } from '../../sign/index.ts'
import type { Signer } from '../../sign/index.ts'
import { certificatesOf } from '../../trust/index.ts'
import { KEY_TYPES } from './algorithms.ts'
import type { DevAlgorithm } from './algorithms.ts'
import { DevFolderError, readKept } from './folder.ts'
import { RevocationFile, RevocationFileError } from './revocations.ts'

/** Invented, like everybody in this world. */
const ORGANIZATION = [['C', 'CN'], ['O', '某某测试认证机构']] as const
const DAY = 24 * 60 * 60 * 1000
const REVOCATIONS = 'revoked.txt'

/** Somebody with a key and a certificate. */
export interface DevParty {
  /** Of its files (`signer.pem`, `signer.key`), and what the file of revocations calls it. */
  readonly name: string
  readonly key: PrivateKey
  readonly certificate: Uint8Array
  readonly serialNumber: bigint
  /** Its certificates: its own, then that of the CA. */
  readonly signer: Signer
}

export interface DevWorldOptions {
  /** Origin of all addresses in certificates. */
  readonly origin: string
  readonly folder: string
  readonly algorithm: DevAlgorithm
  /** The clock. */
  readonly now: () => Date
}

export class DevWorld {
  readonly origin: string
  readonly folder: string
  readonly algorithm: DevAlgorithm
  readonly root: DevParty
  readonly ca: DevParty
  readonly #now: () => Date
  readonly #from: Date
  readonly #revocations: RevocationFile
  /** By name; all but the root. */
  readonly #parties = new Map<string, DevParty>()
  /** Whether an authority ran in the folder before. */
  readonly #again: boolean
  #lastNumber = 0n

  private constructor({ origin, folder, algorithm, now }: DevWorldOptions, root: DevParty, ca: DevParty, from: Date, again: boolean) {
    this.origin = origin
    this.folder = folder
    this.algorithm = algorithm
    this.root = root
    this.ca = ca
    this.#now = now
    this.#from = from
    this.#again = again
    this.#revocations = new RevocationFile(join(folder, REVOCATIONS), () => this.now())
    this.#parties.set(ca.name, ca)
  }

  /** Makes root and CA, with new keys. */
  static async make(options: DevWorldOptions): Promise<DevWorld> {
    const { origin, algorithm } = options
    // Signing times of a little earlier are within all certificates.
    const from = new Date(wholeSeconds(options.now()).getTime() - DAY)
    const common = { notBefore: from, subject: [...ORGANIZATION, ['CN', '开发测试根证书']] } as const
    const rootKey = await generatePrivateKey(KEY_TYPES[algorithm])
    const root = partyOf('root', rootKey, [await issueCertificate({
      ...common, signer: memorySigner(rootKey), issuer: 'self', profile: 'root', publicKey: rootKey.publicKey, notAfter: days(from, 3660),
    })])
    const caKey = await generatePrivateKey(KEY_TYPES[algorithm])
    const ca = partyOf('ca', caKey, [await issueCertificate({
      ...common, signer: root.signer, profile: 'subordinate', publicKey: caKey.publicKey, subject: [...ORGANIZATION, ['CN', '开发测试签发机构']], notAfter: days(from, 2000),
      pathLenConstraint: 0, crls: [[`${origin}/root.crl`]], access: { caIssuers: [`${origin}/root.cer`] },
    })])
    return new DevWorld(options, root, ca, from, false)
  }

  /** The authority that ran in the folder before: its root and CA, and whoever of its parties is asked for. @throws DevFolderError */
  static async open(options: DevWorldOptions): Promise<DevWorld> {
    const [root, ca] = [await keptParty(options.folder, 'root', []), await keptParty(options.folder, 'ca', [])]
    if (root === undefined || ca === undefined) throw new DevFolderError('file', root === undefined ? 'root.pem' : 'ca.pem')
    return new DevWorld(options, root, ca, new Date(wholeSeconds(options.now()).getTime() - DAY), true)
  }

  /** The time in whole seconds, as certificates and tokens state it. */
  now(): Date {
    return wholeSeconds(this.#now())
  }

  /** Text or octets of a file that an authority in this folder wrote before; undefined where none did. @throws DevFolderError; the system's error */
  async kept(name: string): Promise<Uint8Array | undefined> {
    return this.#again ? readKept(this.folder, name) : undefined
  }

  /** As `kept`, as text. @throws DevFolderError for a file that is none */
  async keptText(name: string): Promise<string | undefined> {
    const octets = await this.kept(name)
    const text = octets && fromUtf8(octets)
    if (octets !== undefined && text === undefined) throw new DevFolderError('file', name)
    return text
  }

  /**
   * A new key and a certificate of the CA that names the CA's sources; those that are in the folder where an authority ran
   * in it before.
   * @param name of its files; new in this world
   */
  async issue(name: string, profile: CertificateProfileName, more: Partial<CertificateInput> = {}): Promise<DevParty> {
    if (!/^[a-z][a-z0-9-]{0,40}$/.test(name) || name === this.root.name || this.#parties.has(name)) throw new TypeError(`not a new name of a party: ${name}`)
    const kept = this.#again ? await keptParty(this.folder, name, [this.ca.certificate]) : undefined
    const party = kept ?? await this.#issued(name, profile, more)
    this.#parties.set(name, party)
    return party
  }

  async #issued(name: string, profile: CertificateProfileName, more: Partial<CertificateInput>): Promise<DevParty> {
    const key = await generatePrivateKey(KEY_TYPES[this.algorithm])
    const { origin } = this
    const certificate = await issueCertificate({
      signer: this.ca.signer, profile, subject: [...ORGANIZATION, ['CN', `开发测试 ${name}`]], publicKey: key.publicKey, notBefore: this.#from, notAfter: days(this.#from, 1100),
      crls: [[`${origin}/ca.crl`]], access: { ocsp: [`${origin}/ocsp`], caIssuers: [`${origin}/ca.cer`] }, ...more,
    })
    return partyOf(name, key, [certificate, this.ca.certificate])
  }

  /** Everybody below the root, in the order in which they were certified. */
  get parties(): readonly DevParty[] {
    return [...this.#parties.values()]
  }

  /** A number larger than any before, also of an authority that ran in this folder earlier. */
  nextNumber(): bigint {
    const time = BigInt(this.#now().getTime())
    this.#lastNumber = time > this.#lastNumber ? time : this.#lastNumber + 1n
    return this.#lastNumber
  }

  /** Entries of the list of an authority, as the file of revocations is now. @throws RevocationFileError */
  async revokedBy(issuer: 'root' | 'ca'): Promise<readonly RevokedCertificate[]> {
    const entries = new Map<bigint, RevokedCertificate>()
    for (const { who, reason, time } of await this.#revocations.read()) {
      const party = typeof who === 'bigint' ? this.parties.find(({ serialNumber }) => serialNumber === who) : this.#parties.get(who)
      const serialNumber = party?.serialNumber ?? who
      if (typeof serialNumber === 'string') throw new RevocationFileError(`${JSON.stringify(serialNumber)} is nobody here`)
      if ((party === this.ca ? 'root' : 'ca') === issuer) entries.set(serialNumber, { serialNumber, revocationDate: time, reason })
    }
    return [...entries.values()]
  }

  /** The state of a certificate of the CA; `unknown` for one that it never issued. @throws RevocationFileError */
  async statusOf(serialNumber: bigint): Promise<OcspCertStatus> {
    const entry = (await this.revokedBy('ca')).find((one) => one.serialNumber === serialNumber)
    if (entry !== undefined) return { kind: 'revoked', revocationTime: entry.revocationDate, reason: entry.reason ?? 'unspecified' }
    const issued = this.parties.some((party) => party !== this.ca && party.serialNumber === serialNumber)
    return { kind: issued ? 'good' : 'unknown' }
  }
}

function partyOf(name: string, key: PrivateKey, certificates: readonly [Uint8Array, ...Uint8Array[]]): DevParty {
  const [certificate] = certificates
  return { name, key, certificate, serialNumber: parseCertificate(certificate, { budget: new Budget() }).serialNumber, signer: memorySigner(key, { certificates }) }
}

/** Undefined where the folder has neither key nor certificate of that name. @throws DevFolderError when only one is there, or they do not fit */
async function keptParty(folder: string, name: string, issuers: readonly Uint8Array[]): Promise<DevParty | undefined> {
  const [certificate, key] = [await readKept(folder, `${name}.pem`), await readKept(folder, `${name}.key`)]
  if (certificate === undefined && key === undefined) return undefined
  if (certificate === undefined || key === undefined) throw new DevFolderError('file', certificate === undefined ? `${name}.pem` : `${name}.key`)
  try {
    const [own, ...more] = certificatesOf(certificate)
    if (own === undefined || more.length > 0) throw new TypeError('one certificate is wanted')
    return partyOf(name, (await openPrivateKey(key)).privateKey, [own, ...issuers])
  } catch (cause) {
    throw new DevFolderError('file', `${name}.key`, { cause })
  }
}

const wholeSeconds = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000)
const days = (from: Date, count: number): Date => new Date(from.getTime() + count * DAY)
