/** A development authority that is started again in its folder: the same parties, secrets and addresses, or a reason why not. */
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toPem } from '../../../src/encoding/pem.ts'
import { Budget } from '../../../src/limits.ts'
import { DevFolderError, FolderNotEmptyError, startDevAuthority } from '../../../src/node/dev-authority/index.ts'
import type { DevServiceMaker } from '../../../src/node/dev-authority/index.ts'
import { fetchCrl, fetchOcspResponse } from '../../../src/online/index.ts'
import { parseCertificate } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { encodePkcs8 } from '../../../src/sign/keys/index.ts'
import { certificatesOf } from '../../../src/trust/index.ts'
import { fetcherOf, newFolder, revoke } from './world.ts'

const contents = (folder: string): Readonly<Record<string, string>> => Object.fromEntries(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))
const read = (folder: string, name: string): Certificate => parseCertificate(certificatesOf(readFileSync(join(folder, name), 'utf8'))[0] as Uint8Array, { budget: new Budget() })

describe.each(['sm2', 'ecdsa'] as const)('a development authority (%s) that is started again', (algorithm) => {
  it('goes on with its keys, certificates, secrets and port, and changes no file', async () => {
    const folder = newFolder()
    const first = await startDevAuthority({ folder, algorithm })
    await first.close()
    const before = contents(folder)
    const again = await startDevAuthority({ folder })
    try {
      expect(contents(folder)).toEqual(before)
      expect(statSync(join(folder, 'identity-secret.txt')).mode & 0o077).toBe(0)
      expect([again.world.origin, again.world.algorithm]).toEqual([first.world.origin, algorithm])
      expect(again.world.parties.map(({ name, serialNumber }) => [name, serialNumber])).toEqual(first.world.parties.map(({ name, serialNumber }) => [name, serialNumber]))
      // It answers for the certificates of before, with numbers that go on.
      const [signer, ca, fetcher] = [read(folder, 'signer.pem'), read(folder, 'ca.pem'), fetcherOf(again)]
      expect((await fetchOcspResponse(`${again.world.origin}/ocsp`, { certificate: signer, issuer: ca }, { fetcher })).basicResponse?.responses[0]?.certStatus.kind).toBe('good')
      revoke(again, 'signer keyCompromise 2026-03-01T09:00:00+08:00')
      const list = await fetchCrl(`${again.world.origin}/ca.crl`, { fetcher })
      expect(list.entries.find(signer)[0]?.reason).toBe('keyCompromise')
      expect(read(folder, 'root.pem').bytes).toEqual(again.world.root.certificate)
    } finally {
      await again.close()
    }
  })
})

describe('a folder', () => {
  it('keeps its algorithm and port', async () => {
    const folder = newFolder()
    const first = await startDevAuthority({ folder, algorithm: 'ecdsa' })
    await first.close()
    const before = contents(folder)
    const port = Number(new URL(first.world.origin).port)
    await expect(startDevAuthority({ folder, algorithm: 'sm2' })).rejects.toMatchObject({ name: 'DevFolderError', problem: 'algorithm', value: 'ecdsa' })
    await expect(startDevAuthority({ folder, port: port === 20_003 ? 20_004 : 20_003 })).rejects.toMatchObject({ problem: 'port', value: String(port) })
    expect(contents(folder)).toEqual(before)
    await (await startDevAuthority({ folder, algorithm: 'ecdsa', port })).close()
  })

  it('serves one authority at a time', async () => {
    const folder = newFolder()
    const first = await startDevAuthority({ folder, algorithm: 'ecdsa' })
    await expect(startDevAuthority({ folder })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
  })

  it('takes a service more, with a party of its own, which is then kept as well', async () => {
    const folder = newFolder()
    await (await startDevAuthority({ folder, algorithm: 'ecdsa' })).close()
    const serials: bigint[] = []
    const more: DevServiceMaker = async (world) => {
      const { name, serialNumber, certificate, key } = await world.issue('platform', 'signer')
      serials.push(serialNumber)
      return { name: 'more', routes: [], about: name, files: { 'platform.pem': toPem('CERTIFICATE', certificate) }, secrets: { 'platform.key': toPem('PRIVATE KEY', encodePkcs8(key)) } }
    }
    for (let round = 0; round < 2; round++) await (await startDevAuthority({ folder, services: [more] })).close()
    expect(serials[1]).toBe(serials[0])
  })

  it('with something missing or exchanged is refused, and left as it is', async () => {
    const whole = newFolder()
    await (await startDevAuthority({ folder: whole, algorithm: 'ecdsa' })).close()
    const refusal = async (change: (folder: string) => void): Promise<unknown> => {
      const folder = newFolder()
      cpSync(whole, folder, { recursive: true })
      change(folder)
      const before = contents(folder)
      const error: unknown = await startDevAuthority({ folder }).then((authority) => authority.close(), (cause: unknown) => cause)
      expect(contents(folder)).toEqual(before)
      return error instanceof DevFolderError ? error.value : error instanceof FolderNotEmptyError ? 'not empty' : error
    }
    const put = (name: string, content: string | Buffer) => (folder: string) => { writeFileSync(join(folder, name), content) }
    const gone = (name: string) => (folder: string) => { rmSync(join(folder, name)) }
    expect(await refusal(gone('world.json'))).toBe('not empty')
    expect(await refusal(put('world.json', '{"origin":"http://example.cn:80","algorithm":"ecdsa"}'))).toBe('not empty')
    expect(await refusal(put('world.json', '{'))).toBe('not empty')
    expect(await refusal(gone('signer.key'))).toBe('signer.key')
    expect(await refusal(gone('ca.pem'))).toBe('ca.pem')
    expect(await refusal((folder) => { gone('root.pem')(folder); gone('root.key')(folder) })).toBe('root.pem')
    expect(await refusal(put('tsa.key', readFileSync(join(whole, 'signer.key'))))).toBe('tsa.key')
    expect(await refusal(put('tsa.pem', 'x'))).toBe('tsa.key')
    expect(await refusal(put('identity-client.hex', '00'))).toBe('identity-client.hex')
    expect(await refusal(put('sharing-token.txt', Buffer.from([0xff])))).toBe('sharing-token.txt')
    expect(await refusal(put('signer.pem', 'x'.repeat(1_100_000)))).toBe('signer.pem')
  })
})
