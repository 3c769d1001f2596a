import { describe, expect, it } from 'vitest'
import { runExample } from '../example.ts'

describe('docs/signing.md', () => {
  it('shows how to issue a license that is accepted', async () => {
    expect(await runExample('docs/signing.md')).toEqual(['true TOTAL_PASSED'])
  })
})
