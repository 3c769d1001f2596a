/** SM3 and SM4 side by side. */
import { createCipheriv, createHash, getCiphers, getHashes } from 'node:crypto'
import { sm3, sm3Many, sm4CbcEncrypt } from '../../src/crypto/index.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { candidate } from './measure.ts'
import type { Candidate, Suite } from './measure.ts'
import type { Peers } from './peers.ts'
import type { PlainWorker } from './plain-worker.ts'

export function octetsOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
}

const present = (candidates: readonly (Candidate | undefined)[]): Candidate[] => candidates.filter((one) => one !== undefined)

export function digestSuites(peers: Peers, plain: PlainWorker | undefined): readonly Suite[] {
  const native = getHashes().includes('sm3')
  const one = (length: number): Suite => {
    const message = octetsOf(length)
    const array = Array.from(message)
    return {
      id: `sm3-${length}`, title: `SM3, one message of ${length.toLocaleString('en')} octets`, octets: length, candidates: present([
        candidate('yinxin', () => sm3(message)),
        plain?.candidate('yinxin without WebAssembly', `sm3-${length}`),
        native ? candidate('OpenSSL through node:crypto', () => createHash('sm3').update(message).digest()) : undefined,
        peers.smCryptoV2 && candidate('sm-crypto-v2', () => peers.smCryptoV2?.sm3(message)),
        length <= 1024 && peers.smCrypto ? candidate('sm-crypto', () => peers.smCrypto?.sm3(array)) : undefined,
      ]),
    }
  }
  // As many, and as long, as the parts of a small license.
  const parts = Array.from({ length: 24 }, (_, i) => octetsOf(600 + 117 * i))
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  return [
    one(64), one(1024), one(1 << 20),
    {
      id: 'sm3-many', title: `SM3, 24 messages of 600 to 3,291 octets`, octets: size, candidates: present([
        candidate('yinxin, four at once', () => sm3Many(parts)),
        candidate('yinxin, one by one', () => parts.map((part) => sm3(part))),
        native ? candidate('OpenSSL through node:crypto', () => parts.map((part) => createHash('sm3').update(part).digest())) : undefined,
        peers.smCryptoV2 && candidate('sm-crypto-v2', () => parts.map((part) => peers.smCryptoV2?.sm3(part))),
      ]),
    },
    {
      id: 'sm3-four', title: 'SM3, four messages of 262,144 octets', octets: 1 << 20, candidates: present([
        candidate('yinxin, four at once', (() => {
          const quarters = [1, 2, 3, 4].map(() => octetsOf(1 << 18))
          return () => sm3Many(quarters)
        })()),
        native ? candidate('OpenSSL through node:crypto', (() => {
          const quarters = [1, 2, 3, 4].map(() => octetsOf(1 << 18))
          return () => quarters.map((part) => createHash('sm3').update(part).digest())
        })()) : undefined,
      ]),
    },
    sm4Suite(peers),
  ]
}

function sm4Suite(peers: Peers): Suite {
  const [key, iv, message] = [octetsOf(16), octetsOf(16).reverse(), octetsOf(1 << 20)]
  const [hexKey, hexIv] = [toHex(key), toHex(iv)]
  return {
    id: 'sm4-cbc', title: 'SM4-CBC encryption of 1,048,576 octets', octets: 1 << 20, candidates: present([
      candidate('yinxin', () => sm4CbcEncrypt(key, iv, message)),
      getCiphers().includes('sm4-cbc') ? candidate('OpenSSL through node:crypto', () => {
        const cipher = createCipheriv('sm4-cbc', key, iv)
        return [cipher.update(message), cipher.final()]
      }) : undefined,
      peers.smCryptoV2 && candidate('sm-crypto-v2', () => peers.smCryptoV2?.sm4.encrypt(message, hexKey, { mode: 'cbc', iv: hexIv, output: 'array' })),
    ]),
  }
}
