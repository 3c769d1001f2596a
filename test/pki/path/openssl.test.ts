/** The same chains, right and broken, before `openssl verify`: an independent judge of SM2, ECDSA and RSA paths. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnosticDefinition } from '../../../src/diagnostics/index.ts'
import { Budget } from '../../../src/limits.ts'
import { encodeNull } from '../../../src/encoding/der-writer.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { trustAnchorOf, validatePath } from '../../../src/pki/path/index.ts'
import {
  T0, TestAuthority, basicConstraints, certificatePolicies, directory, dns, extensionOf, keyUsage, mail, nameConstraints, policyConstraints,
  policyMappings, subjectAltName,
} from '../certificate-maker.ts'
import type { KeyKind } from '../certificate-maker.ts'

function hasOpenssl(): boolean {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL 3')
  } catch {
    return false
  }
}

interface Chain {
  readonly root: TestAuthority
  readonly intermediates: readonly TestAuthority[]
  readonly entity: Certificate
}

const flipLast = (signature: Uint8Array): Uint8Array => signature.map((octet, index) => (index === signature.length - 1 ? octet ^ 1 : octet))
const past = new Date('2021-01-01T00:00:00Z')
const future = new Date('2030-01-01T00:00:00Z')

type Make = (root: TestAuthority) => Promise<Chain>

/** root -> CA -> entity, with extensions and fields for CA and entity. */
const chain = (
  ca: readonly [more?: readonly Uint8Array[], template?: Parameters<TestAuthority['authority']>[2]] = [],
  entity: readonly [more?: readonly Uint8Array[] | undefined, template?: Parameters<TestAuthority['endEntity']>[2]] = [],
  subject = 'O=Office,CN=a',
): Make => async (root) => {
  const authority = await root.authority('CN=CA', ...ca)
  return { root, intermediates: [authority], entity: await authority.endEntity(subject, ...entity) }
}

const CHAINS: readonly (readonly [string, boolean, Make])[] = [
  ['good', true, chain()],
  ['entity right under the root', true, async (root) => ({ root, intermediates: [], entity: await root.endEntity('CN=a') })],
  ['entity expired', false, chain([], [undefined, { notAfter: past }])],
  ['entity not yet valid', false, chain([], [undefined, { notBefore: future }])],
  ['CA expired', false, chain([[], { notAfter: past }])],
  ['signature of the entity spoiled', false, chain([], [undefined, { spoil: flipLast }])],
  ['signature of the CA spoiled', false, chain([[], { spoil: flipLast }])],
  ['CA without basicConstraints', false, chain([[], { extensions: [keyUsage('digitalSignature')] }])],
  ['CA with cA false', false, chain([[], { extensions: [basicConstraints(false)] }])],
  ['CA without keyCertSign', false, chain([[], { extensions: [basicConstraints(true), keyUsage('cRLSign')] }])],
  ['unknown critical extension in the entity', false, chain([], [[extensionOf('2.999.1', encodeNull(), true)]])],
  ['unknown critical extension in the CA', false, chain([[extensionOf('2.999.1', encodeNull(), true)]])],
  ['unknown extension', true, chain([[extensionOf('2.999.1', encodeNull())]], [[extensionOf('2.999.1', encodeNull())]])],
  ['DNS permitted', true, chain([[nameConstraints([dns('example.com')])]], [[subjectAltName([dns('a.example.com')])]])],
  ['DNS not permitted', false, chain([[nameConstraints([dns('example.com')])]], [[subjectAltName([dns('example.org')])]])],
  ['DNS excluded', false, chain([[nameConstraints([], [dns('example.com')])]], [[subjectAltName([dns('a.example.com')])]])],
  ['mail permitted', true, chain([[nameConstraints([mail('example.com')])]], [[subjectAltName([mail('a@example.com')])]])],
  ['mail not permitted', false, chain([[nameConstraints([mail('example.com')])]], [[subjectAltName([mail('a@example.org')])]])],
  ['directory name permitted', true, chain([[nameConstraints([directory('O=office')])]])],
  ['directory name excluded', false, chain([[nameConstraints([], [directory('O=office')])]])],
  ['policy demanded and there', true, chain([[certificatePolicies('2.999.1'), policyConstraints(0)]], [[certificatePolicies('2.999.1')]])],
  ['policy demanded and another there', false, chain([[certificatePolicies('2.999.1'), policyConstraints(0)]], [[certificatePolicies('2.999.2')]])],
  ['policy demanded and mapped', true, chain([[certificatePolicies('2.999.1'), policyConstraints(0), policyMappings(['2.999.1', '2.999.2'])]], [[certificatePolicies('2.999.2')]])],
  ['path too long', false, async (root) => {
    const a = await root.authority('CN=A', [], { pathLen: 0 })
    const b = await a.authority('CN=B')
    return { root, intermediates: [a, b], entity: await b.endEntity('CN=a') }
  }],
  ['self-issued CA on the path', true, async (root) => {
    const a = await root.authority('CN=A', [], { pathLen: 0 })
    const b = await a.authority('CN=A')
    return { root, intermediates: [a, b], entity: await b.endEntity('CN=a') }
  }],
  ['issuer of the same name with another key', false, async (root) => {
    const real = await root.authority('CN=CA')
    const fake = await root.authority('CN=CA')
    return { root, intermediates: [real], entity: await fake.endEntity('CN=a') }
  }],
  ['root that is not the anchor', false, async (root) => {
    const other = await TestAuthority.root('CN=Other', root.key.kind)
    return { root, intermediates: [other], entity: await other.endEntity('CN=a') }
  }],
  ['the CA missing', false, async (root) => ({ root, intermediates: [], entity: await (await root.authority('CN=CA')).endEntity('CN=a') })],
  ['two certificates for one CA, one expired', true, async (root) => {
    const old = await root.authority('CN=CA', [], { notAfter: past })
    const renewed = await root.authority('CN=CA', [], { key: old.key })
    return { root, intermediates: [old, renewed], entity: await old.endEntity('CN=a') }
  }],
  ['cross-signed CAs in a cycle, with a way out', true, async (root) => {
    const a = await root.authority('CN=A')
    const b = await a.authority('CN=B')
    const aByB = await b.authority('CN=A', [], { key: a.key })
    return { root, intermediates: [aByB, b, a], entity: await b.endEntity('CN=a') }
  }],
  ['name in another case', true, chain([[], { subject: 'CN=ca', extensions: [basicConstraints(true)] }])],
  ['critical key usage and key identifiers', true, chain([[], { extensions: [basicConstraints(true, 3), keyUsage('keyCertSign')] }])],
  ['version 1 as CA', false, chain([[], { version: 'absent', extensions: [] }])],
]

