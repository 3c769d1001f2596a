/** Whom the caller allows to be asked: schemes, hosts with their ports, addresses. Everybody else is refused. */
import { addressKind, isWithin, parseAddress, parseRange } from './addresses.ts'
import type { AddressKind, AddressRange } from './addresses.ts'

export type Scheme = 'http' | 'https'

export interface AllowOptions {
  /**
   * Hosts that may be asked: `crl.example.cn` that host alone, `*.example.cn` every host below it (not itself). A port
   * (`ocsp.example.cn:8080`) allows that port; without one the scheme's own. Required: there is no default.
   */
  readonly hosts: readonly string[]
  /** @default http and https: RFC 5280 has CRLs and OCSP on http, and their signatures protect them */
  readonly schemes?: readonly Scheme[]
  /**
   * Addresses that are not public and yet may be contacted, single or as ranges (`10.20.0.0/16`): for authorities inside
   * the caller's own network. @default none
   */
  readonly addresses?: readonly string[]
}

interface HostPattern {
  readonly host: string
  /** Below `host`, instead of `host`. */
  readonly below: boolean
  readonly port?: string
}

const PATTERN = /^(\*\.)?(\[[0-9a-fA-F:.]+\]|[^\s/?#@:[\]*\\%]+)(?::(\d{1,5}))?$/

/** A host in the form that `URL` gives it, so that both sides are compared in one spelling. @throws TypeError */
function parsePattern(text: string): HostPattern {
  const [, star, name = '', port] = PATTERN.exec(text) ?? []
  const host = name === '' ? '' : hostOf(name)
  const below = star !== undefined
  if (host === '' || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0) throw new TypeError(`not a host that can be allowed: ${text}`)
  // `*.cn` would allow half the world.
  if (below && (!host.includes('.') || parseAddress(host) !== undefined || host.startsWith('['))) {
    throw new TypeError(`too wide to be allowed: ${text}; name a domain with at least two labels after *.`)
  }
  return { host, below, ...(port === undefined ? {} : { port: String(Number(port)) }) }
}

function hostOf(name: string): string {
  try {
    return new URL(`http://${name}/`).hostname
  } catch {
    return ''
  }
}

const USUAL_PORTS: Readonly<Record<Scheme, string>> = { http: '80', https: '443' }

export class AllowList {
  readonly #hosts: readonly HostPattern[]
  readonly #schemes: readonly string[]
  readonly #addresses: readonly AddressRange[]

  /** @throws TypeError for a host, scheme or address that is none, or when no host is allowed */
  constructor({ hosts, schemes = ['http', 'https'], addresses = [] }: AllowOptions) {
    if (!Array.isArray(hosts) || hosts.length === 0) throw new TypeError('allow.hosts is required: name the hosts that may be asked')
    const unknown = schemes.find((scheme) => !Object.hasOwn(USUAL_PORTS, scheme))
    if (unknown !== undefined) throw new TypeError(`not a scheme that can be allowed: ${unknown}`)
    this.#hosts = hosts.map(parsePattern)
    this.#schemes = [...schemes]
    this.#addresses = addresses.map(parseRange)
  }

  allowsScheme(scheme: string): scheme is Scheme {
    return this.#schemes.includes(scheme)
  }

  /** Whether a host may be asked on a port, or which of the two is not allowed. @param name and @param port as `URL` has them */
  host(name: string, scheme: Scheme, port: string): 'allowed' | 'port' | 'host' {
    const known = this.#hosts.filter(({ host, below }) => (below ? name.endsWith(`.${host}`) : name === host))
    if (known.length === 0) return 'host'
    const usual = USUAL_PORTS[scheme]
    return known.some((pattern) => (pattern.port ?? usual) === (port === '' ? usual : port)) ? 'allowed' : 'port'
  }

  /** Why an address may not be contacted; undefined when it may. Text that is no address is never contacted. */
  refuses(address: string): Exclude<AddressKind, 'public'> | 'unreadable' | undefined {
    const octets = parseAddress(address)
    if (octets === undefined) return 'unreadable'
    const kind = addressKind(octets)
    return kind === 'public' || this.#addresses.some((range) => isWithin(octets, range)) ? undefined : kind
  }
}
