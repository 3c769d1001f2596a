import { describe, expect, it } from 'vitest'
import {
  SM2_DEFAULT_USER_ID, parseSm2PublicKey, sm2GenerateKey, sm2PublicKeyOf, sm2Sign, sm2Verify, sm2Za,
} from '../../src/crypto/index.ts'
import { Sm2Hasher } from '../../src/crypto/sm2-prehashed.ts'
import { sm2Kernel } from '../../src/crypto/kernel/sm2-choice.ts'
import { fromHex, toHex, toUtf8 } from '../../src/encoding/octets.ts'

const hex = (text: string): Uint8Array<ArrayBuffer> => {
  const octets = fromHex(text)
  if (octets === undefined) throw new TypeError('not hex')
  return octets
}

// GB/T 32918.5-2017 annex A.2.
const D = hex('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8')
const P = hex('0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13')
const K = hex('59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21')
const RS = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
const MESSAGE = toUtf8('message digest')

describe('SM2 signature, example of GB/T 32918.5-2017 annex A', () => {
  const key = parseSm2PublicKey(P)

  it('has the public key, Z, e and signature of the standard', () => {
    expect(sm2PublicKeyOf(D).octets).toEqual(P)
    expect(toHex(sm2Za(key, SM2_DEFAULT_USER_ID))).toBe('b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3')
    const e = new Sm2Hasher(key).update(MESSAGE).digest()
    expect(toHex(e)).toBe('f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640')
    const signature = sm2Kernel.sign(e, D, K, () => hex('17'.repeat(32)))
    expect(signature === undefined ? '' : toHex(signature)).toBe(RS)
  })

  it('verifies in both encodings, each only as itself', () => {
    const raw = hex(RS)
    const der = hex(`3046022100${RS.slice(0, 64)}022100${RS.slice(64)}`)
    expect(sm2Verify(key, MESSAGE, der)).toBe(true)
    expect(sm2Verify(key, MESSAGE, raw, { encoding: 'raw' })).toBe(true)
    expect(sm2Verify(key, MESSAGE, raw)).toBe(false)
    expect(sm2Verify(key, MESSAGE, der, { encoding: 'raw' })).toBe(false)
  })

  it('refuses another message, user id and key', () => {
    const signature = sm2Sign(D, MESSAGE)
    expect(sm2Verify(key, MESSAGE, signature)).toBe(true)
    expect(sm2Verify(key, toUtf8('message digesT'), signature)).toBe(false)
    expect(sm2Verify(key, MESSAGE, signature, { userId: toUtf8('1234567812345679') })).toBe(false)
    expect(sm2Verify(key, MESSAGE, signature, { userId: new Uint8Array(0) })).toBe(false)
    expect(sm2Verify(sm2GenerateKey().publicKey, MESSAGE, signature)).toBe(false)
  })

  it('signs alike with the public key at hand', () => {
    const options = { hedge: 'none' } as const
    expect(toHex(sm2Sign(D, MESSAGE, { ...options, publicKey: key }))).toBe(toHex(sm2Sign(D, MESSAGE, options)))
    const other = sm2GenerateKey().publicKey
    const wrong = sm2Sign(D, MESSAGE, { ...options, publicKey: other })
    expect(sm2Verify(key, MESSAGE, wrong)).toBe(false)
    expect(sm2Verify(other, MESSAGE, wrong)).toBe(false)
    // Another digest: another nonce. One nonce under two digests would give the private key away.
    expect(toHex(wrong).slice(0, 40)).not.toBe(toHex(sm2Sign(D, MESSAGE, options)).slice(0, 40))
  })
})
