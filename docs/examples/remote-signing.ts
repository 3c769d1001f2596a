/** The example of ../remote-signing.md. A test runs it and holds the document against this file. */
import { prepareOfdSignature, remoteSigner, signOfd } from '../../src/sign/index.ts'
import type { Signer } from '../../src/sign/index.ts'

// <key-service>
/** One phase: the key can be called. `call` is your transport: HTTP with mutual TLS, PKCS #11, a token's own library. */
export function keyService(certificates: readonly Uint8Array[], call: (message: Uint8Array) => Promise<Uint8Array>): Signer {
  return remoteSigner({
    algorithm: 'SM2-SM3',
    certificates,
    // Many devices answer with r and s, 32 octets each. Say so; it is not guessed.
    encoding: 'raw',
    request: call,
  })
}

export async function signWithService(document: Uint8Array, seal: Uint8Array, service: Signer, time: Date): Promise<Uint8Array> {
  const { bytes } = await signOfd(document, {
    signer: service, seal, time, stamps: [{ page: 1, boundary: [216, 134.5, 42, 42] }],
  })
  return bytes
}
// </key-service>

// <two-requests>
/** What both requests are given. Keep it between them: with it, `prepare` gives the same octets again. */
export interface Order {
  readonly document: Uint8Array
  readonly seal: Uint8Array
  readonly certificates: readonly Uint8Array[]
  /** Chosen once, in the first request. */
  readonly time: Date
}

const prepare = ({ document, seal, certificates, time }: Order) =>
  prepareOfdSignature(document, { algorithm: 'SM2-SM3', certificates }, {
    seal, time, stamps: [{ page: 1, boundary: [216, 134.5, 42, 42] }],
  })

/** The first request: the octets that the holder of the token must sign. */
export async function firstRequest(order: Order): Promise<Uint8Array> {
  return (await prepare(order)).bytesToSign
}

/** The second request: the signature has come, perhaps a day later and to another process. */
export async function secondRequest(order: Order, signature: Uint8Array): Promise<Uint8Array> {
  return (await prepare(order)).finish(signature)
}
// </two-requests>
