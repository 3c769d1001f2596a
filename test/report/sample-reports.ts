/** Hand-made reports of invented authorities, for renderers: accepted, tampered, undetermined and hostile. */
import { diagnosticDefinition, finding } from '../../src/diagnostics/index.ts'
import type { DiagnosticCode, Locator } from '../../src/diagnostics/index.ts'
import type { Diagnostic, Severity } from '../../src/diagnostics/step.ts'
import type { CertificateSummary, SealSummary, SignatureReport, Step, StepName, ValidationReport } from '../../src/report/model.ts'

const hex = (digit: string): string => digit.repeat(64)

export function diagnostic(
  code: DiagnosticCode, severity: Severity, at: Locator = [], params: Readonly<Record<string, string | number>> = {},
): Diagnostic {
  return { ...(finding as (code: DiagnosticCode, at: Locator, params: object) => Diagnostic)(code, at, params), severity, clause: diagnosticDefinition(code).clause }
}

export const passed = <Facts>(facts: Facts, ...diagnostics: Diagnostic[]): Step<Facts> => ({ conclusion: 'PASSED', facts, diagnostics })

export const stopped = <Facts>(conclusion: 'FAILED' | 'INDETERMINATE', first: Diagnostic, ...rest: Diagnostic[]): Step<Facts> =>
  ({ conclusion, subIndication: diagnosticDefinition(first.code).subIndication, diagnostics: [first, ...rest] })

const certificate = (name: string, digit: string): CertificateSummary => ({
  subject: `CN=${name},O=云溪市示例机构,C=CN`,
  issuer: 'CN=云溪示例证书颁发机构,O=云溪示例,C=CN',
  serialNumber: `0a${digit.repeat(16)}`,
  notBefore: '2025-01-01T00:00:00.000Z',
  notAfter: '2028-01-01T00:00:00.000Z',
  sm3: hex(digit),
})

