#!/usr/bin/env node
/** The `yinxin` command: hands the process to `run`. */
import { readFileSync } from 'node:fs'
import { processIo } from './io.ts'
import { run } from './run.ts'

// The same way up from src/cli and from dist/cli.
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string }

// Set, not `process.exit`: what was written to a pipe is still on its way.
process.exitCode = await run(process.argv.slice(2), processIo(version))
