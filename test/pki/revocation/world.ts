/** A small certification world for revocation tests: a root, an authority, a signer, and what is said about them. */
import { Budget } from '../../../src/limits.ts'
import { checkRevocation } from '../../../src/pki/index.ts'
import type { Certificate, RevocationFacts, RevocationOptions } from '../../../src/pki/index.ts'
import { trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import type { CertificationPath, TrustAnchor } from '../../../src/pki/path/index.ts'
import type { Checked, Finding } from '../../../src/diagnostics/index.ts'
import { diagnosticDefinition } from '../../../src/diagnostics/index.ts'
import { TestAuthority } from '../certificate-maker.ts'
import type { KeyKind } from '../certificate-maker.ts'
import { makeCrl } from '../crl-maker.ts'
import type { CrlTemplate } from '../crl-maker.ts'

export const day = (text: string): Date => new Date(`2026-${text}T00:00:00Z`)
/** The time that is asked about, unless a test says otherwise. */
export const TIME = day('06-15')

export const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)

/** The worst level among findings, by their defaults. */
export function levelOf(findings: readonly Finding[]): string {
  const levels = findings.map(({ code }) => diagnosticDefinition(code).level)
  return ['fail', 'indeterminate', 'warning', 'info'].find((level) => levels.some((item) => item === level)) ?? 'none'
}

export interface Answer extends Checked<RevocationFacts> {
  readonly codes: readonly string[]
  /** Of the certificates of the path, end entity first. */
  readonly status: readonly string[]
  readonly level: string
}

export class World {
  readonly root: TestAuthority
  readonly anchor: TrustAnchor

  constructor(root: TestAuthority) {
    this.root = root
    this.anchor = trustAnchorOf(root.certificate)
  }

  static async make(kind: KeyKind = 'SM2'): Promise<World> {
    return new World(await TestAuthority.root('O=示例机构,CN=示例根', kind))
  }

  /** A list of an authority of a week in June. */
  crl(authority: TestAuthority, template: Partial<CrlTemplate> = {}): Promise<Uint8Array<ArrayBuffer>> {
    return makeCrl({ issuer: authority.name, key: authority.key, thisUpdate: day('06-10'), nextUpdate: day('06-17'), ...template })
  }

  async path(certificate: Certificate, intermediates: readonly Certificate[] = [], time = TIME): Promise<CertificationPath> {
    const { facts, findings } = await validatePath(certificate, { anchors: [this.anchor], intermediates, time, purpose: {}, budget: new Budget() })
    if (facts === undefined) throw new Error(`no path: ${codes(findings).join(' ')}`)
    return facts.path
  }

  async check(path: CertificationPath, options: Partial<RevocationOptions> = {}): Promise<Answer> {
    const checked = await checkRevocation(path, { time: TIME, budget: new Budget(), ...options })
    return {
      ...checked, codes: codes(checked.findings), level: levelOf(checked.findings),
      status: (checked.facts?.certificates ?? []).map(({ status }) => status),
    }
  }
}