const SEAL_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="46" fill="none" stroke="#d11" stroke-width="4"/><path id="a" d="M16 50a34 34 0 1 1 68 0" fill="none"/><text fill="#d11" font-size="11" text-anchor="middle"><textPath href="#a" startOffset="50%">云溪市示例行政审批局</textPath></text><path d="M50 32l4.5 13.8H69l-11.7 8.5 4.4 13.8L50 59.6l-11.7 8.5 4.4-13.8L31 45.800h14.500z" fill="#d11"/><text x="50" y="82" fill="#d11" font-size="8" text-anchor="middle">电子证照专用章</text></svg>`

export const seal = (): SealSummary => ({
  edition: 'GB/T 38540-2020',
  esId: '99990100000001',
  name: '云溪市示例行政审批局电子证照专用章',
  type: 1,
  vendorId: 'EX',
  createDate: '2025-02-10T01:00:00.000Z',
  validStart: '2025-02-10T01:00:00.000Z',
  validEnd: '2027-02-10T01:00:00.000Z',
  maker: certificate('云溪示例印章制作中心', 'b'),
  picture: { type: 'SVG', widthMm: 42, heightMm: 42, bytes: SEAL_SVG.length, sm3: hex('c'), data: Buffer.from(SEAL_SVG).toString('base64') },
})

const STEPS: readonly StepName[] = [
  'format', 'signatureValue', 'dataHash', 'binding', 'references', 'coverage', 'sealSignature', 'signerInSeal', 'signingTime',
  'signerCertificate', 'signerRevocation', 'makerCertificate', 'makerRevocation', 'sealValidity',
]

export const signature = (steps: Partial<Record<StepName, Step>> = {}, rest: Partial<SignatureReport> = {}): SignatureReport => ({
  at: ['Doc_0/Signs/Sign_0/Signature.xml'],
  id: 's001',
  format: 'SES',
  edition: 'GB/T 38540-2020',
  indication: 'TOTAL_PASSED',
  signer: certificate('云溪市示例行政审批局', 'a'),
  seal: seal(),
  signingTime: { time: '2026-03-02T03:04:05.000Z', provenBy: 'claim' },
  steps: {
    ...Object.fromEntries(STEPS.map((name) => [name, passed(null)])),
    signerCertificate: passed({ time: '2026-03-02T03:04:05.000Z', path: [], anchor: { subject: 'CN=国家示例根证书颁发机构,C=CN' } }),
    ...steps,
  },
  ...rest,
})

const coverage = (): ValidationReport['coverage'] => passed({
  metadataProtected: true,
  entries: [
    { path: 'OFD.xml', role: 'protected', reach: 'visible', protectedBy: [0] },
    { path: 'Doc_0/Document.xml', role: 'protected', reach: 'visible', protectedBy: [0] },
    { path: 'Doc_0/Pages/Page_0/Content.xml', role: 'protected', reach: 'visible', protectedBy: [0] },
    { path: 'Doc_0/Res/font_1.ttf', role: 'protected', reach: 'visible', protectedBy: [0] },
    { path: 'Doc_0/Signs/Sign_0/Signature.xml', role: 'own', reach: 'reachable', protectedBy: [] },
    { path: 'Doc_0/Signs/Sign_0/SignedValue.dat', role: 'own', reach: 'reachable', protectedBy: [] },
    { path: 'Doc_0/Signs/Signatures.xml', role: 'list', reach: 'reachable', protectedBy: [] },
    { path: 'Doc_0/notes.txt', role: 'uncovered', reach: 'unreachable', protectedBy: [] },
  ],
})

export const acceptedReport = (rest: Partial<ValidationReport> = {}): ValidationReport => ({
  schema: 1,
  kind: 'ofd',
  input: { bytes: 48_211, sm3: hex('d') },
  validationTime: '2026-06-01T02:00:00.000Z',
  policy: { id: 'cn-gov-2025', sm3: hex('e') },
  trust: { lists: [{ id: 'urn:example:trust-list:nation', sequence: 7, sm3: hex('f') }], anchors: 1 },
  accepted: true,
  indication: 'TOTAL_PASSED',
  container: passed(null),
  ...(coverage() === undefined ? {} : { coverage: coverage() }) as Pick<ValidationReport, 'coverage'>,
  signatures: [signature({ format: passed(null, diagnostic('BER_INTEGER_PADDED', 'warning', ['Doc_0/Signs/Sign_0/SignedValue.dat'], { offset: 40 })) })],
  content: {
    title: '示例经营许可证', docId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    customDatas: [{ name: '证照编号', value: 'EX-2026-000001' }, { name: '持证主体', value: '云溪示例餐饮有限公司' }],
  },
  ...rest,
})

const withoutContent = (report: ValidationReport): ValidationReport =>
  Object.fromEntries(Object.entries(report).filter(([name]) => name !== 'content')) as unknown as ValidationReport

export const rejectedReport = (): ValidationReport => withoutContent(acceptedReport({
  accepted: false,
  indication: 'TOTAL_FAILED',
  subIndication: 'HASH_FAILURE',
  signatures: [signature({
    dataHash: stopped('FAILED', diagnostic('DATA_HASH_MISMATCH', 'error', ['Doc_0/Signs/Sign_0/SignedValue.dat', 'dataHash'], { algorithm: 'SM3' })),
    signerRevocation: stopped('INDETERMINATE', diagnostic('CHECK_NOT_PERFORMED', 'error')),
  }, { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' })],
}))

export const openReport = (): ValidationReport => withoutContent(acceptedReport({
  accepted: false,
  indication: 'INDETERMINATE',
  subIndication: 'SIGNED_DATA_NOT_FOUND',
  signatures: [signature({
    dataHash: stopped('INDETERMINATE', diagnostic('SIGNED_DATA_ABSENT', 'error')),
  }, { indication: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' })],
}))

/** Names that attack whoever displays them. */
export const HOSTILE = {
  markup: '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  terminal: '\u001b[2J\u001b[1;32m✓ 验证通过\u001b[0m\r\n✓ Accepted',
  c1: '\u009b2Jx',
  bidi: 'invoice_\u202egnp.exe\u2066',
  unseen: 'a\u200bb\u{e0041}c\u3164d',
  surrogate: 'x\ud800y',
  blanks: `name${' '.repeat(500)}✓ Accepted`,
  long: '长'.repeat(100_000),
} as const

export const hostileReport = (text: string): ValidationReport => {
  const bad: CertificateSummary = { ...certificate('x', 'a'), subject: text, issuer: text, serialNumber: text, notBefore: text }
  return acceptedReport({
    policy: { id: text, sm3: hex('e') },
    trust: { lists: [{ id: text, sequence: 1, sm3: hex('f') }], anchors: 0 },
    container: passed(null, diagnostic('BER_TIME_NOT_CANONICAL', 'warning', [text, 3], { offset: 1, text })),
    coverage: passed({ metadataProtected: true, entries: [{ path: text, role: 'uncovered', reach: 'visible', protectedBy: [] }] }),
    signatures: [signature({}, {
      at: [text], id: text, signer: bad,
      seal: { ...seal(), esId: text, name: text, vendorId: text, createDate: text, maker: bad, picture: { ...seal().picture, type: text, data: text } },
    })],
    content: { title: text, docId: text, customDatas: [{ name: text, value: text }] },
  })
}
