/** Other implementations, loaded if they are installed: what is missing is reported and left out. */

export interface SmCrypto {
  readonly sm2: {
    doVerifySignature(message: unknown, signature: string, key: unknown, options: object): boolean
    doSignature(message: unknown, key: string, options: object): string
    generateKeyPairHex(): { readonly publicKey: string; readonly privateKey: string }
    precomputePublicKey?(key: string, width?: number): unknown
  }
  sm3(message: unknown): string
  readonly sm4: { encrypt(message: unknown, key: string, options: object): unknown }
}

interface NoblePoint {
  add(other: NoblePoint): NoblePoint
  multiplyUnsafe(k: bigint): NoblePoint
  precompute(width: number, lazy?: boolean): NoblePoint
  toAffine(): { readonly x: bigint; readonly y: bigint }
}

export interface NobleWeierstrass {
  weierstrass(parameters: object): { readonly BASE: NoblePoint; fromHex(hex: string): NoblePoint }
}

export interface Jose {
  generateKeyPair(algorithm: string): Promise<{ readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }>
  readonly CompactSign: new (payload: Uint8Array) => { setProtectedHeader(header: object): { sign(key: CryptoKey): Promise<string> } }
  compactVerify(jws: string, key: CryptoKey): Promise<unknown>
}

export interface FastXmlParser {
  readonly XMLParser: new (options: object) => { parse(text: string): unknown }
}

export interface Peers {
  readonly smCrypto: SmCrypto | undefined
  readonly smCryptoV2: SmCrypto | undefined
  readonly noble: NobleWeierstrass | undefined
  readonly jose: Jose | undefined
  readonly fastXmlParser: FastXmlParser | undefined
  /** Names and versions of what was found. */
  readonly found: readonly string[]
  readonly missing: readonly string[]
}

export async function loadPeers(versionOf: (name: string) => string | undefined): Promise<Peers> {
  const found: string[] = []
  const missing: string[] = []
  const load = async <T>(name: string, path = name): Promise<T | undefined> => {
    try {
      const loaded = (await import(path)) as T & { readonly default?: T }
      found.push(`${name} ${versionOf(name) ?? ''}`.trim())
      return loaded.default ?? loaded
    } catch {
      missing.push(name)
      return undefined
    }
  }
  return {
    smCrypto: await load<SmCrypto>('sm-crypto'),
    smCryptoV2: await load<SmCrypto>('sm-crypto-v2'),
    noble: await load<NobleWeierstrass>('@noble/curves', '@noble/curves/abstract/weierstrass.js'),
    jose: await load<Jose>('jose'),
    fastXmlParser: await load<FastXmlParser>('fast-xml-parser'),
    found, missing,
  }
}
