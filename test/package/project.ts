/** A fresh project outside the repository with the packed package installed: what a new user has. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')
const CASE = join(ROOT, 'fixtures', 'ofd', 'accepted', 'gbt-38540-2020')

/** The first TypeScript example of a document. */
export function firstExample(document: string): string {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, document), 'utf8'))?.[1]
  if (example === undefined) throw new Error(`${document} has no TypeScript example`)
  return example
}

export function run(directory: string, command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Packs the built package, installs it into a new directory together with what `npm install` brings. */
export function freshProject(): string {
  const directory = mkdtempSync(join(tmpdir(), 'yinxin-'))
  const [packed] = JSON.parse(run(ROOT, 'npm', 'pack', '--json', '--pack-destination', directory)) as readonly [{ readonly filename: string }]
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'fresh', private: true, type: 'module' }))
  run(directory, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`)
  cpSync(join(CASE, 'input.ofd'), join(directory, 'license.ofd'))
  const certificates = join(ROOT, 'fixtures', 'world', 'certificates')
  cpSync(join(certificates, 'national-root.pem'), join(directory, 'root.pem'))
  cpSync(join(certificates, 'east-ca.pem'), join(directory, 'ca.pem'))
  return directory
}
