/** Sealed OFD packages to measure with: about 23 KB, of one authority or of many, and what is to be checked in them. */
import { openOfd } from '../../src/document/ofd/index.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { createCache, policyPreset, trustStore, verify, Budget } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { parseSealSignature } from '../../src/seal/index.ts'
import type { Sm2PublicKey } from '../../src/crypto/index.ts'
import { buildIdentities } from '../../src/forge/identity.ts'
import type { Identity } from '../../src/forge/identity.ts'
import { SEAL_DATES, SIGNING_TIME, licensePackage, zip } from '../../fixtures/generate/scene.ts'
import { makeSeal } from '../../src/forge/seals.ts'
import type { Seal } from '../../src/forge/seals.ts'
import { signPackage, unsigned } from '../../src/forge/signing.ts'
import { WORLD } from '../../fixtures/generate/world.ts'
import type { CertificateDeclaration } from '../../src/forge/declarations.ts'

/** An SM2 signature that a verdict rests on. */
export interface Check {
  readonly key: Sm2PublicKey
  readonly message: Uint8Array
  /** DER. */
  readonly signature: Uint8Array
}

export interface SealedDocument {
  readonly bytes: Uint8Array
  readonly options: VerifyOptions
  /** The anchor, DER. */
  readonly root: Uint8Array
  /** Of the document, its seal, and the certificates of signer, seal maker and provincial authority. */
  readonly checks: readonly Check[]
  /** Digest of Signature.xml that the seal signature states. */
  readonly dataHash: Uint8Array
  /** Entries with a digest, as they stand in the package: deflated octets and their length inflated. */
  readonly protectedParts: readonly { readonly data: Uint8Array; readonly size: number }[]
}

interface Authority {
  readonly ca: Identity
  readonly signer: Identity
  readonly seal: Seal
}

const declared = (id: string): CertificateDeclaration => WORLD.parties.find((one) => one.id === id) as CertificateDeclaration
const PEOPLE = ['east-ca', 'east-seal-maker', 'east-authority'] as const

/** As many provinces, each with a CA, a seal maker and an authority of its own under one root. */
function authorities(count: number): { readonly root: Identity; readonly all: readonly Authority[] } {
  const root = declared('national-root')
  const numbered = (id: string, i: number): string => (id === root.id ? id : `${id}-${String(i)}`)
  const identities = buildIdentities('', [root, ...Array.from({ length: count }, (_, i) =>
    PEOPLE.map((id) => ({ ...declared(id), id: numbered(id, i), issuer: numbered(declared(id).issuer, i) }))).flat()])
  const of = (id: string, i: number): Identity => identities.get(numbered(id, i)) as Identity
  const all = Array.from({ length: count }, (_, i) => ({
    ca: of('east-ca', i), signer: of('east-authority', i),
    seal: makeSeal({ edition: 'GB/T 38540-2020', esId: `9801${String(i).padStart(10, '0')}`, name: '东海省', maker: of('east-seal-maker', i), signers: [of('east-authority', i)], ...SEAL_DATES }),
  }))
  return { root: of(root.id, 0), all }
}

/** The license with less ornament, so that it is as large as a receipt of a bank. */
function parts(holder: string): Map<string, Uint8Array> {
  const all = licensePackage({ holder })
  const path = 'Doc_0/Tpls/Tpl_0/Content.xml'
  const objects = new TextDecoder().decode(all.get(path)).split(/(?=<ofd:PathObject)/)
  const last = /<\/ofd:Layer>[\s\S]*$/.exec(objects.at(-1) as string)?.[0]
  if (last === undefined) throw new Error('the template has no layer')
  return all.set(path, new TextEncoder().encode(objects.slice(0, 3).join('') + last))
}

function documentOf({ ca, signer, seal }: Authority, root: Identity, options: VerifyOptions, holder: string): SealedDocument {
  const { parts: signed } = signPackage(unsigned(parts(holder)), { signer, seal, time: SIGNING_TIME, stamps: [WORLD.faceStamp()], ofd: (signatures) => WORLD.document.ofdXml({ holder, signatures }) })
  const bytes = zip(signed)
  const budget = new Budget()
  const { signedInfo, signedValue } = openOfd(bytes, { budget }).signatures[0] as ReturnType<typeof openOfd>['signatures'][number]
  const archive = openZip(bytes, { budget })
  const protectedParts = (signedInfo?.references ?? []).map(({ path }) => {
    const entry = archive.get(path as string)
    if (entry?.method !== 8) throw new Error(`${String(path)} is not deflated`)
    return { data: bytes.subarray(entry.layout.dataStart, entry.layout.dataEnd), size: entry.size }
  })
  const ses = parseSealSignature(signedValue as Uint8Array, { budget })
  const [own, maker, issuer, anchor] = [ses.signerCertificate, ses.seal.makerCertificate, ca.certificate, root.certificate]
    .map((der) => parseCertificate(der, { budget })) as [Certificate, Certificate, Certificate, Certificate]
  const check = (by: Certificate, message: Uint8Array, signature: Uint8Array): Check => ({ key: by.publicKey as Sm2PublicKey, message, signature })
  return {
    bytes,
    options: { ...options, certificates: [ca.certificate] },
    root: root.certificate,
    checks: [
      check(own, ses.signedBytes, ses.signatureValue),
      check(maker, ses.seal.signedBytes, ses.seal.signatureValue),
      ...[own, maker].map(({ tbs, signatureValue }) => check(issuer, tbs, signatureValue)),
      check(anchor, issuer.tbs, issuer.signatureValue),
    ],
    dataHash: ses.dataHash,
    protectedParts,
  }
}

type Certificate = ReturnType<typeof parseCertificate>

/**
 * Documents of authorities with nothing but their root in common, and documents of one authority.
 * @throws Error when one is not accepted, or not after five signature checks: the others would do other work
 */
export async function makeDocuments(differing: number, ofOne: number): Promise<{ readonly differing: readonly SealedDocument[]; readonly ofOne: readonly SealedDocument[] }> {
  const { root, all } = authorities(differing)
  const options: VerifyOptions = { trust: trustStore({ anchors: [root.certificate] }), policy: policyPreset('cn-gov-2025'), validationTime: WORLD.times.validation }
  const [first] = all as [Authority]
  const made = {
    differing: all.map((authority) => documentOf(authority, root, options, '东海省望潮样例食品店')),
    ofOne: Array.from({ length: ofOne }, (_, i) => documentOf(first, root, options, `东海省望潮样例食品店第${String(i + 1)}分店`)),
  }
  for (const { bytes, options: own } of [...made.differing.slice(0, 3), ...made.ofOne.slice(0, 3)]) {
    const verificationCache = createCache()
    const { accepted } = await verify(bytes, { ...own, verificationCache })
    const checked = verificationCache.stats().signatures.misses
    if (!accepted || checked !== 5) throw new Error(`accepted: ${String(accepted)}, signatures checked: ${String(checked)}`)
  }
  return made
}
