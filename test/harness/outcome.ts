/** How the suites of path validation turn findings into one outcome. */
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import type { DiagnosticCode, Finding } from '../../src/diagnostics/index.ts'
import type { Budget } from '../../src/limits.ts'
import type { Certificate } from '../../src/pki/index.ts'
import type { CertificationPath } from '../../src/pki/path/index.ts'
import { checkRevocation } from '../../src/pki/revocation/index.ts'

/** The first finding that forbids acceptance, by default levels and those raised here. */
export function refusal(findings: readonly Finding[], raised: readonly DiagnosticCode[] = []): DiagnosticCode | undefined {
  return findings.find(({ code }) => {
    const { level } = diagnosticDefinition(code)
    return level === 'fail' || level === 'indeterminate' || raised.includes(code)
  })?.code
}

/**
 * Why the CRLs of a case forbid acceptance: with CRLs, every certificate of the path must be shown to be good at the time
 * by one that is current then, as RFC 5280 6.3.3 has it. Without any, revocation is not in question.
 * @param certificates what issuers of CRLs may need
 */
export async function revocationRefusal(
  path: CertificationPath, crls: readonly Uint8Array[], certificates: readonly Certificate[], time: Date, budget: Budget, raised: readonly DiagnosticCode[] = [],
): Promise<string | undefined> {
  if (crls.length === 0) return undefined
  const { facts, findings } = await checkRevocation(path, {
    crls, certificates, time, validationTime: time, freshness: 'atTime', required: 'always', budget,
  })
  const code = refusal(findings, raised)
  if (code !== undefined) return code
  const other = facts?.certificates.find(({ status }) => status !== 'good')
  return other === undefined ? undefined : `REVOCATION_STATUS_${other.status}`
}
