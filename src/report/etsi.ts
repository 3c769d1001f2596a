/**
 * A report in the words of ETSI TS 119 102-2 (validation report), for those who exchange such reports: names of elements
 * and identifiers as in its XML schema v1.4.1, members in place of elements. Digests are SM3, which the standard leaves open.
 */
import { fromHex, toBase64 } from '../encoding/octets.ts'
import { stepsOfSignature } from './findings.ts'
import type { CertificateSummary, Conclusion, Indication, SignatureReport, ValidationReport } from './model.ts'

const MAIN = 'urn:etsi:019102:mainindication:'
const SUB = 'urn:etsi:019102:subindication:'
const STATUS_APPLIED = 'urn:etsi:019102:constraintStatus:applied'
/** GB/T 32905-2016, as an identifier of XML signatures (RFC 6931 style is not assigned): the OID. */
const SM3 = 'urn:oid:1.2.156.10197.1.401'

interface DigestAlgAndValue {
  readonly DigestMethod: string
  /** Base64. */
  readonly DigestValue: string
}

interface ValidationStatus {
  readonly MainIndication: string
  readonly SubIndication?: readonly string[]
  readonly AssociatedValidationReportData?: readonly object[]
}

export interface EtsiValidationReport {
  readonly SignatureValidationReport: readonly object[]
  readonly SignatureValidationObjects: { readonly ValidationObject: readonly object[] }
}

const MAIN_OF: Readonly<Record<Indication | Conclusion, string>> = {
  TOTAL_PASSED: 'total-passed', TOTAL_FAILED: 'total-failed', INDETERMINATE: 'indeterminate', PASSED: 'passed', FAILED: 'failed',
}

function statusOf(indication: Indication | Conclusion, subIndication: string | undefined, data: readonly object[] = []): ValidationStatus {
  return {
    MainIndication: `${MAIN}${MAIN_OF[indication]}`,
    ...(subIndication === undefined ? {} : { SubIndication: [`${SUB}${subIndication}`] }),
    ...(data.length === 0 ? {} : { AssociatedValidationReportData: data }),
  }
}

const digestOf = (sm3: string): DigestAlgAndValue => ({ DigestMethod: SM3, DigestValue: toBase64(fromHex(sm3) ?? new Uint8Array(0)) })

/** One SignatureValidationReport a signature, and the certificates that they refer to. Not one of them is an XML document. */
export function reportToEtsi(report: ValidationReport): EtsiValidationReport {
  const certificates = new Map<string, CertificateSummary>()
  const referTo = (certificate: CertificateSummary): string => {
    certificates.set(certificate.sm3, certificate)
    return `certificate-${certificate.sm3}`
  }
  const signatures = report.signatures.map((signature, index) => signatureOf(report, signature, index, referTo))
  return {
    SignatureValidationReport: signatures.length > 0 ? signatures : [{
      ...common(report), ValidationStatus: statusOf(report.indication, report.subIndication, reportData(report.container.diagnostics)),
    }],
    SignatureValidationObjects: {
      ValidationObject: [...certificates.values()].map((certificate) => ({
        id: `certificate-${certificate.sm3}`,
        ObjectType: 'urn:etsi:019102:validationObject:certificate',
        ValidationObjectRepresentation: { DigestAlgAndValue: digestOf(certificate.sm3) },
      })),
    },
  }
}

function common(report: ValidationReport): object {
  return { SignersDocument: { DigestAlgAndValue: digestOf(report.input.sm3) } }
}

function signatureOf(report: ValidationReport, signature: SignatureReport, index: number, referTo: (certificate: CertificateSummary) => string): object {
  const { signer, signingTime, indication, subIndication, id } = signature
  const proven = signingTime?.provenBy === 'timestamp'
  return {
    SignatureIdentifier: { id: `signature-${index}`, ...(id === undefined ? {} : { SignatureId: id }), HashOnly: false, DocHashOnly: false },
    ValidationConstraintsEvaluationReport: {
      SignatureValidationPolicy: { PolicyName: report.policy.id, FormalPolicyObject: { DigestAlgAndValue: digestOf(report.policy.sm3) } },
      ValidationConstraint: stepsOfSignature(signature, index).map(({ name, step }) => ({
        ValidationConstraintIdentifier: `urn:yinxin:check:${name}`,
        ConstraintStatus: { Status: STATUS_APPLIED },
        ValidationStatus: statusOf(step.conclusion, step.conclusion === 'PASSED' ? undefined : step.subIndication, reportData(step.diagnostics)),
      })),
    },
    ValidationTimeInfo: {
      ValidationTime: report.validationTime,
      // Only what a time stamp proves is a time that the signature is known to have been there at.
      BestSignatureTime: {
        POETime: proven ? signingTime.time : report.validationTime,
        TypeOfProof: proven ? 'urn:etsi:019102:poetype:provided' : 'urn:etsi:019102:poetype:validation',
      },
    },
    ...common(report),
    ...(signingTime === undefined || proven ? {} : { SignatureAttributes: { SigningTime: { Signed: true, Time: signingTime.time } } }),
    ...(signer === undefined ? {} : { SignerInformation: { SignerCertificate: { VOReference: [referTo(signer)] }, Signer: signer.subject } }),
    ValidationStatus: statusOf(indication, subIndication, certificateChain(signature, referTo)),
  }
}

/** Codes with the values of their findings: what the standard leaves to the validator. */
function reportData(diagnostics: readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[]): readonly object[] {
  if (diagnostics.length === 0) return []
  return [{ AdditionalValidationReportData: { ReportData: diagnostics.map(({ code, params }) => ({ Type: `urn:yinxin:code:${code}`, Value: params })) } }]
}

function certificateChain({ signer, steps }: SignatureReport, referTo: (certificate: CertificateSummary) => string): readonly object[] {
  const facts = steps.signerCertificate?.facts as { readonly path?: readonly CertificateSummary[] } | undefined
  if (signer === undefined || facts?.path === undefined) return []
  const [, ...intermediates] = facts.path
  return [{
    CertificateChain: {
      SigningCertificate: { VOReference: [referTo(signer)] },
      ...(intermediates.length === 0 ? {} : { IntermediateCertificate: intermediates.map((one) => ({ VOReference: [referTo(one)] })) }),
    },
  }]
}