const verify = async (...args: readonly string[]): Promise<boolean> => {
  const fixed = ['-attime', String(T0.getTime() / 1000), '-policy', 'anyPolicy', '-no-CApath', '-no-CAstore']
  try {
    await promisify(execFile)('openssl', ['verify', ...fixed, ...args])
    return true
  } catch {
    return false
  }
}

async function opensslAccepts({ root, intermediates, entity }: Chain, directory: string): Promise<boolean> {
  const write = (certificates: readonly Certificate[]): string => {
    const path = join(directory, `${++files}.pem`)
    writeFileSync(path, certificates.map(({ bytes }) => toPem('CERTIFICATE', bytes)).join(''))
    return path
  }
  const pool = intermediates.map(({ certificate }) => certificate)
  if (root.key.kind !== 'SM2') {
    return verify('-CAfile', write([root.certificate]), ...(pool.length > 0 ? ['-untrusted', write(pool)] : []), write([entity]))
  }
  // OpenSSL 3.0 gives the user id to the last certificate only: chains of SM2 certificates are verified link by link.
  const reached = [root.certificate]
  for (const issuer of reached) {
    for (const child of [entity, ...pool]) {
      if (reached.includes(child)) continue
      const good = await verify('-vfyopt', 'distid:1234567812345678', '-partial_chain', '-CAfile', write([issuer]), write([child]))
      if (good && child === entity) return true
      if (good) reached.push(child)
    }
  }
  return false
}
let files = 0

/** Rules that span links, which the link-wise verification of SM2 chains cannot see. */
const SEVERAL_LINKS = /polic|path too long/

const OPENSSL_DIFFERS = new Map([
  ['cross-signed CAs in a cycle, with a way out', 'OpenSSL takes the first issuer and does not go back when that leads into the cycle'],
])

async function weAccept({ root, intermediates, entity }: Chain): Promise<boolean> {
  const { facts, findings } = await validatePath(entity, {
    anchors: [trustAnchorOf(root.certificate)], intermediates: intermediates.map(({ certificate }) => certificate), time: T0, purpose: {}, budget: new Budget(),
  })
  return facts !== undefined && findings.every(({ code }) => !['fail', 'indeterminate'].includes(diagnosticDefinition(code).level))
}

