/**
 * What a diagnostic code is. Each area of the code has one table of its codes in this folder; `index.ts` merges them
 * into the closed union that reports, errors and message catalogues share. No texts here: those are in `report/messages`.
 */

/** Sub-indications of ETSI EN 319 102-1, table 5 and clause 5.1.3, in the standard's spelling. */
export type SubIndication =
  // of TOTAL-FAILED
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  // of INDETERMINATE
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'CUSTOM'

/**
 * What a finding does to the step that it was found in: `fail` makes it FAILED, `indeterminate` INDETERMINATE;
 * `warning` and `info` are reported and change nothing.
 */
export type Level = 'fail' | 'indeterminate' | 'warning' | 'info'

export interface DiagnosticDefinition {
  /** The level where no policy says otherwise. */
  readonly level: Level
  /** A policy cannot relax this code: it states that bytes or mathematics are wrong. */
  readonly fixed?: true
  /** Reported when the level is `fail` or `indeterminate`. */
  readonly subIndication: SubIndication
  /** The rule behind it: standard and clause, or the name of the attack class where no standard has the rule. */
  readonly clause: string
  /** Names of the values that a finding of this code carries; messages refer to them as `{name}`. */
  readonly params: readonly string[]
}

/** Keeps the literal types of a table of definitions; returns it unchanged. */
export function defineDiagnostics<const Table extends Readonly<Record<string, DiagnosticDefinition>>>(table: Table): Table {
  return table
}
