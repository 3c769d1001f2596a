/** `--status URL`: a sharing service that is asked for the status, by what a file says of how it speaks. No other host is asked. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { SourceUnavailableError } from '../errors.ts'
import { fromHex, fromUtf8 } from '../encoding/octets.ts'
import { FACE_ELEMENTS, SHARING_PROFILES, SharingClient, SharingStatusSource, sm2Opener } from '../license/sharing/index.ts'
import { nodeFetcher } from '../node/index.ts'
import type { Fetcher } from '../online/index.ts'
import type { StatusSource } from '../recognition/assess.ts'
import type { PurposeBasis } from '../recognition/index.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { fromFile } from './assess-inputs.ts'
import type { Io } from './io.ts'
import { readNamed } from './materials.ts'
import { required } from './signing-materials.ts'
import { UsageError } from './usage-error.ts'

export const SHARING_OPTIONS = { sharing: 'one', 'allow-host': 'many', 'allow-address': 'many' } as const satisfies OptionKinds

/** Where the access token may be that is not in a file; never on the command line, which others can see. */
const TOKEN_VARIABLE = 'YINXIN_SHARING_TOKEN'

const text = z.string().min(1).max(200)
const CONFIGURATION = z.strictObject({
  profile: z.enum(Object.keys(SHARING_PROFILES) as (keyof typeof SHARING_PROFILES)[]),
  accessId: text,
  /** File that holds the access token. */
  accessToken: text.optional(),
  /** Numbers of holders are sent as they are where the profile has them encrypted, as agreed with the service. */
  holderCodes: z.literal('plain').optional(),
  /** File with our SM2 key (32 octets in hex), for answers that are encrypted, and the form of these. */
  key: text.optional(),
  ciphertext: z.strictObject({ format: z.enum(['C1C3C2', 'C1C2C3']).optional(), bare: z.boolean().optional() }).optional(),
  purpose: z.strictObject({ cause: text, system: text, businessNumber: text, itemCode: text.optional(), itemName: text.optional() }),
  face: z.record(text, z.enum(FACE_ELEMENTS)).optional(),
  maximumAgeSeconds: z.number().min(0).max(86_400).optional(),
  timeoutSeconds: z.number().positive().max(300).optional(),
  attempts: z.int().min(1).max(5).optional(),
})

export const isUrl = (word: string): boolean => /^https?:\/\//i.test(word)

/** @throws UsageError */
export async function loadSharingSource(url: string, basis: PurposeBasis, given: Arguments, io: Io): Promise<StatusSource> {
  const file = required(given, 'sharing')
  const { profile: id, accessId, accessToken, holderCodes, key, ciphertext, purpose, face, maximumAgeSeconds, timeoutSeconds, attempts } = await fromFile(CONFIGURATION, '--sharing', file, io)
  const hosts = given.many('allow-host')
  if (hosts.length === 0) throw new UsageError('sharingWantsHost')
  const secret = async (name: string): Promise<string> => (fromUtf8(await readNamed({ option: `--sharing ${file}`, file: name }, io)) ?? '').trim()
  const token = accessToken === undefined ? io.env[TOKEN_VARIABLE] : await secret(accessToken)
  if (token === undefined || token === '') throw new UsageError('sharingWantsToken', { file, variable: TOKEN_VARIABLE })
  const privateKey = key === undefined ? undefined : fromHex(await secret(key))
  if (key !== undefined && privateKey?.length !== 32) throw new UsageError('dataInvalid', { file: key, problem: '32 octets in hex' })
  try {
    const client = new SharingClient({
      profile: { ...SHARING_PROFILES[id], ...(holderCodes !== undefined && { holderCodes }) }, url, accessId, accessToken: token,
      fetch: fetchBy(nodeFetcher({ allow: { hosts, addresses: given.many('allow-address') }, timeoutMs: (timeoutSeconds ?? 10) * 1000 })),
      now: () => io.now(), random: () => randomInt(2 ** 32) / 2 ** 32, sleep: (milliseconds) => sleep(milliseconds),
      ...(privateKey !== undefined && { open: sm2Opener(privateKey, { ...(ciphertext?.format !== undefined && { format: ciphertext.format }), ...(ciphertext?.bare !== undefined && { bare: ciphertext.bare }) }) }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }), ...(attempts !== undefined && { attempts }),
    })
    const { itemCode, itemName, ...why } = purpose
    return new SharingStatusSource({
      client, purpose: { basis, ...why, ...(itemCode !== undefined && { itemCode }), ...(itemName !== undefined && { itemName }) },
      ...(face !== undefined && { face }), ...(maximumAgeSeconds !== undefined && { maximumAgeSeconds }),
    }).ask
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('dataInvalid', { file, problem: cause.message.replaceAll(/\s+/g, ' ') }, { cause })
    throw cause
  }
}

/** A `fetch` that goes to allowed hosts at checked addresses only, follows nothing, and ends by itself. */
const fetchBy = (fetcher: Fetcher): typeof fetch => async (input, init) => {
  const body = init?.body
  if (typeof input !== 'string' || !(body instanceof Uint8Array)) throw new TypeError('a sharing service is asked by POST')
  try {
    const { octets } = await fetcher.fetch({ url: input, body: { octets: body, type: 'application/json' }, accept: 'application/json' })
    return new Response(octets.slice())
  } catch (cause) {
    // What the service answered instead of 200 decides whether asking again can help.
    const status = cause instanceof SourceUnavailableError ? /^status ([45]\d\d)$/.exec(String(cause.finding.params['cause'] ?? ''))?.[1] : undefined
    if (status === undefined) throw cause
    return new Response(null, { status: Number(status) })
  }
}
