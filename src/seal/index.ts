/** Electronic seals and seal signatures: parse, model, write. Certificates, signatures and trust are others' rooms. */
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
