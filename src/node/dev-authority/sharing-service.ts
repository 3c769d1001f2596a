/** Sharing services of a development authority, one for each profile, which know two invented licenses. */
import { sm2Encrypt } from '../../crypto/index.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { buildLicenseIdentifier } from '../../identifier/index.ts'
import { SHARING_PROFILES, mockSharingService } from '../../license/index.ts'
import type { MockLicense } from '../../license/index.ts'
import { randomOctets } from '../../crypto/random.ts'
import { clientKey } from './client-key.ts'
import type { DevRoute } from './routes.ts'
import type { DevService } from './services.ts'
import type { DevWorld } from './world.ts'

const ACCESS_ID = 'dev'
const TOKEN_FILE = 'sharing-token.txt'
const KEY_FILE = 'sharing-client.hex'
/** A file in base64, as verifications of files send it. */
const MAXIMUM_REQUEST = 48 * 1024 * 1024
const ISSUER = '11330000ABCD1234XM'

/** The service that every development authority has. Numbers of holders are taken as they are. */
export async function sharingService(world: DevWorld): Promise<DevService> {
  const token = await world.keptText(TOKEN_FILE) ?? toHex(randomOctets(16))
  const { privateKey, publicKey } = await clientKey(world, KEY_FILE)
  const licenses = [licenseOf(1, '0', 'dev-qr-1'), licenseOf(2, '3', 'dev-qr-2')]
  const bases = Object.entries(SHARING_PROFILES).map(([id, profile]) => {
    const base = `${world.origin}/sharing/${id}`
    return [id, base, mockSharingService(base, {
      profile, licenses, accessId: ACCESS_ID, accessToken: token, now: () => world.now(), seal: (content) => sm2Encrypt(publicKey, content),
    })] as const
  })
  const routes = bases.flatMap(([id, base, service]): DevRoute[] => (['GET', 'POST'] as const).map((method) => ({
    method, path: `/sharing/${id}/*`, maxBytes: MAXIMUM_REQUEST, ...(method === 'POST' && { accepts: 'application/json' }),
    handle: ({ rest, body }) => service({ method, url: `${base}/${rest}`, body }),
  })))
  return {
    name: 'sharing', routes,
    about: {
      services: Object.fromEntries(bases.map(([id, base]) => [id, base])), accessId: ACCESS_ID, accessToken: TOKEN_FILE, key: KEY_FILE,
      licenses: licenses.map(({ identifier, typeCode, holderCode, holderType, face, qr }) => ({ identifier, typeCode, holderCode, holderType, face, qr: qr ?? '' })),
    },
    secrets: { [TOKEN_FILE]: token, [KEY_FILE]: toHex(privateKey) },
  }
}

function licenseOf(serial: number, state: '0' | '3', qr: string): MockLicense {
  const typeCode = `${ISSUER}001`
  const identifier = buildLicenseIdentifier({ typeCode, issuer: ISSUER, serial: `DEV${serial}`, version: 1 })
  const holderCode = serial === 1 ? '110101190001010014' : '110101190001010030'
  return {
    identifier, typeCode, name: '某某测试证照', holderCode, holderType: '111', state, qr, file: toUtf8(`specimen ${serial}`),
    face: { holder: `测试持证人${serial}`, holderCode, certNo: `DEV-${serial}` },
  }
}
