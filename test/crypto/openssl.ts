import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function hasSm2(): boolean {
  try {
    const name = execFileSync('openssl', ['version'], { encoding: 'utf8', stdio: 'pipe' })
    return Number(/^OpenSSL (\d+)/.exec(name)?.[1] ?? 0) >= 3
  } catch {
    return false
  }
}

/** The `openssl` command, version 3 or later, is there. */
export const OPENSSL = hasSm2()
export const WHY_SKIPPED = 'skipped without the openssl command, version 3'

/** A folder for the command's files. */
export class Workspace {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crypto-test-'))

  put(name: string, octets: Uint8Array | string): string {
    const path = this.path(name)
    writeFileSync(path, octets)
    return path
  }

  get(name: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(readFileSync(this.path(name)))
  }

  path(name: string): string {
    return join(this.#folder, name)
  }

  /** Output of a command; throws when it fails. */
  openssl(...args: readonly string[]): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(execFileSync('openssl', args, { stdio: 'pipe' }))
  }

  /** Whether a command succeeds. */
  succeeds(...args: readonly string[]): boolean {
    try {
      this.openssl(...args)
      return true
    } catch {
      return false
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true })
  }
}
