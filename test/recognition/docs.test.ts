/** docs/recognition.md: its example decides on a real document, its table has every code at its check. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptAtCounter, shown } from '../../docs/examples/recognition.ts'
import type { Agency, Presented } from '../../docs/examples/recognition.ts'
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import { recognitionDiagnostics } from '../../src/diagnostics/recognition.ts'
import type { IdentityAssertion } from '../../src/identity/index.ts'
import { digestHolderNumber, memoryReplayGuard } from '../../src/identity/index.ts'
import { policyPreset, trustStore } from '../../src/index.ts'
import type { RecognitionCode, RecognitionDecision } from '../../src/recognition/index.ts'
import { RECOGNITION_STEP_NAMES } from '../../src/recognition/index.ts'
import { yinxin } from '../cli/terminal.ts'
import { errors } from './came-to.ts'
import { CONTEXT, FACTS, LISTS, MATERIALS, TABLE } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')
const document = readFileSync(join(ROOT, 'docs/recognition.md'), 'utf8')
const fixture = (path: string): Uint8Array => readFileSync(join(ROOT, 'fixtures', path))
const pem = (name: string): Uint8Array => fixture(`world/certificates/${name}.pem`)

const NUMBERS = { keyId: 'specimen', key: new Uint8Array(32).fill(7) }
const HOLDER = FACTS.license?.metadata?.holders[0]
const ASSERTION: IdentityAssertion = {
  schema: 1, issuer: 'https://id.example', subject: 'specimen', audience: CONTEXT.agency, id: 'specimen-1', issuedAt: '2026-05-31T23:55:00Z', expiresAt: '2026-06-01T00:30:00Z', kind: 'LEGAL',
  holder: { name: HOLDER?.name ?? '', type: '001', number: digestHolderNumber('001', HOLDER?.code ?? '', NUMBERS) },
  agent: { name: '林样例', type: '111', number: digestHolderNumber('111', '110101190001010014', NUMBERS), authority: 'LEGAL_REP' },
  level: FACTS.presenters?.[0]?.level ?? { scheme: 'CN', identityProofing: 0, authenticator: 0, methods: [] }, home: { areaCode: '980100', platform: 'specimen' },
}

function at(path: string, change: Partial<Presented> = {}): Promise<RecognitionDecision> {
  const { purpose, status, evidence = [] } = FACTS
  if (purpose === undefined || status === undefined) throw new RangeError('the base of the table')
  const agency: Agency = {
    verification: { trust: trustStore({ anchors: [pem('national-root')] }), policy: policyPreset('cn-gov-2025'), certificates: [pem('east-ca')] },
    lists: LISTS, rules: MATERIALS.policy, numbers: NUMBERS, used: memoryReplayGuard(),
  }
  return acceptAtCounter({ document: fixture(path), assertion: ASSERTION, purpose, status, more: { evidence, sealStatuses: [{ sealId: '98010000000020', status: 'valid' }] }, ...change }, agency, CONTEXT)
}

describe('the example of docs/recognition.md', () => {
  it('is the code of the document', () => {
    const code = readFileSync(join(ROOT, 'docs/examples/recognition.ts'), 'utf8')
    expect(document).toContain(/\/\/ <accept>\n([^]*?)\/\/ <\/accept>/.exec(code)?.[1] ?? 'no part')
  })

  it('accepts a license from another province', async () => {
    const decision = await at('ofd/accepted/gbt-38540-2020/input.ofd')
    expect(errors(decision)).toEqual(['ACCEPTED'])
    expect(shown(decision)).toContain('予以采信')
  })

  it('does not accept one that was changed, nor one for somebody else', async () => {
    const genuine = fixture('ofd/accepted/gbt-38540-2020/input.ofd')
    const broken = Uint8Array.from(genuine)
    const middle = broken.length >> 1
    broken[middle] = (broken[middle] ?? 0) ^ 1
    expect((await at('ofd/accepted/gbt-38540-2020/input.ofd', { document: broken })).outcome).toBe('REJECTED')
    const other = { ...ASSERTION, holder: { name: '样例他人商店', type: '001', number: digestHolderNumber('001', CONTEXT.agency, NUMBERS) } }
    expect(errors(await at('ofd/accepted/gbt-38540-2020/input.ofd', { assertion: other }))).toEqual(['REJECTED', 'HOLD_MISMATCH', 'PUR_USE_UNKNOWN'])
  })

  it.each([['no octets', new Uint8Array(0)], ['octets of nothing', new Uint8Array(4096).fill(0x50)], ['a seal', fixture('world/seals/east-2020.esl')]])('never accepts nor throws for %s', async (_, octets) => {
    expect((await at('ofd/accepted/gbt-38540-2020/input.ofd', { document: octets })).outcome).not.toBe('ACCEPTED')
  })

  it('has a table of decisions, as large as the document says, that the command runs', async () => {
    const { code, out } = await yinxin(['check', join(ROOT, 'fixtures/recognition')])
    expect([code, out]).toEqual([0, expect.stringContaining(`: ${TABLE.cases.length} as expected, 0 not, 0 could not run`)])
    expect(document).toContain(`decisions.json\` holds ${TABLE.cases.length} cases`)
  })
})

describe('the table of checks', () => {
  const rows = [...document.matchAll(/^\| (\d+) \| `(\w+)` \|(.*)\|(.*)\|(.*)\|$/gm)]
  it('has the fourteen checks', () => {
    expect(rows.map(([, number, name]) => [Number(number), name])).toEqual(RECOGNITION_STEP_NAMES.map((name, index) => [index + 1, name]))
  })

  it('has every code where its level says', () => {
    const listed = new Map(rows.flatMap(([, , , ...columns]) => columns.flatMap((column, index) => (column.match(/[A-Z]+(?:_[A-Z]+)+/g) ?? []).map((code) => [code, ['fail', 'indeterminate', 'note'][index]] as const))))
    for (const code of Object.keys(recognitionDiagnostics) as RecognitionCode[]) {
      if (code.startsWith('RECOGNITION_')) expect(document).toContain(code)
      else {
        const { level } = diagnosticDefinition(code)
        expect(listed.get(code), code).toBe(level === 'warning' || level === 'info' ? 'note' : level)
      }
    }
  })
})
