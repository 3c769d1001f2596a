/**
 * Certificate policies along a path (RFC 5280 6.1 with the policy graph of RFC 9618 instead of the tree, which grows
 * exponentially). Certificates are fed from the anchor down; qualifiers are not processed.
 */
import type { Certificate } from '../certificate.ts'
import { ANY_POLICY } from '../object-identifiers.ts'

interface PolicyNode {
  readonly policy: string
  expected: readonly string[]
  readonly parents: readonly PolicyNode[]
}

type PolicyLevel = Map<string, PolicyNode>

export interface PolicyInputs {
  /** user-initial-policy-set; undefined: any-policy. */
  readonly initialPolicySet: readonly string[] | undefined
  readonly requireExplicitPolicy: boolean
  readonly inhibitAnyPolicy: boolean
  readonly inhibitPolicyMapping: boolean
}

export interface PolicyOutcome {
  /** No rule about policies is broken. */
  readonly acceptable: boolean
  /** user-constrained-policy-set (RFC 9618 clause 5.6). */
  readonly policies: readonly string[]
}

export class PolicyProcessing {
  /** The lowest level of the graph, linked to those above by its nodes' parents; undefined: the graph is NULL. */
  #level: PolicyLevel | undefined
  readonly #inputs: PolicyInputs
  #explicitPolicy: number
  #policyMapping: number
  #inhibitAnyPolicy: number
  #acceptable = true

  /** @param length certificates on the path */
  constructor(length: number, inputs: PolicyInputs) {
    this.#inputs = inputs
    this.#level = new Map([[ANY_POLICY, { policy: ANY_POLICY, expected: [ANY_POLICY], parents: [] }]])
    this.#explicitPolicy = inputs.requireExplicitPolicy ? 0 : length + 1
    this.#policyMapping = inputs.inhibitPolicyMapping ? 0 : length + 1
    this.#inhibitAnyPolicy = inputs.inhibitAnyPolicy ? 0 : length + 1
  }

  /** Constraints of the anchor's certificate (RFC 5937 clause 3): they count from the first certificate below it. */
  constrainByAnchor(anchor: Certificate): void {
    this.#takeConstraints(anchor)
  }

  /** Processes the next certificate (6.1.3 (d) to (f)) and, unless it is the last, prepares for the one below it (6.1.4). */
  process(certificate: Certificate, selfIssued: boolean, last: boolean): void {
    this.#level = this.#nextLevel(certificate, selfIssued, last)
    if (this.#explicitPolicy <= 0 && this.#level === undefined) this.#acceptable = false
    if (last) {
      this.#explicitPolicy = Math.max(0, this.#explicitPolicy - 1)
      if (certificate.policyConstraints?.requireExplicitPolicy === 0) this.#explicitPolicy = 0
      return
    }
    this.#map(certificate)
    if (!selfIssued) {
      this.#explicitPolicy = Math.max(0, this.#explicitPolicy - 1)
      this.#policyMapping = Math.max(0, this.#policyMapping - 1)
      this.#inhibitAnyPolicy = Math.max(0, this.#inhibitAnyPolicy - 1)
    }
    this.#takeConstraints(certificate)
  }

  /** Wraps up (6.1.5 (g), 6.1.6), after the last certificate. */
  outcome(): PolicyOutcome {
    const authority = this.#authorityPolicies()
    const wanted = this.#inputs.initialPolicySet
    const any = wanted === undefined || wanted.includes(ANY_POLICY)
    const policies = any ? [...authority] : authority.has(ANY_POLICY) ? [...wanted] : wanted.filter((policy) => authority.has(policy))
    return { acceptable: this.#acceptable && (this.#explicitPolicy > 0 || policies.length > 0), policies: policies.sort() }
  }

  #nextLevel(certificate: Certificate, selfIssued: boolean, last: boolean): PolicyLevel | undefined {
    const above = this.#level
    if (above === undefined || certificate.certificatePolicies === undefined) return undefined
    const expecting = new Map<string, PolicyNode[]>()
    for (const node of above.values()) {
      for (const policy of node.expected) {
        const nodes = expecting.get(policy)
        if (nodes === undefined) expecting.set(policy, [node])
        else nodes.push(node)
      }
    }
    const level: PolicyLevel = new Map()
    const add = (policy: string, parents: readonly PolicyNode[]): void => {
      level.set(policy, { policy, expected: [policy], parents })
    }
    const anyAbove = above.get(ANY_POLICY)
    let assertsAny = false
    for (const { policyIdentifier: policy } of certificate.certificatePolicies) {
      if (policy === ANY_POLICY) {
        assertsAny = true
        continue
      }
      const parents = expecting.get(policy)
      if (parents !== undefined) add(policy, parents)
      else if (anyAbove !== undefined) add(policy, [anyAbove])
    }
    if (assertsAny && (this.#inhibitAnyPolicy > 0 || (selfIssued && !last))) {
      for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents)
    }
    return level.size === 0 ? undefined : level
  }

  /** Policy mappings, 6.1.4 (b). A mapping to or from anyPolicy was refused before. */
  #map(certificate: Certificate): void {
    const level = this.#level
    if (certificate.policyMappings === undefined || level === undefined) return
    const mappings = new Map<string, string[]>()
    for (const { issuerDomainPolicy, subjectDomainPolicy } of certificate.policyMappings) {
      const targets = mappings.get(issuerDomainPolicy)
      if (targets === undefined) mappings.set(issuerDomainPolicy, [subjectDomainPolicy])
      else targets.push(subjectDomainPolicy)
    }
    for (const [policy, targets] of mappings) {
      if (this.#policyMapping === 0) {
        level.delete(policy)
        continue
      }
      const node = level.get(policy)
      const any = level.get(ANY_POLICY)
      if (node !== undefined) node.expected = [...new Set(targets)]
      else if (any !== undefined) level.set(policy, { policy, expected: [...new Set(targets)], parents: any.parents })
    }
    if (level.size === 0) this.#level = undefined
  }

  #takeConstraints({ policyConstraints, inhibitAnyPolicy }: Certificate): void {
    this.#explicitPolicy = Math.min(this.#explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity)
    this.#policyMapping = Math.min(this.#policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
    this.#inhibitAnyPolicy = Math.min(this.#inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity)
  }

  /** Policies in the anchor's domain that reach the last level: nodes right below anyPolicy, and anyPolicy of the last level. */
  #authorityPolicies(): ReadonlySet<string> {
    const policies = new Set<string>()
    let reached = new Set(this.#level?.values() ?? [])
    for (const node of reached) if (node.policy === ANY_POLICY) policies.add(ANY_POLICY)
    while (reached.size > 0) {
      const parents = new Set<PolicyNode>()
      for (const node of reached) {
        if (node.policy !== ANY_POLICY && node.parents.some(({ policy }) => policy === ANY_POLICY)) policies.add(node.policy)
        for (const parent of node.parents) parents.add(parent)
      }
      reached = parents
    }
    return policies
  }
}
