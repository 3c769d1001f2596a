/** A seal whose maker's certificate names sources on a loopback server, and what these sources answer. */
import { encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { policyPreset, trustStore } from '../../src/index.ts'
import type { Diagnostic, StepName, ValidationReport } from '../../src/index.ts'
import { ACCESS_METHOD, EXTENSION } from '../../src/pki/index.ts'
import type { Certificate, CrlReason } from '../../src/pki/index.ts'
import { encodeSeal, encodeSealInfo, encodeSealSignedBytes } from '../../src/seal/index.ts'
import { fromBase64 } from '../../src/encoding/octets.ts'
import type { VerifyOptions } from '../../src/verify/index.ts'
import { TestAuthority, extensionOf, keyUsage, testKey, uri } from '../pki/certificate-maker.ts'
import type { TestKey } from '../pki/certificate-maker.ts'
import { distributionPoints, makeCrl } from '../pki/crl-maker.ts'
import type { CrlTemplate } from '../pki/crl-maker.ts'
import { makeOcspResponse } from '../pki/ocsp-maker.ts'
import type { ResponseTemplate } from '../pki/ocsp-maker.ts'
import { HOST, fetcherFor, loopback } from './loopback.ts'
import type { Answer, Loopback, Seen } from './loopback.ts'
import type { Fetcher } from '../../src/online/index.ts'

export const NOW = new Date('2026-06-01T00:00:00Z')
export const CREATED = new Date('2026-02-01T08:00:00Z')
export const THIS_UPDATE = new Date('2026-05-31T00:00:00Z')
export const NEXT_UPDATE = new Date('2026-06-07T00:00:00Z')
const PNG = fromBase64('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==') as Uint8Array

export const access = (...entries: readonly (readonly [keyof typeof ACCESS_METHOD, string])[]): Uint8Array =>
  extensionOf(EXTENSION.authorityInfoAccess, encodeSequence(...entries.map(([method, url]) => encodeSequence(encodeOid(ACCESS_METHOD[method]), uri(url)))))

export interface Sources {
  readonly crl?: readonly string[]
  readonly ocsp?: readonly string[]
  readonly issuers?: readonly string[]
}

/** What a path answers, or how its answer is made of a request. */
export type Served = Exclude<Answer, (...args: never[]) => unknown> | ((seen: Seen) => Answer | Promise<Answer>)

export class OnlineWorld {
  readonly root: TestAuthority
  readonly ca: TestAuthority
  readonly server: Loopback
  /** By path; what is not there is 404. */
  readonly answers: Map<string, Served>

  private constructor(root: TestAuthority, ca: TestAuthority, server: Loopback, answers: OnlineWorld['answers']) {
    this.root = root
    this.ca = ca
    this.server = server
    this.answers = answers
  }

  /** @param sourcesOfCa where the certificate of the issuing CA says that its own state and issuer are */
  static async create(sourcesOfCa: Sources = {}): Promise<OnlineWorld> {
    const answers: OnlineWorld['answers'] = new Map()
    const server = await loopback((seen) => {
      const answer = answers.get(seen.path) ?? 404
      return typeof answer === 'function' ? answer(seen) : answer
    })
    const root = await TestAuthority.root('O=Test,CN=root', 'SM2')
    const ca = await root.authority('O=Test,CN=ca', extensionsOf(sourcesOfCa, server))
    return new OnlineWorld(root, ca, server, answers)
  }

  url(path: string): string {
    return this.server.url(HOST, path)
  }

  /** Paths that were asked for so far; forgets them. */
  asked(): readonly string[] {
    return this.server.seen.splice(0).map(({ path }) => path)
  }

  fetcher(options: Parameters<typeof fetcherFor>[1] = {}): Fetcher {
    return fetcherFor(this.server.port, options)
  }

  /** A seal of a maker with such sources: paths of the server, or whole URLs. */
  async seal(
    sources: Sources, by: TestAuthority = this.ca, stamp?: (signature: Uint8Array) => Promise<Uint8Array>,
  ): Promise<{ readonly bytes: Uint8Array; readonly maker: Certificate; readonly key: TestKey }> {
    const edition = stamp === undefined ? 'GB/T 38540-2020' : 'GM/T 0031-2025'
    const key = await testKey('SM2')
    const maker = await by.endEntity('O=Test,CN=maker', [keyUsage('digitalSignature'), ...extensionsOf(sources, this.server)], { key })
    const info = encodeSealInfo(edition, {
      header: { vid: 'test' }, esId: '1',
      property: { type: 1, name: '样例', certificates: [maker.bytes], createDate: CREATED, validStart: CREATED, validEnd: new Date('2039-01-01T00:00:00Z') },
      picture: { type: 'PNG', data: PNG, widthMm: 40, heightMm: 40 },
    })
    const signed = { edition, info, makerCertificate: maker.bytes, algorithm: '1.2.156.10197.1.501' } as const
    const signature = await key.sign(encodeSealSignedBytes(signed))
    return { bytes: encodeSeal({ ...signed, signature, ...(stamp === undefined ? {} : { timeStamp: await stamp(signature) }) }), maker, key }
  }

  crl(revoked: readonly { readonly certificate: Certificate; readonly date: Date; readonly reason?: CrlReason }[] = [], template: Partial<CrlTemplate> = {}): Promise<Uint8Array> {
    return makeCrl({
      issuer: this.ca.name, key: this.ca.key, thisUpdate: THIS_UPDATE, nextUpdate: NEXT_UPDATE, number: 1,
      entries: revoked.map(({ certificate, date, reason }) => ({ serial: certificate.serialNumber, date, ...(reason === undefined ? {} : { reason }) })), ...template,
    })
  }

  /** An answer of the CA's own responder that echoes the nonce. */
  ocsp(certificate: Certificate, template: Partial<ResponseTemplate> & { readonly status?: ResponseTemplate['responses'][number]['status'] } = {}): (seen: Seen) => Promise<Uint8Array> {
    return ({ body }) => {
      const nonce = nonceIn(body)
      const { status = 'good', ...rest } = template
      return makeOcspResponse({
        responses: [{ certificate, issuer: this.ca.certificate, thisUpdate: THIS_UPDATE, nextUpdate: NEXT_UPDATE, status }],
        responder: this.ca.certificate, key: this.ca.key, ...(nonce === undefined ? {} : { nonce }), ...rest,
      })
    }
  }

  /** Options under which a seal is accepted once its maker's state is known. */
  options(changes: Partial<VerifyOptions> = {}): VerifyOptions {
    return {
      trust: trustStore({ anchors: [this.root.certificate.bytes] }), policy: policyPreset('cn-gov-2025'), validationTime: NOW, certificates: [this.ca.certificate.bytes],
      ...changes,
    }
  }
}

function extensionsOf({ crl = [], ocsp = [], issuers = [] }: Sources, server: Loopback): readonly Uint8Array[] {
  const whole = (url: string): string => (url.startsWith('/') ? server.url(HOST, url) : url)
  const described = [...ocsp.map((url) => ['ocsp', whole(url)] as const), ...issuers.map((url) => ['caIssuers', whole(url)] as const)]
  return [
    ...(crl.length === 0 ? [] : [distributionPoints(...crl.map((url) => ({ uri: whole(url) })))]),
    ...(described.length === 0 ? [] : [access(...described)]),
  ]
}

/** The nonce of an OCSPRequest: its last 32 octets, when it has one. */
export function nonceIn(request: Uint8Array): Uint8Array | undefined {
  const tail = request.subarray(request.length - 34)
  return tail[0] === 4 && tail[1] === 32 ? Uint8Array.from(tail.subarray(2)) : undefined
}

export function diagnosticsOf(report: ValidationReport, step: StepName): readonly Diagnostic[] {
  return report.signatures[0]?.steps[step]?.diagnostics ?? []
}

export const codesOf = (report: ValidationReport, step: StepName): readonly string[] => diagnosticsOf(report, step).map(({ code }) => code)

/** A report without what was noticed on the way to the network. */
export function withoutOnline(report: ValidationReport): unknown {
  return JSON.parse(JSON.stringify(report, (_, value: unknown) =>
    (Array.isArray(value) ? value.filter((item: unknown) => !isOnline(item)) : value))) as unknown
}

const isOnline = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'code' in item && typeof item.code === 'string' && item.code.startsWith('ONLINE_')
