/** Lines of reports as far as trends look at them. */
export interface LineOf {
  readonly time?: string
  readonly codes?: readonly string[]
  readonly ca?: string
  readonly subject?: string
  readonly issuer?: string
  readonly typeCode?: string
  readonly producer?: string
}

/** A line of `yinxin verify --json`. */
export function reportLine({ time = '2026-03-02T00:00:00.000Z', codes = ['SIG_HASH_FAILURE'], ca = 'CN=Big CA', subject = 'CN=Example Bureau', issuer, typeCode, producer = 'EX' }: LineOf = {}): string {
  return JSON.stringify({
    file: 'person.ofd',
    report: {
      schema: 1, kind: 'ofd', validationTime: time, container: { diagnostics: [] },
      signatures: [{ signer: { issuer: ca, subject }, seal: { vendorId: producer }, steps: { dataHash: { diagnostics: codes.map((code) => ({ code, severity: 'error' })) } } }],
      ...((issuer !== undefined || typeCode !== undefined) && { license: { facts: { metadata: { issuers: issuer === undefined ? [] : [{ code: issuer }], ...(typeCode !== undefined && { typeCode }) } }, diagnostics: [] } }),
    },
  })
}
