/** URLs of sources, as certificates and callers name them: read once, strictly, and held against the allow-list. */
import { finding } from '../diagnostics/index.ts'
import { SourceUnavailableError } from '../errors.ts'
import type { AllowList } from './allow-list.ts'

const MAXIMUM_LENGTH = 2048

/** RFC 3986 2: what a URI is written with; the backslash is not among it, nor are space, controls and non-ASCII. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]{0,15}):/

const unusable = (reason: string): SourceUnavailableError => new SourceUnavailableError(finding('ONLINE_URL_UNUSABLE', [], { reason }))

/**
 * The URL of a text, which is not parsed again: what was checked is what is asked.
 * @throws SourceUnavailableError: ONLINE_SCHEME_UNSUPPORTED, ONLINE_URL_UNUSABLE or ONLINE_HOST_NOT_ALLOWED
 */
export function readSourceUrl(text: string, allow: AllowList): URL {
  if (text.length > MAXIMUM_LENGTH) throw unusable('length')
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) throw unusable('syntax')
  if (!allow.allowsScheme(scheme)) throw new SourceUnavailableError(finding('ONLINE_SCHEME_UNSUPPORTED', [], { scheme }))
  // Attack: octets that one parser drops and another takes for the end of the host.
  if (!URI_CHARACTERS.test(text) || !text.slice(scheme.length).startsWith('://')) throw unusable('syntax')
  const url = parsed(text)
  const authority = authorityOf(text)
  if (url === undefined || authority === '') throw unusable('syntax')
  if (url.username !== '' || url.password !== '' || authority.includes('@')) throw unusable('userinfo')
  // Attack: `2130706433`, `0x7f.1` and `%6c` are one host for one program and another for the next.
  if (authority.toLowerCase().replace(/:\d*$/, '') !== url.hostname) throw unusable('host')
  const verdict = allow.host(url.hostname, scheme, url.port)
  if (verdict === 'port') throw unusable('port')
  if (verdict === 'host') throw new SourceUnavailableError(finding('ONLINE_HOST_NOT_ALLOWED', [], { host: url.hostname }))
  url.hash = ''
  return url
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** What stands between `//` and the first `/`, `?` or `#`: `http://@host/` has user information, if an empty one. */
function authorityOf(text: string): string {
  return /^[^:]+:\/\/([^/?#]*)/.exec(text)?.[1] ?? ''
}
