/** An authority of each kind of keys that signers may have, and those whom it certifies. */
import { Budget } from '../../../src/limits.ts'
import { VerificationError } from '../../../src/errors.ts'
import { parseCertificate } from '../../../src/pki/index.ts'
import { issueCertificate } from '../../../src/sign/authority/index.ts'
import type { CertificateProfileName } from '../../../src/sign/authority/index.ts'
import { generatePrivateKey } from '../../../src/sign/keys/index.ts'
import type { PrivateKey } from '../../../src/sign/keys/index.ts'
import { memorySigner } from '../../../src/sign/signer-memory.ts'
import type { Signer } from '../../../src/sign/signer.ts'

export const FROM = new Date('2026-01-01T00:00:00Z')
export const UNTIL = new Date('2036-01-01T00:00:00Z')
export const TIME = new Date('2026-06-01T00:00:00Z')
export const NEXT = new Date('2026-06-08T00:00:00Z')
export const PERIOD = { notBefore: FROM, notAfter: UNTIL }
export const POLICY = '1.3.6.1.4.1.32473.1'
export const read = (bytes: Uint8Array): ReturnType<typeof parseCertificate> => parseCertificate(bytes, { budget: new Budget() })

/** `RSA-PSS`: a key of RSA that signs with PSS. */
export const KINDS = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA-2048', 'RSA-PSS', 'Ed25519'] as const
export type Kind = (typeof KINDS)[number]

export interface Party { readonly key: PrivateKey; readonly signer: Signer; readonly certificate: Uint8Array }
export interface World { readonly root: Party; readonly ca: Party; readonly good: Party; readonly revoked: Party; readonly tsa: Party; readonly responder: Party }

export const newKey = (kind: Kind): Promise<PrivateKey> => generatePrivateKey(kind === 'RSA-PSS' ? 'RSA-2048' : kind)

export const signerOf = (kind: Kind, key: PrivateKey, certificates: readonly Uint8Array[] = []): Signer =>
  memorySigner(key, { certificates, ...(kind === 'RSA-PSS' && { algorithm: 'RSA-PSS-SHA-256' as const }) })

async function party(kind: Kind, name: string, profile: CertificateProfileName, by?: Party): Promise<Party> {
  const key = await newKey(kind)
  const subject = [['C', 'CN'], ['O', '示例单位'], ['CN', name]] as const
  const certificate = await issueCertificate({
    ...PERIOD, profile, subject, publicKey: key.publicKey, ...(by === undefined ? { issuer: 'self', signer: signerOf(kind, key) } : { signer: by.signer }),
  })
  return { key, certificate, signer: signerOf(kind, key, [certificate]) }
}

export async function worldOf(kind: Kind): Promise<World> {
  const root = await party(kind, 'Root', 'root')
  const ca = await party(kind, 'Subordinate', 'subordinate', root)
  const below = (name: string, profile: CertificateProfileName): Promise<Party> => party(kind, name, profile, ca)
  return { root, ca, good: await below('Good', 'signer'), revoked: await below('Revoked', 'signer'), tsa: await below('Stamps', 'timeStamping'), responder: await below('Responder', 'ocsp') }
}

/** The code of the error that work ends with, and its first value; the name of another error; `done`. */
export async function code(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof VerificationError) return `${error.code} ${String(Object.values(error.finding.params)[0] ?? '')}`.trim()
    return (error as Error).name
  }
  return 'done'
}
