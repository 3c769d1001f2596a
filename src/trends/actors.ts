/** Who can do something about the cause of a reason: data, total over all codes. What to do is in the texts of the code. */
import { diagnosticArea } from '../diagnostics/index.ts'
import type { DiagnosticArea, DiagnosticCode } from '../diagnostics/index.ts'
import type { RecognitionCode } from '../recognition/recognition-policy.ts'
import { REMEDIES } from '../recognition/remedies.ts'
import type { Actor, RemedyKind } from '../recognition/remedies.ts'

/**
 * `issuer`: the authority that issues the licenses. `sealMaker`: who makes its seals. `ca`: who issues certificates, their
 * revocation status and time stamps. `producer`: the vendor of the software that writes the files. `platform`: the identity or
 * sharing platform. `listOperator`: who runs a list of trust or recognition. `agency`: the agency that relies on licenses, and how
 * it set up verification. `holder`: holder or applicant. `developer`: who develops yinxin.
 */
export const TREND_ACTORS = ['issuer', 'sealMaker', 'ca', 'producer', 'platform', 'listOperator', 'agency', 'holder', 'developer'] as const
export type TrendActor = (typeof TREND_ACTORS)[number]

/** What holds for most codes of an area; of recognition, what its remedies say counts. */
const AREAS: Readonly<Record<DiagnosticArea, TrendActor>> = {
  input: 'agency', der: 'producer', zip: 'producer', xml: 'producer', crypto: 'producer', jose: 'platform', identifier: 'issuer',
  pki: 'ca', cms: 'producer', revocation: 'ca', seal: 'sealMaker', ofd: 'producer', trust: 'listOperator', signature: 'producer',
  license: 'issuer', online: 'agency', sharing: 'platform', sign: 'issuer', key: 'agency', authority: 'ca', evidence: 'agency',
  assertion: 'platform', token: 'platform', ticket: 'platform', sdJwt: 'platform', recognition: 'agency',
}

