/** Published examples of SD-JWT, and two implementations that issue, present and verify for each other. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SDJwtInstance } from '@sd-jwt/core'
import { sm2 as smCrypto, sm3 as smHash } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import type { JsonObject } from '../../src/encoding/json.ts'
import { issueSdJwt, parseSdJwt, presentSdJwt, sdJwtToJson, verifySdJwt } from '../../src/identity/index.ts'
import type { VerifySdJwtOptions } from '../../src/identity/index.ts'
import { jwkOf, parseJwk, verifyJws } from '../../src/jose/index.ts'
import type { JwsKey } from '../../src/jose/index.ts'
import { keyOf } from '../jose/signers.ts'
import { ofDisclosureFrame, ofPresentationFrame, peer } from './sd-jwt-peer.ts'
import type { Frame } from './sd-jwt-peer.ts'
import { AUDIENCE, ISSUER, NOW, TIME, es, sm2 } from './tokens.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/sd-jwt')
const PEER = join(import.meta.dirname, '../../node_modules/@sd-jwt/core/test')
const jsonOf = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
/** Named where they are absent, so that nobody takes fewer examples for all. */
const WHY_SKIPPED = existsSync(CORPUS) ? '' : ' (skipped: no ../shared/corpus/sd-jwt)'
const filesOf = (folder: string, pattern: RegExp): readonly string[] => (existsSync(folder) ? readdirSync(folder).filter((file) => pattern.test(file)) : [])

interface DraftVector {
  readonly issuance: string
  readonly presentation: string
  readonly issuer_jwk: JsonObject
  readonly holder_jwk: JsonObject
  readonly expected_verified_contents: object
}

/** Why the whole verification refuses the examples of drafts: none has the type that the standard asks for. */
const REFUSED_BECAUSE = 'JWS_TYPE_UNEXPECTED'

describe.skipIf(WHY_SKIPPED !== '')(`examples of the drafts${WHY_SKIPPED}`, () => {
  it('are there', () => { expect(filesOf(CORPUS, /^draft_/).length).toBeGreaterThanOrEqual(6) })

  it.each(filesOf(CORPUS, /^draft_/))('%s', async (file) => {
    const vector = jsonOf(CORPUS, file) as DraftVector
    const keys = [parseJwk(vector.issuer_jwk)]
    const { jwt, claims, proof } = await parseSdJwt(vector.presentation)
    await verifyJws(jwt, { keys, algorithms: ['ES256'] })
    // The drafts left `_sd_alg` in; RFC 9901 clause 7.1 (3) takes it out.
    expect(claims).toEqual(Object.fromEntries(Object.entries(vector.expected_verified_contents).filter(([member]) => member !== '_sd_alg')))
    if (proof !== '') await verifyJws(proof, { keys: [parseJwk(vector.holder_jwk)], algorithms: ['ES256'] })
    // Issued without the last separator then.
    const whole = await parseSdJwt(vector.issuance.endsWith('~') ? vector.issuance : `${vector.issuance}~`)
    expect(whole.placed.length).toBeGreaterThanOrEqual((vector.presentation.match(/~/g) ?? []).length - 1)
    const report = await verifySdJwt(vector.presentation, { keys, algorithms: ['ES256'], issuer: 'https://example.com/issuer', type: 'x', keyBinding: 'none', validationTime: TIME })
    expect(report.steps.signature?.diagnostics.map(({ code }) => code), 'passes now: verify it as a whole').toEqual([REFUSED_BECAUSE])
  })
})

interface PeerVector {
  readonly claims: JsonObject
  readonly disclosureFrame?: Frame
  readonly presentationFrames?: Frame
  readonly presentedClaims: JsonObject
}

