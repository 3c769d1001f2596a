/** Serial numbers of certificates and tokens (RFC 5280 4.1.2.2). */
import { randomOctets } from '../../crypto/random.ts'

const LENGTH = 16

/** 126 random bits, positive, always of 16 octets. @param random source of chance; the platform's by default */
export function newSerialNumber(random: (length: number) => Uint8Array = randomOctets): bigint {
  const octets = random(LENGTH)
  if (octets.length !== LENGTH) throw new TypeError(`the source of chance must give ${LENGTH} octets`)
  return octets.reduce((value, octet, index) => (value << 8n) | BigInt(index === 0 ? (octet & 0x3f) | 0x40 : octet), 0n)
}

/** @throws TypeError for what no certificate may have */
export function requireSerialNumber(serialNumber: bigint): void {
  if (typeof serialNumber !== 'bigint' || serialNumber <= 0n || serialNumber >= 1n << 159n) throw new TypeError('a serial number is positive and has at most 20 octets')
}
