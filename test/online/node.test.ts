/** What only Node does: connecting to the addresses that were checked, https, and evidence in files. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { fileCache, nodeFetcher, nodeTransport, systemResolve } from '../../src/node/index.ts'
import { HOST, fetcherFor, loopback, refusalOf } from './loopback.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-online-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

describe('nodeFetcher', () => {
  it('DNS rebinding: connects to the address that was checked, though the name leads nowhere', async () => {
    const server = await loopback(() => 'list')
    let lookups = 0
    const fetcher = fetcherFor(server.port, { resolve: () => Promise.resolve(lookups++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']) })
    expect(new TextDecoder().decode((await fetcher.fetch({ url: server.url(HOST, '/') })).octets)).toBe('list')
    expect(server.seen[0]?.host).toBe(`${HOST}:${server.port}`)
    // The name now leads elsewhere: that address was not allowed.
    expect(await refusalOf(fetcher.fetch({ url: server.url(HOST, '/') }))).toEqual({ code: 'ONLINE_ADDRESS_REFUSED', host: HOST, kind: 'loopback' })
    expect(server.seen).toHaveLength(1)
  })

  it('tries the checked addresses one after the other', async () => {
    const server = await loopback(() => 'list')
    // Nothing listens on the first.
    const fetcher = fetcherFor(server.port, { allow: { hosts: [`${HOST}:${server.port}`], addresses: ['127.0.0.0/8'] }, resolve: () => Promise.resolve(['127.0.0.9', '127.0.0.1']) })
    expect((await fetcher.fetch({ url: server.url(HOST, '/') })).octets).toHaveLength(4)
  })

  it('SSRF: by the system\'s resolver, localhost is loopback and refused', async () => {
    const server = await loopback(() => 'secret')
    expect(await systemResolve('localhost')).toEqual(expect.arrayContaining([expect.stringMatching(/^(127\.|::1$)/)]))
    const fetcher = nodeFetcher({ allow: { hosts: [`localhost:${server.port}`] } })
    expect(await refusalOf(fetcher.fetch({ url: server.url('localhost', '/') }))).toEqual({ code: 'ONLINE_ADDRESS_REFUSED', host: 'localhost', kind: 'loopback' })
    expect(server.seen).toEqual([])
  })

  it('says when a name leads nowhere', async () => {
    const fetcher = nodeFetcher({ allow: { hosts: ['nowhere.invalid'] } })
    expect(await refusalOf(fetcher.fetch({ url: 'http://nowhere.invalid/' }))).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE', host: 'nowhere.invalid' })
  })

  it('sends nothing without checked addresses', async () => {
    const request = { url: new URL('http://127.0.0.1/'), method: 'GET', headers: {}, signal: new AbortController().signal } as const
    await expect(nodeTransport()(request)).rejects.toThrow(TypeError)
  })

  it('SSRF: sends nothing where the connection went elsewhere than was checked', async () => {
    const server = await loopback(() => 'secret')
    // Node looks no address up, so that the pinned one has no say.
    const request = { url: new URL(`http://127.0.0.1:${server.port}/`), method: 'GET', headers: {}, signal: new AbortController().signal, addresses: ['127.0.0.2'] } as const
    await expect(nodeTransport()(request)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.seen).toEqual([])
  })

  const openssl = existsSync('/usr/bin/openssl')
  it.skipIf(!openssl)(`asks by https under the host's name, and only servers whose certificate holds${openssl ? '' : ' (skipped: no openssl here)'}`, async () => {
    const [key, pem] = [join(folder, 'tls.key'), join(folder, 'tls.pem')]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', pem, '-subj', '/CN=x', '-addext', `subjectAltName=DNS:${HOST}`], { stdio: 'pipe' })
    const names: unknown[] = []
    const server = createServer({ key: readFileSync(key), cert: readFileSync(pem) }, (request, response) => {
      names.push('servername' in request.socket ? request.socket.servername : undefined)
      response.end('list')
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    try {
      const { port } = server.address() as AddressInfo
      const url = `https://${HOST}:${port}/`
      const ca = readFileSync(pem, 'utf8')
      expect((await fetcherFor(port, { ca }).fetch({ url })).octets).toHaveLength(4)
      expect(names).toEqual([HOST])
      expect(await refusalOf(fetcherFor(port).fetch({ url }))).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE', cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
      const other = fetcherFor(port, { ca, allow: { hosts: [`other.example:${port}`], addresses: ['127.0.0.1'] } })
      expect(await refusalOf(other.fetch({ url: `https://other.example:${port}/` }))).toMatchObject({ cause: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    } finally {
      server.close()
    }
  })
})

describe('fileCache', () => {
  const END = new Date('2026-06-08T12:00:00Z')
  const at = (iso: string): Date => new Date(iso)
  let count = 0
  const newFolder = (): string => join(folder, `cache-${count++}`)
  const onlyFile = (path: string): string => {
    const [name, ...more] = readdirSync(path)
    expect(more).toEqual([])
    return join(path, name as string)
  }

  it('keeps octets until the last second of their time', async () => {
    const path = newFolder()
    const cache = fileCache(path)
    expect(await cache.get('crl http://crl.example/', at('2026-06-01T00:00:00Z'))).toBeUndefined()
    await cache.put('crl http://crl.example/', Uint8Array.of(1, 2, 3), { notAfter: END })
    expect(await cache.get('crl http://crl.example/', at('2026-06-08T12:00:00.999Z'))).toEqual(Uint8Array.of(1, 2, 3))
    expect(await cache.get('crl http://crl.example/', at('2026-06-08T12:00:01Z'))).toBeUndefined()
    expect(await cache.get('crl http://crl.example/x', at('2026-06-01T00:00:00Z'))).toBeUndefined()
    // Another process.
    expect(await fileCache(path).get('crl http://crl.example/', at('2026-06-01T00:00:00Z'))).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('names files by digest, for the owner only, and leaves nothing half written', async () => {
    const path = newFolder()
    const cache = fileCache(path)
    await cache.put('../../etc/passwd', Uint8Array.of(1), { notAfter: END })
    await cache.put('../../etc/passwd', Uint8Array.of(2), { notAfter: END })
    const file = onlyFile(path)
    expect(file).toMatch(/[0-9a-f]{64}\.evidence$/)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(await cache.get('../../etc/passwd', at('2026-06-01T00:00:00Z'))).toEqual(Uint8Array.of(2))
    expect(readdirSync(folder)).not.toContain('passwd')
  })

  it('takes an entry that was cut short or altered for absent, wherever it was', async () => {
    const path = newFolder()
    const cache = fileCache(path)
    await cache.put('key', Uint8Array.of(1, 2, 3, 4, 5), { notAfter: END })
    const file = onlyFile(path)
    const good = readFileSync(file)
    await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (index, change, cut) => {
      if (cut) truncateSync(file, index)
      else {
        const bad = Uint8Array.from(good)
        bad[index] = (bad[index] as number) ^ change
        writeFileSync(file, bad)
      }
      try {
        expect(await cache.get('key', at('2026-06-01T00:00:00Z'))).toBeUndefined()
      } finally {
        writeFileSync(file, good)
      }
    }), { numRuns: 150 })
    writeFileSync(file, 'nothing of the kind')
    expect(await cache.get('key', at('2026-06-01T00:00:00Z'))).toBeUndefined()
    await cache.put('key', Uint8Array.of(9), { notAfter: END })
    expect(await cache.get('key', at('2026-06-01T00:00:00Z'))).toEqual(Uint8Array.of(9))
  })

  it('does not take one entry for another', async () => {
    const path = newFolder()
    const cache = fileCache(path)
    await cache.put('a', Uint8Array.of(1), { notAfter: END })
    const first = onlyFile(path)
    await cache.put('b', Uint8Array.of(2), { notAfter: END })
    const second = readdirSync(path).map((name) => join(path, name)).find((name) => name !== first) as string
    writeFileSync(second, readFileSync(first))
    expect(await cache.get('b', at('2026-06-01T00:00:00Z'))).toBeUndefined()
  })

  it('replaces a link that somebody put in place of an entry, and does not write through it', async () => {
    const path = newFolder()
    const cache = fileCache(path)
    await cache.put('key', Uint8Array.of(1), { notAfter: END })
    const file = onlyFile(path)
    const victim = join(folder, 'victim')
    writeFileSync(victim, 'untouched')
    rmSync(file)
    symlinkSync(victim, file)
    await cache.put('key', Uint8Array.of(2), { notAfter: END })
    expect(readFileSync(victim, 'utf8')).toBe('untouched')
    expect(await cache.get('key', at('2026-06-01T00:00:00Z'))).toEqual(Uint8Array.of(2))
  })

  it('keeps nothing larger than an entry may be, and reads nothing larger', async () => {
    const path = newFolder()
    const cache = fileCache(path, { maxEntryBytes: 10 })
    await cache.put('key', new Uint8Array(11), { notAfter: END })
    expect(existsSync(path)).toBe(false)
    await cache.put('key', new Uint8Array(10), { notAfter: END })
    writeFileSync(onlyFile(path), new Uint8Array(20_000))
    expect(await cache.get('key', at('2026-06-01T00:00:00Z'))).toBeUndefined()
  })

  it('removes the oldest when there is too much, and what a writer left behind; nothing that is not its own', async () => {
    const path = newFolder()
    const cache = fileCache(path, { maxBytes: 4000 })
    await cache.put('old', new Uint8Array(1000), { notAfter: END })
    const old = onlyFile(path)
    utimesSync(old, 1, 1)
    const orphan = join(path, `${'0'.repeat(64)}.${'0'.repeat(16)}.new`)
    writeFileSync(orphan, new Uint8Array(1000))
    utimesSync(orphan, 0, 0)
    writeFileSync(join(path, 'README'), new Uint8Array(1_000_000))
    for (const key of ['a', 'b', 'c']) await cache.put(key, new Uint8Array(1000), { notAfter: END })
    expect(existsSync(orphan)).toBe(false)
    expect(existsSync(old)).toBe(false)
    expect(existsSync(join(path, 'README'))).toBe(true)
    expect(await cache.get('c', at('2026-06-01T00:00:00Z'))).toHaveLength(1000)
  })

  it('is written by many at once without harm', async () => {
    const path = newFolder()
    await Promise.all(Array.from({ length: 20 }, (_, i) => fileCache(path).put('key', new Uint8Array(5000).fill(i), { notAfter: END })))
    const value = await fileCache(path).get('key', at('2026-06-01T00:00:00Z'))
    expect(new Set(value).size).toBe(1)
    expect(readdirSync(path)).toHaveLength(1)
  })
})
