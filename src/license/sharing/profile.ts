/** How one sharing service speaks, as data: paths, names of fields, codes and what is encrypted. Nothing here is code of a vendor. */
import type { LicenseStatus, StatusSystem } from '../status.ts'

export const SHARING_OPERATIONS = [
  'search', 'metadata', 'faceById', 'faceByHolder', 'downloadUrl', 'downloadUrlsByHolder', 'downloadFile', 'faceFields', 'verifyInfo', 'verifyFile',
  'faceByQr', 'consentBegin', 'consentStatus', 'faceByConsent', 'useCodeByDuty', 'useCodeByDelegation', 'faceByUseCode',
] as const
export type SharingOperation = (typeof SHARING_OPERATIONS)[number]

export interface OperationMap {
  /** Below the base address. */
  readonly path: string
  /** Names in `data` of the request, by ours; a value without a name here cannot be sent. */
  readonly fields: Readonly<Record<string, string>>
  /** As `fields`: those that the service insists on, by our names. */
  readonly required: readonly string[]
  /** The question uses something up (a dynamic code, a download, a use code): it is never asked twice. */
  readonly once?: true
}

/** `busy` and `timeout` pass; the others stay as they are however often one asks. */
export type HeadMeaning =
  | { readonly kind: 'busy' | 'timeout' | 'notFound' | 'notOffered' | 'unauthorized' | 'parameters' | 'signature' | 'restricted' }
  /** The service states the license's status instead of an answer. */
  | { readonly kind: 'status'; readonly statuses: readonly LicenseStatus[] }

/** `correct`: the status is that of `statusesOfCode('sharing', code)`. None of the others says anything of the license. */
export type VerifyInfoMeaning = 'correct' | 'incomplete' | 'notFound' | 'wrong'
export type VerifyFileMeaning = 'passed' | 'signatureFailed' | 'fileFailed'

export interface SharingProfile {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly operations: Readonly<Partial<Record<SharingOperation, OperationMap>>>
  readonly head: { readonly success: readonly string[]; readonly codes: Readonly<Record<string, HeadMeaning>> }
  readonly verifyInfo: Readonly<Record<string, VerifyInfoMeaning>>
  readonly verifyFile: Readonly<Record<string, VerifyFileMeaning>>
  /** The purpose as its cause alone, or with system, matter and category. */
  readonly useCause: 'text' | 'object'
  /** What answers hold encrypted with SM2 for the caller, in hex. What should be encrypted and is not is refused. */
  readonly sealed: 'none' | 'data' | 'certData'
  /** `sealed`: numbers of holders are sent encrypted, as agreed with the service. */
  readonly holderCodes: 'plain' | 'sealed'
  /** Of the statuses in search results. @default unknown: they are not relied on */
  readonly statusSystem?: StatusSystem
}

const HOLDER = { holderCode: 'holderCode', holderType: 'holderTypeCode', typeCode: 'certTypeCode', number: 'certNo', purpose: 'useCause' } as const

/** Operations under English names, as a provincial service has them. */
const ENGLISH: SharingProfile['operations'] = {
  faceById: { path: 'queryCertInfo', fields: { identifier: 'certIdentifier', purpose: 'useCause' }, required: ['identifier', 'purpose'] },
  faceByHolder: { path: 'queryCertInfoByHolderCode', fields: HOLDER, required: ['holderCode', 'holderType', 'typeCode', 'purpose'] },
  downloadUrl: { path: 'downloadUrl', fields: { identifier: 'certIdentifier', purpose: 'useCause', expires: 'expiryTime' }, required: ['identifier', 'purpose'] },
  downloadUrlsByHolder: {
    path: 'downloadUrlsByHolderCode', fields: { ...HOLDER, expires: 'expiryTime' }, required: ['holderCode', 'holderType', 'typeCode', 'purpose'],
  },
  downloadFile: {
    path: 'downloadFile',
    fields: { fileType: 'fileType', identifier: 'certificateIdentifier', purpose: 'certificateCopyCause', expires: 'certificateCopyExpiringTime' },
    required: ['identifier', 'purpose'],
  },
  faceFields: { path: 'getCertRemarkInfo', fields: { typeCode: 'certTypeCode', name: 'certName' }, required: ['typeCode', 'name'] },
  verifyInfo: { path: 'verifyCertInfo', fields: { typeCode: 'certTypeCode', face: 'certData', purpose: 'useCause' }, required: ['typeCode', 'face', 'purpose'] },
  verifyFile: { path: 'verifyFile', fields: { content: 'content', contentType: 'contentType', typeCode: 'certTypeCode' }, required: ['content', 'contentType', 'typeCode'] },
  faceByQr: { path: 'queryCertInfoByQRcode', fields: { qr: 'qrcode', purpose: 'useCause' }, required: ['qr', 'purpose'], once: true },
  consentBegin: { path: 'ChannelVerify/begin/verify', fields: { qr: 'qrcode', typeCodes: 'certCodes' }, required: ['qr', 'typeCodes'], once: true },
  consentStatus: { path: 'ChannelVerify/current/status', fields: { transaction: 'trxId' }, required: ['transaction'] },
  faceByConsent: {
    path: 'CertShare/queryCertInfosByVerifyTrx', fields: { transaction: 'trxId', typeCode: 'certTypeCode', purpose: 'useCause' },
    required: ['transaction', 'typeCode', 'purpose'], once: true,
  },
}

