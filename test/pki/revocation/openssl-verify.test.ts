/** Lists that only a maker of special ones can make (indirect, partitioned, delta), before `openssl verify` and before us. */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPem } from '../../../src/encoding/pem.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { keyUsage, testKey } from '../certificate-maker.ts'
import type { TestAuthority, TestKey } from '../certificate-maker.ts'
import { distributionPoints, freshestCrl, scopeOf, unknownExtension } from '../crl-maker.ts'
import type { CrlTemplate, PointTemplate } from '../crl-maker.ts'
import { HAS_OPENSSL, OPENSSL_SKIPPED } from './openssl-authority.ts'
import { TIME, World, day } from './world.ts'

const A = 'http://crl.example/a'
const B = 'http://crl.example/b'

describe.skipIf(!HAS_OPENSSL)(`openssl verify as a second judge of lists${OPENSSL_SKIPPED}`, () => {
  let folder: string
  let world: World
  let authority: TestAuthority
  let issuerKey: TestKey
  let crlIssuer: Certificate
  const entities: Record<string, Certificate> = {}

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yinxin-verify-'))
    world = await World.make('P-256')
    authority = await world.root.authority('CN=Authority')
    issuerKey = await testKey('P-256')
    crlIssuer = await world.root.endEntity('CN=List', [keyUsage('cRLSign')], { key: issuerKey })
    const make = async (name: string, ...points: readonly PointTemplate[]): Promise<void> => {
      entities[name] = await authority.endEntity('CN=a', [keyUsage('digitalSignature'), distributionPoints(...points)])
    }
    await make('plain', { uri: A })
    await make('split', { uri: A, reasons: [1, 2] }, { uri: B, reasons: [3, 4, 5, 6, 7, 8] })
    await make('indirect', { uri: A, issuer: 'CN=List' })
    await make('up', { uri: A, issuer: world.root.name })
  })
  afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

  const ofAuthority = (template: Partial<CrlTemplate> = {}): Promise<Uint8Array> => world.crl(authority, template)
  const ofList = (template: Partial<CrlTemplate> = {}): Promise<Uint8Array> => world.crl(authority, { issuer: 'CN=List', key: issuerKey, ...template })
  const entry = (name: string, more: object = {}): { serial: bigint; date: Date } => ({ serial: entities[name]?.serialNumber ?? 0n, date: day('06-01'), ...more })
  /** openssl looks for deltas only where something says that there are any. */
  const base = { number: 10, thisUpdate: day('06-01'), nextUpdate: day('06-16'), extensions: [freshestCrl({ uri: A })] }
  const indirect = scopeOf({ indirect: true, name: A })

  type Case = readonly [title: string, entity: string, lists: () => readonly Promise<Uint8Array>[]]
  const CASES: readonly Case[] = [
    ['good', 'plain', () => [ofAuthority()]],
    ['no list', 'plain', () => []],
    ['revoked', 'plain', () => [ofAuthority({ entries: [entry('plain')] })]],
    ['stale', 'plain', () => [ofAuthority({ thisUpdate: day('05-01'), nextUpdate: day('05-08') })]],
    ['from the future', 'plain', () => [ofAuthority({ thisUpdate: day('06-20'), nextUpdate: day('06-27') })]],
    ['another key', 'plain', () => [ofAuthority({ key: issuerKey })]],
    ['unknown critical extension', 'plain', () => [ofAuthority({ extensions: [unknownExtension()] })]],
    ['named alike', 'plain', () => [ofAuthority({ scope: scopeOf({ name: A }) })]],
    ['named otherwise', 'plain', () => [ofAuthority({ scope: scopeOf({ name: B }) })]],
    ['users only', 'plain', () => [ofAuthority({ scope: scopeOf({ users: true }) })]],
    ['authorities only', 'plain', () => [ofAuthority({ scope: scopeOf({ authorities: true }) })]],
    ['attributes only', 'plain', () => [ofAuthority({ scope: scopeOf({ attributes: true }) })]],
    ['some reasons', 'plain', () => [ofAuthority({ scope: scopeOf({ reasons: [1, 2] }) })]],
    ['all reasons on two lists', 'plain', () => [ofAuthority({ scope: scopeOf({ reasons: [1, 2] }) }), ofAuthority({ scope: scopeOf({ reasons: [3, 4, 5, 6, 7, 8] }) })]],
    ['revoked on the second', 'plain', () => [ofAuthority({ scope: scopeOf({ reasons: [1, 2] }) }), ofAuthority({ scope: scopeOf({ reasons: [3, 4, 5, 6, 7, 8] }), entries: [entry('plain')] })]],
    ['two points, two lists', 'split', () => [ofAuthority({ scope: scopeOf({ name: A }) }), ofAuthority({ scope: scopeOf({ name: B }) })]],
    ['two points, one list', 'split', () => [ofAuthority({ scope: scopeOf({ name: A }) })]],
    ['two points, one whole list', 'split', () => [ofAuthority()]],
    ['indirect', 'indirect', () => [ofList({ scope: indirect })]],
    ['indirect, revoked', 'indirect', () => [ofList({ scope: indirect, entries: [entry('indirect', { issuer: 'CN=Authority' })] })]],
    ['indirect, the issuer’s own number', 'indirect', () => [ofList({ scope: indirect, entries: [entry('indirect')] })]],
    ['indirect, issuer named before', 'indirect', () => [ofList({ scope: indirect, entries: [{ serial: 99n, date: day('06-01'), issuer: 'CN=Authority' }, entry('indirect')] })]],
    ['indirect list that is not marked', 'indirect', () => [ofList({ scope: scopeOf({ name: A }) })]],
    ['indirect list that nobody named', 'plain', () => [ofList({ scope: indirect })]],
    ['the authority’s own list where another is named', 'indirect', () => [ofAuthority()]],
    ['by the root, revoked', 'up', () => [world.crl(world.root, { scope: indirect, entries: [entry('up', { issuer: 'CN=Authority' })] })]],
    ['delta and base', 'plain', () => [ofAuthority(base), ofAuthority({ number: 12, base: 10 })]],
    ['delta revokes', 'plain', () => [ofAuthority(base), ofAuthority({ number: 12, base: 10, entries: [entry('plain')] })]],
    ['delta lifts a hold', 'plain', () => [ofAuthority({ ...base, entries: [entry('plain', { reason: 'certificateHold' })] }), ofAuthority({ number: 12, base: 10, entries: [entry('plain', { reason: 'removeFromCRL' })] })]],
    ['delta alone', 'plain', () => [ofAuthority({ number: 12, base: 10 })]],
  ]

  /** Where the two differ, and who is right. */
  const EXCEPTIONS: Readonly<Record<string, string>> = {
    'two points, one whole list': 'RFC 5280 6.3.3 applies the list once for each point, openssl once only; with it all reasons are covered',
  }

  it.each(CASES)('%s', async (title, entity, make) => {
    const certificate = entities[entity] as Certificate
    const lists = await Promise.all([world.crl(world.root, { scope: scopeOf({ authorities: true }) }), ...make()])
    const write = (name: string, text: string): string => {
      const file = join(folder, name)
      writeFileSync(file, text)
      return file
    }
    const pem = (certificates: readonly Certificate[]): string => certificates.map(({ bytes }) => toPem('CERTIFICATE', bytes)).join('')
    const { status, stderr } = spawnSync('openssl', [
      'verify', '-crl_check', '-extended_crl', '-use_deltas', '-attime', String(TIME.getTime() / 1000),
      '-CAfile', write('root.pem', pem([world.root.certificate])),
      '-untrusted', write('untrusted.pem', pem([authority.certificate, crlIssuer])),
      '-CRLfile', write('lists.pem', lists.map((list) => toPem('X509 CRL', list)).join('')),
      write('entity.pem', pem([certificate])),
    ], { encoding: 'utf8' })
    const answer = await world.check(await world.path(certificate, [authority.certificate]), { crls: lists, certificates: [crlIssuer] })
    // openssl is asked about the end entity only.
    const good = answer.facts?.certificates[0]?.status === 'good'
    const agrees = EXCEPTIONS[title] === undefined
    expect(good === (status === 0), `${answer.codes.join(' ')} | ${stderr}`).toBe(agrees)
  })
})