describe.skipIf(!hasOpenssl()).each<KeyKind>(['SM2', 'P-256', 'RSA'])('%s chains as OpenSSL judges them (skipped where there is no openssl 3)', (kind) => {
  let directory: string
  let root: TestAuthority
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'yinxin-paths-'))
    root = await TestAuthority.root('CN=Root', kind)
  })
  afterAll(() => { rmSync(directory, { recursive: true }) })

  // RSA keys take long to make: a third of the chains is enough to see that nothing hangs on the algorithm.
  const chains = CHAINS.filter(([name], index) => kind === 'SM2' ? !SEVERAL_LINKS.test(name) : kind === 'P-256' || index % 3 === 0)
  it.each(chains)('%s', async (name, good, make) => {
    const made = await make(root)
    expect(await weAccept(made)).toBe(good)
    const differs = OPENSSL_DIFFERS.get(name)
    expect(await opensslAccepts(made, directory), differs).toBe(differs === undefined || kind === 'SM2' ? good : !good)
  })

  // Put together at random, from a fixed seed: nobody decided beforehand which of them is good.
  it('chains of random defects', { timeout: 120_000 }, async () => {
    const random = sequence(kind === 'SM2' ? 1 : 2)
    const opinions: boolean[] = []
    for (let count = 0; count < (kind === 'RSA' ? 6 : 120); count++) {
      const { made, parts } = await randomChain(root, random, kind !== 'SM2')
      const ours = await weAccept(made)
      expect(await opensslAccepts(made, directory), parts.join(', ')).toBe(ours)
      opinions.push(ours)
    }
    expect(new Set(opinions).size).toBe(2)
  })
})

type Template = Parameters<TestAuthority['authority']>[2]
type Part = readonly [name: string, more: readonly Uint8Array[], template: Template]

const GOOD: Part = ['good', [], {}]
const CA_PARTS: readonly Part[] = [
  GOOD,
  GOOD,
  GOOD,
  ['expired', [], { notAfter: past }],
  ['spoiled', [], { spoil: flipLast }],
  ['no CA', [], { extensions: [basicConstraints(false)] }],
  ['no keyCertSign', [], { extensions: [basicConstraints(true), keyUsage('cRLSign')] }],
  ['unknown extension', [extensionOf('2.999.1', encodeNull())], {}],
  ['unknown critical extension', [extensionOf('2.999.1', encodeNull(), true)], {}],
]
/** These speak about what is further down the path. */
const CA_PARTS_OVER_LINKS: readonly Part[] = [
  ['pathLen 0', [], { pathLen: 0 }],
  ['example.com only', [nameConstraints([dns('example.com')])], {}],
  ['not b.example.com', [nameConstraints([], [dns('b.example.com')])], {}],
]
const ENTITY_PARTS: readonly Part[] = [
  GOOD,
  GOOD,
  ['a.example.com', [subjectAltName([dns('a.example.com')])], {}],
  ['b.example.com', [subjectAltName([dns('b.example.com')])], {}],
  ['example.org', [subjectAltName([dns('example.org')])], {}],
  ['not yet valid', [], { notBefore: future }],
  ['spoiled', [], { spoil: flipLast }],
]

/** Park-Miller: the same chains in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

async function randomChain(root: TestAuthority, random: (below: number) => number, overLinks: boolean): Promise<{ readonly made: Chain; readonly parts: readonly string[] }> {
  const pick = (parts: readonly Part[]): Part => parts[random(parts.length)] as Part
  const cas = overLinks ? [...CA_PARTS, ...CA_PARTS_OVER_LINKS] : CA_PARTS
  const parts: string[] = []
  const intermediates: TestAuthority[] = []
  for (let depth = 1 + random(3); depth > 0; depth--) {
    const [name, more, template] = pick(cas)
    intermediates.push(await (intermediates.at(-1) ?? root).authority(`CN=CA ${depth}`, more, template))
    parts.push(name)
  }
  const [name, more, template] = pick(ENTITY_PARTS)
  const entity = await (intermediates.at(-1) as TestAuthority).endEntity('O=Office,CN=a', more.length === 0 ? undefined : more, template)
  return { made: { root, intermediates, entity }, parts: [...parts, name] }
}
