/** What the batches of the tests are judged with, as data. */
import type { BatchSettings } from '../../src/batch/index.ts'
import { ROOT, certificate } from '../verify/world.ts'

export const SETTINGS: BatchSettings = {
  trust: { anchors: [ROOT] },
  policy: 'cn-gov-2025',
  validationTime: new Date('2026-06-01T00:00:00Z'),
  certificates: [certificate('east-ca'), certificate('west-ca')],
}
