/** Judges cases of the NIST Public Key Interoperability Test Suite through the public path validation. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { ANY_POLICY, parseCertificate } from '../../src/pki/index.ts'
import type { Certificate } from '../../src/pki/index.ts'
import { trustAnchorOf, validatePath } from '../../src/pki/path/index.ts'
import { refusal, revocationRefusal } from './outcome.ts'

export interface PkitsCase {
  readonly Name: string
  /** File names: trust anchor first, end entity last. */
  readonly CertPath: readonly string[]
  readonly CRLPath: readonly string[]
  readonly ShouldValidate: boolean
  /** `anyPolicy`, `NIST-test-policy-1` or OIDs. */
  readonly InitialPolicySet?: readonly string[] | null
  readonly InitialPolicyMappingInhibit?: boolean
  readonly InitialExplicitPolicy?: boolean
  readonly InitialAnyPolicyInhibit?: boolean
}

export interface PkitsOutcome {
  readonly actual: boolean
  readonly code: string
}

/** The certificates of the 2011 edition are valid from 2010 to 2030. */
export const PKITS_TIME = new Date('2022-06-01T00:00:00Z')

const TEST_POLICIES = '2.16.840.1.101.3.2.1.48.'

function policyOid(name: string): string {
  if (name === 'anyPolicy') return ANY_POLICY
  return name.replace(/^NIST-test-policy-/, TEST_POLICIES)
}

/** @param directory holds `certs/` and `crls/` */
export async function judgePkitsCase(pkits: PkitsCase, directory: string, time: Date = PKITS_TIME): Promise<PkitsOutcome> {
  const budget = new Budget()
  const read = (file: string): Certificate =>
    parseCertificate(new Uint8Array(readFileSync(join(directory, 'certs', file))), { budget, at: [file] })
  try {
    const [anchor, ...below] = pkits.CertPath.map(read)
    const endEntity = below.pop()
    if (anchor === undefined || endEntity === undefined) throw new TypeError('a path has an anchor and an end entity')
    const { facts, findings } = await validatePath(endEntity, {
      anchors: [trustAnchorOf(anchor)],
      intermediates: below,
      time,
      purpose: {},
      budget,
      initialPolicySet: (pkits.InitialPolicySet ?? ['anyPolicy']).map(policyOid),
      requireExplicitPolicy: pkits.InitialExplicitPolicy === true,
      inhibitAnyPolicy: pkits.InitialAnyPolicyInhibit === true,
      inhibitPolicyMapping: pkits.InitialPolicyMappingInhibit === true,
    })
    const code = refusal(findings)
    if (code !== undefined || facts === undefined) return { actual: false, code: code ?? 'NO_FACTS' }
    const crls = pkits.CRLPath.map((file) => new Uint8Array(readFileSync(join(directory, 'crls', file))))
    const revoked = await revocationRefusal(facts.path, crls, below, time, budget)
    return { actual: revoked === undefined, code: revoked ?? '' }
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return { actual: false, code: error.code }
  }
}
