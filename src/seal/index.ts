/** Electronic seals and seal signatures: parse, model, inspect, write. Certificates, signatures and trust are others' rooms. */
export { detectSes, detectSesBytes } from './detect.ts'
export type { DetectedSes, SesShape } from './detect.ts'
export {
  encodeExtensions, encodeSeal, encodeSealInfo, encodeSealSignature, encodeSealSignedBytes, encodeToSign,
} from './encode.ts'
export type {
  SealExtensionFields, SealInfoFields, SealSignatureFields, SealSignedFields, ToSignFields,
} from './encode.ts'
export type {
  AlternativeSignedBytes, CertificateDigest, ElectronicSeal, PictureFormat, SealEdition, SealExtension, SealHeader,
  SealPicture, SealProperty, SealSignature, SealSignatureValue, SealTimeInfo, SignatureValueEncoding,
} from './model.ts'
export { sniffPicture } from './picture.ts'
export type { SniffedPicture } from './picture.ts'
export { parseSeal } from './seal.ts'
export { parseSealSignature } from './seal-signature.ts'
export { inspectSes } from './inspect.ts'
export type { InspectNode } from './inspect.ts'
export { renderInspection } from './render-inspection.ts'
