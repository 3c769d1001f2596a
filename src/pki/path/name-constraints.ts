/**
 * Holds the names of certificates against the name constraints above them (RFC 5280 4.2.1.10, 6.1.3 (b) and (c)). A name
 * that is malformed, or of a form that is constrained but cannot be compared, is never taken as permitted. A commonName
 * is not taken for a host name: nothing in this project reads it as one.
 */
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Certificate } from '../certificate.ts'
import type { GeneralSubtree, NameConstraints } from '../extensions/index.ts'
import type { GeneralName, GeneralNameKind } from '../general-name.ts'
import { isWithinSubtree } from '../name-comparison.ts'
import type { DistinguishedName } from '../name.ts'
import { EMAIL_ADDRESS } from '../object-identifiers.ts'
import { addressRange, endsInLabels, hostLabels, isInRange, mailbox, uriHost, wildcardLabels } from './name-forms.ts'
import type { Mailbox } from './name-forms.ts'

/** A name taken apart, once for all comparisons. */
type ComparableName =
  | { readonly kind: 'directoryName'; readonly name: DistinguishedName }
  /** The first label may be `*`. */
  | { readonly kind: 'dNSName'; readonly labels: readonly string[] }
  | { readonly kind: 'rfc822Name'; readonly box: Mailbox }
  | { readonly kind: 'uniformResourceIdentifier'; readonly host: readonly string[] }
  | { readonly kind: 'iPAddress'; readonly octets: Uint8Array }
  | { readonly kind: 'other' }

/** Whether a name is inside a subtree: for permission all of what it stands for must be, for exclusion any part of it. */
interface Subtree {
  readonly contains: (name: ComparableName) => boolean
  readonly touches: (name: ComparableName) => boolean
}

/** The subtrees of one form of name; `unusable`: one of them cannot be processed. */
interface FormConstraints {
  readonly permitted: Subtree[]
  readonly excluded: Subtree[]
  unusable: boolean
}

const prepared = new WeakMap<NameConstraints, ReadonlyMap<GeneralNameKind, FormConstraints>>()

/**
 * The first broken constraint of a certificate, or undefined.
 * @param spend told of each comparison before it is made
 */
export function brokenNameConstraint(
  certificate: Certificate,
  constraints: readonly NameConstraints[],
  spend: () => void,
): Finding | undefined {
  const sets = constraints.map(prepare).filter(({ size }) => size > 0)
  if (sets.length === 0) return undefined
  const names = namesOf(certificate).map((name) => ({ kind: name.kind, comparable: comparable(name) }))
  for (const forms of sets) {
    for (const { kind, comparable: name } of names) {
      const form = forms.get(kind)
      if (form === undefined) continue
      const code = judge(name, form, spend)
      if (code !== undefined) return finding(code, certificate.at, { kind })
    }
  }
  return undefined
}

type Breach = 'CERTIFICATE_NAME_EXCLUDED' | 'CERTIFICATE_NAME_NOT_PERMITTED' | 'CERTIFICATE_NAME_CONSTRAINT_UNUSABLE'

function judge(name: ComparableName | undefined, form: FormConstraints, spend: () => void): Breach | undefined {
  if (form.unusable) return 'CERTIFICATE_NAME_CONSTRAINT_UNUSABLE'
  if (name === undefined) return 'CERTIFICATE_NAME_NOT_PERMITTED'
  for (const subtree of form.excluded) {
    spend()
    if (subtree.touches(name)) return 'CERTIFICATE_NAME_EXCLUDED'
  }
  if (form.permitted.length === 0) return undefined
  for (const subtree of form.permitted) {
    spend()
    if (subtree.contains(name)) return undefined
  }
  return 'CERTIFICATE_NAME_NOT_PERMITTED'
}

/** Subject, mail addresses in the subject, and all subject alternative names. */
function namesOf({ subject, subjectAltName }: Certificate): readonly GeneralName[] {
  const names: GeneralName[] = subject.rdns.length > 0 ? [{ kind: 'directoryName', name: subject }] : []
  for (const { type, text } of subject.rdns.flat()) {
    if (type === EMAIL_ADDRESS) names.push({ kind: 'rfc822Name', value: text ?? '', ascii: text !== undefined })
  }
  return [...names, ...(subjectAltName ?? [])]
}

/** Undefined when the name has not the form that its kind must have. */
function comparable(name: GeneralName): ComparableName | undefined {
  switch (name.kind) {
    case 'directoryName':
      return name
    case 'dNSName': {
      const labels = wildcardLabels(name.value)
      return labels === undefined ? undefined : { kind: name.kind, labels }
    }
    case 'rfc822Name': {
      const box = mailbox(name.value)
      return box === undefined ? undefined : { kind: name.kind, box }
    }
    case 'uniformResourceIdentifier': {
      const host = uriHost(name.value)
      return host === undefined ? undefined : { kind: name.kind, host }
    }
    case 'iPAddress':
      return name.octets.length === 4 || name.octets.length === 16 ? name : undefined
    default:
      return { kind: 'other' }
  }
}