/** Where the two disagree, and why; one that is not needed fails. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'peer/array_none_disclosed.json': 'the file expects that nothing is left of an object with hidden members only; RFC 9901 clause 7.1 (3) leaves an empty object, and so do both implementations',
}

const VCT = 'urn:example:credential'
const HOLDER = keyOf(es).key
const COMMON = { iss: ISSUER, vct: VCT, exp: NOW + 600 }
const OPTIONS: VerifySdJwtOptions = { keys: [keyOf(es)], algorithms: ['ES256'], issuer: ISSUER, type: VCT, keyBinding: { audience: AUDIENCE, nonce: 'n-1' }, validationTime: TIME }
const BOUND = { cnf: { jwk: jwkOf(HOLDER) } }

type NamedVector = readonly [name: string, vector: PeerVector]
const corpusVectors = filesOf(CORPUS, /^owf_/).map((file): NamedVector => [file, jsonOf(CORPUS, file) as PeerVector])
const peerVectors = filesOf(PEER, /\.json$/).map((file): NamedVector => [`peer/${file}`, jsonOf(PEER, file) as PeerVector])

async function claimsOf(presentation: string): Promise<JsonObject> {
  const report = await verifySdJwt(presentation, OPTIONS)
  if (!report.accepted) throw new Error(JSON.stringify(report.steps))
  return report.claims
}

const peerClaims = async (presentation: string): Promise<unknown> =>
  (await peer.verify(presentation, { currentDate: NOW, keyBindingNonce: 'n-1' })).payload

/** Of the two sides, each presents what the other issued, and verifies what the other presented. */
async function exchanged({ claims, disclosureFrame = {}, presentationFrames = {} }: PeerVector): Promise<Record<string, unknown>> {
  const all = { ...COMMON, ...claims }
  const ours = await issueSdJwt({ signer: es, claims: all, ...ofDisclosureFrame(disclosureFrame, claims), holder: HOLDER })
  const theirs = await peer.issue({ ...all, ...BOUND }, disclosureFrame, { header: { typ: 'dc+sd-jwt' } })
  const wanted = ofPresentationFrame(presentationFrames, claims)
  const weShow = async (credential: string): Promise<string> => {
    const hidden = (await parseSdJwt(credential)).placed.map(({ place }) => JSON.stringify(place))
    const disclose = wanted.filter((path) => hidden.includes(JSON.stringify(path)))
    return presentSdJwt(credential, { disclose, keyBinding: { signer: es, audience: AUDIENCE, nonce: 'n-1', issuedAt: TIME } })
  }
  const theyShow = (credential: string): Promise<string> =>
    peer.present(credential, presentationFrames as { readonly [name: string]: boolean }, { kb: { payload: { iat: NOW, aud: AUDIENCE, nonce: 'n-1' } } })
  const seen: Record<string, unknown> = {}
  for (const [issuer, credential] of [['ours', ours], ['theirs', theirs]] as const) {
    seen[`${issuer} as issued, by them`] = (await peer.validate(credential, { currentDate: NOW })).payload
    seen[`${issuer} as issued, by us`] = (await parseSdJwt(credential)).claims
    for (const [presenter, text] of [['us', await weShow(credential)], ['them', await theyShow(credential)]] as const) {
      seen[`${issuer} presented by ${presenter}, verified by them`] = await peerClaims(text)
      seen[`${issuer} presented by ${presenter}, verified by us`] = await claimsOf(text)
      seen[`${issuer} presented by ${presenter}, flattened, verified by us`] = await claimsOf(JSON.stringify(peer.toFlattenJSON(text).toJson()))
      expect(JSON.parse(sdJwtToJson(text))).toEqual(JSON.parse(JSON.stringify(peer.toFlattenJSON(text).toJson())))
    }
  }
  return seen
}

describe('@sd-jwt/core', () => {
  it('has examples to exchange', () => {
    expect(peerVectors.length).toBeGreaterThan(10)
    expect(Object.keys(EXCEPTIONS).filter((name) => !peerVectors.some(([known]) => known === name))).toEqual([])
  })

  it.skipIf(WHY_SKIPPED !== '')(`has those of the corpus${WHY_SKIPPED}`, () => { expect(corpusVectors.length).toBeGreaterThanOrEqual(8) })

  it.each([...corpusVectors, ...peerVectors])('%s', async (name, vector) => {
    const expected = Object.fromEntries(Object.entries({
      'as issued': vector.claims, presented: vector.presentedClaims,
    }).map(([when, claims]) => [when, { ...COMMON, ...claims, ...BOUND }]))
    const differing = Object.entries(await exchanged(vector)).filter(([when, claims]) => {
      try {
        expect(JSON.parse(JSON.stringify(claims))).toEqual(when.includes('as issued') ? expected['as issued'] : expected['presented'])
        return false
      } catch {
        return true
      }
    }).map(([when]) => when)
    if (EXCEPTIONS[name] === undefined) expect(differing).toEqual([])
    else expect(differing, 'agrees: remove the exception').not.toEqual([])
  })

  it.each(['sha-384', 'sha-512'] as const)('%s', async (hash) => {
    const credential = await issueSdJwt({ signer: es, claims: { ...COMMON, name: '某甲', area: '某市' }, disclosable: ['name', 'area'], holder: HOLDER, hash })
    const shown = await peer.present(credential, { name: true }, { kb: { payload: { iat: NOW, aud: AUDIENCE, nonce: 'n-1' } } })
    expect(await claimsOf(shown)).toMatchObject({ name: '某甲' })
    expect(await peerClaims(await presentSdJwt(credential, { disclose: ['area'], keyBinding: { signer: es, audience: AUDIENCE, nonce: 'n-1', issuedAt: TIME } }))).toMatchObject({ area: '某市' })
  })

  it('SM2 with SM3, by the mathematics of sm-crypto-v2', async () => {
    const verifier = (by: JwsKey['key']) => (data: string, signature: string): boolean =>
      smCrypto.doVerifySignature(toUtf8(data), Buffer.from(signature, 'base64url').toString('hex'), by.type === 'SM2' ? toHex(by.octets) : '', { hash: true, userId: '1234567812345678' })
    const { key } = keyOf(sm2)
    const sm = new SDJwtInstance({ verifier: verifier(key), kbVerifier: verifier(key), hasher: (data) => Buffer.from(smHash(typeof data === 'string' ? toUtf8(data) : new Uint8Array(data)), 'hex') })
    const credential = await issueSdJwt({ signer: sm2, claims: { ...COMMON, name: '某甲', places: ['某市', '某县'] }, disclosable: ['name', ['places', null]], holder: key, hash: 'sm3', decoys: [{ in: 'places', count: 1 }] })
    const shown = await presentSdJwt(credential, { disclose: ['name', ['places', 1]], keyBinding: { signer: sm2, audience: AUDIENCE, nonce: 'n-1', issuedAt: TIME } })
    const { payload } = await sm.verify(shown, { currentDate: NOW, keyBindingNonce: 'n-1' })
    expect(payload).toMatchObject({ name: '某甲', places: ['某县'] })
    await expect(sm.verify(await presentSdJwt(credential, { disclose: [], keyBinding: { signer: es, audience: AUDIENCE, nonce: 'n-1', issuedAt: TIME } }), { currentDate: NOW, keyBindingNonce: 'n-1' })).rejects.toThrow()
  })
})
