/** Anchors from a signed trust list: what counts is the status of the service when it was used. */
import { accepted, indeterminate } from '../variant.ts'
import type { Expectation, Flag, Variant } from '../variant.ts'
import { timeStamping } from './scenes.ts'

const CLAUSE = 'ETSI TS 119 612 clause 5.5.4 (status as of a date)'

const under = (
  list: string, id: string, flags: readonly [Flag, ...Flag[]], zh: string, en: string, expected: Expectation, make: Variant['make'] = (world) => world.ofd(),
): Variant => ({ name: `ofd/trust-lists/${id}`, description: { zh, en }, flags, trust: {}, trustLists: [list], clause: CLAUSE, expected, make })

export const TRUST_LISTS: readonly Variant[] = [
  under('granted', 'granted', ['Genuine'], '信任锚取自已签名的信任名录，名录认可该机构。', 'The anchors come from a signed trust list that grants them.', accepted()),
  under('withdrawn-before', 'withdrawn-before-signing', ['Trust'], '签章时该 CA 已不具备资格。', 'The CA was no longer entitled when the license was signed.',
    indeterminate('CHAIN_CONSTRAINTS_FAILURE', 'TRUST_SERVICE_NOT_GRANTED')),
  under('withdrawn-since', 'withdrawn-since', ['Trust'], '该 CA 在所称签章时间之后被取消资格，而签章时间无从证明。', 'The CA was withdrawn after the stated signing time, which nothing proves.',
    indeterminate('REVOKED_CA_NO_POE', 'TRUST_SERVICE_ENDED_NO_POE')),
  under('withdrawn-since', 'withdrawn-since-time-stamped', ['Genuine', 'TimeStamp'], '该 CA 在签章之后被取消资格，时间戳可以证明。', 'The CA was withdrawn after signing, as a time stamp proves.',
    accepted('TRUST_SERVICE_ENDED_SINCE'),
    (world) => world.ofd({ timeStamp: { ...timeStamping(world), time: new Date(world.times.signing.getTime() + 2000), serialNumber: 9 } })),
]
