/** Names and numbers of honest people in all the ways that systems write them; and those of others, however alike they look. */
import { describe, expect, it } from 'vitest'
import { buildUscc, personNumberCheckCharacter } from '../../src/identifier/index.ts'
import { digestHolderNumber, makeAssertion, matchHolder } from '../../src/identity/assertion/index.ts'
import type { AssertedParty, IdentityStatement, NamedHolder } from '../../src/identity/assertion/index.ts'
import { withRareCharacters } from '../../src/identity/assertion/rare-characters.ts'
import { COMPANY, KEY, LI } from './people.ts'

const party = (name: string, type = '111', number: string = LI.number): AssertedParty => ({ name, type, number: digestHolderNumber(type, number, KEY) })
const named = (name: string, type = '111', code: string = LI.number): NamedHolder => ({ name, type, code })
const STATEMENT: IdentityStatement = {
  issuer: 'https://id.example.cn', subject: 'u', audience: 'https://agency.example.cn', id: '1', issuedAt: new Date('2026-06-01T12:00:00Z'), expiresAt: new Date('2026-06-01T12:30:00Z'), kind: 'NATURAL',
  holder: { name: LI.name, type: '111', number: LI.number }, level: { scheme: 'CN', identityProofing: 2, authenticator: 2, methods: [] }, home: { areaCode: '330000', platform: 'p' },
}
const numbered = (body: string): string => body + personNumberCheckCharacter(body)

describe('one name', () => {
  it.each<readonly [string, string, string]>([
    ['with blanks of forms', '李某', ' 李　某 '],
    ['with blanks about a dot', '阿依古丽·测试', '阿依古丽 · 测试'],
    ...Array.from('•‧∙⋅⸱・･．.﹒\u0387\u2024').map((dot) => [`with ${dot} (U+${dot.charCodeAt(0).toString(16)})`, '阿依古丽·测试', `阿依古丽${dot}测试`] as const),
    ['of a foreigner, with more blanks', 'SPECIMEN ANNA  MARIA', 'Specimen Anna Maria'],
    ['with compatibility characters', '李\uf9c3', '李遼'],
    ['of a company, with brackets and blanks', '某某（测试）有限公司', '某某 (测试) 有限公司'],
    ['with a character for private use that Unicode has now', '李\u4dae', '李\ue863'],
    ['with one of the later planes', '李\u{20087}', '李\ue816'],
  ])('%s', (_, one, other) => {
    expect(matchHolder(party(one), named(other), KEY)).toBe('same')
    expect(matchHolder(party(other), named(one), KEY)).toBe('same')
  })
})

describe('another name', () => {
  it.each([
    ['that looks alike', '王日', '王曰'],
    ['in traditional characters', '张某', '張某'],
    ['with a letter of another script', 'ANNA', '\u0410NNA'],
    ['with an invisible character', '李某', '李\u200b某'],
    ['with another character for private use', '李\ue000', '李\ue001'],
    ['that only begins so', '李某', '李某某'],
    ['whose parts stand otherwise', 'ANNA MARIA', 'ANNAMARIA'],
  ])('%s is for people to compare, and without a number it is nobody', (_, one, other) => {
    expect(matchHolder(party(one), named(other), KEY)).toBe('number-only')
    expect(matchHolder({ name: one, type: '111' }, { name: other }, KEY)).toBe('different')
  })
})

describe('one number', () => {
  const x = numbered('11010519491231002')
  it.each([
    ['with a small x', x.toLowerCase()], ['with a full-width X', x.replace('X', 'Ｘ')], ['in full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['in groups', '110105 19491231 002X'], ['of fifteen digits', '110105491231002'],
  ])('%s', (_, code) => {
    expect(matchHolder(party('李某', '111', x), named('李某', '111', code), KEY)).toBe('same')
  })

  it('of an organization code with its hyphen', () => {
    expect(matchHolder(party('某某', '099', 'D2143569X'), named('某某', '099', 'D2143569-X'), KEY)).toBe('same')
  })

  it.each([['a residence permit', numbered('83000019000101001')], ['a card of a permanent resident', numbered('91113719000101001')]])('of %s, as 111 or as 999', (_, number) => {
    expect(matchHolder(party('SPECIMEN', '111', number), named('SPECIMEN', '999', number), KEY)).toBe('same')
    expect(matchHolder(party('SPECIMEN', '999', number), named('SPECIMEN', '111', number), KEY)).toBe('same')
  })
})

describe('another number', () => {
  it.each([
    ['that goes on', `${LI.number}0`], ['with an l for a 1', LI.number.replace('1', 'l')],
    ['of another person', numbered('33010119000203002')], ['with a superscript digit', LI.number.replace('1', '¹')],
  ])('%s contradicts', (_, code) => {
    expect(matchHolder(party(LI.name), named(LI.name, '111', code), KEY)).toBe('different')
  })

  it('of another document is no contradiction and no match: a passport, an organization code of before 2015', () => {
    expect(matchHolder(party(LI.name), named(LI.name, '414', 'E12345678'), KEY)).toBe('name-only')
    const company = party(COMPANY.name, '001', COMPANY.number)
    expect(matchHolder(company, named(COMPANY.name, '099', COMPANY.number.slice(8, 17)), KEY)).toBe('name-only')
    expect(matchHolder(company, named('别的公司', '099', COMPANY.number.slice(8, 17)), KEY)).toBe('different')
    expect(matchHolder(party(LI.name, '999', 'ABC1234'), named(LI.name, '111', 'ABC1234'), KEY)).toBe('name-only')
    expect(buildUscc('91330100', 'MA00000X')).toBe(COMPANY.number)
  })
})

describe('a part of a number', () => {
  it.each(['330101********0012', '3301**********0012', '330101XXXXXXXX0012', '＊＊＊＊＊＊0012', LI.number.slice(-4), '无', '-', '0', ''])('such as %j is none: the names are compared', (code) => {
    expect(matchHolder(party(LI.name), named(LI.name, '111', code), KEY)).toBe('name-only')
    expect(matchHolder(party(LI.name), named('王某某', '111', code), KEY)).toBe('different')
    // Attack: both sides mask alike.
    expect(matchHolder(party(LI.name, '999', code), named(LI.name, '999', code), KEY)).toBe('name-only')
  })

  it.each(['330101********0012', '军1', '无'])('such as %j identifies nobody', (number) => {
    for (const type of ['999', '114']) expect(makeAssertion({ ...STATEMENT, holder: { name: LI.name, type, number } }, { numbers: KEY }).findings.map(({ code }) => code)).toEqual(['IDENTITY_NUMBER_INVALID'])
  })
})

it('rare characters are those that GB 18030 has at the same place', () => {
  const places = Array.from({ length: 0xa1 - 0x50 }, (_, i) => 0x50 + i).filter((octet) => octet !== 0x7f)
  const wrong = places.flatMap((octet, index) => {
    const written = String.fromCharCode(0xe815 + index)
    const decoded = new TextDecoder('gb18030').decode(new Uint8Array([0xfe, octet]))
    const today = withRareCharacters(written)
    // Six of them are in planes that the two-octet form of this decoder does not reach.
    return decoded === today || (decoded === written && (today.codePointAt(0) ?? 0) > 0xffff) ? [] : [[written, decoded, today]]
  })
  expect([wrong, places.length, withRareCharacters('\ue814\ue865')]).toEqual([[], 80, '\ue814\ue865'])
})
