/** Judges cases of x509-limbo (https://x509-limbo.com, schema version 1) through the public path validation. */
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { parsePem } from '../../src/encoding/pem.ts'
import { signatureAlgorithm } from '../../src/crypto/index.ts'
import { KEY_PURPOSE, parseCertificate } from '../../src/pki/index.ts'
import type { Certificate, KeyUsage } from '../../src/pki/index.ts'
import { RFC5280_PROFILE, trustAnchorOf, validatePath } from '../../src/pki/path/index.ts'
import type { PathPurpose } from '../../src/pki/path/index.ts'
import { refusal, revocationRefusal } from './outcome.ts'
import { namesPeer } from './peer-name.ts'
import type { PeerName } from './peer-name.ts'

export interface LimboCase {
  readonly id: string
  readonly features?: readonly string[]
  readonly validation_kind: 'CLIENT' | 'SERVER'
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates: readonly string[]
  readonly peer_certificate: string
  readonly validation_time?: string | null
  readonly signature_algorithms?: readonly string[]
  readonly key_usage?: readonly string[]
  readonly extended_key_usage?: readonly string[]
  readonly expected_result: 'SUCCESS' | 'FAILURE'
  readonly expected_peer_name?: PeerName | null
  readonly expected_peer_names?: readonly PeerName[]
  readonly max_chain_depth?: number | null
  readonly crls?: readonly string[]
}

export interface LimboOutcome {
  readonly actual: 'SUCCESS' | 'FAILURE' | 'SKIPPED'
  /** Why it is not SUCCESS: a diagnostic code, or what this harness checks itself. */
  readonly code: string
}

/** Why a case is not run, or undefined. */
export function limboSkipReason({ id }: LimboCase): string | undefined {
  return id.startsWith('webpki::') ? 'rules of the CA/Browser Forum' : undefined
}

/** Cases whose certificates do not claim to follow the issuing rules of RFC 5280: what the web has, and BetterTLS. */
const OUTSIDE_PROFILE = /^(bettertls|online)::/

const LIMBO_KEY_USAGE = new Map<string, KeyUsage>([['contentCommitment', 'nonRepudiation']])

const LIMBO_KEY_PURPOSE = new Map<string, string>([
  ...Object.entries(KEY_PURPOSE),
  ['anyExtendedKeyUsage', KEY_PURPOSE.any],
])

/** @param now for cases without validation time */
export async function judgeLimboCase(limbo: LimboCase, now: Date): Promise<LimboOutcome> {
  try {
    const code = await refusalOf(limbo, now)
    return code === undefined ? { actual: 'SUCCESS', code: '' } : { actual: 'FAILURE', code }
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return { actual: 'FAILURE', code: error.code }
  }
}

async function refusalOf(limbo: LimboCase, now: Date): Promise<string | undefined> {
  const budget = new Budget()
  const peer = readCertificate(limbo.peer_certificate, 'peer', budget)
  const anchors = limbo.trusted_certs.map((pem, index) => readCertificate(pem, `trusted ${index}`, budget))
  const time = typeof limbo.validation_time === 'string' ? new Date(limbo.validation_time) : now
  const raised = OUTSIDE_PROFILE.test(limbo.id) ? [] : RFC5280_PROFILE
  const intermediates = readWhatCanBeRead(limbo.untrusted_intermediates, budget)
  const crls = (limbo.crls ?? []).flatMap((pem) => parsePem(pem).map(({ bytes }) => bytes))
  for (const purpose of purposesOf(limbo)) {
    const { facts, findings } = await validatePath(peer, {
      anchors: anchors.map(trustAnchorOf),
      intermediates,
      time,
      purpose,
      budget,
      ...(typeof limbo.max_chain_depth === 'number' && { maxPathLength: limbo.max_chain_depth }),
    })
    const code = refusal(findings, raised)
    if (code !== undefined) return code
    if (facts === undefined) return 'NO_FACTS'
    const revoked = await revocationRefusal(facts.path, crls, intermediates, time, budget, raised)
    if (revoked !== undefined) return revoked
    const wanted = limbo.signature_algorithms ?? []
    if (wanted.length > 0 && !facts.path.certificates.every((certificate) => wanted.includes(limboAlgorithm(certificate)))) {
      return 'SIGNATURE_ALGORITHM_NOT_WANTED'
    }
  }
  const usages = limbo.key_usage ?? []
  if (!usages.every((usage) => peer.keyUsage?.has(LIMBO_KEY_USAGE.get(usage) ?? (usage as KeyUsage)) !== false)) return 'KEY_USAGE_NOT_WANTED'
  const { expected_peer_name: single, expected_peer_names: several = [] } = limbo
  const names = single === null || single === undefined ? several : [single, ...several]
  return names.every((name) => namesPeer(peer, name)) ? undefined : 'PEER_NAME_NOT_FOUND'
}

/** Each purpose must be served. Servers are for serverAuth unless the case says otherwise, as in other harnesses. */
function purposesOf({ extended_key_usage: stated = [], validation_kind: kind }: LimboCase): readonly PathPurpose[] {
  const wanted = stated.length > 0 ? stated.map((name) => LIMBO_KEY_PURPOSE.get(name) ?? name) : kind === 'SERVER' ? [KEY_PURPOSE.serverAuth] : []
  if (wanted.length === 0 || wanted.includes(KEY_PURPOSE.any)) return [{}]
  return wanted.map((extKeyUsage) => ({ extKeyUsage, extKeyUsageRule: 'whenPresent', anyExtendedKeyUsage: 'accepted' }))
}

function readCertificate(pem: string, at: string, budget: Budget): Certificate {
  return parseCertificate(parsePem(pem)[0]?.bytes ?? new Uint8Array(0), { budget, at: [at] })
}

/** Nobody vouches for what is not trusted: octets that are no certificate are left out. */
function readWhatCanBeRead(pems: readonly string[], budget: Budget): readonly Certificate[] {
  return pems.flatMap((pem, index) => {
    try {
      return [readCertificate(pem, `untrusted ${index}`, budget)]
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
      return []
    }
  })
}

/** `RSA-SHA-256` is `RSA_WITH_SHA256` there, `RSA-PSS-SHA-256` is `RSASSA_PSS`, `Ed25519` is `ED25519`. */
function limboAlgorithm({ signatureAlgorithm: { oid, parameters } }: Certificate): string {
  const { name } = signatureAlgorithm(oid, parameters)
  if (name.startsWith('RSA-PSS-')) return 'RSASSA_PSS'
  return name.replace(/^(RSA|ECDSA)-SHA-/, '$1_WITH_SHA').toUpperCase()
}
