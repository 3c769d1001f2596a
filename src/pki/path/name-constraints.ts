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
import { EMAIL_ADDRESS } from '../object-identifiers.ts'
import { addressRange, endsInLabels, hostLabels, isInRange, mailbox, uriHost, wildcardLabels } from './name-forms.ts'

/** Whether a name is inside a subtree: for permission all of what it stands for must be, for exclusion any part of it. */
interface Subtree {
  readonly contains: (name: GeneralName) => boolean
  readonly touches: (name: GeneralName) => boolean
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
  if (constraints.length === 0) return undefined
  const names = namesOf(certificate)
  for (const set of constraints) {
    const forms = prepare(set)
    for (const name of names) {
      const form = forms.get(name.kind)
      if (form === undefined) continue
      const code = judge(name, form, spend)
      if (code !== undefined) return finding(code, certificate.at, { kind: name.kind })
    }
  }
  return undefined
}

type Breach = 'CERTIFICATE_NAME_EXCLUDED' | 'CERTIFICATE_NAME_NOT_PERMITTED' | 'CERTIFICATE_NAME_CONSTRAINT_UNUSABLE'

function judge(name: GeneralName, form: FormConstraints, spend: () => void): Breach | undefined {
  if (form.unusable) return 'CERTIFICATE_NAME_CONSTRAINT_UNUSABLE'
  if (!isWellFormed(name)) return 'CERTIFICATE_NAME_NOT_PERMITTED'
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

/** Whether a name has the form that its kind must have. Kinds without such a rule pass. */
export function isWellFormed(name: GeneralName): boolean {
  switch (name.kind) {
    case 'dNSName':
      return wildcardLabels(name.value) !== undefined
    case 'rfc822Name':
      return mailbox(name.value) !== undefined
    case 'uniformResourceIdentifier':
      return uriHost(name.value) !== undefined
    case 'iPAddress':
      return name.octets.length === 4 || name.octets.length === 16
    default:
      return true
  }
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

const exactly = (test: (name: GeneralName) => boolean): Subtree => ({ contains: test, touches: test })

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
      const host = hostTest(base.value)
      return host === undefined
        ? undefined
        : exactly((name) => name.kind === 'uniformResourceIdentifier' && host(uriHost(name.value) ?? []))
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
  const labelsOf = (name: GeneralName): readonly string[] => (name.kind === 'dNSName' ? (wildcardLabels(name.value) ?? []) : [])
  return {
    contains: (name) => {
      const [first, ...rest] = labelsOf(name)
      return first === '*' ? endsInLabels(rest, outer) : endsInLabels(labelsOf(name), outer)
    },
    touches: (name) => {
      const [first, ...rest] = labelsOf(name)
      if (first !== '*') return endsInLabels(labelsOf(name), outer)
      // `*.example.com` stands for `bar.example.com` too (CVE-2025-61727).
      return endsInLabels(rest, outer) || (outer.length === rest.length + 1 && endsInLabels(outer, rest))
    },
  }
}

/** One mailbox, all mailboxes on a host, or (leading dot) all on the hosts below a domain. */
function mailSubtree(base: string): Subtree | undefined {
  if (base.includes('@')) {
    const wanted = mailbox(base)
    if (wanted === undefined) return undefined
    const same = (name: GeneralName, fold: (local: string) => string): boolean => {
      const box = name.kind === 'rfc822Name' ? mailbox(name.value) : undefined
      return box !== undefined && fold(box.local) === fold(wanted.local) && box.host.join('.') === wanted.host.join('.')
    }
    // Most hosts deliver without regard to case: an exclusion has to hold for them as well.
    return { contains: (name) => same(name, (local) => local), touches: (name) => same(name, (local) => local.toLowerCase()) }
  }
  const host = base === '' ? () => true : hostTest(base)
  if (host === undefined) return undefined
  return exactly((name) => name.kind === 'rfc822Name' && host(mailbox(name.value)?.host ?? []))
}

/** Exactly the host, or with a leading dot every host below it but not itself. */
function hostTest(base: string): ((host: readonly string[]) => boolean) | undefined {
  const below = base.startsWith('.')
  const outer = hostLabels(below ? base.slice(1) : base)
  if (outer === undefined) return undefined
  return (host) => endsInLabels(host, outer) && (below ? host.length > outer.length : host.length === outer.length)
}
