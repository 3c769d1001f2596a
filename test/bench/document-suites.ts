/**
 * The whole verdict on a sealed license: by yinxin, by the best stack to be built from npm, and the floor, which is the work
 * that nobody can do without. The stack gets the five signatures with their messages and keys ready to be verified, parses
 * no ASN.1, judges no path and no coverage, and writes no report.
 */
import { inflateRawSync } from 'node:zlib'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import { sm2Verify, sm3Many } from '../../src/crypto/index.ts'
import { toHex } from '../../src/encoding/octets.ts'
import * as source from '../../src/index.ts'
import type { SealedDocument } from './documents.ts'
import { makeDocuments } from './documents.ts'
import { DIST, whyNotBuilt } from './fresh.ts'
import { asyncCandidate, candidate, startClock } from './measure.ts'
import type { Candidate, Suite } from './measure.ts'
import type { Peers } from './peers.ts'
import { turns } from './turns.ts'

/** Three keys each that nobody else has: more than the kernel remembers. */
const AUTHORITIES = 120
const OF_ONE_AUTHORITY = 60

/** A verdict runs through some thousand functions, each a few times: it takes many until all that matter are compiled. */
const QUIET_TURNS = 30

type Given = Pick<SealedDocument, 'bytes' | 'options'>

type Library = Pick<typeof source, 'createCache' | 'verify'>

const loadLibrary = async (): Promise<Library> =>
  (whyNotBuilt() === undefined ? await import(pathToFileURL(join(DIST, 'index.js')).href) as Library : source)

async function accept({ verify }: Library, { bytes, options }: Given): Promise<void> {
  const { accepted } = await verify(bytes, options)
  if (!accepted) throw new Error('a document of the benchmark was not accepted')
}

/** Every document comes once to a cache that knows its authority and seal, and what all have in common: from two others. */
function cached(library: Library, documents: readonly SealedDocument[]): Candidate {
  return {
    name: 'yinxin',
    async measure(milliseconds, clock) {
      let [count, elapsed] = [0, 0]
      do {
        const verificationCache = library.createCache()
        // The cache first: what is put into a copy, the engine of Node 20 keeps for long. See idioms.config.ts.
        const [first, second, ...others] = documents.map(({ bytes, options }) => ({ bytes, options: { verificationCache, ...options } })) as [Given, Given, ...Given[]]
        await accept(library, first)
        await accept(library, second)
        const time = startClock(clock)
        for (const one of others) await accept(library, one)
        elapsed += time()
        count += others.length
      } while (elapsed < milliseconds)
      return (1000 * elapsed) / count
    },
  }
}

/** Inflate, SM3 and so many of the signatures, and nothing else. */
function floor(documents: readonly SealedDocument[], signatures: number): Candidate {
  const next = turns(documents)
  return candidate('the floor', () => {
    const { protectedParts, checks } = next()
    const digests = sm3Many(protectedParts.map(({ data, size }) => inflateRawSync(data, { chunkSize: Math.max(64, size) })))
    return digests.length > 0 && checks.slice(0, signatures).every(({ key, message, signature }) => sm2Verify(key, message, signature))
  }, true)
}

interface SignatureXml {
  readonly SignedInfo: { readonly References: { readonly Reference: readonly { readonly '@_FileRef': string; readonly CheckValue: string }[] } }
}

function stack(peers: Peers, documents: readonly SealedDocument[]): Candidate | undefined {
  const { smCryptoV2, fastXmlParser } = peers
  if (smCryptoV2 === undefined || fastXmlParser === undefined) return undefined
  const parser = new fastXmlParser.XMLParser({ ignoreAttributes: false, removeNSPrefix: true })
  const next = turns(documents.map(({ bytes, checks, dataHash }) => ({
    bytes, dataHash: toHex(dataHash),
    checks: checks.map(({ key, message, signature }) => ({ key: toHex(key.octets), message, signature: toHex(signature) })),
  })))
  const path = (location: string): string => location.replace(/^\//, '')
  return candidate('sm-crypto-v2, fflate, fast-xml-parser', () => {
    const { bytes, dataHash, checks } = next()
    const files = unzipSync(bytes)
    const octets = (name: string): Uint8Array => files[name] as Uint8Array
    const parse = (name: string): unknown => parser.parse(new TextDecoder().decode(octets(name)))
    const { OFD } = parse('OFD.xml') as { OFD: { DocBody: { DocRoot: string; Signatures: string } } }
    const document = parse(path(OFD.DocBody.DocRoot)) as object
    const { Signatures } = parse(path(OFD.DocBody.Signatures)) as { Signatures: { Signature: { '@_BaseLoc': string } } }
    const own = path(Signatures.Signature['@_BaseLoc'])
    const { Signature } = parse(own) as { Signature: SignatureXml }
    return 'Document' in document && smCryptoV2.sm3(octets(own)) === dataHash &&
      Signature.SignedInfo.References.Reference.every((one) => smCryptoV2.sm3(octets(path(one['@_FileRef']))) === hexOfBase64(one.CheckValue)) &&
      checks.every(({ key, message, signature }) => smCryptoV2.sm2.doVerifySignature(message, signature, key, { hash: true, der: true }))
  }, true)
}

const hexOfBase64 = (text: string): string => Buffer.from(text, 'base64').toString('hex')

export async function documentSuites(peers: Peers): Promise<readonly Suite[]> {
  const { differing, ofOne } = await makeDocuments(AUTHORITIES, OF_ONE_AUTHORITY)
  const library = await loadLibrary()
  const from = library === source ? ' Not built: run from source, which is slower.' : ''
  const next = turns(differing)
  const size = (differing[0] as SealedDocument).bytes.length
  const present = (candidates: readonly (Candidate | undefined)[]): Candidate[] => candidates.filter((one) => one !== undefined)
  return [
    {
      id: 'document', quietTurns: QUIET_TURNS, title: `Verdict on a sealed OFD of ${(size / 1000).toFixed(0)} KB, of an authority that was not seen before`,
      note: `Package, digests, five SM2 signatures, certificate path, coverage, report.${from}`,
      candidates: present([asyncCandidate('yinxin', () => accept(library, next())), floor(differing, 5), stack(peers, differing)]),
    },
    {
      id: 'document-cached', quietTurns: QUIET_TURNS, title: 'The same, of an authority whose seal and certificates are in the cache',
      note: 'Documents differ, as licenses of one kind do: in what they say of their holder, in digests and signature. Each comes once. The template, resources ' +
        `and the file of the seal are the same in all, and are in the cache too; the floor inflates and digests them. One signature has to be checked, that of the document; the floor is with that one.${from}`,
      candidates: present([cached(library, ofOne), floor(ofOne, 1), stack(peers, ofOne)]),
    },
  ]
}
