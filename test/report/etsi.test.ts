/** Reports in the words of ETSI TS 119 102-2: every name that is used is one of its schema. */
import { describe, expect, it } from 'vitest'
import { reportToEtsi } from '../../src/report/index.ts'
import { verify } from '../../src/index.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { LICENSE, OPTIONS, fixture } from '../verify/world.ts'

/** Elements and attributes of the XML schema, v1.4.1, that the view uses; and what it adds. */
const NAMES = new Set([
  'SignatureValidationReport', 'SignatureValidationObjects', 'ValidationObject', 'ObjectType', 'ValidationObjectRepresentation', 'DigestAlgAndValue', 'DigestMethod',
  'DigestValue', 'SignatureIdentifier', 'id', 'HashOnly', 'DocHashOnly', 'ValidationConstraintsEvaluationReport', 'SignatureValidationPolicy', 'PolicyName',
  'FormalPolicyObject', 'ValidationConstraint', 'ValidationConstraintIdentifier', 'ConstraintStatus', 'Status', 'ValidationStatus', 'MainIndication', 'SubIndication',
  'AssociatedValidationReportData', 'AdditionalValidationReportData', 'ReportData', 'Type', 'Value', 'ValidationTimeInfo', 'ValidationTime', 'BestSignatureTime', 'POETime',
  'TypeOfProof', 'SignersDocument', 'SignatureAttributes', 'SigningTime', 'Signed', 'Time', 'SignerInformation', 'SignerCertificate', 'Signer', 'VOReference',
  'CertificateChain', 'SigningCertificate', 'IntermediateCertificate',
])
const ADDED = new Set(['SignatureId'])

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  // Values of findings are ours.
  return Object.entries(value).flatMap(([name, member]) => (name === 'Value' ? [name] : [name, ...namesIn(member)]))
}

describe('reportToEtsi', () => {
  it('says of an accepted license that its signature is total-passed', async () => {
    const view = reportToEtsi(await verify(LICENSE, OPTIONS))
    expect(view.SignatureValidationReport).toHaveLength(1)
    expect(view.SignatureValidationReport[0]).toMatchObject({
      ValidationStatus: { MainIndication: 'urn:etsi:019102:mainindication:total-passed' },
      ValidationTimeInfo: { ValidationTime: '2026-06-01T00:00:00.000Z', BestSignatureTime: { TypeOfProof: 'urn:etsi:019102:poetype:validation' } },
      SignatureAttributes: { SigningTime: { Signed: true, Time: '2026-03-02T02:30:00.000Z' } },
    })
    expect(view.SignatureValidationObjects.ValidationObject).toHaveLength(2)
    expect(namesIn(view).filter((name) => !NAMES.has(name) && !ADDED.has(name))).toEqual([])
  })

  it('says why another is not, with sub-indications of EN 319 102-1', async () => {
    const view = reportToEtsi(await verify(fixture('ofd/seal/expired-at-signing/input.ofd'), OPTIONS))
    expect(view.SignatureValidationReport[0]).toMatchObject({
      ValidationStatus: { MainIndication: 'urn:etsi:019102:mainindication:total-failed', SubIndication: ['urn:etsi:019102:subindication:EXPIRED'] },
    })
    expect(JSON.stringify(view)).toContain('urn:yinxin:code:SEAL_EXPIRED')
  })

  it('says of what has no signature that nothing was validated', async () => {
    const view = reportToEtsi(await verify(toUtf8('no document'), OPTIONS))
    expect(view.SignatureValidationReport).toEqual([expect.objectContaining({
      ValidationStatus: expect.objectContaining({ MainIndication: 'urn:etsi:019102:mainindication:total-failed' }) as object,
    })])
  })
})
