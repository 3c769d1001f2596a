import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKind, isWithin, parseAddress, parseRange } from '../../src/online/addresses.ts'
import { toHex } from '../../src/encoding/octets.ts'

const kindOf = (text: string): string => {
  const octets = parseAddress(text)
  return octets === undefined ? 'unreadable' : addressKind(octets)
}

describe('parseAddress', () => {
  it.each([
    ['127.0.0.1', '7f000001'], ['255.255.255.255', 'ffffffff'],
    ['::', '0'.repeat(32)], ['::1', `${'0'.repeat(31)}1`], ['2001:db8::8:800:200C:417A', '20010db80000000000080800200c417a'],
    ['::ffff:127.0.0.1', '00000000000000000000ffff7f000001'], ['64:ff9b::192.0.2.33', '0064ff9b0000000000000000c0000221'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'], ['1::8', '00010000000000000000000000000008'],
  ])('reads %s', (text, hex) => {
    expect(toHex(parseAddress(text) as Uint8Array)).toBe(hex)
  })

  // Each is an address for one C library or another.
  it.each([
    '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '127.1', '127.0.0.01', '127.0.0.256', '127.0.0.1.', ' 127.0.0.1', '127.0.0.1/8', '１２７.0.0.1',
    '', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8:9', '12345::', 'g::', 'fe80::1%eth0', '::1%25lo', '::127.0.0.1:1', '1.2.3.4::', '[::1]',
    '0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:1', 'localhost',
  ])('does not read %j', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it('reads what node:net takes for an address, and nothing else', () => {
    const part = fc.constantFrom('0', '1', '7f', 'ffff', '256', '127', '::', ':', '.', '10', 'fe80', '00', '%', '1.2.3.4')
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))), (text) => {
      const expected = text.includes('%') ? 0 : isIP(text)
      expect(parseAddress(text)?.length ?? 0, text).toBe(expected === 0 ? 0 : expected === 4 ? 4 : 16)
    }), { numRuns: 2000 })
  })
})

describe('addressKind', () => {
  it.each([
    ['0.0.0.0', 'unspecified'], ['10.0.0.1', 'private'], ['100.64.0.1', 'shared'], ['100.100.100.200', 'shared'], ['100.127.255.255', 'shared'],
    ['127.0.0.1', 'loopback'], ['127.255.255.255', 'loopback'], ['169.254.169.254', 'link-local'], ['172.16.0.1', 'private'], ['172.31.255.255', 'private'],
    ['192.0.0.192', 'reserved'], ['192.168.1.1', 'private'], ['198.19.0.1', 'reserved'], ['203.0.113.1', 'documentation'], ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'], ['255.255.255.255', 'reserved'], ['168.63.129.16', 'reserved'],
    ['::', 'unspecified'], ['::1', 'loopback'], ['::127.0.0.1', 'reserved'], ['fe80::1', 'link-local'], ['fc00::1', 'private'], ['fd00:ec2::254', 'private'],
    ['fec0::1', 'private'], ['ff02::1', 'multicast'], ['2001:db8::1', 'documentation'], ['3fff::1', 'documentation'], ['2002:7f00:1::', 'reserved'],
    ['2001::1', 'reserved'], ['4000::1', 'reserved'], ['::ffff:0:127.0.0.1', 'reserved'], ['64:ff9b:1::1', 'reserved'],
    // The IPv4 address inside decides.
    ['::ffff:127.0.0.1', 'loopback'], ['::ffff:169.254.169.254', 'link-local'], ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::10.0.0.1', 'private'], ['64:ff9b::a9fe:a9fe', 'link-local'], ['64:ff9b::808:808', 'public'],
  ])('takes %s for %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })

  it.each(['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '172.15.255.255', '172.32.0.0', '223.255.255.255', '2400:3200::1', '2606:4700::1111'])(
    'takes %s for public', (text) => {
      expect(kindOf(text)).toBe('public')
    })
})

describe('parseRange', () => {
  it('holds what begins with its bits', () => {
    const range = parseRange('10.20.0.0/15')
    const within = (text: string): boolean => isWithin(parseAddress(text) as Uint8Array, range)
    expect(['10.20.0.1', '10.21.255.255'].every(within)).toBe(true)
    expect(['10.22.0.0', '10.19.255.255', '::ffff:10.20.0.1'].some(within)).toBe(false)
    expect(isWithin(Uint8Array.of(1, 2, 3, 4), parseRange('0.0.0.0/0'))).toBe(true)
    expect(isWithin(Uint8Array.of(10, 1, 2, 3), parseRange('10.1.2.3'))).toBe(true)
  })

  it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10/8', '::/129', '10.0.0.0/-1', '10.0.0.0/1e1', 'host'])('refuses %s', (text) => {
    expect(() => parseRange(text)).toThrow(TypeError)
  })
})
