/**
 * Signs OFD packages (GB/T 33190-2016 clause 18), with a seal (GB/T 38540, GM/T 0031) or without (GB/T 35275). In the order
 * that keeps digests right: seal file, list of signatures, OFD.xml, the digests of all that, Signature.xml once, the value
 * over it. Entries that do not change are copied octet for octet.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { DIGESTS, sm3 } from '../../crypto/index.ts'
import { openOfd } from '../../document/ofd/index.ts'
import type { OfdPackage } from '../../document/ofd/index.ts'
import { rewriteZip } from '../../encoding/zip-writer.ts'
import { directoryOf } from '../../encoding/path.ts'
import { Budget } from '../../limits.ts'
import type { Limits } from '../../limits.ts'
import type { Certificate } from '../../pki/index.ts'
import { encodeSealSignature, encodeToSign, parseSeal } from '../../seal/index.ts'
import type { ElectronicSeal } from '../../seal/index.ts'
import { checkedToken, requireTime, requireValidAt, signingCertificate } from '../certificate-use.ts'
import type { SignerIdentity, SigningAlgorithm, TimeStamper } from '../certificate-use.ts'
import { SigningRefusedError } from '../refusal.ts'
import { prepareSignedMessage } from '../signed-message.ts'
import type { PreparedMessage } from '../signed-message.ts'
import type { Signer } from '../signer.ts'
import { requireSignature } from '../signer-signature.ts'
import { pagesOf } from './pages.ts'
import { requireUsable } from './seal-use.ts'
import { isBroken, requireSound, untrustingReport } from './self-check.ts'
import { SignIds, extendedList, firstFree, maxSignIdsOf, newList, pathsInUse, placeList } from './signature-list.ts'
import type { ListPlace } from './signature-list.ts'
import { signatureXml } from './signature-xml.ts'
import type { SignatureProvider } from './signature-xml.ts'
import { placeRidingSeal, placeStamps, stampWarnings } from './stamps.ts'
import type { PlacedStamp, RidingSeal, Stamp } from './stamps.ts'

export interface OfdSigningOptions {
  /** SESeal as it is stored. @default none: a signature without a seal (Type `Sign`) */
  readonly seal?: Uint8Array
  /** @default none: a seal that is not seen */
  readonly stamps?: readonly Stamp[]
  readonly ridingSeal?: RidingSeal
  /**
   * `keepOpen`: every file but the list of signatures is protected, so that others can sign after this one.
   * `all`: the list too; nobody can sign after this.
   * @default 'keepOpen'
   */
  readonly protect?: 'keepOpen' | 'all'
  /** The signing time, whole seconds. */
  readonly time: Date
  /** Index of the document in the package. @default 0 */
  readonly document?: number
  /** @default the name `yinxin` */
  readonly provider?: SignatureProvider
  /** Sign although a signature that is there does not verify. @default 'refuse' */
  readonly brokenSignatures?: 'refuse' | 'allow'
  /** @default DEFAULT_LIMITS */
  readonly limits?: Partial<Limits>
}

