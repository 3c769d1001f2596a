/** Signers of the generated world, with signatures that can be repeated, and what tests of this room ask of errors. */
import { expect } from 'vitest'
import { memorySigner } from '../../src/sign/signer-memory.ts'
import { sm2PrivateKey } from '../../src/sign/keys/index.ts'
import type { Signer } from '../../src/sign/signer.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { timeStampToken } from '../../src/forge/cms.ts'
import { identity } from '../../fixtures/generate/scene.ts'
import { VerificationError } from '../../src/errors.ts'

export function signerOf(id: string, ...issuers: readonly string[]): Signer {
  const { privateKey, certificate } = identity(id)
  return memorySigner(sm2PrivateKey(privateKey), { certificates: [certificate, ...issuers.map((one) => identity(one).certificate)], hedge: 'none' })
}

export const certificateOf = (id: string): Uint8Array => identity(id).certificate

/** A time-stamp service of the world. */
export const timeStamper = (time: Date) => (octets: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(timeStampToken(octets, { authority: identity('east-tsa'), issuer: identity('east-ca'), time, serialNumber: 7 }))

/** The finding of the error that work ends with. */
export async function refusal(work: () => unknown): Promise<Finding> {
  let caught: unknown
  try {
    await work()
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(VerificationError)
  return (caught as VerificationError).finding
}
