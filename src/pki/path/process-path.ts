/**
 * Processes one candidate path whose signatures have been verified (RFC 5280 6.1.2 to 6.1.5): everything that depends on
 * more than one certificate. Goes on after a failure, so that a report can name all that is wrong with the path.
 */
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Certificate } from '../certificate.ts'
import type { GeneralSubtree, NameConstraints } from '../extensions/index.ts'
import { namesMatch } from '../name-comparison.ts'
import { brokenNameConstraint } from './name-constraints.ts'
import { PolicyProcessing } from './policy-graph.ts'
import type { TrustAnchor } from './trust-anchor.ts'

/** The inputs of RFC 5280 6.1.1 (c) and (e) to (i), all optional. */
export interface PathInputs {
  /** user-initial-policy-set. @default any policy */
  readonly initialPolicySet?: readonly string[]
  /** The path must be valid for a policy of the set. @default false */
  readonly requireExplicitPolicy?: boolean
  /** anyPolicy counts for nothing. @default false */
  readonly inhibitAnyPolicy?: boolean
  /** Mappings of policies are not followed. @default false */
  readonly inhibitPolicyMapping?: boolean
  /** @default all names */
  readonly permittedSubtrees?: readonly GeneralSubtree[]
  /** @default none */
  readonly excludedSubtrees?: readonly GeneralSubtree[]
  /** CA certificates between anchor and end entity, self-issued ones not counted. @default no limit but that of the budget */
  readonly maxPathLength?: number
}

export interface ProcessedPath {
  readonly findings: readonly Finding[]
  /** user-constrained-policy-set: policies that the whole path is valid for; anyPolicy when it is valid for all. */
  readonly policies: readonly string[]
}

/**
 * @param certificates end entity first, without the anchor
 * @param constrainedBy the anchor's certificate, where its constraints apply
 * @param spend told of each comparison of names
 */
export function processPath(
  certificates: readonly Certificate[],
  constrainedBy: TrustAnchor['certificate'],
  inputs: PathInputs,
  at: Locator,
  spend: () => void,
): ProcessedPath {
  const findings: Finding[] = []
  const { permittedSubtrees = [], excludedSubtrees = [] } = inputs
  const constraints: NameConstraints[] = permittedSubtrees.length + excludedSubtrees.length > 0 ? [{ permittedSubtrees, excludedSubtrees }] : []
  const policies = new PolicyProcessing(certificates.length, {
    initialPolicySet: inputs.initialPolicySet,
    requireExplicitPolicy: inputs.requireExplicitPolicy === true,
    inhibitAnyPolicy: inputs.inhibitAnyPolicy === true,
    inhibitPolicyMapping: inputs.inhibitPolicyMapping === true,
  })
  let maxPathLength = inputs.maxPathLength ?? Infinity
  if (constrainedBy !== undefined) {
    if (constrainedBy.nameConstraints !== undefined) constraints.push(constrainedBy.nameConstraints)
    maxPathLength = Math.min(maxPathLength, constrainedBy.basicConstraints?.pathLenConstraint ?? Infinity)
    policies.constrainByAnchor(constrainedBy)
  }

  for (let index = certificates.length - 1; index >= 0; index--) {
    const certificate = certificates[index] as Certificate
    const last = index === 0
    const selfIssued = namesMatch(certificate.issuer, certificate.subject)
    if (last || !selfIssued) {
      const broken = brokenNameConstraint(certificate, constraints, spend)
      if (broken !== undefined) findings.push(broken)
    }
    policies.process(certificate, selfIssued, last)
    if (last) break
    if (certificate.nameConstraints !== undefined) constraints.push(certificate.nameConstraints)
    if (!selfIssued) {
      if (maxPathLength <= 0) findings.push(finding('PATH_LENGTH_EXCEEDED', certificate.at))
      maxPathLength--
    }
    maxPathLength = Math.min(maxPathLength, certificate.basicConstraints?.pathLenConstraint ?? Infinity)
  }

  const outcome = policies.outcome()
  if (!outcome.acceptable) findings.push(finding('PATH_POLICY_NOT_ACCEPTABLE', at))
  return { findings, policies: outcome.policies }
}
