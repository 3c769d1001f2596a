/** The example of docs/remote-signing.md: it runs, and the document shows it as it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { firstRequest, keyService, secondRequest, signWithService } from '../../docs/examples/remote-signing.ts'
import { signatureFromDer } from '../../src/crypto/signature-value.ts'
import { verify } from '../../src/index.ts'
import { SEALS, licensePackage, zip } from '../../fixtures/generate/scene.ts'
import { OPTIONS } from '../verify/world.ts'
import { signerOf } from './party.ts'

const DOCS = join(import.meta.dirname, '../../docs')
const key = signerOf('east-authority')
const order = { document: zip(licensePackage()), seal: SEALS['east-2020'].bytes, certificates: key.certificates, time: new Date('2026-03-02T02:30:00Z') }

describe('docs/remote-signing.md', () => {
  it('shows the example as it runs', () => {
    const code = readFileSync(join(DOCS, 'examples/remote-signing.ts'), 'utf8')
    const document = readFileSync(join(DOCS, 'remote-signing.md'), 'utf8')
    const parts = [...code.matchAll(/\/\/ <([\w-]+)>\n([\s\S]*?)\/\/ <\/\1>/g)].map(([, , part]) => part as string)
    expect(parts).toHaveLength(2)
    for (const part of parts) expect(document).toContain(`\`\`\`ts\n${part}\`\`\``)
  })

  it('signs with a service that answers with r and s', async () => {
    const service = keyService(key.certificates, async (message) => signatureFromDer(await key.sign(message), 32) as Uint8Array)
    const signed = await signWithService(order.document, order.seal, service, order.time)
    expect((await verify(signed, OPTIONS)).accepted).toBe(true)
  })

  it('makes nothing of the answer of a service with another key', async () => {
    const other = signerOf('west-authority')
    const service = keyService(key.certificates, async (message) => signatureFromDer(await other.sign(message), 32) as Uint8Array)
    await expect(signWithService(order.document, order.seal, service, order.time)).rejects.toMatchObject({ code: 'SIGNER_SIGNATURE_INVALID' })
  })

  it('signs in two requests that share nothing but the order', async () => {
    const message = await firstRequest(order)
    expect(await firstRequest(structuredClone(order))).toEqual(message)
    const signed = await secondRequest(structuredClone(order), await key.sign(message))
    expect((await verify(signed, OPTIONS)).accepted).toBe(true)
  })

  it('makes nothing when the order changed in between', async () => {
    const signature = await key.sign(await firstRequest(order))
    for (const changed of [{ ...order, time: new Date('2026-03-02T02:30:01Z') }, { ...order, document: zip(licensePackage({ annexPages: 1 })) }]) {
      await expect(secondRequest(changed, signature)).rejects.toMatchObject({ code: 'SIGNER_SIGNATURE_INVALID' })
    }
  })
})