const CORRECT = { 0: 'correct', 1: 'correct', 2: 'correct', 3: 'correct', 4: 'incomplete', 5: 'notFound' } as const
const FILE = { 0: 'passed', 1: 'signatureFailed', 2: 'fileFailed' } as const
const parameters = { kind: 'parameters' } as const

/** From the code of two unrelated implementations, not from the standard's text, which is not public. Deployments differ: say so in a profile of your own. */
export const SHARING_PROFILES: Readonly<Record<'shandong' | 'gtmap', SharingProfile>> = Object.freeze({
  shandong: {
    id: 'shandong', name: { zh: '山东省电子证照共享服务', en: 'sharing service of Shandong' },
    operations: ENGLISH,
    head: {
      // 60001: of the operations by QR.
      success: ['0', '60001'],
      codes: {
        2: { kind: 'notOffered' }, 10: { kind: 'notFound' }, 11: { kind: 'unauthorized' }, 12: parameters, 13: parameters,
        21: { kind: 'status', statuses: ['REVOKED_ANNULLED', 'CANCELLED'] }, 22: { kind: 'status', statuses: ['EXPIRED'] }, 23: { kind: 'status', statuses: ['SUSPENDED'] },
        100: { kind: 'unauthorized' }, 102: parameters, 103: parameters,
        105: parameters, 106: parameters, 107: parameters, 108: parameters, 109: parameters, 110: parameters, 111: parameters, 112: parameters, 113: parameters,
      },
    },
    verifyInfo: { ...CORRECT, 6: 'incomplete', 7: 'wrong' }, verifyFile: FILE, useCause: 'object', sealed: 'data', holderCodes: 'plain',
  },
  gtmap: {
    id: 'gtmap', name: { zh: '不动产登记电子证照共享服务', en: 'sharing service of real estate registers' },
    operations: {
      search: {
        path: 'zzjs',
        fields: { holderCode: 'czztdm', typeCode: 'zzlxdm', holder: 'czzt', holderType: 'czztdmlxdm', authority: 'dwdm', status: 'zzzt' }, required: ['holderCode', 'typeCode'],
      },
      metadata: { path: 'zzysj', fields: { identifier: 'zzbs', elements: 'meladataRange' }, required: ['identifier'] },
      verifyInfo: { path: 'zzxxyz', fields: { typeCode: 'zzlxdm', face: 'zzzmxx' }, required: ['face'] },
      verifyFile: { path: 'zzwjyz', fields: { content: 'content', contentType: 'contentType', area: 'bfjgxzqdm' }, required: ['content', 'contentType', 'area'] },
    },
    head: {
      success: ['0'],
      codes: {
        1: { kind: 'unauthorized' }, 2: { kind: 'timeout' }, 3: { kind: 'notFound' }, 4: parameters, 11: { kind: 'status', statuses: ['CANCELLED'] },
        13: { kind: 'signature' }, 16: { kind: 'busy' }, 17: { kind: 'restricted' },
      },
    },
    verifyInfo: { ...CORRECT, 6: 'wrong' }, verifyFile: FILE, useCause: 'text', sealed: 'none', holderCodes: 'sealed',
  },
})

/** Use codes (用证码): fields as one province documents them. Where its addresses are is for the deployment to say, so that no profile above has them. */
export const USE_CODE_FIELDS = Object.freeze({
  useCodeByDuty: {
    fields: {
      itemCode: 'service_item_code', itemName: 'service_item_name', businessNumber: 'biz_num', account: 'auth_account', name: 'name', number: 'identity_num', role: 'role',
      holderCode: 'identity_number',
    },
    required: ['itemCode', 'itemName', 'businessNumber', 'account', 'name', 'number', 'role', 'holderCode'], once: true,
  },
  useCodeByDelegation: {
    fields: { itemCode: 'service_item_code', itemName: 'service_item_name', businessNumber: 'biz_num', credential: 'credential' },
    required: ['itemCode', 'itemName', 'businessNumber', 'credential'], once: true,
  },
  faceByUseCode: { fields: { useCode: 'auth_code' }, required: ['useCode'], once: true },
} as const satisfies Partial<Record<SharingOperation, Omit<OperationMap, 'path'>>>)
