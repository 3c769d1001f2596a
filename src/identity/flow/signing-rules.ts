/**
 * How gateways of platforms want requests signed. The older rules protect little; they are here because platforms demand
 * them, are reported (PLATFORM_SIGNING_WEAK), and are never used for anything else.
 */
import { DIGESTS, hmacSm3, sm3 } from '../../crypto/index.ts'
import { subtle } from '../../crypto/webcrypto.ts'
import { toBase64, toHex, toUtf8 } from '../../encoding/octets.ts'
import type { SigningRule } from '../profiles/index.ts'

export interface GatewayRequest {
  readonly url: URL
  readonly body: Uint8Array
  readonly client: string
  readonly secret: string
  readonly time: Date
  /** A number used once, for rules that have one. */
  readonly once: string
}

/** What a rule adds to a request. */
export interface Signed {
  readonly parameters: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** Rules under which a request can be changed by whoever gets between. */
export const isWeakRule = (rule: SigningRule): boolean => rule.kind !== 'hmac-sm3'

/** `2026-06-01 20:00:00`: China time. */
export const chinaText = (time: Date): string => new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
/** `20260601200000`: China time. */
const chinaDigits = (time: Date): string => chinaText(time).replaceAll(/\D/g, '')

/** An invalid time for what is not 14 digits. */
export function timeOfChinaDigits(digits: string): Date {
  return new Date(/^\d{14}$/.test(digits) ? digits.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+08:00') : NaN)
}

/** Parameters that a rule puts into the body: known before the body is. */
export async function signedParameters(rule: SigningRule, { client, secret, time }: Pick<GatewayRequest, 'client' | 'secret' | 'time'>): Promise<Signed['parameters']> {
  switch (rule.kind) {
    case 'secret-parameter': return { [rule.parameter]: secret }
    case 'md5-client-secret-time': {
      const stamp = chinaDigits(time)
      return { [rule.client]: client, [rule.time]: stamp, [rule.parameter]: toHex(await DIGESTS.MD5.digest(toUtf8(client + secret + stamp))) }
    }
    case 'hmac-sha256-gateway': case 'hmac-sm3': return {}
  }
}

/** Headers that a rule puts beside the body. */
export async function signedHeaders(rule: SigningRule, method: string, request: GatewayRequest): Promise<Signed['headers']> {
  const { url, client, secret, time, once, body } = request
  const query = url.search.slice(1)
  switch (rule.kind) {
    case 'secret-parameter': case 'md5-client-secret-time': return {}
    case 'hmac-sha256-gateway': {
      const date = time.toUTCString()
      const signature = await hmacSha256(toUtf8(secret), toUtf8(`${method}\n${url.pathname}\n${query}\n${client}\n${date}\n`))
      return { 'x-bg-hmac-access-key': client, 'x-bg-hmac-signature': toBase64(signature), 'x-bg-hmac-algorithm': 'hmac-sha256', 'x-bg-date': date }
    }
    case 'hmac-sm3': {
      const stamp = String(Math.floor(time.getTime() / 1000))
      const text = [method, url.pathname, query, client, stamp, once, toHex(sm3(body))].join('\n')
      return { 'x-client': client, 'x-time': stamp, 'x-nonce': once, 'x-signature': toHex(hmacSm3(toUtf8(secret), toUtf8(text))) }
    }
  }
}

async function hmacSha256(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const web = subtle('HMAC-SHA-256')
  const imported = await web.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await web.sign('HMAC', imported, message))
}
