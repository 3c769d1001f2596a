/** Time-stamp tokens over signatures and seals: which of them prove a time. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import type { ElectronicSeal, SealSignature } from '../seal/index.ts'
import type { Call } from './options.ts'

export interface StampFacts {
  /** ISO 8601. */
  readonly genTime: string
}

export async function timeStamp(token: Uint8Array, imprints: readonly { readonly what: string; readonly octets: Uint8Array }[], at: Locator, call: Call): Promise<{ readonly time?: Date; readonly step: Checked<StampFacts> }> {
  void token; void imprints; void call
  return { step: { findings: [finding('CHECK_NOT_PERFORMED', at)] } }
}
export async function sealTimeStamp(seal: ElectronicSeal, at: Locator, call: Call) {
  return seal.timeStamp === undefined ? undefined : timeStamp(seal.timeStamp, [], at, call)
}
export async function timeStampSteps({ signature, at }: { signature: SealSignature; at: Locator }, call: Call): Promise<{ readonly signature?: Date; readonly step?: Checked<readonly StampFacts[]> }> {
  const findings: Finding[] = []
  void signature; void at; void call; void findings
  return {}
}
