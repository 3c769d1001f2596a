/** The cross-province case of a seed: accepted as it is, and each part that is not acceptable refused for its own reason. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { forgeProvinces, provincesFolder, replacing, withPart } from '../../src/forge/index.ts'
import type { ForgedProvinces } from '../../src/forge/index.ts'
import { checkPersonNumber, checkUscc } from '../../src/identifier/index.ts'
import { assessLicense } from '../../src/recognition/assess.ts'
import type { AssessOptions } from '../../src/recognition/assess.ts'
import { openRecognitionList, parseRecognitionPolicy } from '../../src/recognition/index.ts'
import { operatorKeysOf } from '../../src/trust/index.ts'
import { errors } from '../recognition/came-to.ts'

const OPTIONS = { seed: 'two provinces', time: new Date('2027-10-31T16:00:00Z') } as const
let provinces: ForgedProvinces
let token: string

beforeAll(async () => {
  provinces = await forgeProvinces(OPTIONS)
  token = await provinces.token()
})

async function outcome(change: Partial<AssessOptions> = {}, octets: Uint8Array = provinces.license()): Promise<readonly string[]> {
  return errors(await assessLicense(octets, { ...provinces.counter(token), ...change }))
}
const forMatter = (matter: string): Partial<AssessOptions> => ({ recognition: { ...provinces.counter().recognition, matter }, purpose: provinces.consent(matter) })

describe('two provinces', () => {
  it('recognize the license of one in the other', async () => {
    expect(await outcome()).toEqual(['ACCEPTED'])
    const stepped = provinces.presenter(await provinces.token({ ...provinces.claims, amr: ['sc'] }))
    expect(await outcome({ ...forMatter(provinces.matters.supply), presenter: stepped })).toEqual(['ACCEPTED'])
    expect(await outcome({ statusSource: provinces.status })).toEqual(['ACCEPTED'])
  })

  it.each<[string, () => Promise<readonly string[]>, readonly string[]]>([
    ['nobody', () => assessLicense(provinces.license(), provinces.counter()).then(({ outcome: found }) => [found]), ['UNDETERMINED']],
    ['another shop', async () => outcome({ presenter: provinces.presenter(await provinces.token(provinces.othersClaims)) }), ['REJECTED', 'HOLD_MISMATCH', 'PUR_USE_UNKNOWN']],
    ['a license of an authority that is not competent', () => outcome({ purpose: { ...provinces.consent(), license: { typeCode: provinces.world.license.typeCode } } }, provinces.license('culture')), ['REJECTED', 'AUTH_NOT_COMPETENT', 'PUR_USE_UNKNOWN']],
    ['one that was revoked since', () => outcome({ statusSource: provinces.register({ code: '07' }) }), ['REJECTED', 'LST_REVOKED', 'PUR_USE_UNKNOWN']],
    ['a register that nobody reaches', () => outcome({ statusSource: provinces.register({ unreachable: true }) }), ['UNDETERMINED', 'LST_UNKNOWN', 'PUR_USE_UNKNOWN', 'EVD_INCOMPLETE']],
    ['an agreement that was repealed', () => outcome(forMatter(provinces.matters.pilot)), ['NOT_COVERED', 'MR_NOT_IN_FORCE', 'PUR_USE_UNKNOWN']],
    ['a matter that needs a higher level of assurance', () => outcome(forMatter(provinces.matters.supply)), ['UNDETERMINED', 'IDN_LEVEL_LOW', 'PUR_USE_UNKNOWN']],
    ['one octet of the page changed', () => outcome({}, provinces.world.zip(withPart(provinces.world.signed(), 'Doc_0/Pages/Page_0/Content.xml', replacing('2032年', '2033年')))), ['REJECTED', 'SIG_HASH_FAILURE', 'LST_UNKNOWN', 'PUR_USE_UNKNOWN', 'EVD_INCOMPLETE']],
  ])('%s', async (_, work, expected) => {
    expect(await work()).toEqual(expected)
  })

  it('accept an authorization once for each counter', async () => {
    const counter = provinces.counter(token)
    expect((await assessLicense(provinces.license(), counter)).outcome).toBe('ACCEPTED')
    expect((await assessLicense(provinces.license(), counter)).outcome).toBe('REJECTED')
    expect((await assessLicense(provinces.license(), provinces.counter(token))).outcome).toBe('ACCEPTED')
  })

  it('are the same for equal options, and share no key with those of another seed', async () => {
    const digests = async (options: typeof OPTIONS | { seed: string; time: Date }): Promise<ReadonlyMap<string, string>> =>
      new Map([...await provincesFolder(await forgeProvinces(options))].map(([path, octets]) => [path, createHash('sha256').update(octets).digest('hex')]))
    const [first, second, other] = [await digests(OPTIONS), await digests(OPTIONS), await digests({ ...OPTIONS, seed: 'two others' })]
    expect(second).toEqual(first)
    const shared = [...first].filter(([path, digest]) => other.get(path) === digest).map(([path]) => path)
    // Rules, consent and answers state no key and no digest of one.
    expect(shared.sort()).toEqual(['consent.json', 'rules.json', 'seals.json', 'status.json'])
  })

  it('have codes and numbers with right check digits, lists that their operator signed, and rules that read', async () => {
    for (const claims of [provinces.claims, provinces.othersClaims]) {
      expect(checkUscc(claims['id_number'] as string).problems).toEqual([])
      expect(checkPersonNumber((claims['agent'] as { id_number: string }).id_number).problems).toEqual([])
    }
    const stranger = await forgeProvinces({ ...OPTIONS, seed: 'a stranger' })
    for (const text of Object.values(provinces.listTexts)) {
      await openRecognitionList(text, { keys: operatorKeysOf(new TextEncoder().encode(provinces.operatorPem)), time: provinces.time })
      await expect(openRecognitionList(text, { keys: operatorKeysOf(new TextEncoder().encode(stranger.operatorPem)), time: provinces.time })).rejects.toThrow()
    }
    expect(canonicalJson(parseRecognitionPolicy(JSON.parse(canonicalJson(provinces.rules))))).toBe(canonicalJson(provinces.rules))
  })

  it('refuse the options that a world refuses', async () => {
    await expect(forgeProvinces({ seed: 'a', time: new Date(Number.NaN) })).rejects.toThrow(TypeError)
  })
})