/** A document that waits for its signature. */
export interface PreparedOfdSignature {
  /** The message to be signed: TBS_Sign with a seal, the signed attributes without one. The octets, not their digest. */
  readonly bytesToSign: Uint8Array
  /** What the signer should know: stamps that reach beyond a page. */
  readonly warnings: readonly Finding[]
  /**
   * The signed document, verified.
   * @param signature SM2Signature, DER; or, with a seal of GM/T 0031-2014 by an RSA signer, the octets of RSASSA-PKCS1-v1_5
   * @param timeStamp DER of a TimeStampToken over the octets of `signature`; not with seals of GM/T 0031-2014
   * @throws FormatError (`SIGNER_SIGNATURE_INVALID`) when the signature does not fit; SigningRefusedError when the token does not,
   *   or the result would not verify
   */
  finish(signature: Uint8Array, timeStamp?: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Checks document, seal and certificate, lays out the new signature, and gives the octets to be signed. Nothing of this
 * needs the private key: it may be in a token, a module or a remote service.
 * @throws SigningRefusedError when the signature would not be accepted or would break another; FormatError and its relatives
 *   when an input cannot be read; TypeError, RangeError for mistakes in the options
 */
export async function prepareOfdSignature(
  ofdBytes: Uint8Array, signer: SignerIdentity, options: OfdSigningOptions,
): Promise<PreparedOfdSignature> {
  const { time, document = 0, protect = 'keepOpen' } = options
  requireTime(time, 'time')
  // Attack: octets that are changed between digest and signature.
  const bytes = Uint8Array.from(ofdBytes)
  const seal = options.seal === undefined ? undefined : parseSeal(Uint8Array.from(options.seal), { budget: new Budget() })
  const { certificate, algorithm } = signingCertificate(signer, seal?.edition)
  requireValidAt(certificate, time)
  if (seal !== undefined) await requireUsable(seal, certificate, time)
  const budget = new Budget(options.limits)
  const ofd = openOfd(bytes, { budget })
  requireOpen(ofd)
  await requireIntact(ofd, bytes, options)

  const stamps = stampsOf(ofd, options, seal, budget)
  const draft = await draftSignature(ofd, { ...options, document, protect, algorithm }, stamps, seal, budget)
  requireUnbroken(ofd, draft.changes, draft.list)
  const value = seal === undefined
    ? prepareSignedMessage(draft.original, signer, time)
    : await prepareSealSignature(draft.original, `/${draft.xmlPath}`, seal, { signer, certificate, algorithm, time })
  return {
    bytesToSign: value.bytesToSign,
    warnings: stampWarnings(stamps),
    async finish(signature, timeStamp) {
      const changes = new Map(draft.changes).set(draft.valuePath, await value.finish(signature, timeStamp))
      const signed = rewriteZip(ofd.zip, changes, { time })
      requireSound(await untrustingReport(signed, time, options.limits), draft.xmlPath)
      return signed
    },
  }
}

export interface SignedOfd {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly warnings: readonly Finding[]
}

/**
 * Signs with a signer at hand.
 * @throws as `prepareOfdSignature` and `finish`; what the signer and the time-stamp service throw
 */
export async function signOfd(
  ofdBytes: Uint8Array, options: OfdSigningOptions & { readonly signer: Signer; readonly timeStamper?: TimeStamper },
): Promise<SignedOfd> {
  const { signer, timeStamper } = options
  const prepared = await prepareOfdSignature(ofdBytes, signer, options)
  const signature = await signer.sign(prepared.bytesToSign)
  return { bytes: await prepared.finish(signature, await timeStamper?.(signature)), warnings: prepared.warnings }
}

/** Nothing can be signed that nobody can see, and nothing after the list of files is made. */
function requireOpen({ encrypted, integrityFile }: OfdPackage): void {
  if (encrypted) throw new SigningRefusedError(finding('SIGN_DOCUMENT_ENCRYPTED', []))
  if (integrityFile !== undefined) throw new SigningRefusedError(finding('SIGN_INTEGRITY_FILE_PRESENT', [], { path: integrityFile.path }))
}

async function requireIntact(ofd: OfdPackage, bytes: Uint8Array, { time, brokenSignatures = 'refuse', limits }: OfdSigningOptions): Promise<void> {
  if (ofd.signatures.length === 0 || brokenSignatures === 'allow') return
  const broken = (await untrustingReport(bytes, time, limits)).signatures.find(isBroken)
  if (broken !== undefined) throw new SigningRefusedError(finding('SIGN_EARLIER_SIGNATURE_BROKEN', broken.at, { signature: String(broken.at[0] ?? '') }))
}

/** Holds the changes against what the signatures that are there protect. */
function requireUnbroken(ofd: OfdPackage, changes: ReadonlyMap<string, Uint8Array>, list: string): void {
  for (const { baseLoc = '', signedInfo } of ofd.signatures) {
    for (const { path } of signedInfo?.references ?? []) {
      if (path === undefined || !changes.has(path) || ofd.zip.get(path) === undefined) continue
      throw new SigningRefusedError(path === list
        ? finding('SIGN_DOCUMENT_LOCKED', [baseLoc], { signature: baseLoc })
        : finding('SIGN_WOULD_BREAK_SIGNATURE', [path], { path, signature: baseLoc }))
    }
  }
}

function stampsOf(
  ofd: OfdPackage, { stamps = [], ridingSeal, document = 0 }: OfdSigningOptions, seal: ElectronicSeal | undefined, budget: Budget,
): readonly PlacedStamp[] {
  if (stamps.length === 0 && ridingSeal === undefined) return []
  if (seal === undefined) throw new TypeError('a stamp needs a seal')
  const pages = pagesOf(ofd, document, budget)
  const { widthMm: width, heightMm: height } = seal.picture
  return [...placeStamps(stamps, pages), ...(ridingSeal === undefined ? [] : placeRidingSeal(ridingSeal, pages, { width, height }))]
}

interface Draft {
  /** Every file that changes or is new, but for the value. */
  readonly changes: ReadonlyMap<string, Uint8Array>
  readonly xmlPath: string
  readonly valuePath: string
  readonly list: string
  /** Signature.xml: what the value is over. */
  readonly original: Uint8Array
}

type DraftOptions = OfdSigningOptions & Required<Pick<OfdSigningOptions, 'document' | 'protect'>> & { readonly algorithm: SigningAlgorithm }

async function draftSignature(
  ofd: OfdPackage, options: DraftOptions, stamps: readonly PlacedStamp[], seal: ElectronicSeal | undefined, budget: Budget,
): Promise<Draft> {
  const taken = pathsInUse(ofd)
  const list = placeList(ofd, options.document, taken, budget)
  const inFolder = directoryOf(list.path) === '' ? '' : `${directoryOf(list.path)}/`
  const folder = firstFree((n) => `${inFolder}Sign_${n}`, taken)
  const [xmlPath, valuePath, sealPath] = [`${folder}/Signature.xml`, `${folder}/SignedValue.dat`, `${folder}/Seal.esl`]
  const ids = new SignIds(idsInUse(ofd, list, budget))
  const id = ids.next()
  const stampIds = stamps.map(() => ids.next())

  const changes = new Map<string, Uint8Array>()
  if (seal !== undefined) changes.set(sealPath, seal.bytes)
  const entry = { id, type: seal === undefined ? 'Sign' : 'Seal', path: xmlPath } as const
  changes.set(list.path, list.exists ? extendedList(read(ofd, list.path), list.path, entry, ids.last, budget) : newList(entry, ids.last))
  if (list.root !== undefined) changes.set(ofd.rootPath ?? 'OFD.xml', list.root)

  const original = signatureXml({
    provider: options.provider ?? { name: 'yinxin' },
    time: options.time,
    method: options.algorithm.oid,
    references: await referencesOf(ofd, changes, options.protect === 'all' ? undefined : list.path, budget),
    stamps: stamps.map(({ page, boundary, clip }, i) => ({ id: stampIds[i] as string, pageId: page.id, boundary, ...(clip && { clip }) })),
    ...(seal === undefined ? {} : { sealPath }),
    valuePath,
  })
  changes.set(xmlPath, original)
  return { changes, xmlPath, valuePath, list: list.path, original }
}

function read(ofd: OfdPackage, path: string): Uint8Array {
  const entry = ofd.zip.get(path)
  if (entry === undefined) throw new RangeError(`no such entry: ${path}`)
  return ofd.zip.read(entry)
}

/** MaxSignId first: it shows the manner of the file. */
function idsInUse(ofd: OfdPackage, list: ListPlace, budget: Budget): readonly string[] {
  const maxima = list.exists ? maxSignIdsOf(read(ofd, list.path), list.path, budget) : []
  const ids = ofd.signatures.flatMap(({ id, signedInfo }) => [id, ...(signedInfo?.stampAnnots ?? []).map((stamp) => stamp.id)])
  return [...maxima, ...ids.filter((id) => id !== undefined)]
}

/** Every file of the package as it will be, in its order, with its digest. */
async function referencesOf(
  ofd: OfdPackage, changes: ReadonlyMap<string, Uint8Array>, exempt: string | undefined, budget: Budget,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  const files = ofd.zip.entries.filter(({ isDirectory }) => !isDirectory)
  const paths = [...files.map(({ path }) => path), ...[...changes.keys()].filter((path) => ofd.zip.get(path) === undefined)]
  const references: (readonly [string, Uint8Array])[] = []
  for (const path of paths) {
    if (path === exempt) continue
    const changed = changes.get(path)
    const entry = ofd.zip.get(path)
    if (changed !== undefined) references.push([path, sm3(changed)])
    else if (entry !== undefined) references.push([path, await ofd.digests.of(entry, DIGESTS.SM3, budget)])
  }
  return references
}

/** SES_Signature over Signature.xml in the edition of the seal; the seal goes in as it is stored. */
async function prepareSealSignature(
  original: Uint8Array, propertyInfo: string, seal: ElectronicSeal,
  { signer, certificate, algorithm, time }: { readonly signer: SignerIdentity; readonly certificate: Certificate; readonly algorithm: SigningAlgorithm; readonly time: Date },
): Promise<PreparedMessage> {
  const { edition } = seal
  const signerFields = { signerCertificate: certificate.bytes, algorithm: algorithm.oid }
  const dataHash = await algorithm.digest.digest(original)
  const bytesToSign = encodeToSign({ edition, seal: seal.bytes, time, dataHash, propertyInfo, ...signerFields })
  return {
    bytesToSign,
    async finish(signature, timeStamp) {
      await requireSignature(signer, bytesToSign, signature)
      const token = timeStamp === undefined ? {} : { timeStamp: await checkedToken(timeStamp, signature, time) }
      return encodeSealSignature({ edition, toSign: bytesToSign, ...signerFields, signature, ...token })
    },
  }
}
