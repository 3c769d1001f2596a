/** Certificates, lists, OCSP and time stamps of a development authority: the parties it has, and the routes that answer for it. */
import { VerificationError } from '../../errors.ts'
import { fromBase64 } from '../../encoding/octets.ts'
import { toPem } from '../../encoding/pem.ts'
import { makeCrl, makeOcspError, makeOcspResponse, makeTimeStampResponse, newSerialNumber } from '../../sign/authority/index.ts'
import type { CertificateProfileName } from '../../sign/authority/index.ts'
import { encodePkcs8 } from '../../sign/keys/index.ts'
import { drawSealPicture, makeSeal } from '../../sign/seal/index.ts'
import type { DevRoute } from './routes.ts'
import type { DevService } from './services.ts'
import type { DevParty, DevWorld } from './world.ts'

/** Of IANA's enterprise number for examples in documents (RFC 5612). */
const TSA_POLICY = '1.3.6.1.4.1.32473.1'
const LIST_HOURS = 24
const RESPONSE_HOURS = 1
/** Requests are a few hundred octets. */
const MAXIMUM_REQUEST = 16 * 1024

const PARTIES = {
  signer: 'signer', 'signer-encryption': 'encryption', 'seal-maker': 'sealMaker', tsa: 'timeStamping', 'ocsp-responder': 'ocsp',
} as const satisfies Readonly<Record<string, CertificateProfileName>>

/** The service that every development authority has. */
export async function authorityService(world: DevWorld): Promise<DevService> {
  const parties = new Map<string, DevParty>()
  for (const [name, profile] of Object.entries(PARTIES)) parties.set(name, await world.issue(name, profile))
  const party = (name: keyof typeof PARTIES): DevParty => parties.get(name) as DevParty
  const { origin, root, ca } = world
  const all = [root, ca, ...parties.values()]
  // Seals are signed with SM2 alone.
  const seal = world.algorithm !== 'sm2' ? undefined : await world.kept('seal.esl') ?? await specimenSeal(world, party('seal-maker'), party('signer'))
  return {
    name: 'authority',
    routes: [
      ...documents(world),
      ...ocspRoutes(world, party('ocsp-responder')),
      {
        method: 'POST', path: '/tsa', accepts: 'application/timestamp-query', maxBytes: MAXIMUM_REQUEST,
        handle: async ({ body }) => ({
          type: 'application/timestamp-reply',
          body: await makeTimeStampResponse(body, { signer: party('tsa').signer, time: world.now(), serialNumber: newSerialNumber(), policy: TSA_POLICY, accuracySeconds: 1 }),
        }),
      },
    ],
    about: {
      root: `${origin}/root.cer`, ca: `${origin}/ca.cer`, rootCrl: `${origin}/root.crl`, caCrl: `${origin}/ca.crl`, ocsp: `${origin}/ocsp`, tsa: `${origin}/tsa`,
      tsaPolicy: TSA_POLICY,
      revocations: 'revoked.txt',
      ...(seal === undefined ? {} : { seal: 'seal.esl' }),
      parties: Object.fromEntries(all.map(({ name, serialNumber }) => [name, { certificate: `${name}.pem`, key: `${name}.key`, serialNumber: `0x${serialNumber.toString(16)}` }])),
    },
    files: {
      ...Object.fromEntries(all.map(({ name, certificate }) => [`${name}.pem`, toPem('CERTIFICATE', certificate)])),
      ...(seal === undefined ? {} : { 'seal.esl': seal }),
    },
    secrets: Object.fromEntries(all.map(({ name, key }) => [`${name}.key`, toPem('PRIVATE KEY', encodePkcs8(key))])),
  }
}

function documents(world: DevWorld): readonly DevRoute[] {
  const list = async (issuer: 'root' | 'ca'): Promise<Uint8Array> => {
    const thisUpdate = world.now()
    return makeCrl({ signer: world[issuer].signer, number: world.nextNumber(), thisUpdate, nextUpdate: later(thisUpdate, LIST_HOURS), entries: await world.revokedBy(issuer) })
  }
  return (['root', 'ca'] as const).flatMap((issuer): readonly DevRoute[] => [
    { method: 'GET', path: `/${issuer}.cer`, handle: () => ({ type: 'application/pkix-cert', body: world[issuer].certificate }) },
    { method: 'GET', path: `/${issuer}.crl`, handle: async () => ({ type: 'application/pkix-crl', body: await list(issuer) }) },
  ])
}

function ocspRoutes(world: DevWorld, responder: DevParty): readonly DevRoute[] {
  const respond = async (request: Uint8Array | undefined): Promise<{ readonly type: string; readonly body: Uint8Array }> => {
    const type = 'application/ocsp-response'
    if (request === undefined) return { type, body: makeOcspError('malformedRequest') }
    const producedAt = world.now()
    try {
      return {
        type,
        body: await makeOcspResponse(request, {
          signer: responder.signer, issuer: world.ca.certificate, producedAt, nextUpdate: later(producedAt, RESPONSE_HOURS), statusOf: (serialNumber) => world.statusOf(serialNumber),
        }),
      }
    } catch (error) {
      if (error instanceof VerificationError) return { type, body: makeOcspError('malformedRequest') }
      throw error
    }
  }
  return [
    { method: 'POST', path: '/ocsp', accepts: 'application/ocsp-request', maxBytes: MAXIMUM_REQUEST, handle: ({ body }) => respond(body) },
    { method: 'GET', path: '/ocsp/*', handle: ({ rest }) => respond(fromBase64(rest)) },
  ]
}

function specimenSeal(world: DevWorld, maker: DevParty, signer: DevParty): Promise<Uint8Array> {
  const from = world.now()
  return makeSeal({
    esId: '98010000000001', name: '某某测试印章', signers: [signer.certificate], createDate: from, validStart: from, validEnd: later(from, 1000 * 24),
    picture: drawSealPicture({ name: '某某测试印章', shape: 'round', specimen: true }),
  }, maker.signer)
}

const later = (time: Date, hours: number): Date => new Date(time.getTime() + hours * 60 * 60 * 1000)
