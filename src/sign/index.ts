export type { Signer } from './signer.ts'
export { algorithmOfSigner, signerAlgorithmsOf } from './signer-algorithm.ts'
export type { SignerAlgorithm, SignerAlgorithmName } from './signer-algorithm.ts'
export { memorySigner } from './signer-memory.ts'
export type { MemorySignerOptions } from './signer-memory.ts'
export { remoteSigner } from './signer-remote.ts'
export type { RemoteSignerOptions } from './signer-remote.ts'
export { publicKeyOfSigner, requireSignature } from './signer-signature.ts'
export type { SigningParty } from './signer-signature.ts'
export type { SignerIdentity, TimeStamper } from './certificate-use.ts'
export { SigningRefusedError } from './refusal.ts'
export { prepareSignedMessage } from './signed-message.ts'
export type { PreparedMessage } from './signed-message.ts'
export { drawSealPicture, makeSeal, prepareSeal } from './seal/index.ts'
export type { DrawnPicture, PreparedSeal, SealDrawing, SealFields } from './seal/index.ts'
export { addIntegrityFile, prepareOfdSignature, signOfd } from './ofd/index.ts'
export type {
  IntegrityFileOptions, OfdSigningOptions, PreparedOfdSignature, RidingSeal, SignatureProvider, SignedOfd, Stamp,
} from './ofd/index.ts'
export { SPECIMEN_TEMPLATE, annotateCopy, issueLicense, parseLicenseData, parseLicenseTemplate } from './license/index.ts'
export type {
  AnnotateOptions, CopyNote, IssueOptions, IssuedLicense, LicenseData, LicenseTemplate, TemplateField, TemplateObject, TemplateRows, TemplateTextStyle,
} from './license/index.ts'
