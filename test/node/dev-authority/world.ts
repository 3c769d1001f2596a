/** Development authorities of tests, each in a folder of its own, and fetchers that may ask them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startDevAuthority } from '../../../src/node/dev-authority/index.ts'
import type { DevAuthority, DevAuthorityOptions } from '../../../src/node/dev-authority/index.ts'
import { nodeFetcher } from '../../../src/node/index.ts'
import type { Fetcher } from '../../../src/online/index.ts'

/** A new folder that is gone when the tests of the file are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-dev-authority-'))
  afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** An authority that runs until the tests of the file are over. */
export async function devAuthority(options: Partial<DevAuthorityOptions> = {}): Promise<DevAuthority> {
  const authority = await startDevAuthority({ folder: newFolder(), ...options })
  afterAll(() => authority.close())
  return authority
}

export const hostOf = ({ world }: DevAuthority): string => new URL(world.origin).host

export function fetcherOf(authority: DevAuthority): Fetcher {
  return nodeFetcher({ allow: { hosts: [hostOf(authority)], addresses: ['127.0.0.1'] }, timeoutMs: 5000 })
}

export function revoke({ world }: DevAuthority, text: string): void {
  writeFileSync(join(world.folder, 'revoked.txt'), text)
}
