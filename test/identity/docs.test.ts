/** The example of docs/identity.md does what it shows, and the document names what there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as identity from '../../src/identity/index.ts'
import * as jose from '../../src/jose/index.ts'
import { TOKEN_STEP_NAMES } from '../../src/identity/index.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/identity.md'), 'utf8')

describe('docs/identity.md', () => {
  it('shows a token that is accepted', async () => {
    const code = (/```ts\n([^]*?)```/.exec(document)?.[1] ?? '').replaceAll(/^import (\{[^}]*\}) from '(yinxin\/\w+)'$/gm, "const $1 = modules['$2']")
    const said: unknown[][] = []
    // The document is our own: its example is run as it stands.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    await new Function('modules', 'console', `return (async () => { ${code} })()`)({ 'yinxin/identity': identity, 'yinxin/jose': jose }, { log: (...words: unknown[]) => said.push(words) })
    expect(said).toHaveLength(1)
    expect(said[0]?.[0]).toBe('user-0001')
  })

  it('names every step', () => {
    expect(TOKEN_STEP_NAMES.filter((name) => !document.includes(`\`${name}\``))).toEqual([])
  })
})
