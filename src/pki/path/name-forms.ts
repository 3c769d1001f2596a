/**
 * The forms of host names, mail addresses, URIs and IP addresses that name constraints compare: what is well-formed, and
 * what is inside what (RFC 5280 4.2.1.10). Text in, yes or no out; undefined where the text is not of its form.
 */

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** Labels of a host name in lower case, most specific first; undefined when it is none. One trailing dot is not allowed. */
export function hostLabels(name: string): readonly string[] | undefined {
  if (name.length === 0 || name.length > 253) return undefined
  const labels = name.toLowerCase().split('.')
  return labels.every((label) => LABEL.test(label)) ? labels : undefined
}

/** As `hostLabels`, but the first label may be `*`. */
export function wildcardLabels(name: string): readonly string[] | undefined {
  if (!name.startsWith('*.')) return hostLabels(name)
  const rest = hostLabels(name.slice(2))
  return rest === undefined ? undefined : ['*', ...rest]
}

/** Whether host `inner` is `outer` or ends in it, label by label. */
export function endsInLabels(inner: readonly string[], outer: readonly string[]): boolean {
  const offset = inner.length - outer.length
  return offset >= 0 && outer.every((label, index) => label === inner[offset + index])
}

export interface Mailbox {
  /** Case matters (RFC 5321 2.4). */
  readonly local: string
  readonly host: readonly string[]
}

const DOT_ATOM = /^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const QUOTED = /^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/

/** A mail address (RFC 5321 4.1.2) with a host name; address literals are not read. */
export function mailbox(address: string): Mailbox | undefined {
  if (address.length > 320) return undefined
  const split = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(split, 0))
  const host = hostLabels(address.slice(split + 1))
  if (split < 1 || host === undefined || !(DOT_ATOM.test(local) || QUOTED.test(local))) return undefined
  return { local, host }
}

const URI = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#@:[\]]*)(?::\d*)?(?:[/?#]|$)/i

/**
 * The host of a URI with an authority, where it is a host name. Undefined for others and for IP addresses: a URI
 * without host name must be refused where URIs are constrained (RFC 5280 4.2.1.10).
 */
export function uriHost(uri: string): readonly string[] | undefined {
  if (uri.length > 8192) return undefined
  const labels = hostLabels(URI.exec(uri)?.[1] ?? '')
  return labels === undefined || /^\d+$/.test(labels.at(-1) as string) ? undefined : labels
}

export interface AddressRange {
  readonly address: Uint8Array
  readonly mask: Uint8Array
}

/** Address and mask of an iPAddress constraint; undefined when it is neither 8 nor 32 octets or the mask is no prefix. */
export function addressRange(octets: Uint8Array): AddressRange | undefined {
  if (octets.length !== 8 && octets.length !== 32) return undefined
  const half = octets.length / 2
  const mask = octets.subarray(half)
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits) ? { address: octets.subarray(0, half), mask } : undefined
}

export function isInRange(address: Uint8Array, range: AddressRange): boolean {
  return (
    address.length === range.address.length &&
    address.every((octet, index) => ((octet ^ (range.address[index] as number)) & (range.mask[index] as number)) === 0)
  )
}