/** Whether a name can be held against constraints of its kind. Kinds that are never compared pass. */
export function isWellFormed(name: GeneralName): boolean {
  return comparable(name) !== undefined
}

function prepare(constraints: NameConstraints): ReadonlyMap<GeneralNameKind, FormConstraints> {
  const known = prepared.get(constraints)
  if (known !== undefined) return known
  const forms = new Map<GeneralNameKind, FormConstraints>()
  const add = (list: 'permitted' | 'excluded', subtrees: readonly GeneralSubtree[]): void => {
    for (const subtree of subtrees) {
      const form = forms.get(subtree.base.kind) ?? { permitted: [], excluded: [], unusable: false }
      forms.set(subtree.base.kind, form)
      // Minimum and maximum are not used with any name form (RFC 5280 4.2.1.10); others cannot be honored.
      const usable = subtree.minimum === 0 && subtree.maximum === undefined ? subtreeOf(subtree.base) : undefined
      if (usable === undefined) form.unusable = true
      else form[list].push(usable)
    }
  }
  add('permitted', constraints.permittedSubtrees)
  add('excluded', constraints.excludedSubtrees)
  prepared.set(constraints, forms)
  return forms
}

const exactly = (test: (name: ComparableName) => boolean): Subtree => ({ contains: test, touches: test })

/** Undefined for a constraint that is malformed or of a form that cannot be processed. */
function subtreeOf(base: GeneralName): Subtree | undefined {
  switch (base.kind) {
    case 'directoryName':
      return exactly((name) => name.kind === 'directoryName' && isWithinSubtree(name.name, base.name))
    case 'dNSName':
      return dnsSubtree(base.value)
    case 'rfc822Name':
      return mailSubtree(base.value)
    case 'uniformResourceIdentifier': {
      const isMeant = hostTest(base.value)
      return isMeant === undefined ? undefined : exactly((name) => name.kind === 'uniformResourceIdentifier' && isMeant(name.host))
    }
    case 'iPAddress': {
      const range = addressRange(base.octets)
      return range === undefined ? undefined : exactly((name) => name.kind === 'iPAddress' && isInRange(name.octets, range))
    }
    default:
      return undefined
  }
}

/** No leading dot and no wildcard: both are not of this form, though some authorities write them. */
function dnsSubtree(base: string): Subtree | undefined {
  const outer = base === '' ? [] : hostLabels(base)
  if (outer === undefined) return undefined
  return {
    contains: (name) => name.kind === 'dNSName' && endsInLabels(name.labels[0] === '*' ? name.labels.slice(1) : name.labels, outer),
    touches: (name) => {
      if (name.kind !== 'dNSName') return false
      if (name.labels[0] !== '*') return endsInLabels(name.labels, outer)
      // `*.example.com` stands for `bar.example.com` too (CVE-2025-61727).
      const rest = name.labels.slice(1)
      return endsInLabels(rest, outer) || (outer.length === name.labels.length && endsInLabels(outer, rest))
    },
  }
}

/** One mailbox, all mailboxes on a host, or (leading dot) all on the hosts below a domain. */
function mailSubtree(base: string): Subtree | undefined {
  if (base.includes('@')) {
    const wanted = mailbox(base)
    if (wanted === undefined) return undefined
    const same = (name: ComparableName, fold: (local: string) => string): boolean =>
      name.kind === 'rfc822Name' && fold(name.box.local) === fold(wanted.local) && hostsEqual(name.box.host, wanted.host)
    // Most hosts deliver without regard to case: an exclusion has to hold for them as well.
    return { contains: (name) => same(name, (local) => local), touches: (name) => same(name, (local) => local.toLowerCase()) }
  }
  const isMeant = base === '' ? () => true : hostTest(base)
  return isMeant === undefined ? undefined : exactly((name) => name.kind === 'rfc822Name' && isMeant(name.box.host))
}

const hostsEqual = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && endsInLabels(a, b)

/** Exactly the host, or with a leading dot every host below it but not itself. */
function hostTest(base: string): ((host: readonly string[]) => boolean) | undefined {
  const below = base.startsWith('.')
  const outer = hostLabels(below ? base.slice(1) : base)
  if (outer === undefined) return undefined
  return (host) => endsInLabels(host, outer) && (below ? host.length > outer.length : host.length === outer.length)
}
