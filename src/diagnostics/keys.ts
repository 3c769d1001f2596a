import { defineDiagnostics } from './define.ts'

const UNREADABLE = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const UNUSABLE = { level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' } as const

/** Files of private keys, and signers. */
export const keyDiagnostics = defineDiagnostics({
  KEY_FILE_NOT_RECOGNIZED: { ...UNREADABLE, clause: 'RFC 5208; RFC 5915; RFC 7292; GM/T 0009-2023; GM/T 0016-2023', params: [] },
  KEY_FILE_WITHOUT_KEY: { ...UNREADABLE, clause: 'RFC 7292 clause 4.2; RFC 7468', params: [] },
  KEY_FILE_SEVERAL_KEYS: { ...UNUSABLE, clause: 'RFC 7292 clause 4.2', params: ['count'] },
  KEY_PASSWORD_REQUIRED: { ...UNUSABLE, clause: 'RFC 5958 clause 3; RFC 7292 clause 4.2.2', params: [] },
  KEY_PASSWORD_WRONG: { ...UNUSABLE, clause: 'RFC 7292 clause 5.2; RFC 8018 clause 6', params: [] },
  KEY_RECIPIENT_REQUIRED: { ...UNUSABLE, clause: 'GM/T 0009-2023 (SM2EnvelopedKey); GM/T 0016-2023 (ENVELOPEDKEYBLOB)', params: [] },
  KEY_RECIPIENT_WRONG: { ...UNUSABLE, clause: 'GM/T 0009-2023 (SM2EnvelopedKey); GB/T 32918.4-2016 clause 7.1', params: [] },
  KEY_DAMAGED: { ...UNREADABLE, clause: 'RFC 5208; RFC 5915; RFC 7292; RFC 8017 clause 3.2', params: ['reason'] },
  KEY_SCHEME_UNSUPPORTED: { ...UNUSABLE, clause: 'RFC 8018; RFC 7292 appendix C; GM/T 0091-2020', params: ['scheme'] },
  SIGNER_SIGNATURE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'GB/T 32918.2-2016 clause 7.1; RFC 8017 clause 8', params: ['algorithm'],
  },
})
