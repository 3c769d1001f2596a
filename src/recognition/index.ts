/** Mutual recognition: whether a license may be accepted here, for this person and this matter, now; and if not, what to do. */
export { decideRecognition } from './decide.ts'
export { OUTCOMES, RECOGNITION_STEP_NAMES } from './decision.ts'
export type { Outcome, RecognitionContext, RecognitionDecision, RecognitionStep, RecognitionStepName, Remedy } from './decision.ts'
export { licenseEvidence, presenterFacts, validationFacts } from './evidence-of.ts'
export { explainRecognition } from './explain.ts'
export type { RecognitionExplanation } from './explain.ts'
export { explanationText } from './explain-text.ts'
export { EVIDENCE_KINDS, PURPOSE_BASES } from './facts.ts'
export type {
  CheckFacts, DelegationFacts, EvidenceKind, LicenseEvidence, PresenterFacts, PurposeBasis, PurposeFacts, RecognitionFacts, SealOwner, SealStatusFacts, SignatureFacts,
  StatusFacts, ValidationFacts,
} from './facts.ts'
export { recognitionLists } from './lists.ts'
export type { ListsAt, RecognitionListReference, RecognitionLists } from './lists.ts'
export { VerifiedRecognitionList, openRecognitionList, parseUnsignedRecognitionList, signRecognitionList } from './open-recognition-list.ts'
export { LIST_KINDS } from './recognition-list.ts'
export type {
  AgreementStatus, AuthoritySeal, AuthorityStatus, Competence, DatedStatus, ListKind, ListedAgreement, ListedIssuer, ListedLicenseType, ListedSealMaker, RecognitionList,
  RuleReference, TypeStatus,
} from './recognition-list.ts'
export { recognitionListJsonSchema } from './recognition-list-schema.ts'
export { RECOGNITION_POLICY_IDS, recognitionPreset } from './recognition-policy.ts'
export type { MatterRules, RecognitionCode, RecognitionLevels, RecognitionPolicy, RecognitionPolicyId } from './recognition-policy.ts'
export { parseRecognitionPolicy, recognitionPolicyJsonSchema } from './recognition-policy-schema.ts'
export { ACTORS, PROMISABLE, REMEDIES, REMEDY_KINDS } from './remedies.ts'
export type { Actor, RemedyKind } from './remedies.ts'
export { ACTOR_TERMS, OUTCOME_TERMS, RECOGNITION_STEP_TERMS, REMEDY_TERMS } from './terms.ts'
export { recognitionText } from './text.ts'
export { newerRecognitionState, openRecognitionLists, parseRecognitionState } from './recognition-state.ts'
export type { OpenRecognitionListsOptions, OpenedRecognitionLists, RecognitionListsState } from './recognition-state.ts'
export { decideOnce } from './use-guard.ts'
export type { UseGuard } from './use-guard.ts'
