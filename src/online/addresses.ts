/**
 * IP addresses as octets, and which of them are public: the guard against certificates that lead into the caller's own
 * network. Ranges are those of the IANA special-purpose registries (RFC 6890). Resolves nothing.
 */

/** `public`, or why an address is not for files to lead to. */
export type AddressKind =
  | 'public' | 'unspecified' | 'loopback' | 'private' | 'link-local' | 'shared' | 'multicast' | 'documentation' | 'reserved'

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

/**
 * 4 or 16 octets of an address in the usual text form; undefined for anything else, also for the forms that C libraries
 * read as well (`0177.1`, `2130706433`) and for zones (`fe80::1%eth0`).
 */
export function parseAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): Uint8Array | undefined {
  const octets = IPV4.exec(text)?.slice(1).map(Number)
  return octets === undefined || octets.some((octet) => octet > 255) ? undefined : Uint8Array.from(octets)
}

function parseIpv6(text: string): Uint8Array | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1))
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  const missing = 16 - head.length - (tail?.length ?? 0)
  // `::` stands for at least one group.
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])])
}

/** Octets of groups between colons; the last of the address may be an IPv4 address. Undefined when one is malformed. */
function groupsOf(text: string, atEnd: boolean): readonly number[] | undefined {
  if (text === '') return []
  const octets: number[] = []
  const groups = text.split(':')
  for (const [index, group] of groups.entries()) {
    const ipv4 = atEnd && index === groups.length - 1 ? parseIpv4(group) : undefined
    if (ipv4 !== undefined) octets.push(...ipv4)
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) octets.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff)
    else return undefined
  }
  return octets
}

/** A range of addresses: the first `bits` bits of one. */
export interface AddressRange {
  readonly octets: Uint8Array
  readonly bits: number
}

/** A range as `10.20.0.0/16`, or one address. @throws TypeError */
export function parseRange(text: string): AddressRange {
  const [address = '', length] = text.split('/', 2)
  const octets = parseAddress(address)
  const bits = length === undefined ? (octets?.length ?? 0) * 8 : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  if (octets === undefined || text.split('/').length > 2 || !(bits <= octets.length * 8)) throw new TypeError(`not an address or range of addresses: ${text}`)
  return { octets, bits }
}

export function isWithin(octets: Uint8Array, range: AddressRange): boolean {
  if (octets.length !== range.octets.length) return false
  for (let bit = 0; bit < range.bits; bit++) {
    const mask = 0x80 >> (bit & 7)
    if ((((octets[bit >> 3] as number) ^ (range.octets[bit >> 3] as number)) & mask) !== 0) return false
  }
  return true
}

const table = (...rows: readonly (readonly [string, AddressKind])[]): readonly (readonly [AddressRange, AddressKind])[] =>
  rows.map(([range, kind]) => [parseRange(range), kind])

const IPV4_RANGES = table(
  ['0.0.0.0/8', 'unspecified'], ['10.0.0.0/8', 'private'], ['100.64.0.0/10', 'shared'], ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'], ['172.16.0.0/12', 'private'], ['192.0.0.0/24', 'reserved'], ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'reserved'], ['192.168.0.0/16', 'private'], ['198.18.0.0/15', 'reserved'], ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'], ['224.0.0.0/4', 'multicast'], ['240.0.0.0/4', 'reserved'],
  // A public number that one cloud uses for the services of its own hosts.
  ['168.63.129.16', 'reserved'],
)

/** Only 2000::/3 is given out for public use; within it, what is not. */
const IPV6_RANGES = table(
  ['::', 'unspecified'], ['::1', 'loopback'], ['fc00::/7', 'private'], ['fe80::/10', 'link-local'], ['fec0::/10', 'private'],
  ['ff00::/8', 'multicast'], ['2001:db8::/32', 'documentation'], ['3fff::/20', 'documentation'],
  // Teredo, ORCHID and other protocol assignments; 6to4, which carries an IPv4 address of the file's choice.
  ['2001::/23', 'reserved'], ['2002::/16', 'reserved'],
)
const GLOBAL_UNICAST = parseRange('2000::/3')

/** IPv4 inside IPv6: it is the inner address that is reached (RFC 4291 2.5.5.2, RFC 6052 2.1). */
const EMBEDDING = [parseRange('::ffff:0:0/96'), parseRange('64:ff9b::/96')]

/** What kind of address 4 or 16 octets are. */
export function addressKind(octets: Uint8Array): AddressKind {
  if (octets.length === 4) return IPV4_RANGES.find(([range]) => isWithin(octets, range))?.[1] ?? 'public'
  if (EMBEDDING.some((range) => isWithin(octets, range))) return addressKind(octets.subarray(12))
  const special = IPV6_RANGES.find(([range]) => isWithin(octets, range))?.[1]
  return special ?? (isWithin(octets, GLOBAL_UNICAST) ? 'public' : 'reserved')
}
