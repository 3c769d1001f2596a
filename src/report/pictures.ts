/** A report without the pictures of its seals, which are in it for a page. */
import type { SealSummary, SignatureReport, ValidationReport } from './model.ts'

/** Pictures are for people: they would make a line of JSON long, and whoever wants one has the file. */
export function withoutPictures(report: ValidationReport): ValidationReport {
  const plain = (signature: SignatureReport): SignatureReport => {
    const { seal } = signature
    if (seal?.picture.data === undefined) return signature
    const picture = Object.fromEntries(Object.entries(seal.picture).filter(([name]) => name !== 'data')) as unknown as SealSummary['picture']
    return { ...signature, seal: { ...seal, picture } }
  }
  return { ...report, signatures: report.signatures.map(plain) }
}
