/** Every case of the fixtures, ready for `verify`; expectations play no part here. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { policyPreset, trustStore } from '../../src/index.ts'
import type { PolicyId, TrustStoreInput, VerifyOptions } from '../../src/index.ts'
import { FIXTURES } from './world.ts'

export interface FixtureCase {
  /** Folder below the fixtures. */
  readonly id: string
  readonly input: Uint8Array
  readonly options: VerifyOptions
}

interface CaseFile {
  readonly input: string
  readonly validationTime: string
  readonly policy: string
  readonly trust: Readonly<Record<string, readonly string[]>>
  readonly certificates?: readonly string[]
  readonly crls?: readonly string[]
  readonly ocspResponses?: readonly string[]
}

function load(file: string): FixtureCase {
  const folder = join(FIXTURES, dirname(file))
  const { input, validationTime, policy, trust, certificates, crls, ocspResponses } = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as CaseFile
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder, path)))
  const all = (paths: readonly string[] = []): readonly Uint8Array[] => paths.map(read)
  const anchors: TrustStoreInput = Object.fromEntries(Object.entries(trust).map(([purpose, paths]) => [purpose, all(paths)]))
  return {
    id: dirname(file),
    input: read(input),
    options: {
      trust: trustStore(anchors), policy: policyPreset(policy as PolicyId), validationTime: new Date(validationTime),
      certificates: all(certificates), evidence: { crls: all(crls), ocspResponses: all(ocspResponses) }, pictures: true,
    },
  }
}

export const FIXTURE_CASES: readonly FixtureCase[] = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('case.json')).sort().map(load)
