/**
 * yinxin where there is no WebAssembly, in the same process: a thread in which it was taken away before anything was
 * loaded. The thread measures when it is told to, and is idle otherwise.
 */
import { Worker, isMainThread, parentPort } from 'node:worker_threads'
import type { Candidate, Clock } from './measure.ts'

interface Request { readonly id: string; readonly milliseconds: number; readonly clock: Clock }
type Reply = { readonly microseconds: number } | { readonly error: string }

export interface PlainWorker {
  candidate(name: string, id: string): Candidate
  close(): Promise<unknown>
}

export function startPlainWorker(): PlainWorker {
  // A thread does not take over the loader of the process that starts it.
  const [tsx, self] = [import.meta.resolve('tsx/esm/api'), import.meta.url].map((url) => JSON.stringify(url))
  const start = `import(${tsx}).then(({ register }) => { register(); return import(${self}) })`
  const worker = new Worker(start, { eval: true })
  return {
    candidate: (name, id) => ({
      name,
      measure: (milliseconds, clock) => new Promise<number>((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (reply: Reply) => {
          worker.off('error', reject)
          if ('error' in reply) reject(new Error(reply.error))
          else resolve(reply.microseconds)
        })
        worker.postMessage({ id, milliseconds, clock } satisfies Request)
      }),
    }),
    close: () => worker.terminate(),
  }
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  Reflect.deleteProperty(globalThis, 'WebAssembly')
  const { cryptoBackends, parseSm2PublicKey, sm2Sign, sm2Verify, sm3 } = await import('../../src/crypto/index.ts')
  const { candidate } = await import('./measure.ts')
  const { makeSigned } = await import('./sm2-suites.ts')
  const { octetsOf } = await import('./digest-suites.ts')
  if (cryptoBackends().some(({ backend }) => backend !== 'JavaScript')) throw new Error('WebAssembly is still there')
  const many = makeSigned(300)
  // Begun by the first of those signatures: what is measured is not BigInt.
  await import('../../src/crypto/kernel/sm2-javascript.ts')
  const few = many.slice(0, 4)
  let at = 0
  const run: Readonly<Record<string, () => unknown>> = {
    'verify-new': () => {
      const { octets, message, signature } = many[at = (at + 1) % many.length] as (typeof many)[number]
      return sm2Verify(parseSm2PublicKey(octets), message, signature)
    },
    'verify-repeated': () => {
      const { publicKey, message, signature } = few[at = (at + 1) % few.length] as (typeof many)[number]
      return sm2Verify(publicKey, message, signature)
    },
    sign: () => {
      const { privateKey, publicKey, message } = few[at = (at + 1) % few.length] as (typeof many)[number]
      return sm2Sign(privateKey, message, { publicKey })
    },
    ...Object.fromEntries([64, 1024, 1 << 20].map((length) => {
      const message = octetsOf(length)
      return [`sm3-${length}`, () => sm3(message)]
    })),
  }
  port.on('message', ({ id, milliseconds, clock }: Request) => {
    try {
      const one = candidate(id, run[id] as () => unknown, id.startsWith('verify'))
      port.postMessage({ microseconds: one.measure(milliseconds, clock) as number } satisfies Reply)
    } catch (error) {
      port.postMessage({ error: String(error) } satisfies Reply)
    }
  })
}

if (!isMainThread && parentPort !== null) await serve(parentPort)