/** The codes of an area for which somebody else can do something; of recognition, where its remedies name only who is at the counter. */
const OTHERS: Readonly<Partial<Record<DiagnosticCode, TrendActor>>> = {
  INPUT_NOT_RECOGNIZED: 'holder', INTERNAL_ERROR: 'developer', PLATFORM_ALGORITHM_MISSING: 'agency',
  OFD_NOT_SIGNED: 'issuer', OFD_ENCRYPTED: 'issuer', OFD_REFERENCE_MISMATCH: 'issuer', OFD_REFERENCE_MISSING: 'issuer',
  DATA_HASH_MISMATCH: 'issuer', SIGNATURE_VALUE_INVALID: 'issuer', CMS_SIGNATURE_INVALID: 'issuer', CMS_MESSAGE_DIGEST_MISMATCH: 'issuer', BINDING_OTHER_ENTRY: 'issuer',
  SIGNED_DATA_ABSENT: 'agency', SIGNER_CERTIFICATE_ABSENT: 'producer',
  SEAL_SIGNATURE_INVALID: 'sealMaker', SEAL_SIGNATURE_OTHER_BYTES: 'sealMaker', SEAL_SIGNER_NOT_LISTED: 'sealMaker', SEAL_LIST_OPAQUE: 'sealMaker',
  SEAL_MAKER_NOT_VALID_AT_CREATION: 'sealMaker', SEAL_MADE_BY_SIGNER: 'sealMaker', SEAL_MAKER_EXPIRED_SINCE: 'sealMaker', SEAL_FILE_DIFFERS: 'sealMaker',
  SEAL_EXPIRED: 'issuer', SEAL_NOT_YET_VALID: 'issuer', SEAL_CREATED_AFTER_SIGNING: 'sealMaker', SEAL_CREATED_AFTER_TIMESTAMP: 'sealMaker',
  TIME_NOT_PROVEN: 'issuer', TIME_IN_FUTURE: 'issuer',
  TIME_STAMP_NOT_GRANTED: 'ca', TIME_STAMP_CONTENT_TYPE: 'ca', TIME_STAMP_VERSION: 'ca', TIME_STAMP_ATTRIBUTES: 'ca', TIME_STAMP_SIGNERS: 'ca', TIME_STAMP_SIGNER_NAME: 'ca',
  PATH_NO_ANCHORS: 'agency', PATH_ISSUER_NOT_FOUND: 'agency', PATH_SELF_ISSUED_UNTRUSTED: 'agency', PATH_POLICY_NOT_ACCEPTABLE: 'agency',
  CERTIFICATE_EXPIRED: 'issuer', CERTIFICATE_NOT_YET_VALID: 'issuer', CERTIFICATE_REVOKED: 'issuer', CERTIFICATE_REVOKED_AFTER_PROOF: 'issuer', CERTIFICATE_ON_HOLD: 'issuer',
  REVOCATION_NO_SOURCE: 'agency', REVOCATION_NO_EVIDENCE: 'agency', REVOCATION_STALE: 'agency', REVOCATION_RESPONDER_UNCHECKED: 'agency', REVOCATION_CRL_ISSUER_UNCHECKED: 'agency',
  REVOCATION_NOT_YET_ISSUED: 'agency', REVOCATION_ALGORITHM_UNSUPPORTED: 'agency', EVIDENCE_NOT_RECOGNIZED: 'agency',
  ONLINE_SOURCE_UNAVAILABLE: 'ca', ONLINE_RESPONSE_TOO_LARGE: 'ca', ONLINE_RESPONSE_UNUSABLE: 'ca',
  LICENSE_EXPIRED: 'holder', LICENSE_NOT_YET_VALID: 'holder', LICENSE_COPY_EXPIRED: 'holder',
  TRUST_LIST_SIGNER_UNKNOWN: 'agency', TRUST_LIST_EXPIRED: 'agency', TRUST_LIST_ROLLBACK: 'agency', TRUST_LIST_OTHER: 'agency', TRUST_SERVICE_NOT_GRANTED: 'ca',
  TOKEN_EXPIRED: 'holder', TOKEN_AUTHENTICATION_TOO_OLD: 'holder', TOKEN_TOO_OLD: 'holder', TOKEN_REPLAY_UNKNOWN: 'agency', TOKEN_CONFIRMATION_UNCHECKED: 'agency',
  JWS_KEY_UNKNOWN: 'agency', JWS_ALGORITHM_NOT_ALLOWED: 'agency', PROFILE_MALFORMED: 'agency', PROFILE_RECORD_MISSING: 'agency',
  IDENTITY_PROOFING_LOW: 'holder', IDENTITY_AUTHENTICATOR_LOW: 'holder', IDENTITY_SESSION_STALE: 'holder',
  SEAL_MAKER_WITHDRAWN: 'sealMaker', CERT_FAILED: 'ca', LST_UNKNOWN: 'platform', LST_STALE: 'platform', SEAL_STATUS_UNKNOWN: 'platform',
}

/** Who a remedy of recognition turns to. Nobody does anything by declining. */
function actorOfWay([kind, actor]: readonly [RemedyKind, Actor]): TrendActor | undefined {
  if (kind === 'decline') return undefined
  if (kind === 'askIssuer') return 'issuer'
  if (kind === 'askOperator') return 'listOperator'
  return actor === 'applicant' ? 'holder' : 'agency'
}

/** Who can do something about the cause of a reason. */
export function actorOf(code: DiagnosticCode): TrendActor {
  // Where nothing is left but to decline, the license has had its day: its holder needs another.
  const atTheCounter = Object.hasOwn(REMEDIES, code) ? REMEDIES[code as RecognitionCode].map(actorOfWay).find((actor) => actor !== undefined) ?? 'holder' : undefined
  return OTHERS[code] ?? atTheCounter ?? AREAS[diagnosticArea(code)]
}

/** What recognition offers for a code, in the order in which it is to be tried; nothing for other codes. */
export function remediesOf(code: DiagnosticCode): readonly RemedyKind[] {
  return Object.hasOwn(REMEDIES, code) ? [...new Set(REMEDIES[code as RecognitionCode].map(([kind]) => kind))] : []
}
