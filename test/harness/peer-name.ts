/**
 * Whether a certificate names a peer, as servers and mail users are matched (RFC 9525, RFC 8550). For the x509-limbo suite
 * only: in this project nobody is identified by a host name.
 */
import type { Certificate } from '../../src/pki/index.ts'

export interface PeerName {
  readonly kind: 'DNS' | 'IP' | 'RFC822'
  readonly value: string
}

export function namesPeer({ subjectAltName = [] }: Certificate, peer: PeerName): boolean {
  const address = addressOctets(peer.value)
  // Some suites give addresses as DNS names.
  if (peer.kind === 'IP' || (peer.kind === 'DNS' && address !== undefined)) {
    return subjectAltName.some((name) => name.kind === 'iPAddress' && name.octets.join() === address?.join())
  }
  return subjectAltName.some((name) => {
    if (peer.kind === 'DNS') return name.kind === 'dNSName' && matchesHost(name.value.toLowerCase(), peer.value.toLowerCase())
    return name.kind === 'rfc822Name' && sameMailbox(name.value, peer.value)
  })
}

/** A wildcard is the whole first label, stands for one label, and has at least two below it. */
function matchesHost(presented: string, wanted: string): boolean {
  if (!presented.includes('*')) return presented === wanted
  const [first, ...rest] = presented.split('.')
  const [, ...labels] = wanted.split('.')
  return first === '*' && rest.length >= 2 && !rest.some((label) => label.includes('*')) && rest.join('.') === labels.join('.')
}

function sameMailbox(a: string, b: string): boolean {
  const split = (address: string): [string, string] => {
    const at = address.lastIndexOf('@')
    return [address.slice(0, at), address.slice(at + 1).toLowerCase()]
  }
  return split(a).join('@') === split(b).join('@')
}

/** Octets of an IPv4 or IPv6 address in text; undefined when it is none. */
export function addressOctets(text: string): readonly number[] | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const octets = text.split('.').map(Number)
    return octets.every((octet) => octet <= 255) ? octets : undefined
  }
  if (!/^[0-9a-f:]*$/i.test(text) || !text.includes(':')) return undefined
  const [head = '', tail] = text.split('::')
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const before = groups(head)
  const after = groups(tail ?? '')
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 0) return undefined
  return [...before, ...Array.from({ length: missing }, () => 0), ...after].flatMap((group) => [group >> 8, group & 0xff])
}
