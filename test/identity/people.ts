/** Invented people and organizations; births lie far enough back that nobody alive has such a number. */
import { buildUscc, personNumberCheckCharacter } from '../../src/identifier/index.ts'
import type { NumberKey } from '../../src/identity/assertion/index.ts'

const number = (body: string): string => body + personNumberCheckCharacter(body)

export const LI = { name: '李某某', number: number('33010119000203001') } as const
export const WANG = { name: '王某某', number: number('44010119010405002') } as const
export const COMPANY = { name: '某某（测试）有限公司', number: buildUscc('91330100', 'MA00000X') } as const

export const KEY: NumberKey = { keyId: 'test-2026', key: new Uint8Array(32).fill(7) }
