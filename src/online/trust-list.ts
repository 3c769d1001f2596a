/** Signed trust lists as text. Whether a list may be believed, and until when, is for `trust/`: nothing in it is looked at here. */
import { fromUtf8 } from '../encoding/octets.ts'
import { unusableAnswer } from './answer.ts'
import type { Fetcher } from './fetcher.ts'

const MAXIMUM_LIST = 4 * 1024 * 1024

/**
 * Fetches the text of a signed trust list.
 * @returns text from anywhere: give it to `openTrustList` with keys that came in another way
 * @throws SourceUnavailableError, also for octets that are no UTF-8
 */
export async function fetchTrustList(url: string, { fetcher }: { readonly fetcher: Fetcher }): Promise<string> {
  const { octets, host } = await fetcher.fetch({ url, accept: 'application/jose, application/json, text/plain', maxBytes: MAXIMUM_LIST })
  const text = fromUtf8(octets)
  if (text === undefined) throw unusableAnswer(host, 'not UTF-8')
  return text
}
