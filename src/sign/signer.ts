/**
 * What makes signatures: one interface, so that private keys may live in memory, in a token (UKey), in a hardware module
 * or with a remote service. Signers of keys in memory: `signer-memory.ts`; of a transport: `signer-remote.ts`.
 */

/** A private key that can be used, wherever it is, and the certificates that go with it. */
export interface Signer {
  /**
   * The name of the algorithm in the one algorithm table (`SignatureAlgorithm.name`), e.g. `SM2-SM3`, `RSA-SHA-256`,
   * `RSA-PSS-SHA-256`, `ECDSA-SHA-384`, `Ed25519`. Its identifier in certificates and messages: `algorithmOfSigner`.
   */
  readonly algorithm: string
  /** DER, the signer's own certificate first, then those of its issuers where they are known. May be empty. */
  readonly certificates: readonly Uint8Array[]
  /**
   * Signs a message: the octets themselves, not their digest; whatever the algorithm hashes beside them (Z of SM2, with
   * the default user id) is the signer's business. The signature has the form of certificates: SM2 and ECDSA as DER
   * `SEQUENCE { r, s }`, RSA and EdDSA as their octets.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
