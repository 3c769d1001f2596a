/**
 * Identity platforms of a development authority, one for each profile with a ticket flow, at which invented people log in;
 * and a key for tokens, with the set that they are verified with.
 */
import { sm2Encrypt } from '../../crypto/index.ts'
import { randomOctets } from '../../crypto/random.ts'
import type { JsonValue } from '../../encoding/json.ts'
import { toBase64, toHex, toUtf8 } from '../../encoding/octets.ts'
import { toPem } from '../../encoding/pem.ts'
import { IDENTITY_PROFILE_IDS, identityProfile, mockPlatform } from '../../identity/index.ts'
import type { IdentityKind, IdentityProfile } from '../../identity/index.ts'
import guangdong from '../../identity/profiles/samples/cn-gd-tyrz.json' with { type: 'json' }
import jiangsu from '../../identity/profiles/samples/cn-js-jis.json' with { type: 'json' }
import networkIdentity from '../../identity/profiles/samples/cn-netid.json' with { type: 'json' }
import relay from '../../identity/profiles/samples/cn-relay.json' with { type: 'json' }
import shandong from '../../identity/profiles/samples/cn-sd-jis.json' with { type: 'json' }
import zhejiangApp from '../../identity/profiles/samples/cn-zj-app.json' with { type: 'json' }
import zhejiangSso from '../../identity/profiles/samples/cn-zj-sso.json' with { type: 'json' }
import { jwkThumbprint, jwkWithUse } from '../../jose/index.ts'
import { encodePkcs8 } from '../../sign/keys/index.ts'
import { clientKey } from './client-key.ts'
import type { DevRoute } from './routes.ts'
import type { DevService } from './services.ts'
import type { DevWorld } from './world.ts'

const CLIENT = 'dev'
const SECRET_FILE = 'identity-secret.txt'
const KEY_FILE = 'identity-client.hex'

/** Who logs in at which platform. A person chooses nothing: there is one of each kind. */
const ACCOUNTS: Readonly<Record<string, Readonly<Partial<Record<IdentityKind, JsonValue>>>>> = {
  'cn-gd-tyrz': guangdong, 'cn-js-jis': jiangsu, 'cn-netid': networkIdentity, 'cn-relay': relay, 'cn-sd-jis': shandong, 'cn-zj-app': zhejiangApp, 'cn-zj-sso': zhejiangSso,
}

/**
 * The service that every development authority has. Persons are sent back to any page of this machine: whoever builds one
 * chooses its port. What a platform encrypts is SM2 to the client's key, in base64; no province's own way is known.
 */
export async function identityService(world: DevWorld): Promise<DevService> {
  const secret = await world.keptText(SECRET_FILE) ?? toHex(randomOctets(16))
  const { privateKey, publicKey } = await clientKey(world, KEY_FILE)
  const issuer = await world.issue('token-issuer', 'signer')
  const { publicKey: issuerKey } = issuer.key
  const jwks = { keys: [jwkWithUse({ key: issuerKey, kid: await jwkThumbprint(issuerKey), use: 'sig' })] }
  const platforms = IDENTITY_PROFILE_IDS.map((id) => identityProfile(id)).filter((profile) => profile?.ticket !== undefined) as readonly IdentityProfile[]
  const served = platforms.map((profile) => {
    const base = `${world.origin}/identity/${profile.id}`
    const accounts = ACCOUNTS[profile.id] ?? {}
    const answer = mockPlatform({
      profile, accounts, client: CLIENT, secret, redirect: isOfThisMachine, now: () => world.now(), seal: (content) => toBase64(sm2Encrypt(publicKey, toUtf8(content))),
    })
    const route = (method: 'GET' | 'POST', step: string): DevRoute => ({
      method, path: `/identity/${profile.id}/${step}`,
      handle: ({ query, header, body }) => answer({ method, url: `${base}/${step}${query.size === 0 ? '' : `?${query.toString()}`}`, header, body }),
    })
    return { profile, base, kinds: Object.keys(accounts), routes: [route('GET', 'authorize'), route('POST', 'token'), route('POST', 'attributes')] }
  })
  return {
    name: 'identity', routes: served.flatMap(({ routes }) => routes),
    about: {
      platforms: Object.fromEntries(served.map(({ profile, base, kinds }) => [profile.id, {
        authorize: `${base}/authorize`, token: `${base}/token`, attributes: `${base}/attributes`, kinds,
      }])),
      client: CLIENT, secret: SECRET_FILE, key: KEY_FILE, choose: 'mock_kind=NATURAL|LEGAL',
      tokenIssuer: { certificate: 'token-issuer.pem', key: 'token-issuer.key', jwks: 'token-issuer.jwks' },
    },
    files: { 'token-issuer.pem': toPem('CERTIFICATE', issuer.certificate), 'token-issuer.jwks': `${JSON.stringify(jwks, undefined, 2)}\n` },
    secrets: { [SECRET_FILE]: secret, [KEY_FILE]: toHex(privateKey), 'token-issuer.key': toPem('PRIVATE KEY', encodePkcs8(issuer.key)) },
  }
}

function isOfThisMachine({ protocol, hostname, username, password }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && username === '' && password === ''
}
