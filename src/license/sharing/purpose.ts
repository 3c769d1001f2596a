/** Why a license is asked for: what every use has to state (Order 716 of the State Council, article 7: for no other purpose). */
export interface UsePurpose {
  readonly basis: 'HOLDER_CONSENT' | 'DELEGATION' | 'STATUTORY'
  /** 1 to 200 characters. */
  readonly cause: string
  /** The system that asks. */
  readonly system: string
  /** Serial number of the matter in hand. */
  readonly businessNumber: string
  /** Of a service item (事项); absent for other uses. */
  readonly itemCode?: string
  readonly itemName?: string
}

/** What goes on the wire. @throws TypeError for a purpose that states too little or too much */
export function useCauseOf(purpose: UsePurpose, form: 'text' | 'object'): string | Readonly<Record<string, string>> {
  const { basis, cause, system, businessNumber, itemCode, itemName } = purpose
  if (!['HOLDER_CONSENT', 'DELEGATION', 'STATUTORY'].includes(basis)) throw new TypeError('purpose.basis is required')
  for (const [name, text] of Object.entries({ cause, system, businessNumber })) {
    if (typeof text !== 'string' || text.trim() === '' || text.length > 200) throw new TypeError(`purpose.${name} has 1 to 200 characters`)
  }
  if (form === 'text') return cause
  return {
    certificateSystemName: system, certificateCallCategory: itemCode === undefined ? '1' : '0', certificateMatterName: itemName ?? '', certificateEventCode: itemCode ?? '',
    certificateCopyCause: cause,
  }
}
