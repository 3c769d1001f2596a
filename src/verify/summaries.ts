/** What reports say of certificates and seals: facts for people, none of them judged. */
import { sm3 } from '../crypto/index.ts'
import { toBase64, toHex } from '../encoding/octets.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { ElectronicSeal } from '../seal/index.ts'
import type { CertificateSummary, SealSummary } from '../report/model.ts'

const summaries = new WeakMap<Certificate, CertificateSummary>()

export function summarizeCertificate(certificate: Certificate): CertificateSummary {
  const known = summaries.get(certificate)
  if (known !== undefined) return { ...known }
  const summary = {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serialNumber: toHex(certificate.serialNumberBytes),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    sm3: toHex(sm3(certificate.bytes)),
  }
  summaries.set(certificate, summary)
  return { ...summary }
}

interface SealParts {
  readonly head: Omit<SealSummary, 'maker' | 'picture'>
  readonly picture: SealSummary['picture']
}

const partsOfSeals = new WeakMap<ElectronicSeal, SealParts>()

export function summarizeSeal(seal: ElectronicSeal, maker: Certificate | undefined, pictures: boolean): SealSummary {
  const { head, picture } = partsOf(seal)
  return {
    ...head,
    ...(maker === undefined ? {} : { maker: summarizeCertificate(maker) }),
    picture: { ...picture, ...(pictures ? { data: toBase64(seal.picture.image) } : {}) },
  }
}

function partsOf(seal: ElectronicSeal): SealParts {
  const known = partsOfSeals.get(seal)
  if (known !== undefined) return known
  const { property, picture } = seal
  const parts: SealParts = {
    head: {
      edition: seal.edition,
      esId: seal.esId,
      name: property.name,
      type: property.type,
      vendorId: seal.header.vid,
      createDate: property.createDate.toISOString(),
      validStart: property.validStart.toISOString(),
      validEnd: property.validEnd.toISOString(),
    },
    picture: {
      type: picture.type,
      ...(picture.format === undefined ? {} : { format: picture.format }),
      widthMm: picture.widthMm,
      heightMm: picture.heightMm,
      bytes: picture.data.length,
      sm3: toHex(sm3(picture.data)),
    },
  }
  partsOfSeals.set(seal, parts)
  return parts
}
